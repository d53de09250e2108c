import type { Fact, Locale } from '#scoring';
import type { CaseFile } from '../diagnosis/case-file.ts';
import { check } from '../credit-code.ts';
import type { Regions } from '../regions.ts';
import { aboutFacts } from './form.ts';
import { ladderAsks } from './ladder-asks.ts';
import { regionLevels, type RegionLevel } from './region-levels.ts';
import type { World } from './world.ts';

/** The first page: who the enterprise is. */
export interface AboutPage {
	readonly kind: 'about';
	readonly name: string;
	readonly creditCode: string;
	/** What is odd about the code: told, never a reason to refuse it. */
	readonly oddCode?: OddCode;
	readonly region: RegionField;
	/** The other facts of the first page that the rules know. */
	readonly facts: readonly FactField[];
	/** Titles of those of them that the ladder needs. */
	readonly forTier: readonly string[];
}

/** The area as it is chosen. */
export interface RegionField {
	readonly chosen: string;
	readonly path: string;
	readonly levels: readonly RegionLevel[];
}

export type OddCode =
	| { readonly kind: 'check-digit'; readonly expected: string }
	| { readonly kind: 'length'; readonly length: number }
	| { readonly kind: 'character'; readonly character: string; readonly place: number };

/** A fact as it is asked for. */
export interface FactField {
	readonly id: string;
	readonly type: Fact['type'];
	readonly title: string;
	readonly ask: string;
	readonly note?: string;
	readonly unit?: string;
	/** What was said, as a form writes it. */
	readonly value: string;
	readonly options: readonly { readonly value: string; readonly title: string }[];
}

export function aboutPage(
	{
		library,
		edition,
		regions
	}: Pick<World, 'library' | 'regions'> & Partial<Pick<World, 'edition'>>,
	said: CaseFile,
	locale: Locale
): AboutPage {
	const { catalogue } = library;
	const facts = valuesIn(said.facts);
	const others = aboutFacts.flatMap((id) => {
		const fact = catalogue.facts.get(id);
		if (!fact || fact.type === 'area') return [];
		return [factField(fact, facts[id], catalogue.industries, locale)];
	});
	const needed = edition && ladderAsks(edition);
	const oddCode = said.creditCode === undefined ? undefined : oddity(said.creditCode);
	return {
		kind: 'about',
		name: said.name ?? '',
		creditCode: said.creditCode ?? '',
		...(oddCode ? { oddCode } : {}),
		region: regionField(regions, facts.area),
		facts: others,
		forTier: others.filter(({ id }) => needed?.has(id)).map(({ title }) => title)
	};
}

/** @param said the area that was said; anything may stand in its place */
export function regionField(regions: Regions, said: unknown): RegionField {
	const chosen = asText(said);
	const path = regions.path(chosen).join('');
	return { chosen, path, levels: regionLevels(regions, chosen) };
}

function oddity(text: string): OddCode | undefined {
	const code = check(text);
	if (code.verdict === 'malformed') return code.fault;
	return code.verdict === 'valid' ? undefined : { kind: 'check-digit', expected: code.expected };
}

/** A fact with what may be said of it. */
export function factField(
	fact: Fact,
	value: unknown,
	industries: ReadonlyMap<string, Record<Locale, string>>,
	locale: Locale
): FactField {
	const options =
		fact.type === 'choice'
			? fact.choices.map((choice) => ({ value: choice.value, title: choice.title[locale] }))
			: fact.type === 'industry'
				? [...industries].map(([code, title]) => ({
						value: code,
						title: `${code} ${title[locale]}`
					}))
				: [];
	return {
		id: fact.id,
		type: fact.type,
		title: fact.title[locale],
		ask: fact.ask[locale],
		...(fact.note ? { note: fact.note[locale] } : {}),
		...(fact.type === 'number' ? { unit: fact.unit[locale] } : {}),
		value: asText(value),
		options
	};
}

/** What was said, keyed; anything may stand in its place. */
export function valuesIn(object: unknown): Readonly<Record<string, unknown>> {
	return typeof object === 'object' && object !== null ? (object as Record<string, unknown>) : {};
}

/** What a field of a form shows for what was said. */
export function asText(value: unknown): string {
	return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '';
}
