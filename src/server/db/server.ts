import { AsyncLocalStorage } from 'node:async_hooks';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Client, Pool, type ClientConfig } from 'pg';
import type { Db } from 'pg-boss';
import { SettingError } from '../settings.ts';
import { codeOf, explain, placeOf } from './explain.ts';
import type { Connection } from './connection.ts';

/** The oldest PostgreSQL that has what the migrations use. */
const oldest = 15;
const connectSeconds = 10;
/** Any number, the same in every process: who holds it migrates and publishes. */
const ownersLock = 20_240_714;

/** How long a request may hold a transaction open without a query, and take for one, in milliseconds. */
const limits = { idle_in_transaction_session_timeout: 30_000, statement_timeout: 60_000 };

/**
 * Opens a PostgreSQL server's database.
 * @throws {SettingError} when it cannot be reached or is too old; never with the password
 */
export async function openServer(address: string): Promise<Connection> {
	const options: ClientConfig = {
		// Written anew by the standard: the driver reads an address a little differently.
		connectionString: new URL(address).href,
		connectionTimeoutMillis: connectSeconds * 1000,
		application_name: 'qidang'
	};
	const pool = new Pool({ ...options, ...limits });
	// Whether somebody uses it or not: who does is told by the query, the next who needs one opens another.
	pool.on('connect', (client) => client.on('error', tellLost));
	// The same again, of a connection that nobody uses; without a listener it would end the process.
	pool.on('error', () => undefined);
	try {
		const { rows } = await pool.query<{ version: string; number: string }>(`
			select current_setting('server_version') as version,
				current_setting('server_version_num') as number`);
		const [{ version, number }] = rows as [{ version: string; number: string }];
		checkVersion(placeOf(address), version, Number(number));
		return {
			name: `PostgreSQL ${version.split(' ')[0]} at ${placeOf(address)}`,
			queries: drizzle({ client: pool }),
			raw: rawOf(pool),
			inside: new AsyncLocalStorage(),
			async alone(work) {
				const owner = new Client(options).on('error', tellLost);
				try {
					await owner.connect();
					const queries = drizzle({ client: owner });
					// Held by the session, so lifted also where this process is killed.
					await queries.execute(sql`select pg_advisory_lock(${ownersLock})`);
					return await work(queries, rawOf(owner));
				} catch (error) {
					throw explain(error, address);
				} finally {
					await owner.end();
				}
			},
			// It says so itself.
			hasRoom: () => true,
			close: () => pool.end()
		};
	} catch (error) {
		await pool.end();
		throw explain(error, address);
	}
}

function rawOf(client: Client | Pool): Db {
	return { executeSql: (text, values) => client.query(text, values) };
}

function tellLost(error: Error): void {
	console.error(`A connection to the database was lost (${codeOf(error)}).`);
}

/** @throws {SettingError} when the server is too old */
export function checkVersion(place: string, version: string, number: number): void {
	if (number >= oldest * 10_000) return;
	throw new SettingError(
		`The database at ${place} is PostgreSQL ${version}, which is too old: use PostgreSQL ${oldest} or newer.`
	);
}
