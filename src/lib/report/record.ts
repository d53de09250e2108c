import { isDay, locales, type Day, type Diagnosis, type Locale } from '#scoring';
import { openDossier, type Dossier } from '../diagnosis/dossier.ts';
import { editionContent, type LibraryEdition } from '../library/editions.ts';
import type { EditionEvent } from '../library/events.ts';
import {
	openFrozen,
	type Frozen,
	type FrozenDocument,
	type FrozenEdition
} from '../library/frozen.ts';
import { canonical, contentHash } from '../library/hash.ts';
import { ContentError, type Library } from '../library/library.ts';
import { layers, type Layer } from '../sheets/life.ts';
import { groupedCode, readCode } from './code.ts';
import type { EvidenceLine } from './evidence.ts';
import { reportForms, type ReportForm } from './form.ts';
import type { ReportOptions } from './context.ts';
import { openReport, type Report } from './report.ts';

export const recordFormat = 'qidang-report-1';

/** What an issued report rests on beside its dossiers, as it was on the day it was issued. */
export interface Beside {
	/** In which form it is printed; left out for the first. */
	readonly form?: ReportForm;
	/** The evidence of the sheet; left out in the first form. */
	readonly evidence?: readonly EvidenceLine[];
	/** The last of the same edition that was filed before it, and when; left out where there is none. */
	readonly earlier?: { readonly dossier: Dossier; readonly on: Day };
	/** The content hash of every edition at hand, in their order: rules name tiers of other instruments. */
	readonly editions: readonly string[];
	readonly terms: string;
	/** The names of the areas that the report mentions, by code. */
	readonly areas: Readonly<Record<string, string>>;
	readonly checked: Readonly<Record<string, Day>>;
	readonly events: Readonly<Record<string, readonly EditionEvent[]>>;
	/** Where the report can be verified; nothing where the installation does not know its address. */
	readonly address: string | null;
}

/** An issued report with all that it takes to print it again, word for word, and to find out that nothing of it was changed. */
export interface ReportRecord {
	readonly format: typeof recordFormat;
	readonly code: string;
	readonly locale: Locale;
	readonly layer: Layer;
	readonly issuedOn: Day;
	/** Of all layers of the sheet as they were filed: the report says how they differ. */
	readonly dossiers: Readonly<Record<Layer, Dossier>>;
	readonly editions: readonly FrozenEdition[];
	readonly documents: readonly FrozenDocument[];
	readonly terms: Frozen['terms'];
	readonly beside: Beside;
}

/** A record in the one way it is written, with the hash of all else in it. */
export function writeRecord(record: ReportRecord): { text: string; hash: string } {
	const hash = contentHash(record);
	return { text: canonical({ ...record, hash }), hash };
}

/** The content hash of the report: of the dossier of its layer, as its cover says it. */
export function reportHash({ dossiers, layer }: Pick<ReportRecord, 'dossiers' | 'layer'>): string {
	return dossiers[layer].hash;
}

export function libraryOf({ editions, documents, terms, beside }: ReportRecord): Library {
	const { checked, events } = beside;
	return openFrozen({ editions, documents, terms, checked, events });
}

/**
 * The report of a record: the same words whenever it is opened, whatever has become of the content since.
 *
 * @param more a copy that can be edited; another place that areas are named by
 */
export function reportOf(
	record: ReportRecord,
	library = libraryOf(record),
	more: Pick<ReportOptions, 'areaName' | 'editable'> = {}
): Report {
	const { dossiers, layer, locale, issuedOn, code, beside } = record;
	const { form = 1, evidence, earlier, address } = beside;
	return openReport(dossiers[layer], library, locale, {
		...{ form, layer, layers: dossiers, printedOn: issuedOn },
		...(evidence ? { evidence } : {}),
		...(earlier ? { earlier } : {}),
		areaName: (area) => beside.areas[area],
		issued: {
			code: groupedCode(code),
			address: address ?? undefined,
			// The first form did not say it.
			...(form > 1 ? { record: writeRecord(record).hash } : {})
		},
		...more
	});
}

