import { describe, expect, it } from 'vitest';
import { checkWorked, countWorked } from '#lib/library/worked.ts';
import { sentence } from '#scoring';
import { libraryAfter, put } from '../support/library-files.ts';

const cases = 'questionnaires/test/2024/cases.yaml';
const award = 'measures/policy/award.yaml';

const faultsAfter = (file: string, path: string, value: unknown) =>
	checkWorked(libraryAfter((files) => put(files[file], path, value))).map(sentence);

it('what people worked out holds', () => {
	const library = libraryAfter(() => undefined);
	expect(checkWorked(library)).toEqual([]);
	expect(countWorked(library)).toEqual({ cases: 1, examples: 2 });
});

describe('a case that does not hold names file, case and field', () => {
	const at = 'cases.0.expect';
	it.each<[string, string, unknown, string]>([
		['points', `${at}.points.total`, 5, 'points.total: expected 5, received 5.5'],
		[
			'bounds',
			`${at}.points.total`,
			{ low: 5, high: 6 },
			'points.total: expected {"low":5,"high":6}, received 5.5'
		],
		['points of no node', `${at}.points`, { gone: 5 }, 'points.gone: expected 5, received nothing'],
		['the tier', `${at}.tier`, 'second', 'tier: expected "second", received "first"'],
		['a tier that is not there', `${at}.tier`, 'third', 'tier: expected "third", received "first"'],
		[
			'a finding',
			`${at}.findings`,
			['ratio-contradicts plan'],
			'findings: expected ["ratio-contradicts plan"], received []'
		],
		[
			'what is lacking',
			`${at}.lacks.gates.0.actual`,
			5,
			'lacks: expected {"tier":"second","gates":[{"score":"total","needed":10,"actual":5}]}, received {"tier":"second","gates":[{"score":"total","needed":10,"actual":5.5}]}'
		],
		[
			'answers that cannot be taken',
			'cases.0.answers.plan',
			'most',
			'faults: expected [], received [{"path":"answers.plan","expected":"expected one of no, some, yes","received":"\\"most\\""}]'
		]
	])('%s', (_, path, value, fault) => {
		expect(faultsAfter(cases, path, value)).toContain(`${cases} "some" ${fault}`);
	});
});

describe('an example that does not hold names file, example and field', () => {
	it.each<[string, string, unknown, string]>([
		['the amount', 'examples.0.expect.amount', 49.99, '"a" amount: expected 49.99, received 50'],
		[
			'no amount where there is one',
			'examples.0.expect.amount',
			undefined,
			'"a" amount: expected nothing, received 50'
		],
		[
			'the outcome',
			'examples.0.expect.outcome',
			'unmet',
			'"a" outcome: expected "unmet", received "met"'
		],
		['the day', 'examples.1.on', '2024-12-31', '"b" outcome: expected "ended", received "met"'],
		[
			'what to ask',
			'examples.0.expect.asks',
			['listed'],
			'"a" asks: expected ["listed"], received []'
		],
		[
			'a year without a rate',
			'examples.0.expect.noRate',
			[2025],
			'"a" noRate: expected [2025], received []'
		],
		[
			'a reading',
			'examples.0.expect.readings',
			{ each: 50 },
			'"a" readings: expected {"each":50}, received {}'
		],
		[
			'a distance',
			'examples.0.expect.short',
			{ revenue: 1 },
			'"a" short.revenue: expected 1, received nothing'
		],
		[
			'a tier that is not there',
			'examples.0.tiers.test',
			'third',
			'"a" tiers.test: expected ["none","first","second"], received "third"'
		],
		[
			'an instrument that is not there',
			'examples.0.tiers',
			{ other: 'first' },
			'"a" tiers.other: expected ["none"], received "first"'
		],
		[
			'facts that cannot be taken',
			'examples.0.facts.listed',
			'yes',
			'"a" faults: expected [], received [{"path":"facts.listed","expected":"expected true or false","received":"\\"yes\\""}]'
		]
	])('%s', (_, path, value, fault) => {
		expect(faultsAfter(award, path, value)).toContain(`${award} ${fault}`);
	});
});
