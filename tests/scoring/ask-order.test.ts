import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	askOrder,
	type Ask,
	type MeasureData,
	type OpenDocument,
	type Recommendation
} from '#scoring';
import { drawn } from '../support/draw.ts';
import { text } from '../support/edition.ts';
import { measure, policy, supportOf } from '../support/policy.ts';
import { patient, runs } from '../support/properties.ts';

/** Something still to be asked of a measure; money in 分, nothing where it is a service. */
interface Open {
	readonly asks: readonly string[];
	readonly money?: readonly [low: number, high: number | null];
	/** The last day of its document. */
	readonly until?: string;
}

/** A measure a document, `d0/m` and so on, so that each may end on a day of its own. */
function asking(all: readonly Open[]): { documents: OpenDocument[]; found: Recommendation[] } {
	const award: MeasureData['benefit'] = { kind: 'award', amount: 1 };
	return {
		documents: all.map(({ until = '2024-12-31' }, i) =>
			policy([measure(award)], {
				id: `d${i}`,
				inForce: { from: '2020-01-01', until, note: text('') }
			})
		),
		found: all.map(({ asks, money }, i) => ({
			measure: `d${i}/m`,
			outcome: 'unknown',
			period: 'in-force',
			units: [],
			elsewhere: false,
			asks,
			open: [],
			...(money
				? {
						amount: {
							low: money[0],
							high: money[1],
							readings: {},
							noRate: [],
							projects: [],
							upTo: false
						}
					}
				: {})
		}))
	};
}
const orderOf = (all: readonly Open[]): Ask[] => {
	const { documents, found } = asking(all);
	return askOrder(documents, found);
};
const ids = (all: readonly Open[]) => orderOf(all).map(({ id }) => id);

describe('by hand', () => {
	it('fewest first: one question for 10 before two for 500', () => {
		expect(
			orderOf([
				{ asks: ['a', 'b'], money: [0, 500] },
				{ asks: ['c'], money: [0, 10] }
			])
		).toEqual([
			{ id: 'c', measures: ['d1/m'], decides: ['d1/m'] },
			{ id: 'a', measures: ['d0/m'], decides: [] },
			{ id: 'b', measures: ['d0/m'], decides: ['d0/m'] }
		]);
	});

	it('what was asked already is not counted again', () => {
		// After c, d0 has one left, as few as d2 and more money; then b alone decides d2 and d3 wants two.
		expect(
			ids([
				{ asks: ['c', 'a'], money: [0, 500] },
				{ asks: ['c'], money: [0, 10] },
				{ asks: ['b'], money: [0, 5] },
				{ asks: ['x', 'y'], money: [0, 900] }
			])
		).toEqual(['c', 'a', 'b', 'x', 'y']);
	});

	it('of as few the most money; what nothing bounds before it, what states no sum after it', () => {
		expect(
			ids([
				{ asks: ['service'] },
				{ asks: ['ten'], money: [0, 10] },
				{ asks: ['unbounded'], money: [0, null] },
				{ asks: ['nine'], money: [100, 109] },
				{ asks: ['nothing'], money: [5, 5] }
			])
		).toEqual(['unbounded', 'ten', 'nine', 'nothing', 'service']);
	});

	it('of as much the soonest end; a month may end as soon as it begins; not known is last', () => {
		const ends = ['unknown', '2025-12-31', '2024-06-30', '2024-06'];
		expect(ids(ends.map((until) => ({ asks: [until], money: [0, 10], until })))).toEqual([
			'2024-06',
			'2024-06-30',
			'2025-12-31',
			'unknown'
		]);
	});

	it('one question may decide several, and is told for all that need it', () => {
		expect(
			orderOf([
				{ asks: ['a', 'b'], money: [0, 7] },
				{ asks: ['a'], money: [0, 1] },
				{ asks: ['a'], money: [0, 2] }
			])
		).toEqual([
			{ id: 'a', measures: ['d2/m', 'd1/m', 'd0/m'], decides: ['d2/m', 'd1/m'] },
			{ id: 'b', measures: ['d0/m'], decides: ['d0/m'] }
		]);
	});

	it('asks of measures what they ask: the fact that stands alone first', () => {
		const award = (amount: number): MeasureData['benefit'] => ({ kind: 'award', amount });
		const documents = [
			policy([
				measure(award(300), {
					id: 'big',
					requires: {
						all: [
							{ fact: 'listed', is: true },
							{ fact: 'staff', over: 20 }
						]
					}
				}),
				measure(award(50), { id: 'small', requires: { fact: 'revenue', atLeast: 500 } })
			])
		];
		const { recommendations } = supportOf(documents, {});
		expect(askOrder(documents, recommendations)).toEqual([
			{ id: 'revenue', measures: ['policy/small'], decides: ['policy/small'] },
			{ id: 'listed', measures: ['policy/big'], decides: [] },
			{ id: 'staff', measures: ['policy/big'], decides: ['policy/big'] }
		]);
	});
});

