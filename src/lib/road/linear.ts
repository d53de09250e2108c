import {
	add,
	countsIn,
	multiply,
	whole,
	zero,
	type Fraction,
	type Part,
	type Scored,
	type Side
} from '#scoring';

/** `constant + Σ factor × points of a question`, in thousandths; factors by place of the question, above 0. */
export interface Linear {
	readonly constant: Fraction;
	readonly factors: ReadonlyMap<number, Fraction>;
}

/** A bound that a linear expression must keep to. */
export interface Bound {
	readonly linear: Linear;
	/** `low`: at least (or over) the bound at the least; `high`: at most (or under) it at the most. */
	readonly side: Side;
	readonly bound: Fraction;
	readonly strict: boolean;
}

/** One way for a part to keep to a bound: each of `linears` keeps to it, and `besides` hold. */
interface Way {
	readonly linears: readonly Linear[];
	readonly besides: readonly Bound[];
}

const one = whole(1);

/**
 * All the ways in which a part can keep to a bound, each a set of bounds on linear expressions: it keeps to it
 * just when one of them holds. What applies and what anything weighs must be settled below it.
 *
 * The lowest of some parts keeps to a lower bound when each does, to an upper one when any does. Of a
 * staircase one asks how many of its steps pass.
 */
export function waysOf(scored: Scored, part: Part, limit: Omit<Bound, 'linear'>): Bound[][] {
	if (scored.applies[part.index] === 'unmet') return [[{ ...limit, linear: constant(zero) }]];
	return expand(scored, part, limit.side).map(({ linears, besides }) => [
		...linears.map((linear) => ({ ...limit, linear })),
		...besides
	]);
}

function constant(value: Fraction): Linear {
	return { constant: value, factors: new Map() };
}

function expand(scored: Scored, part: Part, side: Side): Way[] {
	if (part.question) {
		const own = { constant: zero, factors: new Map([[part.question.index, one]]) };
		return [{ linears: [own], besides: [] }];
	}
	const applied = part.scored.filter(({ index }) => scored.own[index] === 'met');
	if (applied.length === 0) return [{ linears: [constant(zero)], besides: [] }];
	if (part.combine === 'staircase') return climbed(scored, part, side);
	const each = applied.map((child) => expand(scored, child, side));
	if (part.combine === 'min') {
		if (side === 'high') return each.flat();
		return everyOf(each).map((ways) => ({
			linears: ways.flatMap(({ linears }) => linears),
			besides: ways.flatMap(({ besides }) => besides)
		}));
	}
	const counts = countsIn(part, scored, side);
	const factors = applied.map((child) => counts[part.scored.indexOf(child)]!.factor);
	return everyOf(each).map((ways) => ({
		linears: everyOf(ways.map(({ linears }) => linears)).map((some) =>
			some.map((linear, i) => scaled(linear, factors[i]!)).reduce(plus)
		),
		besides: ways.flatMap(({ besides }) => besides)
	}));
}

/** One way for each number of steps that pass, and for each way in which they can. */
function climbed(scored: Scored, { scored: steps, pass }: Part, side: Side): Way[] {
	const each = steps.map((step) => expand(scored, step, side));
	const found: Way[] = [];
	let before = zero;
	steps.forEach((step, i) => {
		const passing = side === 'low' ? everyOf(each.slice(0, i)) : [[]];
		for (const passed of passing) {
			for (const { linears, besides } of each[i]!) {
				const stops = side === 'high' ? linears.map((linear) => under(linear, pass)) : [];
				found.push({
					linears: linears.map((linear) => plus(linear, constant(before))),
					besides: [...passed.flatMap((way) => passes(way, pass)), ...besides, ...stops]
				});
			}
		}
		before = add(before, step.max);
	});
	const all = side === 'low' ? everyOf(each) : [[]];
	for (const passed of all) {
		const besides = passed.flatMap((way) => passes(way, pass));
		found.push({ linears: [constant(before)], besides });
	}
	return found;
}

function passes({ linears, besides }: Way, pass: Fraction): Bound[] {
	const each = linears.map((linear): Bound => ({
		linear,
		side: 'low',
		bound: pass,
		strict: false
	}));
	return [...each, ...besides];
}

function under(linear: Linear, pass: Fraction): Bound {
	return { linear, side: 'high', bound: pass, strict: true };
}

function scaled({ constant, factors }: Linear, by: Fraction): Linear {
	return {
		constant: multiply(constant, by),
		factors: new Map([...factors].map(([place, factor]) => [place, multiply(factor, by)]))
	};
}

function plus(a: Linear, b: Linear): Linear {
	// A question stands in one part only.
	return { constant: add(a.constant, b.constant), factors: new Map([...a.factors, ...b.factors]) };
}

/** One of each, in every way. */
export function everyOf<T>(lists: readonly (readonly T[])[]): T[][] {
	let all: T[][] = [[]];
	for (const list of lists) all = all.flatMap((some) => list.map((next) => [...some, next]));
	return all;
}
