import {
	openDocument,
	openEdition,
	type DocumentData,
	type EditionData,
	type Fact,
	type MeasureData,
	type Text,
	type Title
} from '#scoring';
import { laddersOf, type LibraryEdition } from '../library/editions.ts';
import type { Library } from '../library/library.ts';
import { covers, type Link } from '../links/link.ts';

/**
 * What a browser needs to judge one edition by itself: the edition, every policy document, and the words
 * they are written in. Plain JSON; `openContent` makes a library of it.
 */
export interface JourneyContent {
	readonly edition: Pick<LibraryEdition, 'hash' | 'events'> & { readonly data: EditionData };
	/** Those that lead to the edition. */
	readonly links: readonly Link[];
	readonly documents: readonly {
		readonly data: DocumentData;
		readonly measures: readonly MeasureData[];
		readonly hash: string;
	}[];
	readonly facts: readonly Fact[];
	readonly titles: readonly Title[];
	readonly zones: readonly (readonly [string, { readonly title: Text; readonly within: string }])[];
	readonly industries: readonly (readonly [string, Text])[];
	readonly capabilities: readonly (readonly [string, Text])[];
	/** Tier ids of every instrument, which rules may mention. */
	readonly ladders: readonly (readonly [string, readonly string[]])[];
}

/** The part of a library that a browser needs for one edition. */
export function contentOf(library: Library, ref: string): JourneyContent {
	const { edition, hash, events } = library.editions.get(ref)!;
	const { catalogue } = library;
	const all = [...library.editions.values()].map((one) => one.edition.data);
	return {
		edition: { data: edition.data, hash, events },
		links: library.links.filter(({ to }) => covers(to, ref)),
		documents: [...library.documents.values()].map((one) => ({
			data: one.document.data,
			measures: one.document.measures.map((measure) => measure.data),
			hash: one.hash
		})),
		facts: [...catalogue.facts.values()],
		titles: [...catalogue.titles.values()],
		zones: [...catalogue.zones].map(([id, { title, within }]) => [id, { title, within }]),
		industries: [...catalogue.industries],
		capabilities: [...library.capabilities],
		ladders: [...laddersOf(all)]
	};
}

/**
 * A library of one edition, for judging in the browser.
 * @throws where the content does not link: it comes from a server that has opened it already
 */
export function openContent(content: JourneyContent): Library {
	const catalogue = {
		facts: new Map(content.facts.map((fact) => [fact.id, fact])),
		titles: new Map(content.titles.map((title) => [title.id, title])),
		zones: new Map(content.zones),
		industries: new Map(content.industries)
	};
	const world = { catalogue, ladders: new Map(content.ladders) };
	const opened = openEdition(content.edition.data, world);
	if (opened.faults) throw new Error('expected an edition that links');
	const { edition } = opened;
	const { hash, events } = content.edition;
	const documents = content.documents.map(({ data, measures, hash }) => {
		const { document, faults } = openDocument(data, measures, world);
		if (faults) throw new Error(`expected ${data.id} to link`);
		return [data.id, { document, targets: [], hash, examples: new Map(), folder: '' }] as const;
	});
	return {
		editions: new Map([
			[edition.ref, { edition, hash, events, cases: [], folder: '', fileOf: () => '' }]
		]),
		links: content.links,
		documents: new Map(documents),
		catalogue,
		capabilities: new Map(content.capabilities)
	};
}
