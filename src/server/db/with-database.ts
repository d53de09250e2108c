import { sql } from 'drizzle-orm';
import { held, type Queries } from './connection.ts';
import { requestRole } from './roles.ts';
import { tellTrouble } from './trouble.ts';

/** On whose behalf the database is asked; it decides what that is. Today everybody is anonymous. */
export interface Actor {
	/** SHA-256 of the private link that the request came with, in hexadecimal; opens one sheet. */
	readonly link?: string | undefined;
}

export type Transaction = Parameters<Parameters<Queries['transaction']>[0]>[0];

/**
 * Gives the database to a request: one transaction, in the role of requests and on behalf of an actor, so
 * that row-level security decides what it sees. Nothing else in the product yields queries.
 *
 * Inside `work` await nothing but these queries: no file, no network, no timer. Other requests wait for
 * the transaction, on PGlite all of them. Do the rest after it; what comes back is committed and on disk.
 *
 * @throws the problem, where the database is away or its disk is full
 * @throws {Error} inside another `withDatabase`, which on PGlite would wait for itself for ever
 */
export async function withDatabase<T>(
	{ link = '' }: Actor,
	work: (database: Transaction) => Promise<T>
): Promise<T> {
	const { queries, inside } = held();
	if (inside.getStore()) {
		throw new Error('withDatabase was called inside withDatabase: pass its queries on instead.');
	}
	if (!/^([0-9a-f]{64})?$/.test(link)) throw new Error('A link must be given by its SHA-256.');
	const done = queries.transaction((transaction) =>
		inside.run(true, async () => {
			// Local to the transaction. Without parameters it takes one journey to the server, not two; the
			// link can stand in it because it was checked above.
			await transaction.execute(
				sql.raw(
					`select set_config('role', '${requestRole}', true), set_config('qidang.link', '${link}', true)`
				)
			);
			return work(transaction);
		})
	);
	return done.catch(tellTrouble);
}

/** Whether there is room for another save; asked before one that nobody could finish. */
export function hasRoom(): boolean {
	return held().hasRoom();
}
