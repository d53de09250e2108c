import * as v from 'valibot';
import {
	documentSchema,
	exampleSchema,
	measureSchema,
	openDocument,
	type Catalogue,
	type Example,
	type MeasureData,
	type OpenDocument,
	type Text
} from '#scoring';
import { contentHash } from './hash.ts';
import type { Reader } from './reader.ts';
import { checkCapability } from './terms.ts';

export interface LibraryDocument {
	readonly document: OpenDocument;
	/** Of the document and its measures; examples and the day of the last check are outside it. */
	readonly hash: string;
	/** By measure id. */
	readonly examples: ReadonlyMap<string, readonly Example[]>;
	/** Where the document stands, ending in a slash. */
	readonly folder: string;
}

/** A measure's file: the measure, and at least two worked examples of it. */
const measureFileSchema = v.strictObject({
	...measureSchema.entries,
	examples: v.pipe(v.array(exampleSchema), v.minLength(2, 'expected at least two examples'))
});

/** Reads and links every policy document, by id. */
export function openDocuments(
	reader: Reader,
	world: { catalogue: Catalogue; ladders: ReadonlyMap<string, readonly string[]> },
	capabilities: ReadonlyMap<string, Text>
): ReadonlyMap<string, LibraryDocument> {
	const documents = new Map<string, LibraryDocument>();
	for (const folder of reader.folders(/^(measures\/[^/]+\/)[^/]+$/)) {
		const one = openOne(reader, folder, world, capabilities);
		if (one) documents.set(one.document.data.id, one);
	}
	return documents;
}

function openOne(
	reader: Reader,
	folder: string,
	world: Parameters<typeof openDocuments>[1],
	capabilities: ReadonlyMap<string, Text>
): LibraryDocument | undefined {
	const main = `${folder}document.yaml`;
	const data = reader.read(documentSchema, main);
	const measures: MeasureData[] = [];
	const examples = new Map<string, readonly Example[]>();
	for (const file of Object.keys(reader.files).sort()) {
		if (!file.startsWith(folder) || file === main) continue;
		const read = reader.read(measureFileSchema, file);
		if (!read) continue;
		const { examples: worked, ...measure } = read;
		if (file !== `${folder}${measure.id}.yaml`) {
			reader.report(file, 'id', 'expected it to be what the file is called', measure.id);
		}
		for (const id of measure.capabilities) {
			checkCapability(reader, capabilities, id, file, 'capabilities');
		}
		measures.push(measure);
		examples.set(measure.id, worked);
	}
	if (!data) return undefined;
	if (folder !== `measures/${data.id}/`) {
		reader.report(main, 'id', `expected it to stand in measures/${data.id}/`, folder);
	}
	const { document, faults } = openDocument(data, measures, world);
	if (faults) {
		const fileOf = (path: string) => {
			const [first] = path.split('.') as [string];
			return examples.has(first) ? `${folder}${first}.yaml` : main;
		};
		reader.faults.push(...faults.map((fault) => ({ ...fault, file: fileOf(fault.path) })));
		return undefined;
	}
	return { document, hash: contentHash(documentContent(document)), examples, folder };
}

/** What the hash of a policy document covers: it and its measures, but not the day of the last check. */
export function documentContent({ data, measures }: OpenDocument) {
	const { checked: _checked, ...document } = data;
	return { document, measures: measures.map((measure) => measure.data) };
}
