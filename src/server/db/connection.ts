import { AsyncLocalStorage } from 'node:async_hooks';
import type { Db, PgBoss } from 'pg-boss';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { DemoStage } from './schema/demo.ts';

/** Queries in drizzle's words; the same for both databases. */
export type Queries = PgDatabase<PgQueryResultHKT>;

/** The database as this process holds it open. */
export interface Connection {
	/** For people: never with a password. */
	readonly name: string;
	/** As the user that opened it, who may become `qidang_app`. */
	readonly queries: Queries;
	/** Gives the tables' owner to one piece of work at a time, among all processes. */
	alone<T>(work: (owner: Queries, raw: Db) => Promise<T>): Promise<T>;
	/** The same for the queue, which writes its own SQL. */
	readonly raw: Db;
	/** The queue, once something was added to it or a worker began; see jobs.ts. */
	jobs?: Promise<PgBoss> | undefined;
	/** Whether the disk takes another save, as far as this process can see. */
	hasRoom(): boolean;
	close(): Promise<void>;
	/** How far demo data were put into it; nothing where they were not, see demo.ts. */
	demo?: DemoStage | undefined;
	/** Whether what runs is inside a transaction of this database. */
	readonly inside: AsyncLocalStorage<true>;
}

/**
 * Stands for the whole process: the shell's modules, which open the database, and the built application,
 * which uses it, are two copies of this one.
 */
const place = Symbol.for('qidang.database');
const shared = globalThis as { [place]?: Connection | undefined };

export function hold(connection: Connection | undefined): void {
	shared[place] = connection;
}

export function held(): Connection {
	const connection = shared[place];
	if (!connection) throw new Error('No database is open: openDatabase comes first.');
	return connection;
}

export function isHeld(): boolean {
	return shared[place] !== undefined;
}
