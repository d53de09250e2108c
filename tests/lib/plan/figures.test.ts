import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldPlan, type Action } from '#lib/plan/action.ts';
import { leastEnterprises, tellable } from '#lib/plan/area-figures.ts';
import { conversionOf, figuresOf, together } from '#lib/plan/figures.ts';

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
let patches = 0;
/** An action of which just these fields are said. */
const action = (fields: Record<string, unknown>): Action => {
	const own = id(++patches);
	const madeAt = '2026-10-15T08:00:00.000Z';
	return foldPlan(
		Object.entries(fields).map(([field, value]) => ({
			...{ id: id(++patches), action: own, field, value, replaces: null, madeAt }
		}))
	)[0]!;
};
const wan = (n: number) => n * 1_000_000;

/*
 * By hand. Five actions on 22 November 2026: one finished with 30万 of its own and 10万 granted of 12万 asked
 * for; one in progress, overdue since the 20th, without a budget, with 5万 asked for and one measure refused
 * without a sum; one not begun and due today, 20.5万; one dropped with 99万 and due in October; one not begun
 * without any day, with a measure only intended.
 */
const plan = [
	action({
		status: { state: 'done' },
		due: '2026-11-01',
		budget: wan(30),
		'measures.a/one': { state: 'granted', applied: wan(12), granted: wan(10) }
	}),
	action({
		status: { state: 'doing' },
		due: '2026-11-20',
		'measures.a/two': { state: 'applied', applied: wan(5) },
		'measures.a/three': { state: 'refused' }
	}),
	action({ status: { state: 'planned' }, due: '2026-11-22', budget: 20_500_000 }),
	action({ status: { state: 'dropped', reason: '并入' }, due: '2026-10-01', budget: wan(99) }),
	action({ what: '甲', 'measures.a/one': { state: 'intended', applied: wan(70) } })
];

describe('the figures of a plan', () => {
	test('by hand', () => {
		expect(figuresOf(plan, '2026-11-22')).toEqual({
			counted: 4,
			finished: 1,
			dropped: 1,
			overdue: 1,
			// 30 + 20.5; the second and the fifth say nothing.
			budget: { fen: 50_500_000, unstated: 2 },
			// 12 + 5; the refused one says nothing, the intended one is not applied for.
			applied: { fen: 17_000_000, unstated: 1 },
			granted: { fen: 10_000_000, unstated: 0 }
		});
		// The day after, what was due on the 22nd is overdue, too.
		expect(figuresOf(plan, '2026-11-23').overdue).toBe(2);
	});

	test('of none are none', () => {
		const nothing = { fen: 0, unstated: 0 };
		expect(together([])).toEqual({
			...{ counted: 0, finished: 0, dropped: 0, overdue: 0 },
			...{ budget: nothing, applied: nothing, granted: nothing }
		});
	});

	test('of two plans together are those of all their actions', () => {
		const halves = [plan.slice(0, 2), plan.slice(2)].map((own) => figuresOf(own, '2026-11-22'));
		expect(together(halves)).toEqual(figuresOf(plan, '2026-11-22'));
	});
});

test('conversion by hand: of four filed diagnoses one has a plan with something finished', () => {
	const begun = figuresOf(plan.slice(1), '2026-11-22');
	const finished = figuresOf(plan, '2026-11-22');
	// One without a plan, one with a plan of which nothing is finished, one with two of those, one with both.
	const of = [[], [begun], [begun, begun], [begun, finished]];
	expect(conversionOf(of)).toEqual({ filed: 4, converted: 1 });
	expect(conversionOf([])).toEqual({ filed: 0, converted: 0 });
});

describe('what is told of areas', () => {
	const groups = (sizes: readonly number[]) => sizes.map((enterprises, i) => ({ enterprises, i }));
	const sizesOf = (some: readonly { enterprises: number }[]) =>
		some.map(({ enterprises }) => enterprises);

	test.each([
		// All large enough.
		[[5, 9], [5, 9], [], true],
		// 4 alone could be found by subtraction: the smallest of the others goes with it.
		[[12, 4, 7], [12], [4, 7], true],
		// 3 and 2 are 5 together.
		[[3, 8, 2], [8], [3, 2], true],
		[[1, 2], [], [1, 2], false],
		[[4, 1], [], [4, 1], true],
		[[], [], [], false]
	])('%j: %j shown, %j hidden, the whole %s', (sizes, shown, hidden, whole) => {
		const told = tellable(groups(sizes));
		expect([sizesOf(told.shown), sizesOf(told.hidden), told.whole]).toEqual([shown, hidden, whole]);
	});

	test('no sum and no difference of what is shown rests on fewer than the least', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 7 }), (sizes) => {
				const { shown, hidden, whole } = tellable(groups(sizes));
				expect([...shown, ...hidden].length).toBe(sizes.length);
				const numbers = [...sizesOf(shown), ...(whole ? [sizes.reduce((a, b) => a + b, 0)] : [])];
				// Whatever is added and taken away: each group counts, with one sign, or not at all.
				const signs = (n: number): number[][] =>
					n === 0 ? [[]] : signs(n - 1).flatMap((rest) => [-1, 0, 1].map((one) => [one, ...rest]));
				const all = [...shown.map((one) => new Set([one.i])), new Set(sizes.keys())];
				for (const combination of signs(numbers.length)) {
					const counts = sizes.map((_, i) =>
						combination.reduce((sum, sign, k) => sum + (all[k]!.has(i) ? sign : 0), 0)
					);
					// What such a combination tells of exactly one set of groups, and of it alone.
					if (counts.some((count) => count !== 0 && count !== 1)) continue;
					const size = sizes.reduce((sum, one, i) => sum + (counts[i] === 1 ? one : 0), 0);
					if (size > 0) expect(size).toBeGreaterThanOrEqual(leastEnterprises);
				}
			}),
			{ numRuns: 300 }
		);
	});
});
