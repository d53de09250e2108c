import { canonical, contentHash } from '../library/hash.ts';
import {
	openFrozen,
	type FrozenDocument,
	type FrozenEdition,
	type Terms
} from '../library/frozen.ts';
import { ContentError, type Library } from '../library/library.ts';
import { openDossier, type Dossier } from '../diagnosis/dossier.ts';
import { checkRecord, type ReportRecord } from '../report/record.ts';
import { openLayers } from '../sheets/layers.ts';
import { layers, type Layer } from '../sheets/life.ts';
import { textOf, type BagFile } from './bag.ts';
import { packageFormat, paths, type PackedFile } from './file.ts';

/** What is looked at in the payload. */
export const contentChecks = ['form', 'parts', 'reports', 'diagnosis', 'evidence'] as const;
export type ContentCheck = (typeof contentChecks)[number];

export interface ContentFault {
	readonly check: ContentCheck;
	/** In plain English; names the file. */
	readonly fault: string;
}

/** The payload of a package whose every part was opened. */
export interface OpenPackage {
	readonly file: PackedFile;
	readonly dossiers: Readonly<Record<Layer, Dossier>>;
	/** By code. */
	readonly records: ReadonlyMap<string, ReportRecord>;
	readonly content: {
		readonly editions: readonly FrozenEdition[];
		readonly documents: readonly FrozenDocument[];
		readonly terms: Terms;
	};
}

/**
 * Opens the payload of a package and works the diagnosis in it out anew, from the answers, the edition and the rule
 * documents that lie beside it. Nothing in it is believed.
 *
 * @param texts the content of its JSON files, by path
 * @returns `open` where every part is there and can be read
 */
export function checkContents(
	files: readonly BagFile[],
	texts: ReadonlyMap<string, Uint8Array>
): { open?: OpenPackage; faults: ContentFault[] } {
	const faults: ContentFault[] = [];
	const read = <T>(path: string): T | undefined => {
		const content = texts.get(path);
		if (!content) {
			faults.push({ check: 'parts', fault: `${path} is missing` });
			return undefined;
		}
		try {
			return JSON.parse(textOf(content) ?? '') as T;
		} catch (error) {
			if (!(error instanceof SyntaxError)) throw error;
			faults.push({ check: 'form', fault: `${path} is no JSON` });
			return undefined;
		}
	};
	const file = read<PackedFile>(paths.file);
	if (!file) return { faults };
	if (!isPackedFile(file)) {
		faults.push({ check: 'form', fault: `${paths.file} is not of the form ${packageFormat}` });
		return { faults };
	}
	const dossiers = layers.map((layer) => [layer, read<Dossier>(paths.dossier(layer))] as const);
	const records = readRecords(file, texts, faults);
	const terms = read<Terms>(paths.terms);
	const of = <T>(folder: string): T[] =>
		[...texts.keys()]
			.filter((path) => path.startsWith(folder))
			.sort()
			.flatMap((path) => read<T>(path) ?? []);
	const editions = of<FrozenEdition>('data/content/editions/');
	const documents = of<FrozenDocument>('data/content/documents/');
	faults.push(...evidenceFaults(file, files), ...writtenFaults(file, files));
	if (!terms || dossiers.some(([, dossier]) => !dossier)) return { faults };
	const open: OpenPackage = {
		file,
		dossiers: Object.fromEntries(dossiers) as Record<Layer, Dossier>,
		records,
		content: { editions, documents, terms }
	};
	faults.push(...diagnosisFaults(open));
	return { open, faults };
}

function isPackedFile(file: PackedFile): boolean {
	return (
		file.format === packageFormat &&
		typeof file.enterprise?.id === 'string' &&
		typeof file.sheet?.id === 'string' &&
		[file.patches, file.events, file.decisions, file.remarks, file.filed].every(Array.isArray) &&
		[file.evidence, file.reports, file.withdrawals, file.enterprise.profiles].every(Array.isArray)
	);
}

function readRecords(
	file: PackedFile,
	texts: ReadonlyMap<string, Uint8Array>,
	faults: ContentFault[]
): Map<string, ReportRecord> {
	const records = new Map<string, ReportRecord>();
	if (file.reports.length === 0) {
		faults.push({ check: 'parts', fault: 'it has no issued report' });
	}
	for (const { code, record: hash } of file.reports) {
		const path = paths.record(code);
		const content = texts.get(path);
		if (!content) {
			faults.push({ check: 'parts', fault: `${path} is missing` });
			continue;
		}
		const checked = checkRecord(textOf(content) ?? '');
		for (const { fault } of checked.checks) {
			if (fault !== undefined) faults.push({ check: 'reports', fault: `${path}: ${fault}` });
		}
		if (!checked.record) continue;
		if (checked.hash !== hash || checked.record.code !== code) {
			faults.push({
				check: 'reports',
				fault: `${path} is not the record that ${paths.file} names`
			});
		}
		records.set(code, checked.record);
	}
	return records;
}

