/**
 * Exact fractions. A score is one from the leaves to the tier; it is compared by cross-multiplication
 * and rounded once, when it is shown.
 *
 * Whole numbers are JavaScript numbers as long as they are safe integers and bigints beyond: sums of
 * points stay on the fast path, deep weighted trees stay exact.
 */
type Whole = number | bigint;

/** n / d in lowest terms, d > 0. */
export interface Fraction {
	readonly n: Whole;
	readonly d: Whole;
}

export const zero: Fraction = { n: 0, d: 1 };

export function whole(n: number): Fraction {
	if (!Number.isSafeInteger(n)) throw new RangeError(`expected a safe integer, received ${n}`);
	return { n, d: 1 };
}

function shrink(n: bigint): Whole {
	const number = Number(n);
	return Number.isSafeInteger(number) ? number : n;
}

function reduced(n: Whole, d: Whole): Fraction {
	if (typeof n === 'number' && typeof d === 'number') {
		let [a, b] = [Math.abs(n), d];
		while (b !== 0) [a, b] = [b, a % b];
		return a === 1 ? { n, d } : { n: n / a, d: d / a };
	}
	let [a, b] = [BigInt(n), BigInt(d)];
	const [top, bottom] = [a, b];
	if (a < 0n) a = -a;
	while (b !== 0n) [a, b] = [b, a % b];
	return { n: shrink(top / a), d: shrink(bottom / a) };
}

function times(a: Whole, b: Whole): Whole {
	if (typeof a === 'number' && typeof b === 'number') {
		const product = a * b;
		if (Number.isSafeInteger(product)) return product;
	}
	return BigInt(a) * BigInt(b);
}

function plus(a: Whole, b: Whole): Whole {
	if (typeof a === 'number' && typeof b === 'number') {
		const sum = a + b;
		if (Number.isSafeInteger(sum)) return sum;
	}
	return BigInt(a) + BigInt(b);
}

/** n / d for whole numbers, d not 0. */
export function fraction(n: Whole, d: Whole): Fraction {
	if (!d) throw new RangeError('expected a denominator other than 0');
	return d < 0 ? reduced(times(n, -1), times(d, -1)) : reduced(n, d);
}

export function add(a: Fraction, b: Fraction): Fraction {
	if (a.d === 1 && b.d === 1) {
		if (a.n === 0) return b;
		const sum = plus(a.n, b.n);
		return { n: typeof sum === 'bigint' ? shrink(sum) : sum, d: 1 };
	}
	return reduced(plus(times(a.n, b.d), times(b.n, a.d)), times(a.d, b.d));
}

export function subtract(a: Fraction, b: Fraction): Fraction {
	return add(a, { n: times(b.n, -1), d: b.d });
}

export function multiply(a: Fraction, b: Fraction): Fraction {
	return reduced(times(a.n, b.n), times(a.d, b.d));
}

/** a / b, b not 0. */
export function divide(a: Fraction, b: Fraction): Fraction {
	return fraction(times(a.n, b.d), times(a.d, b.n));
}

/** Negative, 0 or positive as a is below, equal to or above b. */
export function compare(a: Fraction, b: Fraction): number {
	const left = a.d === b.d ? a.n : times(a.n, b.d);
	const right = a.d === b.d ? b.n : times(b.n, a.d);
	return left < right ? -1 : left > right ? 1 : 0;
}

/** Negative, 0 or positive as a × b is below, equal to or above c × d; whole numbers. */
export function compareProducts(a: number, b: number, c: number, d: number): number {
	const left = times(a, b);
	const right = times(c, d);
	return left < right ? -1 : left > right ? 1 : 0;
}

export function least(a: Fraction, b: Fraction): Fraction {
	return compare(b, a) < 0 ? b : a;
}

export function greatest(a: Fraction, b: Fraction): Fraction {
	return compare(b, a) > 0 ? b : a;
}

/** amount × parts / of, rounded down; whole numbers from 0, of not 0. */
export function portion(amount: number, parts: number, of: number): number {
	const product = times(amount, parts);
	if (typeof product === 'number') return (product - (product % of)) / of;
	return Number(product / BigInt(of));
}

/**
 * `value` in `scale`ths (a power of ten) where it has no more decimals than that. Exact up to 2^51: of a
 * decimal that short, the nearest double is what dividing the whole number gives back.
 */
export function wholeParts(value: number, scale: number): number | undefined {
	// Adding 0 makes a 0 of -0.
	const parts = Math.round(value * scale) + 0;
	return parts / scale === value ? parts : undefined;
}

/**
 * The one rounding, for showing: half away from zero, at most `digits` decimals, no trailing zeros.
 */
export function decimal(a: Fraction, digits: number): string {
	const scale = 10n ** BigInt(digits);
	const [n, d] = [BigInt(a.n), BigInt(a.d)];
	const negative = n < 0n;
	const units = ((negative ? -n : n) * scale * 2n + d) / (d * 2n);
	const fractionDigits = (units % scale).toString().padStart(digits, '0').replace(/0+$/, '');
	const text = (units / scale).toString() + (fractionDigits && digits ? `.${fractionDigits}` : '');
	return negative && units !== 0n ? `-${text}` : text;
}

/** The nearest double: for drawing and for shares in percent, never for a decision. */
export function nearest({ n, d }: Fraction): number {
	return Number(n) / Number(d);
}

/** Exact text: a decimal where one exists with at most six digits, else `n/d`. */
export function exact(a: Fraction): string {
	const shown = 1_000_000n % BigInt(a.d) === 0n;
	return shown ? decimal(a, 6) : `${a.n}/${a.d}`;
}
