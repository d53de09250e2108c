import { parse } from '#scoring';
import { caseFileSchema, type CaseFile } from '../diagnosis/case-file.ts';
import { jsonFault } from '../sheets/json.ts';

/** No enterprise fills in more instruments than this. */
const mostSheets = 20;

/**
 * Sheets of other instruments, one of each, from the text that travels with a page; nothing if it cannot be read. What
 * their answers are worth is judged where they are offered.
 */
export function readBeside(text: string): readonly CaseFile[] | undefined {
	if (text === '') return [];
	let given: unknown;
	try {
		given = JSON.parse(text);
	} catch {
		return undefined;
	}
	if (!Array.isArray(given) || given.length > mostSheets) return undefined;
	const sheets = given.flatMap((one: unknown) =>
		jsonFault(one) ? [] : (parse(caseFileSchema, one).output ?? [])
	);
	const refs = new Set(sheets.map(({ questionnaire }) => questionnaire));
	return refs.size === given.length ? sheets : undefined;
}

/** The text that travels; empty where there are none. */
export function writeBeside(sheets: readonly CaseFile[]): string {
	return sheets.length === 0 ? '' : JSON.stringify(sheets);
}
