/** Exact fractions for oracles: slow, plain, and sharing nothing with scoring/. */
export type Rational = readonly [n: bigint, d: bigint];

export function rational(n: bigint | number, d: bigint | number = 1n): Rational {
	const [top, bottom] = [BigInt(n), BigInt(d)];
	return bottom < 0n ? [-top, -bottom] : [top, bottom];
}

/** A number of the data with at most three decimals, in thousandths. */
export function milli(value: number): Rational {
	return rational(Math.round(value * 1000));
}

export const plus = (a: Rational, b: Rational) => rational(a[0] * b[1] + b[0] * a[1], a[1] * b[1]);
export const times = (a: Rational, b: Rational) => rational(a[0] * b[0], a[1] * b[1]);
export const over = (a: Rational, b: Rational) => rational(a[0] * b[1], a[1] * b[0]);
export const order = (a: Rational, b: Rational) => {
	const difference = a[0] * b[1] - b[0] * a[1];
	return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};
export const total = (all: readonly Rational[]) => all.reduce(plus, rational(0));
export const lowest = (all: readonly Rational[]) => all.reduce((a, b) => (order(b, a) < 0 ? b : a));
export const highest = (all: readonly Rational[]) =>
	all.reduce((a, b) => (order(b, a) > 0 ? b : a));

/** As text, in lowest terms, so that two are equal as texts just when they are equal. */
export function written([n, d]: Rational): string {
	let [a, b] = [n < 0n ? -n : n, d];
	while (b !== 0n) [a, b] = [b, a % b];
	return `${n / a}/${d / a}`;
}
