import { amountOf, type Amount, type Unit } from './amount.ts';
import type { TitleLeaf } from './condition.ts';
import { inForce, lastDayOf, type Day, type InForce } from './day.ts';
import type { Draft } from './draft.ts';
import type { FactValues, Known, Project, TitleRecord } from './known.ts';
import { factPlace, type KnownContext, type TierBounds } from './known-leaf.ts';
import type { MeasureData } from './measure.ts';
import { nearMiss, type NearMiss } from './near-miss.ts';
import type { OpenDocument, OpenMeasure } from './open-measure.ts';
import { both, deciding, type Judge, type Judgement, type Verdict } from './verdict.ts';

/**
 * What a measure means for an enterprise on a day: in force and its condition `met`, `unmet` or
 * `unknown`; or no question at all, because the document does not hold on the day, does not reach the
 * area, speaks to another kind of applicant, or tells of the past only.
 */
export type Outcome = Verdict | 'not-yet' | 'ended' | 'out-of-area' | 'other-applicant' | 'history';

export interface JudgedUnit extends Unit {
	/** Why; left out where nobody asked, or where the measure names no condition. */
	readonly judgement?: Judgement;
	/** The smallest change that would meet it; left out where it is not unmet or no acting would do. */
	readonly nearMiss?: NearMiss;
}

export interface Recommendation {
	/** `document/measure`. */
	readonly measure: string;
	readonly outcome: Outcome;
	readonly period: InForce;
	/**
	 * The enterprise, its projects or their years, each judged by itself; none where the outcome is
	 * settled before the condition is read (by the day, the area, the kind of applicant).
	 */
	readonly units: readonly JudgedUnit[];
	/** Why the area and the applicant are what they are; left out where nobody asked. */
	readonly around?: readonly Judgement[];
	/** Whether the area is one that the document leaves to itself. */
	readonly elsewhere: boolean;
	/** Only where the outcome is met or unknown, and the benefit is money. */
	readonly amount?: Amount;
	/** What to ask to decide it: facts and titles by id, `projects`, `tier …`. Empty if nobody asked why. */
	readonly asks: readonly string[];
	/** The open questions of the text that keep it undecided, by id. */
	readonly open: readonly string[];
}

export interface Support {
	readonly day: Day;
	readonly recommendations: readonly Recommendation[];
	/** Whether any document that may reach the enterprise is certainly in force on the day. */
	readonly anyInForce: boolean;
	/** Where none is: the last day before on which one of them certainly was. */
	readonly lastDay?: Day;
}

/**
 * Judges every measure of the documents on a day.
 *
 * @param tiers the tiers known of the enterprise, by instrument
 * @param explain whether to say why and what to ask
 */
export function recommend(
	documents: readonly OpenDocument[],
	known: Known,
	tiers: Readonly<Record<string, TierBounds>>,
	day: Day,
	explain: boolean
): Support {
	const recommendations: Recommendation[] = [];
	const reaching: OpenDocument[] = [];
	for (const document of documents) {
		const setting = settingOf(document, known, tiers, day, explain);
		recommendations.push(...document.measures.map((measure) => judge(measure, known, setting)));
		if (mayReach(document, setting)) reaching.push(document);
	}
	const anyInForce = reaching.some(({ data }) => inForce(data.inForce, day) === 'in-force');
	const lastDay = anyInForce ? undefined : lastDayInForce(reaching, day);
	return {
		day,
		recommendations,
		anyInForce,
		...(lastDay === undefined ? {} : { lastDay })
	};
}

/** Whether the document, or a measure of it with an area of its own, may reach the enterprise. */
function mayReach({ measures }: OpenDocument, { area, context }: Setting): boolean {
	return (
		area !== 'unmet' || measures.some((one) => one.area && one.area(context, null) !== 'unmet')
	);
}

/** The last day before `day` on which a document certainly was in force. */
function lastDayInForce(documents: readonly OpenDocument[], day: Day): Day | undefined {
	const ends = documents.flatMap(({ data }) => lastDayOf(data.inForce) ?? []);
	return ends
		.filter((end) => end < day)
		.sort()
		.at(-1);
}

