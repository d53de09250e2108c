import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ownWords } from '#server/accounts/password-rules.ts';
import { mostDaysOfSession } from '#server/accounts/sessions.ts';
import { evidenceEndings, mostEvidenceMegabytes } from '#server/evidence.ts';
import { levelOne, levelTwo, requirements } from '../support/asvs.ts';
import { document, holding, rows, testsOf } from '../support/security-rows.ts';

const states = ['holds', 'does not hold yet', 'not applicable'];
/** Requirements on what is written: the document itself meets them. */
const ofDocuments = /^V(\d+\.1|1\.1|11\.1)\.\d+$/;

test('every requirement of level 1 and level 2 is there once, in the order of the standard', () => {
	expect([levelOne.length, levelTwo.length]).toEqual([70, 183]);
	expect(rows.map(({ number }) => number)).toEqual(requirements);
	expect(new Set(requirements).size).toBe(253);
});

test('every row says what it asks, how it stands, and by what or why', () => {
	for (const { number, asks, state, shown } of rows) {
		expect(states, number).toContain(state);
		expect(asks.length, number).toBeGreaterThan(3);
		expect(shown.length, number).toBeGreaterThan(3);
	}
});

test('what a row refers to is there', () => {
	const headings = [...document.matchAll(/^## (.+)$/gm)].map(([, title]) =>
		title!.toLowerCase().replaceAll(' ', '-')
	);
	const anchors = rows.flatMap(({ shown }) => [...shown.matchAll(/\]\(#([^)]+)\)/g)]);
	expect(anchors.length).toBeGreaterThan(10);
	for (const [, anchor] of anchors) expect(headings).toContain(anchor);
});

describe('a row that holds', () => {
	test.each(holding)(
		'$number names tests that are there, each by its title',
		({ number, shown }) => {
			const named = testsOf(shown);
			expect(named.length).toBeGreaterThan(0);
			// Nothing else stands there but the part of this document that meets a requirement on documents.
			const rest = shown.replace(/`tests\/[^`]+` “[^”]+”/g, '').replace(/[;\s]/g, '');
			if (rest !== '') {
				expect(number).toMatch(ofDocuments);
				expect(rest).toMatch(/^\[[^\]]+\]\(#[^)]+\)$/);
			}
			for (const { file, title } of named) {
				expect(existsSync(file), file).toBe(true);
				const text = readFileSync(file, 'utf8').replaceAll("\\'", "'");
				expect(titlesOf(text), `${file} has no test “${title}”`).toContain(title);
			}
		}
	);

	test('is one of those that the sentence above the table counts', () => {
		const [, ...said] =
			/Of the 253 requirements (\d+) hold, (\d+) do not yet, (\d+) do not apply/.exec(
				document.replaceAll('\n', ' ')
			)!;
		const counted = states.map((state) => rows.filter((row) => row.state === state).length);
		expect(said.map(Number)).toEqual(counted);
	});
});

/** Of the tests that a file calls, as it writes them: those of `each` with their gaps. */
function titlesOf(text: string): string[] {
	const calls = /(?:^|\s)(?:test|it)(?:\.(?:each|for)[^]*?\))?\(\s*(['"`])([^\n]*?)\1,/g;
	const found = [...text.matchAll(calls)].map(([, , title]) => title!);
	return [...found, ...found.map((title) => title.replace(/: \$\{\w+\}$/, ''))];
}

describe('what the document says of the product', () => {
	test('of passwords: the words that none may hold', () => {
		const [, words] = /in any\s+case: ([^.]+)\./.exec(document)!;
		expect(words!.split(', ')).toEqual(ownWords);
	});

	test('of files: their endings and their size', () => {
		const [, part] = document.split('## Files that are handed in\n');
		const own = part!.split('\n## ')[0]!;
		expect([...own.matchAll(/`\.(\w+)`/g)].map(([, ending]) => ending)).toEqual(evidenceEndings);
		expect(own).toContain(`${mostEvidenceMegabytes} MB each`);
	});

	test('of sessions: how long they last at most', () => {
		expect(mostDaysOfSession).toBe(30);
		expect(document).toContain('thirty days after signing in at the latest');
	});
});
