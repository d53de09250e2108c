import { describe, expect, it } from 'vitest';
import { openDocument, type Condition, type NearMiss } from '#scoring';
import type { Catalogue } from '../../scoring/catalogue.ts';
import { text } from '../support/edition.ts';
import { documentData, judged, measure } from '../support/policy.ts';
import { catalogue } from '../support/small-catalogue.ts';

const award = { kind: 'award', amount: 50 } as const;
const near = (requires: Condition, said: Parameters<typeof judged>[1] = {}, tiers = {}) =>
	judged(
		measure(award, { requires, open: [{ id: 'vague', question: text('?') }] }),
		said,
		'2024-10-15',
		tiers
	).units[0]!.nearMiss;
const changes = (found: NearMiss | undefined) =>
	found?.changes.map(({ subject, to }) => [subject, to]);

/** Money in 分: 500 万元 is 500 × 1 000 000. */
const fen = (wan: number) => wan * 1_000_000;

const revenue = (said: object): Condition => ({ fact: 'revenue', ...said });
const staff: Condition = { fact: 'staff', over: 20 };
const listed: Condition = { fact: 'listed', is: true };

describe('one figure', () => {
	it('430 of 500: short of 70, which is 7/50 of the way', () => {
		const found = near(revenue({ atLeast: 500 }), { facts: { revenue: 430 } })!;
		expect(changes(found)).toEqual([['fact revenue', fen(500)]]);
		expect(found.changes[0]!.needs).toMatchObject([
			{
				leaf: { fact: 'revenue', atLeast: 500 },
				actual: fen(430),
				short: { low: { n: fen(70), d: 1 } }
			}
		]);
		expect(found.distance).toEqual({ n: 7, d: 50 });
		expect(found.unknown).toEqual([]);
	});

	it('more than nothing is the least there is; a number may have to fall, too', () => {
		expect(changes(near(revenue({ over: 0 }), { facts: { revenue: 0 } }))).toEqual([
			['fact revenue', 1]
		]);
		expect(changes(near(revenue({ atMost: 300 }), { facts: { revenue: 400 } }))).toEqual([
			['fact revenue', fen(300)]
		]);
	});

	it('not more than 300 is at most 300: 400 is 100 too much', () => {
		const found = near({ not: revenue({ over: 300 }) }, { facts: { revenue: 400 } })!;
		expect(changes(found)).toEqual([['fact revenue', fen(300)]]);
		expect(found.changes[0]!.needs).toEqual([
			{
				verdict: 'unmet',
				leaf: { fact: 'revenue', atMost: 300 },
				actual: fen(400),
				short: { low: { n: fen(100), d: 1 }, high: { n: fen(100), d: 1 } }
			}
		]);
	});

	it('not listed is no listing', () => {
		const found = near({ not: listed }, { facts: { listed: true } })!;
		expect(changes(found)).toEqual([['fact listed', false]]);
		expect(found.changes[0]!.needs).toMatchObject([{ leaf: { fact: 'listed', is: false } }]);
	});

	it('a figure that is to be over and under at once can be neither', () => {
		const torn = { all: [revenue({ atLeast: 500 }), revenue({ under: 500 })] };
		expect(near(torn, { facts: { revenue: 430 } })).toBeUndefined();
	});

	it('a range is entered at its nearer end, with all that is needed of it named', () => {
		const range = {
			all: [revenue({ over: 500 }), revenue({ atLeast: 300 }), revenue({ under: 900 })]
		};
		const found = near(range, { facts: { revenue: 200 } })!;
		// One 分 above 500 万元 is more than that.
		expect(changes(found)).toEqual([['fact revenue', fen(500) + 1]]);
		expect(found.changes[0]!.needs.map(({ leaf }) => leaf)).toEqual([
			{ fact: 'revenue', over: 500 },
			{ fact: 'revenue', atLeast: 300 }
		]);
	});
});

