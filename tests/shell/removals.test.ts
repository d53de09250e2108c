import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
	chosen,
	judge,
	nothingToRemove,
	patternOf,
	readRemovals,
	without,
	type Removal,
	type Report
} from '../../scripts/removals.ts';
import { holding, testsOf } from '../support/security-rows.ts';

const removals = readRemovals();
const reasons = nothingToRemove();
const one: Removal = {
	...{ of: ['V1.1.1'], file: 'a.ts', from: 'check()', to: 'true', on: 'PGlite' },
	test: { file: 'tests/a.test.ts', title: 'is %s (once)' }
};

describe('tests/removed/removals.yaml', () => {
	test.each(holding)('says of $number how it is seen that it holds', ({ number }) => {
		const isRemoved = removals.some(({ of }) => of.includes(number));
		expect(isRemoved !== number in reasons, 'either a removal or a reason why there is none').toBe(
			true
		);
		expect(reasons[number] ?? 'a reason').toMatch(/\w+ \w+/);
	});

	test('speaks of nothing but what holds', () => {
		const numbers = new Set(holding.map(({ number }) => number));
		const named = [...removals.flatMap(({ of }) => of), ...Object.keys(reasons)];
		expect(named.filter((number) => !numbers.has(number))).toEqual([]);
	});

	test.each(removals)('takes from $file what stands there once: $from', (removal) => {
		const text = readFileSync(removal.file, 'utf8');
		expect(without(removal, text)).not.toBe(text);
	});

	// A gap of the row's title is filled in here with the case that shows it.
	test.each(removals)('$test.title is a test that the rows of $of name', ({ of, test }) => {
		for (const number of of) {
			const { shown } = holding.find((row) => row.number === number)!;
			const named = testsOf(shown).filter(({ file }) => file === test.file);
			const isNamed = named.some(
				({ title }) => title === test.title || new RegExp(`^${patternOf(title)}$`).test(test.title)
			);
			expect(isNamed, `${number}: ${test.file} “${test.title}”`).toBe(true);
		}
	});
});

describe('a removal', () => {
	test('is of what stands there once', () => {
		expect(without(one, 'if (check()) go();')).toBe('if (true) go();');
		expect(() => without(one, 'go();')).toThrow('a.ts: expected once check(), found 0 times');
		expect(() => without(one, 'check() || check()')).toThrow('found 2 times');
	});

	test.each([
		[[], true],
		[['V1.1.1'], true],
		[['V1.1'], true],
		[['V1'], true],
		[['V1.1.10'], false],
		[['V1.1.1.'], false],
		[['a.ts'], true],
		[['(once)'], true],
		[['b.ts', 'a.test'], true],
		[['b.ts'], false]
	])('is meant by %j: %s', (given, isMeant) => {
		expect(chosen([one], given)).toEqual(isMeant ? [one] : []);
	});
});

describe('a test', () => {
	const file = { name: '/copy/tests/a.test.ts', message: '' };
	const report = (status: string, failureMessages: string[] = [], title = 'is open (once)') =>
		({
			testResults: [{ ...file, assertionResults: [{ title, status, failureMessages }] }]
		}) satisfies Report;
	const outcome = (given: Report) => judge(given, one.test).outcome;

	test.each([
		'AssertionError: expected 1 to be 2',
		'Error: expected { Object (status) } to match object { status: 409 }',
		'Error: promise resolved "1" instead of rejecting',
		'Error: promise rejected "no" instead of resolving'
	])('sees it where an expectation does not hold: %s', (said) => {
		expect(judge(report('failed', [`${said}\n at x`]), one.test)).toEqual({
			outcome: 'failed',
			said
		});
	});

	test('that passes all the same does not see it', () => {
		expect(outcome(report('passed'))).toBe('passed');
	});

	test.each<[what: string, given: Report]>([
		['ends by another error', report('failed', ['TypeError: x is not a function\n at x'])],
		['is skipped', report('skipped')],
		['is another', report('failed', ['AssertionError: no'], 'is open (twice)')],
		[
			'is in another file',
			{
				testResults: report('failed', ['AssertionError: no']).testResults.map((one) => ({
					...one,
					name: '/copy/tests/b.test.ts'
				}))
			}
		],
		['is not there', { testResults: [] }],
		[
			'is in a file that cannot be loaded',
			{
				testResults: [{ ...file, message: 'SyntaxError: Unexpected token', assertionResults: [] }]
			}
		]
	])('shows nothing where it %s', (_, given) => {
		expect(outcome(given)).toBe('broken');
	});

	test('of several cases sees it by one', () => {
		const cases = {
			testResults: [
				...report('passed').testResults,
				...report('failed', ['AssertionError: no'], 'is closed (once)').testResults
			]
		};
		expect(outcome(cases)).toBe('failed');
	});
});
