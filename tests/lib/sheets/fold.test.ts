import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical } from '#lib/library/hash.ts';
import { fold } from '#lib/sheets/fold.ts';
import { change, fieldsOf, patchesOf, type Patch } from '#lib/sheets/patch.ts';

const fields = ['name', 'projects', 'answers.a', 'answers.b', 'facts.area'];
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
/** Clocks of devices that are wrong by minutes, and often the same. */
const moment = (n: number) => new Date(Date.UTC(2024, 9, 15, 8, n)).toISOString();

interface Write {
	readonly tab: number;
	readonly field: string;
	readonly value: unknown;
	readonly minute: number;
	/** Whether the tab has loaded the page again before: it then knows what the other wrote. */
	readonly loads: boolean;
}
const writes: fc.Arbitrary<Write[]> = fc.array(
	fc.record({
		tab: fc.nat(1),
		field: fc.constantFrom(...fields),
		value: fc.oneof(fc.nat(3), fc.constant(null), fc.jsonValue({ maxDepth: 2 })),
		minute: fc.nat(5),
		loads: fc.boolean()
	}),
	{ maxLength: 25 }
);

/** What two tabs make of these writes, one after the other, each upon what it knows. */
function play(all: readonly Write[]): Patch[] {
	const made: Patch[] = [];
	const known: [Patch[], Patch[]] = [[], []];
	for (const { tab, field, value, minute, loads } of all) {
		const mine = known[tab as 0 | 1];
		if (loads) mine.splice(0, mine.length, ...made);
		let next = made.length;
		const patches = change(fold(mine), field, value, {
			madeAt: moment(minute),
			newId: () => id(next++)
		});
		mine.push(...patches);
		made.push(...patches);
	}
	return made;
}

/** The order of everything that arrives, and what arrives twice. */
function shuffle<T>(list: readonly T[], keys: readonly number[]): T[] {
	const twice = list.filter((_, i) => (keys[i] ?? 0) % 3 === 0);
	const key = (i: number) => keys[i % Math.max(1, keys.length)] ?? 0;
	const all = [...list, ...twice].map((one, i) => [key(i * 7), one] as const);
	return all.sort(([a], [b]) => a - b).map(([, one]) => one);
}
const orders = fc.array(fc.nat(), { minLength: 1, maxLength: 60 });

describe('the fold', () => {
	test('is the same in whatever order patches arrive, and however often', () => {
		fc.assert(
			fc.property(writes, orders, (all, order) => {
				const patches = play(all);
				expect(fold(shuffle(patches, order))).toEqual(fold(patches));
			})
		);
	});

	test('says of a field the standing patch made last, as found the long way', () => {
		fc.assert(
			fc.property(writes, (all) => {
				const patches = play(all);
				const said = Object.fromEntries(fieldsOf(fold(patches).said));
				for (const field of fields) {
					const mine = patches.filter((one) => one.field === field);
					const stand = mine.filter((one) => !mine.some(({ replaces }) => replaces === one.id));
					const [last] = stand.sort(
						(a, b) => b.madeAt.localeCompare(a.madeAt) || b.id.localeCompare(a.id)
					);
					expect(said[field] ?? null).toEqual(last?.value ?? null);
				}
			})
		);
	});

	test('has no conflict where one tab writes, or each knows what the other wrote', () => {
		fc.assert(
			fc.property(writes, fc.boolean(), (all, alone) => {
				const polite = all.map((one) => (alone ? { ...one, tab: 0 } : { ...one, loads: true }));
				const { said, conflicts } = fold(play(polite));
				expect(conflicts).toEqual([]);
				const last = new Map(polite.map(({ field, value }) => [field, value]));
				const expected = [...last].filter(([, value]) => value !== null);
				expect(new Map(fieldsOf(said))).toEqual(new Map(expected));
			})
		);
	});

	test('loses nothing: what does not stand was replaced by something that came after it', () => {
		fc.assert(
			fc.property(writes, (all) => {
				const patches = play(all);
				const standing = new Set([...fold(patches).standing.values()].flat());
				for (const { id, field } of patches) {
					const later = patches.some((one) => one.replaces === id && one.field === field);
					expect(standing.has(id)).toBe(!later);
				}
			})
		);
	});

	test('tells a conflict by its different values, until one change settles it', () => {
		fc.assert(
			fc.property(writes, fc.constantFrom(...fields), (all, field) => {
				const patches = play(all);
				const before = fold(patches);
				for (const conflict of before.conflicts) {
					const values = new Set(conflict.patches.map(({ value }) => canonical(value)));
					expect(values.size).toBeGreaterThan(1);
				}
				// Made by a clock that is long behind: it settles all the same.
				const settling = change(before, field, 'settled', { madeAt: '1999-01-01T00:00:00.000Z' });
				const after = fold([...settling, ...patches]);
				expect(after.conflicts.map((one) => one.field)).not.toContain(field);
				expect(Object.fromEntries(fieldsOf(after.said))[field]).toBe('settled');
			})
		);
	});

	test('takes a patch before the one that it replaces', () => {
		fc.assert(
			fc.property(writes, orders, (all, order) => {
				const patches = shuffle(play(all), order);
				patches.forEach((patch, i) => {
					const { standing } = fold(patches.slice(0, i + 1));
					expect(standing.get(patch.field)).toBeDefined();
				});
			})
		);
	});

	test('lets every patch of a forged ring stand, and one of two with one id whatever the order', () => {
		const patch = (n: number, replaces: number, value: string): Patch => ({
			...{ id: id(n), field: 'name', value, replaces: id(replaces), madeAt: moment(n) }
		});
		const ring = [patch(1, 2, 'one'), patch(2, 3, 'two'), patch(3, 1, 'three')];
		expect(fold(ring).said).toEqual({ name: 'three' });
		expect(fold(ring.toReversed())).toEqual(fold(ring));
		expect(fold(ring).conflicts).toHaveLength(1);
		const twins = [patch(1, 9, 'one'), patch(1, 9, 'other')];
		expect(fold(twins)).toEqual(fold(twins.toReversed()));
	});
});

describe('the first patches of a sheet', () => {
	const value = fc.jsonValue().filter((one) => one !== null);
	const names = fc.stringMatching(/^[a-z]{1,8}$/).filter((name) => !(name in Object.prototype));
	const cases = fc.record(
		{
			questionnaire: fc.constant('trial@1'),
			name: fc.string(),
			creditCode: fc.string(),
			answers: fc.dictionary(names, value, { minKeys: 1 }),
			facts: fc.dictionary(names, value, { minKeys: 1 }),
			projects: value,
			titles: value
		},
		{ requiredKeys: ['questionnaire'] }
	);

	test('say together what the case file said', () => {
		fc.assert(
			fc.property(cases, orders, (said, order) => {
				const patches = patchesOf(said, { madeAt: moment(0) });
				expect(fold(shuffle(patches, order)).said).toEqual({ ...said });
			})
		);
	});

	test('have ids of their own, by custom of version 4', () => {
		const said = { questionnaire: 'trial@1', answers: { a: 1, b: 2, c: undefined, d: null } };
		const ids = patchesOf(said, { madeAt: moment(0) }).map((patch) => patch.id);
		expect(new Set(ids).size).toBe(3);
		for (const one of ids)
			expect(one).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-/);
	});

	test('leave whole what is no object, so that its fault is named', () => {
		expect(fieldsOf({ questionnaire: 'trial@1', answers: ['a'], facts: 3 })).toEqual([
			['questionnaire', 'trial@1'],
			['answers', ['a']],
			['facts', 3]
		]);
	});
});
