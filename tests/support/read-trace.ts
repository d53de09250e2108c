import type { Fraction, Interval, Leaf, TraceNode, Verdict } from '#scoring';
import type { TraceDocument, TracedJudgement, TracePart } from '#lib/diagnosis/trace-document.ts';
import { highest, lowest, order, over, rational, total, type Rational } from './rational.ts';
import { readd, type Bounds } from './readd.ts';

/**
 * Reads a trace as somebody else would: from the text of the file alone, as docs/trace.md describes it, with nothing
 * of what wrote it.
 */
export interface ReadTrace {
	readonly document: TraceDocument;
	/** The points of every part, added up again. */
	readonly sums: ReadonlyMap<string, Bounds>;
	/** The points that the choices of each answered question give together. */
	readonly answers: ReadonlyMap<string, Rational>;
	/** The verdict of each tier and where the ladder ends, worked out again. */
	readonly verdicts: readonly Verdict[];
	readonly low: number;
	readonly high: number;
}

export function readTrace(text: string): ReadTrace {
	const document = JSON.parse(text, revived) as TraceDocument;
	const { tree, ladder } = document;
	const sums = readd(tree as TraceNode);
	const reached = flat(tree);
	const verdicts = ladder.tiers.map(({ judgement }) => judge(judgement, reached, sums));
	const reach = (counts: (verdict: Verdict) => boolean) => {
		if (ladder.rule === 'highestMet') return verdicts.findLastIndex(counts) + 1;
		const first = verdicts.findIndex((verdict) => !counts(verdict));
		return first < 0 ? verdicts.length : first;
	};
	const answers = reached.flatMap((part) =>
		part.choices ? [[part.name, total(part.choices.map((one) => rationalOf(one.points.low)))]] : []
	) as [string, Rational][];
	return {
		document,
		sums,
		answers: new Map(answers),
		verdicts,
		low: reach((verdict) => verdict === 'met'),
		high: reach((verdict) => verdict !== 'unmet')
	};
}

/** Where points, a maximum or a pass mark stand, a number is whole thousandths and a text a fraction of them. */
function revived(key: string, value: unknown): unknown {
	const isFraction = ['low', 'high', 'max', 'pass'].includes(key);
	if (!isFraction || typeof value === 'object') return value;
	const [n, d = '1'] = String(value).split('/');
	return { n: BigInt(n!), d: BigInt(d) };
}

function rationalOf({ n, d }: Fraction): Rational {
	return rational(BigInt(n), BigInt(d));
}

const ranks: readonly Verdict[] = ['unmet', 'unknown', 'met'];
const and = (...all: readonly Verdict[]) =>
	ranks[Math.min(...all.map((one) => ranks.indexOf(one)))]!;
const or = (...all: readonly Verdict[]) =>
	ranks[Math.max(...all.map((one) => ranks.indexOf(one)))]!;

function flat(part: TracePart): TracePart[] {
	return [part, ...part.parts.flatMap(flat)];
}

function judge(
	judgement: TracedJudgement,
	reached: readonly TracePart[],
	sums: ReadonlyMap<string, Bounds>
): Verdict {
	const inner = (one: TracedJudgement) => judge(one, reached, sums);
	if ('all' in judgement) return and(...judgement.all.map(inner));
	if ('any' in judgement) return or(...judgement.any.map(inner));
	if ('not' in judgement) return ranks[2 - ranks.indexOf(inner(judgement.not))]!;
	const { leaf } = judgement;
	if ('score' in leaf) {
		const part = reached.find(({ name }) => name === leaf.score)!;
		const points = sums.get(part.name)!;
		const none = rational(0);
		if (part.stands === 'unmet') return compared({ low: none, high: none }, leaf, 1000);
		if (part.stands === 'met') return compared(points, leaf, 1000);
		const bounds = {
			low: lowest([points.low, none]),
			high: highest([points.high, none])
		};
		return compared(bounds, leaf, 1000);
	}
	if ('count' in leaf) {
		const inSet = reached.filter(({ sets }) => sets?.includes(leaf.count));
		const has = (side: 'low' | 'high') => (one: TracePart) => levelOf(one, side) >= leaf.level;
		const sure = inSet.filter(({ stands }) => stands === 'met').filter(has('low'));
		const possible = inSet.filter(({ stands }) => stands !== 'unmet').filter(has('high'));
		const bounds = { low: rational(sure.length), high: rational(possible.length) };
		return compared(bounds, leaf, 1);
	}
	if ('answer' in leaf) return answered(leaf, reached);
	// A title, a fact or another instrument's tier is no part of the score: the file states what is known.
	return judgement.verdict;
}

function levelOf({ level }: TracePart, side: 'low' | 'high'): number {
	if (!level) return 0;
	const { n, d } = level[side] as unknown as { n: bigint; d: bigint };
	return Number(n / d);
}

function compared({ low, high }: Bounds, leaf: object, scale: number): Verdict {
	const { is, atLeast, atMost, over: above, under } = leaf as Record<string, number | undefined>;
	const against = (value: Rational, bound: number) =>
		order(value, over(thousand(bound * scale), rational(1000)));
	if (is !== undefined) {
		if (against(low, is) > 0 || against(high, is) < 0) return 'unmet';
		return order(low, high) === 0 ? 'met' : 'unknown';
	}
	const holds = (value: Rational) => {
		if (atLeast !== undefined) return against(value, atLeast) >= 0;
		if (atMost !== undefined) return against(value, atMost) <= 0;
		return above === undefined ? against(value, under!) < 0 : against(value, above) > 0;
	};
	const [first, last] = [holds(low), holds(high)];
	return first && last ? 'met' : !first && !last ? 'unmet' : 'unknown';
}

const thousand = (value: number) => rational(Math.round(value * 1000));

function answered(leaf: Extract<Leaf, { answer: string }>, reached: readonly TracePart[]): Verdict {
	const [name, item] = leaf.answer.split('.') as [string, string?];
	const part = reached.find((one) => one.name === name)!;
	if (part.stands === 'unmet') return 'unmet';
	const given = part.unsettled ? undefined : (part.counted ?? part.given);
	const value = item === undefined ? given : (given as Record<string, unknown> | undefined)?.[item];
	if (value === undefined) return 'unknown';
	const verdict = matches(leaf, value);
	return part.stands === 'unknown' && verdict === 'met' ? 'unknown' : verdict;
}

function matches(leaf: Extract<Leaf, { answer: string }>, value: unknown): Verdict {
	const wanted: readonly unknown[] | undefined = leaf.is === undefined ? leaf.in : [leaf.is];
	if (wanted) {
		const chosen: readonly unknown[] = Array.isArray(value) ? value : [value];
		return chosen.some((one) => wanted.includes(one)) ? 'met' : 'unmet';
	}
	const number = over(thousand(value as number), rational(1000));
	return compared({ low: number, high: number }, leaf, 1);
}

/** An interval as the file has it. */
export function boundsIn(points: Interval): Bounds {
	return { low: rationalOf(points.low), high: rationalOf(points.high) };
}
