import * as v from 'valibot';
import {
	actionsSchema,
	casesSchema,
	dimensionSchema,
	headSchema,
	ladderSchema,
	openEdition,
	type Case,
	type Catalogue,
	type Dimension,
	type EditionData,
	type OpenEdition,
	type Text
} from '#scoring';
import { checkEvents, readEvents, type EditionEvent } from './events.ts';
import type { Mapping } from '../editions/mapping.ts';
import { contentHash } from './hash.ts';
import { checkCapability } from './terms.ts';
import type { Reader } from './reader.ts';

export interface LibraryEdition {
	readonly edition: OpenEdition;
	/** Of the edition's content; cases and status are outside it. */
	readonly hash: string;
	readonly cases: readonly Case[];
	/** What became of the edition before it, where there is one; it changes no score, so it is hashed by itself. */
	readonly moves?: { readonly mapping: Mapping; readonly hash: string };
	/** Where the edition stands, ending in a slash. */
	readonly folder: string;
	/** The file that a path of a fault stands in. */
	readonly fileOf: (path: string) => string;
	/** What became of it after it was published, in order. */
	readonly events: readonly EditionEvent[];
}

/** An edition's files, put together; not linked yet. */
export interface EditionFiles {
	readonly data: EditionData;
	readonly folder: string;
	/** The file that a path of a fault stands in. */
	readonly fileOf: (path: string) => string;
}

/** Reads every edition folder. */
export function readEditions(reader: Reader): EditionFiles[] {
	const folders = reader.folders(/^(questionnaires\/[^/]+\/[^/]+\/)[^/]+$/);
	return folders.flatMap((folder) => readEdition(reader, folder));
}

/** The tier ids of every instrument, of all its editions, each once: what rules may mention. */
export function laddersOf(editions: Iterable<EditionData>): Map<string, string[]> {
	const ladders = new Map<string, string[]>();
	for (const { instrument, ladder } of editions) {
		const ids = [...(ladders.get(instrument) ?? []), ...ladder.tiers.map((tier) => tier.id)];
		ladders.set(instrument, [...new Set(ids)]);
	}
	return ladders;
}

function readEdition(reader: Reader, folder: string): EditionFiles[] {
	const head = reader.read(headSchema, `${folder}questionnaire.yaml`);
	const ladder = reader.read(ladderSchema, `${folder}tiers.yaml`);
	const actionsFile = `${folder}actions.yaml`;
	const actions = Object.hasOwn(reader.files, actionsFile)
		? reader.read(actionsSchema, actionsFile)
		: undefined;
	const dimensions = readDimensions(reader, folder);
	if (!head || !ladder) return [];
	const home = `questionnaires/${head.instrument}/${head.edition}/`;
	if (folder !== home) {
		reader.report(
			`${folder}questionnaire.yaml`,
			'edition',
			`expected it to stand in ${home}`,
			folder
		);
	}
	const fileOf = (path: string) => {
		const [first] = path.split('.');
		if (first === 'tiers' || first === 'actions') return `${folder}${first}.yaml`;
		const dimension = dimensions.find((one) => one.data.name === first);
		return dimension?.file ?? `${folder}questionnaire.yaml`;
	};
	const data = {
		...head,
		dimensions: dimensions.map((one) => one.data),
		ladder,
		...(actions ? { actions } : {})
	};
	return [{ data, folder, fileOf }];
}

