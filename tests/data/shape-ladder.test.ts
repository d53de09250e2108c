import { describe, expect, it } from 'vitest';
import { faultsAfter, put } from '../support/library-files.ts';

const files = {
	base: 'questionnaires/test/2024/1-base.yaml',
	head: 'questionnaires/test/2024/questionnaire.yaml',
	tiers: 'questionnaires/test/2024/tiers.yaml',
	cases: 'questionnaires/test/2024/cases.yaml',
	document: 'measures/policy/document.yaml',
	award: 'measures/policy/award.yaml'
};
type Row = [string, string, unknown, string];

/** Each row: what is wrong, where it is put, what is put there, and the fault from its path on. */
function refuses(file: keyof typeof files, rows: Row[]): void {
	it.each(rows)('%s', (_, path, value, fault) => {
		const faults = faultsAfter((all) => put(all[files[file]], path, value));
		expect(faults).toContain(`${files[file]} ${fault}`);
		expect(faults.join('\n')).not.toContain('expected an object, received an object');
	});
}

describe('a condition', () => {
	const at = 'tiers.0.requires';
	const subjects = 'all, any, not, answer, fact, score, count, tier, title, open';
	refuses('tiers', [
		[
			'has a subject',
			at,
			{ points: 5 },
			`${at}: expected a condition: ${subjects}, received an object`
		],
		[
			'is no word',
			at,
			'total >= 20',
			`${at}: expected a condition: ${subjects}, received "total >= 20"`
		],
		[
			'compares',
			at,
			{ score: 'total' },
			`${at}: expected exactly one of is, in, within, atLeast, atMost, over, under, received an object`
		],
		[
			'compares once',
			at,
			{ score: 'total', atLeast: 1, atMost: 2 },
			`${at}: expected exactly one of is, in, within, atLeast, atMost, over, under, received an object`
		],
		[
			'compares in a way there is',
			at,
			{ score: 'total', minimum: 1 },
			`${at}.minimum: expected no such key, received "minimum"`
		],
		['has parts', at, { all: [] }, `${at}.all: expected at least one entry, received a list`],
		[
			'is wrong where it is wrong',
			at,
			{
				all: [
					{ score: 'total', atLeast: 1 },
					{ any: [{ not: { count: 'scenes', level: 0, atLeast: 1 } }] }
				]
			},
			`${at}.all.1.any.0.not.level: expected at least 1, received 0`
		],
		[
			'has two subjects',
			at,
			{ score: 'total', fact: 'listed', atLeast: 1 },
			`${at}.score: expected no such key, received "score"`
		]
	]);
});

describe('an edition', () => {
	refuses('head', [
		[
			'is a draft or published',
			'status',
			'final',
			'status: expected "draft" or "published", received "final"'
		],
		[
			'was issued on a day that exists',
			'issued',
			'2024-02-30',
			'issued: expected a day that exists, written YYYY-MM-DD, received "2024-02-30"'
		],
		['is by somebody', 'issuer', undefined, 'issuer: expected this key, received nothing']
	]);
	refuses('tiers', [
		[
			'has a ladder with an authority',
			'source',
			{ clause: '1' },
			'source: expected an authority, received an object'
		],
		[
			'has a rule of climbing',
			'rule',
			'best',
			'rule: expected "firstUnmet" or "highestMet", received "best"'
		],
		['has tiers', 'tiers', [], 'tiers: expected at least one entry, received a list']
	]);
	refuses('cases', [
		[
			'has cases that expect a tier',
			'cases.0.expect.tier',
			undefined,
			'cases.0.expect.tier: expected this key, received nothing'
		],
		[
			'has cases whose points are between two',
			'cases.0.expect.points.total',
			{ low: 1 },
			'cases.0.expect.points.total.high: expected this key, received nothing'
		]
	]);
});
