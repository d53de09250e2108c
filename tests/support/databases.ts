import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { TestContext } from 'vitest';
import type { Settings } from '#server/settings.ts';
import { isInstalled, needs } from './needs.ts';
import { makeCluster, withClient, type Cluster } from './postgres.ts';

export type Row = Record<string, unknown>;
export type Query = (statement: string) => Promise<Row[]>;

/** An empty database of its own for a test file. */
export interface TestDatabase {
	/** Not, where its program is not installed: every test of it is then skipped. */
	readonly isHere: boolean;
	/** What the product is to open it by. */
	readonly settings: Pick<Settings, 'DATA' | 'DATABASE_URL'>;
	/** Asks by the raw driver, as the user that the product connects as. The product must have closed it. */
	raw<T>(work: (query: Query) => Promise<T>): Promise<T>;
	/** The same as the superuser, whom no policy holds back: to put things there that tests begin with. */
	asAdmin<T>(work: (query: Query) => Promise<T>): Promise<T>;
	/** The server, where it is one. */
	readonly cluster?: Cluster;
	remove(): Promise<void>;
}

/** A test's body, run where its database is there. */
type On = (body: (context: TestContext) => unknown) => (context: TestContext) => Promise<void>;

/** Both kinds of database, for `describe.each`; every test body goes through `on`. */
export const databases: { name: string; on: On; make: () => Promise<TestDatabase> }[] = [
	{
		name: 'PGlite',
		on: (body) => async (context) => void (await body(context)),
		make: makeEmbedded
	},
	{ name: 'PostgreSQL', on: (body) => needs('postgres', body), make: makeServer }
];

export function makeFolder(): { folder: string; remove: () => void } {
	const folder = mkdtempSync(join(tmpdir(), 'qidang-data-'));
	return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

async function makeEmbedded(): Promise<TestDatabase> {
	const { folder, remove } = makeFolder();
	async function raw<T>(work: (query: Query) => Promise<T>): Promise<T> {
		const client = await PGlite.create(join(folder, 'database'));
		try {
			return await work(async (statement) => (await client.query<Row>(statement)).rows);
		} finally {
			await client.close();
		}
	}
	return {
		isHere: true,
		settings: { DATA: folder, DATABASE_URL: undefined },
		raw,
		// Its only user is one.
		asAdmin: raw,
		remove: async () => remove()
	};
}

async function makeServer(): Promise<TestDatabase> {
	if (!isInstalled('postgres')) return unavailable;
	const cluster = await makeCluster();
	const address = await cluster.createDatabase();
	const by = (address: string): TestDatabase['raw'] => {
		return (work) => withClient(address, (client) => work((text) => client.unsafe<Row[]>(text)));
	};
	return {
		isHere: true,
		settings: { DATA: '', DATABASE_URL: address },
		raw: by(address),
		asAdmin: by(cluster.adminOf(address)),
		cluster,
		remove: () => cluster.remove()
	};
}

const unavailable: TestDatabase = {
	isHere: false,
	settings: { DATA: '', DATABASE_URL: undefined },
	raw: () => Promise.reject(new Error('PostgreSQL is not installed.')),
	asAdmin: () => Promise.reject(new Error('PostgreSQL is not installed.')),
	remove: () => Promise.resolve()
};
