import type { RequestEvent } from '@sveltejs/kit';
import { render } from 'svelte/server';
import type { Day, Locale } from '#scoring';
import type { Dossier } from '#lib/diagnosis/dossier.ts';
import type { ReportOptions } from '#lib/report/context.ts';
import { fileName } from '#lib/report/file-name.ts';
import { missingWords, type Missing } from '#lib/report/missing.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale, localizeHref } from '#lib/paraglide/runtime.js';
import { today } from '../clock.ts';
import { areaName, library } from '../content.ts';
import type { OpenIssued } from '../issued-reports.ts';
import { ownOrigin } from '../own-origin.ts';
import { problems } from '../problems.ts';
import { refuseTooMany } from '../rate-limit.ts';
import { PrintFailure } from './browser.ts';
import {
	printIssued,
	printPacked,
	printReport,
	UnprintableText,
	writeIssued,
	writeWord
} from './print.ts';

const kinds = {
	pdf: { write: printReport, type: 'application/pdf' },
	docx: {
		write: writeWord,
		type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
	}
} as const;
type Kind = keyof typeof kinds;

/** What was asked for, and by which form: the same form asks for a copy. */
export interface AskedReport {
	readonly dossier: Dossier;
	readonly locale: Locale;
	readonly fields: Readonly<Record<string, string>>;
	readonly options?: Omit<ReportOptions, 'printedOn' | 'areaName' | 'copy'>;
}

/** The form that asks for a copy, which is printed whatever the font lacks. */
interface CopyForm {
	readonly action: string;
	readonly fields: AskedReport['fields'];
}

/**
 * The answer to a request for a report: as PDF, or with `?as=docx` as a Word file. What cannot be printed in
 * full is named instead; with `?copy` it is printed nevertheless, as a copy.
 *
 * @throws the problem, where it cannot be printed now
 */
export async function answerReport(
	event: Pick<RequestEvent, 'getClientAddress' | 'setHeaders' | 'url' | 'request'>,
	{ dossier, locale, fields, options = {} }: AskedReport
): Promise<Response> {
	const { pathname, searchParams } = event.url;
	const kind = searchParams.get('as') === 'docx' ? 'docx' : 'pdf';
	const copy = { action: `${pathname}?as=${kind}&copy`, fields };
	return answerFile(event, { dossier, locale, kind, copy }, (origin) =>
		kinds[kind].write(dossier, locale, {
			...options,
			...(searchParams.has('copy') ? { copy: true as const } : {}),
			...{ library, origin, printedOn: today(), areaName }
		})
	);
}

/**
 * The answer to a request for an issued report: printed as it was issued, with its record attached, or a copy of it
 * as a Word file, which says that it is one. What cannot be printed in full is named instead, and leads to a copy of
 * the sheet's report, which is not the issued one.
 *
 * @throws the problem, where it cannot be printed now
 */
export async function answerIssued(
	event: Pick<RequestEvent, 'getClientAddress' | 'setHeaders' | 'url' | 'request'>,
	issued: OpenIssued,
	sheet: string,
	kind: Kind
): Promise<Response> {
	const { dossiers, layer, locale } = issued.record;
	const copy = {
		action: localizeHref(`/sheets/${sheet}/report?as=${kind}&copy`),
		fields: { layer, lang: locale }
	};
	const write = kind === 'pdf' ? printIssued : writeIssued;
	return answerFile(event, { dossier: dossiers[layer], locale, kind, copy }, (origin) =>
		write(issued, { origin })
	);
}

/**
 * An issued report as PDF and as a Word file, as they stand in a package.
 *
 * @throws the problem, where it cannot be printed now
 */
export async function issuedFiles(
	{ url }: Pick<RequestEvent, 'url'>,
	issued: OpenIssued
): ReturnType<typeof printPacked> {
	try {
		return await printPacked(issued, { origin: originFor(url) });
	} catch (error) {
		if (error instanceof UnprintableText) problems.unprintable(told(error.missing));
		return cannotPrint(error);
	}
}

/** Not the address the request names, which anyone can write. */
function originFor(url: URL): string {
	return ownOrigin() ?? (import.meta.env.DEV ? url.origin : problems.noPrinter());
}

/** A file with the name it is saved under. */
async function answerFile(
	event: Pick<RequestEvent, 'getClientAddress' | 'setHeaders' | 'url' | 'request'>,
	asked: { dossier: Dossier; locale: Locale; kind: Kind; copy: CopyForm },
	work: (origin: string) => Promise<Uint8Array<ArrayBuffer>>
): Promise<Response> {
	refuseTooMany('report', event);
	const origin = originFor(event.url);
	const { dossier, locale, kind, copy } = asked;
	try {
		const file = await work(origin);
		const { said, diagnosis } = dossier;
		return new Response(file, {
			headers: reportHeaders(said.name, diagnosis.day, locale, kind)
		});
	} catch (error) {
		if (error instanceof UnprintableText) return refusal(event.request, copy, error.missing);
		return cannotPrint(error);
	}
}

const failures: Readonly<Record<PrintFailure['why'], () => never>> = {
	busy: problems.printerBusy,
	disk: problems.noRoomToPrint,
	browser: problems.noPrinter
};

function cannotPrint(error: unknown): never {
	if (!(error instanceof PrintFailure)) throw error;
	if (error.cause) console.error(error.cause);
	return failures[error.why]();
}

function told(missing: readonly Missing[]): string[] {
	return missing.map((one) => missingWords(one, getLocale()));
}

/** A page that leads to a copy, or the same as JSON for who asks for that. */
async function refusal(
	request: Request,
	copy: CopyForm,
	found: readonly Missing[]
): Promise<Response> {
	const missing = told(found);
	const init = { status: 422, headers: { 'cache-control': 'no-store' } };
	if (!request.headers.get('accept')?.includes('text/html')) {
		return Response.json({ message: m.report_unprintable(), missing }, init);
	}
	// Loaded only here: few reports are refused, and whoever loads this file need not know of components.
	const { default: Refused } = await import('#lib/report/Refused.svelte');
	const { head, body } = render(Refused, { props: { missing, copy } });
	const page = `<!doctype html><html lang="%lang%"><head>${head}</head><body>${body}</body></html>`;
	const headers = { ...init.headers, 'content-type': 'text/html; charset=utf-8' };
	return new Response(page, { ...init, headers });
}

/** What goes with a report: its kind, and the name it is saved under. */
export function reportHeaders(
	name: string | undefined,
	on: Day,
	locale: Locale,
	kind: Kind = 'pdf'
): HeadersInit {
	return {
		'content-type': kinds[kind].type,
		'content-disposition': `attachment; ${fileName(name, on, locale, kind)}`,
		'cache-control': 'no-store'
	};
}
