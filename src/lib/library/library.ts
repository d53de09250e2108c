import * as v from 'valibot';
import {
	casesSchema,
	dimensionSchema,
	documentSchema,
	exampleSchema,
	factsFileSchema,
	headSchema,
	idSchema,
	ladderSchema,
	measureSchema,
	openDocument,
	openEdition,
	parse,
	sentence,
	textSchema,
	titlesFileSchema,
	type Case,
	type Catalogue,
	type Dimension,
	type EditionData,
	type Example,
	type Fault,
	type MeasureData,
	type OpenDocument,
	type OpenEdition,
	type Text
} from '#scoring';
import { contentHash } from './hash.ts';

/** Content files by path from the top of the repository: parsed YAML, and `published.json`. */
export type Files = Readonly<Record<string, unknown>>;

export interface LibraryEdition {
	readonly edition: OpenEdition;
	/** Of the edition's content; cases and status are outside it. */
	readonly hash: string;
	readonly cases: readonly Case[];
	/** Where the edition stands, ending in a slash. */
	readonly folder: string;
}
export interface LibraryDocument {
	readonly document: OpenDocument;
	/** Of the document and its measures; examples and the day of the last check are outside it. */
	readonly hash: string;
	/** By measure id. */
	readonly examples: ReadonlyMap<string, readonly Example[]>;
	readonly folder: string;
}

/** All content, linked. */
export interface Library {
	/** By `instrument@edition`. */
	readonly editions: ReadonlyMap<string, LibraryEdition>;
	/** By id. */
	readonly documents: ReadonlyMap<string, LibraryDocument>;
	readonly catalogue: Catalogue;
	readonly capabilities: ReadonlyMap<string, Text>;
}

const capabilitiesSchema = v.strictObject({
	capabilities: v.array(v.strictObject({ id: idSchema, title: textSchema }))
});
const zonesSchema = v.looseObject({
	zones: v.array(v.looseObject({ id: v.string(), title: textSchema, within: v.string() }))
});
const industriesSchema = v.looseObject({
	industries: v.array(
		v.strictObject({ code: v.pipe(v.string(), v.regex(/^C(1[3-9]|[2-3]\d|4[0-3])$/)), title: textSchema })
	)
});
const publishedSchema = v.record(
	v.string(),
	v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/, 'expected sha256: and 64 digits'))
);
const measureFileSchema = v.looseObject({
	examples: v.pipe(v.array(exampleSchema), v.minLength(2, 'expected at least two examples'))
});

/** Every fault of the content, as one message. */
export class ContentError extends Error {
	readonly faults: readonly Fault[];
	constructor(faults: readonly Fault[]) {
		super([`The content has ${faults.length} fault(s):`, ...faults.map(sentence)].join('\n'));
		this.faults = faults;
	}
}

/**
 * The one door to the content: reads, links and checks all of it.
 *
 * @param hasArea whether a code of GB/T 2260 or a town exists, where the table is at hand
 * @returns the library, or every fault at once, each with its file and path
 */
export function openLibrary(
	files: Files,
	hasArea?: (code: string) => boolean
): { library: Library; faults?: never } | { library?: never; faults: Fault[] } {
	const faults: Fault[] = [];
	const read = <T>(schema: v.GenericSchema<unknown, T>, file: string): T | undefined => {
		if (!(file in files)) {
			faults.push({ file, path: '', expected: 'expected this file', received: 'nothing' });
			return undefined;
		}
		const { output, faults: wrong } = parse(schema, files[file], { file });
		if (wrong) faults.push(...wrong);
		return output;
	};
	const catalogue = openCatalogue(read, faults, hasArea);
	const capabilities = byId(
		read(capabilitiesSchema, 'questionnaires/capabilities.yaml')?.capabilities ?? [],
		'questionnaires/capabilities.yaml',
		faults
	);
	const published = read(publishedSchema, 'questionnaires/published.json') ?? {};

	const drafts = editionFolders(files).flatMap((folder) => readEdition(files, folder, read, faults));
	const ladders = new Map<string, string[]>();
	for (const { data } of drafts) {
		const ids = data.ladder.tiers.map((tier) => tier.id);
		ladders.set(data.instrument, [...(ladders.get(data.instrument) ?? []), ...ids]);
	}
	const world = { catalogue, ladders };

	const editions = new Map<string, LibraryEdition>();
	for (const { data, folder, files: where } of drafts) {
		const opened = openEdition(data, world);
		if (opened.faults) {
			faults.push(...opened.faults.map((fault) => ({ ...fault, file: where(fault.path) })));
			continue;
		}
		const { edition } = opened;
		for (const part of edition.parts) {
			const capability = part.question?.data.capability;
			if (capability === undefined || capabilities.has(capability)) continue;
			faults.push({
				file: where(part.name),
				path: `${part.name}.capability`,
				expected: 'expected a capability of questionnaires/capabilities.yaml',
				received: capability
			});
		}
		const cases = read(casesSchema, `${folder}cases.yaml`)?.cases ?? [];
		editions.set(edition.ref, { edition, hash: editionHash(data), cases, folder });
	}
	checkPublished(editions, published, faults);

	const documents = new Map<string, LibraryDocument>();
	for (const folder of documentFolders(files)) {
		const opened = readDocument(files, folder, read, world, capabilities, faults);
		if (opened) documents.set(opened.document.data.id, opened);
	}
	if (faults.length > 0) return { faults };
	return { library: { editions, documents, catalogue, capabilities } };
}

