import { randomUUID } from 'node:crypto';
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { isWithin, type Locale } from '#scoring';
import {
	batchState,
	countStates,
	itemState,
	type BatchKind,
	type BatchState,
	type Counts,
	type ItemState,
	type WhyNotPrinted
} from '#lib/print-batch.ts';
import type { Layer } from '#lib/sheets/life.ts';
import {
	addJobs,
	offerJobs,
	printBatch,
	printEvent,
	printItem,
	profile,
	sheet,
	sheetEvent,
	sheetOwner,
	withDatabase,
	type Transaction
} from './db/index.ts';
import { findFiles } from './area-files.ts';
import type { Member } from './enterprise-sheets.ts';
import { problems } from './problems.ts';
import { asking, isUuid } from './refused.ts';

/** How many reports one batch takes. */
export const mostOfBatch = 2000;

/** A sheet whose report can be printed. */
export interface Printable {
	readonly sheet: string;
	/** What the enterprise calls itself now, and where it lies. */
	readonly name: string;
	readonly area: string | undefined;
	readonly questionnaire: string;
	readonly filedAt: Date;
}

/** A line of the list of batches. */
export interface BatchLine {
	readonly id: string;
	readonly kind: BatchKind;
	/** Nothing where sheets were chosen one by one. */
	readonly area: string | undefined;
	/** Of reports. */
	readonly layer: Layer | undefined;
	readonly locale: Locale;
	readonly at: Date;
	readonly counts: Counts;
	readonly state: BatchState;
}

export interface BatchItem {
	readonly id: string;
	readonly sheet: string;
	readonly name: string;
	readonly state: ItemState;
	/** Of what failed. */
	readonly why?: WhyNotPrinted;
	/** Why it failed before it was printed again, the first time first. */
	readonly before: readonly WhyNotPrinted[];
	/** Which of it, where that is known: names of files, fields with their signs. */
	readonly what?: string;
	/** Of what was printed. */
	readonly printed?: { readonly file: string; readonly bytes: number; readonly at: Date };
}

export interface Batch extends BatchLine {
	/** By name. */
	readonly items: readonly BatchItem[];
}

/** What is to be made: of an area, or of these sheets. Packages are asked for by a government unit. */
export type Wanted = ({ readonly area: string } | { readonly sheets: readonly string[] }) & {
	readonly locale: Locale;
} & ({ readonly kind?: 'reports'; readonly layer: Layer } | { readonly kind: 'packages' });

/** The filed sheets that the actor sees: of each enterprise the last one of each edition, by name. */
export async function listPrintable(actor: Member): Promise<Printable[]> {
	return withDatabase(actor, readPrintable);
}

/**
 * Asks for reports or packages to be made: they are as soon as a worker comes to them.
 *
 * @returns the batch's id
 * @throws the problem, where there is nothing to print, too much, or the actor may not
 */
export async function askForBatch(actor: Member, wanted: Wanted): Promise<string> {
	await offerJobs();
	const id = randomUUID();
	const filed = wanted.kind === 'packages' ? await filedOf(actor, wanted) : undefined;
	return asking(actor, async (database) => {
		const found = filed ?? printableOf(await readPrintable(database), wanted);
		if (found.length === 0) return problems.nothingToPrint();
		if (found.length > mostOfBatch) return problems.tooManyToPrint(mostOfBatch);
		const { kind = 'reports', locale } = wanted;
		const layer = wanted.kind === 'packages' ? null : wanted.layer;
		const area = 'area' in wanted ? wanted.area : null;
		const { organisation, person: by } = actor;
		await database.insert(printBatch).values({ id, organisation, kind, area, layer, locale, by });
		const items = found.map(({ sheet, name }) => ({
			...{ id: randomUUID(), batch: id, sheet },
			name: [...name].slice(0, 200).join('')
		}));
		await database.insert(printItem).values(items);
		await addJobs(
			database,
			'print-item',
			items.map((item) => item.id)
		);
		return id;
	});
}

function printableOf(all: readonly Printable[], wanted: Wanted): readonly Printable[] {
	if ('area' in wanted) {
		return all.filter(({ area }) => area !== undefined && isWithin(area, [wanted.area]) === 'met');
	}
	const chosen = new Set(wanted.sheets);
	return all.filter(({ sheet }) => chosen.has(sheet));
}

/** Every filed sheet of the actor's unit that is wanted: an archive has them all, not the last alone. */
async function filedOf(
	actor: Member,
	wanted: Wanted
): Promise<readonly Pick<Printable, 'sheet' | 'name'>[]> {
	const area = 'area' in wanted ? wanted.area : undefined;
	const { files } = await findFiles(actor, { area, state: 'filed', q: '', sort: 'name' });
	const chosen = 'area' in wanted ? undefined : new Set(wanted.sheets);
	return files.flatMap(({ sheet, name }) =>
		sheet !== null && (chosen?.has(sheet) ?? true) ? [{ sheet, name }] : []
	);
}

