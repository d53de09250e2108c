import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** The part of vitest's JSON report that is read here. */
export interface Report {
	readonly testResults: readonly {
		/** The path of the file. */
		readonly name: string;
		/** Of a fault outside its tests. */
		readonly message: string;
		readonly assertionResults: readonly {
			readonly title: string;
			readonly status: string;
			/** With their stacks. */
			readonly failureMessages: readonly string[];
		}[];
	}[];
}

/** A change of the product that takes one protection away, and the test that must see it. */
export interface Removal {
	/** The requirements of docs/security.md that the protection meets, by number. */
	readonly of: readonly string[];
	readonly file: string;
	/** Stands once in the file. */
	readonly from: string;
	readonly to: string;
	/** As docs/security.md names it: a gap of `each` as %s, and nothing of what follows a colon there. */
	readonly test: { readonly file: string; readonly title: string };
	/** On which database it shows, of those that the test is run on. */
	readonly on: Database;
}

type Database = 'PGlite' | 'PostgreSQL';

const table = 'tests/removed/removals.yaml';

interface Written {
	readonly removed: Record<
		string,
		readonly { of: string[]; in: string; from: string; to: string; on?: Database }[]
	>;
	readonly nothingToRemove: Record<string, string>;
}

function read(): Written {
	return parse(readFileSync(table, 'utf8')) as Written;
}

/** @throws {Error} where a test is not named as the table has it: file “title” */
export function readRemovals(): Removal[] {
	return Object.entries(read().removed).flatMap(([test, changes]) => {
		const [, file, title] = /^(tests\/\S+) “(.+)”$/.exec(test) ?? [];
		if (!file || !title) throw new Error(`${table}: expected tests/… “title”, received ${test}`);
		return changes.map(({ in: changed, on = 'PGlite', ...change }) => ({
			...change,
			file: changed,
			test: { file, title },
			on
		}));
	});
}

/** Requirements that hold though there is nothing to take away, with the reason. */
export function nothingToRemove(): Record<string, string> {
	return read().nothingToRemove;
}

/** What a file reads without the protection. @throws {Error} where what is to go does not stand in it once */
export function without({ file, from, to }: Removal, text: string): string {
	const [before, after, ...more] = text.split(from);
	if (after === undefined || more.length > 0) {
		throw new Error(`${file}: expected once ${from}, found ${text.split(from).length - 1} times`);
	}
	return before + to + after;
}

/** Those that arguments name: a requirement, a chapter of them, or a part of a path or of a test's title; all without. */
export function chosen(removals: readonly Removal[], given: readonly string[]): Removal[] {
	return removals.filter(
		({ of, file, test }) =>
			given.length === 0 ||
			given.some(
				(one) =>
					of.some((number) => number === one || number.startsWith(`${one}.`)) ||
					[file, test.file, test.title].some((text) => text.includes(one))
			)
	);
}

/** A test's titles as a regular expression: what `each` fills in may be anything. */
export function patternOf(title: string): string {
	return title
		.split(/%[sj]|\$\w+/)
		.map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
		.join('.*');
}

/** How vitest begins the message of one that does not hold; that of `resolves` and `rejects` has no name of its own. */
const expectation = /^(AssertionError|Error: (expected|promise resolved|promise rejected) )/;

/**
 * What a run says of a test: `failed` where an expectation of it did not hold. A test that ended by another
 * error, or that never ran because a file could not be loaded, shows nothing; `said` is what it ended by.
 */
export function judge(
	{ testResults }: Report,
	{ file, title }: Removal['test']
): { outcome: 'passed' | 'failed' | 'broken'; said: string } {
	const isIt = new RegExp(`^${patternOf(title)}(: .*)?$`);
	const own = testResults.filter(({ name }) => name.replaceAll('\\', '/').endsWith(`/${file}`));
	const runs = own
		.flatMap(({ assertionResults }) => assertionResults)
		.filter((one) => isIt.test(one.title) && ['passed', 'failed'].includes(one.status));
	const messages = runs.flatMap(({ failureMessages }) => failureMessages);
	const unmet = messages.find((message) => expectation.test(message));
	if (unmet) return { outcome: 'failed', said: firstLine(unmet) };
	const isPassed = runs.length > 0 && runs.every(({ status }) => status === 'passed');
	if (isPassed) return { outcome: 'passed', said: '' };
	const faults = [...messages, ...own.map(({ message }) => message)].filter(Boolean);
	return { outcome: 'broken', said: firstLine(faults[0] ?? 'It was not run.') };
}

function firstLine(text: string): string {
	return text.split('\n')[0]!;
}
