import { describe, expect, it } from 'vitest';
import {
	dimension,
	editionData,
	anyTier,
	halves,
	one,
	opened,
	panel,
	several,
	simple
} from '../support/edition.ts';
import { points } from '../support/scored.ts';

describe('a question', () => {
	const edition = simple([one('a', { no: 1, yes: 4 }), several('b', { x: 0.7, y: 0.9, z: 1.25 })]);

	it('gives the points of its choice, or the sum of its choices', () => {
		// 4 + (0.7 + 1.25) = 5.95
		expect(points(edition, { a: 'yes', b: ['x', 'z'] })).toBe('5.95');
		expect(points(edition, { a: 'no', b: ['none'] })).toBe('1');
	});

	it('gives anything it may give while it is not answered', () => {
		// a: 1 … 4; b: 0 … 0.7 + 0.9 + 1.25 = 2.85
		expect(points(edition, {})).toBe('1…6.85');
		expect(points(edition, { b: ['none'] })).toBe('1…4');
		expect(points(edition, { a: 'no' })).toBe('1…3.85');
	});
});

describe('sum', () => {
	it('adds what thirteen times 0.7 and 0.9 come to, exactly', () => {
		const links = Object.fromEntries(Array.from({ length: 13 }, (_, i) => [`l${i}`, 0.7]));
		const edition = simple([several('links', { ...links, staff: 0.9 })]);
		// 13 × 0.7 = 9.1; 9.1 + 0.9 = 10. Added in binary it is 9.999999999999998.
		expect(points(edition, { links: [...Object.keys(links), 'staff'] })).toBe('10');
	});
});

describe('mean', () => {
	const edition = simple([halves('a'), halves('b'), halves('c')], { combine: 'mean' });

	it('is exact where it is no decimal', () => {
		// (1 + 0 + 0) / 3 = 1/3; (1 + 0.5 + 0) / 3 = 1/2; (0.5 + 0.5 + 1) / 3 = 2/3
		expect(points(edition, { a: 'yes', b: 'no', c: 'no' })).toBe('1/3');
		expect(points(edition, { a: 'yes', b: 'half', c: 'no' })).toBe('0.5');
		expect(points(edition, { a: 'half', b: 'half', c: 'yes' })).toBe('2/3');
	});

	it('of what is known in part lies between', () => {
		// (0.5 + 0 + 0) / 3 = 1/6 at least, (0.5 + 1 + 1) / 3 = 5/6 at most
		expect(points(edition, { b: 'half' })).toBe('1/6…5/6');
	});
});

describe('weighted', () => {
	const edition = simple([halves('a'), halves('b'), halves('c')], {
		combine: 'weighted',
		weights: { a: 3, b: 10, c: 4 }
	});

	it('is the mean by weight', () => {
		// (3×1 + 10×0 + 4×1) / 17 = 7/17; (3×0.5 + 10×0.5 + 4×0) / 17 = 6.5/17 = 13/34
		expect(points(edition, { a: 'yes', b: 'no', c: 'yes' })).toBe('7/17');
		expect(points(edition, { a: 'half', b: 'half', c: 'no' })).toBe('13/34');
	});

	it('of what is known in part lies between', () => {
		// 3×1/17 at least, (3×1 + 10 + 4)/17 at most
		expect(points(edition, { a: 'yes' })).toBe('3/17…1');
	});
});

describe('layers', () => {
	it('multiply: thirds of sevenths', () => {
		const edition = opened(
			editionData(
				[
					dimension('d', [halves('a'), halves('b'), halves('c')], { combine: 'mean' }),
					dimension('e', [panel('p', [halves('x'), halves('y')], { combine: 'mean' })], {
						combine: 'mean'
					})
				],
				anyTier,
				{ combine: 'weighted', weights: { d: 5, e: 2 } }
			)
		);
		// d = 1/3, e = p = (1 + 0.5)/2 = 3/4; (5 × 1/3 + 2 × 3/4)/7 = (20/12 + 18/12)/7 = 38/84 = 19/42
		const answers = { a: 'yes', b: 'no', c: 'no', x: 'yes', y: 'half' };
		expect(points(edition, answers, 'd')).toBe('1/3');
		expect(points(edition, answers, 'p')).toBe('0.75');
		expect(points(edition, answers)).toBe('19/42');
	});

	it('reach five deep', () => {
		const inner = panel('p4', [halves('a'), halves('b')], { combine: 'mean' });
		const nested = [3, 2, 1].reduce(
			(within, depth) => panel(`p${depth}`, [within], { combine: 'sum' }),
			inner
		);
		const edition = simple([nested]);
		// (1 + 0.5)/2
		expect(points(edition, { a: 'yes', b: 'half' })).toBe('0.75');
		expect(points(edition, { a: 'yes' }, 'p1')).toBe('0.5…1');
	});
});

describe('min (IMPULS: the lowest field decides the dimension)', () => {
	const level = (name: string) =>
		one(name, Object.fromEntries([0, 1, 2, 3, 4, 5].map((n) => [`l${n}`, n])));
	const field = (name: string, n: number) =>
		dimension(
			name,
			Array.from({ length: n }, (_, i) => level(`${name}-${i + 1}`)),
			{
				combine: 'min'
			}
		);
	const edition = opened(
		editionData(
			[
				field('strategy', 3),
				field('factory', 2),
				field('operations', 1),
				field('products', 2),
				field('services', 1),
				field('employees', 1)
			],
			anyTier,
			{
				combine: 'weighted',
				weights: {
					strategy: 25,
					factory: 14,
					operations: 10,
					products: 19,
					services: 14,
					employees: 18
				}
			}
		)
	);
	const answers = {
		...{ 'strategy-1': 'l3', 'strategy-2': 'l2', 'strategy-3': 'l5' },
		...{ 'factory-1': 'l3', 'factory-2': 'l4', 'operations-1': 'l1' },
		...{ 'products-1': 'l0', 'products-2': 'l5', 'services-1': 'l5', 'employees-1': 'l4' }
	};

	it('takes the lowest', () => {
		expect(points(edition, answers, 'strategy')).toBe('2');
		expect(points(edition, answers, 'products')).toBe('0');
		// (25×2 + 14×3 + 10×1 + 19×0 + 14×5 + 18×4)/100 = (50 + 42 + 10 + 0 + 70 + 72)/100 = 2.44
		expect(points(edition, answers)).toBe('2.44');
	});

	it('is at most the lowest that is known', () => {
		const { 'strategy-2': _, ...rest } = answers;
		expect(points(edition, rest, 'strategy')).toBe('0…3');
		expect(points(edition, { 'products-1': 'l0' }, 'products')).toBe('0');
		// (25×0 + …194)/100 at least, (25×3 + 194)/100 at most
		expect(points(edition, rest)).toBe('1.94…2.69');
	});
});