/** The dimension files of an edition in the order of their numbers; any other file is a fault. */
function readDimensions(reader: Reader, folder: string): { file: string; data: Dimension }[] {
	const others = ['questionnaire.yaml', 'tiers.yaml', 'actions.yaml', 'cases.yaml', 'mapping.yaml'];
	const byNumber = new Map<number, { file: string; data: Dimension }>();
	for (const file of Object.keys(reader.files)) {
		const name = file.slice(folder.length);
		if (!file.startsWith(folder) || others.includes(name)) continue;
		const [, digits, id] = /^(\d+)-([a-z0-9-]+)\.yaml$/.exec(name) ?? [];
		if (digits === undefined) {
			reader.report(file, '', 'expected a name like 1-digital-base.yaml', name);
			continue;
		}
		const data = reader.read(dimensionSchema, file);
		if (!data) continue;
		if (data.name !== id)
			reader.report(file, 'name', `expected ${id}, as the file is called`, data.name);
		if (byNumber.has(Number(digits))) {
			reader.report(file, '', `expected one file with number ${digits}`, name);
		}
		byNumber.set(Number(digits), { file, data });
	}
	return [...byNumber].sort(([a], [b]) => a - b).map(([, dimension]) => dimension);
}

/** Links editions, by `instrument@edition`. */
export function openEditions(
	reader: Reader,
	written: readonly EditionFiles[],
	world: { catalogue: Catalogue; ladders: ReadonlyMap<string, readonly string[]> },
	capabilities: ReadonlyMap<string, Text>
): ReadonlyMap<string, LibraryEdition> {
	const editions = new Map<string, LibraryEdition>();
	const allEvents = readEvents(reader);
	for (const { data, folder, fileOf } of written) {
		const { edition, faults } = openEdition(data, world);
		const cases = reader.read(casesSchema, `${folder}cases.yaml`)?.cases ?? [];
		if (faults) {
			reader.faults.push(...faults.map((fault) => ({ ...fault, file: fileOf(fault.path) })));
			continue;
		}
		for (const dimension of edition.root.parts) {
			const file = fileOf(dimension.name);
			for (const { name, data: question } of questionsOf(edition, dimension.name)) {
				if (question.capability === undefined) continue;
				checkCapability(reader, capabilities, question.capability, file, `${name}.capability`);
			}
		}
		const events = allEvents.get(edition.ref) ?? [];
		editions.set(edition.ref, { edition, hash: editionHash(data), cases, folder, fileOf, events });
	}
	const published = reader.read(publishedSchema, publishedFile);
	if (published) {
		checkPublished(reader, editions, published);
		checkEvents(reader, allEvents, editions, published);
	}
	return editions;
}

function questionsOf(edition: OpenEdition, dimension: string) {
	const within = (part: OpenEdition['root']): OpenEdition['root'][] => [
		part,
		...part.parts.flatMap(within)
	];
	return within(edition.partByName.get(dimension)!).flatMap((part) => part.question ?? []);
}

/** What the hash of a published edition covers: everything but whether it is published. */
export function editionContent({ status: _status, ...content }: EditionData) {
	return content;
}

export function editionHash(data: EditionData): string {
	return contentHash(editionContent(data));
}

export const publishedFile = 'questionnaires/published.json';
const publishedSchema = v.record(
	v.string(),
	v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/, 'expected sha256: and 64 digits'))
);

/** A published edition never changes: its hash is the one written down, and it is still there. */
function checkPublished(
	reader: Reader,
	editions: ReadonlyMap<string, LibraryEdition>,
	published: v.InferOutput<typeof publishedSchema>
): void {
	const report = (ref: string, expected: string, received: unknown) =>
		reader.report(publishedFile, ref, expected, received);
	for (const [ref, { edition, hash }] of editions) {
		const written = published[ref];
		if (edition.data.status === 'draft') {
			if (written) report(ref, 'expected status: published', 'draft');
		} else if (!written) {
			report(ref, `expected its hash; npm run data:publish -- ${ref} writes it down`, undefined);
		} else if (written !== hash) {
			report(ref, `expected the published content, ${written}, which never changes`, hash);
		}
	}
	for (const ref of Object.keys(published)) {
		// One that stands there and does not open has faults of its own.
		const folder = `questionnaires/${ref.replace('@', '/')}/`;
		if (Object.keys(reader.files).some((file) => file.startsWith(folder))) continue;
		report(ref, 'expected a published edition to stay', undefined);
	}
}
