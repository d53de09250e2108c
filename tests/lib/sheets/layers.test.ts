import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '#lib/sheets/fold.ts';
import { layerDifferences, openLayers, type LayerPatch } from '#lib/sheets/layers.ts';
import { layers, type Layer } from '#lib/sheets/life.ts';
import { change } from '#lib/sheets/patch.ts';
import { patient } from '../../support/properties.ts';

/** As often as the plan for people who write at the same time asks. */
const interleavings = { numRuns: 10_000 };
const questionnaire = 'trial@1';
const fields = ['name', 'answers.a', 'facts.area'] as const;
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const moment = (n: number) => new Date(Date.UTC(2026, 9, 15, 8, n)).toISOString();

/** What one of two people says in a layer, knowing what the other said there until they last looked. */
interface Write {
	readonly who: 0 | 1;
	readonly layer: Layer;
	readonly field: string;
	readonly value: unknown;
	readonly minute: number;
	readonly looks: boolean;
}
const writes: fc.Arbitrary<Write[]> = fc.array(
	fc.record({
		who: fc.constantFrom(0 as const, 1 as const),
		layer: fc.constantFrom(...layers),
		field: fc.constantFrom(...fields),
		value: fc.oneof(fc.nat(3), fc.constant(null)),
		minute: fc.nat(5),
		looks: fc.boolean()
	}),
	{ maxLength: 20, size: 'max' }
);

function play(all: readonly Write[]): LayerPatch[] {
	const made: LayerPatch[] = [];
	const known: [LayerPatch[], LayerPatch[]] = [[], []];
	for (const { who, layer, field, value, minute, looks } of all) {
		if (looks) known[who] = [...made];
		let next = made.length;
		const own = fold(known[who].filter((one) => one.layer === layer));
		const patches = change(own, field, value, { madeAt: moment(minute), newId: () => id(next++) });
		const said = patches.map((one) => ({ ...one, layer, author: id(900 + who), reason: null }));
		known[who].push(...said);
		made.push(...said);
	}
	return made;
}

/** An order of arrival, in which some come twice. */
function arriving<T>(list: readonly T[], keys: readonly number[]): T[] {
	const twice = list.filter((_, i) => keys[i % keys.length]! % 3 === 0);
	return [...list, ...twice]
		.map((one, i) => [keys[(i * 7) % keys.length]! + i / 1000, one] as const)
		.sort(([a], [b]) => a - b)
		.map(([, one]) => one);
}
const orders = fc.array(fc.nat(30), { minLength: 1, maxLength: 40 });

