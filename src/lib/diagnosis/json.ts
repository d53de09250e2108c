import { exact, type Fraction } from '#scoring';

/**
 * A diagnosis as one line of JSON. Points are in thousandths (45600 is 45.6) and money in 分, so that
 * nothing is rounded; a fraction that no decimal holds is written `"n/d"`.
 */
export function toJson(value: unknown): string {
	return JSON.stringify(value, (_, inner: unknown) => (isFraction(inner) ? written(inner) : inner));
}

function isFraction(value: unknown): value is Fraction {
	return typeof value === 'object' && value !== null && 'n' in value && 'd' in value;
}

function written(fraction: Fraction): number | string {
	const number = Number(exact(fraction));
	return fraction.d === 1 && Number.isSafeInteger(number) ? number : `${fraction.n}/${fraction.d}`;
}
