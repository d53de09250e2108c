import type { Leaf, Scored } from '#scoring';
import type { Candidate } from './candidates.ts';
import { TooMany } from './candidates.ts';
import { wanted, type Demand } from './gates.ts';

/** By place of the question: the ways to answer it, as it is first. */
export type Choosable = ReadonlyMap<number, readonly Candidate[]>;

/** A demand in whole numbers: what each way to answer a question brings, and how much is missing. */
export interface Row {
	readonly leaf: Leaf;
	readonly need: number;
	readonly gains: ReadonlyMap<number, readonly number[]>;
}

/** @throws {TooMany} where the numbers are too large to be exact */
export function rowOf(
	scored: Scored,
	demand: Extract<Demand, { kind: 'bound' | 'count' | 'answer' }>,
	choosable: Choosable
): Row {
	const { leaf } = demand;
	switch (demand.kind) {
		case 'bound':
			return boundRow(scored, demand, choosable);
		case 'count': {
			const { questions, level, side, bound } = demand;
			const sign = side === 'low' ? 1 : -1;
			const levels = side === 'low' ? scored.lowLevels : scored.highLevels;
			const stands = (one: number) => (one >= level ? sign : 0);
			const there = questions.reduce((sum, place) => sum + stands(levels[place]!), 0);
			const reached = ({ lowLevel, highLevel }: Candidate) =>
				stands(side === 'low' ? lowLevel : highLevel);
			return { leaf, need: sign * bound - there, gains: gainsOf(questions, choosable, reached) };
		}
		case 'answer': {
			const { question } = demand;
			const judge = scored.edition.tierLeaves.get(leaf)!;
			const holds = ({ answer }: Pick<Candidate, 'answer'>) => {
				const answers = scored.answers.with(question, answer);
				return judge({ ...scored, answers }, null) === wanted(demand.not) ? 1 : 0;
			};
			const there = holds({ answer: scored.answers[question] as number | undefined });
			return { leaf, need: 1 - there, gains: gainsOf([question], choosable, holds) };
		}
	}
}

function gainsOf(
	questions: readonly number[],
	choosable: Choosable,
	valueOf: (candidate: Candidate, question: number) => number
): Map<number, number[]> {
	const gains = new Map<number, number[]>();
	for (const question of questions) {
		const candidates = choosable.get(question);
		if (!candidates) continue;
		const stay = valueOf(candidates[0]!, question);
		gains.set(
			question,
			candidates.map((one) => valueOf(one, question) - stay)
		);
	}
	return gains;
}

/** All fractions on one denominator, then as small as they get. */
function boundRow(
	{ edition, points }: Scored,
	{ leaf, bound: limit }: Extract<Demand, { kind: 'bound' }>,
	choosable: Choosable
): Row {
	const { linear, side, bound, strict } = limit;
	const fractions = [bound, linear.constant, ...linear.factors.values()];
	const scale = fractions.map(({ d }) => BigInt(d)).reduce(commonMultiple);
	const inScale = ({ n, d }: (typeof fractions)[number]) => (BigInt(n) * scale) / BigInt(d);
	const sign = side === 'low' ? 1n : -1n;
	let need = sign * (inScale(bound) - inScale(linear.constant)) + (strict ? 1n : 0n);
	const found = new Map<number, bigint[]>();
	for (const [question, factor] of linear.factors) {
		const each = sign * inScale(factor);
		const there = points[edition.partOf[question]!.index]![side];
		need -= each * BigInt(there.n);
		const candidates = choosable.get(question);
		if (!candidates) continue;
		const gains = candidates.map((one) => each * BigInt(one[side] - Number(there.n)));
		if (gains.some((gain) => gain !== 0n)) found.set(question, gains);
	}
	const common = [...found.values()].flat().reduce(greatestCommon, 0n) || 1n;
	const gains = new Map(
		[...found].map(([question, each]) => [question, each.map((gain) => small(gain / common))])
	);
	return { leaf, need: small(roundedUp(need, common)), gains };
}

function small(n: bigint): number {
	// Sums of a few hundred of them stay exact.
	if (n > 2n ** 44n || n < -(2n ** 44n)) throw new TooMany();
	return Number(n);
}

function roundedUp(n: bigint, d: bigint): bigint {
	const quotient = n / d;
	return quotient * d < n ? quotient + 1n : quotient;
}

function greatestCommon(a: bigint, b: bigint): bigint {
	let [x, y] = [a, b < 0n ? -b : b];
	while (y !== 0n) [x, y] = [y, x % y];
	return x;
}

function commonMultiple(a: bigint, b: bigint): bigint {
	return (a / greatestCommon(a, b)) * b;
}