/** Every report that was issued lies there as PDF and as a Word file, every layer as a workbook with its trace. */
function writtenFaults({ reports }: PackedFile, files: readonly BagFile[]): ContentFault[] {
	const there = new Set(files.map(({ path }) => path));
	const expected = [
		...layers.flatMap((layer) => [paths.answers(layer), paths.trace(layer), paths.workbook(layer)]),
		...reports.flatMap(({ code }) => [paths.report(code, 'pdf'), paths.report(code, 'docx')])
	];
	return expected
		.filter((path) => !there.has(path))
		.map((path): ContentFault => ({ check: 'parts', fault: `${path} is missing` }));
}

function evidenceFaults({ evidence }: PackedFile, files: readonly BagFile[]): ContentFault[] {
	const byPath = new Map(files.map((file) => [file.path, file]));
	const named = new Set(evidence.map(paths.evidence));
	const missing = evidence.flatMap((piece): ContentFault[] => {
		const path = paths.evidence(piece);
		const found = byPath.get(path);
		const of = (fault: string): ContentFault[] => [{ check: 'evidence', fault }];
		if (!found) return of(`${path} (${piece.name}) is missing`);
		if (found.sums.sha256 === piece.file && found.bytes === piece.bytes) return [];
		return of(`${path} (${piece.name}) is not what was handed in`);
	});
	const further = files.filter(({ path }) => path.startsWith('data/evidence/') && !named.has(path));
	return [
		...missing,
		...further.map(({ path }) => ({
			check: 'evidence' as const,
			fault: `${path} is not on record in ${paths.file}`
		}))
	];
}

/** From the patches to the hash: what was said, what it rests on, and every number found. */
function diagnosisFaults({ file, dossiers, records, content }: OpenPackage): ContentFault[] {
	const faults: ContentFault[] = [];
	const add = (fault: string) => faults.push({ check: 'diagnosis', fault });
	const library = openLibrary(content, records, add);
	if (!library) return faults;
	const opened = openLayers(file.sheet.questionnaire, file.patches);
	const documents = [...library.documents.values()].map(({ document, hash }) => ({
		id: document.data.id,
		hash
	}));
	for (const layer of layers) {
		const { said, diagnosis, rests, hash } = dossiers[layer];
		const path = paths.dossier(layer);
		if (canonical(opened[layer].said) !== canonical(said)) {
			add(`${path}: it does not say what the answers in ${paths.file} say`);
			continue;
		}
		const edition = library.editions.get(said.questionnaire);
		if (!edition || edition.hash !== rests.edition.hash) {
			add(`${path}: it rests on an edition that is not in the package`);
			continue;
		}
		if (canonical(byId(rests.documents)) !== canonical(byId(documents))) {
			add(`${path}: it rests on other rule documents than those in the package`);
			continue;
		}
		const worked = contentHash({ said, day: diagnosis.day, rests });
		const filed = file.filed.find((one) => one.layer === layer);
		if (worked !== hash || filed?.hash !== hash) {
			add(`${path}: it says ${hash}, filed was ${filed?.hash}, and its content gives ${worked}`);
			continue;
		}
		const { scoring: _found, ...found } = inOrder(library, rests, said, diagnosis.day);
		const { scoring: _told, ...told } = diagnosis;
		if (canonical(found) !== canonical(told)) {
			add(`${path}: the answers give another result (it was found by scoring ${rests.scoring})`);
		}
	}
	for (const { code, dossiers: recorded } of records.values()) {
		if (canonical(recorded) === canonical(dossiers)) continue;
		add(`${paths.record(code)} was issued of other dossiers than those in the package`);
	}
	return faults;
}

const byId = <T extends { readonly id: string }>(all: readonly T[]) =>
	all.toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** With the documents in the order in which they were judged then. */
function inOrder(
	library: Library,
	{ documents }: Dossier['rests'],
	said: Dossier['said'],
	day: Dossier['diagnosis']['day']
) {
	const ordered = new Map(documents.map(({ id }) => [id, library.documents.get(id)!]));
	return openDossier({ ...library, documents: ordered }, said, day).diagnosis;
}

/** When documents were compared with their texts enters no judgement: a record says it. */
function openLibrary(
	content: OpenPackage['content'],
	records: OpenPackage['records'],
	add: (fault: string) => void
): Library | undefined {
	const [record] = records.values();
	if (!record) return undefined;
	const { checked, events } = record.beside;
	try {
		return openFrozen({ ...content, checked, events });
	} catch (error) {
		if (!(error instanceof ContentError) && !(error instanceof TypeError)) throw error;
		add(error.message.split('\n').slice(0, 3).join(' '));
		return undefined;
	}
}
