import * as v from 'valibot';

/** Something wrong in what was given: where, what was expected, what was found. */
export interface Fault {
	/** The file of the content, where there is one. */
	readonly file?: string;
	/** The field, as a path from the top: `answers.equipment.total`. */
	readonly path: string;
	readonly expected: string;
	readonly received: string;
}

/** Notes a fault below the place one is at; `received` is shown by `shown`. */
export type Report = (path: string, expected: string, received: unknown) => void;

/** A reporter of faults below `path`. */
export function reporter(faults: Fault[], path: string, file?: string): Report {
	return (below, expected, received) => {
		const place = [path, below].filter((part) => part !== '').join('.');
		faults.push({ ...(file ? { file } : {}), path: place, expected, received: shown(received) });
	};
}

/** A value as a fault shows it: short, on one line, nothing in it that a terminal would act on. */
export function shown(value: unknown): string {
	if (value === undefined) return 'nothing';
	if (typeof value === 'number' || typeof value === 'boolean' || value === null)
		return String(value);
	if (typeof value === 'bigint') return `${value}`;
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'object') return 'an object';
	if (typeof value !== 'string') return `a ${typeof value}`;
	const characters = [...value];
	const head = characters.slice(0, 40).map(visible).join('');
	return characters.length > 40 ? `"${head}…" (${characters.length} characters)` : `"${head}"`;
}

/** Control characters and lone surrogates by their code, the rest as it is. */
function visible(character: string): string {
	const code = character.codePointAt(0)!;
	const unprintable =
		code < 0x20 || (code >= 0x7f && code < 0xa0) || /[\p{Cs}\p{Cf}\p{Zl}\p{Zp}]/u.test(character);
	return unprintable ? `\\u{${code.toString(16)}}` : character;
}

/** A field's name as a fault shows it. */
export function named(key: string): string {
	return /^[A-Za-z0-9_.-]{1,80}$/.test(key) ? key : shown(key);
}

/** A fault as one sentence. */
export function sentence(fault: Fault): string {
	const place = [fault.file, fault.path].filter(Boolean).join(' ');
	return `${place}: ${fault.expected}, received ${fault.received}`;
}

/** All faults of `input` under `schema`, or its output. */
export function parse<T>(
	schema: v.GenericSchema<unknown, T>,
	input: unknown,
	at: { file?: string; path?: string } = {}
): { output: T; faults?: never } | { output?: never; faults: Fault[] } {
	const result = v.safeParse(schema, input);
	if (result.success) return { output: result.output };
	return { faults: result.issues.flatMap((issue) => describe(issue, at)) };
}

function describe(issue: v.BaseIssue<unknown>, at: { file?: string; path?: string }): Fault[] {
	const keys = issue.path?.map((item) => named(String(item.key))) ?? [];
	const path = [at.path, ...keys].filter((part) => part !== undefined && part !== '').join('.');
	// A union that fits no arm hides what its arms found inside, which says more than "expected A or B".
	const inside = issue.issues?.filter((inner) => inner.path !== undefined) ?? [];
	if (inside.length > 0) return inside.flatMap((inner) => describe(inner, { ...at, path }));
	const unexpectedKey = issue.type === 'strict_object' && issue.expected === 'never';
	const expected = unexpectedKey
		? 'expected no such key'
		: issue.message.startsWith('expected')
			? issue.message
			: `expected ${expectation(issue)}`;
	const received = unexpectedKey ? shown(issue.path?.at(-1)?.key) : shown(issue.input);
	return [{ ...(at.file ? { file: at.file } : {}), path, expected, received }];
}

/** What valibot expected, as a person says it. */
function expectation({ type, expected, requirement, received }: v.BaseIssue<unknown>): string {
	switch (type) {
		case 'strict_object':
		case 'loose_object':
		case 'record':
			// What it expects is a quoted key where that is missing.
			return expected?.startsWith('"') && received === 'undefined' ? 'this key' : 'an object';
		case 'array':
			return 'a list';
		case 'boolean':
			return 'true or false';
		case 'integer':
			return 'a whole number';
		case 'min_value':
			return `at least ${requirement}`;
		case 'max_value':
			return `at most ${requirement}`;
		case 'non_empty':
			return 'at least one entry';
		case 'min_length':
			return `at least ${requirement} entries`;
		default:
			return (expected ?? type).replace(/^\((.*)\)$/, '$1').replaceAll(' | ', ' or ');
	}
}
