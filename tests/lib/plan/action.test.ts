import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	daysBetween,
	foldPlan,
	isOverdue,
	schemaOf,
	waitsFor,
	type ActionPatch
} from '#lib/plan/action.ts';
import { canonical } from '#lib/library/hash.ts';
import { change } from '#lib/sheets/patch.ts';
import { parse } from '#scoring';

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const moment = (n: number) => new Date(Date.UTC(2026, 9, 15, 8, n)).toISOString();

const values: Record<string, fc.Arbitrary<unknown>> = {
	what: fc.constantFrom('排程系统', '设备联网'),
	due: fc.constantFrom('2026-11-01', '2026-12-01', null),
	budget: fc.constantFrom(0, 1_000_000, null),
	status: fc.constantFrom(
		{ state: 'planned' },
		{ state: 'done' },
		{ state: 'dropped', reason: '并入' }
	),
	after: fc.constantFrom([id(1)], [id(1), id(2)], null),
	'measures.yancheng-2022/loan-interest': fc.constantFrom({ state: 'applied', applied: 5 }, null)
};

interface Write {
	readonly person: number;
	readonly action: number;
	readonly field: string;
	readonly value: unknown;
	readonly minute: number;
	readonly loads: boolean;
}
const writes: fc.Arbitrary<Write[]> = fc.array(
	fc.constantFrom(...Object.keys(values)).chain((field) =>
		fc.record({
			person: fc.nat(1),
			action: fc.nat(2),
			field: fc.constant(field),
			value: values[field]!,
			minute: fc.nat(5),
			loads: fc.boolean()
		})
	),
	{ maxLength: 30 }
);

/** What two people make of these writes, one after the other, each upon the plan as they last saw it. */
function play(all: readonly Write[]): ActionPatch[] {
	const made: ActionPatch[] = [];
	const seen: [ActionPatch[], ActionPatch[]] = [[], []];
	for (const { person, action, field, value, minute, loads } of all) {
		const mine = seen[person as 0 | 1];
		if (loads) mine.splice(0, mine.length, ...made);
		const before = foldPlan(mine).find((one) => one.id === id(action)) ?? { standing: new Map() };
		let next = 1000 + made.length;
		const patches = change(before, field, value, {
			madeAt: moment(minute),
			newId: () => id(next++)
		}).map((patch) => ({ ...patch, action: id(action) }));
		mine.push(...patches);
		made.push(...patches);
	}
	return made;
}

const bytes = (patches: readonly ActionPatch[]) =>
	canonical(foldPlan(patches).map(({ standing, ...one }) => ({ ...one, standing: [...standing] })));

describe('a plan', () => {
	test('is the same in whatever order its patches arrive, and however often', () => {
		fc.assert(
			fc.property(writes, fc.array(fc.nat(), { minLength: 1, maxLength: 60 }), (all, keys) => {
				const made = play(all);
				const again = made.filter((_, i) => keys[i % keys.length]! % 3 === 0);
				const shuffled = [...made, ...again]
					.map((one, i) => [keys[(i * 7) % keys.length]!, one] as const)
					.sort(([a], [b]) => a - b)
					.map(([, one]) => one);
				expect(bytes(shuffled)).toBe(bytes(made));
			}),
			{ numRuns: 500 }
		);
	});

	test('loses nothing: what one says who has seen all before stands alone', () => {
		fc.assert(
			fc.property(writes, fc.nat(2), (all, action) => {
				const made = play(all);
				const before = foldPlan(made).find((one) => one.id === id(action));
				const patches = change(before ?? { standing: new Map() }, 'what', '最后说的', {
					madeAt: moment(0),
					newId: () => crypto.randomUUID()
				}).map((patch) => ({ ...patch, action: id(action) }));
				const after = foldPlan([...made, ...patches]).find((one) => one.id === id(action))!;
				expect(after.what).toBe('最后说的');
				expect(after.conflicts.map(({ field }) => field)).not.toContain('what');
				expect(after.due).toEqual(before?.due);
				expect(after.status).toEqual(before?.status ?? { state: 'planned' });
			}),
			{ numRuns: 300 }
		);
	});

	test('two people who change the same due day at once are both kept until one is chosen', () => {
		const first = patch(1, 'due', '2026-11-30', null);
		const plan = foldPlan([
			first,
			patch(2, 'due', '2026-12-15', first.id, 3),
			patch(3, 'due', '2026-12-31', first.id, 2)
		])[0]!;
		// The one made last holds meanwhile.
		expect(plan.due).toBe('2026-12-15');
		expect(plan.conflicts.map(({ patches }) => patches.map(({ value }) => value))).toEqual([
			['2026-12-31', '2026-12-15']
		]);
	});

	test('stands in its order, whatever is said of the actions first', () => {
		const of = (action: number, field: string, value: unknown, n: number): ActionPatch => ({
			...patch(n, field, value, null),
			action: id(action)
		});
		const plan = foldPlan([
			of(7, 'what', '丙', 1),
			of(8, 'order', 2, 2),
			of(9, 'what', '甲', 3),
			of(9, 'order', 1, 4),
			of(8, 'what', '乙', 5)
		]);
		expect(plan.map(({ what }) => what)).toEqual(['甲', '乙', '丙']);
	});
});

