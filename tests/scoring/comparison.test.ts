import { describe, expect, it } from 'vitest';
import { distance, within, type Numeric } from '../../scoring/comparison.ts';
import { whole } from '../../scoring/fraction.ts';

const between = (low: number, high: number) => ({ low: whole(low), high: whole(high) });

// Each row: an interval compared with 40.
describe.each<[Numeric, [number, number, string][]]>([
	[
		'atLeast',
		[
			[40, 40, 'met'],
			[40, 90, 'met'],
			[39, 40, 'unknown'],
			[0, 39, 'unmet'],
			[0, 100, 'unknown']
		]
	],
	[
		'over',
		[
			[40, 40, 'unmet'],
			[41, 90, 'met'],
			[40, 41, 'unknown'],
			[0, 40, 'unmet']
		]
	],
	[
		'atMost',
		[
			[40, 40, 'met'],
			[0, 40, 'met'],
			[40, 41, 'unknown'],
			[41, 90, 'unmet']
		]
	],
	[
		'under',
		[
			[40, 40, 'unmet'],
			[0, 39, 'met'],
			[39, 40, 'unknown'],
			[40, 90, 'unmet']
		]
	],
	[
		'is',
		[
			[40, 40, 'met'],
			[39, 40, 'unknown'],
			[39, 41, 'unknown'],
			[41, 90, 'unmet'],
			[0, 39, 'unmet']
		]
	]
])('%s 40', (comparison, rows) => {
	it.each(rows)('%i to %i is %s', (low, high, verdict) => {
		expect(within(between(low, high), comparison, whole(40))).toBe(verdict);
	});
});

describe('distance', () => {
	it('is how much is missing, at the best and at the worst', () => {
		// 40 − 35 = 5 at the best, 40 − 10 = 30 at the worst
		expect(distance(between(10, 35), 'atLeast', whole(40))).toEqual(between(5, 30));
		expect(distance(between(10, 55), 'atLeast', whole(40))).toEqual(between(0, 30));
		expect(distance(between(40, 55), 'atLeast', whole(40))).toEqual(between(0, 0));
	});

	it('is how much is too much', () => {
		// 45 − 40 = 5 at the best, 60 − 40 = 20 at the worst
		expect(distance(between(45, 60), 'atMost', whole(40))).toEqual(between(5, 20));
		expect(distance(between(10, 60), 'under', whole(40))).toEqual(between(0, 20));
	});
});
