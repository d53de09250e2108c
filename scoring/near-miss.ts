import { comparisonOf, distance as shortfall, isNumeric } from './comparison.ts';
import type { Catalogue } from './catalogue.ts';
import type { Condition, Leaf } from './condition.ts';
import { add, compare, fraction, whole, zero, type Fraction } from './fraction.ts';
import { exactly } from './interval.ts';
import type { FactValue } from './known.ts';
import { factScale, type Lever } from './lever.ts';
import { opposite, type Judgement, type LeafJudgement, type Verdict } from './verdict.ts';

/** A leaf that has to hold or, with `not`, must not. What can be said without `not` is (not over: at most). */
export type Need = LeafJudgement & { readonly not?: true };

/** One thing to change, with all that is needed of it and not so yet. */
export interface Change {
	/** `fact …`, `title …` or `tier …`. */
	readonly subject: string;
	/** The nearest value that will do: see `Lever.said`. */
	readonly to: FactValue;
	readonly needs: readonly Need[];
}

/** The smallest change after which a condition is met. */
export interface NearMiss {
	readonly changes: readonly Change[];
	/** What is not known, or left open by the text, and has to be so beside the changes. */
	readonly unknown: readonly Need[];
	/** The relative distances of the changes, summed; see `nearMiss`. */
	readonly distance: Fraction;
}

/**
 * The smallest change that would meet a condition that is not met: of the fewest things (facts, titles,
 * tiers); then with the fewest things that are not known beside them; then by the smallest sum of relative
 * distances; then the one written first. The relative distance of a change is what lies between the two
 * values as a part of the larger; of a yes or no and of a title it is 1. Leaves about one thing are
 * changed together, and what holds already must go on holding, as far as the condition needs it. Two parts
 * about something that is not known and cannot be changed are not held against each other.
 *
 * @returns nothing where the condition is not unmet, or no acting would do
 */
export function nearMiss(
	judgement: Judgement,
	leverOf: (judged: LeafJudgement) => Lever | undefined
): NearMiss | undefined {
	return judgement.verdict === 'unmet' ? leastChange(judgement, leverOf) : undefined;
}

/**
 * Whether something could meet a condition, as far as its facts are concerned: no two parts that both must
 * hold leave no value. Areas, titles, tiers and what the text leaves open are not held against each other.
 */
export function canBeMet(condition: Condition, catalogue: Catalogue): boolean {
	const found = leastChange(notKnown(condition), ({ leaf }) =>
		'fact' in leaf ? factScale(catalogue, leaf, undefined) : undefined
	);
	return found !== undefined;
}

/** A condition of which nothing is known. */
function notKnown(condition: Condition): Judgement {
	const verdict = 'unknown';
	if ('all' in condition) return { verdict, all: condition.all.map(notKnown) };
	if ('any' in condition) return { verdict, any: condition.any.map(notKnown) };
	if ('not' in condition) return { verdict, not: notKnown(condition.not) };
	return { verdict, leaf: condition };
}

function leastChange(
	judgement: Judgement,
	leverOf: (judged: LeafJudgement) => Lever | undefined
): NearMiss | undefined {
	const levers = new Map<Leaf, Lever | undefined>();
	const wantedOf = (judged: LeafJudgement, want: Goal['want']): Wanted => {
		const { leaf } = judged;
		if (!levers.has(leaf)) levers.set(leaf, leverOf(judged));
		return { judged, want, lever: levers.get(leaf) };
	};
	let best: NearMiss | undefined;
	/** Goes on with what is still to be reached; more wanted never makes a change smaller. */
	const visit = (goals: readonly Goal[], wanted: readonly Wanted[]): void => {
		const found = smallest(wanted);
		if (!found || (best && order(found, best) >= 0)) return;
		const [goal, ...rest] = goals;
		if (!goal) {
			best = found;
			return;
		}
		const { part, want } = goal;
		if ('leaf' in part) visit(rest, [...wanted, wantedOf(part, want)]);
		else if ('not' in part) visit([{ part: part.not, want: opposite(want) }, ...rest], wanted);
		else {
			const isAll = 'all' in part;
			const parts = (isAll ? part.all : part.any).map((one) => ({ part: one, want }));
			if (isAll === (want === 'met')) visit([...parts, ...rest], wanted);
			else for (const one of parts) visit([one, ...rest], wanted);
		}
	};
	visit([{ part: judgement, want: 'met' }], []);
	return best;
}