describe('layers', () => {
	test(
		'are the same in whatever order patches arrive, and however often',
		() => {
			fc.assert(
				fc.property(writes, orders, (all, order) => {
					const patches = play(all);
					expect(openLayers(questionnaire, arriving(patches, order))).toEqual(
						openLayers(questionnaire, patches)
					);
				}),
				interleavings
			);
		},
		patient.timeout
	);

	test('come up in every way that matters in a tenth of what is tried, and more', () => {
		const tried = fc.sample(fc.tuple(writes, orders), { numRuns: 2000, seed: 20_261_122 });
		const share = (is: (patches: LayerPatch[], order: number[]) => boolean) =>
			tried.filter(([all, order]) => is(play(all), order)).length / tried.length;
		const opened = (patches: LayerPatch[]) => openLayers(questionnaire, patches);
		expect(
			share((all) => layers.some((one) => opened(all)[one].own.conflicts.length > 0))
		).toBeGreaterThan(0.1);
		expect(
			share((all) => layers.every((one) => opened(all)[one].own.standing.size > 0))
		).toBeGreaterThan(0.1);
		expect(share((all) => layerDifferences(opened(all)).length > 0)).toBeGreaterThan(0.1);
		expect(
			share((all) => all.length > 0 && layerDifferences(opened(all)).length === 0)
		).toBeGreaterThan(0.01);
		// An upper layer that takes back what the one below says.
		expect(
			share((all) =>
				layerDifferences(opened(all)).some(
					({ values }) => values.declared !== undefined && values.confirmed === undefined
				)
			)
		).toBeGreaterThan(0.1);
		expect(share((all, order) => arriving(all, order).length > all.length)).toBeGreaterThan(0.1);
		expect(
			share((all, order) => arriving(all, order).some(({ id: one }, i) => one !== all[i]?.id))
		).toBeGreaterThan(0.1);
	});

	let made = 0;
	const say = (layer: Layer, field: string, value: unknown): LayerPatch => ({
		...{ id: id(++made), field, value, replaces: null, madeAt: moment(0) },
		...{ layer, author: id(900), reason: null }
	});
	const saidOf = (...patches: LayerPatch[]) => {
		const opened = openLayers(questionnaire, patches);
		return layers.map((layer) => opened[layer].said);
	};

	test('say what they say differently, and for the rest what the one below says', () => {
		expect(
			saidOf(
				say('declared', 'name', '甲厂'),
				say('declared', 'answers.a', 3),
				say('declared', 'answers.b', 1),
				say('verified', 'answers.a', 2),
				say('confirmed', 'answers.b', 0)
			)
		).toEqual([
			{ questionnaire, name: '甲厂', answers: { a: 3, b: 1 } },
			{ questionnaire, name: '甲厂', answers: { a: 2, b: 1 } },
			{ questionnaire, name: '甲厂', answers: { a: 2, b: 0 } }
		]);
	});

	test('unsay what is below with nothing, and say what is not there below', () => {
		const [declared, verified, confirmed] = saidOf(
			say('declared', 'answers.a', 3),
			say('verified', 'answers.a', null),
			say('confirmed', 'facts.area', '320981')
		);
		expect(declared).toEqual({ questionnaire, answers: { a: 3 } });
		expect(verified).toEqual({ questionnaire });
		expect(confirmed).toEqual({ questionnaire, facts: { area: '320981' } });
	});

	test('change with the layer below as long as they say nothing themselves', () => {
		const first = say('declared', 'answers.a', 3);
		const second = { ...say('declared', 'answers.a', 1), replaces: first.id };
		const upper = say('verified', 'answers.b', 2);
		expect(saidOf(first, upper)[1]).toEqual({ questionnaire, answers: { a: 3, b: 2 } });
		expect(saidOf(first, second, upper)[1]).toEqual({ questionnaire, answers: { a: 1, b: 2 } });
	});

	test('keep their questionnaire, whatever a patch says', () => {
		expect(saidOf(say('declared', 'questionnaire', 'other@1'))[2]).toEqual({ questionnaire });
	});

	test('in conflict hold the value made last, and only in the layer where two disagree', () => {
		const early = say('verified', 'answers.a', 1);
		const late = { ...say('verified', 'answers.a', 2), madeAt: moment(9) };
		const opened = openLayers(questionnaire, [late, say('declared', 'answers.a', 3), early]);
		expect(opened.verified.said).toEqual({ questionnaire, answers: { a: 2 } });
		expect(opened.verified.own.conflicts).toEqual([{ field: 'answers.a', patches: [early, late] }]);
		expect(opened.declared.own.conflicts).toEqual([]);
		expect(opened.confirmed.own.conflicts).toEqual([]);
	});

	test('differ in the fields of which they do not all say the same', () => {
		const opened = openLayers(questionnaire, [
			say('declared', 'answers.a', 3),
			say('declared', 'answers.b', { total: 2, digital: 1 }),
			say('verified', 'answers.a', 2),
			// The same in other words: keys in another order.
			say('confirmed', 'answers.b', { digital: 1, total: 2 }),
			say('confirmed', 'name', '甲厂')
		]);
		expect(layerDifferences(opened)).toEqual([
			{ field: 'answers.a', values: { declared: 3, verified: 2, confirmed: 2 } },
			{ field: 'name', values: { declared: undefined, verified: undefined, confirmed: '甲厂' } }
		]);
	});
});
