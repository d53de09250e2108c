import type { Judgement, TraceNode, Verdict } from '#scoring';
import { exactly } from './properties.ts';
import {
	highest,
	lowest,
	order,
	over,
	plus,
	rational,
	times,
	total,
	type Rational
} from './rational.ts';

/**
 * Adds a trace up again, from its leaves, with nothing but what the trace says. Where it is not known
 * whether a part applies, every case is looked at.
 */
export interface Bounds {
	readonly low: Rational;
	readonly high: Rational;
}
type Side = keyof Bounds;
const none = rational(0);

interface Added extends Bounds {
	readonly node: TraceNode;
	readonly max: Rational;
}

/** The points of every node by name, added up again. */
export function readd(root: TraceNode): Map<string, Bounds> {
	const sums = new Map<string, Bounds>();
	const visit = (node: TraceNode): Added => {
		const parts = node.parts.map(visit).filter(({ max }) => order(max, none) > 0);
		const own = node.kind === 'question' ? boundsOf(node) : grouped(node, parts);
		const mayVanish = node.kind === 'edition' && node.applies === 'unknown';
		const points = mayVanish ? { ...own, low: lowest([own.low, none]) } : own;
		sums.set(node.name, points);
		return { node, max: exactly(node.max), ...points };
	};
	visit(root);
	return sums;
}

export function boundsOf({ points }: TraceNode): Bounds {
	return { low: exactly(points.low), high: exactly(points.high) };
}

function grouped(node: TraceNode, parts: readonly Added[]): Bounds {
	const possible = parts.filter((part) => part.node.applies !== 'unmet');
	if (!node.combine || possible.length === 0) return { low: none, high: none };
	const weights = node.weights ?? [{}];
	const all = (side: Side) =>
		weights
			.flatMap((each) => cases(possible).map((there) => joined(node, parts, there, each, side)))
			.filter((sum) => sum !== undefined);
	return { low: lowest(all('low')), high: highest(all('high')) };
}

/** Every choice of which parts apply. */
function cases(possible: readonly Added[]): Added[][] {
	return possible.reduce<Added[][]>(
		(all, part) =>
			part.node.applies === 'met'
				? all.map((there) => [...there, part])
				: [...all, ...all.map((there) => [...there, part])],
		[[]]
	);
}

/** The points if just these parts apply; nothing where that makes the group itself fall away. */
function joined(
	{ combine, redistributes, pass, max }: TraceNode,
	parts: readonly Added[],
	there: readonly Added[],
	weights: Readonly<Record<string, number>>,
	side: Side
): Rational | undefined {
	const weight = ({ node }: Added) => rational(weights[node.name] ?? 1000);
	if (combine === 'sum' && !redistributes) return total(there.map((part) => part[side]));
	if ((combine === 'mean' || combine === 'weighted') && !redistributes) {
		const sum = total(there.map((part) => times(part[side], weight(part))));
		return over(sum, total(parts.map(weight)));
	}
	if (there.length === 0) return undefined;
	switch (combine!) {
		case 'sum': {
			const sum = total(there.map((part) => part[side]));
			return over(times(sum, exactly(max)), total(there.map((part) => part.max)));
		}
		case 'mean':
		case 'weighted': {
			const sum = total(there.map((part) => times(part[side], weight(part))));
			return over(sum, total(there.map(weight)));
		}
		case 'min':
			return lowest(there.map((part) => part[side]));
		case 'staircase': {
			const stop = there.findIndex((part) => order(part[side], exactly(pass!)) < 0);
			if (stop < 0) return total(there.map((part) => part.max));
			return plus(total(there.slice(0, stop).map((part) => part.max)), there[stop]![side]);
		}
	}
}

/** The verdict of a judgement from those of its leaves, by the tables of Kleene. */
export function rejudged(judgement: Judgement): Verdict {
	const table: readonly Verdict[] = ['unmet', 'unknown', 'met'];
	const value = (one: Judgement): number => {
		if ('all' in one) return Math.min(...one.all.map(value));
		if ('any' in one) return Math.max(...one.any.map(value));
		if ('not' in one) return 2 - value(one.not);
		return table.indexOf(one.verdict);
	};
	return table[value(judgement)]!;
}
