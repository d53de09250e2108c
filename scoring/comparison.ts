import { comparisons, type Comparison, type Leaf } from './condition.ts';
import { compare, greatest, subtract, zero, type Fraction } from './fraction.ts';
import type { Interval } from './interval.ts';
import type { Verdict } from './verdict.ts';

/** The comparison a leaf makes. */
export function comparisonOf(leaf: Leaf): Comparison | undefined {
	return comparisons.find((key) => key in leaf);
}

/** The comparisons a quantity can make. */
export const numeric = ['is', 'atLeast', 'atMost', 'over', 'under'] as const;
export type Numeric = (typeof numeric)[number];

export function isNumeric(comparison: Comparison | undefined): comparison is Numeric {
	return (numeric as readonly (string | undefined)[]).includes(comparison);
}

/** Whether a quantity known only to lie in `actual` stands so to `needed`. */
export function within(actual: Interval, comparison: Numeric, needed: Fraction): Verdict {
	const low = compare(actual.low, needed);
	const high = compare(actual.high, needed);
	switch (comparison) {
		case 'atLeast':
			return low >= 0 ? 'met' : high < 0 ? 'unmet' : 'unknown';
		case 'over':
			return low > 0 ? 'met' : high <= 0 ? 'unmet' : 'unknown';
		case 'atMost':
			return high <= 0 ? 'met' : low > 0 ? 'unmet' : 'unknown';
		case 'under':
			return high < 0 ? 'met' : low >= 0 ? 'unmet' : 'unknown';
		case 'is':
			if (low === 0 && high === 0) return 'met';
			return low > 0 || high < 0 ? 'unmet' : 'unknown';
	}
}

/** How far `actual` is from meeting it: at the best and at the worst of what is possible. */
export function distance(actual: Interval, comparison: Numeric, needed: Fraction): Interval {
	if (comparison === 'atMost' || comparison === 'under') {
		return {
			low: greatest(zero, subtract(actual.low, needed)),
			high: greatest(zero, subtract(actual.high, needed))
		};
	}
	return {
		low: greatest(zero, subtract(needed, actual.high)),
		high: greatest(zero, subtract(needed, actual.low))
	};
}
