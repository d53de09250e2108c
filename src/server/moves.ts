import { createHmac, randomUUID } from 'node:crypto';
import { eq, getTableColumns, or, sql } from 'drizzle-orm';
import type { Day } from '#scoring';
import { move as movedFrom } from '#lib/editions/move.ts';
import type { Receipt } from '#lib/editions/receipt.ts';
import type { LibraryEdition } from '#lib/library/editions.ts';
import { patchesOf } from '#lib/sheets/patch.ts';
import { now, today } from './clock.ts';
import {
	evidence,
	move as moves,
	sheet,
	sheetOwner,
	withDatabase,
	type Transaction
} from './db/index.ts';
import { readSheet, type Member } from './enterprise-sheets.ts';
import { standingEvidence } from './evidence.ts';
import { addPatches, checkPatches } from './patches.ts';
import { problems } from './problems.ts';
import { asking, isUuid } from './refused.ts';
import { editionHash, keepAs, open, type Sheet } from './sheets.ts';
import { hashOf, idFrom } from './token.ts';

type Moves = NonNullable<LibraryEdition['moves']>;

/** That a sheet was moved, as it is told on both. */
export interface Moved {
	/** The newer edition, `instrument@edition`. */
	readonly questionnaire: string;
	/** The day in China. */
	readonly on: Day;
}

/**
 * Moves the draft that a private link opens to a newer edition: what it becomes is a sheet with a link of its
 * own, and the older one stays as it is. Both follow from the older link, so that moving again, from wherever
 * and however often, leads to the same sheet, which is not changed by it.
 *
 * @returns the token of the new private link
 * @throws the problem, where the link opens nothing or the sheet answers another edition
 */
export async function move(token: string, { mapping, hash }: Moves): Promise<string> {
	const older = (await open(token)) ?? problems.noSuchSheet();
	const questionnaire = mapping.newer.ref;
	// Nothing is filed yet: whatever is kept is a draft.
	const { said } = movedFrom(mapping, { state: 'draft', said: older.said });
	if (!said || older.said.questionnaire === questionnaire) {
		return problems.otherEdition(older.said.questionnaire);
	}
	const made = { id: idAfter(older.id, questionnaire), token: tokenAfter(token, questionnaire) };
	await keepAs(said, made);
	const row = { sheet: made.id, fromSheet: older.id, questionnaire, mapping: hash };
	await withDatabase({ link: hashOf(token) }, (database) =>
		database.insert(moves).values(row).onConflictDoNothing()
	);
	return made.token;
}

/**
 * What is known of the moves of the sheet that a link opens: where it went, and by which move it came to be.
 */
export async function movesOf(
	token: string,
	{ id }: Sheet
): Promise<{ readonly to: readonly (Moved & { token: string })[]; readonly from?: Moved }> {
	const rows = await withDatabase({ link: hashOf(token) }, (database) =>
		database
			.select()
			.from(moves)
			.where(or(eq(moves.fromSheet, id), eq(moves.sheet, id)))
			.orderBy(moves.createdAt)
	);
	const told = ({ questionnaire, createdAt }: (typeof rows)[number]): Moved => {
		return { questionnaire, on: today(createdAt) };
	};
	const from = rows.find(({ sheet }) => sheet === id);
	const to = rows.filter(({ sheet }) => sheet !== id).map(told);
	return {
		to: to.map((one) => ({ ...one, token: tokenAfter(token, one.questionnaire) })),
		...(from ? { from: told(from) } : {})
	};
}

/**
 * Moves a draft in an enterprise's file to a newer edition, evidence of what goes over included: what it becomes
 * is another sheet of that file, and the older one stays as it is. Moving it again leads to the same sheet.
 *
 * @returns the id of the sheet it became
 * @throws the problem, where the actor may not, it is no draft, or it answers another edition
 */
