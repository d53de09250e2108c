import { describe, expect, it } from 'vitest';
import { halves, one, simple } from '../support/edition.ts';
import { points, scored } from '../support/scored.ts';
import { checkSheet, trace } from '#scoring';

/** Weights by the kind of production, as CMMM has them for process and discrete plants. */
const edition = simple(
	[
		one('kind', { process: 0, hybrid: 0, discrete: 0 }),
		halves('a'),
		one('b', { no: 0, third: 0.333, yes: 1 })
	],
	{
		combine: 'weighted',
		weights: [
			{ when: { answer: 'kind', is: 'process' }, weights: { a: 1, b: 3 } },
			{ when: { answer: 'kind', is: 'hybrid' }, weights: { a: 5, b: 2 } },
			{ weights: { a: 2, b: 2 } }
		]
	}
);
const answers = { a: 'yes', b: 'no' };

describe('weights by an answer', () => {
	it.each([
		// 1 × 1/4, 5 × 1/7, 2 × 1/4
		['process', '0.25'],
		['hybrid', '5/7'],
		['discrete', '0.5']
	])('%s: %s', (kind, expected) => {
		expect(points(edition, { kind, ...answers })).toBe(expected);
	});

	it('are all in play while the answer is not known', () => {
		expect(points(edition, answers)).toBe('0.25…5/7');
		// (1 + 3 × 0.333)/4 = 1.999/4 = 0.49975; (5 + 0.666)/7 = 2833/3500; (2 + 0.666)/4 = 0.6665
		expect(points(edition, { a: 'yes', b: 'third' })).toBe('0.49975…2833/3500');
	});

	it('do not matter where the parts are equal', () => {
		expect(points(edition, { a: 'yes', b: 'yes' })).toBe('1');
	});

	it('stand in the trace: the ones that decide, or all that may', () => {
		const weightsOf = (given: object) => {
			const { parts } = trace(edition, checkSheet(edition, given), scored(edition, { ...given }));
			return parts[0]!.weights;
		};
		expect(weightsOf({ kind: 'hybrid' })).toEqual([{ a: 5000, b: 2000 }]);
		expect(weightsOf({ kind: 'discrete' })).toEqual([{ a: 2000, b: 2000 }]);
		expect(weightsOf({})).toEqual([
			{ a: 1000, b: 3000 },
			{ a: 5000, b: 2000 },
			{ a: 2000, b: 2000 }
		]);
	});
});
