import {
	comparisonOf,
	thousandths,
	weightsInPlay,
	whole,
	type Condition,
	type Leaf,
	type OpenEdition,
	type Part,
	type Scored,
	type Side,
	type Verdict
} from '#scoring';
import { rises } from './effort.ts';
import { everyOf, waysOf, type Bound } from './linear.ts';
import { figuresOf, noStep, type Steppable } from './steppable.ts';

/** Something of a tier's condition that must hold, with the leaf of the data that asks for it. */
export type Demand = { readonly leaf: Leaf } & (
	| { readonly kind: 'bound'; readonly bound: Bound }
	/** How many questions of a set stand at a level. */
	| {
			readonly kind: 'count';
			readonly questions: readonly number[];
			readonly level: number;
			readonly side: Side;
			readonly bound: number;
	  }
	/** An answer: the leaf must be met, or with `not` unmet. */
	| { readonly kind: 'answer'; readonly question: number; readonly not: boolean }
	/** A title, a fact or a tier of another instrument, which no answer moves. */
	| { readonly kind: 'known'; readonly not: boolean }
	/** An answer that is no step, and is not as it must be. */
	| { readonly kind: 'stuck' }
);

/** What a tier requires cannot be told before these questions are answered: they decide what applies. */
export class Open extends Error {
	readonly questions: readonly string[];
	constructor(questions: readonly string[]) {
		super(`open: ${questions.join(', ')}`);
		this.questions = questions;
	}
}

/** Ways to meet a ladder's gates beyond which nobody looks. */
const mostWays = 20_000;

/** What standing at least at `rank` requires: 1 is the lowest tier. */
export function requiredFor({ ladder: { rule, tiers } }: OpenEdition, rank: number): Condition {
	const conditions = tiers.map(({ requires }) => requires);
	return rule === 'firstUnmet'
		? { all: conditions.slice(0, rank) }
		: { any: conditions.slice(rank - 1) };
}

/**
 * All the ways in which a condition can be met on a sheet, each a list of demands; undefined where there are
 * too many.
 *
 * @throws {Open} where it rests on what may or may not apply
 */
export function waysToMeet(
	scored: Scored,
	condition: Condition,
	not = false
): Demand[][] | undefined {
	if ('not' in condition) return waysToMeet(scored, condition.not, !not);
	if (!('all' in condition || 'any' in condition)) return leafWays(scored, condition, not);
	const isAll = 'all' in condition !== not;
	const parts: Demand[][][] = [];
	for (const part of 'all' in condition ? condition.all : condition.any) {
		const ways = waysToMeet(scored, part, not);
		if (!ways) return undefined;
		parts.push(ways);
	}
	const product = parts.reduce((ways, { length }) => ways * length, 1);
	if (isAll && product > mostWays) return undefined;
	return isAll ? everyOf(parts).map((way) => way.flat()) : parts.flat();
}

function leafWays(scored: Scored, leaf: Leaf, not: boolean): Demand[][] {
	if ('score' in leaf) return scoreWays(scored, leaf, not);
	if ('count' in leaf) return countWays(scored, leaf, not);
	const verdict = scored.edition.tierLeaves.get(leaf)!(scored, null);
	if (verdict === wanted(not) && !('answer' in leaf)) return [[]];
	if (!('answer' in leaf)) return [[{ kind: 'known', leaf, not }]];
	const question = scored.edition.byName.get(leaf.answer.split('.')[0]!)!;
	const part = scored.edition.partOf[question.index]!;
	if (noStep(scored, question) === undefined) {
		refuseOpen(scored, [part]);
		return [[{ kind: 'answer', question: question.index, leaf, not }]];
	}
	return verdict === wanted(not) ? [[]] : [[{ kind: 'stuck', leaf }]];
}

export function wanted(not: boolean): Verdict {
	return not ? 'unmet' : 'met';
}

/** The lower and upper bounds that a comparison with a number asks for; each alone is one way. */
function limitsOf(leaf: Leaf, not: boolean): { side: Side; strict: boolean }[][] {
	const [least, over] = [false, true].map((strict) => ({ side: 'low' as const, strict }));
	const [atMost, under] = [false, true].map((strict) => ({ side: 'high' as const, strict }));
	switch (comparisonOf(leaf)) {
		case 'atLeast':
			return [[not ? under! : least!]];
		case 'over':
			return [[not ? atMost! : over!]];
		case 'atMost':
			return [[not ? over! : atMost!]];
		case 'under':
			return [[not ? least! : under!]];
		default:
			return not ? [[over!], [under!]] : [[least!, atMost!]];
	}
}

