import { describe, expect, it } from 'vitest';
import { sentence, type Element } from '#scoring';
import {
	anyTier,
	dimension,
	editionData,
	faultsOf,
	figures,
	halves,
	one,
	rungs,
	several
} from '../support/edition.ts';

type More = Parameters<typeof editionData>[2];
type Group = Parameters<typeof dimension>[2];

/** The faults of an edition of one dimension `d`. */
const faults = (elements: Element[], group: Group = { combine: 'sum' }, more: More = {}) =>
	faultsOf(editionData([dimension('d', elements, group)], anyTier, more)).map(sentence);

const a = halves('a');
const equipment = figures('equipment', { total: {}, digital: {}, profit: { min: -5 } });
const of = { numerator: 'equipment.digital', denominator: 'equipment.total' };

describe('a question', () => {
	it.each<[string, Element, string]>([
		[
			'worth another than its choices',
			one('q', { no: 0, yes: 5 }, { worth: 6 }),
			'd.q.worth: expected what its choices give, 5, received 6'
		],
		[
			'worth another than their sum',
			several('q', { x: 0.7, y: 0.9 }, { worth: 1.5 }),
			'd.q.worth: expected what its choices give, 1.6, received 1.5'
		],
		['a name used twice', halves('a'), 'd.a.name: expected a name used once, received "a"'],
		[
			'a name used for the dimension',
			halves('d'),
			'd.name: expected a name used once, received "d"'
		],
		[
			'a value twice',
			{
				...halves('q'),
				choices: [...halves('q').choices.slice(0, 2), halves('q').choices[1]!],
				worth: 0.5
			},
			'd.q.choices: expected each value once, received "no, half, half"'
		],
		[
			'a set without a title',
			rungs('q', 2, ['scenes']),
			'd.q.sets: expected a set that has a title in sets, received "scenes"'
		],
		[
			'a choice that stands alone in a radiogroup',
			one('q', { no: { points: 0, isExclusive: true }, yes: 5 }),
			'd.q.choices: expected isExclusive in a checkbox only, received true'
		],
		[
			'31 choices',
			several('q', Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`c${i}`, 1]))),
			'd.q.choices: expected at most 30 choices, received 31'
		],
		[
			'an item twice',
			{
				...figures('q', { x: {} }),
				items: [...figures('q', { x: {} }).items, ...figures('q', { x: {} }).items]
			},
			'd.q.items: expected each name once, received "q"'
		],
		[
			'an item that cannot be',
			figures('q', { x: { min: 5, max: 4 } }),
			'd.q.items.x.min: expected at most max, received 5'
		],
		[
			'an item at most one that is not there',
			figures('q', { x: { atMost: 'y' } }),
			'd.q.items.x.atMost: expected an item of this question, received "y"'
		]
	])('with %s', (_, question, fault) => {
		const more = fault.includes('scenes') ? { sets: {} } : {};
		expect(faults([a, question], undefined, more)).toContain(fault);
	});
});

describe('the bands of a ratio', () => {
	const low = { points: 0, upTo: 10 };
	it.each<[string, Parameters<typeof one>[1], string]>([
		[
			'a gap',
			{ low, high: { points: 1, over: 11 } },
			'd.q.choices.high: expected over: 10, received 11'
		],
		[
			'an overlap',
			{ low, high: { points: 1, over: 9.999 } },
			'd.q.choices.high: expected over: 10, received 9.999'
		],
		[
			'no beginning',
			{ low: { ...low, over: 0 }, high: { points: 1, over: 10 } },
			'd.q.choices.low: expected no over, received 0'
		],
		[
			'no width',
			{ low, none: { points: 0, over: 10, upTo: 10 }, high: { points: 1, over: 10 } },
			'd.q.choices.none: expected upTo above over, received 10'
		],
		[
			'an end in the middle',
			{ low: { points: 0 }, high: { points: 1, over: 10 } },
			'd.q.choices.low: expected upTo, since only the last band may be open, received nothing'
		],
		[
			'an option beside them',
			{ low, other: 1 },
			'd.q.choices.other: expected over: 10, received nothing'
		]
	])('with %s', (_, options, fault) => {
		expect(faults([equipment, one('q', options, { of })])).toContain(fault);
	});

	it('without figures', () => {
		expect(faults([one('q', { low, high: { points: 1, over: 10 } })])).toEqual([
			'd.q.of: expected the figures of the bands, received nothing'
		]);
	});
});
