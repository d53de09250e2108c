import {
	amountOf,
	compare,
	nearest,
	zero,
	type Day,
	type Diagnosis,
	type Locale,
	type OpenMeasure,
	type Outcome,
	type Recommendation
} from '#scoring';
import type { RoadData } from '../charts/road.ts';
import type { CaseFile } from '../diagnosis/case-file.ts';
import { mostFen } from '../plan/action.ts';
import { usualEffort } from '../road/effort.ts';
import { roadOf } from '../road/road-of.ts';
import type { Ignored, Road, RoadStep } from '../road/road.ts';
import { answerWords } from '../words/answer.ts';
import type { Names } from '../words/condition.ts';
import { pointsWords } from '../words/format.ts';
import { amountWords, betweenWords, noRateWords } from '../words/measure.ts';
import { aimWords, figureWords, gateWords, needWords } from '../words/road.ts';
import { tierWords } from '../words/tier.ts';
import { placeOf, type Place } from './place.ts';
import { fixButton, type DecidedRoad } from './supposed.ts';
import { namesOf, type World } from './world.ts';

/** The road to the next tier, in words: what to change, in which order, what may pay for it. */
export interface RoadPart {
	readonly kind: Road['kind'];
	/** Where one stands for certain, and the tier aimed at; the latter is left out at the top. */
	readonly from: string;
	readonly target?: string;
	/** In all; ours, relative. */
	readonly effort: number;
	readonly steps: readonly RoadLine[];
	/** What no answer moves and is needed besides. */
	readonly needs: readonly string[];
	/** Gates that no steps meet. */
	readonly gates: readonly string[];
	/** What has to be answered first, as it decides what applies. */
	readonly questions: readonly Place[];
	/** What was decided and stands in the way. */
	readonly because: readonly string[];
	/** What was decided and cannot be taken: which question, and why. */
	readonly ignored: readonly { readonly title: string; readonly why: Ignored['why'] }[];
	readonly forbidden: readonly { readonly question: string; readonly title: string }[];
	/** For some step the edition states no effort: this is its usual one for each rung. */
	readonly usual?: number;
	/** Left out where there is no step. */
	readonly chart?: Pick<RoadData, 'stops'> & { readonly inPoints: boolean };
}

/** One step. */
export interface RoadLine {
	readonly question: string;
	readonly place: Place;
	/** Left out where it is not answered. */
	readonly from?: string;
	readonly to: string;
	readonly effort: number;
	readonly effortSoFar: number;
	readonly stated: boolean;
	readonly fixed: boolean;
	/** The button that keeps it. */
	readonly fix: string;
	/** The least figure that reaches it: `已联网设备 ≥ 41 台`. */
	readonly figure?: string;
	/** Certain after it: points, where the edition gives any, and the tier. */
	readonly points?: string;
	readonly tier: string;
	readonly reaches: boolean;
	readonly capability?: string;
	readonly evidence: readonly string[];
	/** What it may cost, as typed, in 万元, and whether that could not be taken. */
	readonly budget: string;
	readonly wrongBudget: boolean;
	readonly support: readonly StepSupport[];
}

/** A measure that strengthens the capability of a step. */
export interface StepSupport {
	readonly ref: string;
	readonly title: string;
	readonly outcome: Outcome;
	/** What it pays in words; with a budget, what it pays of that; left out where the text states no sum. */
	readonly pays?: string;
	/** Of the budget, what is left to pay with this measure alone; left out where nothing tells. */
	readonly left?: string;
}

/** The outcomes under which a measure may pay. */
const mayPay: readonly Outcome[] = ['met', 'unknown'];

/** The road of what was said, under what a person decided about it. */
export function decidedRoad(
	{ edition, library }: World,
	said: CaseFile,
	day: Day,
	{ fixed, forbidden }: DecidedRoad
): Road {
	return roadOf({ edition, catalogue: library.catalogue }, said, day, { fixed, forbidden });
}