describe('of several ways', () => {
	const either = { any: [revenue({ atLeast: 500 }), staff] };

	it('the one with fewer changes, however far', () => {
		const ways = {
			any: [{ all: [revenue({ atLeast: 431 }), listed] }, { fact: 'staff', over: 900 }]
		};
		const said = { facts: { revenue: 430, staff: 1, listed: false } };
		expect(changes(near(ways, said))).toEqual([['fact staff', 900_001]]);
	});

	it('the relatively nearer: 19 of 20.001 is nearer than 430 of 500, and 10 is not', () => {
		// (20.001 − 19) ÷ 20.001 ≈ 0.05 and (20.001 − 10) ÷ 20.001 ≈ 0.5; (500 − 430) ÷ 500 = 0.14.
		expect(changes(near(either, { facts: { revenue: 430, staff: 19 } }))).toEqual([
			['fact staff', 20_001]
		]);
		expect(changes(near(either, { facts: { revenue: 430, staff: 10 } }))).toEqual([
			['fact revenue', fen(500)]
		]);
	});

	it('all that is not so of parts of which all must be', () => {
		const both = { all: [revenue({ atLeast: 500 }), staff, listed] };
		const said = { facts: { revenue: 430, staff: 21, listed: false } };
		const found = near(both, said)!;
		expect(changes(found)).toEqual([
			['fact revenue', fen(500)],
			['fact listed', true]
		]);
		// 7/50 and 1.
		expect(found.distance).toEqual({ n: 57, d: 50 });
	});

	it('none that undoes what holds and is needed', () => {
		const capped = { all: [revenue({ under: 450 }), either] };
		expect(changes(near(capped, { facts: { revenue: 430, staff: 1 } }))).toEqual([
			['fact staff', 20_001]
		]);
	});

	it('not both of two is one of them less', () => {
		const found = near({ not: { all: [listed, staff] } }, { facts: { listed: true, staff: 22 } });
		// Down to 20 is (22 − 20) ÷ 22 ≈ 0.09.
		expect(changes(found)).toEqual([['fact staff', 20_000]]);
	});
});

describe('what no acting changes', () => {
	it('is what an enterprise is: its area, its industry, its kind', () => {
		expect(near({ fact: 'industry', in: ['C33'] }, { facts: { industry: 'C33' } })).toBeUndefined();
		for (const fixed of [
			{ not: { fact: 'industry', in: ['C33'] } },
			{ fact: 'area', within: ['320902'] },
			{ fact: 'applicant', is: 'park' }
		]) {
			const all = { all: [fixed, revenue({ atLeast: 500 })] };
			expect(near(all, { facts: { industry: 'C33', revenue: 430 } })).toBeUndefined();
			expect(
				near(
					{ any: [fixed, revenue({ atLeast: 500 })] },
					{
						facts: { industry: 'C33', revenue: 430 }
					}
				)
			).toBeDefined();
		}
	});

	it('is what the catalogue marks as fixed', () => {
		const fixed = { ...catalogue.facts.get('listed')!, fixed: true } as const;
		const marked = {
			...catalogue,
			facts: new Map([...catalogue.facts, ['listed', fixed]])
		} as Catalogue;
		const one = measure(award, { requires: listed });
		const world = { catalogue: marked, ladders: new Map() };
		const { document } = openDocument(documentData([one]), [one], world);
		const judgement = { verdict: 'unmet', leaf: listed, actual: false } as const;
		const context = { facts: { listed: false }, titles: [], tiers: {}, day: '2024-10-15' };
		expect(document!.measures[0]!.lever(judgement as never, context)).toBeUndefined();
	});
});

