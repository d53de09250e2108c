import {
	checkKnown,
	checkSheet,
	conditionLeaves,
	diagnose,
	recommend,
	type Amount,
	type CheckedSheet,
	type Day,
	type Diagnosis,
	type Locale,
	type OpenDocument,
	type OpenMeasure,
	type OpenRadiogroup,
	type Outcome,
	type Recommendation
} from '#scoring';
import { projectNames, type CaseFile } from '../diagnosis/case-file.ts';
import { canonical } from '../library/hash.ts';
import { packages, type Package, type Packages, type ReadPackages } from '../package/packages.ts';
import { moneyWords } from '../words/format.ts';
import {
	amountWords,
	betweenWords,
	judgedOutcomes,
	outcomeOrder,
	readingsWords
} from '../words/measure.ts';
import { packagesWords, type PackagesWords } from '../words/package.ts';
import { tierWords } from '../words/tier.ts';
import {
	factField,
	regionField,
	valuesIn,
	type FactField,
	type RegionField
} from './about-page.ts';
import { faultsOf } from './live.ts';
import { questionsIn } from './form.ts';
import { roadPart, type RoadPart } from './road-part.ts';
import { nothingDecided, prefix, supposedCase, type Supposed } from './supposed.ts';
import {
	projectsField,
	recordsOf,
	titleField,
	type ProjectsField,
	type TitleField
} from './support-page.ts';
import { dayOf, type Turn } from './turn.ts';
import type { World } from './world.ts';

/** What support there would be if something else were so: the fields to suppose it with, and the difference. */
export interface WhatIf {
	readonly supposed: Supposed;
	/** Whether anything is supposed. */
	readonly differs: boolean;
	/** The day judged on. */
	readonly day: Day;
	/** What was typed as the day, where it is none. */
	readonly wrongDay?: string;
	readonly region: RegionField;
	readonly facts: readonly FactField[];
	readonly projects?: ProjectsField;
	readonly titles: readonly TitleField[];
	/** By name of the field: what could not be taken. */
	readonly faults: Readonly<Record<string, string>>;
	/** What can be had together: from the least certain to the most possible, under any reading. */
	readonly total: SumChange;
	/** The same for each way to read the texts that makes a difference. */
	readonly sums: readonly SumChange[];
	readonly groups: readonly ChangedMeasures[];
	/** What to say to an enterprise in an area that a document leaves to itself. */
	readonly elsewhere: readonly string[];
	/** The tier as it is and as it would be: at least and, where it is not certain, at most. */
	readonly tier: { readonly before: string; readonly after: string };
	/** The answers that can be supposed, dimension by dimension. */
	readonly answers: readonly SupposedAnswers[];
	/** The road from what is supposed, under what is decided about it. */
	readonly road: RoadPart;
	/** The package as it is supposed to be; left out where nothing would pay money. */
	readonly package?: PackagesWords;
}

/** The questions of a dimension of which one option is chosen. */
export interface SupposedAnswers {
	readonly title: string;
	/** Whether some of them are supposed. */
	readonly differs: boolean;
	readonly questions: readonly {
		readonly name: string;
		readonly title: string;
		/** The value chosen; empty where it is not answered. */
		readonly value: string;
		readonly options: readonly { readonly value: string; readonly title: string }[];
	}[];
}

/** A sum before and after, each from the least to the most. */
export interface SumChange {
	/** How open questions are read; none where none makes a difference. */
	readonly read: readonly string[];
	readonly before: Sum;
	readonly after: Sum;
	/** How much more or less, of the least and of the most; the latter is left out where nothing bounds it. */
	readonly isSame: boolean;
	readonly least: string;
	readonly most?: string;
}
export interface Sum {
	readonly words: string;
	/** In thousandths of the highest sum shown. */
	readonly low: number;
	readonly high: number;
}

/** Measures that change alike. */
export interface ChangedMeasures {
	readonly before: Outcome;
	readonly after: Outcome;
	/** Neither was or is for the enterprise on the day. */
	readonly beside: boolean;
	readonly measures: readonly {
		readonly ref: string;
		readonly title: string;
		readonly before?: string;
		readonly after?: string;
	}[];
}

