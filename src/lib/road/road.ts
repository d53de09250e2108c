import {
	answerValue,
	checkSheet,
	climb,
	scoreSheet,
	type CheckedSheet,
	type Condition,
	type Fraction,
	type KnownContext,
	type Leaf,
	type OpenEdition,
	type Scored,
	type Verdict
} from '#scoring';
import { candidatesOf, compareCosts, TooMany } from './candidates.ts';
import { changedSheet, leastFigures, type Changes, type LeastFigure } from './changed.ts';
import { effortBetween, rungsOf, usualEffort } from './effort.ts';
import { lookedChoices, Open, requiredFor, wanted, waysToMeet, type Demand } from './gates.ts';
import { rowOf, type Choosable, type Row } from './rows.ts';
import { isInReach, leastEffort } from './search.ts';
import { noStep, type NoStep, type Steppable } from './steppable.ts';

/** What a person has decided about the road. */
export interface RoadOptions {
	/** Steps that stay, whatever else is taken: by question, the answer to reach as SurveyJS stores it. */
	readonly fixed?: Readonly<Record<string, unknown>>;
	/** Questions whose answers stay as they are. */
	readonly forbidden?: readonly string[];
	/** The tier to reach; left out for the next above what is certain. */
	readonly target?: string;
}

/** One answer to change. */
export interface RoadStep {
	readonly question: string;
	/** As SurveyJS stores it, a ratio's as its figures choose it; left out where there is none yet. */
	readonly from?: unknown;
	readonly to: unknown;
	/** Ours, relative. */
	readonly effort: number;
	/** The edition states the effort; else it is the edition's usual one for each rung. */
	readonly stated: boolean;
	/** The person keeps it. */
	readonly fixed: boolean;
	readonly figure?: LeastFigure;
	/** Where one stands for certain after this step and those before it. */
	readonly effortSoFar: number;
	readonly points: Fraction;
	readonly rank: number;
}

/** A leaf that no answer meets: a title, a fact, a tier; `not`, where it must not be so. */
export interface Need {
	readonly leaf: Leaf;
	readonly not: boolean;
}

/** What a person decided that cannot be taken: said by name. */
export interface Ignored {
	readonly question: string;
	/** `reached`: it stands there or above already; `unknown`: the edition has no such question or answer. */
	readonly why: NoStep | 'reached' | 'unknown';
}

interface Aimed {
	/** The tier aimed at, and its rank: 1 is the lowest. */
	readonly target: string;
	readonly rank: number;
	readonly ignored: readonly Ignored[];
}

interface Walked {
	/** The least effort first. */
	readonly steps: readonly RoadStep[];
	readonly effort: number;
}

export type Road =
	/** The highest tier is certain. */
	| { readonly kind: 'top' }
	/** The least total effort that makes the tier certain. */
	| ({ readonly kind: 'reached' } & Aimed & Walked)
	/** Something that no answer moves stands in the way: `steps` are what answers can do beside it. */
	| ({
			readonly kind: 'blocked';
			readonly needs: readonly Need[];
			/** Gates that no steps meet, as where effects decide. */
			readonly gates: readonly Leaf[];
	  } & Aimed &
			Walked)
	/** These decide what applies and have to be answered first. */
	| ({ readonly kind: 'open'; readonly questions: readonly string[] } & Aimed)
	/** It could be reached if these were neither kept nor left out. */
	| ({ readonly kind: 'refused'; readonly because: readonly string[] } & Aimed)
	/** There is more to compare than is compared; no published edition comes near. */
	| ({ readonly kind: 'unsolved' } & Aimed);

/**
 * The road to the next tier: the changes of answers of least total effort, then of fewest changes, after which
 * the tier is certain. Exact. Unanswered counts as the lowest option until it is answered, so a step may be to
 * answer. No step leads down, none changes an effect or what applies (`noStep`). Whatever is returned has been
 * scored again.
 *
 * @param known as `scoreSheet` takes it
 * @throws {Error} where scoring it again does not bear it out, which is a bug
 */
