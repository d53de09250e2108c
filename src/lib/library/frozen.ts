import {
	openDocument,
	openEdition,
	type Day,
	type EditionData,
	type Fact,
	type Fault,
	type Text,
	type Title
} from '#scoring';
import { documentContent, type LibraryDocument } from './documents.ts';
import { editionContent, type LibraryEdition } from './editions.ts';
import type { EditionEvent } from './events.ts';
import { contentHash } from './hash.ts';
import { ContentError, type Library } from './library.ts';

/** The words that rules are written in, and the tiers of every instrument. */
export interface Terms {
	readonly facts: readonly Fact[];
	readonly titles: readonly Title[];
	readonly zones: readonly (readonly [string, { readonly title: Text; readonly within: string }])[];
	readonly industries: readonly (readonly [string, Text])[];
	readonly capabilities: readonly (readonly [string, Text])[];
	readonly ladders: readonly (readonly [string, readonly string[]])[];
}

export function termsOf({ catalogue, capabilities, editions }: Library): Terms {
	const ladders = [...editions.values()].map(
		({ edition: { data, tiers } }) => [data.instrument, tiers.map(({ id }) => id)] as const
	);
	return {
		facts: [...catalogue.facts.values()],
		titles: [...catalogue.titles.values()],
		zones: [...catalogue.zones].map(([id, { title, within }]) => [id, { title, within }]),
		industries: [...catalogue.industries],
		capabilities: [...capabilities],
		// Of an instrument the newest: a further edition with the same tiers leaves the terms as they are.
		ladders: [...new Map(ladders)]
	};
}

export type FrozenEdition = ReturnType<typeof editionContent>;
export type FrozenDocument = ReturnType<typeof documentContent>;

/** Content as it read when something was told from it: enough to tell it again. */
export interface Frozen {
	readonly editions: readonly FrozenEdition[];
	readonly documents: readonly FrozenDocument[];
	readonly terms: Terms;
	/** When each document was last compared with its text, which its hash does not cover. */
	readonly checked: Readonly<Record<string, Day>>;
	/** What had become of editions by then, by ref. */
	readonly events?: Readonly<Record<string, readonly EditionEvent[]>>;
}

/**
 * A library of frozen content alone; every hash is worked out anew.
 * @throws {ContentError} where something of it cannot be opened
 */
export function openFrozen({ editions, documents, terms, checked, events = {} }: Frozen): Library {
	const catalogue = {
		facts: new Map(terms.facts.map((fact) => [fact.id, fact])),
		titles: new Map(terms.titles.map((title) => [title.id, title])),
		zones: new Map(terms.zones),
		industries: new Map(terms.industries)
	};
	const world = { catalogue, ladders: new Map(terms.ladders) };
	const opened = editions.map((content): [string, LibraryEdition] => {
		const data = { ...content, status: 'published' } as EditionData;
		const { edition, faults } = openEdition(data, world);
		if (faults) throw new ContentError(named(faults, `${data.instrument}@${data.edition}`));
		const rest = { cases: [], folder: '', fileOf: () => '', events: events[edition.ref] ?? [] };
		return [edition.ref, { edition, hash: contentHash(editionContent(data)), ...rest }];
	});
	const policies = documents.map((content): [string, LibraryDocument] => {
		const { id } = content.document;
		const data = { ...content.document, checked: checked[id]! };
		const { document, faults } = openDocument(data, content.measures, world);
		if (faults) throw new ContentError(named(faults, id));
		const targets = content.targets ?? [];
		const hash = contentHash(documentContent({ document, targets }));
		return [id, { document, targets, hash, examples: new Map(), folder: '' }];
	});
	return {
		editions: new Map(opened),
		links: [],
		documents: new Map(policies),
		catalogue,
		capabilities: new Map(terms.capabilities)
	};
}

function named(faults: readonly Fault[], file: string): Fault[] {
	return faults.map((fault) => ({ ...fault, file }));
}
