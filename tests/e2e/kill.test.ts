import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { killWhileStarting, startApp, type App } from '../support/app.ts';
import { databases, makeFolder, type TestDatabase } from '../support/databases.ts';
import { needs } from '../support/needs.ts';
import { makeCluster } from '../support/postgres.ts';
import { newPatch, openKept, sendKeep, sendPatches, tokenOf } from '../support/sending.ts';
import { ref } from '../support/journey.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 });

/** What was acknowledged, and so must be found for ever after. */
class Acknowledged {
	/** Ids of patches of one sheet. */
	readonly patches: string[] = [];
	/** Other sheets: the token of the private link, and the name that was kept. */
	readonly sheets: { token: string; name: string }[] = [];

	get count(): number {
		return this.patches.length + this.sheets.length;
	}

	/** Those that a server does not have: all patches, and the sheets from one on. */
	async missing(app: App, token: string, from = 0): Promise<string[]> {
		const { ids } = await openKept(app, token);
		const lost = this.patches.filter((id) => !ids.has(id));
		const sheets = this.sheets.slice(from);
		const search = async () => {
			for (let sheet = sheets.pop(); sheet; sheet = sheets.pop()) {
				const { text } = await openKept(app, sheet.token);
				if (!text.includes(sheet.name)) lost.push(sheet.name);
			}
		};
		await Promise.all([search(), search(), search(), search()]);
		return lost;
	}
}

/**
 * Saves as fast as it can, from eight devices that send patches and two forms that keep new sheets, until
 * so much more is acknowledged; then does what ends it.
 */
async function saveUntil(
	app: App,
	{ token, acknowledged, more }: { token: string; acknowledged: Acknowledged; more: number },
	end: () => Promise<void>
): Promise<void> {
	const enough = acknowledged.count + more;
	let ending: Promise<void> | undefined;
	const lane = async (save: () => Promise<void>) => {
		while (!ending || acknowledged.count < enough) {
			try {
				await save();
			} catch (error) {
				// What is under way when it ends has no answer.
				if (!ending) throw error;
				return;
			}
			if (acknowledged.count >= enough) ending ??= end();
		}
	};
	const patch = async () => {
		const one = newPatch({ value: 'x'.repeat(700) });
		const { status } = await sendPatches(app, token, { patches: [one] });
		if (status !== 204) throw new Error(`A patch was answered ${status}`);
		acknowledged.patches.push(one.id);
	};
	const form = async () => {
		const name = `厂${crypto.randomUUID()}`;
		const answer = await sendKeep(app, { name });
		if (answer.status !== 303) throw new Error(`A form was answered ${answer.status}`);
		acknowledged.sheets.push({ token: tokenOf(answer), name });
	};
	const saves = [...Array<typeof patch>(8).fill(patch), form, form];
	await Promise.all(saves.map(lane));
	await ending;
}

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;

	beforeAll(async () => {
		database = await make();
	});
	afterAll(() => database.remove());

	test(
		'a server killed ten times while it saves has lost nothing that it acknowledged',
		on(async () => {
			const acknowledged = new Acknowledged();
			let app = await startApp(database.settings);
			const token = tokenOf(await sendKeep(app, { questionnaire: ref }));
			for (let kill = 0; kill < 10; kill++) {
				const { kill: end } = app;
				const before = acknowledged.sheets.length;
				await saveUntil(app, { token, acknowledged, more: 20 + 8 * kill }, end);
				if (!database.cluster) expect(existsSync(join(database.settings.DATA, 'lock'))).toBe(true);
				app = await startApp(database.settings);
				expect(await acknowledged.missing(app, token, before)).toEqual([]);
			}
			// What the first runs kept is there after the last, too.
			expect(await acknowledged.missing(app, token)).toEqual([]);
			// Ten runs of at least 20, 28, … 92.
			expect(acknowledged.count).toBeGreaterThanOrEqual(560);
			expect(acknowledged.sheets.length).toBeGreaterThan(20);
			expect(await app.stop()).toBe(0);
		})
	);
});

test(
	'a database server that ends as in a crash loses nothing, and the pages say so until it is back',
	needs('postgres', async () => {
		const cluster = await makeCluster();
		const app = await startApp({ DATABASE_URL: await cluster.createDatabase() });
		const acknowledged = new Acknowledged();
		const token = tokenOf(await sendKeep(app, { questionnaire: ref }));
		const end = () => cluster.stop('immediate');
		// Where a connection is cut is chance.
		for (let time = 0; time < 4; time++) {
			const before = acknowledged.sheets.length;
			await saveUntil(app, { token, acknowledged, more: 200 }, end);

			const refused = await sendPatches(app, token, { patches: [newPatch()] });
			expect([refused.status, refused.text]).toEqual([
				503,
				expect.stringContaining('数据库暂时没有应答')
			]);
			const page = await openKept({ ...app, language: '/en' }, token);
			expect(page.status).toBe(503);
			expect(page.text).toContain('The database does not answer at the moment.');

			await cluster.start();
			expect(await acknowledged.missing(app, token, before)).toEqual([]);
		}
		expect(await acknowledged.missing(app, token)).toEqual([]);
		await app.stop();
		await cluster.remove();
	})
);

test('a first start that is killed at any moment does not keep the next from starting', async () => {
	const { folder, remove } = makeFolder();
	for (const milliseconds of [700, 1200, 2000, 3000, 4500]) {
		await killWhileStarting({ DATA: folder }, milliseconds);
	}
	const app = await startApp({ DATA: folder });
	expect((await sendKeep(app, { questionnaire: ref })).status).toBe(303);
	await app.stop();
	remove();
});
