import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseFile } from '#lib/diagnosis/case-file.ts';
import { nothingSupposed } from '#lib/journey/supposed.ts';
import { followGo, takeAll, takeOne } from '#lib/journey/taking.ts';
import type { World } from '#lib/journey/world.ts';
import { relations, type Link, type Relation } from '#lib/links/link.ts';
import { offersTo } from '#lib/links/offers.ts';
import type { EditionData } from '#scoring';
import { catalogue } from '../../support/catalogue.ts';
import { drawn, type Draw } from '../../support/draw.ts';
import { questionsOf, type Answers } from '../../support/figures.ts';
import { drawEdition } from '../../support/generate-edition.ts';
import { drawKnown, drawPartKnown } from '../../support/generate-known.ts';
import { drawAnswers, drawPart } from '../../support/generate-sheet.ts';
import { judged, patient, runs, widened } from '../../support/properties.ts';
import { opened, someDay } from '../../support/trials.ts';

/**
 * Two instruments that ask an enterprise the same, linked by pairs of choices that can be right at once:
 * the true ones, and others that leave more open. Of each there is a part of the true sheet.
 */
interface Pair {
	readonly data: EditionData;
	readonly links: readonly Link[];
	readonly complete: Answers;
	readonly known: ReturnType<typeof drawKnown>;
	readonly partKnown: ReturnType<typeof drawKnown>;
	readonly there: Answers;
	readonly here: Answers;
}

const pairs = drawn(900, (draw): Pair => {
	const data = drawEdition(draw);
	const complete = drawAnswers(draw, data);
	const known = drawKnown(draw);
	const partKnown = drawPartKnown(draw, known);
	const there = drawPart(draw, data, complete);
	const here = drawPart(draw, data, complete);
	return { data, complete, known, partKnown, there, here, links: drawLinks(draw, data) };
});

function drawLinks(draw: Draw, data: EditionData): Link[] {
	const why = { 'zh-cn': '', en: '' };
	return draw.some(questionsOf(data), 95).map((question) => {
		const side = (instrument: string) => ({ instrument, editions: ['1'], question: question.name });
		const common = { from: side('there'), to: side(data.instrument), why };
		// What is ticked never settles anything, see `openLinks`.
		const relation: Relation =
			question.type === 'checkbox' ? 'broader' : draw.pick([...relations, 'equal' as const]);
		if (question.type === 'multipletext') {
			const items = question.items.map(({ name }) => [name, name] as const);
			return { ...common, relation, choices: [], items };
		}
		const values = question.choices.map(({ value }) => value);
		const choices = values.flatMap((from) =>
			values.filter((to) => to === from || draw.chance(8)).map((to) => [from, to] as const)
		);
		return { ...common, relation, choices, items: [] };
	});
}

function worldOf({ data, links, there, partKnown }: Pair): World {
	const edition = opened(data);
	const other = opened({ ...data, instrument: 'there' });
	const beside = [{ questionnaire: other.ref, answers: there, ...partKnown }];
	const editions = new Map([edition, other].map((one) => [one.ref, { edition: one }]));
	const library = { editions, links, catalogue } as unknown as World['library'];
	const regions = undefined as unknown as World['regions'];
	return { library, edition, regions, beside, today: someDay };
}

const all = takeAll({ questionnaire: 'there@1' });

function after(world: World, said: CaseFile, go: string): CaseFile {
	const turn = { said, step: 'about', day: someDay };
	return followGo(world, turn, nothingSupposed, go).turn.said;
}

const answersOf = (said: CaseFile) => (said.answers ?? {}) as Answers;

describe('taking over', patient, () => {
	it('is sound: the whole truth lies within what is said afterwards', () => {
		fc.assert(
			fc.property(pairs, (pair) => {
				const world = worldOf(pair);
				const said = { questionnaire: world.edition.ref, answers: pair.here, ...pair.partKnown };
				const taken = answersOf(after(world, said, all));
				const before = judged(world.edition, taken, pair.partKnown);
				const whole = judged(world.edition, pair.complete, pair.known);
				expect(widened(world.edition, before, whole)).toEqual([]);
			}),
			runs
		);
	});

	it('all at once takes nothing from a broader answer: without those links it says the same', () => {
		fc.assert(
			fc.property(pairs, (pair) => {
				const links = pair.links.filter(({ relation }) => relation !== 'broader');
				const [every, settling] = [worldOf(pair), worldOf({ ...pair, links })];
				const said = { questionnaire: every.edition.ref, answers: pair.here };
				expect(answersOf(after(every, said, all))).toEqual(answersOf(after(settling, said, all)));
			}),
			runs
		);
	});

	it('changes no answer that was given, and only those that an offer names', () => {
		fc.assert(
			fc.property(pairs, (pair) => {
				const world = worldOf(pair);
				const said = { questionnaire: world.edition.ref, answers: pair.here };
				const taken = answersOf(after(world, said, all));
				expect(taken).toMatchObject(pair.here);
				const settled = offersTo(world, said).filter((offer) => offer.settled);
				const named = new Set(settled.map(({ question }) => question));
				const changed = Object.keys(taken).filter((name) => taken[name] !== pair.here[name]);
				expect(changed.filter((name) => !named.has(name))).toEqual([]);
			}),
			runs
		);
	});

	it('a button for what leaves a choice does not exist, and a forged one does nothing', () => {
		fc.assert(
			fc.property(pairs, (pair) => {
				const world = worldOf(pair);
				const said = { questionnaire: world.edition.ref, answers: pair.here };
				for (const offer of offersTo(world, said).filter(({ answers }) => answers.length > 1)) {
					expect(takeOne(offer)).toBeUndefined();
					const { question, origin } = offer;
					const forged = `take.${question}.${origin.from}.${origin.question}`;
					expect(after(world, said, forged)).toEqual(said);
				}
			}),
			runs
		);
	});
});

describe('the drawn pairs', patient, () => {
	it.each<[string, (pair: Pair) => boolean]>([
		[
			'fill something in',
			(pair) => {
				const world = worldOf(pair);
				const said = { questionnaire: world.edition.ref, answers: pair.here };
				return after(world, said, all).origins !== undefined;
			}
		],
		[
			'offer something that has to be confirmed',
			(pair) => {
				const world = worldOf(pair);
				const said = { questionnaire: world.edition.ref, answers: pair.here };
				return offersTo(world, said).some((offer) => !offer.settled);
			}
		],
		[
			'narrow the tier',
			(pair) => {
				const world = worldOf(pair);
				const said = { questionnaire: world.edition.ref, answers: pair.here };
				const taken = answersOf(after(world, said, all));
				const [old, now] = [pair.here, taken].map(
					(answers) => judged(world.edition, answers, pair.partKnown).standing
				);
				return now!.low > old!.low || now!.high < old!.high;
			}
		]
	])('%s in a tenth of them', (_, holds) => {
		const sample = fc.sample(pairs, { numRuns: 400, seed: 1 });
		expect(sample.filter(holds).length).toBeGreaterThanOrEqual(40);
	});
});
