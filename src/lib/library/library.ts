import { sentence, type Catalogue, type Fault, type Text } from '#scoring';
import { openDocuments, type LibraryDocument } from './documents.ts';
import { laddersOf, openEditions, readEditions, type LibraryEdition } from './editions.ts';
import { openMappings } from './mappings.ts';
import type { Link } from '../links/link.ts';
import { openLinks } from './links.ts';
import { openReader, type Files } from './reader.ts';
import { openCapabilities, openCatalogue } from './terms.ts';

/** All content, linked. */
export interface Library {
	/** By `instrument@edition`. */
	readonly editions: ReadonlyMap<string, LibraryEdition>;
	/** What the answers to one instrument say of another's questions. */
	readonly links: readonly Link[];
	/** By id. */
	readonly documents: ReadonlyMap<string, LibraryDocument>;
	readonly catalogue: Catalogue;
	/** By id. */
	readonly capabilities: ReadonlyMap<string, Text>;
}

/** Every fault of the content, as one message. */
export class ContentError extends Error {
	readonly faults: readonly Fault[];
	constructor(faults: readonly Fault[]) {
		super([`The content has ${faults.length} fault(s):`, ...faults.map(sentence)].join('\n'));
		this.faults = faults;
	}
}

/**
 * The one door to the content: reads, links and checks all of it. Two feeders hand it the files: the
 * build (`src/server/content.ts`) and the shell (`scripts/content.ts`).
 *
 * @param hasArea whether a code of GB/T 2260 or a town exists, where the table is at hand
 * @returns the library, or every fault at once, each with its file and path
 */
export function openLibrary(
	files: Files,
	hasArea?: (code: string) => boolean
): { library: Library; faults?: never } | { library?: never; faults: Fault[] } {
	const reader = openReader(files);
	const catalogue = openCatalogue(reader, hasArea);
	const capabilities = openCapabilities(reader);
	const written = readEditions(reader);
	const world = { catalogue, ladders: laddersOf(written.map(({ data }) => data)) };
	const editions = openMappings(reader, openEditions(reader, written, world, capabilities));
	const links = openLinks(reader, editions);
	const documents = openDocuments(reader, world, capabilities);
	if (reader.faults.length > 0) return { faults: reader.faults };
	return { library: { editions, links, documents, catalogue, capabilities } };
}

/**
 * The library that is served and published from: a draft may have faults, and is then left out.
 *
 * @returns the library and the faults of the drafts that it lacks, or every fault of all else
 */
export function openServedLibrary(
	files: Files,
	hasArea?: (code: string) => boolean
):
	| { library: Library; unfinished: Fault[]; faults?: never }
	| { library?: never; unfinished?: never; faults: Fault[] } {
	const opened = openLibrary(files, hasArea);
	if (opened.library) return { library: opened.library, unfinished: [] };
	const drafts = draftFolders(files);
	const unfinished = opened.faults.filter(({ file }) => isWithin(file, drafts));
	if (unfinished.length === 0) return { faults: opened.faults };
	const left = drafts.filter((folder) => unfinished.some(({ file }) => isWithin(file, [folder])));
	const others = Object.entries(files).filter(([file]) => !isWithin(file, left));
	const again = openLibrary(Object.fromEntries(others), hasArea);
	return again.library ? { library: again.library, unfinished } : { faults: again.faults };
}

/** The folders of the editions that say they are drafts, each ending in a slash. */
export function draftFolders(files: Files): string[] {
	return Object.entries(files).flatMap(([file, content]) => {
		const [, folder] = /^(questionnaires\/[^/]+\/[^/]+\/)questionnaire\.yaml$/.exec(file) ?? [];
		const { status } = (content ?? {}) as { status?: unknown };
		return folder !== undefined && status === 'draft' ? [folder] : [];
	});
}

function isWithin(file: string | undefined, folders: readonly string[]): boolean {
	return folders.some((folder) => file?.startsWith(folder));
}
