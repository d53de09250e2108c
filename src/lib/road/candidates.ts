import {
	levelOfChosen,
	pointsOfChosen,
	type OpenCheckbox,
	type OpenRadiogroup,
	type Scored
} from '#scoring';
import { choiceEfforts, climbEffort, rungsOf } from './effort.ts';
import type { Steppable } from './steppable.ts';

/** One way to answer a question, counted from how it is answered. */
export interface Candidate {
	/** As scoring keeps it: a place, or a bit for each chosen choice; left out where it stays unanswered. */
	readonly answer: number | undefined;
	readonly effort: number;
	/** Rungs left out of account: 1 for another option, 1 for each choice added or stated alone. */
	readonly changes: number;
	/** In thousandths. */
	readonly low: number;
	readonly high: number;
	readonly lowLevel: number;
	readonly highLevel: number;
}

/** There are more ways to answer than can be looked at. */
export class TooMany extends Error {}

/** So many ways to tick one list, and so many labels of one search, are looked at. */
export const most = 200_000;

/**
 * Every answer that a road may give to a question: as it is, first, and every rung above it. Unanswered, it
 * stands at its lowest until it is answered, and every option is open. What is ticked stays ticked. Ways to
 * tick that nothing can tell apart are one, that of the least effort.
 *
 * @param looked a bit for each choice that a condition of the tiers looks at
 */
export function candidatesOf(
	question: Steppable,
	scored: Scored,
	usual: number,
	looked: number
): Candidate[] {
	const answer = scored.answers[question.index] as number | undefined;
	const stay = answer === undefined ? open(question) : settled(question, answer, 0, 0);
	return [
		stay,
		...(question.type === 'radiogroup'
			? options(question, answer, usual)
			: ticked(question, answer, usual, looked))
	];
}

function open({ unanswered, lowestLevel, highestLevel }: Steppable): Candidate {
	const [low, high] = [Number(unanswered.low.n), Number(unanswered.high.n)];
	return {
		answer: undefined,
		effort: 0,
		changes: 0,
		low,
		high,
		lowLevel: lowestLevel,
		highLevel: highestLevel
	};
}

function settled(question: Steppable, answer: number, effort: number, changes: number): Candidate {
	const isList = question.type === 'checkbox';
	const points = isList ? pointsOfChosen(question, answer) : question.choices[answer]!.points;
	const level = isList ? levelOfChosen(question, answer) : question.choices[answer]!.level;
	const low = Number(points.low.n);
	return { answer, effort, changes, low, high: low, lowLevel: level, highLevel: level };
}

function options(question: OpenRadiogroup, answer: number | undefined, usual: number): Candidate[] {
	const rungs = rungsOf(question);
	if (!rungs) {
		return question.choices.flatMap((_, place) =>
			place === answer ? [] : settled(question, place, usual, 1)
		);
	}
	const from = answer === undefined ? -1 : rungs.indexOf(answer);
	return rungs.slice(from + 1).map((place, i) => {
		const effort = climbEffort(question, Math.max(from, 0), from + 1 + i, usual);
		return settled(question, place, effort, 1);
	});
}

function ticked(
	question: OpenCheckbox,
	answer: number | undefined,
	usual: number,
	looked: number
): Candidate[] {
	const efforts = choiceEfforts(question, usual);
	const kept = (answer ?? 0) & ~question.exclusive;
	const key = ({ low, lowLevel, answer }: Candidate) => `${low} ${lowLevel} ${answer! & looked}`;
	let found = new Map<string, Candidate>();
	const begin = settled(question, kept, 0, 0);
	// An empty list is no answer, so nothing is like it.
	found.set(kept === 0 ? '' : key(begin), begin);
	question.choices.forEach((_, place) => {
		const bit = 1 << place;
		if ((kept | question.exclusive) & bit) return;
		const next = new Map(found);
		for (const { answer: before, effort, changes } of found.values()) {
			const added = settled(question, before! | bit, effort + efforts[place]!, changes + 1);
			const same = next.get(key(added));
			if (!same || compareCosts(added, same) < 0) next.set(key(added), added);
		}
		if (next.size > most) throw new TooMany();
		found = next;
	});
	const alone = question.choices.flatMap((_, place) =>
		answer === undefined && question.exclusive & (1 << place)
			? settled(question, 1 << place, 0, 1)
			: []
	);
	return [...[...found.values()].filter(({ changes }) => changes > 0), ...alone];
}

type Cost = Pick<Candidate, 'effort' | 'changes'>;

/** Less effort first, then fewer changes. */
export function compareCosts(a: Cost, b: Cost): number {
	return a.effort - b.effort || a.changes - b.changes;
}
