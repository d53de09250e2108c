import { sql, type SQL } from 'drizzle-orm';
import { held, type Queries } from './connection.ts';
import { requestRole } from './roles.ts';
import { tellTrouble } from './trouble.ts';

/**
 * On whose behalf the database is asked. It decides what that is worth: which role a person has in an
 * organisation it looks up itself.
 */
export interface Actor {
	/** SHA-256 of the private link that the request came with, in hexadecimal; opens one sheet. */
	readonly link?: string | undefined;
	/** Who has signed in, and for which organisation they act. */
	readonly person?: string | undefined;
	readonly organisation?: string | undefined;
	/** From where, for the trail: the network address, and what the browser calls itself. */
	readonly address?: string | undefined;
	readonly agent?: string | undefined;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What each setting of the transaction may hold; what says nothing is not set. */
const settings = {
	link: { pattern: /^[0-9a-f]{64}$/, most: 64 },
	person: { pattern: uuid, most: 36 },
	organisation: { pattern: uuid, most: 36 },
	address: { pattern: /^[0-9a-fA-F:.%\w-]+$/, most: 100 },
	agent: { pattern: /^[\s\S]*$/, most: 300 }
} as const satisfies Record<keyof Actor, { pattern: RegExp; most: number }>;

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
	actor: Actor,
	work: (database: Transaction) => Promise<T>
): Promise<T> {
	return withSettings(requestRole, actor, work);
}

/** One transaction in a role and on behalf of an actor; what `withDatabase` asks of `work` holds. */
export async function withSettings<T>(
	role: string,
	actor: Actor,
	work: (database: Transaction) => Promise<T>
): Promise<T> {
	const { queries, inside } = held();
	if (inside.getStore()) {
		throw new Error('withDatabase was called inside withDatabase: pass its queries on instead.');
	}
	const setting = settingsOf(role, actor);
	const done = queries.transaction((transaction) =>
		inside.run(true, async () => {
			await transaction.execute(setting);
			return work(transaction);
		})
	);
	return done.catch(tellTrouble);
}

/**
 * Makes a transaction the actor's; local to it. Without parameters it takes one journey to the server, not
 * two, so the values stand in the text: of a checked form, or quoted.
 */
function settingsOf(role: string, actor: Actor): SQL {
	const named = Object.entries(settings).flatMap(([name, { pattern, most }]) => {
		const value = actor[name as keyof Actor]?.slice(0, most);
		if (value === undefined) return [];
		if (!pattern.test(value)) throw new Error(`The actor's ${name} has not the form it must have.`);
		return [[`qidang.${name}`, value]] as const;
	});
	const all = [['role', role], ...named] as const;
	return sql.raw(
		`select ${all.map(([name, value]) => `set_config('${name}', ${quoted(value)}, true)`).join(', ')}`
	);
}

/** As a string of standard SQL, which knows no escape but the doubled quote; PostgreSQL's text has no NUL. */
function quoted(text: string): string {
	return `'${text.replaceAll('\0', '').replaceAll("'", "''")}'`;
}

/** Whether there is room for another save; asked before one that nobody could finish. */
export function hasRoom(): boolean {
	return held().hasRoom();
}
