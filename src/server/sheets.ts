import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { parse, type Day } from '#scoring';
import type { CaseFile } from '#lib/diagnosis/case-file.ts';
import type { EditionEvent } from '#lib/library/events.ts';
import { canonical } from '#lib/library/hash.ts';
import { fold, type Folded } from '#lib/sheets/fold.ts';
import { patchesOf, patchSchema, type Patch } from '#lib/sheets/patch.ts';
import { patchWords } from '#lib/words/patch.ts';
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
import { problems } from './problems.ts';

/** No page makes more changes before it sends them. */
const mostPatches = 500;

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
	// 144 bits of chance, and nothing to fill up: no two texts stand for one token.
	const made = { id: randomUUID(), token: randomBytes(18).toString('base64url') };
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
	const patches = check(given);
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
		await add(database, patches);
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
	const checked = check(patches);
	if (!isToken(token)) problems.noSuchSheet();
	if (!hasRoom()) problems.noRoom();
	await withDatabase({ link: hashOf(token) }, async (database) => {
		const questionnaires = checked.filter(({ field }) => field === 'questionnaire');
		if (questionnaires.length > 0) await refuseOther(database, questionnaires);
		await add(database, checked);
	});
}

function isPatches(said: CaseFile | readonly Patch[]): said is readonly Patch[] {
	return Array.isArray(said);
}

function isToken(text: string): boolean {
	return /^[\w-]{24}$/.test(text);
}

/** By what the database knows a link. */
export function hashOf(token: string): string {
	return createHash('sha256').update(token).digest('hex');
}

/** Patches of the right form, each once; whatever arrived is looked at. */
function check(patches: readonly unknown[]): Patch[] {
	if (patches.length > mostPatches) problems.tooManyPatches(mostPatches);
	const byId = new Map<string, Patch>();
	patches.forEach((one, i) => {
		const { output } = parse(patchSchema, one);
		if (!output) return problems.badPatch(patchWords(one, i + 1));
		const known = byId.get(output.id);
		if (known && !isSame(known, output)) problems.otherPatch(output.id);
		byId.set(output.id, output);
	});
	return [...byId.values()];
}

function isSame(one: Patch, other: Patch): boolean {
	return canonical(one) === canonical(other);
}

async function editionHash(database: Transaction, ref: string): Promise<string> {
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

/** A kept sheet keeps its edition. */
async function refuseOther(database: Transaction, questionnaires: readonly Patch[]): Promise<void> {
	const [found] = await database.select().from(sheet);
	const { questionnaire } = found ?? problems.noSuchSheet();
	if (questionnaires.some(({ value }) => value !== questionnaire)) {
		problems.otherEdition(questionnaire);
	}
}

/**
 * Adds patches to the sheet that the actor's link opens. One statement whatever their number, so that the
 * server plans it once for every connection.
 */
async function add(database: Transaction, patches: readonly Patch[]): Promise<void> {
	if (patches.length === 0) return;
	const rows = sql`
		select ${sheet.id}, (one->>'id')::uuid, one->>'field', one->'value', (one->>'replaces')::uuid,
			(one->>'madeAt')::timestamptz, now()
		from ${sheet}, jsonb_array_elements(${JSON.stringify(patches)}::jsonb) as one`;
	const adding = database.insert(patch).select(rows).onConflictDoNothing();
	const added = await adding.returning({ id: patch.id }).prepare('add patches').execute();
	if (added.length < patches.length) await compare(database, patches, added);
}

/** What was not added was there before: then it must say the same. Or the link opens nothing. */
async function compare(
	database: Transaction,
	patches: readonly Patch[],
	added: readonly { id: string }[]
): Promise<void> {
	const isNew = new Set(added.map(({ id }) => id));
	const again = patches.filter(({ id }) => !isNew.has(id));
	const known = again.map(({ id }) => id);
	const rows = await database.select().from(patch).where(inArray(patch.id, known));
	const before = new Map(rows.map((row) => [row.id, asPatch(row)]));
	for (const one of again) {
		const kept = before.get(one.id) ?? problems.noSuchSheet();
		if (!isSame(kept, one)) problems.otherPatch(one.id);
	}
}

function asPatch({ id, field, value, replaces, madeAt }: typeof patch.$inferSelect): Patch {
	return { id, field, value, replaces, madeAt: madeAt.toISOString() };
}
