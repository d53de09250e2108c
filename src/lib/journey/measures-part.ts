import {
	deciding,
	inForce,
	type Day,
	type Diagnosis,
	type Locale,
	type OpenMeasure,
	type Outcome,
	type Recommendation
} from '#scoring';
import { projectNames, type CaseFile } from '../diagnosis/case-file.ts';
import { packages } from '../package/packages.ts';
import { dayWords, moneyWords } from '../words/format.ts';
import {
	amountWords,
	askWords,
	formulaWords,
	hasReadings,
	outcomeOrder,
	paidWords
} from '../words/measure.ts';
import { packagesWords, type PackagesWords } from '../words/package.ts';
import { sourceWords } from '../words/source.ts';
import { aboutFacts } from './form.ts';
import { leafLines, type LeafLine } from './leaf-lines.ts';
import { placeOf, type Place } from './place.ts';
import { about, support } from './steps.ts';
import type { World } from './world.ts';

/** The measures on the day, in the order in which they help. */
export interface MeasuresPart {
	readonly anyInForce: boolean;
	readonly lastDay?: Day;
	readonly documents: readonly {
		readonly title: string;
		readonly number?: string;
		readonly period: string;
		/** Why it is not known whether it is in force on the day. */
		readonly note?: string;
	}[];
	readonly groups: readonly {
		readonly outcome: Outcome;
		readonly measures: readonly MeasureLine[];
	}[];
	/** What can be had together at best; left out where nothing pays money. */
	readonly package?: PackagesWords;
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
	/** What decides it, project by project. */
	readonly units: readonly { readonly title: string; readonly leaves: readonly LeafLine[] }[];
	/** Whether it is left open by its document, which may or may not be in force on the day. */
	readonly periodUnknown: boolean;
	readonly asks: readonly Place[];
	/** What the text leaves open. */
	readonly open: readonly string[];
	/** What to say to an enterprise in an area that the document leaves to itself. */
	readonly elsewhere?: string;
}
export function measuresOf(
	world: World,
	{ day, support: found, unanswered }: Diagnosis,
	said: CaseFile,
	locale: Locale
): MeasuresPart {
	const documents = [...world.library.documents.values()].map((one) => one.document);
	const measures = new Map(
		documents.flatMap((document) => document.measures.map((measure) => [measure.ref, measure]))
	);
	const projects = projectNames(said);
	const told = packagesWords(packages(documents, found), { documents, projects, locale });
	const line = (one: Recommendation) =>
		measureLine(world, measures.get(one.measure)!, one, { projects, unanswered }, locale);
	return {
		anyInForce: found.anyInForce,
		...(found.lastDay === undefined ? {} : { lastDay: found.lastDay }),
		documents: documents.map(({ data }) => ({
			title: data.title[locale],
			...(data.number === undefined ? {} : { number: data.number }),
			period: [data.inForce.from, data.inForce.until]
				.map((day) => (day === 'unknown' ? '?' : dayWords(day, locale)))
				.join(' – '),
			...(inForce(data.inForce, day) === 'unknown' ? { note: data.inForce.note[locale] } : {})
		})),
		groups: outcomeOrder.flatMap((outcome) => {
			const these = found.recommendations.filter((one) => one.outcome === outcome);
			return these.length > 0 ? [{ outcome, measures: these.map(line) }] : [];
		}),
		...(told ? { package: told } : {})
	};
}

function measureLine(
	world: World,
	measure: OpenMeasure,
	found: Recommendation,
	{ projects, unanswered }: { projects: readonly string[]; unanswered: readonly string[] },
	locale: Locale
): MeasureLine {
	const { data } = measure;
	const { amount, outcome } = found;
	const open = new Map((data.open ?? []).map((one) => [one.id, one.question[locale]]));
	const readings = (data.open ?? []).flatMap((one) => one.readings ?? []);
	const document = world.library.documents.get(measure.ref.split('/')[0]!)!.document.data;
	const tells = outcome === 'unmet' || outcome === 'unknown' || outcome === 'met';
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
		readings:
			amount && hasReadings(amount)
				? Object.entries(amount.readings).map(([id, money]) => ({
						text: readings.find((reading) => reading.id === id)!.text[locale],
						money: paidWords(amount, money, locale)
					}))
				: [],
		noRate: amount?.noRate ?? [],
		units: tells
			? found.units.flatMap((unit) => unitLines(world, unit, outcome, projects, locale))
			: [],
		periodUnknown: outcome === 'unknown' && found.period === 'unknown',
		asks: found.asks.flatMap((id) => askPlace(world, id, unanswered, locale)),
		open:
			found.open.length > 0
				? found.open.map((id) => open.get(id)!)
				: tells
					? [...open.values()]
					: [],
		...(found.elsewhere && document.area.elsewhere
			? { elsewhere: document.area.elsewhere.say[locale] }
			: {})
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
	{ project, year, judgement, verdict }: Recommendation['units'][number],
	outcome: Outcome,
	projects: readonly string[],
	locale: Locale
): MeasureLine['units'] {
	if (!judgement || (outcome === 'met' && verdict !== 'met')) return [];
	const title = [
		project === undefined ? '' : projects[project] || `#${project + 1}`,
		year === undefined ? '' : String(year)
	];
	const lines = deciding(judgement)
		.filter((leaf) => !('open' in leaf.leaf))
		.flatMap((leaf) => leafLines(leaf, world, locale));
	return [{ title: title.filter(Boolean).join(' · '), leaves: lines }];
}

/** Where to answer what a measure still asks. */
function askPlace(
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
