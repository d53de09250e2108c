import { dev } from '$app/env';
import type { Locale } from '#scoring';
import { fileName } from '#lib/report/file-name.ts';
import { today } from '#server/clock.ts';
import { areaName, library } from '#server/content.ts';
import { ownOrigin } from '#server/own-origin.ts';
import { postedDossier } from '#server/posted-dossier.ts';
import { problems } from '#server/problems.ts';
import { refuseTooMany } from '#server/rate-limit.ts';
import { PrintFailure } from '#server/reports/browser.ts';
import { printReport } from '#server/reports/print.ts';

/** The report of what the form says, as PDF. Nothing of it is stored. */
export async function POST({ request, url, getClientAddress, setHeaders }) {
	const { dossier, on, locale } = await postedDossier(request);
	refuseTooMany('report', { getClientAddress, setHeaders });
	// Not the address the request names, which anyone can write.
	const origin = ownOrigin() ?? (dev ? url.origin : problems.noPrinter());
	const pdf = await print(() =>
		printReport(dossier, locale, { library, origin, printedOn: today(), areaName })
	);
	return new Response(pdf, { headers: pdfHeaders(dossier.said.name, on, locale) });
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

function pdfHeaders(name: string | undefined, on: string, locale: Locale): HeadersInit {
	return {
		'content-type': 'application/pdf',
		'content-disposition': `attachment; ${fileName(name, on, locale, 'pdf')}`,
		'cache-control': 'no-store'
	};
}
