import {
	nearest,
	nodesOf,
	type Day,
	type Diagnosis,
	type Fraction,
	type Interval,
	type Locale,
	type OpenEdition,
	type Step,
	type TraceNode
} from '#scoring';
import type { LadderData } from '../charts/ladder.ts';
import { calledFor } from '../diagnosis/called.ts';
import { countedSets } from '../diagnosis/counted.ts';
import { profileOf, staircaseOf } from '../diagnosis/staircase.ts';
import { isEnded, stageOn, type EditionEvent } from '../library/events.ts';
import { intervalWords, pointsWords } from '../words/format.ts';
import { sourceWords } from '../words/source.ts';
import { tierWords } from '../words/tier.ts';
import { leafLines, type LeafLine } from './leaf-lines.ts';
import { foundIn, type FoundPart } from './found-lines.ts';
import { openLadderAsks } from './ladder-asks.ts';
import { askPlace, measuresOf, type MeasuresPart } from './measures-part.ts';
import { placeOf, type Place } from './place.ts';
import {
	contradictionLines,
	gateLines,
	traceLines,
	type ContradictionLine,
	type GateLines,
	type TraceLine
} from './trace-lines.ts';
import { roadPart, type RoadPart } from './road-part.ts';
import { nothingDecided } from './supposed.ts';
import type { Turn } from './turn.ts';
import type { World } from './world.ts';

/** The result: where the enterprise stands, why, and what support there is. */
export interface ResultPage {
	readonly kind: 'result';
	readonly name: string;
	readonly edition: string;
	readonly day: Day;
	readonly editionIsLater: boolean;
	/** Since when and why the edition is retired or withdrawn, where it is. */
	readonly ended?: EditionEvent;
	readonly tier: TierPart;
	/** Left out where the edition gives no points: its conditions decide. */
	readonly total?: TotalPart;
	/** Questions without an answer that can still count, with where they are asked. */
	readonly unanswered: readonly Place[];
	/** How many more have none and need none. */
	readonly idle: number;
	/** What the tier still depends on beside the questions. */
	readonly unstated: readonly Place[];
	readonly dimensions: readonly DimensionLine[];
	/** In place of the dimensions where they are climbed one after the other. */
	readonly staircase?: StaircasePart;
	readonly counted: readonly CountedPart[];
	readonly gates: readonly GateLines[];
	/** What was said and cannot all be right. */
	readonly contradictions: readonly ContradictionLine[];
	/** Strengths and gaps of each dimension. */
	readonly found: FoundPart;
	/** What the edition recommends; left out where it recommends nothing at all. */
	readonly actions?: ActionsPart;
	readonly trace: TraceLine;
	readonly measures: MeasuresPart;
	/** To the next tier, as long as nothing is decided about it. */
	readonly road: RoadPart;
}

export interface TierPart {
	/** The least and the most it can be; equal where it is certain. */
	readonly low: string;
	readonly high: string;
	readonly certain: boolean;
	readonly meaning?: string;
	/** It comes from a ladder of our own. */
	readonly own: boolean;
	readonly source: string;
	readonly note?: string;
}
export interface TotalPart {
	readonly points: string;
	readonly max: string;
}

export interface ActionsPart {
	readonly source: string;
	readonly note?: string;
	readonly priorities: readonly {
		readonly priority: string;
		readonly meaning: string;
		readonly actions: readonly {
			readonly id: string;
			readonly finding: string;
			readonly action: string;
			readonly why: readonly LeafLine[];
		}[];
	}[];
	/** How many cannot be told yet. */
	readonly open: number;
}

export interface DimensionLine {
	readonly name: string;
	readonly title: string;
	readonly points: string;
	readonly max: string;
	/** In percent of the most. */
	readonly low: number;
	readonly high: number;
}
/** Dimensions climbed one after the other, and what the sets of questions reach in each. */
export interface StaircasePart {
	/** The points that pass a step. */
	readonly pass: string;
	readonly steps: readonly StepLine[];
	readonly profile: readonly ProfileLine[];
}
export interface StepLine extends DimensionLine {
	/** In percent of the most: what it must reach. */
	readonly pass: number;
	readonly state: Step['state'];
	/** What it brings to the whole. */
	readonly counts: string;
}
/** A set: what it gives in each step (nothing where it is not asked), and how many steps it climbs. */
export interface ProfileLine {
	readonly id: string;
	readonly title: string;
	readonly cells: readonly (string | undefined)[];
	readonly climbed: string;
	readonly low: number;
	readonly high: number;
}
/** A set that tiers count by level: what each of its questions has reached. */
export interface CountedPart {
	readonly id: string;
	readonly title: string;
	/** The set within it that is counted on its own as well; its lines are marked. */
	readonly marked?: string;
	readonly top: number;
	readonly lines: readonly CountedLine[];
}
export type CountedLine = LadderData['bars'][number] & { readonly name: string };

