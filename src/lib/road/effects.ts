import {
	answerValue,
	checkKnown,
	checkSheet,
	climb,
	leaves,
	scoreSheet,
	type Day,
	type Fraction,
	type LeafJudgement,
	type OpenEdition,
	type Said,
	type Scored,
	type Standards
} from '#scoring';
import { canonical } from '../library/hash.ts';
import { candidatesOf, compareCosts, TooMany, type Candidate } from './candidates.ts';
import { changedSheet, leastFigures, type LeastFigure } from './changed.ts';
import { effortBetween, usualEffort } from './effort.ts';
import { lookedChoices } from './gates.ts';
import { noStep, type Steppable } from './steppable.ts';

/** What one answer, changed by itself, moves of what is certain: all else stays as it is and is scored again. */
export interface Effect {
	/** The answer to reach, as SurveyJS stores it. */
	readonly to: unknown;
	/** Ours, relative, as a step of the road has it. */
	readonly effort: number;
	readonly stated: boolean;
	/** Of a ratio, the least figure that reaches it. */
	readonly figure?: LeastFigure;
	/** The points that are certain, in thousandths. */
	readonly points: { readonly before: Fraction; readonly after: Fraction };
	/** The conditions of the next tier that stand otherwise. */
	readonly gates: readonly { readonly before: LeafJudgement; readonly after: LeafJudgement }[];
	/** The tier that is certain: 0 below the lowest. */
	readonly rank: { readonly before: number; readonly after: number };
}

/** Tells effects of changes to one sheet. */
export interface Effects {
	/** Of an answer as SurveyJS stores it, higher than the one there is. */
	of(question: string, to: unknown): Effect;
	/**
	 * Of the least effort that brings a question more points or a higher level; nothing where no step does
	 * (`noStep`), or where there are more ways to tick a list than are looked at.
	 */
	further(question: string): Effect | undefined;
}

/** Effects on what is said of an enterprise, on the day and by the standards that `diagnose` was given. */
export function effectsOn(
	{ edition, catalogue }: Pick<Standards, 'edition' | 'catalogue'>,
	said: Said,
	day: Day
): Effects {
	const { facts, titles } = checkKnown(catalogue, said).known;
	const known = { facts, titles, tiers: {}, day };
	const sheet = checkSheet(edition, said.answers ?? {});
	const scored = scoreSheet(edition, sheet, known);
	const before = climb(edition, scored, true);
	const usual = usualEffort(edition);

	function effectOf(question: Steppable, answer: number, to: unknown): Effect {
		const changes = new Map([[question.index, answer]]);
		const after = scoreSheet(edition, changedSheet(sheet, scored, changes), known);
		const standing = climb(edition, after, true);
		const from = scored.answers[question.index] as number | undefined;
		const figure = leastFigures(sheet, scored, changes).get(question.index);
		return {
			to,
			effort: effortBetween(question, from, answer, usual)!,
			stated: question.data.effort !== undefined,
			...(figure ? { figure } : {}),
			points: { before: certain(edition, scored), after: certain(edition, after) },
			gates: moved(before.gates[before.low], standing.gates[before.low]),
			rank: { before: before.low, after: standing.low }
		};
	}

	return {
		of(name, to) {
			const question = edition.byName.get(name) as Steppable;
			const answer = checkSheet(edition, { [name]: to }).answers[question.index];
			return effectOf(question, answer as number, to);
		},
		further(name) {
			const question = edition.byName.get(name)!;
			if (noStep(scored, question) !== undefined) return undefined;
			const answer = higher(question as Steppable, scored, usual);
			if (answer === undefined) return undefined;
			return effectOf(question as Steppable, answer, answerValue(question, answer));
		}
	};
}

/** What is certain of the whole, in thousandths of a point. */
function certain({ root }: OpenEdition, { points }: Scored): Fraction {
	return points[root.index]!.low;
}

/** The answer of least effort that brings more points or a higher level than the one there is. */
function higher(question: Steppable, scored: Scored, usual: number): number | undefined {
	const [stay, ...above] = candidates(question, scored, usual);
	const isMore = (one: Candidate) => one.low > stay!.low || one.lowLevel > stay!.lowLevel;
	return above.filter(isMore).sort(compareCosts)[0]?.answer;
}

function candidates(question: Steppable, scored: Scored, usual: number): Candidate[] {
	try {
		return candidatesOf(question, scored, usual, lookedChoices(scored.edition, question));
	} catch (error) {
		if (error instanceof TooMany) return [];
		throw error;
	}
}

type Gate = ReturnType<typeof climb>['gates'][number] | undefined;

/** The leaves of a tier's condition that are judged otherwise or look at something else than before. */
function moved(before: Gate, after: Gate): Effect['gates'] {
	if (!before || !after) return [];
	const others = leaves(after.judgement!);
	const seen = ({ verdict, actual }: LeafJudgement) => canonical([verdict, actual ?? null]);
	return leaves(before.judgement!).flatMap((leaf, i) => {
		const other = others[i]!;
		return seen(leaf) === seen(other) ? [] : [{ before: leaf, after: other }];
	});
}
