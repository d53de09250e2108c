import {
	add,
	answerValue,
	checkKnown,
	checkSheet,
	compare as order,
	scoreSheet,
	subtract,
	zero,
	type Fraction,
	type Interval,
	type OpenEdition,
	type OpenQuestion,
	type Part,
	type Scored,
	type Text
} from '#scoring';
import type { CaseFile } from '../diagnosis/case-file.ts';
import type { Dossier } from '../diagnosis/dossier.ts';
import type { Mapping, Way } from '../editions/mapping.ts';
import {
	pointsLines,
	scoreUnderBoth,
	tierLines,
	type By,
	type PointsLine,
	type Result,
	type TierLine
} from '../editions/under-both.ts';
import { canonical } from '../library/hash.ts';
import type { Library } from '../library/library.ts';
import { fieldDifferences } from '../sheets/layers.ts';
import { questionsOfBoth, type Shared } from './shared.ts';

/** A part of the difference in points, with the answers that count on both sides; undefined without one. */
export type Line = PointsLine & Given;
interface Given {
	readonly was?: unknown;
	readonly is?: unknown;
}

/**
 * What part of the difference something causes. One after the other:
 * - `edition`: the earlier answers, as they go over to the next edition (each step from one edition to the next);
 * - `answers`: what is answered otherwise, in the later edition;
 * - `scoring`: how it was scored when it was filed and how it is today.
 */
export interface Stage extends By {
	readonly cause: 'edition' | 'answers' | 'scoring';
	/** They add up to `low` and `high` exactly; none of `scoring`. */
	readonly lines: readonly Line[];
	/** Of `edition`. */
	readonly mapping?: Mapping;
}

/** How much of a dimension is reached; left out on the side whose edition has none of that name. */
export interface DimensionPair {
	readonly name: string;
	readonly title: Text;
	readonly from?: { readonly points: Interval; readonly max: Fraction };
	readonly to?: { readonly points: Interval; readonly max: Fraction };
}

/** A question of the later edition whose answer is another. */
interface Changed extends Given {
	readonly question: OpenQuestion;
}

/**
 * Two diagnoses of one enterprise beside each other, whatever they differ in: time, layer, edition or
 * instrument. Points of two instruments are never subtracted: of these there are only the two results, and `shared`.
 */
export interface Comparison {
	readonly from: Result;
	readonly to: Result;
	/** What the points of the whole have more, in thousandths: between these, whatever is still open. */
	readonly difference?: Interval;
	/** They add up exactly to what the least points and the most points have more. */
	readonly stages: readonly Stage[];
	/** Answers that count otherwise and change no points. */
	readonly quiet: readonly Changed[];
	readonly dimensions: readonly DimensionPair[];
	/** Each tier with its gate on both sides. */
	readonly tiers: readonly TierLine[];
	readonly otherRule: boolean;
	/** Facts, titles and the like that are not said alike: they can meet a gate or not. */
	readonly facts: ReturnType<typeof fieldDifferences>;
	/** Of two instruments: what both ask, and what each says of it. */
	readonly shared: readonly Shared[];
}

/**
 * Compares two diagnoses.
 *
 * @param from of the same instrument: of the same edition as `to`, or of one from which mappings lead to it
 * @returns nothing where no mapping leads from the edition of the one to that of the other
 */
export function compare(library: Library, from: Dossier, to: Dossier): Comparison | undefined {
	const [first, second] = [resultOf(library, from), resultOf(library, to)];
	const both = {
		from: first,
		to: second,
		facts: fieldDifferences([from.said, to.said]).filter(({ field }) => isBeside(field))
	};
	if (first.edition.data.instrument !== second.edition.data.instrument) {
		const apart = { stages: [], quiet: [], dimensions: [], tiers: [], otherRule: false };
		return { ...both, ...apart, shared: questionsOfBoth(library, from, to) };
	}
	const mappings = mappingsBetween(library, first.edition, second.edition);
	if (!mappings) return undefined;
	return { ...both, ...explained(library, mappings, from, to), shared: [] };
}

/** The mappings that lead from an edition to another, one after the other; none where they are the same. */
export function mappingsBetween(
	{ editions }: Library,
	from: OpenEdition,
	to: OpenEdition
): Mapping[] | undefined {
	if (from.ref === to.ref) return [];
	// Each edition is mapped from an earlier one, so this ends.
	const mapping = editions.get(to.ref)?.moves?.mapping;
	const before = mapping && mappingsBetween({ editions } as Library, from, mapping.older);
	return before && [...before, mapping];
}

function resultOf({ editions }: Library, { diagnosis, rests }: Dossier): Result {
	const { edition } = editions.get(rests.edition.ref)!;
	return { edition, points: diagnosis.points, standing: diagnosis.standing };
}

/** What stands beside the answers and can bear on a tier. */
function isBeside(field: string): boolean {
	return field === 'titles' || field.startsWith('facts.');
}