type Read = <T>(schema: v.GenericSchema<unknown, T>, file: string) => T | undefined;

function openCatalogue(read: Read, faults: Fault[], hasArea?: (code: string) => boolean): Catalogue {
	const facts = read(factsFileSchema, 'measures/facts.yaml')?.facts ?? [];
	const titles = read(titlesFileSchema, 'measures/titles.yaml')?.titles ?? [];
	const zones = read(zonesSchema, 'measures/zones.yaml')?.zones ?? [];
	const industries = read(industriesSchema, 'measures/industries.yaml')?.industries ?? [];
	return {
		facts: unique(facts, (fact) => [fact.id, fact], 'measures/facts.yaml', faults),
		titles: unique(titles, (title) => [title.id, title], 'measures/titles.yaml', faults),
		zones: unique(zones, (zone) => [zone.id, zone], 'measures/zones.yaml', faults),
		industries: unique(industries, (one) => [one.code, one.title], 'measures/industries.yaml', faults),
		...(hasArea ? { hasArea } : {})
	};
}

function unique<T, V>(
	list: readonly T[],
	entry: (one: T) => [string, V],
	file: string,
	faults: Fault[]
): Map<string, V> {
	const map = new Map<string, V>();
	for (const one of list) {
		const [key, value] = entry(one);
		if (map.has(key)) faults.push({ file, path: key, expected: 'expected it once', received: key });
		map.set(key, value);
	}
	return map;
}

function byId(list: readonly { id: string; title: Text }[], file: string, faults: Fault[]) {
	return unique(list, (one) => [one.id, one.title], file, faults);
}

function editionFolders(files: Files): string[] {
	return foldersOf(files, /^(questionnaires\/[^/]+\/[^/]+\/)[^/]+$/);
}

function documentFolders(files: Files): string[] {
	return foldersOf(files, /^(measures\/[^/]+\/)[^/]+$/);
}

function foldersOf(files: Files, pattern: RegExp): string[] {
	return [...new Set(Object.keys(files).flatMap((file) => pattern.exec(file)?.[1] ?? []))].sort();
}

