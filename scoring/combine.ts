import {
	add,
	compare,
	divide,
	greatest,
	least,
	multiply,
	whole,
	zero,
	type Fraction
} from './fraction.ts';
import { nothing, sum, type Interval } from './interval.ts';
import type { Part } from './open-edition.ts';
import { stepsOf } from './staircase.ts';
import type { Verdict } from './verdict.ts';

/** What is known of the parts of an edition, by part. */
export interface Parts {
	readonly points: readonly Interval[];
	/** Whether it applies, given that its group does. */
	readonly own: readonly Verdict[];
}

/** One part as its group combines it. */
export interface Share {
	readonly points: Interval;
	readonly applies: Verdict;
	/** In thousandths, above 0. */
	readonly weight: number;
	/** The most it can give. */
	readonly max: Fraction;
}

/**
 * The points of a group from those of its parts, in thousandths.
 *
 * Each rule rises with every part, so the lowest points come from the lowest of the parts and the
 * highest from the highest; where a part may or may not apply, both are looked at. The bounds are exact
 * for parts that are answered independently; where two parts rest on one unknown answer they are sound,
 * not tight.
 *
 * @param weights of the parts that score, in thousandths
 */
export function combine(group: Part, weights: readonly number[], parts: Parts): Interval {
	if (group.combine === 'sum' && !group.redistributes) return sumOf(group, parts);
	const shares = sharesOf(group, weights, parts);
	switch (group.combine) {
		case undefined:
			return nothing;
		case 'sum':
			return scaledSum(shares, group.max);
		case 'mean':
		case 'weighted':
			return group.redistributes ? quotient(shares) : forfeited(shares);
		case 'min':
			return lowest(shares);
		case 'staircase':
			return climbed(group, parts);
	}
}

/** The parts of a group that score, as it combines them. */
export function sharesOf(group: Part, weights: readonly number[], parts: Parts): Share[] {
	return group.scored.map(({ index, max }, i) => ({
		points: parts.points[index]!,
		applies: parts.own[index]!,
		weight: weights[i]!,
		max
	}));
}

/** What does not apply gives nothing. */
function sumOf(group: Part, { points, own }: Parts): Interval {
	let low = zero;
	let high = zero;
	for (const { index } of group.scored) {
		const applies = own[index];
		const part = points[index]!;
		// As long as all is certain, the two bounds are one number, added once.
		const certain = low === high && part.low === part.high && applies === 'met';
		if (applies === 'met') low = add(low, part.low);
		if (applies !== 'unmet') high = certain ? low : add(high, part.high);
	}
	return { low, high };
}

/** The weighted mean over all weights: what does not apply gives nothing. */
function forfeited(shares: readonly Share[]): Interval {
	let total = 0;
	let low = zero;
	let high = zero;
	for (const { points, applies, weight } of shares) {
		total += weight;
		if (applies === 'met') low = add(low, multiply(points.low, whole(weight)));
		if (applies !== 'unmet') high = add(high, multiply(points.high, whole(weight)));
	}
	return { low: divide(low, whole(total)), high: divide(high, whole(total)) };
}

/** A sum whose lost points go to the rest: the mean of the rates reached, weighted by worth. */
function scaledSum(shares: readonly Share[], max: Fraction): Interval {
	const rates = quotient(asRates(shares));
	return { low: multiply(rates.low, max), high: multiply(rates.high, max) };
}

/** Each part as the rate of its points it has reached, weighing what it is worth. */
export function asRates<S extends Share>(shares: readonly S[]): S[] {
	return shares.map((share) => ({
		...share,
		points: {
			low: divide(share.points.low, share.max),
			high: divide(share.points.high, share.max)
		},
		weight: Number(share.max.n)
	}));
}

/** The weighted mean over the weights that apply. */
function quotient(shares: readonly Share[]): Interval {
	return { low: extreme(shares, 'low'), high: extreme(shares, 'high') };
}

/**
 * The least (greatest) weighted mean over every choice of which doubtful parts apply. It is exact: a
 * doubtful part lowers a mean just when its points lie below it, so going through them from the lowest
 * and stopping at the first that does not help finds the least.
 */
function extreme(shares: readonly Share[], side: 'low' | 'high'): Fraction {
	const { sum, weight } = taken(shares, side);
	return compare(weight, zero) === 0 ? zero : divide(sum, weight);
}

/** The parts that are in that mean, their weighted sum and their weights. */
export function taken<S extends Share>(shares: readonly S[], side: 'low' | 'high') {
	const sign = side === 'low' ? 1 : -1;
	const parts: S[] = [];
	let sum = zero;
	let weight = zero;
	const take = (share: S) => {
		parts.push(share);
		sum = add(sum, multiply(share.points[side], whole(share.weight)));
		weight = add(weight, whole(share.weight));
	};
	for (const share of shares) if (share.applies === 'met') take(share);
	const doubtful = shares
		.filter((share) => share.applies === 'unknown')
		.sort((a, b) => sign * compare(a.points[side], b.points[side]));
	for (const share of doubtful) {
		const helps =
			compare(weight, zero) === 0 || sign * compare(share.points[side], divide(sum, weight)) < 0;
		if (helps) take(share);
	}
	return { parts, sum, weight };
}

/** The lowest part decides. */
function lowest(shares: readonly Share[]): Interval {
	const certain = shares.filter((share) => share.applies === 'met');
	const possible = shares.filter((share) => share.applies !== 'unmet');
	if (possible.length === 0) return nothing;
	const low = possible.map((share) => share.points.low).reduce(least);
	// If none is certain to apply, the best that can be is that only the best one does.
	const high =
		certain.length > 0
			? certain.map((share) => share.points.high).reduce(least)
			: possible.map((share) => share.points.high).reduce(greatest);
	return { low, high };
}

/** Each step is passed or not: what all of them bring. */
function climbed(group: Part, { points }: Parts): Interval {
	return stepsOf(group, ({ index }) => points[index]!)
		.map(({ counts }) => counts)
		.reduce(sum);
}
