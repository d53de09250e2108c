import { describe, expect, it } from 'vitest';
import {
	add,
	compare,
	compareProducts,
	decimal,
	divide,
	exact,
	fraction,
	greatest,
	least,
	multiply,
	portion,
	subtract,
	whole,
	zero
} from '../../scoring/fraction.ts';

describe('a fraction', () => {
	it('is kept in lowest terms with a denominator above 0', () => {
		expect(fraction(6, 4)).toEqual({ n: 3, d: 2 });
		expect(fraction(6, -4)).toEqual({ n: -3, d: 2 });
		expect(fraction(-6, -4)).toEqual({ n: 3, d: 2 });
		expect(fraction(0, 7)).toEqual({ n: 0, d: 1 });
	});

	it('has no denominator 0 and no unsafe whole number', () => {
		expect(() => fraction(1, 0)).toThrow('expected a denominator other than 0');
		expect(() => fraction(1n, 0n)).toThrow('expected a denominator other than 0');
		expect(() => whole(2 ** 53)).toThrow('expected a safe integer, received 9007199254740992');
		expect(() => whole(0.5)).toThrow(RangeError);
		expect(() => whole(NaN)).toThrow(RangeError);
	});

	it('adds, subtracts, multiplies and divides exactly', () => {
		// 1/3 + 1/6 = 3/6, 1/3 − 1/2 = −1/6, 2/3 × 9/4 = 18/12, 2/3 ÷ 4/9 = 18/12
		expect(add(fraction(1, 3), fraction(1, 6))).toEqual({ n: 1, d: 2 });
		expect(subtract(fraction(1, 3), fraction(1, 2))).toEqual({ n: -1, d: 6 });
		expect(multiply(fraction(2, 3), fraction(9, 4))).toEqual({ n: 3, d: 2 });
		expect(divide(fraction(2, 3), fraction(4, 9))).toEqual({ n: 3, d: 2 });
		expect(() => divide(whole(1), zero)).toThrow(RangeError);
	});

	it('has no rounding: ten tenths are one, three sevenths of seven thirds too', () => {
		const tenths = Array.from({ length: 10 }, () => fraction(1, 10)).reduce(add, zero);
		expect(tenths).toEqual({ n: 1, d: 1 });
		expect(multiply(fraction(3, 7), fraction(7, 3))).toEqual({ n: 1, d: 1 });
	});
});

describe('beyond 2^53', () => {
	const most = Number.MAX_SAFE_INTEGER; // 2^53 − 1 = 9007199254740991

	it('sums and products stay exact and come back to numbers', () => {
		expect(add(whole(most), whole(1))).toEqual({ n: 2n ** 53n, d: 1 });
		expect(subtract(add(whole(most), whole(2)), whole(2))).toEqual({ n: most, d: 1 });
		// (2^53 − 1)² / (2^53 − 1)
		expect(divide(multiply(whole(most), whole(most)), whole(most))).toEqual({ n: most, d: 1 });
	});

	it('compares fractions that differ only behind what a number can hold', () => {
		// most/(most−1) − (most−1)/(most−2) = −1/((most−1)(most−2)) < 0
		const a = fraction(most, most - 1);
		const b = fraction(most - 1, most - 2);
		expect(compare(a, b)).toBe(-1);
		expect(compare(b, a)).toBe(1);
		expect(compare(a, a)).toBe(0);
		expect(least(a, b)).toBe(a);
		expect(greatest(a, b)).toBe(b);
	});

	it('compares products of figures', () => {
		// 94906267² = 9007199515875289 = 94906266 × 94906268 + 1: above 2^53, where only even numbers are
		expect(compareProducts(94906267, 94906267, 94906266, 94906268)).toBe(1);
		expect(compareProducts(94906266, 94906268, 94906267, 94906267)).toBe(-1);
		expect(compareProducts(most, 2, 2, most)).toBe(0);
	});
});

describe('portion', () => {
	it.each([
		['500 × 10 %', 500, 10_000, 50],
		['down: 999 × 33.333 % = 332.99667', 999, 33_333, 332],
		['nothing of nothing', 0, 10_000, 0],
		['nothing at 0 %', 999, 0, 0],
		['all at 100 %', 999, 100_000, 999],
		// 10^15 × 33333 / 10^5 = 33333 × 10^10, though the product is above 2^53
		['10^9 万元 at 33.333 %', 1e15, 33_333, 333_330_000_000_000],
		// (10^15 − 1) × 0.001 % = 9999999999.99999
		['down beyond 2^53', 1e15 - 1, 1, 9_999_999_999]
	])('%s', (_, amount, parts, paid) => {
		expect(portion(amount, parts, 100_000)).toBe(paid);
	});
});

describe('decimal', () => {
	it.each([
		[fraction(1, 2), 0, '1'],
		[fraction(-1, 2), 0, '-1'],
		[fraction(1, 3), 3, '0.333'],
		[fraction(2, 3), 3, '0.667'],
		[fraction(5, 1000), 2, '0.01'],
		[fraction(4, 1000), 2, '0'],
		[fraction(-4, 1000), 2, '0'],
		[fraction(1999, 100), 1, '20'],
		[fraction(100, 1), 2, '100'],
		[fraction(7, 8), 3, '0.875'],
		[fraction(2n ** 70n, 1n), 1, '1180591620717411303424']
	])('%o with %i digits is %s', (value, digits, shown) => {
		expect(decimal(value, digits)).toBe(shown);
	});
});

describe('exact', () => {
	it.each([
		[fraction(39, 2), '19.5'],
		[fraction(-1, 64), '-0.015625'],
		[fraction(1, 1_000_000), '0.000001'],
		[fraction(1, 3), '1/3'],
		[fraction(7, 17), '7/17'],
		// 2^-7 has seven decimals
		[fraction(1, 128), '1/128'],
		[zero, '0']
	])('%o is %s', (value, shown) => {
		expect(exact(value)).toBe(shown);
	});
});