export function road(
	edition: OpenEdition,
	sheet: CheckedSheet,
	known: KnownContext,
	{ fixed = {}, forbidden = [], target }: RoadOptions = {}
): Road {
	const scored = scoreSheet(edition, sheet, known);
	const { low } = climb(edition, scored, false);
	const rank = target === undefined ? low + 1 : rankOf(edition, target);
	if (low >= rank || low === edition.tiers.length) return { kind: 'top' };
	const { kept, ignored } = readFixed(scored, fixed);
	const left = forbidden.filter((name) => {
		const why = whyNot(scored, name);
		if (why) ignored.push({ question: name, why });
		return !why;
	});
	const aimed = { target: edition.tiers[rank - 1]!.id, rank, ignored };
	const task = { edition, sheet, known, scored, rank };
	try {
		const best = solve(task, kept, left);
		const free = kept.size + left.length === 0 ? best : solve(task, new Map(), []);
		if (compareObstacles(best, free) > 0) {
			return { kind: 'refused', ...aimed, because: inTheWay(task, kept, left, free) };
		}
		return { ...aimed, ...walked(task, best, kept) };
	} catch (error) {
		if (error instanceof Open) return { kind: 'open', ...aimed, questions: error.questions };
		if (error instanceof TooMany) return { kind: 'unsolved', ...aimed };
		throw error;
	}
}

function rankOf({ tiers, ref }: OpenEdition, target: string): number {
	const place = tiers.findIndex(({ id }) => id === target);
	if (place < 0) throw new RangeError(`${ref} has no tier ${target}`);
	return place + 1;
}

interface Task {
	readonly edition: OpenEdition;
	readonly sheet: CheckedSheet;
	readonly known: KnownContext;
	readonly scored: Scored;
	readonly rank: number;
}

function whyNot(scored: Scored, name: string): NoStep | 'unknown' | undefined {
	const question = scored.edition.byName.get(name);
	return question ? noStep(scored, question) : 'unknown';
}

function readFixed(scored: Scored, fixed: Readonly<Record<string, unknown>>) {
	const { edition } = scored;
	const { answers } = checkSheet(edition, fixed);
	const kept = new Map<number, number>();
	const ignored: Ignored[] = [];
	for (const name of Object.keys(fixed)) {
		const question = edition.byName.get(name);
		const why = whyNot(scored, name);
		const to = question && (answers[question.index] as number | undefined);
		if (why || !question || to === undefined) {
			ignored.push({ question: name, why: why ?? 'unknown' });
			continue;
		}
		const from = scored.answers[question.index] as number | undefined;
		const isUp = effortBetween(question as Steppable, from, to, 1) !== undefined;
		if (isUp) kept.set(question.index, to);
		else ignored.push({ question: name, why: 'reached' });
	}
	return { kept, ignored };
}

/** The best way to meet what is required: what stands in its way, and what to change. */
interface Solved {
	readonly needs: readonly Need[];
	readonly gates: readonly Leaf[];
	readonly effort: number;
	readonly changes: number;
	/** Everything that is changed, what is kept with it. */
	readonly answers: Changes;
}

function compareObstacles(a: Solved, b: Solved): number {
	return a.gates.length - b.gates.length || a.needs.length - b.needs.length;
}

function solve(task: Task, kept: Changes, forbidden: readonly string[]): Solved {
	const { edition, sheet, known, rank } = task;
	const start = changedSheet(sheet, task.scored, kept);
	const scored = kept.size === 0 ? task.scored : scoreSheet(edition, start, known);
	const usual = usualEffort(edition);
	const choosable: Choosable = new Map(
		edition.questions.flatMap((question) => {
			if (forbidden.includes(question.name) || noStep(scored, question) !== undefined) return [];
			const own = question as Steppable;
			const looked = lookedChoices(edition, own);
			return stays(own, kept.get(own.index))
				? []
				: [[own.index, candidatesOf(own, scored, usual, looked)] as const];
		})
	);
	const ways = waysToMeet(scored, requiredFor(edition, rank));
	if (!ways) throw new TooMany();
	let best: Solved | undefined;
	for (const way of ways) {
		const found = solveWay(scored, way, choosable, kept);
		if (!best || (compareObstacles(found, best) || compareCosts(found, best)) < 0) best = found;
	}
	return best!;
}

/** Whether a kept answer can only stay: nothing lies above it. */
function stays(question: Steppable, kept: number | undefined): boolean {
	if (kept === undefined) return false;
	if (question.type === 'radiogroup') return rungsOf(question) === undefined;
	return (kept & question.exclusive) !== 0;
}

