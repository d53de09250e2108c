import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Locale } from '#scoring';
import { itemState, type ItemState, type WhyNotPrinted } from '#lib/print-batch.ts';
import { missingWords } from '#lib/report/missing.ts';
import type { Layer } from '#lib/sheets/life.ts';
import { today } from '../clock.ts';
import { openComplaints } from '../complaints.ts';
import { areaName, library } from '../content.ts';
import {
	hasRoom,
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
import { holdBatch } from '../print-batches.ts';
import { PrintFailure } from '../reports/browser.ts';
import { reportOfSheet } from '../reports/of-sheet.ts';
import { printIssued, printReport, UnprintableText } from '../reports/print.ts';
import { putFile, StoreFailure } from '../store.ts';
import { noteSeen } from '../trail.ts';
import { packItem } from './pack-item.ts';

/** What stops one item of a batch often stops hundreds. */
const complaints = openComplaints();

/** Makes one report or package of a batch, as whoever asked for it; what cannot be made says why. */
export const printItemWork: JobWork = {
	async work(id) {
		const begun = await begin(id);
		if (!begun) return;
		const { batch, asker, sheet, locale } = begun;
		const outcome = await make(asker, sheet, begun).catch((error: unknown) => {
			const why = whyNot(error);
			if (!why) throw error;
			complain(batch, why, error);
			return { kind: 'failed', why, ...whatOf(error, locale) } as const;
		});
		await tell(id, outcome);
	},
	async giveUp(id) {
		await tell(id, { kind: 'failed', why: 'gave-up' }, isOpen);
	}
};

/** What came of an item. */
export type Outcome =
	| { readonly kind: 'printed'; readonly file: string; readonly bytes: number }
	| { readonly kind: 'failed'; readonly why: WhyNotPrinted; readonly what?: string };

function isOpen(state: ItemState): boolean {
	return state === 'queued' || state === 'printing';
}

/** What there is to print; nothing where somebody was faster, or it is to wait or not to be printed at all. */
async function begin(id: string) {
	return withJobs(async (database) => {
		const found = await holdItem(database, id);
		if (!found || found.isPaused || !isOpen(found.state)) return undefined;
		await database.insert(printEvent).values({ batch: found.batch, item: id, kind: 'printing' });
		return found;
	});
}

/** An item as it stands: nobody else tells anything of its batch until the end of the transaction. */
async function holdItem(database: Transaction, id: string) {
	const [row] = await database
		.select({ item: printItem, batch: printBatch })
		.from(printItem)
		.innerJoin(printBatch, eq(printBatch.id, printItem.batch))
		.where(eq(printItem.id, id));
	if (!row) return undefined;
	const { item, batch } = row;
	await holdBatch(database, batch.id);
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
	// The embedded database needs what is left on its disk for itself.
	if (!hasRoom())
		throw new StoreFailure('full', new Error('little is left on the disk of the database'));
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
	if (error instanceof StoreFailure) return error.why === 'full' ? 'disk' : 'store';
	if (error instanceof UnprintableText) return 'unprintable';
	if (error instanceof PrintFailure) return error.why === 'busy' ? undefined : error.why;
	const { status } = error as { status?: number };
	if (status === 507) return 'disk';
	// Away for now; or another package of the enterprise was made meanwhile, which this one has to name.
	return status === 503 || status === 409 ? undefined : 'fault';
}

/** Once for each cause in a batch: which items it stopped is told on its page. */
function complain(batch: string, why: WhyNotPrinted, error: unknown): void {
	// A matter of the enterprise, not of the server.
	if (why === 'unprintable') return;
	const cause = [batch, why, String(error)].join();
	complaints.say(cause, `Items of the batch ${batch} are not made (${why}):`, error);
}

/**
 * However many workers have printed it, it was printed once: of what was printed nothing more is told.
 * @param where in which states it is told
 */
async function tell(
	id: string,
	outcome: Outcome,
	where = (state: ItemState): boolean => state !== 'printed'
): Promise<void> {
	await withJobs(async (database) => {
		const found = await holdItem(database, id);
		if (!found || !where(found.state)) return;
		await database
			.insert(printEvent)
			.values({ batch: found.batch, item: id, ...outcome, ...cut(outcome) });
	});
}

/** What of it, in words, where it is not all of it. */
function whatOf(error: unknown, locale: Locale): { what?: string } {
	if (!(error instanceof UnprintableText)) return {};
	return { what: error.missing.map((one) => missingWords(one, locale)).join(' ') };
}

/** As much of what failed as is kept of it. */
function cut(outcome: Outcome): { what?: string } {
	if (outcome.kind !== 'failed' || outcome.what === undefined) return {};
	return { what: [...outcome.what].slice(0, 2000).join('') };
}
