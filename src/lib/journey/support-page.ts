import { checkKnown, type Day, type Diagnosis, type Fact, type Locale, type Title } from '#scoring';
import type { Library } from '../library/library.ts';
import { askWords, stakeWords } from '../words/measure.ts';
import { asText, factField, valuesIn, type FactField } from './about-page.ts';
import { askedOn, type Asking } from './asks.ts';
import { aboutFacts, titleOf } from './form.ts';
import { ladderAsks } from './ladder-asks.ts';
import { about, type Step } from './steps.ts';
import type { Turn } from './turn.ts';
import { namesOf, type World } from './world.ts';

/** What the ladder and the measures still need to know, beside the questionnaire. */
export interface SupportPage {
	readonly kind: 'support';
	/** Whether any document for it is in force on the day, and else the last day on which one was. */
	readonly anyInForce: boolean;
	readonly lastDay?: Day;
	/**
	 * The ids of `facts` and `titles`, and `projects`, in the order in which they decide the most money
	 * soonest, after what the ladder needs; what was said and is no longer asked comes last.
	 */
	readonly order: readonly string[];
	readonly facts: readonly Asked<FactField>[];
	readonly projects?: Asked<ProjectsField>;
	readonly titles: readonly Asked<TitleField>[];
	/** What another page asks and was not answered there. */
	readonly elsewhere: readonly {
		readonly title: string;
		readonly step: Step;
		readonly anchor: string;
	}[];
}

/** Why something is asked: titles of tiers and of measures. */
export interface Reasons {
	/** Tiers of the edition that need it. */
	readonly tiers: readonly string[];
	/** Measures that need it. */
	readonly why: readonly string[];
	/** The money of those, where it is money. */
	readonly stake?: string;
	/** Those that nothing is left to ask for once it and all before it are answered. */
	readonly decides: readonly string[];
}
export type Asked<T> = T & Reasons;

export interface ProjectsField {
	readonly any: 'yes' | 'no' | '';
	readonly list: readonly ProjectField[];
}
export interface ProjectField {
	readonly name: string;
	readonly facts: readonly FactField[];
	readonly years: readonly { readonly year: string; readonly facts: readonly FactField[] }[];
}
export interface TitleField {
	readonly id: string;
	readonly title: string;
	readonly ask: string;
	readonly state: 'held' | 'not-held' | '';
	readonly awarded: string;
	readonly expires: string;
	readonly level: string;
	readonly levels: readonly { readonly value: string; readonly title: string }[];
	/** Who awards it, where a text says so; and who did, as stated. */
	readonly issuedBy?: string;
	readonly issuer: string;
	/** Whether it was the first time. */
	readonly first: string;
}

export function supportPage(
	world: World,
	{ said, day }: Turn,
	{ standing }: Diagnosis,
	locale: Locale
): SupportPage {
	const { library, edition } = world;
	const { known } = checkKnown(library.catalogue, said);
	const tiers = { [edition.data.instrument]: standing };
	const asking = askedOn(library, known, tiers, day);
	const { asks, anyInForce, projectFacts, day: judged } = asking;
	const byId = new Map(asks.map((ask) => [ask.id, ask]));
	const ofLadder = ladderAsks(edition);
	const why = (...ids: string[]): Reasons => ({
		tiers: ids.flatMap((id) => ofLadder.get(id)?.map((tier) => tier[locale]) ?? []),
		...reasons(library, asking, ids, locale)
	});
	const isAsked = (id: string) => ofLadder.has(id) || byId.has(id);

	const { facts, titles } = library.catalogue;
	const values = valuesIn(said.facts);
	const owned = (owner: string) => [...facts.values()].filter((fact) => fact.owner === owner);
	const own = owned('enterprise').filter(
		({ id }) =>
			!(aboutFacts as readonly string[]).includes(id) && (isAsked(id) || values[id] !== undefined)
	);
	const records = recordsOf(said.titles);
	const wanted = [...titles.values()].filter(({ id }) => isAsked(id) || records.has(id));
	const ofProjects = [
		'projects',
		...[...owned('project'), ...owned('project-year')].map(({ id }) => id)
	];
	const shownAs = (id: string) => (ofProjects.includes(id) ? 'projects' : id);
	const hasProjects = ofProjects.some((id) => byId.has(id)) || said.projects !== undefined;
	const shown = [
		...own.map(({ id }) => id),
		...(hasProjects ? ['projects'] : []),
		...wanted.map(({ id }) => id)
	];
	const asked = [...ofLadder.keys(), ...asks.map(({ id }) => shownAs(id))].filter((id) =>
		shown.includes(id)
	);
	return {
		kind: 'support',
		anyInForce,
		...(judged === day ? {} : { lastDay: judged }),
		order: [...new Set([...asked, ...shown])],
		facts: own.map((fact) => ({
			...factField(fact, values[fact.id], library.catalogue.industries, locale),
			...why(fact.id)
		})),
		...(hasProjects
			? {
					projects: {
						...projectsField(world, said.projects, day, locale, projectFacts),
						...why(...ofProjects)
					}
				}
			: {}),
		titles: wanted.map((title) => ({
			...titleField(title, records.get(title.id), locale),
			...why(title.id)
		})),
		elsewhere: asks.flatMap(({ id }) =>
			(aboutFacts as readonly string[]).includes(id)
				? [{ title: askWords(id, namesOf(world), locale), step: about, anchor: `facts.${id}` }]
				: []
		)
	};
}