/** Up to seven measures that ask up to four of six things. */
const things = ['a', 'b', 'c', 'd', 'e', 'f'];
const opens = drawn(80, (draw): { all: Open[] } => ({
	all: Array.from({ length: draw.between(2, 7) }, () => {
		const asks = draw.shuffled(things).slice(0, draw.between(1, 4));
		const high = draw.pick([10, 500, null, 50]);
		return draw.chance(75) ? { asks, money: [0, high] as const } : { asks };
	})
}));

/** More is better; what nothing bounds is the most, no sum the least. */
const worth = ({ money }: Open) => (money ? (money[1] ?? Infinity) : -1);

/** Every set of things. */
const sets = things.reduce<string[][]>(
	(all, id) => [...all, ...all.map((set) => [...set, id])],
	[[]]
);

describe('against every other order', patient, () => {
	it('no fewer questions decide another measure, and none as few decide more money', () => {
		fc.assert(
			fc.property(opens, ({ all }) => {
				const asked = new Set<string>();
				let left = all;
				let since: string[] = [];
				for (const { id, decides } of orderOf(all)) {
					since.push(id);
					if (decides.length === 0) continue;
					const decidedBy = (set: readonly string[]) =>
						left.filter(({ asks }) => asks.every((one) => asked.has(one) || set.includes(one)));
					const least = Math.min(
						...sets.filter((set) => decidedBy(set).length > 0).map((set) => set.length)
					);
					expect(since).toHaveLength(least);
					const most = Math.max(
						...sets
							.filter((set) => set.length === least)
							.flatMap(decidedBy)
							.map(worth)
					);
					expect(Math.max(...decidedBy(since).map(worth))).toBe(most);
					expect(new Set(decides)).toEqual(
						new Set(decidedBy(since).map((one) => `d${all.indexOf(one)}/m`))
					);
					for (const one of since) asked.add(one);
					left = left.filter((one) => !decides.includes(`d${all.indexOf(one)}/m`));
					since = [];
				}
				expect(left).toEqual([]);
			}),
			runs
		);
	});

	it('everything is asked once, for all that need it', () => {
		fc.assert(
			fc.property(opens, ({ all }) => {
				const order = orderOf(all);
				const wanted = new Set(all.flatMap(({ asks }) => asks));
				expect(order.map(({ id }) => id).sort()).toEqual([...wanted].sort());
				for (const { id, measures } of order) {
					const needing = all.flatMap(({ asks }, i) => (asks.includes(id) ? [`d${i}/m`] : []));
					expect([...measures].sort()).toEqual(needing);
				}
			}),
			runs
		);
	});

	it('is the same whatever order the documents stand in', () => {
		fc.assert(
			fc.property(opens, ({ all }) => {
				const { documents, found } = asking(all);
				const forwards = askOrder(documents, found);
				expect(askOrder([...documents].reverse(), [...found].reverse())).toEqual(forwards);
			}),
			runs
		);
	});

	it('the sets overlap and tie, in a fifth of the cases at least', () => {
		const samples = 1000;
		const counts = { overlap: 0, tie: 0, unbounded: 0, service: 0 };
		for (const { all } of fc.sample(opens, { numRuns: samples, seed: 7 })) {
			const asks = all.flatMap((one) => one.asks);
			if (new Set(asks).size < asks.length) counts.overlap++;
			const least = Math.min(...all.map((one) => one.asks.length));
			if (all.filter((one) => one.asks.length === least).length > 1) counts.tie++;
			if (all.some(({ money }) => money?.[1] === null)) counts.unbounded++;
			if (all.some(({ money }) => !money)) counts.service++;
		}
		for (const count of Object.values(counts)) {
			expect(count / samples, JSON.stringify(counts)).toBeGreaterThan(0.2);
		}
	});
});