/** By question what its step may cost, in 分; what could not be taken is left out. */
export function budgetsOf({ budgets }: DecidedRoad): ReadonlyMap<string, number> {
	return new Map(
		Object.entries(budgets).flatMap(([question, typed]) => {
			const budget = budgetOf(typed);
			return budget === undefined ? [] : [[question, budget] as const];
		})
	);
}

/**
 * The same in words.
 *
 * @param diagnosis of the same, on the same day; `scoreSheet` is given what `diagnose` gave it
 */
export function roadPart(
	world: World,
	said: CaseFile,
	diagnosis: Diagnosis,
	decided: DecidedRoad,
	locale: Locale
): RoadPart {
	const found = decidedRoad(world, said, diagnosis.day, decided);
	return tellRoad({ ...world, names: namesOf(world) }, found, diagnosis, decided, locale);
}

/** What a road is told with. */
interface Telling extends Pick<World, 'edition' | 'library'> {
	readonly names: Names;
}

/**
 * A road that was found, in words.
 *
 * @param diagnosis of the same, on the same day
 */
export function tellRoad(
	world: Telling,
	found: Road,
	diagnosis: Diagnosis,
	decided: DecidedRoad,
	locale: Locale
): RoadPart {
	const { edition, names } = world;
	const title = (question: string) => edition.byName.get(question)?.data.title[locale] ?? question;
	const from = tierWords(edition, diagnosis.standing.low, locale);
	const none = { steps: [], needs: [], gates: [], questions: [], because: [], ignored: [] };
	const forbidden = decided.forbidden.map((question) => ({ question, title: title(question) }));
	if (found.kind === 'top') return { kind: 'top', from, effort: 0, ...none, forbidden };
	const aimed = {
		kind: found.kind,
		from,
		target: tierWords(edition, found.rank, locale),
		effort: 0,
		...none,
		ignored: found.ignored.map(({ question, why }) => ({ title: title(question), why })),
		forbidden
	};
	switch (found.kind) {
		case 'unsolved':
			return aimed;
		case 'open':
			return {
				...aimed,
				questions: found.questions.map((name) => placeOf(edition, name, locale))
			};
		case 'refused':
			return { ...aimed, because: found.because.map(title) };
		default: {
			const { steps, effort } = found;
			const isBlocked = found.kind === 'blocked';
			return {
				...aimed,
				effort,
				steps: stepLines(world, steps, diagnosis, decided, locale),
				needs: isBlocked ? found.needs.map((need) => needWords(need, names, locale)) : [],
				gates: isBlocked ? found.gates.map((gate) => gateWords(gate, names, locale)) : [],
				...(steps.some(({ stated }) => !stated) ? { usual: usualEffort(edition) } : {}),
				...(steps.length > 0 ? { chart: chartOf(world, diagnosis, steps, locale) } : {})
			};
		}
	}
}

function stepLines(
	world: Telling,
	steps: readonly RoadStep[],
	diagnosis: Diagnosis,
	decided: DecidedRoad,
	locale: Locale
): RoadLine[] {
	const { edition, library } = world;
	const budgets = budgetsOf(decided);
	let rank = diagnosis.standing.low;
	return steps.map((step): RoadLine => {
		const { question, from, to, figure } = step;
		const asked = edition.byName.get(question)!;
		const { capability, evidence = [] } = asked.data;
		const typed = decided.budgets[question];
		const budget = budgets.get(question);
		const reaches = step.rank > rank;
		rank = step.rank;
		return {
			question,
			place: placeOf(edition, question, locale),
			...(from === undefined ? {} : { from: answerWords(asked, from, locale) }),
			to: aimWords(edition, step, locale),
			effort: step.effort,
			effortSoFar: step.effortSoFar,
			stated: step.stated,
			fixed: step.fixed,
			fix: fixButton(question, to),
			...(figure ? { figure: figureWords(edition, figure, locale) } : {}),
			...(edition.root.scored.length > 0 ? { points: pointsWords(step.points) } : {}),
			tier: tierWords(edition, step.rank, locale),
			reaches,
			...(capability ? { capability: library.capabilities.get(capability)![locale] } : {}),
			evidence: evidence.map((one) => one[locale]),
			budget: typed === undefined ? '' : String(typed),
			wrongBudget: typed !== undefined && budget === undefined,
			support: capability ? supportFor(world, capability, diagnosis, budget, locale) : []
		};
	});
}

