import * as v from 'valibot';
import {
	canBeMet,
	documentSchema,
	exampleSchema,
	measureSchema,
	openDocument,
	type Catalogue,
	type Condition,
	type Example,
	type MeasureData,
	type OpenDocument,
	type Target,
	type Text
} from '#scoring';
import { contentHash } from './hash.ts';
import type { Reader } from './reader.ts';
import { readTargets, targetsFile } from './targets.ts';
import { checkCapability } from './terms.ts';

export interface LibraryDocument {
	readonly document: OpenDocument;
	/** The numbers it sets for a region, in their order; none where it has no `targets.yaml`. */
	readonly targets: readonly Target[];
	/** Of document, measures and targets; examples and the day of the last check are outside it. */
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
	for (const one of documents.values()) checkExclusions(reader, one, documents);
	return documents;
}

/**
 * A measure excludes measures that exist and do not exclude it in turn, by a rule that may contradict; for
 * one project only where both are judged at projects.
 */
function checkExclusions(
	reader: Reader,
	{ document, folder }: LibraryDocument,
	documents: ReadonlyMap<string, LibraryDocument>
): void {
	const measures = [...documents.values()].flatMap((one) => one.document.measures);
	for (const { data } of document.measures) {
		data.excludes?.forEach(({ measure, within }, i) => {
			const at = (field: string) => [`${folder}${data.id}.yaml`, `excludes.${i}.${field}`] as const;
			const other = measures.find((one) => one.ref === measure);
			if (!other) reader.report(...at('measure'), 'expected a measure that exists', measure);
			else if (other.data.excludes?.some((one) => one.measure === `${document.data.id}/${data.id}`))
				reader.report(...at('measure'), 'expected it to be written at one of the two', measure);
			else if (within === 'project' && other.data.judgedAt === 'enterprise') {
				reader.report(...at('within'), `expected enterprise, where ${measure} is judged`, within);
			}
		});
	}
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
	const requirements = new Map<string, Condition>();
	for (const file of Object.keys(reader.files).sort()) {
		if (!file.startsWith(folder) || file === main || file === targetsFile(folder)) continue;
		const read = reader.read(measureFileSchema, file);
		if (!read) continue;
		const { examples: worked, ...measure } = read;
		if (file !== `${folder}${measure.id}.yaml`) {
			reader.report(file, 'id', 'expected it to be what the file is called', measure.id);
		}
		for (const id of measure.capabilities) {
			checkCapability(reader, capabilities, id, file, 'capabilities');
		}
		if (measure.requires) requirements.set(file, measure.requires);
		measures.push(measure);
		examples.set(measure.id, worked);
	}
	if (!data) return undefined;
	const targets = readTargets(reader, folder, data, world.catalogue);
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
	for (const [file, requires] of requirements) {
		if (canBeMet(requires, world.catalogue)) continue;
		const contradicts = 'parts that contradict each other';
		reader.report(file, 'requires', 'expected a condition that can be met', contradicts);
	}
	const hash = contentHash(documentContent({ document, targets }));
	return { document, targets, hash, examples, folder };
}

/** What the hash of a policy document covers: it, its measures and targets, but not the day of the last check. */
export function documentContent({
	document: { data, measures },
	targets
}: Pick<LibraryDocument, 'document' | 'targets'>) {
	const { checked: _checked, ...document } = data;
	return {
		document,
		measures: measures.map((measure) => measure.data),
		...(targets.length > 0 ? { targets } : {})
	};
}
