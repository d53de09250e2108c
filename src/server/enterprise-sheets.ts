import { randomUUID } from 'node:crypto';
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Day } from '#scoring';
import type { CaseFile } from '#lib/diagnosis/case-file.ts';
import { openDossier, type Dossier } from '#lib/diagnosis/dossier.ts';
import type { Library } from '#lib/library/library.ts';
import { openLayers, type LayerPatch, type LayerSaid } from '#lib/sheets/layers.ts';
import { layers, type Layer, type State } from '#lib/sheets/life.ts';
import { patchesOf, type Patch } from '#lib/sheets/patch.ts';
import type { FindingRemark } from '#lib/sheets/finding-remark.ts';
import type { Signature } from '#lib/signature.ts';
import { now } from './clock.ts';
import {
	decision,
	filed,
	findingRemark,
	link,
	membership,
	patch,
	profile,
	sheet,
	sheetEvent,
	sheetOwner,
	withDatabase,
	type Actor,
	type Transaction
} from './db/index.ts';
import { addPatches, asPatch, checkPatches } from './patches.ts';
import { problems } from './problems.ts';
import { asking, isUuid } from './refused.ts';
import { keepSignature, readSignatures, type Signed } from './signatures.ts';
import { editionHash, refuseOther } from './sheets.ts';
import { hashOf, isToken } from './token.ts';

/** Somebody who has signed in, acting for an organisation; from where, for the trail. */
export type Member = Actor & { readonly person: string; readonly organisation: string };

/** A sheet in an enterprise's file, with all that happened to it. */
export interface EnterpriseSheet {
	readonly id: string;
	readonly enterprise: string;
	readonly questionnaire: string;
	/** The content hash of its edition. */
	readonly edition: string;
	readonly begunAt: Date;
	readonly state: State;
	/** Oldest first. */
	readonly events: readonly (typeof sheetEvent.$inferSelect)[];
	/** Of the statements in its events, by id; one that was erased is missing. */
	readonly signatures: ReadonlyMap<string, Signature>;
	readonly decisions: readonly (typeof decision.$inferSelect)[];
	/** What consultants remarked on its findings, oldest first. */
	readonly remarks: readonly (typeof findingRemark.$inferSelect)[];
	/** Each with the moment it came in. */
	readonly patches: readonly (LayerPatch & { readonly receivedAt: Date })[];
	readonly layers: Readonly<Record<Layer, LayerSaid>>;
	/** Once it is filed: the dossier of each layer, as it was then. */
	readonly filed: ReadonlyMap<Layer, { readonly hash: string; readonly dossier: Dossier }>;
}

/** A line of a list of sheets. */
export interface SheetLine {
	readonly id: string;
	readonly enterprise: string;
	/** What the enterprise calls itself now. */
	readonly name: string;
	readonly questionnaire: string;
	readonly begunAt: Date;
	readonly state: State;
	/** When the last step was taken; when it was begun, where none was. */
	readonly changedAt: Date;
}

/**
 * Begins a sheet in the file of an enterprise.
 *
 * @param known what is known of the enterprise beforehand: the first that is declared
 * @returns its id
 * @throws the problem, where the actor may not, or the edition was never published
 */
export async function beginSheet(
	actor: Member,
	enterprise: string,
	questionnaire: string,
	known: Omit<CaseFile, 'questionnaire'> = {}
): Promise<string> {
	const id = randomUUID();
	const patches = checkPatches(
		patchesOf({ ...known, questionnaire }, { madeAt: now().toISOString() })
	);
	await asking(actor, async (database) => {
		const content = await editionHash(database, questionnaire);
		await database.insert(sheetOwner).values({ sheet: id, enterprise, by: actor.person });
		await database.insert(sheet).values({ id, questionnaire, content });
		const writing = { sheet: id, layer: 'declared', author: actor.person, reason: null } as const;
		await addPatches(database, patches, writing);
	});
	return id;
}

/**
 * Takes the sheet behind a private link into the file of an enterprise. The link opens it no more.
 * @returns its id
 * @throws the problem, where the link opens nothing or the actor may not
 */
export async function claimSheet(
	actor: Member,
	enterprise: string,
	token: string
): Promise<string> {
	if (!isToken(token)) problems.noSuchSheet();
	return asking({ ...actor, link: hashOf(token) }, async (database) => {
		const [reached] = (
			(await database.execute(sql`select reached_sheet() as id`)) as unknown as {
				rows: { id: string | null }[];
			}
		).rows;
		const id = reached?.id ?? problems.noSuchSheet();
		await database.insert(sheetOwner).values({ sheet: id, enterprise, by: actor.person });
		return id;
	});
}

/** The sheet that a private link opened before it was claimed, where the actor sees it. */
export async function claimedSheet(actor: Member, token: string): Promise<string | undefined> {
	if (!isToken(token)) return undefined;
	return withDatabase({ ...actor, link: hashOf(token) }, async (database) => {
		const [found] = await database
			.select({ id: sheetOwner.sheet })
			.from(link)
			.innerJoin(sheetOwner, eq(sheetOwner.sheet, link.sheet))
			.where(eq(link.hash, hashOf(token)));
		return found?.id;
	});
}

