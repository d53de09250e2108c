import {
	deciding,
	inForce,
	type Day,
	type Diagnosis,
	type Locale,
	type OpenDocument,
	type OpenMeasure,
	type Outcome,
	type Ranked,
	type Recommendation
} from '#scoring';
import { projectNames, type CaseFile } from '../diagnosis/case-file.ts';
import { rankedOf } from '../diagnosis/ranked.ts';
import { packages } from '../package/packages.ts';
import { dayWords, moneyWords } from '../words/format.ts';
import {
	amountWords,
	askWords,
	formulaWords,
	judgedOutcomes,
	readingsWords,
	settledOutcomes
} from '../words/measure.ts';
import { nearMissWords } from '../words/near-miss.ts';
import { packagesWords, type PackagesWords } from '../words/package.ts';
import { rankWords } from '../words/rank.ts';
import { sourceWords } from '../words/source.ts';
import { aboutFacts } from './form.ts';
import { leafLines, type LeafLine } from './leaf-lines.ts';
import { placeOf, type Place } from './place.ts';
import { about, support } from './steps.ts';
import { namesOf, type World } from './world.ts';

/** The measures on the day, in the order in which they help. */
export interface MeasuresPart {
	readonly anyInForce: boolean;
	readonly lastDay?: Day;
	/** Those that may reach the enterprise. */
	readonly documents: readonly {
		readonly title: string;
		readonly number?: string;
		readonly period: string;
		/** Why it is not known whether it is in force on the day. */
		readonly note?: string;
	}[];
	/** Those that the enterprise has, may have or misses. */
	readonly groups: readonly {
		readonly outcome: Outcome;
		readonly measures: readonly MeasureLine[];
	}[];
	/** Those that the day, the area, the kind of applicant or their nature settle, document by document. */
	readonly beside: readonly {
		readonly outcome: Outcome;
		readonly count: number;
		readonly documents: readonly BesideLine[];
	}[];
	/** What can be had together at best; left out where nothing pays money. */
	readonly package?: PackagesWords;
}
export interface BesideLine {
	readonly id: string;
	readonly title: string;
	readonly number?: string;
	/** What to say to an enterprise in an area that the document leaves to itself. */
	readonly elsewhere?: string;
	/** Not listed where none is for the area: the document says what it has. */
	readonly measures: readonly { readonly ref: string; readonly title: string }[];
}
export interface MeasureLine {
	/** `document/measure`. */
	readonly ref: string;
	readonly title: string;
	readonly summary: string;
	readonly document: { readonly title: string; readonly number?: string };
	readonly article: string;
	readonly source: string;
	readonly amount?: string;
	/** A service, or what is given without a sum. */
	readonly what?: string;
	readonly formula: readonly string[];
	readonly readings: readonly { readonly text: string; readonly money: string }[];
	readonly noRate: readonly number[];
	/** What decides it, project by project; where that is not met, the smallest change that would meet it. */
	readonly units: readonly {
		readonly title: string;
		readonly leaves: readonly LeafLine[];
		/** Empty where no acting would do. */
		readonly change: readonly string[];
	}[];
	/** Why it stands where it does. */
	readonly rank: string;
	/** Whether it is left open by its document, which may or may not be in force on the day. */
	readonly periodUnknown: boolean;
	readonly asks: readonly Place[];
	/** What the text leaves open, what keeps it undecided first. */
	readonly open: readonly string[];
}

export function measuresOf(
	world: World,
	diagnosis: Diagnosis,
	said: CaseFile,
	locale: Locale
): MeasuresPart {
	const { day, support: found, unanswered } = diagnosis;
	const documents = [...world.library.documents.values()].map((one) => one.document);
	const measures = new Map(
		documents.flatMap((document) => document.measures.map((measure) => [measure.ref, measure]))
	);
	const projects = projectNames(said);
	const told = packagesWords(packages(documents, found), { documents, projects, locale });
	const outside = new Set(
		found.recommendations.flatMap((one) => (one.outcome === 'out-of-area' ? [one.measure] : []))
	);
	const reaches = (document: OpenDocument) =>
		document.measures.some(({ ref }) => !outside.has(ref));
	const ranked = rankedOf(world.edition, documents, diagnosis);
	const line = (one: Ranked) =>
		measureLine(
			world,
			measures.get(one.recommendation.measure)!,
			one,
			{ projects, unanswered },
			locale
		);
	return {
		anyInForce: found.anyInForce,
		...(found.lastDay === undefined ? {} : { lastDay: found.lastDay }),
		documents: documents.filter(reaches).map(({ data }) => ({
			title: data.title[locale],
			...(data.number === undefined ? {} : { number: data.number }),
			period: [data.inForce.from, data.inForce.until]
				.map((day) => (day === 'unknown' ? '?' : dayWords(day, locale)))
				.join(' – '),
			...(inForce(data.inForce, day) === 'unknown' ? { note: data.inForce.note[locale] } : {})
		})),
		groups: byOutcome(ranked, judgedOutcomes).map(([outcome, these]) => ({
			outcome,
			measures: these.map(line)
		})),
		beside: byOutcome(ranked, settledOutcomes).map(([outcome, these]) => ({
			outcome,
			count: these.length,
			documents: documents.flatMap((document) =>
				besideLine(
					document,
					outcome,
					these.map((one) => one.recommendation),
					locale
				)
			)
		})),
		...(told ? { package: told } : {})
	};
}

