import { describe, expect, it } from 'vitest';
import {
	anyTier,
	dimension,
	editionData,
	forfeit,
	halves,
	one,
	opened,
	panel,
	redistribute,
	simple
} from '../support/edition.ts';
import { points } from '../support/scored.ts';

/** CMMM-like: clauses → mean of a domain → weights of the domains; a plant may have no logistics. */
function plant(tailoring: typeof redistribute | typeof forfeit) {
	return opened(
		editionData(
			[
				dimension(
					'design',
					[one('has-logistics', { no: 0, yes: 0 }), halves('d1'), halves('d2'), halves('d3')],
					{ combine: 'mean' }
				),
				dimension('production', [halves('p1'), halves('p2')], { combine: 'mean' }),
				dimension('logistics', [halves('l1')], {
					combine: 'mean',
					appliesIf: { answer: 'has-logistics', is: 'yes' }
				})
			],
			anyTier,
			{ combine: 'weighted', weights: { design: 3, production: 10, logistics: 4 }, tailoring }
		)
	);
}
// design = 1/3, production = 1/2, logistics = 1
const answers = { d1: 'yes', d2: 'no', d3: 'no', p1: 'yes', p2: 'no', l1: 'yes' };

describe('weights of what does not apply', () => {
	const shared = plant(redistribute);
	const lost = plant(forfeit);

	it('change nothing where all applies', () => {
		// (3 × 1/3 + 10 × 1/2 + 4 × 1)/17 = (1 + 5 + 4)/17
		expect(points(shared, { 'has-logistics': 'yes', ...answers })).toBe('10/17');
		expect(points(lost, { 'has-logistics': 'yes', ...answers })).toBe('10/17');
	});

	it('go to the others, or are lost; the dropped answer does not count', () => {
		// (1 + 5)/13, or (1 + 5)/17
		expect(points(shared, { 'has-logistics': 'no', ...answers })).toBe('6/13');
		expect(points(lost, { 'has-logistics': 'no', ...answers })).toBe('6/17');
	});

	it('leave both open while it is not known', () => {
		expect(points(shared, answers)).toBe('6/13…10/17');
		expect(points(lost, answers)).toBe('6/17…10/17');
		// With l1 unanswered too: applies with 0: 6/17; does not apply: 6/13; applies with 1: 10/17
		const { l1: _, ...rest } = answers;
		expect(points(shared, rest)).toBe('6/17…10/17');
		// With nothing in logistics, dropping it is the best that can happen: 6/17 … 6/13
		expect(points(shared, { ...rest, l1: 'no' })).toBe('6/17…6/13');
	});
});

describe('the points of a sum', () => {
	const sum = (tailoring: typeof redistribute | typeof forfeit) =>
		opened(
			editionData(
				[
					dimension('a', [one('qa', { no: 0, some: 10, yes: 30 })], { combine: 'sum' }),
					dimension('b', [one('qb', { no: 0, some: 15, yes: 37 }), one('own', { no: 0, yes: 0 })], {
						combine: 'sum'
					}),
					dimension('c', [one('qc', { no: 0, yes: 33 })], {
						combine: 'sum',
						appliesIf: { not: { answer: 'own', is: 'no' } }
					})
				],
				anyTier,
				{ tailoring }
			)
		);

	it('are scaled up to the whole maximum, or lost', () => {
		const given = { qa: 'some', qb: 'some', own: 'no' };
		// (10 + 15) of 67 points, of 100: 2500/67
		expect(points(sum(redistribute), given)).toBe('2500/67');
		expect(points(sum(forfeit), given)).toBe('25');
	});

	it('reach the whole maximum where everything that applies is full', () => {
		expect(points(sum(redistribute), { qa: 'yes', qb: 'yes', own: 'no' })).toBe('100');
		expect(points(sum(forfeit), { qa: 'yes', qb: 'yes', own: 'no' })).toBe('67');
	});

	it('are bounded while it is not known', () => {
		// c dropped: 2500/67 = 37.3…; c applies: 25 with "no", 58 with "yes"
		expect(points(sum(redistribute), { qa: 'some', qb: 'some' })).toBe('25…58');
		expect(points(sum(redistribute), { qa: 'some', qb: 'some', qc: 'yes' })).toBe('2500/67…58');
		expect(points(sum(redistribute), { qa: 'some', qb: 'some', qc: 'no' })).toBe('25…2500/67');
	});
});

describe('a group in which nothing applies', () => {
	const gate = { appliesIf: { answer: 'open', is: 'yes' } };
	const edition = simple(
		[
			one('open', { no: 0, yes: 0 }),
			halves('a'),
			panel('p', [halves('b', gate), halves('c', gate)], {
				combine: 'mean',
				tailoring: redistribute
			})
		],
		{ combine: 'mean', tailoring: redistribute }
	);

	it('does not apply itself, so its weight goes to the others', () => {
		// mean of a = 1/2 alone; else (1/2 + (1 + 0)/2)/2 = 1/2, and with b = c = 1 it is 3/4
		expect(points(edition, { open: 'no', a: 'half', b: 'yes', c: 'yes' })).toBe('0.5');
		expect(points(edition, { open: 'yes', a: 'half', b: 'yes', c: 'no' })).toBe('0.5');
		expect(points(edition, { open: 'yes', a: 'half', b: 'yes', c: 'yes' })).toBe('0.75');
		expect(points(edition, { a: 'half', b: 'yes', c: 'yes' })).toBe('0.5…0.75');
	});
});

describe('the whole, where nothing may apply', () => {
	const gate = { appliesIf: { answer: 'open', is: 'yes' } };
	const edition = opened(
		editionData(
			[
				dimension('start', [one('open', { no: 0, yes: 0 })]),
				dimension('a', [one('qa', { some: 50, yes: 100 })], { combine: 'sum', ...gate }),
				dimension('b', [one('qb', { some: 50, yes: 100 })], { combine: 'sum', ...gate })
			],
			{ half: { score: 'total', atLeast: 50 } },
			{ combine: 'mean', tailoring: redistribute }
		)
	);

	it('has no points', () => {
		expect(points(edition, { open: 'no', qa: 'yes', qb: 'yes' })).toBe('0');
	});

	it('may have none while that is not known, though each part has 50 at least', () => {
		// applies: (100 + 50)/2 = 75; does not: 0. One part alone cannot apply, which is not seen: 100.
		expect(points(edition, { open: 'yes', qa: 'yes', qb: 'some' })).toBe('75');
		expect(points(edition, { qa: 'yes', qb: 'some' })).toBe('0…100');
	});
});

describe('min', () => {
	const gate = { appliesIf: { answer: 'open', is: 'yes' } };
	const lowest = (more: object) =>
		simple(
			[
				one('open', { no: 0, yes: 0 }),
				panel('p', [one('a', { two: 2, five: 5 }, gate), one('b', { four: 4, five: 5 }, more)], {
					combine: 'min'
				})
			],
			{ combine: 'sum', tailoring: redistribute }
		);

	it('passes over what does not apply', () => {
		expect(points(lowest({}), { open: 'yes', a: 'two', b: 'four' })).toBe('2');
		expect(points(lowest({}), { open: 'no', a: 'two', b: 'four' })).toBe('4');
		expect(points(lowest({}), { a: 'two', b: 'four' })).toBe('2…4');
	});

	it('is between the lowest and the best where none is certain to apply', () => {
		expect(points(lowest(gate), { a: 'two', b: 'four' }, 'p')).toBe('2…4');
		expect(points(lowest(gate), { open: 'no', a: 'two', b: 'four' }, 'p')).toBe('0');
	});
});
