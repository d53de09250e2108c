import {
	add,
	checkKnown,
	checkSheet,
	climb,
	compare,
	contributions,
	divide,
	leaves,
	multiply,
	scoreSheet,
	subtract,
	zero,
	type Catalogue,
	type Contribution,
	type Day,
	type Fraction,
	type Interval,
	type LeafJudgement,
	type OpenEdition,
	type OpenQuestion,
	type Scored,
	type Side,
	type Standing,
	type Text,
	type Verdict
} from '#scoring';
import type { CaseFile } from '../diagnosis/case-file.ts';
import { canonical } from '../library/hash.ts';
import { receipt, type Receipt } from './receipt.ts';
import type { Mapping, Way } from './mapping.ts';

/** A sheet under one edition. */
export interface Result {
	readonly edition: OpenEdition;
	/** In thousandths. */
	readonly points: Interval;
	readonly standing: Standing;
}

/** Thousandths that the least and the most points of the newer have more; negative for less. */
export interface By {
	readonly low: Fraction;
	readonly high: Fraction;
}

/**
 * A part of the difference in points, and what it comes from:
 * - `question`: another part of what the questions of the way can give is reached, as they ask for something
 *   else, or the answer did not go over;
 * - `weight`: the question counts for more or less in the whole, `before` and `after` in thousandths;
 * - `steps`: a step of a staircase is passed in one edition and not in the other, or counts otherwise.
 */
export type PointsLine = By &
	(
		| { readonly kind: 'question'; readonly way: Way }
		| { readonly kind: 'weight'; readonly way: Way; readonly before: By; readonly after: By }
		| { readonly kind: 'steps'; readonly name: string; readonly title: Text }
	);

/** A tier of either edition, and its gate under both. */
export interface TierLine {
	readonly id: string;
	readonly title: Text;
	/** Left out where the edition has no such tier. */
	readonly before?: Gate;
	readonly after?: Gate;
	/** What is required reads otherwise. */
	readonly changed: boolean;
}
export interface Gate {
	readonly verdict: Verdict;
	readonly leaves: readonly LeafJudgement[];
}

export interface UnderBoth {
	readonly receipt: Receipt;
	readonly older: Result;
	readonly newer: Result;
	/** They add up to the difference in points exactly, at least and at most. */
	readonly points: readonly PointsLine[];
	/** In the order of the newer ladder, then what only the older one has. */
	readonly tiers: readonly TierLine[];
	/** One ladder ends at the first gate not met, the other does not. */
	readonly otherRule: boolean;
}

/**
 * One sheet of the older edition under both, and where each difference comes from.
 *
 * @param said answers the older edition
 * @param day judged on this day
 */
export function scoreUnderBoth(
	mapping: Mapping,
	said: Omit<CaseFile, 'questionnaire'>,
	catalogue: Catalogue,
	day: Day
): UnderBoth {
	const carried = receipt(mapping, said.answers);
	const { known } = checkKnown(catalogue, said);
	const context = { facts: known.facts, titles: known.titles, tiers: {}, day };
	const score = (edition: OpenEdition, answers: unknown) =>
		scoreSheet(edition, checkSheet(edition, answers ?? {}), context);
	const before = score(mapping.older, said.answers);
	const after = score(mapping.newer, carried.answers);
	const [older, newer] = [resultOf(before), resultOf(after)];
	return {
		receipt: carried,
		older,
		newer,
		points: pointsLines(mapping.ways, before, after),
		tiers: tierLines(older, newer),
		otherRule: mapping.older.ladder.rule !== mapping.newer.ladder.rule
	};
}

function resultOf(scored: Scored): Result {
	const { edition, points } = scored;
	return { edition, points: points[edition.root.index]!, standing: climb(edition, scored, true) };
}

/** What each part gives to the least and to the most points, by name. */
type Given = ReadonlyMap<string, Readonly<Record<Side, Contribution>>>;