/** In 分; undefined where it is none. */
function budgetOf(typed: number | string | undefined): number | undefined {
	if (typeof typed !== 'number' || typed < 0) return undefined;
	const fen = Math.round(typed * 1_000_000);
	return fen <= mostFen ? fen : undefined;
}

/** The measures that strengthen a capability and may pay on the day, each as if it were the only one. */
function supportFor(
	{ library }: Telling,
	capability: string,
	{ support, day }: Diagnosis,
	budget: number | undefined,
	locale: Locale
): StepSupport[] {
	const measures = new Map(
		[...library.documents.values()].flatMap(({ document }) =>
			document.measures.map((measure) => [measure.ref, measure])
		)
	);
	return support.recommendations.flatMap((found): StepSupport[] => {
		const measure = measures.get(found.measure)!;
		if (!mayPay.includes(found.outcome)) return [];
		if (!measure.data.capabilities.includes(capability)) return [];
		return [
			{
				ref: measure.ref,
				title: measure.data.title[locale],
				outcome: found.outcome,
				...payWords(measure, found, budget, day, locale)
			}
		];
	});
}

function payWords(
	measure: OpenMeasure,
	found: Recommendation,
	budget: number | undefined,
	day: Day,
	locale: Locale
): Pick<StepSupport, 'pays' | 'left'> {
	const { benefit, data } = measure;
	if (budget === undefined) {
		if (found.amount) return { pays: amountWords(found.amount, locale) };
		return 'what' in data.benefit ? { pays: data.benefit.what[locale] } : {};
	}
	// As if the budget were spent in the year of the day, in a project that fulfils the condition alike.
	const isShare = benefit.kind === 'share' || benefit.kind === 'ceiling';
	const unit = {
		verdict: found.outcome === 'met' ? ('met' as const) : ('unknown' as const),
		...(data.judgedAt === 'enterprise' ? {} : { project: 0 }),
		...(data.judgedAt === 'project-year' ? { year: Number(day.slice(0, 4)) } : {}),
		...(isShare ? { base: budget } : {})
	};
	const amount = amountOf(measure, [unit], unit.verdict);
	if (!amount) return 'what' in data.benefit ? { pays: data.benefit.what[locale] } : {};
	if (amount.noRate.length > 0) return { pays: noRateWords[locale] };
	const [low, high] = [amount.low, amount.high ?? budget].map((paid) => Math.min(paid, budget));
	return {
		pays: amountWords(amount, locale),
		...(amount.high === null
			? {}
			: { left: betweenWords({ low: budget - high!, high: budget - low! }, locale) })
	};
}

function chartOf(
	{ edition }: Telling,
	{ points, standing }: Diagnosis,
	steps: readonly RoadStep[],
	locale: Locale
): NonNullable<RoadPart['chart']> {
	const inPoints = compare(edition.root.max, zero) > 0;
	const height = (step: Pick<RoadStep, 'points'>) => nearest(step.points) / 1000;
	let { low: rank } = standing;
	const stops = steps.map((step, i) => {
		const tier = step.rank > rank;
		rank = step.rank;
		const title = edition.byName.get(step.question)!.data.title[locale];
		return { title, effort: step.effortSoFar, height: inPoints ? height(step) : i + 1, tier };
	});
	const start = inPoints ? height({ points: points.low }) : 0;
	const now = { 'zh-cn': '现在', en: 'Now' }[locale];
	return { inPoints, stops: [{ title: now, effort: 0, height: start, tier: false }, ...stops] };
}
