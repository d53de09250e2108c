import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { contradictionsOf, heldAgainst } from '#lib/diagnosis/contradictions.ts';
import { openDossier } from '#lib/diagnosis/dossier.ts';
import { findingsOf } from '#lib/diagnosis/findings.ts';
import { traceDocument } from '#lib/diagnosis/trace-document.ts';
import { openLayers } from '#lib/sheets/layers.ts';
import { patchesOf } from '#lib/sheets/patch.ts';
import { contradictionWords } from '#lib/words/contradiction.ts';
import type { OpenEdition } from '#scoring';
import { openContent } from '../../../scripts/content.ts';
import { frozen } from '../../support/frozen.ts';
import { bytes } from '../../support/properties.ts';

const library = openContent();
const editions = [...library.editions.values()].map((one) => [one.edition.ref, one] as const);
const on = '2026-11-22';

function contradictions(ref: string, answers: object) {
	const said = { questionnaire: ref, answers };
	const { edition } = library.editions.get(ref)!;
	return contradictionsOf(edition, said, openDossier(library, said, on).diagnosis);
}
const told = (ref: string, answers: object) =>
	contradictions(ref, answers).map(({ kind, question, numbers }) => [
		kind,
		question,
		numbers.map(({ question: of, item, value }) => `${of}.${item.name} ${value}`)
	]);

/** The numbers of an edition, each with the one it is a part of. */
function numbersOf({ questions }: OpenEdition) {
	return questions.flatMap((question) =>
		question.type === 'multipletext'
			? question.items.map((item) => ({ name: `${question.name}.${item.name}`, question, item }))
			: []
	);
}

/** Divided by what it is no part of: one may invest more than one turns over. */
const apart = ['digital-investment.investment'];

describe.each(editions)('%s', (_, { edition }) => {
	it('holds every number it asks for against something', () => {
		const held = new Set(edition.questions.flatMap(heldAgainst));
		const bounded = numbersOf(edition).flatMap(({ question, item }) =>
			item.atMost === undefined
				? []
				: [`${question.name}.${item.name}`, `${question.name}.${item.atMost}`]
		);
		const unchecked = numbersOf(edition)
			.map(({ name }) => name)
			.filter((name) => !held.has(name) && !bounded.includes(name));
		expect(unchecked).toEqual([]);
	});

	it('bounds the numerator of every share that cannot be more than the whole', () => {
		// A share whose highest option ends at 100 % is of a part in its whole: more of it would be a contradiction.
		const unbounded = edition.questions.flatMap((question) => {
			if (question.type !== 'radiogroup' || !question.data.of) return [];
			if (question.choices.at(-1)!.upTo !== 100_000) return [];
			const { numerator, denominator } = question.data.of;
			const { item } = numbersOf(edition).find(({ name }) => name === numerator)!;
			return item.atMost === denominator.split('.')[1] ? [] : [numerator];
		});
		expect(unbounded.filter((name) => !apart.includes(name))).toEqual([]);
	});
});

describe('by name, with all their numbers', () => {
	const ref = 'sme-digital-level@2024';

	test('more connected machines than machines', () => {
		const equipment = { total: 100, connected: 120 };
		const { edition } = library.editions.get(ref)!;
		const asked = numbersOf(edition).find(({ item }) => item.name === 'connected')!;
		const [found] = contradictions(ref, { [asked.question.name]: equipment });
		const words = contradictionWords(edition, found!, 'zh-cn');
		expect(found!.kind).toBe('above-most');
		expect(words.numbers).toMatch(/120 .*；.*100 /);
		expect(words.words).toContain('保留');
	});
});

test('the numbers against the option that was chosen', () => {
	const ref = 'sme-digital-level@2024';
	const { edition } = library.editions.get(ref)!;
	const rate = edition.questions.find(({ name }) => name === 'connected-rate')!;
	const [numerator, denominator] = heldAgainst(rate);
	const [question, part] = numerator!.split('.') as [string, string];
	const whole = denominator!.split('.')[1]!;
	if (rate.type !== 'radiogroup') throw new Error('expected options');
	// 90 of 100 is not the lowest option.
	const lowest = rate.choices[0]!.value;
	const answers = { [question]: { [whole]: 100, [part]: 90 }, [rate.name]: lowest };
	expect(told(ref, answers)).toEqual([
		['ratio-contradicts', rate.name, [`${question}.${part} 90`, `${question}.${whole} 100`]]
	]);
});

describe('whatever contradicts itself', () => {
	/** Numbers without regard to each other, and some option of every question. */
	const sheets = (edition: OpenEdition) =>
		fc.record(
			Object.fromEntries(
				edition.questions.map((question) => {
					if (question.type === 'multipletext') {
						const number = fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined, freq: 6 });
						const items = question.items.map(({ name }) => [name, number] as const);
						return [question.name, fc.record(Object.fromEntries(items))];
					}
					const values = question.choices.map(({ value }) => value);
					const value = fc.constantFrom(...values);
					return [question.name, question.type === 'checkbox' ? fc.tuple(value) : value];
				})
			),
			{ requiredKeys: [] }
		);

	test.each(editions.filter(([, { edition }]) => numbersOf(edition).length > 0))(
		'in a sheet of %s stays as it was said, in what is stored and in what is computed from it',
		(ref, one) => {
			const { edition } = one;
			let odd = 0;
			fc.assert(
				fc.property(sheets(edition), (drawn) => {
					const answers = JSON.parse(JSON.stringify(drawn)) as object;
					const said = frozen({ questionnaire: ref, answers });
					const before = bytes(said);
					const patches = patchesOf(said, { madeAt: '2026-11-20T02:00:00.000Z' }).map((patch) => ({
						...{ ...patch, layer: 'declared' as const, author: null, reason: null }
					}));
					const stored = bytes(patches);
					const dossier = openDossier(library, said, on);
					const points = bytes(dossier.diagnosis);
					const found = contradictionsOf(edition, said, dossier.diagnosis);
					findingsOf(edition, dossier.diagnosis);
					const document = traceDocument(one, dossier);
					// Nothing was changed by looking, and what was said comes back from what is stored.
					expect([bytes(said), bytes(patches), bytes(dossier.diagnosis)]).toEqual([
						before,
						stored,
						points
					]);
					const back = openLayers(ref, patches).declared.said.answers ?? {};
					expect(back).toEqual(answers);
					// Each number of a contradiction is the one that was typed.
					for (const { numbers } of document.contradictions) {
						for (const { name, value } of numbers) {
							const [question, item] = name.split('.') as [string, string];
							expect((answers as never)[question][item]).toBe(value);
						}
					}
					// A part above its whole is always told.
					const above = numbersOf(edition).filter(({ question, item }) => {
						const given = (answers as Record<string, Record<string, number>>)[question.name];
						const [part, whole] = [given?.[item.name], given?.[item.atMost ?? '']];
						return part !== undefined && whole !== undefined && part > whole;
					});
					const named = found.filter(({ kind }) => kind === 'above-most');
					expect(named.map(({ numbers }) => numbers[0]!.item.name)).toEqual(
						above.map(({ item }) => item.name)
					);
					if (found.length > 0) odd++;
				}),
				{ numRuns: 200 }
			);
			expect(odd).toBeGreaterThan(20);
		}
	);
});
