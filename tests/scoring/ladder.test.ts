import { describe, expect, it } from 'vitest';
import { climb, leaves, type Condition } from '#scoring';
import { dimension, editionData, one, opened, rungs, simple } from '../support/edition.ts';
import { scored, shownPoints, tier } from '../support/scored.ts';

const two = [one('x', { no: 0, yes: 1 }), one('y', { no: 0, yes: 1 })];
const climbing = (rule: 'firstUnmet' | 'highestMet') =>
	opened(
		editionData(
			[dimension('all', two, { combine: 'sum' })],
			{ first: { score: 'x', atLeast: 1 }, second: { score: 'y', atLeast: 1 } },
			{ ladder: { rule } }
		)
	);

describe('a tier above one that is not met', () => {
	const first = climbing('firstUnmet');
	const highest = climbing('highestMet');

	it.each([
		['x unmet, y met', { x: 'no', y: 'yes' }, 'none', 'second'],
		['x not known, y met', { y: 'yes' }, 'none…second', 'second'],
		['x met, y not known', { x: 'yes' }, 'first…second', 'first…second'],
		['x unmet, y not known', { x: 'no' }, 'none', 'none…second'],
		['both met', { x: 'yes', y: 'yes' }, 'second', 'second'],
		['both unmet', { x: 'no', y: 'no' }, 'none', 'none'],
		['nothing known', {}, 'none…second', 'none…second']
	])('%s: ends the climb %j → %s, or not → %s', (_, answers, ends, counts) => {
		expect(tier(first, answers)).toBe(ends);
		expect(tier(highest, answers)).toBe(counts);
	});
});

describe('count gates', () => {
	const names = ['a', 'b', 'c', 'd'];
	const marked = (name: string) => ['scenes', ...(name < 'c' ? ['constrained'] : [])];
	const elements = [
		one('score', { low: 10, high: 40 }),
		...names.map((name) => rungs(name, 4, marked(name)))
	];
	const gate = (level: number, scenes: number, constrained: number): Condition => ({
		all: [
			{ count: 'scenes', level, atLeast: scenes },
			{ count: 'constrained', level, atLeast: constrained }
		]
	});
	const edition = simple(
		elements,
		{ combine: 'sum' },
		{
			one: gate(1, 2, 1),
			two: gate(2, 3, 2),
			three: { all: [{ score: 'total', atLeast: 40 }, gate(2, 3, 2)] }
		}
	);

	it.each([
		['two at one, both marked', { a: 1, b: 1, c: 0, d: 0 }, 'one'],
		['two at one, none marked', { a: 0, b: 0, c: 4, d: 4 }, 'none'],
		['three at two, two marked, too few points', { score: 'low', a: 2, b: 3, c: 4, d: 0 }, 'two'],
		['three at two, two marked, points enough', { score: 'high', a: 2, b: 3, c: 4, d: 0 }, 'three'],
		['three at two, one marked', { score: 'high', a: 0, b: 3, c: 4, d: 2 }, 'one'],
		['one known and enough already for the first', { score: 'low', a: 1, b: 1, c: 1 }, 'one'],
		['one known, two still open', { score: 'high', a: 2, c: 2 }, 'one…three'],
		['a level too low shuts the gate', { score: 'high', a: 1, c: 2, d: 2 }, 'one']
	])('%s', (_, answers, expected) => {
		expect(tier(edition, answers)).toBe(expected);
	});

	it('say what is needed, what there is and what is missing', () => {
		const { gates } = climb(edition, scored(edition, { a: 2, c: 2, d: 0 }), true);
		const said = leaves(gates[1]!.judgement!).map(({ verdict, actual, short }) => ({
			verdict,
			actual: actual &&
				typeof actual === 'object' &&
				'low' in actual && [actual.low.n, actual.high.n],
			short: short && [short.low.n, short.high.n]
		}));
		expect(said).toEqual([
			// a and c, perhaps b: 2 to 3 of 3
			{ verdict: 'unknown', actual: [2, 3], short: [0, 1] },
			// a, perhaps b: 1 to 2 of 2
			{ verdict: 'unknown', actual: [1, 2], short: [0, 1] }
		]);
	});
});

describe('a gate on points', () => {
	const edition = simple(
		[one('q', { a: 19.999, b: 20 })],
		{ combine: 'sum' },
		{
			at: { score: 'total', atLeast: 20 }
		}
	);

	it('opens at the number itself and not a thousandth below', () => {
		expect(tier(edition, { q: 'b' })).toBe('at');
		expect(tier(edition, { q: 'a' })).toBe('none');
	});

	it('says how far it is', () => {
		const { gates } = climb(edition, scored(edition, { q: 'a' }), true);
		// 20 − 19.999
		expect(shownPoints(leaves(gates[0]!.judgement!)[0]!.short!)).toBe('0.001');
	});

	it('says nothing where nobody asks', () => {
		const standing = climb(edition, scored(edition, { q: 'a' }), false);
		expect(standing).toEqual({
			tiers: ['at'],
			low: 0,
			high: 0,
			own: false,
			gates: [{ tier: 'at', verdict: 'unmet' }]
		});
	});
});