function givenBy(scored: Scored): Given {
	const low = new Map(contributions(scored, 'low').map((one) => [one.part.name, one]));
	const high = new Map(contributions(scored, 'high').map((one) => [one.part.name, one]));
	return new Map(
		[...new Set([...low.keys(), ...high.keys()])].map((name) => {
			const part = (low.get(name) ?? high.get(name)!).part;
			const nothing = { part, points: zero, factor: zero, beyond: zero };
			return [name, { low: low.get(name) ?? nothing, high: high.get(name) ?? nothing }];
		})
	);
}

const inWhole = ({ points, factor, beyond }: Contribution) => add(multiply(points, factor), beyond);

/** What a question may give to the whole, and the part of it that is reached. */
const mostOf = ({ part, factor }: Contribution) => multiply(part.max, factor);
const reached = ({ part, points }: Contribution) => divide(points, part.max);

const both = (of: (side: Side) => Fraction): By => ({ low: of('low'), high: of('high') });

/**
 * What each question, weight and step gives to the difference in points of two scored sheets, of one edition or
 * of two. The lines add up to it exactly, at least and at most.
 * @param ways each question of both in exactly one
 */
export function pointsLines(ways: readonly Way[], before: Scored, after: Scored): PointsLine[] {
	const [old, now] = [givenBy(before), givenBy(after)];
	const sum = (given: Given, questions: readonly OpenQuestion[], side: Side) =>
		questions.reduce((all, { name }) => {
			const one = given.get(name);
			return one ? add(all, inWhole(one[side])) : all;
		}, zero);
	const lines = ways.flatMap((way): PointsLine[] => {
		const by = both((side) => subtract(sum(now, way.to, side), sum(old, way.from, side)));
		const alone = way.from.length === 1 && way.to.length === 1;
		const was = alone ? old.get(way.from[0]!.name) : undefined;
		const is = alone ? now.get(way.to[0]!.name) : undefined;
		if (!was || !is) return [{ kind: 'question', way, ...by }];
		// What is reached of it now, counting as it did before; the rest is that it counts otherwise.
		const asked = both((side) =>
			multiply(mostOf(was[side]), subtract(reached(is[side]), reached(was[side])))
		);
		return [
			{ kind: 'question', way, ...asked },
			{
				kind: 'weight',
				way,
				...both((side) => subtract(by[side], asked[side])),
				before: both((side) => mostOf(was[side])),
				after: both((side) => mostOf(is[side]))
			}
		];
	});
	return [...lines, ...stepLines(old, now)].filter(
		({ low, high }) => compare(low, zero) !== 0 || compare(high, zero) !== 0
	);
}

/** Groups that are steps of a staircase; questions that are steps stand with their ways. */
function stepLines(old: Given, now: Given): PointsLine[] {
	const names = [...new Set([...now.keys(), ...old.keys()])];
	return names.flatMap((name): PointsLine[] => {
		const [was, is] = [groupOf(old.get(name)), groupOf(now.get(name))];
		if (!was && !is) return [];
		const by = both((side) => subtract(is?.[side].beyond ?? zero, was?.[side].beyond ?? zero));
		return [{ kind: 'steps', name, title: (is ?? was)!.low.part.title, ...by }];
	});
}

function groupOf(given: Readonly<Record<Side, Contribution>> | undefined) {
	return given && given.low.part.question === undefined ? given : undefined;
}

/** @param older and @param newer judged with every why */
export function tierLines(older: Result, newer: Result): TierLine[] {
	const tiers = [newer, older].flatMap(({ edition }) => edition.ladder.tiers);
	const ids = [...new Set(tiers.map(({ id }) => id))];
	return ids.map((id): TierLine => {
		const [before, after] = [gateOf(older, id), gateOf(newer, id)];
		const required = [older, newer].map(({ edition }) =>
			canonical(edition.ladder.tiers.find((tier) => tier.id === id)?.requires ?? null)
		);
		return {
			id,
			title: tiers.find((tier) => tier.id === id)!.title,
			...(before ? { before } : {}),
			...(after ? { after } : {}),
			changed: required[0] !== required[1]
		};
	});
}

function gateOf({ standing }: Result, id: string): Gate | undefined {
	const gate = standing.gates.find(({ tier }) => tier === id);
	return gate && { verdict: gate.verdict, leaves: leaves(gate.judgement!) };
}