function explained(
	library: Library,
	mappings: readonly Mapping[],
	from: Dossier,
	to: Dossier
): Omit<Comparison, 'facts' | 'from' | 'shared' | 'to'> {
	const [first, second] = [resultOf(library, from), resultOf(library, to)];
	const moved = overEditions(library, mappings, from);
	const before = scoredOf(library, second.edition, moved.said, from.diagnosis.day);
	const after = scoredOf(library, second.edition, to.said, to.diagnosis.day);
	const answers = stage(
		'answers',
		pointsLines(identity(second.edition), before, after),
		(name) => ({
			was: countedOf(before, name),
			is: countedOf(after, name)
		})
	);
	const stages = [...moved.stages, answers];
	const told = sumOf(stages);
	const rest = {
		low: subtract(subtract(second.points.low, first.points.low), told.low),
		high: subtract(subtract(second.points.high, first.points.high), told.high)
	};
	const touched = new Set(
		answers.lines.flatMap((line) => (line.kind === 'steps' ? [] : line.way.to))
	);
	return {
		difference: between(first.points, second.points),
		stages: [...stages, { cause: 'scoring' as const, ...rest, lines: [] }].filter(isMore),
		quiet: changedBetween(before, after).filter(({ question }) => !touched.has(question)),
		dimensions: dimensionsOf(first, second, from, to),
		tiers: tierLines(first, second),
		otherRule: first.edition.ladder.rule !== second.edition.ladder.rule
	};
}

/** What `to` has more than `from`, whatever is still open in either. */
export function between(from: Interval, to: Interval): Interval {
	return { low: subtract(to.low, from.high), high: subtract(to.high, from.low) };
}

/** The earlier sheet, carried from edition to edition, and what each step does to its points. */
function overEditions(
	library: Library,
	mappings: readonly Mapping[],
	{ said, diagnosis: { day } }: Dossier
): { readonly said: CaseFile; readonly stages: readonly Stage[] } {
	let carried = said;
	const stages = mappings.map((mapping): Stage => {
		const { points, receipt } = scoreUnderBoth(mapping, carried, library.catalogue, day);
		const older = scoredOf(library, mapping.older, carried, day);
		carried = { ...carried, questionnaire: mapping.newer.ref, answers: receipt.answers };
		const newer = scoredOf(library, mapping.newer, carried, day);
		const one = stage('edition', points, (name, way) => ({
			was: way.from.length === 1 ? countedOf(older, way.from[0]!.name) : undefined,
			is: way.to.length === 1 ? countedOf(newer, name) : undefined
		}));
		return { ...one, mapping };
	});
	return { said: carried, stages };
}

function scoredOf(
	{ catalogue }: Library,
	edition: OpenEdition,
	said: CaseFile,
	day: string
): Scored {
	const { facts, titles } = checkKnown(catalogue, said).known;
	const sheet = checkSheet(edition, said.answers ?? {});
	return scoreSheet(edition, sheet, { facts, titles, tiers: {}, day });
}

function identity({ questions }: OpenEdition): Way[] {
	const alone = { kind: 'kept' as const, links: [], take: new Map() };
	return questions.map((question) => ({ ...alone, from: [question], to: [question] }));
}

function stage(
	cause: Stage['cause'],
	points: readonly PointsLine[],
	given: (question: string, way: Way) => Given
): Stage {
	const lines = points.map((line): Line => {
		if (line.kind === 'steps') return line;
		return { ...line, ...given((line.way.to[0] ?? line.way.from[0]!).name, line.way) };
	});
	return { cause, ...sumOf(lines), lines };
}

function sumOf(all: readonly By[]): By {
	const side = (of: (one: By) => Fraction) => all.map(of).reduce(add, zero);
	return { low: side(({ low }) => low), high: side(({ high }) => high) };
}

function isMore({ low, high, lines }: Stage): boolean {
	return lines.length > 0 || order(low, zero) !== 0 || order(high, zero) !== 0;
}

/** The answer that counts, as SurveyJS stores it; nothing where there is none or its question does not apply. */
function countedOf({ edition, answers, applies }: Scored, name: string): unknown {
	const question = edition.byName.get(name);
	const answer = question && answers[question.index];
	if (answer === undefined || applies[edition.partOf[question!.index]!.index] === 'unmet')
		return undefined;
	return answerValue(question!, answer);
}

function changedBetween(before: Scored, after: Scored): Changed[] {
	return after.edition.questions.flatMap((question): Changed[] => {
		const [was, is] = [countedOf(before, question.name), countedOf(after, question.name)];
		if (canonical(was ?? null) === canonical(is ?? null)) return [];
		return [{ question, was, is }];
	});
}

function dimensionsOf(first: Result, second: Result, from: Dossier, to: Dossier): DimensionPair[] {
	const parts = [second, first].flatMap(({ edition }) => edition.root.scored);
	const names = [...new Set(parts.map(({ name }) => name))];
	return names.map((name): DimensionPair => {
		const was = reached(first.edition, from, name);
		const is = reached(second.edition, to, name);
		return {
			name,
			title: parts.find((part) => part.name === name)!.title,
			...(was ? { from: was } : {}),
			...(is ? { to: is } : {})
		};
	});
}

function reached(
	{ root }: OpenEdition,
	{ diagnosis }: Dossier,
	dimension: string
): DimensionPair['from'] {
	const part = root.scored.find(({ name }: Part) => name === dimension);
	return part && { points: diagnosis.dimensions[dimension]!, max: part.max };
}