export function resultPage(
	world: World,
	{ said, day }: Turn,
	diagnosis: Diagnosis,
	locale: Locale
): ResultPage {
	const { edition, library, today } = world;
	const stage = stageOn(library.editions.get(edition.ref)!, today);
	const contradictions = contradictionLines(world, said, diagnosis, locale);
	return {
		kind: 'result',
		name: said.name ?? '',
		edition: edition.data.title[locale],
		day,
		editionIsLater: diagnosis.editionIsLater,
		...(isEnded(stage) ? { ended: stage.event } : {}),
		tier: tierPart(edition, diagnosis, locale),
		...totalPart(edition, diagnosis),
		unanswered: diagnosis.unanswered.map((name) => placeOf(edition, name, locale)),
		idle: diagnosis.idle.length,
		unstated: openLadderAsks(diagnosis).flatMap((id) =>
			askPlace(world, id, diagnosis.unanswered, locale)
		),
		dimensions: Object.entries(diagnosis.dimensions).map(([name, points]) =>
			dimensionLine(edition, name, points, locale)
		),
		...staircasePart(edition, diagnosis, locale),
		counted: countedParts(edition, diagnosis.trace!, locale),
		gates: gateLines(world, diagnosis, locale),
		contradictions,
		found: foundIn(world, diagnosis, locale),
		...actionsPart(world, diagnosis, locale),
		trace: traceLines(world, diagnosis, contradictions, locale),
		measures: measuresOf(world, diagnosis, said, locale),
		road: roadPart(world, said, diagnosis, nothingDecided, locale)
	};
}

export function tierPart(edition: OpenEdition, { standing }: Diagnosis, locale: Locale): TierPart {
	const { tiers, source } = edition.ladder;
	const certain = standing.low === standing.high;
	const meaning = certain ? tiers[standing.low - 1]?.meaning[locale] : undefined;
	return {
		low: tierWords(edition, standing.low, locale),
		high: tierWords(edition, standing.high, locale),
		certain,
		...(meaning ? { meaning } : {}),
		own: standing.own,
		source: sourceWords(source, locale),
		...(source.note ? { note: source.note[locale] } : {})
	};
}

export function totalPart({ root }: OpenEdition, { points }: Diagnosis): { total?: TotalPart } {
	if (root.scored.length === 0) return {};
	return { total: { points: intervalWords(points), max: pointsWords(root.max) } };
}

function actionsPart(
	world: World,
	diagnosis: Diagnosis,
	locale: Locale
): { actions?: ActionsPart } {
	const found = calledFor(world.edition, diagnosis);
	if (!found) return {};
	const { source } = world.edition.data.actions!;
	const priorities = found.called.map(({ priority, meaning, actions }) => ({
		priority,
		meaning: meaning[locale],
		actions: actions.map(({ id, finding, action, judgement }) => ({
			id,
			finding: finding[locale],
			action: action[locale],
			why: leafLines(judgement, world, locale)
		}))
	}));
	return {
		actions: {
			source: sourceWords(source, locale),
			...(source.note ? { note: source.note[locale] } : {}),
			priorities,
			open: found.open
		}
	};
}

function dimensionLine(
	edition: OpenEdition,
	name: string,
	points: Interval,
	locale: Locale
): DimensionLine {
	const { title, max } = edition.partByName.get(name)!;
	const share = (part: Fraction) => Math.round((1000 * nearest(part)) / nearest(max)) / 10;
	return {
		name,
		title: title[locale],
		points: intervalWords(points),
		max: pointsWords(max),
		low: share(points.low),
		high: share(points.high)
	};
}

function staircasePart(
	edition: OpenEdition,
	diagnosis: Diagnosis,
	locale: Locale
): { staircase?: StaircasePart } {
	const steps = staircaseOf(edition, diagnosis);
	if (steps.length === 0) return {};
	const { pass } = edition.root;
	const profile = profileOf(edition, diagnosis.trace!).map(
		({ id, title, cells, climbed }): ProfileLine => ({
			id,
			title: title[locale],
			cells: cells.map((cell) => cell && intervalWords(cell)),
			climbed: intervalWords(climbed),
			low: nearest(climbed.low) / 1000,
			high: nearest(climbed.high) / 1000
		})
	);
	return {
		staircase: {
			pass: pointsWords(pass),
			steps: steps.map(({ part, points, state, counts }) => ({
				...dimensionLine(edition, part.name, points, locale),
				pass: (100 * nearest(pass)) / nearest(part.max),
				state,
				counts: intervalWords(counts)
			})),
			profile
		}
	};
}

export function countedParts(
	edition: OpenEdition,
	trace: TraceNode,
	locale: Locale
): CountedPart[] {
	const levels = new Map(nodesOf(trace).map(({ name, level }) => [name, level]));
	return countedSets(edition).map(({ id, title, inner, questions }) => ({
		id,
		title: title[locale],
		...(inner ? { marked: inner.title[locale] } : {}),
		top: Math.max(...questions.map((one) => ('highestLevel' in one ? one.highestLevel : 0))),
		lines: questions.map((question) => ({
			name: question.name,
			title: question.data.title[locale],
			...levels.get(question.name)!,
			marked: inner?.questions.includes(question) ?? false
		}))
	}));
}
