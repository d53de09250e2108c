import { describe, expect, it } from 'vitest';
import { sentence, type Element } from '#scoring';
import {
	anyTier,
	dimension,
	editionData,
	faultsOf,
	forfeit,
	halves,
	one,
	panel
} from '../support/edition.ts';

type More = Parameters<typeof editionData>[2];
type Group = Parameters<typeof dimension>[2];

/** The faults of an edition of one dimension `d`. */
const faults = (elements: Element[], group: Group = { combine: 'sum' }, more: More = {}) =>
	faultsOf(editionData([dimension('d', elements, group)], anyTier, more)).map(sentence);

const a = halves('a');

describe('a group', () => {
	const optional = halves('b', { appliesIf: { answer: 'a', is: 'yes' } });
	it.each<[string, Element[], Group, string]>([
		[
			'no way to combine',
			[a],
			{},
			'd.combine: expected how the points of its parts combine, received nothing'
		],
		[
			'nothing to combine',
			[one('q', { no: 0, yes: 0 })],
			{ combine: 'sum' },
			'd.combine: expected parts that score, received "sum"'
		],
		[
			'another worth',
			[a, halves('b')],
			{ combine: 'sum', worth: 3 },
			'd.worth: expected what its parts add up to, 2, received 3'
		],
		[
			'a mean of unequal parts',
			[a, one('b', { no: 0, yes: 2 })],
			{ combine: 'mean' },
			'd.combine: expected parts of equal worth for mean, received "b"'
		],
		[
			'the least of unequal parts',
			[a, one('b', { no: 0, yes: 2 })],
			{ combine: 'min' },
			'd.combine: expected parts of equal worth for min, received "b"'
		],
		[
			'no weights',
			[a],
			{ combine: 'weighted' },
			'd.weights: expected weights with combine: weighted, and only there, received "weighted"'
		],
		[
			'weights for a sum',
			[a],
			{ combine: 'sum', weights: { a: 1 } },
			'd.weights: expected weights with combine: weighted, and only there, received "sum"'
		],
		[
			'a part without a weight',
			[a, halves('b')],
			{ combine: 'weighted', weights: { a: 1 } },
			'd.weights.b: expected a weight above 0, received nothing'
		],
		[
			'a weight of 0',
			[a, halves('b')],
			{ combine: 'weighted', weights: { a: 1, b: 0 } },
			'd.weights.b: expected a weight above 0, received 0'
		],
		[
			'a weight for what is not there',
			[a],
			{ combine: 'weighted', weights: { a: 1, c: 1 } },
			'd.weights.c: expected one of a, received "c"'
		],
		[
			'weights with no last word',
			[a],
			{ combine: 'weighted', weights: [{ when: { answer: 'a', is: 'yes' }, weights: { a: 1 } }] },
			'd.weights.0.when: expected none in the last entry, received an object'
		],
		[
			'weights with two last words',
			[a],
			{ combine: 'weighted', weights: [{ weights: { a: 1 } }, { weights: { a: 2 } }] },
			'd.weights.0.when: expected a condition, received nothing'
		],
		[
			'a staircase without pass',
			[a],
			{ combine: 'staircase' },
			'd.pass: expected pass with combine: staircase, and only there, received "staircase"'
		],
		[
			'a sum with pass',
			[a],
			{ combine: 'sum', pass: 0.8 },
			'd.pass: expected pass with combine: staircase, and only there, received "sum"'
		],
		[
			'a step that may fall away',
			[a, optional],
			{ combine: 'staircase', pass: 0.8 },
			'd.combine: expected every part of a staircase to apply always, received "b"'
		],
		[
			'tailoring not stated',
			[a, optional],
			{ combine: 'sum' },
			'd.tailoring: expected what happens where b does not apply, received nothing'
		],
		[
			'tailoring not stated for a panel of such',
			[a, panel('p', [optional], { combine: 'sum', tailoring: forfeit })],
			{ combine: 'sum' },
			'd.tailoring: expected what happens where p does not apply, received nothing'
		]
	])('with %s', (_, elements, group, fault) => {
		// A dimension without points leaves the whole without points too.
		const whole = 'combine: expected parts that score, received "sum"';
		expect(faults(elements, group).filter((one) => one !== whole)).toEqual([fault]);
	});
});

describe('the whole', () => {
	it('has its path at the top', () => {
		expect(faults([a], undefined, { combine: 'weighted', weights: { x: 1 }, worth: 2 })).toEqual([
			'worth: expected what its parts add up to, 1, received 2',
			'weights.x: expected one of d, received "x"',
			'weights.d: expected a weight above 0, received nothing'
		]);
	});
});
