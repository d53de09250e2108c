import { describe, expect, it } from 'vitest';
import { diagnose, stepsOf, type Condition } from '#scoring';
import { dimension, editionData, halves, one, opened, simple } from '../support/edition.ts';
import { points, shownPoints, tier } from '../support/scored.ts';
import { catalogue } from '../support/small-catalogue.ts';

/**
 * The shape of GB/T 39117: each of five levels has a score from 0 to 1. A level that reaches 0.8 counts
 * as passed, with 1, and the next is looked at; the first that does not counts as it is. The sum S gives
 * the level by bands: from 0.8, 1.8, 2.8, 3.8 and 4.8.
 */
const percents = [0, 50, 55, 60, 79, 80, 85, 90, 100];
const options = Object.fromEntries(percents.map((n) => [`p${n}`, n / 100]));
const levels = [1, 2, 3, 4, 5].map((n) =>
	dimension(`l${n}`, [one(`q${n}`, options)], { combine: 'sum' })
);
const bands = Object.fromEntries(
	[1, 2, 3, 4, 5].map((n): [string, Condition] => [
		`level-${n}`,
		{ score: 'total', atLeast: n - 0.2 }
	])
);
const edition = opened(editionData(levels, bands, { combine: 'staircase', pass: 0.8, worth: 5 }));

/** Answers from percents, level by level. */
const at = (...each: number[]) => Object.fromEntries(each.map((n, i) => [`q${i + 1}`, `p${n}`]));

describe('five levels', () => {
	it.each([
		['1 + 1 + 1 + 0.55, and the fifth is not looked at', [90, 80, 85, 55, 100], '3.55', 'level-3'],
		['nothing passes: 0.79', [79, 100, 100, 100, 100], '0.79', 'none'],
		['the first just passes: 1 + 0', [80, 0, 0, 0, 0], '1', 'level-1'],
		['the second fails by a hundredth: 1 + 0.79', [100, 79, 100, 100, 100], '1.79', 'level-1'],
		['the second passes: 1 + 1 + 0.5', [80, 80, 50, 0, 0], '2.5', 'level-2'],
		['1 + 1 + 0.79 is under 2.8', [80, 80, 79, 0, 0], '2.79', 'level-2'],
		['the fifth fails: 4 + 0.79', [100, 100, 100, 100, 79], '4.79', 'level-4'],
		['the fifth passes and counts in full: 4 + 1', [80, 80, 80, 80, 80], '5', 'level-5']
	])('%s', (_, each, sum, level) => {
		expect(points(edition, at(...each))).toBe(sum);
		expect(tier(edition, at(...each))).toBe(level);
	});

	it('bound what is not known', () => {
		// The first not known: it may stop everything at 0, or let the other four through.
		const { q1: _, ...rest } = at(0, 100, 100, 100, 100);
		expect(points(edition, rest)).toBe('0…5');
		expect(tier(edition, rest)).toBe('none…level-5');
		// 1 + 0 at least; 1 + 1 + 0.55 at most
		expect(points(edition, { q1: 'p90', q3: 'p55' })).toBe('1…2.55');
		expect(tier(edition, { q1: 'p90', q3: 'p55' })).toBe('level-1…level-2');
		// The first stops it, so nothing above is worth asking.
		expect(points(edition, { q1: 'p50' })).toBe('0.5');
		expect(tier(edition, { q1: 'p50' })).toBe('none');
	});
});

describe('where each step stands', () => {
	/** State of each level, what it brings, and what needs no answer. */
	const told = (answers: Record<string, string>) => {
		const standards = { edition, documents: [], catalogue };
		const { dimensions, unanswered, idle } = diagnose(standards, { answers }, '2024-10-15');
		const steps = stepsOf(edition.root, ({ name }) => dimensions[name]!);
		const states = steps.map(({ state, counts }) => `${state} ${shownPoints(counts)}`);
		return { states, unanswered, idle };
	};

	it('is told of all five', () => {
		expect(told(at(90, 80, 55, 100, 100)).states).toEqual([
			'passed 1',
			'passed 1',
			'stops 0.55',
			'behind 0',
			'behind 0'
		]);
	});

	it('is open from the first that is not known, until one certainly stops it', () => {
		expect(told({ q1: 'p90', q3: 'p55', q4: 'p90' })).toEqual({
			states: ['passed 1', 'open 0…1', 'open 0…0.55', 'behind 0', 'behind 0'],
			// Level 1 or 2 is still possible, so everything is still asked.
			unanswered: ['q2', 'q5'],
			idle: []
		});
	});

	it('makes the answers behind the end of the climb needless, once the tier is certain', () => {
		expect(told({ q1: 'p90', q2: 'p50', q4: 'p90' })).toEqual({
			states: ['passed 1', 'stops 0.5', 'behind 0', 'behind 0', 'behind 0'],
			unanswered: [],
			idle: ['q3', 'q5']
		});
		expect(told(at(80, 80, 80, 80, 80)).idle).toEqual([]);
	});
});

describe('a level that is itself a mean', () => {
	const clause = (name: string) => one(name, { no: 0, half: 0.5, nearly: 0.8, most: 0.9, yes: 1 });
	const two = opened(
		editionData(
			[
				dimension('l1', [clause('a'), clause('b'), clause('c')], { combine: 'mean' }),
				dimension('l2', [halves('d')], { combine: 'sum' })
			],
			bands,
			{ combine: 'staircase', pass: 0.8 }
		)
	);

	it('passes at exactly 0.8, where binary falls short of it', () => {
		// (1 + 0.9 + 0.5)/3 = 2.4/3 = 0.8; in binary 0.7999999999999999
		expect(points(two, { a: 'yes', b: 'most', c: 'half', d: 'half' })).toBe('1.5');
	});

	it('does not pass a thirtieth below', () => {
		// (1 + 0.8 + 0.5)/3 = 2.3/3 = 23/30
		expect(points(two, { a: 'yes', b: 'nearly', c: 'half', d: 'yes' })).toBe('23/30');
	});
});

it('may pass at nothing', () => {
	const edition = simple([halves('a'), halves('b')], { combine: 'staircase', pass: 0 });
	expect(points(edition, { a: 'no', b: 'no' })).toBe('2');
});