function numberOf(leaf: Leaf): number {
	return leaf[comparisonOf(leaf) as keyof Leaf] as number;
}

/** Whether a lower bound holds and no step can break it. */
function isSafe(scored: Scored, leaf: Leaf, not: boolean, parts: readonly Part[]): boolean {
	const { edition } = scored;
	if (edition.tierLeaves.get(leaf)!(scored, null) !== wanted(not)) return false;
	if (limitsOf(leaf, not).some((limits) => limits.some(({ side }) => side === 'high')))
		return false;
	return parts.flatMap(within).every(({ question }) => !question || rises(question));
}

function scoreWays(scored: Scored, leaf: Extract<Leaf, { score: string }>, not: boolean) {
	const part = scored.edition.partByName.get(leaf.score)!;
	if (isSafe(scored, leaf, not, [part])) return [[]];
	refuseOpen(scored, [part]);
	const bound = whole(thousandths(numberOf(leaf)));
	return limitsOf(leaf, not).flatMap((limits) =>
		everyOf(limits.map((limit) => waysOf(scored, part, { ...limit, bound }))).map((some) =>
			some.flat().map((one): Demand => ({ kind: 'bound', leaf, bound: one }))
		)
	);
}

function countWays(scored: Scored, leaf: Extract<Leaf, { count: string }>, not: boolean) {
	const { edition, applies } = scored;
	const counted = edition.questions.filter(({ sets }) => sets.includes(leaf.count));
	const parts = counted.map(({ index }) => edition.partOf[index]!);
	if (isSafe(scored, leaf, not, parts)) return [[]];
	refuseOpen(scored, parts);
	const questions = counted
		.filter((_, i) => applies[parts[i]!.index] === 'met')
		.map(({ index }) => index);
	const { level } = leaf;
	return limitsOf(leaf, not).map((limits) =>
		limits.map(({ side, strict }): Demand => {
			const beyond = strict ? (side === 'low' ? 1 : -1) : 0;
			const bound = numberOf(leaf) + beyond;
			return { kind: 'count', leaf, questions, level, side, bound };
		})
	);
}

/** @throws {Open} where a part, or anything in it, may or may not apply or may weigh differently */
function refuseOpen(scored: Scored, parts: readonly Part[]): void {
	const doubtful = parts.flatMap(within).filter((part) => isOpen(scored, part));
	if (doubtful.length === 0) return;
	const { edition, applies, answers } = scored;
	const reads = new Set([...around(scored, doubtful)].flatMap((part) => part.reads));
	const unanswered = edition.questions.filter(
		({ name, index }) =>
			reads.has(name) &&
			applies[edition.partOf[index]!.index] !== 'unmet' &&
			isMissing(answers[index])
	);
	throw new Open(unanswered.map(({ name }) => name));
}

function isMissing(answer: Scored['answers'][number]): boolean {
	return answer === undefined || (typeof answer === 'object' && answer.includes(undefined));
}

function within(part: Part): Part[] {
	return [part, ...part.parts.flatMap(within)];
}

function isOpen(scored: Scored, part: Part): boolean {
	const { edition, applies } = scored;
	if (applies[part.index] === 'unmet') return false;
	if (applies[part.index] === 'unknown') return true;
	if (part.scored.length > 0 && weightsInPlay(part, scored).length > 1) return true;
	const figures = part.question ? figuresOf(edition, part.question) : [];
	return figures.some((name) => applies[edition.partByName.get(name)!.index] === 'unknown');
}

/** Parts, what they lie in, the figures they use and, again, what decides all of these. */
function around({ edition }: Scored, parts: readonly Part[]): Set<Part> {
	const found = new Set<Part>();
	const visit = (part: Part) => {
		if (found.has(part)) return;
		found.add(part);
		for (const other of edition.parts) if (other.parts.includes(part)) visit(other);
		const figures = part.question ? figuresOf(edition, part.question) : [];
		for (const name of [...part.reads, ...figures]) visit(edition.partByName.get(name)!);
	};
	parts.forEach(visit);
	return found;
}

/** The choices of a question that the tiers look at, a bit for each. */
export function lookedChoices({ tierLeaves }: OpenEdition, question: Steppable): number {
	let bits = 0;
	for (const leaf of tierLeaves.keys()) {
		if (!('answer' in leaf) || leaf.answer !== question.name) continue;
		const values = [leaf[comparisonOf(leaf)!]].flat();
		for (const value of values) {
			const place = question.choiceByValue.get(value);
			if (place !== undefined) bits |= 1 << place;
		}
	}
	return bits;
}
