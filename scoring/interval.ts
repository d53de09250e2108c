import { add, compare, fraction, greatest, least, zero, type Fraction } from './fraction.ts';

/** Between `low` and `high`, both included; certain where they are equal. Points are in thousandths. */
export interface Interval {
	readonly low: Fraction;
	readonly high: Fraction;
}

export const nothing: Interval = { low: zero, high: zero };

export function exactly(value: Fraction): Interval {
	return { low: value, high: value };
}

export function isCertain(interval: Interval): boolean {
	return compare(interval.low, interval.high) === 0;
}

export function sum(a: Interval, b: Interval): Interval {
	return { low: add(a.low, b.low), high: add(a.high, b.high) };
}

/** The least interval that holds both. */
export function hull(a: Interval, b: Interval): Interval {
	return { low: least(a.low, b.low), high: greatest(a.high, b.high) };
}

/** Thousandths, as leaves are kept, into points, as people read them. */
export function inPoints(thousandths: Fraction): Fraction {
	return fraction(thousandths.n, BigInt(thousandths.d) * 1000n);
}

/** A number of the data with at most three decimals, in thousandths. */
export function thousandths(points: number): number {
	return Math.round(points * 1000);
}