interface Goal {
	readonly part: Judgement;
	readonly want: Verdict;
}

interface Wanted {
	readonly judged: LeafJudgement;
	readonly want: Verdict;
	/** Left out where no acting changes it. */
	readonly lever: Lever | undefined;
}

function order(a: NearMiss, b: NearMiss): number {
	return (
		a.changes.length - b.changes.length ||
		a.unknown.length - b.unknown.length ||
		compare(a.distance, b.distance)
	);
}

/** What has to change for all of these to be so, or nothing where they cannot be. */
function smallest(wanted: readonly Wanted[]): NearMiss | undefined {
	const changes: Change[] = [];
	const unknown: Need[] = [];
	let distance = zero;
	for (const [subject, together] of bySubject(wanted)) {
		const open = together.filter(({ judged, want }) => judged.verdict !== want);
		if (open.length === 0) continue;
		const { lever } = together[0]!;
		const to = lever && nearest(together, lever);
		const isKnown = open.some(({ judged }) => judged.verdict !== 'unknown');
		if (!isKnown) {
			// Of a fact that was not stated some value must do for all that is wanted of it.
			if (lever && lever.now === undefined && to === undefined) return undefined;
			unknown.push(needOf(open[0]!));
			continue;
		}
		if (!lever || to === undefined || lever.now === undefined) return undefined;
		const needs = open.filter(({ judged }) => judged.verdict !== 'unknown');
		changes.push({ subject, to: lever.said(to), needs: needs.map(needOf) });
		const still = together.find((one) => one.lever!.at(to) === 'unknown');
		if (still) unknown.push(needOf(still));
		distance = add(distance, relative(lever.now, to));
	}
	return { changes, unknown, distance };
}

/** What lies between two values as a part of the larger. */
function relative(a: number, b: number): Fraction {
	if (a === b) return zero;
	return fraction(Math.abs(a - b), Math.max(Math.abs(a), Math.abs(b)));
}

/** The nearest value that contradicts nothing that is wanted; of two as near the lower. */
function nearest(wanted: readonly Wanted[], { now, least, most }: Lever): number | undefined {
	const fits = (value: number) =>
		value >= least &&
		value <= most &&
		wanted.every(({ lever, want }) => lever!.at(value) !== opposite(want));
	const away = (value: number) => (now === undefined ? zero : relative(now, value));
	return wanted
		.flatMap(({ lever }) => lever!.near.flatMap((at) => [at - 1, at, at + 1]))
		.filter(fits)
		.sort((a, b) => compare(away(a), away(b)) || a - b)[0];
}

function bySubject(wanted: readonly Wanted[]): Map<string, Wanted[]> {
	const groups = new Map<string, Wanted[]>();
	for (const one of wanted) {
		const subject = one.lever?.subject ?? nameOf(one.judged.leaf);
		groups.set(subject, [...(groups.get(subject) ?? []), one]);
	}
	return groups;
}

function nameOf(leaf: Leaf): string {
	const [subject, id] = Object.entries(leaf)[0] as [string, string];
	return `${subject} ${id}`;
}

const contrary = { atLeast: 'under', under: 'atLeast', atMost: 'over', over: 'atMost' } as const;

/** What is needed, said without `not` where the language of conditions has words for it. */
function needOf({ judged, want, lever }: Wanted): Need {
	if (want === 'met') return judged;
	const { leaf, actual } = judged;
	const { source, ...bare } = leaf;
	const comparison = comparisonOf(leaf)!;
	const rests = source ? { source } : {};
	const turned = (change: object, more: object = {}): Need => ({
		verdict: opposite(judged.verdict),
		leaf: { ...change, ...rests } as Leaf,
		...(actual === undefined ? {} : { actual }),
		...more
	});
	if ('fact' in bare && typeof bare.is === 'boolean') return turned({ ...bare, is: !bare.is });
	if (!('fact' in bare) || !(comparison in contrary)) return { ...judged, not: true };
	const key = contrary[comparison as keyof typeof contrary];
	const { [comparison]: bound, ...subject } = bare;
	const [needed] = lever?.near ?? [];
	const far =
		typeof actual === 'number' && needed !== undefined && isNumeric(key)
			? { short: shortfall(exactly(whole(actual)), key, whole(needed)) }
			: {};
	return turned({ ...subject, [key]: bound }, far);
}