/** The dimension files of an edition in the order of their numbers; anything else is a fault. */
function readEdition(files: Files, folder: string, read: Read, faults: Fault[]) {
	const others = ['questionnaire.yaml', 'tiers.yaml', 'cases.yaml'];
	const names = Object.keys(files).filter((file) => file.startsWith(folder));
	const places = new Map<string, string>();
	const numbers = new Set<string>();
	const dimensions: { number: number; data: Dimension }[] = [];
	for (const file of names) {
		const name = file.slice(folder.length);
		if (others.includes(name)) continue;
		const match = /^(\d+)-([a-z0-9-]+)\.yaml$/.exec(name);
		const fault = (expected: string) =>
			void faults.push({ file, path: '', expected, received: name });
		if (!match) {
			fault('expected a name like 1-digital-base.yaml');
			continue;
		}
		if (numbers.has(match[1]!)) fault(`expected only one file with number ${match[1]}`);
		numbers.add(match[1]!);
		const data = read(dimensionSchema, file);
		if (!data) continue;
		if (data.name !== match[2]) fault(`expected the file of dimension ${data.name} to bear its name`);
		places.set(data.name, file);
		dimensions.push({ number: Number(match[1]), data });
	}
	const head = read(headSchema, `${folder}questionnaire.yaml`);
	const ladder = read(ladderSchema, `${folder}tiers.yaml`);
	if (!head || !ladder) return [];
	if (folder !== `questionnaires/${head.instrument}/${head.edition}/`) {
		faults.push({
			file: `${folder}questionnaire.yaml`,
			path: 'instrument',
			expected: `expected it to stand in questionnaires/${head.instrument}/${head.edition}/`,
			received: folder
		});
	}
	const data: EditionData = {
		...head,
		dimensions: dimensions.sort((a, b) => a.number - b.number).map((one) => one.data),
		ladder
	};
	const where = (path: string) => {
		const [first = ''] = path.split('.');
		if (first === 'tiers') return `${folder}tiers.yaml`;
		return places.get(first) ?? `${folder}questionnaire.yaml`;
	};
	return [{ data, folder, files: where }];
}

/** What the hash of a published edition covers: everything but whether it is published. */
export function editionHash({ status: _status, ...content }: EditionData): string {
	return contentHash(content);
}

/** A published edition never changes: its hash is the one written down, and it is still there. */
function checkPublished(
	editions: ReadonlyMap<string, LibraryEdition>,
	published: Readonly<Record<string, string>>,
	faults: Fault[]
): void {
	const file = 'questionnaires/published.json';
	for (const [ref, { edition, hash }] of editions) {
		const written = published[ref];
		if (edition.data.status === 'published' && written !== hash) {
			const expected = written
				? `expected the published content of ${ref}, which never changes`
				: `expected the hash of ${ref}; publish it with npm run data:publish ${ref}`;
			faults.push({ file, path: ref, expected, received: hash });
		}
		if (edition.data.status === 'draft' && written) {
			faults.push({ file, path: ref, expected: 'expected status: published', received: 'draft' });
		}
	}
	for (const ref of Object.keys(published)) {
		if (editions.has(ref)) continue;
		const expected = 'expected a published edition to stay in questionnaires/';
		faults.push({ file, path: ref, expected, received: 'nothing' });
	}
}

function readDocument(
	files: Files,
	folder: string,
	read: Read,
	world: Parameters<typeof openDocument>[2],
	capabilities: ReadonlyMap<string, Text>,
	faults: Fault[]
): LibraryDocument | undefined {
	const data = read(documentSchema, `${folder}document.yaml`);
	const measures: MeasureData[] = [];
	const examples = new Map<string, readonly Example[]>();
	for (const file of Object.keys(files).sort()) {
		if (!file.startsWith(folder) || file.endsWith('/document.yaml')) continue;
		const given = files[file];
		const { examples: _examples, ...rest } =
			typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {};
		const { output: measure, faults: wrong } = parse(measureSchema, rest, { file });
		if (wrong) faults.push(...wrong);
		const worked = read(measureFileSchema, file);
		if (!measure) continue;
		if (file !== `${folder}${measure.id}.yaml`) {
			const expected = `expected ${measure.id} in ${measure.id}.yaml`;
			faults.push({ file, path: 'id', expected, received: file.slice(folder.length) });
		}
		for (const capability of measure.capabilities) {
			if (capabilities.has(capability)) continue;
			const expected = 'expected a capability of questionnaires/capabilities.yaml';
			faults.push({ file, path: 'capabilities', expected, received: capability });
		}
		measures.push(measure);
		examples.set(measure.id, worked?.examples ?? []);
	}
	if (!data) return undefined;
	if (folder !== `measures/${data.id}/`) {
		const expected = `expected it to stand in measures/${data.id}/`;
		faults.push({ file: `${folder}document.yaml`, path: 'id', expected, received: folder });
	}
	const opened = openDocument(data, measures, world);
	if (opened.faults) {
		for (const fault of opened.faults) {
			const [first = ''] = fault.path.split('.');
			const file = `${folder}${examples.has(first) ? first : 'document'}.yaml`;
			faults.push({ ...fault, file });
		}
		return undefined;
	}
	const { checked: _checked, ...content } = data;
	return {
		document: opened.document,
		hash: contentHash({ document: content, measures }),
		examples,
		folder
	};
}