/** The batches of the actor's organisation, the last first. */
export async function listBatches(actor: Member, most: number): Promise<BatchLine[]> {
	return withDatabase(actor, async (database) => {
		const rows = await database
			.select()
			.from(printBatch)
			.orderBy(desc(printBatch.at), asc(printBatch.id))
			.limit(most);
		const read = await readBatches(database, rows);
		return read.map(({ items: _, ...line }) => line);
	});
}

/** A batch with its items; nothing where the actor sees none of that id. */
export async function openBatch(actor: Member, id: string): Promise<Batch | undefined> {
	if (!isUuid(id)) return undefined;
	return withDatabase(actor, (database) => readBatch(database, id));
}

/** The items of a batch that were printed and whose enterprise's file the actor still sees, by name. */
export async function openPrinted(
	actor: Member,
	id: string
): Promise<(BatchItem & { readonly printed: NonNullable<BatchItem['printed']> })[]> {
	if (!isUuid(id)) return problems.noSuchBatch();
	return withDatabase(actor, async (database) => {
		const batch = (await readBatch(database, id)) ?? problems.noSuchBatch();
		const reached = await database
			.select({ sheet: sheetOwner.sheet })
			.from(sheetOwner)
			.where(
				inArray(
					sheetOwner.sheet,
					batch.items.map((item) => item.sheet)
				)
			);
		const seen = new Set(reached.map((row) => row.sheet));
		return batch.items.flatMap((item) =>
			item.printed && seen.has(item.sheet) ? [{ ...item, printed: item.printed }] : []
		);
	});
}

/** One of them alone, whatever its batch is of; nothing where the actor does not see it. */
export async function openPrintedItem(
	actor: Member,
	id: string,
	item: string
): Promise<{ kind: BatchKind; sheet: string; file: string; bytes: number } | undefined> {
	if (!isUuid(id) || !isUuid(item)) return undefined;
	return withDatabase(actor, async (database) => {
		const [row] = await database
			.select({
				...{ kind: printBatch.kind, sheet: printItem.sheet },
				...{ file: printEvent.file, bytes: printEvent.bytes }
			})
			.from(printItem)
			.innerJoin(printBatch, eq(printBatch.id, printItem.batch))
			.innerJoin(
				printEvent,
				and(
					eq(printEvent.batch, id),
					eq(printEvent.item, printItem.id),
					eq(printEvent.kind, 'printed')
				)
			)
			.innerJoin(sheetOwner, eq(sheetOwner.sheet, printItem.sheet))
			.where(and(eq(printItem.batch, id), eq(printItem.id, item)));
		return row && { ...row, file: row.file!, bytes: row.bytes! };
	});
}

/** What can be told of a batch by who looks after it. */
export const batchSteps = ['pause', 'resume', 'cancel'] as const;
export type BatchStep = (typeof batchSteps)[number];

/**
 * Pauses a batch, resumes or cancels it. What a worker has in its hands is finished.
 * @throws the problem, where there is none or it is over
 */
export async function takeBatchStep(actor: Member, id: string, step: BatchStep): Promise<void> {
	await offerJobs();
	await asking(actor, async (database) => {
		const { state, items } = await readOpen(database, id);
		const told = { pause: 'paused', resume: 'resumed', cancel: 'cancelled' } as const;
		if (state === 'cancelled' || state === 'done') problems.batchOver();
		await database.insert(printEvent).values({ batch: id, kind: told[step], by: actor.person });
		// A worker that came to them while it was paused let them go.
		if (step === 'resume') await addJobs(database, 'print-item', unfinished(items));
	});
}

/**
 * Has what failed printed again.
 * @param item only this one
 * @throws the problem, where there is no such batch, it was cancelled, or nothing of it failed
 */
export async function retryFailed(actor: Member, id: string, item?: string): Promise<void> {
	await offerJobs();
	await asking(actor, async (database) => {
		const { state, items } = await readOpen(database, id);
		const failed = items.filter(
			(one) => one.state === 'failed' && (item === undefined || one.id === item)
		);
		if (state === 'cancelled' || failed.length === 0) return problems.batchOver();
		const rows = failed.map((one) => {
			return { batch: id, item: one.id, kind: 'retried', by: actor.person } as const;
		});
		await database.insert(printEvent).values(rows);
		await addJobs(
			database,
			'print-item',
			failed.map((one) => one.id)
		);
	});
}

/** How far a batch is. */
export async function progressOf(
	actor: Member,
	id: string
): Promise<Pick<Batch, 'counts' | 'state'> | undefined> {
	const batch = await openBatch(actor, id);
	return batch && { counts: batch.counts, state: batch.state };
}

function unfinished(items: readonly BatchItem[]): string[] {
	return items.flatMap(({ id, state }) => (/^(queued|printing)$/.test(state) ? [id] : []));
}

/** Nobody else tells anything of a batch or its items until the end of the transaction. */
export async function holdBatch(database: Transaction, id: string): Promise<void> {
	// As the trigger of print_event does.
	await database.execute(sql`select pg_advisory_xact_lock(hashtextextended(${id}, 5))`);
}

