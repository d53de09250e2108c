import { openReport, type Report } from '#lib/report/report.ts';
import type { ReportOptions } from '#lib/report/context.ts';
import type { Dossier } from '#lib/diagnosis/dossier.ts';
import type { Library } from '#lib/library/library.ts';
import type { Locale } from '#scoring';
import { openPrinter, type Printer } from './browser.ts';
import { issue } from './tokens.ts';

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

/**
 * Prints the report of a dossier.
 *
 * @throws {PrintFailure} where too many wait or no browser prints
 */
export function printReport(
	dossier: Dossier,
	locale: Locale,
	{ library, origin, printer, ...options }: PrintOptions
): Promise<Uint8Array<ArrayBuffer>> {
	return printOpened(openReport(dossier, library, locale, options), {
		origin,
		...(printer ? { printer } : {})
	});
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
	return printer.print(() => `${origin}${folders[report.locale]}${issue(report)}`);
}