/** What the measures of a document have in common, judged once. */
interface Setting {
	readonly context: KnownContext;
	readonly period: InForce;
	readonly area: Verdict;
	/** Whether the enterprise is where the document leaves an area to itself. */
	readonly elsewhere: boolean;
	/** What settles all of them, whoever applies and wherever: the day. */
	readonly past: Outcome | undefined;
	/** Why the area is what it is; `null` where nobody asked. */
	readonly around: readonly Judgement[] | null;
	readonly places: (judgedAt: MeasureData['judgedAt']) => readonly Place[];
}

/** Where a measure is judged: the enterprise, a project or a year of it, and what is known there. */
interface Place {
	readonly at: { readonly project?: number; readonly year?: number };
	readonly context: KnownContext;
}

function settingOf(
	{ data, area, elsewhere }: OpenDocument,
	{ facts, titles, projects }: Known,
	tiers: Readonly<Record<string, TierBounds>>,
	day: Day,
	explain: boolean
): Setting {
	const context: KnownContext = { facts, titles, tiers, day, period: data.inForce };
	const around: Judgement[] | null = explain ? [] : null;
	const period = inForce(data.inForce, day);
	return {
		context,
		period,
		area: area(context, around),
		past: period === 'not-yet' || period === 'ended' ? period : undefined,
		elsewhere: elsewhere?.(context, null) === 'met',
		around,
		places: placesOf(projects, context)
	};
}

/** The places of each kind, listed once, when the first measure asks for them: mostly none does. */
function placesOf(
	projects: readonly Project[] | undefined,
	context: KnownContext
): Setting['places'] {
	const listed: Partial<Record<MeasureData['judgedAt'], readonly Place[]>> = {};
	return (judgedAt) => (listed[judgedAt] ??= listPlaces(judgedAt, projects, context));
}

/** Where projects or their years are not stated, one of which nothing is known stands for them. */
function listPlaces(
	judgedAt: MeasureData['judgedAt'],
	projects: readonly Project[] | undefined,
	context: KnownContext
): readonly Place[] {
	if (judgedAt === 'enterprise') return [{ at: {}, context }];
	const there = (at: Place['at'], project: FactValues, year: FactValues): Place => {
		const { facts, titles, tiers, day, period } = context;
		return { at, context: { facts, project, year, titles, tiers, day, period } };
	};
	// Something may still be met there, so the condition is judged with nothing known of a project.
	if (projects === undefined) return [there({}, {}, {})];
	if (judgedAt === 'project') {
		return projects.map(({ facts }, project) => there({ project }, facts, {}));
	}
	return projects.flatMap(({ facts, years }, project) =>
		years.length === 0
			? [there({ project }, facts, {})]
			: years.map(({ year, facts: said }) => there({ project, year }, facts, said))
	);
}

function judge(measure: OpenMeasure, known: Known, setting: Setting): Recommendation {
	const { context, period, places } = setting;
	const around: Judgement[] | null = setting.around && (measure.area ? [] : [...setting.around]);
	const area = measure.area ? measure.area(context, around) : setting.area;
	// What is not for the enterprise's area is not, whatever the day.
	const outside = area === 'unmet' ? 'out-of-area' : setting.past;
	// Where nobody asks why, who applies matters only if the day and the area leave it open.
	const applicant = outside && !around ? 'unknown' : measure.applicant(context, around);
	const settled = settledOutcome(measure, outside, applicant);
	const units = settled ? [] : unitsOf(measure, places(measure.data.judgedAt), around !== null);
	const reach = both(both(period === 'in-force' ? 'met' : 'unknown', area), applicant);
	const outcome = settled ?? both(reach, anyUnit(units));
	const decided = settled !== undefined || outcome === 'unmet';
	const amount = decided ? undefined : amountOf(measure, units, reach);
	const { asks, open } =
		decided || !around ? nothingToAsk : questions(measure, known, around, units, outcome);
	const found: Draft<Recommendation> = {
		measure: measure.ref,
		outcome,
		period,
		units,
		elsewhere: area === 'unmet' && setting.elsewhere,
		asks,
		open
	};
	if (around) found.around = around;
	if (amount) found.amount = amount;
	return found;
}

const nothingToAsk = { asks: [], open: [] };

/** What settles a measure before its condition is read. */
function settledOutcome(
	measure: OpenMeasure,
	settled: Outcome | undefined,
	applicant: Verdict
): Outcome | undefined {
	if (measure.benefit.kind === 'history' && settled !== 'out-of-area') return 'history';
	return settled ?? (applicant === 'unmet' ? 'other-applicant' : undefined);
}

