import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Day } from '#scoring';
import type { CaseFile } from '#lib/diagnosis/case-file.ts';
import type { EditionEvent } from '#lib/library/events.ts';
import { fold, type Folded } from '#lib/sheets/fold.ts';
import { patchesOf, type Patch } from '#lib/sheets/patch.ts';
import { m } from '#lib/paraglide/messages.js';
import { now, today } from './clock.ts';
import {
	content,
	contentEvent,
	hasRoom,
	link,
	patch,
	sheet,
	withDatabase,
	type Transaction
} from './db/index.ts';
import { addPatches, asPatch, checkPatches, type Writing } from './patches.ts';
import { problems } from './problems.ts';
import { hashOf, isToken, makeToken } from './token.ts';

/** A kept sheet as it says now. */
export interface Sheet extends Pick<Folded, 'conflicts' | 'standing'> {
	readonly id: string;
	readonly said: CaseFile;
	/** Everything that was ever kept of it, oldest first. */
	readonly patches: readonly Patch[];
	/** The content hash of its edition. */
	readonly edition: string;
	/** The days in China on which it was kept first and last. */
	readonly keptOn: Day;
	readonly changedOn: Day;
}

/**
 * Keeps a sheet: a case file, or the patches it was made by on a device.
 *
 * @returns its id, and the token of its private link, which is written down nowhere else
 * @throws the problem, where a patch cannot be kept or names an edition that was never published
 */
export async function keep(
	said: CaseFile | readonly Patch[]
): Promise<{ id: string; token: string }> {
	const made = { id: randomUUID(), token: makeToken() };
	await keepAs(said, made);
	return made;
}

/**
 * Keeps a sheet under an id and a link that are settled. Where that link opens a sheet already, nothing is kept:
 * of two that keep it at once, one does.
 *
 * @throws the problem, as `keep` does
 */
export async function keepAs(
	said: CaseFile | readonly Patch[],
	{ id, token }: { id: string; token: string }
): Promise<void> {
	const given = isPatches(said) ? said : patchesOf(said, { madeAt: now().toISOString() });
	const patches = checkPatches(given);
	const { questionnaire } = fold(patches).said;
	if (questionnaire === undefined) {
		return problems.badPatch(m.patch_no_questionnaire());
	}
	if (!hasRoom()) problems.noRoom();
	const hash = hashOf(token);
	await withDatabase({ link: hash }, async (database) => {
		const edition = await editionHash(database, questionnaire);
		const adding = database.insert(link).values({ hash, sheet: id }).onConflictDoNothing();
		const added = await adding.returning({ hash: link.hash });
		if (added.length === 0) return;
		await database.insert(sheet).values({ id, questionnaire, content: edition });
		await addPatches(database, patches, anonymously);
	});
}

/** The sheet that a private link opens; nothing where it opens none. */
export async function open(token: string): Promise<Sheet | undefined> {
	if (!isToken(token)) return undefined;
	return withDatabase({ link: hashOf(token) }, async (database) => {
		// The link opens one sheet: the database shows no other.
		const [found] = await database.select().from(sheet);
		if (!found) return undefined;
		const rows = await database
			.select()
			.from(patch)
			.orderBy(patch.receivedAt, patch.madeAt, patch.id);
		const patches = rows.map(asPatch);
		const { said, conflicts, standing } = fold(patches);
		return {
			id: found.id,
			said: { ...said, questionnaire: found.questionnaire },
			conflicts,
			standing,
			patches,
			edition: found.content,
			keptOn: today(found.createdAt),
			changedOn: today(rows.at(-1)!.receivedAt)
		};
	});
}

/**
 * Adds patches to the sheet of a private link: all or none. What was kept before is passed over, so a
 * device may send again whatever it has no answer to.
 *
 * @throws the problem, where the link opens nothing or a patch cannot be kept
 */
export async function append(token: string, patches: readonly Patch[]): Promise<void> {
	const checked = checkPatches(patches);
	if (!isToken(token)) problems.noSuchSheet();
	if (!hasRoom()) problems.noRoom();
	await withDatabase({ link: hashOf(token) }, async (database) => {
		if (checked.some(({ field }) => field === 'questionnaire')) {
			const [found] = await database.select().from(sheet);
			refuseOther((found ?? problems.noSuchSheet()).questionnaire, checked);
		}
		await addPatches(database, checked, anonymously);
	});
}

function isPatches(said: CaseFile | readonly Patch[]): said is readonly Patch[] {
	return Array.isArray(said);
}

/** The content hash of a published edition. */
export async function editionHash(database: Transaction, ref: string): Promise<string> {
	const isEdition = and(eq(content.kind, 'edition'), eq(content.ref, ref));
	const [edition] = await database.select({ hash: content.hash }).from(content).where(isEdition);
	const { hash } = edition ?? problems.noSuchEdition(ref);
	await refuseEnded(database, ref, hash);
	return hash;
}

/** No new sheet begins of an edition that is retired or withdrawn; those that are kept go on. */
async function refuseEnded(database: Transaction, ref: string, hash: string): Promise<void> {
	const { event, told, id } = contentEvent;
	const of = eq(contentEvent.content, hash);
	const events = await database.select({ event, told }).from(contentEvent).where(of).orderBy(id);
	const last = events.findLast((one) => {
		const entry = one.told as EditionEvent | null;
		return entry === null || entry.on <= today();
	});
	if (last && last.event !== 'published') problems.endedEdition(ref);
}

/**
 * A kept sheet keeps its edition.
 * @throws the problem, where a patch says another
 */
export function refuseOther(questionnaire: string, patches: readonly Patch[]): void {
	const says = patches.filter(({ field }) => field === 'questionnaire');
	if (says.some(({ value }) => value !== questionnaire)) problems.otherEdition(questionnaire);
}

/** Who holds a private link declares, and is not named. */
const anonymously: Writing = { layer: 'declared', author: null, reason: null };
