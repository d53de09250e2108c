import { AsyncLocalStorage } from 'node:async_hooks';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { SettingError } from '../settings.ts';
import { placeOf, explain } from './explain.ts';
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
	// Written anew by the standard: the driver reads an address a little differently.
	const url = new URL(address).href;
	const options = { connect_timeout: connectSeconds, onnotice: () => undefined };
	const pool = postgres(url, { ...options, connection: { ...limits, application_name: 'qidang' } });
	try {
		const [row] = await pool<[{ version: string; number: string }]>`
			select current_setting('server_version') as version,
				current_setting('server_version_num') as number`;
		checkVersion(placeOf(address), row.version, Number(row.number));
		return {
			name: `PostgreSQL ${row.version.split(' ')[0]} at ${placeOf(address)}`,
			queries: drizzle({ client: pool }),
			inside: new AsyncLocalStorage(),
			async alone(work) {
				const owner = postgres(url, { ...options, max: 1 });
				const queries = drizzle({ client: owner });
				try {
					// Held by the session, so lifted also where this process is killed.
					await queries.execute(sql`select pg_advisory_lock(${ownersLock})`);
					return await work(queries);
				} catch (error) {
					throw explain(error, address);
				} finally {
					await owner.end({ timeout: connectSeconds });
				}
			},
			// It says so itself.
			hasRoom: () => true,
			close: () => pool.end({ timeout: connectSeconds })
		};
	} catch (error) {
		await pool.end({ timeout: 0 });
		throw explain(error, address);
	}
}

/** @throws {SettingError} when the server is too old */
export function checkVersion(place: string, version: string, number: number): void {
	if (number >= oldest * 10_000) return;
	throw new SettingError(
		`The database at ${place} is PostgreSQL ${version}, which is too old: use PostgreSQL ${oldest} or newer.`
	);
}