/** To be changed. */
async function readOpen(database: Transaction, id: string): Promise<Batch> {
	if (!isUuid(id)) return problems.noSuchBatch();
	await holdBatch(database, id);
	return (await readBatch(database, id)) ?? problems.noSuchBatch();
}

async function readBatch(database: Transaction, id: string): Promise<Batch | undefined> {
	const rows = await database.select().from(printBatch).where(eq(printBatch.id, id));
	return (await readBatches(database, rows))[0];
}

async function readBatches(
	database: Transaction,
	rows: readonly (typeof printBatch.$inferSelect)[]
): Promise<Batch[]> {
	if (rows.length === 0) return [];
	const ids = rows.map(({ id }) => id);
	const items = await database
		.select()
		.from(printItem)
		.where(inArray(printItem.batch, ids))
		.orderBy(asc(printItem.name), asc(printItem.id));
	const events = await database
		.selectDistinctOn([printEvent.batch, printEvent.item])
		.from(printEvent)
		.where(inArray(printEvent.batch, ids))
		.orderBy(printEvent.batch, printEvent.item, desc(printEvent.id));
	const failures = await database
		.select({ item: printEvent.item, id: printEvent.id, why: printEvent.why })
		.from(printEvent)
		.where(and(inArray(printEvent.batch, ids), eq(printEvent.kind, 'failed')))
		.orderBy(asc(printEvent.id));
	const failuresOf = Map.groupBy(failures, ({ item }) => item);
	const last = new Map(events.map((event) => [event.item ?? event.batch, event]));
	const itemsOf = Map.groupBy(items, ({ batch }) => batch);
	return rows.map(({ id, kind, area, layer, locale, at }) => {
		const told = last.get(id)?.kind;
		const shown = (itemsOf.get(id) ?? []).map((item) => {
			const event = last.get(item.id);
			const failed = failuresOf.get(item.id)?.filter((one) => one.id !== event?.id) ?? [];
			const before = failed.map((one) => one.why!);
			return { ...shownItem(item, event, told === 'cancelled'), before };
		});
		const counts = countStates(shown.map(({ state }) => state));
		const state = batchState(told, counts);
		return {
			...{ id, kind, area: area ?? undefined, layer: layer ?? undefined, locale, at },
			...{ counts, state, items: shown }
		};
	});
}

function shownItem(
	{ id, sheet, name }: typeof printItem.$inferSelect,
	event: typeof printEvent.$inferSelect | undefined,
	isCancelled: boolean
): Omit<BatchItem, 'before'> {
	return {
		...{ id, sheet, name, state: itemState(event?.kind, isCancelled) },
		...(event?.why ? { why: event.why } : {}),
		...(event?.what ? { what: event.what } : {}),
		...(event?.file ? { printed: { file: event.file, bytes: event.bytes!, at: event.at } } : {})
	};
}

async function readPrintable(database: Transaction): Promise<Printable[]> {
	const ofArea = await readPrintableOfArea(database);
	const rows = ofArea.length > 0 ? ofArea : await readPrintableByRow(database);
	return rows
		.map(({ area, ...row }) => ({ ...row, area: area ?? undefined }))
		.sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
}

type PrintableRow = Omit<Printable, 'area'> & { readonly area: string | null };

/** Of a government unit, in whose area there can be thousands; nobody else has any there. */
async function readPrintableOfArea(database: Transaction): Promise<PrintableRow[]> {
	const found = await database.execute(sql`
		select distinct on (enterprise, questionnaire) sheet, name, area, questionnaire,
			to_char(changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "filedAt"
		from files_of_area() where state = 'filed'
		order by enterprise, questionnaire, changed_at desc, sheet
	`);
	const { rows } = found as unknown as {
		rows: (Omit<PrintableRow, 'filedAt'> & { filedAt: string })[];
	};
	return rows.map((row) => ({ ...row, filedAt: new Date(row.filedAt) }));
}

async function readPrintableByRow(database: Transaction): Promise<PrintableRow[]> {
	const last = database
		.select({ name: profile.name, area: profile.area })
		.from(profile)
		.where(eq(profile.organisation, sheetOwner.enterprise))
		.orderBy(desc(profile.id))
		.limit(1)
		.as('last');
	return database
		.selectDistinctOn([sheetOwner.enterprise, sheet.questionnaire], {
			sheet: sheet.id,
			name: last.name,
			area: last.area,
			questionnaire: sheet.questionnaire,
			filedAt: sheetEvent.at
		})
		.from(sheetOwner)
		.innerJoin(sheet, eq(sheet.id, sheetOwner.sheet))
		.innerJoin(sheetEvent, and(eq(sheetEvent.sheet, sheet.id), eq(sheetEvent.state, 'filed')))
		.innerJoinLateral(last, sql`true`)
		.orderBy(sheetOwner.enterprise, sheet.questionnaire, desc(sheetEvent.id));
}