export async function moveInFile(
	actor: Member,
	id: string,
	{ mapping, hash }: Moves
): Promise<string> {
	if (!isUuid(id)) return problems.noSuchFiled();
	const questionnaire = mapping.newer.ref;
	const made = idAfter(id, questionnaire);
	return asking(actor, async (database) => {
		// Of two who move it at once the second waits, and finds it moved.
		await database.execute(sql`select pg_advisory_xact_lock(hashtextextended(${id}, 1))`);
		const older = (await readSheet(database, id)) ?? problems.noSuchFiled();
		const [before] = await database
			.select({ seen: sheetOwner.sheet })
			.from(moves)
			.leftJoin(sheetOwner, eq(sheetOwner.sheet, moves.sheet))
			.where(eq(moves.sheet, made));
		if (before) return before.seen ?? problems.movedByLink();
		if (older.state !== 'draft') return problems.notDraft();
		const { said } = older.layers.declared;
		const moved = movedFrom(mapping, { state: older.state, said });
		if (moved.refused || !moved.receipt) return problems.otherEdition(older.questionnaire);
		const content = await editionHash(database, questionnaire);
		const { enterprise } = older;
		await database.insert(sheetOwner).values({ sheet: made, enterprise, by: actor.person });
		await database.insert(sheet).values({ id: made, questionnaire, content });
		const patches = checkPatches(patchesOf(moved.said, { madeAt: now().toISOString() }));
		const writing = { sheet: made, layer: 'declared', author: actor.person, reason: null } as const;
		await addPatches(database, patches, writing);
		await moveEvidence(database, { from: id, to: made, by: actor.person }, moved.receipt);
		await database
			.insert(moves)
			.values({ sheet: made, fromSheet: id, questionnaire, mapping: hash });
		return made;
	});
}

/** Each piece that stands goes to every question that its own became. */
async function moveEvidence(
	database: Transaction,
	{ from, to, by }: { from: string; to: string; by: string },
	{ lines }: Receipt
): Promise<void> {
	const pieces = standingEvidence(
		await database.select().from(evidence).where(eq(evidence.sheet, from))
	);
	const rows = lines.flatMap(({ way }) => {
		const asked = new Set(way.from.map(({ name }) => `answers.${name}`));
		const shown = pieces.filter(({ field }) => asked.has(field));
		return way.to.flatMap(({ name }) =>
			shown.map(({ at: _at, ...piece }) => {
				return {
					...piece,
					id: randomUUID(),
					sheet: to,
					field: `answers.${name}`,
					replaces: null,
					by
				};
			})
		);
	});
	if (rows.length > 0) await database.insert(evidence).values(rows);
}

/** A sheet of an enterprise's file that another of it became, or came from. */
export interface MovedInFile extends Moved {
	readonly sheet: string;
}

/** What is known of the moves of a sheet in a file: where it went, and where it came from. */
export async function movesInFile(
	actor: Member,
	id: string
): Promise<{ readonly to: readonly MovedInFile[]; readonly from?: MovedInFile }> {
	const rows = await withDatabase(actor, (database) =>
		database
			.select(getTableColumns(moves))
			.from(moves)
			// What it became under a private link, before it was claimed, is in no file.
			.innerJoin(sheetOwner, eq(sheetOwner.sheet, moves.sheet))
			.where(or(eq(moves.fromSheet, id), eq(moves.sheet, id)))
			.orderBy(moves.createdAt)
	);
	const told = (other: string, { questionnaire, createdAt }: (typeof rows)[number]) => {
		return { sheet: other, questionnaire, on: today(createdAt) };
	};
	const from = rows.find((row) => row.sheet === id);
	const to = rows.filter((row) => row.fromSheet === id).map((row) => told(row.sheet, row));
	return { to, ...(from ? { from: told(from.fromSheet, from) } : {}) };
}

/** From the older link alone: whoever holds it finds the newer one, and nobody the older from the newer. */
function tokenAfter(token: string, questionnaire: string): string {
	const digest = createHmac('sha256', token).update(`move ${questionnaire}`).digest();
	return digest.subarray(0, 18).toString('base64url');
}

/** As the table `move` asks for it. */
function idAfter(sheet: string, questionnaire: string): string {
	return idFrom(`${sheet} ${questionnaire}`);
}