/** What is looked at, one after the other; what comes after the first that does not hold is not. */
export const recordChecks = [
	'form',
	'hash',
	'code',
	'content',
	'dossiers',
	'diagnosis',
	'report'
] as const;
export type RecordCheck = (typeof recordChecks)[number];

export interface Checked {
	readonly check: RecordCheck;
	/** Why it does not hold, in plain English for who keeps files; nothing where it holds. */
	readonly fault?: string;
}

/**
 * Goes through a record as it was written, and works everything in it out anew: nothing in it is believed. That
 * all of it holds says that nothing was changed, not that it was ever issued: for that the hash is compared with
 * what the installation says of the code.
 *
 * @param text the whole file
 */
export function checkRecord(text: string): {
	checks: Checked[];
	record?: ReportRecord;
	hash?: string;
	report?: Report;
} {
	const checks: Checked[] = [];
	const holds = (check: RecordCheck, fault: string | undefined): boolean => {
		checks.push(fault === undefined ? { check } : { check, fault });
		return fault === undefined;
	};
	const { written, fault } = checkWritten(text);
	if (!holds('form', written ? undefined : fault)) return { checks };
	if (!holds('hash', fault) || !written) return { checks };
	const { hash, ...record } = written;
	const isCode = readCode(record.code) === record.code;
	if (!holds('code', isCode ? undefined : `${record.code} is no code of a report`)) {
		return { checks };
	}
	const opened = tried(() => openLibrary(record));
	if (!holds('content', opened.fault) || !opened.library) return { checks };
	const { library } = opened;
	const dossiers = tried(() => ({ fault: dossiersFault(record) }));
	if (!holds('dossiers', dossiers.fault)) return { checks };
	const diagnosis = tried(() => ({ fault: diagnosisFault(record, library) }));
	if (!holds('diagnosis', diagnosis.fault)) return { checks };
	const { report, fault: unprintable } = tried(() => ({ report: reportOf(record, library) }));
	if (!holds('report', unprintable) || !report) return { checks };
	return { checks, record, hash, report };
}

/** What somebody forged may have any shape: what breaks over it is a fault of the file. */
function tried<T extends object>(work: () => T & { fault?: string | undefined }) {
	try {
		return work();
	} catch (error) {
		if (!(error instanceof ContentError || error instanceof TypeError)) throw error;
		const fault = error.message.split('\n').slice(0, 3).join(' ');
		return { fault } as Partial<T> & { fault: string };
	}
}

type Written = ReportRecord & { readonly hash: string };

/**
 * A record as it was written, and whether its hash is that of its content; nothing in it is opened.
 *
 * @returns `fault` where something is wrong; without `written` it is no record at all
 */
export function checkWritten(text: string): {
	written?: Written;
	fault?: string;
	isJson: boolean;
} {
	let input: unknown;
	try {
		input = JSON.parse(text);
	} catch (error) {
		return { isJson: false, fault: `it is no JSON (${(error as Error).message.slice(0, 200)})` };
	}
	const form = formFault(input, text);
	if (form !== undefined) return { isJson: true, fault: form };
	const written = input as Written;
	const { hash, ...record } = written;
	const worked = contentHash(record);
	const fault = `it says ${hash}, its content gives ${worked}`;
	return { isJson: true, written, ...(hash === worked ? {} : { fault }) };
}

