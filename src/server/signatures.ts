import { randomUUID } from 'node:crypto';
import { inArray } from 'drizzle-orm';
import { contentHash } from '#lib/library/hash.ts';
import type { Signature } from '#lib/signature.ts';
import { signature, type Transaction } from './db/index.ts';

/** What a row that is never erased holds of a signature. */
export interface Signed {
	readonly signature: string;
	/** SHA-256 of who signed, as what and how: shows that what is kept is what was signed. */
	readonly hash: string;
}

/** Keeps a signature under something of an enterprise's file. */
export async function keepSignature(
	database: Transaction,
	{ enterprise, by }: { enterprise: string; by: string },
	given: Signature
): Promise<Signed> {
	const id = randomUUID();
	await database.insert(signature).values({ id, enterprise, by, ...given });
	return { signature: id, hash: contentHash({ ...given }) };
}

/** The signatures of those ids that the actor sees and nobody has erased. */
export async function readSignatures(
	database: Transaction,
	ids: readonly string[]
): Promise<ReadonlyMap<string, Signature>> {
	if (ids.length === 0) return new Map();
	const rows = await database
		.select()
		.from(signature)
		.where(inArray(signature.id, [...ids]));
	return new Map(
		rows.map(({ id, name, post, strokes }) => [
			id,
			{ name, post, strokes: strokes as Signature['strokes'] }
		])
	);
}