function unitsOf(
	measure: OpenMeasure,
	places: readonly Place[],
	explain: boolean
): readonly JudgedUnit[] {
	return places.map((place) => unitOf(measure, place, explain));
}

function unitOf(measure: OpenMeasure, { at, context }: Place, explain: boolean): JudgedUnit {
	const trace: Judgement[] | null = explain ? [] : null;
	const verdict = judged(measure.requires, context, trace);
	// Nothing was said of projects or years: none may exist, so what holds for each is still unknown.
	const { judgedAt } = measure.data;
	const doubtful =
		(judgedAt !== 'enterprise' && at.project === undefined) ||
		(judgedAt === 'project-year' && at.year === undefined);
	const base = baseOf(measure, context);
	const unit: Draft<JudgedUnit> = {
		...at,
		verdict: doubtful && verdict === 'met' ? 'unknown' : verdict
	};
	if (base !== undefined) unit.base = base;
	const judgement = trace?.[0];
	if (!judgement) return unit;
	unit.judgement = judgement;
	const near = nearMiss(judgement, (leaf) => measure.lever(leaf, context));
	if (near) unit.nearMiss = near;
	return unit;
}

function judged(
	requires: Judge<KnownContext> | undefined,
	context: KnownContext,
	trace: Judgement[] | null
): Verdict {
	return requires ? requires(context, trace) : 'met';
}

function baseOf({ benefit }: OpenMeasure, context: KnownContext): number | undefined {
	if (!('of' in benefit) || benefit.of === undefined) return undefined;
	return context[factPlace[benefit.owner]]?.[benefit.of] as number | undefined;
}

function anyUnit(units: readonly Unit[]): Verdict {
	let some: Verdict = 'unmet';
	for (const { verdict } of units) {
		if (verdict === 'met') return 'met';
		if (verdict === 'unknown') some = 'unknown';
	}
	return some;
}

/** What to ask, and what no answer can settle because the text leaves it open. */
function questions(
	measure: OpenMeasure,
	known: Known,
	around: readonly Judgement[],
	units: readonly JudgedUnit[],
	outcome: Outcome
): { asks: string[]; open: string[] } {
	const asks = new Set<string>();
	const open = new Set<string>();
	// Where one unit is met already, another matters only for the sum of money.
	const summed = measure.benefit.kind === 'share' || measure.benefit.kind === 'ceiling';
	const unsettled = units.filter(
		(unit) => unit.verdict === 'unknown' && (outcome !== 'met' || summed)
	);
	const judgements = [...around, ...unsettled.flatMap((unit) => unit.judgement ?? [])];
	for (const judgement of judgements) {
		if (judgement.verdict !== 'unknown') continue;
		for (const { leaf } of deciding(judgement)) {
			if ('open' in leaf) open.add(leaf.open);
			else if ('fact' in leaf) asks.add(leaf.fact);
			else if ('title' in leaf) {
				if (!isTold(leaf, known.titles)) asks.add(leaf.title);
			} else if ('tier' in leaf) asks.add(`tier ${leaf.tier}`);
		}
	}
	if (measure.data.judgedAt !== 'enterprise' && known.projects === undefined) {
		for (const id of measure.needs) asks.delete(id);
		asks.add('projects');
	} else if ('of' in measure.benefit && measure.benefit.of !== undefined) {
		const { of } = measure.benefit;
		if (units.some((unit) => unit.verdict !== 'unmet' && unit.base === undefined)) asks.add(of);
	}
	return { asks: [...asks], open: [...open] };
}

/**
 * Whether all that a rule wants to know of a title was said. If it is unknown all the same, the text
 * keeps it so: it does not tell the days on which its period begins or ends.
 */
function isTold(leaf: TitleLeaf, titles: readonly TitleRecord[]): boolean {
	const records = titles.filter(({ title }) => title === leaf.title);
	const told = records.every(
		({ state, awarded, level, first }) =>
			state === 'not-held' ||
			(awarded !== undefined &&
				(leaf.level === undefined || level !== undefined) &&
				(leaf.is !== 'held-first-time' || first !== undefined))
	);
	return told && records.length > 0;
}
