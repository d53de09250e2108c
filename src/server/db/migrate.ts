import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type { PgDialect, PgSession } from 'drizzle-orm/pg-core';
import { SettingError } from '../settings.ts';
import { held, type Queries } from './connection.ts';
import { installJobs } from './jobs.ts';
import { copyRights } from './rights.ts';
import { accountsRole, guardRole, jobsRole, requestRole } from './roles.ts';

const migrationsFolder = 'drizzle';

/**
 * Brings the tables up to date by the SQL files in drizzle/, all in one transaction.
 *
 * @returns what was done, for people
 * @throws {SettingError} when the user of the database may not, or what is there cannot be trusted
 */
export async function migrate(): Promise<string> {
	return held().alone(async (owner, raw) => {
		const before = await countMigrations(owner);
		await runMigrations(owner);
		await copyRights(owner);
		await installJobs(owner, raw);
		for (const role of [requestRole, guardRole, accountsRole, jobsRole])
			await checkRole(owner, role);
		const done = (await countMigrations(owner)) - before;
		return done === 0 ? 'found up to date' : `${done} done`;
	});
}

/** What the migrators of both drivers do; their types allow only their own driver. */
async function runMigrations(owner: Queries): Promise<void> {
	const { dialect, session } = owner as unknown as { dialect: PgDialect; session: PgSession };
	const config = { migrationsFolder };
	await dialect.migrate(readMigrationFiles(config), session, config);
}

async function countMigrations(owner: Queries): Promise<number> {
	const exists = sql`select to_regclass('drizzle.__drizzle_migrations') is not null as yes`;
	if (!(await first<{ yes: boolean }>(owner, exists)).yes) return 0;
	const count = sql`select count(*)::int as count from drizzle.__drizzle_migrations`;
	return (await first<{ count: number }>(owner, count)).count;
}

/** Roles belong to the whole server: somebody may have given ours more than they may have. */
async function checkRole(owner: Queries, role: string): Promise<void> {
	const query = sql`select rolsuper or rolbypassrls or rolcanlogin as strong from pg_roles
		where rolname = ${role}`;
	if (!(await first<{ strong: boolean }>(owner, query)).strong) return;
	throw new SettingError(
		`The role ${role} of the database may do too much: ALTER ROLE ${role} NOSUPERUSER NOBYPASSRLS NOLOGIN, and try again.`
	);
}

async function first<Row>(owner: Queries, query: ReturnType<typeof sql>): Promise<Row> {
	const { rows } = (await owner.execute(query)) as unknown as { rows: Row[] };
	return rows[0]!;
}
