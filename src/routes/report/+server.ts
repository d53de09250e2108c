import { dev } from '$app/env';
import { isDay, locales, type Fault, type Locale } from '#scoring';
import { readCase } from '#lib/diagnosis/case-file.ts';
import { openDossier } from '#lib/diagnosis/dossier.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { fileName } from '#lib/report/file-name.ts';
import { faultWords } from '#lib/words/fault.ts';
import { fieldTitle } from '#lib/words/field-title.ts';
import { today } from '#server/clock.ts';
import { areaName, library } from '#server/content.ts';
import { ownOrigin } from '#server/own-origin.ts';
import { postedForm } from '#server/posted.ts';
import { problems } from '#server/problems.ts';
import { refuseTooMany } from '#server/rate-limit.ts';
import { PrintFailure } from '#server/reports/browser.ts';
import { printReport } from '#server/reports/print.ts';

/** No case file is longer; a longer one is a mistake. */
const mostCharacters = 1_000_000;

/** The report of what the form says, as PDF. Nothing of it is stored. */
export async function POST({ request, url, getClientAddress, setHeaders }) {
	const form = await postedForm(request);
	const { on, lang, said } = Object.fromEntries(
		['on', 'lang', 'said'].map((name) => [name, String(form.get(name) ?? '')])
	) as Record<'on' | 'lang' | 'said', string>;
	if (!isDay(on)) return problems.noSuchDay(on);
	const locale = locales.find((one) => one === lang) ?? getLocale();
	const dossier = openDossier(library, readSaid(said), on);
	refuseTooMany('report', { getClientAddress, setHeaders });
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
	return output ?? refuse(input, faults!);
}

/** In the reader's words: a fault's own sentence is for those who write files. */
function refuse(input: unknown, faults: readonly Fault[]): never {
	const { questionnaire } = (input ?? {}) as { questionnaire?: unknown };
	if (typeof questionnaire !== 'string') return problems.noForm();
	const { edition } =
		library.editions.get(questionnaire) ?? problems.noSuchEdition(questionnaire.slice(0, 200));
	const words = faults.map((fault) =>
		m.field_fault({
			field: fieldTitle(fault.path),
			fault: faultWords(fault, edition, library.catalogue, getLocale())
		})
	);
	return problems.noCase(words.join(' '));
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
		'content-disposition': `attachment; ${fileName(name, on, locale)}`,
		'cache-control': 'no-store'
	};
}
