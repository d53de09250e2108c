import { dev } from '$app/env';
import { isDay, locales, sentence, type Locale } from '#scoring';
import { readCase } from '#lib/diagnosis/case-file.ts';
import { openDossier } from '#lib/diagnosis/dossier.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { fileName } from '#lib/report/file-name.ts';
import { today } from '#server/clock.ts';
import { areaName, library } from '#server/content.ts';
import { ownOrigin } from '#server/own-origin.ts';
import { postedForm } from '#server/posted.ts';
import { problems } from '#server/problems.ts';
import { PrintFailure } from '#server/reports/browser.ts';
import { printReport } from '#server/reports/print.ts';

/** No case file is longer; a longer one is a mistake. */
const mostCharacters = 1_000_000;

/** The report of what the form says, as PDF. Nothing of it is stored. */
export async function POST({ request, url }) {
	const form = await postedForm(request);
	const { on, lang, said } = Object.fromEntries(
		['on', 'lang', 'said'].map((name) => [name, String(form.get(name) ?? '')])
	) as Record<'on' | 'lang' | 'said', string>;
	if (!isDay(on)) return problems.noSuchDay(on);
	const locale = locales.find((one) => one === lang) ?? getLocale();
	const dossier = openDossier(library, readSaid(said), on);
	// Not the address the request names, which anyone can write.
	const origin = ownOrigin() ?? (dev ? url.origin : problems.noPrinter());
	const pdf = await print(() =>
		printReport(dossier, locale, { library, origin, printedOn: today(), areaName })
	);
	return new Response(pdf, { headers: pdfHeaders(dossier.said.name, on, locale) });
}

function readSaid(text: string) {
	if (text.length > mostCharacters) return problems.tooLong();
	let input: unknown;
	try {
		input = JSON.parse(text);
	} catch {
		return problems.noForm();
	}
	const { output, faults } = readCase(library, input);
	return output ?? problems.noCase(faults!.map(sentence).join('; '));
}

async function print<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (!(error instanceof PrintFailure)) throw error;
		if (error.cause) console.error(error.cause);
		return error.why === 'busy' ? problems.printerBusy() : problems.noPrinter();
	}
}

function pdfHeaders(name: string | undefined, on: string, locale: Locale): HeadersInit {
	return {
		'content-type': 'application/pdf',
		'content-disposition': `attachment; ${fileName(name, on, locale)}`,
		'cache-control': 'no-store'
	};
}