function solveWay(
	scored: Scored,
	way: readonly Demand[],
	choosable: Choosable,
	kept: Changes
): Solved {
	const needs: Need[] = [];
	const gates = new Set<Leaf>();
	const rows: Row[] = [];
	for (const demand of way) {
		if (demand.kind === 'known') {
			const { leaf, not } = demand;
			if (!needs.some((one) => isSame(one, { leaf, not }))) needs.push({ leaf, not });
		} else if (demand.kind === 'stuck') {
			gates.add(demand.leaf);
		} else {
			const row = rowOf(scored, demand, choosable);
			if (isInReach(row)) rows.push(row);
			else gates.add(row.leaf);
		}
	}
	let found = leastEffort(rows, choosable);
	if (!found) {
		// Each could be met, and not all of them together.
		for (const { need, leaf } of rows) if (need > 0) gates.add(leaf);
		found = { effort: 0, changes: 0, chosen: new Map() };
	}
	const answers = new Map(kept);
	for (const [place, chosen] of found.chosen) {
		answers.set(place, choosable.get(place)![chosen]!.answer!);
	}
	const { effort, changes } = found;
	return { needs, gates: [...gates], effort, changes, answers };
}

/** Two leaves that ask for the same, wherever they stand. */
function isSame(a: Need, b: Need): boolean {
	const asks = ({ leaf, not }: Need) => JSON.stringify([{ ...leaf, source: undefined }, not]);
	return asks(a) === asks(b);
}

/** Of what the person decided, that which alone stands in the way; all of it where nothing alone does. */
function inTheWay(
	task: Task,
	kept: Changes,
	forbidden: readonly string[],
	free: Solved
): readonly string[] {
	const nameOf = (place: number) => task.edition.questions[place]!.name;
	const names = [...new Set([...[...kept.keys()].map(nameOf), ...forbidden])];
	const alone = names.filter((name) => {
		const others = new Map([...kept].filter(([place]) => nameOf(place) !== name));
		const rest = forbidden.filter((one) => one !== name);
		return compareObstacles(solve(task, others, rest), free) <= 0;
	});
	return alone.length > 0 ? alone : names;
}

/** The changes in order, each with where it leads; all of them scored again. */
function walked(task: Task, solved: Solved, kept: Changes) {
	const { edition, sheet, known, scored, rank } = task;
	const usual = usualEffort(edition);
	const figures = leastFigures(sheet, scored, solved.answers);
	const changes = [...solved.answers].map(([place, to]) => {
		const question = edition.questions[place] as Steppable;
		const from = scored.answers[place] as number | undefined;
		return { question, from, to, effort: effortBetween(question, from, to, usual)! };
	});
	changes.sort((a, b) => a.effort - b.effort || a.question.index - b.question.index);
	let effortSoFar = 0;
	const taken = new Map<number, number>();
	const steps = changes.map(({ question, from, to, effort }): RoadStep => {
		effortSoFar += effort;
		taken.set(question.index, to);
		const after = scoreSheet(edition, changedSheet(sheet, scored, taken), known);
		const figure = figures.get(question.index);
		return {
			question: question.name,
			...(from === undefined ? {} : { from: answerValue(question, from) }),
			to: answerValue(question, to),
			effort,
			stated: question.data.effort !== undefined,
			fixed: kept.has(question.index),
			...(figure ? { figure } : {}),
			effortSoFar,
			points: after.points[edition.root.index]!.low,
			rank: climb(edition, after, false).low
		};
	});
	const { needs, gates } = solved;
	const after = scoreSheet(edition, changedSheet(sheet, scored, solved.answers), known);
	const isClear = needs.length + gates.length === 0;
	const isBorneOut = isClear
		? climb(edition, after, false).low >= rank
		: holdsBut(requiredFor(edition, rank), after, needs, gates);
	if (!isBorneOut) throw new Error(`${edition.ref}: a road that does not lead to tier ${rank}`);
	if (isClear) return { kind: 'reached' as const, steps, effort: effortSoFar };
	return { kind: 'blocked' as const, needs, gates, steps, effort: effortSoFar };
}

/** Whether a condition is met but for what is needed and the gates that stay shut. */
function holdsBut(
	condition: Condition,
	scored: Scored,
	needs: readonly Need[],
	gates: readonly Leaf[],
	not = false
): boolean {
	if ('not' in condition) return holdsBut(condition.not, scored, needs, gates, !not);
	if ('all' in condition || 'any' in condition) {
		const parts = 'all' in condition ? condition.all : condition.any;
		const holds = (part: Condition) => holdsBut(part, scored, needs, gates, not);
		return 'all' in condition !== not ? parts.every(holds) : parts.some(holds);
	}
	if (gates.includes(condition) || needs.some((need) => isSame(need, { leaf: condition, not })))
		return true;
	const verdict: Verdict = scored.edition.tierLeaves.get(condition)!(scored, null);
	return verdict === wanted(not);
}