function byOutcome(ranked: readonly Ranked[], outcomes: readonly Outcome[]) {
	return outcomes.flatMap((outcome) => {
		const these = ranked.filter((one) => one.recommendation.outcome === outcome);
		return these.length > 0 ? [[outcome, these] as const] : [];
	});
}

function besideLine(
	{ data, measures }: OpenDocument,
	outcome: Outcome,
	found: readonly Recommendation[],
	locale: Locale
): BesideLine[] {
	const byRef = new Map(found.map((one) => [one.measure, one]));
	const these = measures.filter(({ ref }) => byRef.has(ref));
	if (these.length === 0) return [];
	const { elsewhere } = data.area;
	const isElsewhere = these.some(({ ref }) => byRef.get(ref)!.elsewhere);
	return [
		{
			id: data.id,
			title: data.title[locale],
			...(data.number === undefined ? {} : { number: data.number }),
			...(isElsewhere && elsewhere ? { elsewhere: elsewhere.say[locale] } : {}),
			measures:
				outcome === 'out-of-area'
					? []
					: these.map((measure) => ({ ref: measure.ref, title: measure.data.title[locale] }))
		}
	];
}

function measureLine(
	world: World,
	measure: OpenMeasure,
	ranked: Ranked,
	{ projects, unanswered }: { projects: readonly string[]; unanswered: readonly string[] },
	locale: Locale
): MeasureLine {
	const { data } = measure;
	const { recommendation: found } = ranked;
	const { amount, outcome } = found;
	const open = new Map((data.open ?? []).map((one) => [one.id, one.question[locale]]));
	const document = world.library.documents.get(measure.ref.split('/')[0]!)!.document.data;
	const what = whatIsGiven(data.benefit, locale);
	return {
		ref: measure.ref,
		title: data.title[locale],
		summary: data.summary[locale],
		document: {
			title: document.title[locale],
			...(document.number === undefined ? {} : { number: document.number })
		},
		article: data.article,
		source: sourceWords(data.source ?? {}, locale),
		...(amount ? { amount: amountWords(amount, locale) } : {}),
		...(what === undefined ? {} : { what }),
		formula: amount ? formulaWords(measure, found, locale) : [],
		readings: amount ? readingsWords(measure, amount, locale) : [],
		noRate: amount?.noRate ?? [],
		units: found.units.flatMap((unit) =>
			unitLines(world, measure, unit, outcome, projects, locale)
		),
		rank: rankWords(ranked, world.library.capabilities, locale),
		periodUnknown: outcome === 'unknown' && found.period === 'unknown',
		asks: found.asks.flatMap((id) => askPlace(world, id, unanswered, locale)),
		open: [...new Set([...found.open, ...open.keys()])].map((id) => open.get(id)!)
	};
}

function whatIsGiven(benefit: OpenMeasure['data']['benefit'], locale: Locale): string | undefined {
	if (!('what' in benefit)) return undefined;
	if (benefit.kind !== 'service' || benefit.worth === undefined) return benefit.what[locale];
	const worth = moneyWords(Math.round(benefit.worth * 1_000_000), locale);
	const most = {
		'zh-cn': `（由政府付给服务方，不超过${worth}）`,
		en: ` (paid to the provider, up to ${worth})`
	};
	return benefit.what[locale] + most[locale];
}

/** What decides one unit: where the measure is met only what is met, else only what is not. */
function unitLines(
	world: World,
	{ data }: OpenMeasure,
	unit: Recommendation['units'][number],
	outcome: Outcome,
	projects: readonly string[],
	locale: Locale
): MeasureLine['units'] {
	const { project, year, judgement, verdict } = unit;
	if (!judgement || (outcome === 'met' && verdict !== 'met')) return [];
	const title = [
		project === undefined ? '' : projects[project] || `#${project + 1}`,
		year === undefined ? '' : String(year)
	];
	const lines = deciding(judgement)
		.filter((leaf) => !('open' in leaf.leaf))
		.flatMap((leaf) => leafLines(leaf, world, locale));
	const open = new Map(data.open?.map(({ id, question }) => [id, question]));
	return [
		{
			title: title.filter(Boolean).join(' · '),
			leaves: lines,
			change: nearMissWords(unit, { ...namesOf(world), open }, locale)
		}
	];
}

/** Where to answer what a measure or the ladder still asks. */
export function askPlace(
	world: World,
	id: string,
	unanswered: readonly string[],
	locale: Locale
): Place[] {
	const { catalogue } = world.library;
	const names = { catalogue, editions: [world.edition] };
	const title = askWords(id, names, locale);
	if ((aboutFacts as readonly string[]).includes(id)) {
		return [{ title, step: about, anchor: id === 'area' ? 'region' : `facts.${id}` }];
	}
	if (id.startsWith('tier ')) {
		const first = unanswered[0];
		return first === undefined ? [] : [{ ...placeOf(world.edition, first, locale), title }];
	}
	const fact = catalogue.facts.get(id);
	const anchor = fact
		? fact.owner === 'enterprise'
			? `facts.${id}`
			: 'projects'
		: id === 'projects'
			? id
			: `titles.${id}`;
	return [{ title, step: support, anchor }];
}
