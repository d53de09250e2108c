import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Locale } from '#scoring';
import { itemState, type WhyNotPrinted } from '#lib/print-batch.ts';
import { missingWords } from '#lib/report/missing.ts';
import type { Layer } from '#lib/sheets/life.ts';
import { today } from '../clock.ts';
import { areaName, library } from '../content.ts';
import {
	printBatch,
	printEvent,
	printItem,
	withJobs,
	type JobWork,
	type Transaction
} from '../db/index.ts';
import { openSheet, type EnterpriseSheet, type Member } from '../enterprise-sheets.ts';
import { listIssued, openIssued } from '../issued-reports.ts';
import { ownOrigin } from '../own-origin.ts';
import { PrintFailure } from '../reports/browser.ts';
import { reportOfSheet } from '../reports/of-sheet.ts';
import { printIssued, printReport, UnprintableText } from '../reports/print.ts';
import { putFile, StoreFailure } from '../store.ts';
import { noteSeen } from '../trail.ts';
import { packItem } from './pack-item.ts';

/** Makes one report or package of a batch, as whoever asked for it; what cannot be made says why. */
export const printItemWork: JobWork = {
	async work(id) {
		const begun = await begin(id);
		if (!begun) return;
		const { batch, asker, sheet, locale } = begun;
		let outcome: Outcome;
		try {
			outcome = await make(asker, sheet, begun);
		} catch (error) {
			const why = whyNot(error);
			if (!why) throw error;
			console.error(`The item ${id} of the batch ${batch} was not printed:`, error);
			outcome = { kind: 'failed', why, ...whatOf(error, locale) };
		}
		await tell(id, { batch, ...outcome });
	},
	async giveUp(id) {
		const found = await withJobs((database) => readItem(database, id));
		if (found?.state !== 'printing' && found?.state !== 'queued') return;
		await tell(id, { batch: found.batch, kind: 'failed', why: 'gave-up' });
	}
};

/** What came of an item. */
export type Outcome =
	| { readonly kind: 'printed'; readonly file: string; readonly bytes: number }
	| { readonly kind: 'failed'; readonly why: WhyNotPrinted; readonly what?: string };

/** What there is to print; nothing where somebody was faster, or it is to wait or not to be printed at all. */
async function begin(id: string) {
	return withJobs(async (database) => {
		const found = await readItem(database, id);
		if (!found || found.isPaused || !/^(queued|printing)$/.test(found.state)) return undefined;
		await database.insert(printEvent).values({ batch: found.batch, item: id, kind: 'printing' });
		return found;
	});
}

async function readItem(database: Transaction, id: string) {
	const [row] = await database
		.select({ item: printItem, batch: printBatch })
		.from(printItem)
		.innerJoin(printBatch, eq(printBatch.id, printItem.batch))
		.where(eq(printItem.id, id));
	if (!row) return undefined;
	const { item, batch } = row;
	const last = async (which: ReturnType<typeof eq>) => {
		const [event] = await database
			.select({ kind: printEvent.kind })
			.from(printEvent)
			.where(and(eq(printEvent.batch, batch.id), which))
			.orderBy(desc(printEvent.id))
			.limit(1);
		return event?.kind;
	};
	const told = await last(isNull(printEvent.item));
	const asker: Member = { person: batch.by, organisation: batch.organisation };
	return {
		...{ batch: batch.id, asker, sheet: item.sheet, layer: batch.layer, locale: batch.locale },
		isPaused: told === 'paused',
		state: itemState(await last(eq(printEvent.item, id)), told === 'cancelled')
	};
}

/** What the asker may see is looked up now: a right that has ended since then prints nothing. */
async function make(
	asker: Member,
	id: string,
	{ layer, locale }: { layer: Layer | null; locale: Locale }
): Promise<Outcome> {
	const sheet = await openSheet(asker, id);
	if (!sheet) return { kind: 'failed', why: 'unseen' };
	if (sheet.state !== 'filed') return { kind: 'failed', why: 'not-filed' };
	const origin = ownOrigin();
	if (!origin) throw new Error('Nothing is served here that could be printed.');
	// A batch of packages has no layer.
	if (layer === null) return packItem(asker, sheet, origin);
	const pdf = await pdfOf(asker, sheet, { layer, locale, origin });
	await noteSeen(asker, sheet.enterprise, `report ${layer} ${sheet.id}`);
	return { kind: 'printed', file: await putFile(pdf), bytes: pdf.byteLength };
}

/** The report as it was issued, where it was and stands; else what was filed. */
async function pdfOf(
	asker: Member,
	sheet: EnterpriseSheet,
	{ layer, locale, origin }: { layer: Layer; locale: Locale; origin: string }
): Promise<Uint8Array<ArrayBuffer>> {
	const issued = (await listIssued(asker, sheet.id)).find(
		(one) => one.layer === layer && one.locale === locale && !one.withdrawn
	);
	if (issued) return printIssued(await openIssued(asker, sheet.id, issued.code), { origin });
	const { dossier, options } = await reportOfSheet({ member: asker }, sheet, layer, locale);
	const printed = { library, printedOn: today(), areaName };
	return printReport(dossier, locale, { ...options, ...printed, origin });
}

/** What an item fails of; nothing where the database was away, so that the job is tried again as it is. */
function whyNot(error: unknown): WhyNotPrinted | undefined {
	if (error instanceof StoreFailure) return 'store';
	if (error instanceof UnprintableText) return 'unprintable';
	if (error instanceof PrintFailure) return error.why === 'busy' ? undefined : error.why;
	const { status } = error as { status?: number };
	// Another package of the enterprise was made meanwhile, which this one has to name.
	return status === 503 || status === 507 || status === 409 ? undefined : 'fault';
}

/** What of it, in words, where it is not all of it. */
function whatOf(error: unknown, locale: Locale): { what?: string } {
	if (!(error instanceof UnprintableText)) return {};
	return { what: error.missing.map((one) => missingWords(one, locale)).join(' ') };
}

/** However many workers have printed it, it was printed once. */
async function tell(id: string, outcome: Outcome & { readonly batch: string }): Promise<void> {
	await withJobs((database) =>
		database
			.insert(printEvent)
			.values({ item: id, ...outcome, ...cut(outcome) })
			.onConflictDoNothing()
	);
}

/** As much of what failed as is kept of it. */
function cut(outcome: Outcome): { what?: string } {
	if (outcome.kind !== 'failed' || outcome.what === undefined) return {};
	return { what: [...outcome.what].slice(0, 2000).join('') };
}
