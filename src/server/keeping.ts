import * as v from 'valibot';
import { parse } from '#scoring';
import type { CaseFile } from '#lib/diagnosis/case-file.ts';
import { differences } from '#lib/journey/fields.ts';
import { fold } from '#lib/sheets/fold.ts';
import { change } from '#lib/sheets/patch.ts';
import { now } from './clock.ts';
import { problems } from './problems.ts';
import { append, keep, open, type Sheet } from './sheets.ts';

/** Which kept sheet a journey goes on with: its private link, and the patches that were seen there. */
const seenSchema = v.strictObject({ token: v.string(), seen: v.array(v.string()) });

/** What a page carries along to keep its answers in the same sheet again. */
export function seenOf(token: string, { standing }: Sheet): string {
	return JSON.stringify({ token, seen: [...standing.values()].flat() });
}

/**
 * Keeps what was said: in a new sheet, or as changes of the one that was gone on with. A change names the
 * patch that was seen when it was made, so that what somebody else changed meanwhile shows as a conflict.
 *
 * @param carried as `seenOf` wrote it; empty for a new sheet
 * @returns the token of the private link
 */
export async function keepAnswers(said: CaseFile, carried: string): Promise<string> {
	if (carried === '') return (await keep(said)).token;
	const { token, seen } = readSeen(carried);
	const sheet = (await open(token)) ?? problems.noSuchSheet();
	const before = fold(sheet.patches.filter(({ id }) => seen.includes(id)));
	const madeAt = now().toISOString();
	const changed = differences({ questionnaire: said.questionnaire, ...before.said }, said);
	const patches = Object.entries(changed).flatMap(([field, value]) =>
		change(before, field, value ?? null, { madeAt })
	);
	if (patches.length > 0) await append(token, patches);
	return token;
}

function readSeen(carried: string): v.InferOutput<typeof seenSchema> {
	let given: unknown;
	try {
		given = JSON.parse(carried);
	} catch {
		return problems.noSuchSheet();
	}
	return parse(seenSchema, given).output ?? problems.noSuchSheet();
}