/** JSON can be written in many ways; of these one is ours, so that not a sign can be changed. */
function formFault(input: unknown, text: string): string | undefined {
	if (canonical(input) !== text) {
		return 'it is not written the way records are: keys in order, each once, no blanks';
	}
	const record = input as Partial<Written> | null;
	if (record?.format !== recordFormat) return `it is no record of the form ${recordFormat}`;
	const isWhole =
		[record.code, record.hash].every((one) => typeof one === 'string') &&
		isDay(String(record.issuedOn)) &&
		locales.includes(record.locale!) &&
		layers.includes(record.layer!) &&
		layers.every((layer) => typeof record.dossiers?.[layer]?.hash === 'string') &&
		[record.editions, record.documents].every(Array.isArray);
	if (!isWhole) return 'parts of it are missing';
	const { form = 1 } = record.beside ?? {};
	return reportForms.includes(form) ? undefined : `its report has the form ${form}, unknown here`;
}

/** The editions, documents and terms are those whose hashes the dossiers and the record name. */
function openLibrary(record: ReportRecord): { library?: Library; fault?: string } {
	const { beside, terms } = record;
	if (contentHash(terms) !== beside.terms) return { fault: 'its terms are not those it names' };
	const library = libraryOf(record);
	const hashes = [...library.editions.values()].map(hashOf);
	if (canonical(hashes) !== canonical(beside.editions)) {
		return { fault: 'its editions are not those it names' };
	}
	return { library };
}

/** Of what stands in the file, not of what was made of it. */
function hashOf({ edition }: LibraryEdition): string {
	return contentHash(editionContent(edition.data));
}

function dossiersFault({
	dossiers,
	documents,
	editions,
	beside
}: ReportRecord): string | undefined {
	const named = documents.map((one) => ({ id: one.document.id, hash: contentHash(one) }));
	const edition = new Map(editions.map((one) => [`${one.instrument}@${one.edition}`, one]));
	const { earlier } = beside;
	if (earlier) {
		const fault = hashFault(earlier.dossier);
		if (fault !== undefined) return `the earlier one: ${fault}`;
		if (canonical(earlier.dossier.rests.edition) !== canonical(dossiers.confirmed.rests.edition)) {
			return 'the earlier one: it rests on another edition';
		}
	}
	for (const layer of layers) {
		const { said, rests } = dossiers[layer];
		const fault = hashFault(dossiers[layer]);
		if (fault !== undefined) return `${layer}: ${fault}`;
		if (canonical(rests.documents) !== canonical(named)) {
			return `${layer}: it rests on other rule documents than those in the file`;
		}
		const own = edition.get(rests.edition.ref);
		if (
			said.questionnaire !== rests.edition.ref ||
			!own ||
			contentHash(own) !== rests.edition.hash
		) {
			return `${layer}: it rests on another edition than the one in the file`;
		}
	}
	return undefined;
}

function hashFault({ said, diagnosis, rests, hash }: Dossier): string | undefined {
	const worked = contentHash({ said, day: diagnosis.day, rests });
	return hash === worked ? undefined : `it says ${hash}, what was said gives ${worked}`;
}

/** Every number from the answers: as this version of scoring finds it, to the last digit. */
function diagnosisFault({ dossiers, beside }: ReportRecord, library: Library): string | undefined {
	const { earlier } = beside;
	if (earlier) {
		const { said, diagnosis } = earlier.dossier;
		const found = openDossier(library, said, diagnosis.day).diagnosis;
		if (canonical(standingOf(found)) !== canonical(standingOf(diagnosis))) {
			return 'the earlier one: the answers give another result than the file says';
		}
	}
	for (const layer of layers) {
		const { said, diagnosis, rests } = dossiers[layer];
		const { scoring: _found, ...found } = openDossier(library, said, diagnosis.day).diagnosis;
		const { scoring: _told, ...told } = diagnosis;
		if (canonical(found) === canonical(told)) continue;
		return `${layer}: the answers give another result than the file says (it was found by scoring ${rests.scoring})`;
	}
	return undefined;
}

/** What the answers alone come to: the documents of an earlier day are not in the file. */
function standingOf({ points, dimensions, standing, trace }: Diagnosis) {
	return { points, dimensions, standing, trace };
}
