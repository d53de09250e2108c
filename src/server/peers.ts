import { sql } from 'drizzle-orm';
import type { Place } from '#lib/comparison/peers.ts';
import { withDatabase } from './db/index.ts';
import type { Member } from './enterprise-sheets.ts';

/**
 * Where a filed sheet stands among those of comparable enterprises: a narrower group before a wider one. None where
 * there are not enough of them, or where the database has reason to tell this actor nothing of this sheet.
 *
 * @param id of a sheet that the actor sees
 */
export async function peersOf(actor: Member, id: string): Promise<Place[]> {
	const found = await withDatabase(actor, (database) =>
		database.execute(
			sql`select area, size, others, percent, step, until::text as until from peers_of(${id})`
		)
	);
	const { rows } = found as unknown as {
		rows: (Omit<Place, 'area' | 'size'> & Record<'area' | 'size', string | null>)[];
	};
	return rows.map(({ area, size, ...one }) => ({
		...one,
		area: area ?? undefined,
		size: size ?? undefined
	}));
}
