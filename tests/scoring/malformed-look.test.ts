import { describe, expect, it } from 'vitest';
import { sentence, type Condition, type Element } from '#scoring';
import {
	anyTier,
	dimension,
	editionData,
	faultsOf,
	figures,
	forfeit,
	halves,
	one,
	rungs
} from '../support/edition.ts';

type More = Parameters<typeof editionData>[2];
type Group = Parameters<typeof dimension>[2];

/** The faults of an edition of one dimension `d`. */
const faults = (elements: Element[], group: Group = { combine: 'sum' }, more: More = {}) =>
	faultsOf(editionData([dimension('d', elements, group)], anyTier, more)).map(sentence);

const a = halves('a');
const equipment = figures('equipment', { total: {}, digital: {}, profit: { min: -5 } });
const of = { numerator: 'equipment.digital', denominator: 'equipment.total' };

describe('figures that a question rests on', () => {
	const bands = { low: { points: 0, upTo: 10 }, high: { points: 1, over: 10 } };
	const ratio = (numerator: string, denominator: string) =>
		one('q', bands, { of: { numerator, denominator } });
	const expected = 'expected question.item of an earlier multipletext';

	it.each([
		['of no question', 'machines.total', expected],
		['of no item', 'equipment.lost', expected],
		['of no multipletext', 'a.total', expected],
		['asked later', 'later.x', expected],
		['below 0', 'equipment.profit', 'expected a figure that cannot be negative']
	])('%s', (_, figure, fault) => {
		const elements = (question: Element) => [a, equipment, question, figures('later', { x: {} })];
		expect(faults(elements(ratio(figure, 'equipment.total')))).toEqual([
			`d.q.of.numerator: ${fault}, received "${figure}"`
		]);
		expect(faults(elements(ratio('equipment.digital', figure)))).toEqual([
			`d.q.of.denominator: ${fault}, received "${figure}"`
		]);
	});

	it('of a trend', () => {
		const trendOf = { now: 'equipment.gone', before: 'equipment.profit' };
		const options = { up: { points: 1, trend: 'up' as const }, down: { points: 0 } };
		expect(faults([equipment, one('q', options, { trendOf })])).toEqual([
			'd.q.choices: expected a trend of its own beside each, received "up"',
			`d.q.trendOf.now: ${expected}, received "equipment.gone"`
		]);
		expect(faults([equipment, one('q', options)])).toEqual([
			'd.q.trendOf: expected the figures whose trend the choices state, received nothing'
		]);
	});
});

describe('whether a question applies may only look back', () => {
	it.each<[string, Condition, string]>([
		['forward', { answer: 'later', is: 'yes' }, 'expected an earlier question, received "later"'],
		['at itself', { answer: 'q', is: 'yes' }, 'expected an earlier question, received "q"'],
		['at nothing', { answer: 'gone', is: 'yes' }, 'expected an earlier question, received "gone"'],
		['at no choice', { answer: 'a', is: 'maybe' }, 'expected a choice of a, received "maybe"'],
		[
			'at one of no choice',
			{ answer: 'a', in: ['yes', 'maybe'] },
			'expected a choice of a, received "maybe"'
		],
		[
			'by the order of words',
			{ answer: 'a', atLeast: 1 },
			'expected is or in for a, received "atLeast"'
		],
		[
			'between two levels',
			{ answer: 'scene', atLeast: 1.5 },
			'expected a whole number, received 1.5'
		],
		[
			'at no item',
			{ answer: 'equipment', atLeast: 1 },
			'expected question.item, received "equipment"'
		],
		[
			'at an item of none',
			{ answer: 'a.total', is: 'yes' },
			'expected a question without items, received "a.total"'
		],
		[
			'at a figure in words',
			{ answer: 'equipment.total', is: 'many' },
			'expected a comparison with a number, received "is"'
		],
		[
			'at a figure too fine',
			{ answer: 'equipment.total', over: 0.0004 },
			'expected a number with at most three decimals, received 0.0004'
		],
		[
			'at what figures choose',
			{ answer: 'rate', is: 'low' },
			'expected a question whose option is not chosen by figures, received "rate"'
		],
		['at points', { score: 'd', atLeast: 1 }, 'expected answer, received "score"'],
		['at a fact', { fact: 'listed', is: true }, 'expected answer, received "fact"']
	])('%s', (_, appliesIf, fault) => {
		const rate = one(
			'rate',
			{ low: { points: 0, upTo: 10 }, high: { points: 1, over: 10 } },
			{ of }
		);
		const elements = [
			...[a, rungs('scene', 4, []), equipment, rate],
			...[halves('q', { appliesIf }), halves('later')]
		];
		expect(faults(elements, { combine: 'sum', tailoring: forfeit })).toEqual([
			`d.q.appliesIf: ${fault}`
		]);
	});
});
