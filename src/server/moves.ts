import { createHash, createHmac } from 'node:crypto';
import { eq, or } from 'drizzle-orm';
import type { Day } from '#scoring';
import { move as movedFrom } from '#lib/editions/move.ts';
import type { LibraryEdition } from '#lib/library/editions.ts';
import { today } from './clock.ts';
import { move as moves, withDatabase } from './db/index.ts';
import { problems } from './problems.ts';
import { keepAs, open, type Sheet } from './sheets.ts';
import { hashOf } from './token.ts';

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

/** From the older link alone: whoever holds it finds the newer one, and nobody the older from the newer. */
function tokenAfter(token: string, questionnaire: string): string {
	const digest = createHmac('sha256', token).update(`move ${questionnaire}`).digest();
	return digest.subarray(0, 18).toString('base64url');
}

/** As the table `move` asks for it. */
function idAfter(sheet: string, questionnaire: string): string {
	const digits = createHash('sha256').update(`${sheet} ${questionnaire}`).digest('hex');
	return digits.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
