import { describe, expect, it } from 'vitest';
import { fraction, whole } from '../../scoring/fraction.ts';
import {
	exactly,
	hull,
	inPoints,
	isCertain,
	nothing,
	sum,
	thousandths
} from '../../scoring/interval.ts';

const between = (low: number, high: number) => ({ low: whole(low), high: whole(high) });

describe('an interval', () => {
	it('is certain where its ends are equal', () => {
		expect(isCertain(exactly(fraction(1, 3)))).toBe(true);
		expect(isCertain({ low: fraction(1, 3), high: fraction(2, 6) })).toBe(true);
		expect(isCertain(between(1, 2))).toBe(false);
		expect(isCertain(nothing)).toBe(true);
	});

	it('adds end by end', () => {
		expect(sum(between(1, 4), between(10, 20))).toEqual(between(11, 24));
	});

	it('is widened to hold another', () => {
		expect(hull(between(1, 4), between(3, 9))).toEqual(between(1, 9));
		expect(hull(between(1, 9), between(3, 4))).toEqual(between(1, 9));
		expect(hull(between(1, 2), between(8, 9))).toEqual(between(1, 9));
	});
});

describe('points', () => {
	it('are thousandths inside', () => {
		expect(inPoints(whole(1875))).toEqual(fraction(15, 8));
		expect(inPoints(fraction(1, 3))).toEqual(fraction(1, 3000));
	});

	it('that a binary number cannot hold are read as written', () => {
		// 1.005 × 1000 = 1004.9999999999999 and 0.29 × 1000 = 290.00000000000006 in binary
		expect(thousandths(1.005)).toBe(1005);
		expect(thousandths(0.29)).toBe(290);
		expect(thousandths(0.7)).toBe(700);
	});
});