function patch(n: number, field: string, value: unknown, replaces: string | null, minute = 0) {
	return { id: id(n), action: id(99), field, value, replaces, madeAt: moment(minute) };
}

describe('an action', () => {
	const at = (due: string, state: 'planned' | 'doing' | 'done' = 'planned') => ({
		due,
		status: { state }
	});

	test('is overdue from the day after its due day, unless it is finished or dropped', () => {
		expect(isOverdue(at('2026-11-22'), '2026-11-22')).toBe(false);
		expect(isOverdue(at('2026-11-22'), '2026-11-23')).toBe(true);
		expect(isOverdue(at('2026-11-22', 'doing'), '2026-11-23')).toBe(true);
		expect(isOverdue(at('2026-11-22', 'done'), '2026-11-23')).toBe(false);
		const dropped = { due: '2026-11-22', status: { state: 'dropped' as const, reason: 'x' } };
		expect(isOverdue(dropped, '2026-11-23')).toBe(false);
		expect(isOverdue({ status: { state: 'planned' } }, '2026-11-23')).toBe(false);
	});

	test('days are counted over months and leap years', () => {
		expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
		expect(daysBetween('2023-02-28', '2023-03-01')).toBe(1);
		expect(daysBetween('2026-11-23', '2026-11-22')).toBe(-1);
		expect(daysBetween('2026-01-01', '2027-01-01')).toBe(365);
	});

	test('waits for those before it that are neither finished nor dropped', () => {
		const states = ['planned', 'doing', 'done', 'dropped'];
		const actions = foldPlan(
			states.map((state, i) => ({
				...patch(10 + i, 'status', { state, reason: 'x' }, null),
				action: id(i)
			}))
		);
		const waits = waitsFor({ after: [0, 1, 2, 3].map(id) }, actions);
		expect(waits.map((one) => one.id)).toEqual([id(0), id(1)]);
	});
});

test.each([
	['what', ' ', false],
	['what', 'x'.repeat(500), true],
	['what', 'x'.repeat(501), false],
	['due', '2026-02-29', false],
	['budget', 12.5, false],
	['budget', -1, false],
	['budget', 1_000_000_000_001, false],
	['status', { state: 'dropped' }, false],
	['status', { state: 'dropped', reason: '并入' }, true],
	['status', { state: 'done', reason: '并入' }, false],
	['after', [id(1), id(1)], false],
	['order', 0, false],
	['measures.yancheng-2022/loan-interest', { state: 'granted', granted: 5 }, true],
	['measures.yancheng-2022/loan-interest', { state: 'given' }, false]
])('%s says %j: %s', (field, value, fits) => {
	expect(parse(schemaOf(field)!, value).output !== undefined).toBe(fits);
});

test.each(['', 'whatever', 'measures', 'measures.', 'measures.x', '__proto__', 'constructor'])(
	'%j is no field of an action',
	(field) => {
		expect(schemaOf(field)).toBeUndefined();
	}
);
