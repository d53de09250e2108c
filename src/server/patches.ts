import { inArray, sql } from 'drizzle-orm';
import { parse } from '#scoring';
import { canonical } from '#lib/library/hash.ts';
import type { Layer } from '#lib/sheets/life.ts';
import { patchSchema, type Patch } from '#lib/sheets/patch.ts';
import { patchWords } from '#lib/words/patch.ts';
import { patch, sheet, type Transaction } from './db/index.ts';
import { problems } from './problems.ts';

/** No page makes more changes before it sends them. */
const mostPatches = 500;

/** Where patches go, and who says them: none over a private link. */
export interface Writing {
	/** Left out over a private link: it opens one. */
	readonly sheet?: string;
	readonly layer: Layer;
	readonly author: string | null;
	readonly reason: string | null;
}

/**
 * Patches of the right form, each once; whatever arrived is looked at.
 * @throws the problem, where one cannot be kept
 */
export function checkPatches(patches: readonly unknown[]): Patch[] {
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

/**
 * Adds patches to a sheet. One statement whatever their number, so that the server plans it once for every
 * connection. What was kept before is passed over.
 *
 * @throws the problem, where the sheet is not one that the actor sees
 */
export async function addPatches(
	database: Transaction,
	patches: readonly Patch[],
	{ sheet: id, layer, author, reason }: Writing
): Promise<void> {
	if (patches.length === 0) return;
	const rows = sql`
		select ${sheet.id}, (one->>'id')::uuid, one->>'field', one->'value', (one->>'replaces')::uuid,
			${layer}::text, ${author}::uuid, ${reason}::text, (one->>'madeAt')::timestamptz, now()
		from ${sheet}, jsonb_array_elements(${JSON.stringify(patches)}::jsonb) as one
		${id === undefined ? sql`` : sql`where ${sheet.id} = ${id}`}`;
	const adding = database.insert(patch).select(rows).onConflictDoNothing();
	const added = await adding
		.returning({ id: patch.id })
		.prepare(id === undefined ? 'add patches' : 'add patches to')
		.execute();
	if (added.length < patches.length) await compare(database, patches, added);
}

/** What was not added was there before: then it must say the same. Or nobody sees such a sheet. */
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

export function asPatch({ id, field, value, replaces, madeAt }: typeof patch.$inferSelect): Patch {
	return { id, field, value, replaces, madeAt: madeAt.toISOString() };
}

function isSame(one: Patch, other: Patch): boolean {
	return canonical(one) === canonical(other);
}
