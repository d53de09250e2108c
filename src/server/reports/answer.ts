import type { RequestEvent } from '@sveltejs/kit';
import type { Day, Locale } from '#scoring';
import type { Dossier } from '#lib/diagnosis/dossier.ts';
import type { ReportOptions } from '#lib/report/context.ts';
import { fileName } from '#lib/report/file-name.ts';
import { today } from '../clock.ts';
import { areaName, library } from '../content.ts';
import { ownOrigin } from '../own-origin.ts';
import { problems } from '../problems.ts';
import { refuseTooMany } from '../rate-limit.ts';
import { PrintFailure } from './browser.ts';
import { printReport } from './print.ts';

/**
 * The answer to a request for a report, as PDF.
 * @throws the problem, where it cannot be printed now
 */
export async function answerReport(
	event: Pick<RequestEvent, 'getClientAddress' | 'setHeaders' | 'url'>,
	dossier: Dossier,
	locale: Locale,
	options: Omit<ReportOptions, 'printedOn' | 'areaName'> = {}
): Promise<Response> {
	refuseTooMany('report', event);
	// Not the address the request names, which anyone can write.
	const origin = ownOrigin() ?? (import.meta.env.DEV ? event.url.origin : problems.noPrinter());
	const pdf = await print(() =>
		printReport(dossier, locale, { ...options, library, origin, printedOn: today(), areaName })
	);
	const { said, diagnosis } = dossier;
	return new Response(pdf, { headers: pdfHeaders(said.name, diagnosis.day, locale) });
}

const failures: Readonly<Record<PrintFailure['why'], () => never>> = {
	busy: problems.printerBusy,
	disk: problems.noRoomToPrint,
	browser: problems.noPrinter
};

async function print<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (!(error instanceof PrintFailure)) throw error;
		if (error.cause) console.error(error.cause);
		return failures[error.why]();
	}
}

function pdfHeaders(name: string | undefined, on: Day, locale: Locale): HeadersInit {
	return {
		'content-type': 'application/pdf',
		'content-disposition': `attachment; ${fileName(name, on, locale, 'pdf')}`,
		'cache-control': 'no-store'
	};
}
