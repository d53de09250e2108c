import type { RequestEvent } from '@sveltejs/kit';
import type { Day, Locale } from '#scoring';
import type { Dossier } from '#lib/diagnosis/dossier.ts';
import type { ReportOptions } from '#lib/report/context.ts';
import { fileName } from '#lib/report/file-name.ts';
import { reportOf, writeRecord } from '#lib/report/record.ts';
import { today } from '../clock.ts';
import { areaName, library } from '../content.ts';
import type { OpenIssued } from '../issued-reports.ts';
import { ownOrigin } from '../own-origin.ts';
import { problems } from '../problems.ts';
import { refuseTooMany } from '../rate-limit.ts';
import { attachRecord } from './attach.ts';
import { PrintFailure } from './browser.ts';
import { printOpened, printReport } from './print.ts';

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
	const { said, diagnosis } = dossier;
	const printed = { ...options, library, printedOn: today(), areaName };
	return answerPrint(event, { name: said.name, on: diagnosis.day, locale }, (origin) =>
		printReport(dossier, locale, { ...printed, origin })
	);
}

/**
 * The answer to a request for an issued report: printed as it was issued, with its record attached.
 * @throws the problem, where it cannot be printed now
 */
export async function answerIssued(
	event: Pick<RequestEvent, 'getClientAddress' | 'setHeaders' | 'url'>,
	{ record, at }: OpenIssued
): Promise<Response> {
	const { dossiers, layer, locale } = record;
	const { said, diagnosis } = dossiers[layer];
	return answerPrint(event, { name: said.name, on: diagnosis.day, locale }, async (origin) => {
		const pdf = await printOpened(reportOf(record), { origin });
		return attachRecord(pdf, writeRecord(record).text, at);
	});
}

/** A PDF with the name it is saved under. */
async function answerPrint(
	event: Pick<RequestEvent, 'getClientAddress' | 'setHeaders' | 'url'>,
	{ name, on, locale }: { name: string | undefined; on: Day; locale: Locale },
	work: (origin: string) => Promise<Uint8Array<ArrayBuffer>>
): Promise<Response> {
	refuseTooMany('report', event);
	// Not the address the request names, which anyone can write.
	const origin = ownOrigin() ?? (import.meta.env.DEV ? event.url.origin : problems.noPrinter());
	const pdf = await print(() => work(origin));
	return new Response(pdf, { headers: pdfHeaders(name, on, locale) });
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