/** What is supposed, judged beside what was said. Pure, and alike on server and device. */
export function whatIf(
	world: World,
	{ said, day }: Turn,
	supposed: Supposed,
	locale: Locale
): WhatIf {
	const there = supposedCase(said, supposed);
	const { day: judged, wrong } = dayOf(supposed.day, day);
	const before = judge(world, said, day);
	const differs = Object.keys(supposed.change).length > 0 || judged !== day;
	const after = differs ? judge(world, there, judged) : before;
	const documents = documentsOf(world);
	const inWords = (one: Judged, of: CaseFile) =>
		packagesWords(one.packages, { documents, projects: projectNames(of), locale });
	const told = inWords(after, there);
	const sums = readSums(before.packages, after.packages, inWords(before, said), told);
	const faults = faultsOf(world, there, after.diagnosis.faults, locale);
	return {
		supposed,
		differs,
		day: judged,
		...(wrong === undefined ? {} : { wrongDay: wrong }),
		...fieldsFor(world, said, there, after.diagnosis, locale),
		faults: Object.fromEntries(
			Object.entries(faults).map(([field, words]) => [prefix + field, words])
		),
		...changesOf(sums, locale),
		groups: differs ? changedMeasures(world, before.diagnosis, after.diagnosis, locale) : [],
		elsewhere: differs ? elsewhereWords(documents, after.diagnosis, locale) : [],
		tier: {
			before: standingWords(world, before.diagnosis, locale),
			after: standingWords(world, after.diagnosis, locale)
		},
		answers: answersFor(world, there, supposed, locale),
		road: roadPart(world, there, after.diagnosis, supposed.road ?? nothingDecided, locale),
		...(told ? { package: told } : {})
	};
}

function standingWords(
	{ edition }: World,
	{ standing: { low, high } }: Diagnosis,
	locale: Locale
): string {
	const [least, most] = [low, high].map((rank) => tierWords(edition, rank, locale));
	if (low === high) return least!;
	return { 'zh-cn': `至少${least}，至多${most}`, en: `${least} at least, ${most} at most` }[locale];
}

function answersFor(
	{ edition }: World,
	there: CaseFile,
	{ change }: Supposed,
	locale: Locale
): SupposedAnswers[] {
	const { answers } = checkSheet(edition, there.answers ?? {});
	return edition.root.parts.flatMap((part): SupposedAnswers[] => {
		const asked = questionsIn(part).filter(
			(one): one is OpenRadiogroup => one.type === 'radiogroup' && !isReckoned(one, answers)
		);
		if (asked.length === 0) return [];
		return [
			{
				title: part.title[locale],
				differs: asked.some(({ name }) => `answers.${name}` in change),
				questions: asked.map(({ index, name, data }) => {
					const place = answers[index] as number | undefined;
					return {
						name,
						title: data.title[locale],
						value: place === undefined ? '' : String(data.choices[place]!.value),
						options: data.choices.map(({ value, text }) => ({
							value: String(value),
							title: text[locale]
						}))
					};
				})
			}
		];
	});
}

/** Whether both figures of a ratio are given: they choose its option, whatever is supposed. */
function isReckoned({ of }: OpenRadiogroup, answers: CheckedSheet['answers']): boolean {
	const isGiven = ({ question, item }: { question: number; item: number }) => {
		const figures = answers[question];
		return typeof figures === 'object' && figures[item] !== undefined;
	};
	return of !== undefined && isGiven(of.numerator) && isGiven(of.denominator);
}

interface Judged {
	readonly diagnosis: Diagnosis;
	readonly packages: Packages;
}

function judge(world: World, said: CaseFile, day: Day): Judged {
	const documents = documentsOf(world);
	const { edition, library } = world;
	const diagnosis = diagnose(
		{ edition, documents, catalogue: library.catalogue },
		said,
		day,
		false
	);
	return { diagnosis, packages: packages(documents, diagnosis.support) };
}

function documentsOf({ library }: World): OpenDocument[] {
	return [...library.documents.values()].map(({ document }) => document);
}