/** What was said of titles, by title; anything may stand in its place. */
export function recordsOf(titles: unknown): ReadonlyMap<string, unknown> {
	return new Map((Array.isArray(titles) ? titles : []).map((one) => [titleOf(one), one]));
}

/** A title with what was said of it. */
export function titleField(title: Title, said: unknown, locale: Locale): TitleField {
	const record = valuesIn(said);
	const state = record.title === undefined ? '' : asText(record.state) || 'held';
	return {
		id: title.id,
		title: title.title[locale],
		ask: title.ask[locale],
		state: state === 'held' || state === 'not-held' ? state : '',
		awarded: asText(record.awarded),
		expires: asText(record.expires),
		level: asText(record.level),
		levels: (title.levels ?? []).map((level) => ({
			value: level.id,
			title: level.title[locale]
		})),
		...(title.issuer ? { issuedBy: title.issuer[locale] } : {}),
		issuer: asText(record.issuer),
		first: asText(record.first)
	};
}

function reasons(
	library: Library,
	{ asks, stakes }: Asking,
	ids: readonly string[],
	locale: Locale
): Omit<Reasons, 'tiers'> {
	const those = asks.filter((ask) => ids.includes(ask.id));
	const refs = (of: 'measures' | 'decides') => [...new Set(those.flatMap((ask) => ask[of]))];
	const titles = new Map(
		[...library.documents.values()].flatMap(({ document }) =>
			document.measures.map(({ ref, data }) => [ref, data.title[locale]])
		)
	);
	const needing = refs('measures');
	const money = needing.flatMap((ref) => (stakes.has(ref) ? [stakes.get(ref)!] : []));
	const stake = stakeWords(money, locale);
	return {
		why: needing.map((ref) => titles.get(ref)!),
		...(stake === undefined ? {} : { stake }),
		decides: refs('decides').map((ref) => titles.get(ref)!)
	};
}

/** The projects said so far. A fact that no measure for this enterprise reads is shown where it was stated. */
export function projectsField(
	{ library }: World,
	said: unknown,
	day: Day,
	locale: Locale,
	read: ReadonlySet<string>
): ProjectsField {
	const { facts, industries } = library.catalogue;
	const list: readonly unknown[] = Array.isArray(said) ? said : [];
	const stated = new Set(list.flatMap(factsStated));
	const shownFacts = [...facts.values()].filter(({ id }) => read.has(id) || stated.has(id));
	const owned = (owner: Fact['owner'], values: Readonly<Record<string, unknown>>) =>
		shownFacts
			.filter((fact) => fact.owner === owner)
			.map((fact) => factField(fact, values[fact.id], industries, locale));
	// Without scripting there must be fields to fill in before "yes" is said.
	const shown = list.length > 0 ? list : [{}];
	return {
		any: list.length > 0 ? 'yes' : Array.isArray(said) ? 'no' : '',
		list: shown.map((one) => {
			const project = valuesIn(one);
			const years = valuesIn(project.years);
			const listed = new Set([...ratedYears(library), day.slice(0, 4), ...Object.keys(years)]);
			return {
				name: asText(project.name),
				facts: owned('project', valuesIn(project.facts)),
				years: [...listed]
					.sort()
					.map((year) => ({ year, facts: owned('project-year', valuesIn(years[year])) }))
			};
		})
	};
}

/** The facts stated of a project and of its years. */
function factsStated(one: unknown): string[] {
	const { facts, years } = valuesIn(one);
	const each = Object.values(valuesIn(years)).map(valuesIn);
	return [valuesIn(facts), ...each].flatMap((values) => Object.keys(values));
}

/** The years for which some measure publishes a rate. */
function ratedYears(library: Library): string[] {
	return [...library.documents.values()].flatMap(({ document }) =>
		document.measures.flatMap(({ data: { benefit } }) =>
			benefit.kind === 'share' ? Object.keys(benefit.rates ?? {}) : []
		)
	);
}
