import { openReport } from '#lib/report/report.ts';
import type { ReportOptions } from '#lib/report/context.ts';
import type { Dossier } from '#lib/diagnosis/dossier.ts';
import type { Library } from '#lib/library/library.ts';
import type { Locale } from '#scoring';
import { openPrinter, type Printer } from './browser.ts';
import { issue } from './tokens.ts';

export interface PrintOptions extends ReportOptions {
	readonly library: Library;
	/** Where this very application answers, as seen from this machine. */
	readonly origin: string;
	/** The one of the process unless told otherwise. */
	readonly printer?: Printer;
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
	{ library, origin, printer = ownPrinter, ...options }: PrintOptions
): Promise<Uint8Array<ArrayBuffer>> {
	const report = openReport(dossier, library, locale, options);
	return printer.print(() => `${origin}${folders[locale]}${issue(report)}`);
}