/** What the measures that reach the enterprise look at, and what is supposed already. */
function fieldsFor(
	world: World,
	said: CaseFile,
	there: CaseFile,
	diagnosis: Diagnosis,
	locale: Locale
): Pick<WhatIf, 'region' | 'facts' | 'projects' | 'titles'> {
	const { library, regions } = world;
	const { facts, titles, industries } = library.catalogue;
	const { facts: read, titles: held } = lookedAt(measuresInReach(world, there, diagnosis));
	const [values, real] = [valuesIn(there.facts), valuesIn(said.facts)];
	const [records, realRecords] = [recordsOf(there.titles), recordsOf(said.titles)];
	const isSupposed = (one: unknown, other: unknown) =>
		canonical(one ?? null) !== canonical(other ?? null);
	const ofEnterprise = [...facts.values()].filter(
		({ id, owner, type }) =>
			owner === 'enterprise' &&
			type !== 'area' &&
			(read.has(id) || isSupposed(values[id], real[id]))
	);
	const ofProjects = [...facts.values()].some(
		({ id, owner }) => owner !== 'enterprise' && read.has(id)
	);
	return {
		region: regionField(regions, values.area),
		facts: ofEnterprise.map((fact) => factField(fact, values[fact.id], industries, locale)),
		...(ofProjects || there.projects !== undefined
			? { projects: projectsField(world, there.projects, diagnosis.day, locale, read) }
			: {}),
		titles: [...titles.values()]
			.filter(({ id }) => held.has(id) || isSupposed(records.get(id), realRecords.get(id)))
			.map((title) => titleField(title, records.get(title.id), locale))
	};
}

/** The measures that the condition decides; where nothing is in force, those of the last day that was. */
function measuresInReach(world: World, said: CaseFile, diagnosis: Diagnosis): OpenMeasure[] {
	const documents = documentsOf(world);
	const { support, standing } = diagnosis;
	const { known } = checkKnown(world.library.catalogue, said);
	const tiers = { [world.edition.data.instrument]: standing };
	const { recommendations } = support.lastDay
		? recommend(documents, known, tiers, support.lastDay, false)
		: support;
	const outcomes = new Map(recommendations.map((one) => [one.measure, one.outcome]));
	return documents
		.flatMap(({ measures }) => measures)
		.filter(({ ref }) => judgedOutcomes.includes(outcomes.get(ref)!));
}

function lookedAt(measures: readonly OpenMeasure[]) {
	const leaves = measures.flatMap(({ data }) =>
		data.requires ? conditionLeaves(data.requires) : []
	);
	const facts = leaves.flatMap((leaf) => ('fact' in leaf ? leaf.fact : []));
	const titles = leaves.flatMap((leaf) => ('title' in leaf ? leaf.title : []));
	const paid = measures.flatMap(({ benefit }) =>
		'of' in benefit && benefit.of !== undefined ? benefit.of : []
	);
	return { facts: new Set([...facts, ...paid]), titles: new Set(titles) };
}

/** A sum in 分, from the least to the most; null where nothing bounds the most. */
interface Bounds {
	readonly low: number;
	readonly high: number | null;
}
interface ReadSum {
	readonly read: readonly string[];
	readonly before: Bounds;
	readonly after: Bounds;
}

/** The sums before and after for each way to read the texts that either of them tells apart. */
function readSums(
	before: Packages,
	after: Packages,
	toldBefore: PackagesWords | undefined,
	toldAfter: PackagesWords | undefined
): ReadSum[] {
	const ways = (all: Packages, told: PackagesWords | undefined) =>
		all.readings.map((one, i) => ({
			read: one.read,
			words: told!.readings[i]!.read,
			bounds: boundsOf(one)
		}));
	const nothing = { read: [], words: [], bounds: { low: 0, high: 0 } };
	const [those, these] = [ways(before, toldBefore), ways(after, toldAfter)];
	return (these.length > 0 ? these : [nothing]).flatMap((now) =>
		(those.length > 0 ? those : [nothing])
			.filter((then) => !contradict(then.read, now.read))
			.map((then) => ({
				read: [...new Set([...then.words, ...now.words])],
				before: then.bounds,
				after: now.bounds
			}))
	);
}

function contradict(some: ReadPackages['read'], others: ReadPackages['read']): boolean {
	return some.some(({ ref, open, reading }) =>
		others.some((other) => other.ref === ref && other.open === open && other.reading !== reading)
	);
}

function boundsOf({ certain, possible }: ReadPackages): Bounds {
	const high = possible.sum === null ? null : chosenSum(possible);
	return { low: chosenSum(certain), high };
}

function chosenSum({ chosen }: Package): number {
	return chosen.reduce((sum, { money }) => sum + money, 0);
}