interface ListedSheets {
	readonly states?: readonly State[];
	readonly ids?: readonly string[];
	readonly most?: number;
}

/**
 * The sheets that the actor sees, of one enterprise or of all, the last changed first. Whether one sees a sheet is
 * asked of each: among thousands, name those that are wanted by their ids.
 * @param filter only those in one of these states, or of these ids; no more than `most`
 */
export async function listSheets(
	actor: Member,
	enterprise?: string,
	{ states, ids, most }: ListedSheets = {}
): Promise<SheetLine[]> {
	return withDatabase(actor, async (database) => {
		const last = database
			.select({ state: sheetEvent.state, at: sheetEvent.at })
			.from(sheetEvent)
			.where(eq(sheetEvent.sheet, sheet.id))
			.orderBy(desc(sheetEvent.id))
			.limit(1)
			.as('last');
		const state = sql<State>`coalesce(${last.state}, 'draft')`;
		const changedAt = sql<Date>`coalesce(${last.at}, ${sheet.createdAt})`.mapWith(sheet.createdAt);
		const lines = database
			.select({
				id: sheet.id,
				enterprise: sheetOwner.enterprise,
				name: sql<string>`(select ${profile.name} from ${profile}
					where ${profile.organisation} = ${sheetOwner.enterprise} order by ${profile.id} desc limit 1)`,
				questionnaire: sheet.questionnaire,
				begunAt: sheet.createdAt,
				state,
				changedAt
			})
			.from(sheetOwner)
			.innerJoin(sheet, eq(sheet.id, sheetOwner.sheet))
			.leftJoinLateral(last, sql`true`)
			.where(
				and(
					enterprise === undefined ? undefined : eq(sheetOwner.enterprise, enterprise),
					states === undefined ? undefined : inArray(state, [...states]),
					ids === undefined ? undefined : inArray(sheetOwner.sheet, [...ids])
				)
			)
			.orderBy(desc(changedAt), asc(sheet.id));
		return most === undefined ? lines : lines.limit(most);
	});
}

/** A sheet with all its layers; nothing where the actor sees none of that id. */
export async function openSheet(actor: Member, id: string): Promise<EnterpriseSheet | undefined> {
	if (!isUuid(id)) return undefined;
	return withDatabase(actor, (database) => readSheet(database, id));
}

/** The same, within a transaction. */
export async function readSheet(
	database: Transaction,
	id: string
): Promise<EnterpriseSheet | undefined> {
	const [found] = await database
		.select()
		.from(sheetOwner)
		.innerJoin(sheet, eq(sheet.id, sheetOwner.sheet))
		.where(eq(sheetOwner.sheet, id));
	if (!found) return undefined;
	const { questionnaire, content, createdAt } = found.sheet;
	const events = await database
		.select()
		.from(sheetEvent)
		.where(eq(sheetEvent.sheet, id))
		.orderBy(sheetEvent.id);
	const signatures = await readSignatures(
		database,
		events.flatMap(({ statement }) => (statement ? [(statement as SignedStatement).signature] : []))
	);
	const decisions = await database
		.select()
		.from(decision)
		.where(eq(decision.sheet, id))
		.orderBy(decision.at, decision.id);
	const remarks = await database
		.select()
		.from(findingRemark)
		.where(eq(findingRemark.sheet, id))
		.orderBy(findingRemark.at, findingRemark.id);
	const rows = await database
		.select()
		.from(patch)
		.where(eq(patch.sheet, id))
		.orderBy(patch.receivedAt, patch.madeAt, patch.id);
	const patches = rows.map((row) => ({
		...asPatch(row),
		receivedAt: row.receivedAt,
		layer: row.layer,
		author: row.author,
		reason: row.reason
	}));
	const dossiers = await database.select().from(filed).where(eq(filed.sheet, id));
	return {
		id,
		enterprise: found.sheet_owner.enterprise,
		questionnaire,
		edition: content,
		begunAt: createdAt,
		state: events.at(-1)?.state ?? 'draft',
		events,
		signatures,
		decisions,
		remarks,
		patches,
		layers: openLayers(questionnaire, patches),
		filed: new Map(
			dossiers.map(({ layer, hash, dossier }) => [layer, { hash, dossier: dossier as Dossier }])
		)
	};
}

/**
 * Answers in a layer of a sheet: all patches or none.
 *
 * @param reason why, where one of the fields has been decided
 * @throws the problem, where the layer is not answered now or not by this actor, or a reason is missing
 */
export async function answer(
	actor: Member,
	id: string,
	layer: Layer,
	patches: readonly Patch[],
	reason: string | null = null
): Promise<void> {
	const checked = checkPatches(patches);
	await asking(actor, async (database) => {
		const found = await seen(database, id);
		refuseOther(found.questionnaire, checked);
		await addPatches(database, checked, { sheet: id, layer, author: actor.person, reason });
	});
}

/** The statement of truth: what was shown, and who signs it. */
export interface Statement {
	readonly text: string;
	readonly signature: Signature;
}