describe('what is not known beside', () => {
	it('is named, and comes after fewer changes but before a shorter way', () => {
		const both = { all: [revenue({ atLeast: 500 }), listed] };
		const found = near(both, { facts: { revenue: 430 } })!;
		expect(changes(found)).toEqual([['fact revenue', fen(500)]]);
		expect(found.unknown).toMatchObject([{ verdict: 'unknown', leaf: { fact: 'listed' } }]);
		const ways = { any: [both, { fact: 'staff', over: 900 }] };
		expect(changes(near(ways, { facts: { revenue: 430, staff: 1 } }))).toEqual([
			['fact staff', 900_001]
		]);
	});

	it('may be what the text leaves open', () => {
		const found = near({ all: [listed, { open: 'vague' }] }, { facts: { listed: false } })!;
		expect(found.unknown).toMatchObject([{ leaf: { open: 'vague' } }]);
	});
});

describe('titles and tiers', () => {
	const record = (more: object) => ({ titles: [{ title: 'star', ...more }] });
	const wanted = (is: string, level = 'four') => ({ title: 'star', level, is }) as Condition;

	it('a title is gained at the lowest level that will do', () => {
		for (const is of ['held', 'awarded-in-period', 'held-first-time']) {
			expect(changes(near(wanted(is), record({ level: 'three', awarded: '2023-01-01' })))).toEqual([
				['title star', 'four']
			]);
			expect(changes(near(wanted(is), record({ state: 'not-held' })))).toEqual([
				['title star', 'four']
			]);
		}
	});

	it('one that has expired is gained anew, but not for the first time', () => {
		const expired = record({
			level: 'four',
			awarded: '2023-01-01',
			expires: '2024-01-01',
			first: true
		});
		expect(changes(near(wanted('held'), expired))).toEqual([['title star', 'four']]);
		expect(near(wanted('held-first-time'), expired)).toBeUndefined();
	});

	it('one gain will do for all that is needed of a title, and none is given up', () => {
		const both = { all: [wanted('held', 'four'), wanted('awarded-in-period', 'three')] };
		const found = near(both, record({ state: 'not-held' }))!;
		expect(changes(found)).toEqual([['title star', 'four']]);
		expect(found.changes[0]!.needs).toHaveLength(2);
		const less = { not: wanted('held', 'three') };
		expect(near(less, record({ level: 'three', awarded: '2023-01-01' }))).toBeUndefined();
		// At least three, but not five: three or four.
		const between = { all: [wanted('held', 'three'), { not: wanted('held', 'five') }] };
		expect(changes(near(between, record({ state: 'not-held' })))).toEqual([
			['title star', 'three']
		]);
	});

	it('a tier is climbed from the highest still possible, and not on a ladder of our own', () => {
		const tier = { tier: 'test', atLeast: 'three' } as const;
		const bounds = { tiers: ['one', 'two', 'three', 'retired'], low: 0, high: 1, own: false };
		const found = near(tier, {}, { test: bounds })!;
		expect(changes(found)).toEqual([['tier test', 'three']]);
		expect(found.distance).toEqual({ n: 2, d: 3 });
		expect(near(tier, {}, { test: { ...bounds, own: true } })).toBeUndefined();
		expect(
			near({ not: { tier: 'test', atLeast: 'one' } }, {}, { test: { ...bounds, low: 1 } })
		).toBeUndefined();
	});
});

it('each project has its own', () => {
	const one = measure(
		{ kind: 'share', of: 'budget', rate: 10 },
		{
			judgedAt: 'project',
			requires: {
				all: [
					{ fact: 'upgrade', is: true },
					{ fact: 'budget', atLeast: 500 }
				]
			}
		}
	);
	const { units } = judged(one, {
		projects: [
			{ name: 'a', facts: { upgrade: true, budget: 430 } },
			{ name: 'b', facts: { upgrade: false, budget: 600 } },
			{ name: 'c', facts: { upgrade: true, budget: 500 } }
		]
	});
	expect(units.map(({ nearMiss }) => changes(nearMiss))).toEqual([
		[['fact budget', fen(500)]],
		[['fact upgrade', true]],
		undefined
	]);
});
