import { compare, zero, type Fraction } from './fraction.ts';
import type { Interval } from './interval.ts';
import type { Part } from './open-edition.ts';

/** A part of a staircase: where it stands, and what it brings to the whole. */
export interface Step {
	readonly part: Part;
	/** Of the part by itself, in thousandths. */
	readonly points: Interval;
	/**
	 * `passed`: it is reached and passes. `stops`: it is reached, does not pass and ends the climb.
	 * `behind`: a step before it certainly does not pass, so nothing in it counts. `open`: not known yet.
	 */
	readonly state: 'passed' | 'stops' | 'behind' | 'open';
	/** In thousandths; added up over all steps these are the points of the staircase. */
	readonly counts: Interval;
}

/**
 * The steps of a staircase in their order: full points for each that passes, up to the first that does
 * not; that one counts as it is, those behind it count nothing.
 */
export function stepsOf(
	{ scored, pass }: Pick<Part, 'scored' | 'pass'>,
	pointsOf: (part: Part) => Interval
): Step[] {
	/** Whether all steps so far certainly pass, and whether they may. */
	const reached = { low: true, high: true };
	return scored.map((part) => {
		const points = pointsOf(part);
		const passes = { low: compare(points.low, pass) >= 0, high: compare(points.high, pass) >= 0 };
		const brings = (side: 'low' | 'high'): Fraction =>
			!reached[side] ? zero : passes[side] ? part.max : points[side];
		const step = {
			part,
			points,
			state: stateOf(reached, passes),
			counts: { low: brings('low'), high: brings('high') }
		};
		reached.low &&= passes.low;
		reached.high &&= passes.high;
		return step;
	});
}

type Bounds = Readonly<Record<'low' | 'high', boolean>>;

function stateOf(reached: Bounds, passes: Bounds): Step['state'] {
	if (!reached.high) return 'behind';
	if (!reached.low) return 'open';
	return passes.low ? 'passed' : passes.high ? 'open' : 'stops';
}
