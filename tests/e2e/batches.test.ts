import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { eq } from 'drizzle-orm';
import { closeDatabase, migrate, openDatabase, printEvent, publish } from '#server/db/index.ts';
import { withJobs } from '#server/db/index.ts';
import * as batches from '#server/print-batches.ts';
import { readStored, openStore } from '#server/store.ts';
import { readPdf } from '#server/reports/read-pdf.ts';
import { openContent } from '../../scripts/content.ts';
import { failToStart, startApp, startWorker } from '../support/app.ts';
import { databases, makeFolder, type TestDatabase } from '../support/databases.ts';
import { makeSheet } from '../support/made-sheets.ts';
import { makeMembers, type Made } from '../support/members.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const library = openContent();
/** Each enterprise has a mark of its own in its name. */
const marks = ['甲山', '乙水', '丙云', '丁石', '戊林', '己泉'];

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;
	let files: ReturnType<typeof makeFolder>;
	let made: Made[];

	beforeAll(async () => {
		database = await make();
		files = makeFolder();
		if (!database.isHere) return;
		await openDatabase(database.settings);
		await migrate();
		await publish(library);
		await closeDatabase();
		made = [];
		for (let i = 0; i < marks.length; i++) made.push(await makeMembers(database));
		await openDatabase(database.settings);
		for (const [i, mark] of marks.entries()) {
			await makeSheet(made[i]!, library, 'filed', { name: `${mark}机械厂` });
		}
		await closeDatabase();
	});
	afterAll(async () => {
		await database.remove();
		files.remove();
	});

	const officer = () => made[0]!.members['government-officer'];
	const settings = () => ({
		...database.settings,
		DATA: database.settings.DATA || files.folder
	});
	/** Looks into the database, which a server has open as well and which the embedded one must not. */
	async function looking<T>(work: () => Promise<T>): Promise<T> {
		await openDatabase(database.settings);
		try {
			return await work();
		} finally {
			await closeDatabase();
		}
	}
	const ask = () =>
		looking(() =>
			batches.askForBatch(officer(), { area: '320981', layer: 'confirmed', locale: 'zh-cn' })
		);
	async function filesUntil(count: number): Promise<void> {
		const store = openStore({ ...settings(), STORE: undefined } as never);
		for (;;) {
			let found = 0;
			for await (const _ of store.list('content/')) found++;
			if (found >= count) return;
			await setTimeout(100);
		}
	}
	/** That everything was printed, once, and of each enterprise what is its own. */
	async function expectWhole(id: string): Promise<void> {
		const { items, events } = await looking(async () => ({
			items: (await batches.openBatch(officer(), id))!.items,
			events: await withJobs((queries) =>
				queries.select().from(printEvent).where(eq(printEvent.batch, id))
			)
		}));
		expect(items.map(({ state }) => state)).toEqual(marks.map(() => 'printed'));
		expect(events.filter(({ kind }) => kind === 'printed')).toHaveLength(marks.length);
		const store = openStore({ ...settings(), STORE: undefined } as never);
		const seen: string[] = [];
		for (const { printed } of items) {
			const pdf = await readPdf(await readStored(printed!.file, store));
			seen.push(marks.filter((mark) => pdf!.body.includes(mark)).join());
		}
		// Not one has another's mark beside its own, and each has its own.
		expect(seen.sort()).toEqual([...marks].sort());
	}

	test(
		'a process killed in the middle loses no report and prints none twice',
		on(async () => {
			const id = await ask();
			if (database.cluster) {
				const [killed, other] = await Promise.all([
					startWorker({ ...settings(), WORKERS: '2' }),
					startWorker({ ...settings(), WORKERS: '1' })
				]);
				await filesUntil(1);
				await killed.kill();
				// Its browser is started anew.
				killChildren(other.pid);
				await printedUntil(id, marks.length);
				expect(await other.stop()).toBe(0);
			} else {
				const first = await startApp({ ...settings(), WORKERS: '2' });
				await filesUntil(1);
				await first.kill();
				const second = await startApp({ ...settings(), WORKERS: '1' });
				await filesUntil(marks.length);
				expect(await second.stop()).toBe(0);
			}
			await expectWhole(id);
		})
	);

	async function printedUntil(id: string, count: number): Promise<void> {
		await looking(async () => {
			for (;;) {
				const { counts } = (await batches.progressOf(officer(), id))!;
				if (counts.failed > 0) throw new Error('Something was not printed.');
				if (counts.printed === count) return;
				await setTimeout(200);
			}
		});
	}
});

test('a worker of the embedded database is told where its reports are printed', async () => {
	const { code, stderr } = await failToStart({}, '.', ['scripts/worker.ts']);
	expect(code).toBe(1);
	expect(stderr).toBe(
		'npm run worker needs a PostgreSQL server in DATABASE_URL: the embedded database is used by npm start alone, which prints the reports of batches itself.\n'
	);
});

function killChildren(pid: number): void {
	const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ');
	for (const child of children.filter(Boolean)) process.kill(Number(child), 'SIGKILL');
}
