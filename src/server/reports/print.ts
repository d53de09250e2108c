import { missingIn, type Missing } from '#lib/report/missing.ts';
import { openReport, type Report } from '#lib/report/report.ts';
import type { ReportOptions } from '#lib/report/context.ts';
import type { Dossier } from '#lib/diagnosis/dossier.ts';
import type { Library } from '#lib/library/library.ts';
import type { Locale } from '#scoring';
import { libraryOf, reportOf, writeRecord } from '#lib/report/record.ts';
import type { OpenIssued } from '../issued-reports.ts';
import { settleOffice } from '../archive/settle-office.ts';
import { attachRecord } from './attach.ts';
import { openPrinter, type Printer } from './browser.ts';
import { issue } from './tokens.ts';
import { wordOf } from './word/word.ts';

interface Place {
	/** Where this very application answers, as seen from this machine. */
	readonly origin: string;
	/** The one of the process unless told otherwise. */
	readonly printer?: Printer;
}

export interface PrintOptions extends ReportOptions, Place {
	readonly library: Library;
}

const ownPrinter = openPrinter();

/** The pages of each language lie at an address of their own. */
const folders: Readonly<Record<Locale, string>> = { 'zh-cn': '/print/', en: '/en/print/' };

/** Texts that our font cannot print in full: what is to be signed is not printed with less than they say. */
export class UnprintableText extends Error {
	readonly missing: readonly Missing[];
	constructor(missing: readonly Missing[]) {
		super('The font lacks signs of what was declared');
		this.missing = missing;
	}
}

/**
 * Prints the report of a dossier as PDF.
 *
 * @throws {UnprintableText} where it is no copy and the font lacks a sign
 * @throws {PrintFailure} where too many wait or no browser prints
 */
export async function printReport(
	dossier: Dossier,
	locale: Locale,
	{ library, origin, printer = ownPrinter, ...options }: PrintOptions
): Promise<Uint8Array<ArrayBuffer>> {
	return printOpened(openPrintable(dossier, library, locale, options), { origin, printer });
}

/**
 * Prints a report that is open already.
 *
 * @throws {PrintFailure} where too many wait or no browser prints
 */
export function printOpened(
	report: Report,
	{ origin, printer = ownPrinter }: Place
): Promise<Uint8Array<ArrayBuffer>> {
	return printer.print(() => addressOf(report, origin));
}

/**
 * Writes the report of a dossier as a Word file; the browser draws its charts.
 *
 * @throws as {@link printReport} does
 */
export async function writeWord(
	dossier: Dossier,
	locale: Locale,
	{ library, origin, printer = ownPrinter, ...options }: PrintOptions
): Promise<Uint8Array<ArrayBuffer>> {
	return writeOpened(openPrintable(dossier, library, locale, options), { origin, printer });
}

async function writeOpened(
	report: Report,
	{ origin, printer = ownPrinter }: Place
): Promise<Uint8Array<ArrayBuffer>> {
	const figures = report.blocks.filter(({ kind }) => kind === 'figure');
	const pictures =
		figures.length > 0
			? await printer.draw(() => addressOf({ ...report, blocks: figures }, origin))
			: [];
	return wordOf(report, pictures);
}

/** @throws {UnprintableText} where the font lacks a sign of what was said */
function refuseUnprintable(said: Dossier['said'], evidence: ReportOptions['evidence'] = []): void {
	const missing = missingIn(said, evidence);
	if (missing.length > 0) throw new UnprintableText(missing);
}

function openPrintable(
	dossier: Dossier,
	library: Library,
	locale: Locale,
	options: ReportOptions
): Report {
	if (!options.copy) refuseUnprintable(dossier.said, options.evidence);
	return openReport(dossier, library, locale, options);
}

function addressOf(report: Report, origin: string): string {
	return `${origin}${folders[report.locale]}${issue(report)}`;
}

/**
 * Prints an issued report as it was issued, with its record attached.
 *
 * @throws {UnprintableText} where the font lacks a sign of what was said
 * @throws {PrintFailure} where too many wait or no browser prints
 */
export async function printIssued(
	{ record, at }: OpenIssued,
	place: Place
): Promise<Uint8Array<ArrayBuffer>> {
	refuseIssued(record);
	const pdf = await printOpened(reportOf(record), place);
	return attachRecord(pdf, writeRecord(record).text, at);
}

/**
 * Writes a copy of an issued report that can be edited, as a Word file; it is not the issued one, and says so.
 *
 * @throws as {@link printIssued} does
 */
export async function writeIssued(
	{ record }: OpenIssued,
	place: Place
): Promise<Uint8Array<ArrayBuffer>> {
	refuseIssued(record);
	return writeOpened(reportOf(record, libraryOf(record), { editable: true }), place);
}

function refuseIssued({ dossiers, layer, beside }: OpenIssued['record']): void {
	refuseUnprintable(dossiers[layer].said, beside.evidence);
}

/**
 * An issued report as PDF and a copy of it as a Word file, by their endings: whenever they are made of the same record, they are the
 * same to the byte.
 *
 * @throws as {@link printIssued} does
 */
export async function printPacked(
	issued: OpenIssued,
	place: Place
): Promise<{ pdf: Uint8Array; docx: Uint8Array }> {
	const pdf = await printIssued(issued, place);
	const docx = await settleOffice(await writeIssued(issued, place), issued.at);
	return { pdf, docx };
}
