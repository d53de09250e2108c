import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { closeDatabase, migrate, openDatabase } from '#server/db/index.ts';
import * as sheets from '#server/sheets.ts';
import { needs } from '../../support/needs.ts';
import { makeCluster } from '../../support/postgres.ts';
import { databases, makeFolder, type TestDatabase } from '../../support/databases.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 });

const appender = fileURLToPath(import.meta.resolve('../../support/appender.ts'));

function spawnAppender({ DATA, DATABASE_URL }: TestDatabase['settings'], token?: string) {
	const environment = { ...process.env, DATA, DATABASE_URL: DATABASE_URL ?? '' };
	return spawn(process.execPath, [appender, ...(token ? [token] : [])], {
		env: environment,
		stdio: ['ignore', 'pipe', 'pipe']
	});
}

/** Lets it append until so many patches are acknowledged, then does what ends it; what it said until then. */
async function append(
	settings: TestDatabase['settings'],
	{ token, until, end }: { token?: string; until: number; end?: () => Promise<void> }
): Promise<{ token: string; acknowledged: string[] }> {
	const child = spawnAppender(settings, token);
	let complaint = '';
	child.stderr.setEncoding('utf8').on('data', (text) => (complaint += text));
	const lines: string[] = [];
	let ending: Promise<unknown> | undefined;
	for await (const line of createInterface({ input: child.stdout })) {
		lines.push(line);
		if (lines.length <= until || ending) continue;
		ending = end ? end() : Promise.resolve(child.kill('SIGKILL'));
	}
	await ending;
	if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
	const [first, ...acknowledged] = lines;
	if (!first) throw new Error(`It did not start: ${complaint}`);
	return { token: first, acknowledged };
}

async function kept(settings: TestDatabase['settings'], token: string): Promise<Set<string>> {
	await openDatabase(settings);
	try {
		return new Set((await sheets.open(token))!.patches.map(({ id }) => id));
	} finally {
		await closeDatabase();
	}
}

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;

	beforeAll(async () => {
		database = await make();
	});
	afterAll(() => database.remove());

	test(
		'a server killed ten times while it appends has lost nothing that it acknowledged',
		on(async () => {
			let token: string | undefined;
			const acknowledged: string[] = [];
			for (let kill = 0; kill < 10; kill++) {
				const given = token ? { token } : {};
				const run = await append(database.settings, { ...given, until: 20 + 13 * kill });
				token = run.token;
				acknowledged.push(...run.acknowledged);
			}
			expect(acknowledged.length).toBeGreaterThan(700);
			const found = await kept(database.settings, token!);
			expect(acknowledged.filter((id) => !found.has(id))).toEqual([]);
		})
	);
});

test(
	'a database server that ends as in a crash has lost nothing that was acknowledged',
	needs('postgres', async () => {
		const cluster = await makeCluster();
		const settings = { DATA: '', DATABASE_URL: await cluster.createDatabase() };
		const end = () => cluster.stop('immediate');
		const { token, acknowledged } = await append(settings, { until: 200, end });
		await cluster.start();
		const found = await kept(settings, token);
		await cluster.remove();
		expect(acknowledged.length).toBeGreaterThanOrEqual(200);
		expect(acknowledged.filter((id) => !found.has(id))).toEqual([]);
	})
);

test('a first start that is killed at any moment does not keep the next from starting', async () => {
	const { folder, remove } = makeFolder();
	const settings = { DATA: folder, DATABASE_URL: undefined };
	for (const milliseconds of [700, 1200, 2000, 3000, 4500]) {
		const child = spawnAppender(settings);
		await Promise.race([setTimeout(milliseconds), once(child.stdout, 'data')]);
		child.kill('SIGKILL');
		await once(child, 'close');
	}
	await openDatabase(settings);
	expect(await migrate()).toMatch(/^(found up to date|\d done)$/);
	await closeDatabase();
	remove();
});