/** The same as it is kept: who signed can be erased, that it was signed cannot. */
export interface SignedStatement extends Signed {
	readonly text: string;
}

/** What was found of one question: what is answered instead, what is decided, or both. */
export interface Finding {
	readonly patches: readonly Patch[];
	/** Left out where nothing is decided. */
	readonly decision?: Said;
}

/**
 * Answers in a layer and decides, question by question: all of it or nothing. A decision's text is the
 * reason of the changes that come with it.
 *
 * @throws the problem, where the layer is not answered now or not by this actor, or a reason is missing
 */
export async function review(
	actor: Member,
	id: string,
	layer: Layer,
	findings: readonly Finding[]
): Promise<void> {
	const checked = findings.map((one) => ({ ...one, patches: checkPatches(one.patches) }));
	await asking(actor, async (database) => {
		const found = await seen(database, id);
		for (const { patches, decision: said } of checked) {
			refuseOther(found.questionnaire, patches);
			const reason = said?.text || null;
			await addPatches(database, patches, { sheet: id, layer, author: actor.person, reason });
			if (said) await addDecision(database, actor, id, said);
		}
	});
}

/**
 * Takes a step of the sheet's life; filing has its own function.
 * @throws the problem, where that step is not open, or asks for more
 */
export async function takeStep(
	actor: Member,
	id: string,
	state: Exclude<State, 'filed'>,
	{ reason = null, statement = null }: { reason?: string | null; statement?: Statement | null } = {}
): Promise<void> {
	await asking(actor, async (database) => {
		await seen(database, id);
		const by = actor.person;
		const signed = statement && (await sign(database, id, by, statement));
		await database.insert(sheetEvent).values({ sheet: id, state, reason, statement: signed, by });
	});
}

/**
 * Files a sheet: the dossiers of its three layers are kept, and nothing of it changes any more.
 * @param on the day of the diagnosis
 * @throws the problem, where the sheet is not under review or the actor may not
 */
export async function fileSheet(
	actor: Member,
	id: string,
	library: Library,
	on: Day
): Promise<void> {
	await asking(actor, async (database) => {
		// From here to the end nobody else takes a step of it or answers it.
		await database.execute(sql`select pg_advisory_xact_lock(hashtextextended(${id}, 1))`);
		const found = (await readSheet(database, id)) ?? problems.noSuchFiled();
		const by = actor.person;
		const rows = layers.map((layer) => {
			const dossier = openDossier(library, found.layers[layer].said, on);
			return { sheet: id, layer, hash: dossier.hash, dossier, content: found.edition, by };
		});
		await database.insert(filed).values(rows);
		await database.insert(sheetEvent).values({ sheet: id, state: 'filed', by });
	});
}

/** What is said of a question. */
type Said = Pick<typeof decision.$inferInsert, 'field' | 'kind' | 'text'>;

/**
 * Says something about a question, or decides it.
 * @throws the problem, where the actor may not, or the sheet is filed
 */
export async function decide(actor: Member, id: string, said: Said): Promise<void> {
	await asking(actor, async (database) => {
		await seen(database, id);
		await addDecision(database, actor, id, said);
	});
}

/**
 * Remarks on something found of a sheet; nothing that is computed changes.
 * @param said of a question or dimension of its edition
 * @throws the problem, where the actor may not, or the sheet is filed
 */
export async function remark(actor: Member, id: string, said: FindingRemark): Promise<void> {
	await asking(actor, async (database) => {
		await seen(database, id);
		const row = { id: randomUUID(), sheet: id, ...said, by: actor.person };
		await database.insert(findingRemark).values(row);
	});
}

async function sign(
	database: Transaction,
	id: string,
	by: string,
	{ text, signature }: Statement
): Promise<SignedStatement> {
	const [owner] = await database.select().from(sheetOwner).where(eq(sheetOwner.sheet, id));
	const { enterprise } = owner ?? problems.noSuchFiled();
	return { text, ...(await keepSignature(database, { enterprise, by }, signature)) };
}

async function addDecision(
	database: Transaction,
	{ person }: Member,
	id: string,
	said: Said
): Promise<void> {
	await database.insert(decision).values({ id: randomUUID(), sheet: id, ...said, by: person });
}

/** The sheet, where the actor sees it: what is not seen is told as what is not there. */
async function seen(database: Transaction, id: string): Promise<typeof sheet.$inferSelect> {
	if (!isUuid(id)) return problems.noSuchFiled();
	const [found] = await database.select().from(sheet).where(eq(sheet.id, id));
	return found ?? tellUnseen(database);
}

/** Whose role has ended while they were at work is told that, not that what they see before them is not there. */
async function tellUnseen(database: Transaction): Promise<never> {
	const was = and(
		eq(membership.person, sql`actor_person()`),
		eq(membership.organisation, sql`actor_organisation()`),
		sql`actor_role() is null`
	);
	const [ended] = await database.select().from(membership).where(was).limit(1);
	return ended ? problems.roleEnded() : problems.noSuchFiled();
}