function changesOf(sums: readonly ReadSum[], locale: Locale): Pick<WhatIf, 'total' | 'sums'> {
	const over = (bounds: readonly Bounds[]): Bounds => ({
		low: Math.min(...bounds.map(({ low }) => low)),
		high: bounds.some(({ high }) => high === null)
			? null
			: Math.max(...bounds.map(({ high }) => high!))
	});
	const total = {
		read: [],
		before: over(sums.map(({ before }) => before)),
		after: over(sums.map(({ after }) => after))
	};
	const top = Math.max(
		1,
		...[total.before, total.after].flatMap(({ low, high }) => [low, high ?? 0])
	);
	const change = (one: ReadSum) => sumChange(one, top, locale);
	return { total: change(total), sums: sums.length > 1 ? sums.map(change) : [] };
}

function sumChange({ read, before, after }: ReadSum, top: number, locale: Locale): SumChange {
	const sum = ({ low, high }: Bounds): Sum => ({
		words: betweenWords({ low, high }, locale),
		low: Math.round((1000 * low) / top),
		high: high === null ? 1000 : Math.round((1000 * high) / top)
	});
	const bounded = before.high !== null && after.high !== null;
	return {
		read,
		before: sum(before),
		after: sum(after),
		isSame: before.low === after.low && before.high === after.high,
		least: differenceWords(after.low - before.low, locale),
		...(bounded ? { most: differenceWords(after.high - before.high, locale) } : {})
	};
}

/** More or less money, with its sign. */
function differenceWords(fen: number, locale: Locale): string {
	if (fen === 0) return { 'zh-cn': '不变', en: 'unchanged' }[locale];
	const sign = fen > 0 ? '+' : '−';
	return `${sign}${moneyWords(Math.abs(fen), locale)}`;
}

/** The measures whose outcome or amount is another, those that change alike together. */
function changedMeasures(
	world: World,
	before: Diagnosis,
	after: Diagnosis,
	locale: Locale
): ChangedMeasures[] {
	const then = new Map(before.support.recommendations.map((one) => [one.measure, one]));
	const pairs = after.support.recommendations.map((now) => [then.get(now.measure)!, now] as const);
	const changed = pairs.filter(
		([one, other]) => one.outcome !== other.outcome || !sameAmount(one.amount, other.amount)
	);
	return outcomeOrder.flatMap((now) =>
		outcomeOrder.flatMap((was) => {
			const these = changed.filter(([one, other]) => one.outcome === was && other.outcome === now);
			return these.length > 0 ? [changeGroup(world, was, now, these, locale)] : [];
		})
	);
}

function sameAmount(one: Amount | undefined, other: Amount | undefined): boolean {
	const told = (amount: Amount | undefined) =>
		amount && [amount.low, amount.high, amount.upTo, amount.readings];
	return canonical(told(one) ?? null) === canonical(told(other) ?? null);
}

function changeGroup(
	world: World,
	before: Outcome,
	after: Outcome,
	pairs: readonly (readonly [Recommendation, Recommendation])[],
	locale: Locale
): ChangedMeasures {
	const measures = new Map(
		documentsOf(world).flatMap(({ measures }) => measures.map((one) => [one.ref, one]))
	);
	return {
		before,
		after,
		beside: !judgedOutcomes.includes(before) && !judgedOutcomes.includes(after),
		measures: pairs.map(([was, now]) => {
			const measure = measures.get(now.measure)!;
			const words = ({ amount }: Recommendation) => amount && moneyOf(measure, amount, locale);
			const [then, hence] = [words(was), words(now)];
			return {
				ref: measure.ref,
				title: measure.data.title[locale],
				...(then === undefined ? {} : { before: then }),
				...(hence === undefined ? {} : { after: hence })
			};
		})
	};
}

function elsewhereWords(
	documents: readonly OpenDocument[],
	{ support }: Diagnosis,
	locale: Locale
): string[] {
	const found = new Set(
		support.recommendations.flatMap(({ measure, elsewhere }) => (elsewhere ? measure : []))
	);
	return documents.flatMap(({ data, measures }) =>
		data.area.elsewhere && measures.some(({ ref }) => found.has(ref))
			? data.area.elsewhere.say[locale]
			: []
	);
}

/** What is paid, and under each reading where they come to different sums. */
function moneyOf(measure: OpenMeasure, amount: Amount, locale: Locale): string {
	const readings = readingsWords(measure, amount, locale);
	if (readings.length === 0) return amountWords(amount, locale);
	const [open, between, close] = locale === 'en' ? [' (', '; ', ')'] : ['（', '；', '）'];
	const each = readings.map(({ text, money }) => `${text} ${money}`).join(between);
	return `${amountWords(amount, locale)}${open}${each}${close}`;
}
