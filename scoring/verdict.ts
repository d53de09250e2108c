import type { Condition, Leaf } from './condition.ts';
import type { Fault } from './fault.ts';
import type { Interval } from './interval.ts';
import type { TitleRecord } from './known.ts';

/** Three answers, not two: unanswered is `unknown`, not zero and not no. */
export type Verdict = 'met' | 'unmet' | 'unknown';

/** Why: the condition again, every part of it with its verdict. It is the computation's own trace. */
export type Judgement =
	| { readonly verdict: Verdict; readonly all: readonly Judgement[] }
	| { readonly verdict: Verdict; readonly any: readonly Judgement[] }
	| { readonly verdict: Verdict; readonly not: Judgement }
	| LeafJudgement;

export interface LeafJudgement {
	readonly verdict: Verdict;
	/** The leaf as the data has it: what is needed. */
	readonly leaf: Leaf;
	/** What there is: a value, bounds of it, tiers, the records of a title; left out where nothing is known. */
	readonly actual?:
		string | number | boolean | readonly string[] | readonly TitleRecord[] | Interval;
	/** How far it is from being met, where that is a distance; points in thousandths, money in 分. */
	readonly short?: Interval;
}

/** A compiled condition. With `out` it also says why, and then looks at every part. */
export type Judge<Context> = (context: Context, out: Judgement[] | null) => Verdict;

/** Compiles one leaf, or says what is wrong with it. */
export type LeafCompiler<Context> = (leaf: Leaf, path: string) => Judge<Context> | Fault[];

/**
 * Compiles a condition for a context. Kleene logic: `all` is unmet as soon as one part is, met when
 * every part is, else unknown; `any` the other way round. It does not see that two parts depend on each
 * other, so `unknown` may be given where a cleverer reading would decide; never the reverse.
 */
export function compileCondition<Context>(
	condition: Condition,
	path: string,
	compileLeaf: LeafCompiler<Context>,
	faults: Fault[]
): Judge<Context> {
	if ('not' in condition) {
		const inner = compileCondition(condition.not, `${path}.not`, compileLeaf, faults);
		return (context, out) => {
			const trace: Judgement[] | null = out && [];
			const verdict = opposite(inner(context, trace));
			if (out) out.push({ verdict, not: trace![0]! });
			return verdict;
		};
	}
	if ('all' in condition || 'any' in condition) {
		const isAll = 'all' in condition;
		const key = isAll ? 'all' : 'any';
		const list = isAll ? condition.all : condition.any;
		const parts = list.map((part, i) =>
			compileCondition(part, `${path}.${key}.${i}`, compileLeaf, faults)
		);
		const [decisive, otherwise] = isAll ? (['unmet', 'met'] as const) : (['met', 'unmet'] as const);
		return (context, out) => {
			const trace: Judgement[] | null = out && [];
			let verdict: Verdict = otherwise;
			for (const part of parts) {
				const one = part(context, trace);
				if (one === decisive) verdict = decisive;
				else if (one === 'unknown' && verdict !== decisive) verdict = 'unknown';
				if (verdict === decisive && !trace) return verdict;
			}
			if (out) out.push(isAll ? { verdict, all: trace! } : { verdict, any: trace! });
			return verdict;
		};
	}
	const leaf = compileLeaf(condition, path);
	if (typeof leaf === 'function') return leaf;
	faults.push(...leaf);
	return () => 'unknown';
}

export function opposite(verdict: Verdict): Verdict {
	return verdict === 'met' ? 'unmet' : verdict === 'unmet' ? 'met' : 'unknown';
}

/** Both must hold. */
export function both(a: Verdict, b: Verdict): Verdict {
	if (a === 'unmet' || b === 'unmet') return 'unmet';
	return a === 'met' && b === 'met' ? 'met' : 'unknown';
}

/** One of them must hold. */
export function either(a: Verdict, b: Verdict): Verdict {
	if (a === 'met' || b === 'met') return 'met';
	return a === 'unmet' && b === 'unmet' ? 'unmet' : 'unknown';
}

/** Every leaf of a judgement, in the order of the data. */
export function leaves(judgement: Judgement): LeafJudgement[] {
	if ('leaf' in judgement) return [judgement];
	if ('not' in judgement) return leaves(judgement.not);
	return ('all' in judgement ? judgement.all : judgement.any).flatMap(leaves);
}

/** The leaves that decide: those a different answer to which could change the verdict. */
export function deciding(judgement: Judgement): LeafJudgement[] {
	if ('leaf' in judgement) return [judgement];
	if ('not' in judgement) return deciding(judgement.not);
	const parts = 'all' in judgement ? judgement.all : judgement.any;
	const same = parts.filter((part) => part.verdict === judgement.verdict);
	return same.flatMap(deciding);
}
