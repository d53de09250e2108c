import { asRates, combine, sharesOf, taken, type Share } from './combine.ts';
import {
	add,
	compare,
	divide,
	multiply,
	subtract,
	whole,
	zero,
	type Fraction
} from './fraction.ts';
import type { Part } from './open-edition.ts';
import { weightsInPlay, type Scored } from './score.ts';

export type Side = 'low' | 'high';

/** What a part of the score gives to the whole: `points × factor + beyond`, in thousandths. */
export interface Contribution {
	readonly part: Part;
	/** Its own points; 0 for a group, whose points are those of its parts. */
	readonly points: Fraction;
	/** How much of a point of its own comes to count in the whole. */
	readonly factor: Fraction;
	/** What a step of a staircase counts beyond its own points, having been passed. */
	readonly beyond: Fraction;
}

/** How one part counts in its group. */
export interface Counts {
	readonly factor: Fraction;
	readonly beyond: Fraction;
}

const one = whole(1);
const not: Counts = { factor: zero, beyond: zero };

/**
 * What each question that gives points, and each step of a staircase, gives to the least or the most points of a
 * sheet. They add up to those points exactly; it is read from what `scoreSheet` computed.
 *
 * @param side which bound of the points is told
 */
export function contributions(scored: Scored, side: Side): Contribution[] {
	const found: Contribution[] = [];
	const { root } = scored.edition;
	const spread = (group: Part, around: Fraction) => {
		const counts = countsIn(group, scored, side);
		group.scored.forEach((part, i) => {
			const factor = multiply(around, counts[i]!.factor);
			const beyond = multiply(around, counts[i]!.beyond);
			const isGroup = part.question === undefined;
			const points = isGroup ? zero : scored.points[part.index]![side];
			if (!isGroup || compare(beyond, zero) !== 0) {
				found.push({ part, points, factor: isGroup ? zero : factor, beyond });
			}
			if (isGroup) spread(part, factor);
		});
	};
	// Where the whole may not apply at all, its least points are 0, whatever its parts would give.
	const isDropped = scored.own[root.index] === 'unknown' && side === 'low';
	spread(root, isDropped ? zero : one);
	return found;
}

/** How each part that scores counts in its group, under the weights that give the bound. */
export function countsIn(group: Part, scored: Scored, side: Side): Counts[] {
	const sign = side === 'low' ? 1 : -1;
	const [weights] = weightsInPlay(group, scored)
		.map((weights) => ({ weights, points: combine(group, weights, scored)[side] }))
		.sort((a, b) => sign * compare(a.points, b.points));
	const shares = sharesOf(group, weights!.weights, scored);
	const weighing = (parts: readonly Share[], all: Fraction, of: (share: Share) => Fraction) =>
		shares.map((share) =>
			parts.includes(share) ? { factor: divide(of(share), all), beyond: zero } : not
		);
	const counted = shares.filter(
		({ applies }) => applies === 'met' || (side === 'high' && applies === 'unknown')
	);
	switch (group.combine) {
		case undefined:
			return shares.map(() => not);
		case 'sum': {
			if (!group.redistributes) return weighing(counted, one, () => one);
			const rates = asRates(shares);
			const { parts, weight } = taken(rates, side);
			return rates.map((rate) =>
				parts.includes(rate) ? { factor: divide(group.max, weight), beyond: zero } : not
			);
		}
		case 'mean':
		case 'weighted': {
			const of = (share: Share) => whole(share.weight);
			if (!group.redistributes) return weighing(counted, shares.map(of).reduce(add, zero), of);
			const { parts, weight } = taken(shares, side);
			return weighing(parts, weight, of);
		}
		case 'min': {
			const decides = shares.find(
				({ points, applies }) => applies !== 'unmet' && compare(points[side], weights!.points) === 0
			);
			return weighing(decides ? [decides] : [], one, () => one);
		}
		case 'staircase':
			return climbing(shares, group.pass, side);
	}
}

/** A step that is passed counts in full, the first that is not as it is, those above it not at all. */
function climbing(shares: readonly Share[], pass: Fraction, side: Side): Counts[] {
	const first = shares.findIndex(({ points }) => compare(points[side], pass) < 0);
	return shares.map(({ points, max }, i) => {
		if (first >= 0 && i > first) return not;
		return { factor: one, beyond: i === first ? zero : subtract(max, points[side]) };
	});
}
