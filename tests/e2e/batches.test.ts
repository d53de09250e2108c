import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { eq } from 'drizzle-orm';
import { closeDatabase, openDatabase, printEvent, withJobs } from '#server/db/index.ts';
import * as batches from '#server/print-batches.ts';
import { readStored } from '#server/store.ts';
import { openFolder } from '#server/stores/folder.ts';
import { readPdf } from '#server/reports/read-pdf.ts';
import { openContent } from '../../scripts/content.ts';
import { failToStart, startApp, startWorker } from '../support/app.ts';
import { launch } from '../support/browser.ts';
import { databases, makeFolder, type TestDatabase } from '../support/databases.ts';
import { inviteInto, join as joinIn, look, press } from '../support/joined.ts';
import { words } from '../support/journey.ts';
import { makeSheet } from '../support/made-sheets.ts';
import { makeMembers, type Made } from '../support/members.ts';
import { prepare } from '../support/prepare.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const library = openContent();
/** Each enterprise has a mark of its own in its name. */
const marks = ['甲山', '乙水', '丙云', '丁石', '戊林', '己泉'];

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;
	let files: ReturnType<typeof makeFolder>;
	let made: Made[];
	/** Whose sheet is whose. */
	const markOf = new Map<string, string>();

	beforeAll(async () => {
		database = await make();
		files = makeFolder();
		if (!database.isHere) return;
		await prepare(database, library);
		made = [];
		for (const _ of marks) made.push(await makeMembers(database));
		await openDatabase(database.settings);
		for (const [i, mark] of marks.entries()) {
			const sheet = await makeSheet(made[i]!, library, 'filed', { name: `${mark}机械厂` });
			markOf.set(sheet, mark);
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
	const store = () => openFolder(join(settings().DATA, 'files'));
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
		for (;;) {
			let found = 0;
			for await (const _ of store().list('content/')) found++;
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
		// Each has its own mark, and not one has another's beside it.
		for (const { sheet, printed } of items) {
			const pdf = await readPdf(await readStored(printed!.file, store()));
			expect(marks.filter((mark) => pdf!.body.includes(mark))).toEqual([markOf.get(sheet)]);
		}
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
				await killBrowserOf(other.pid);
				await printedUntil(id, marks.length);
				expect(await other.stop()).toBe(0);
			} else {
				const first = await startApp({ ...settings(), WORKERS: '2' });
				await filesUntil(1);
				await first.kill();
				// Nobody else can look in while it serves; what the dead one had put away and not told is a file, too.
				for (let left = true; left;) {
					const next = await startApp({ ...settings(), WORKERS: '1' });
					await filesUntil(marks.length);
					await setTimeout(10_000);
					expect(await next.stop()).toBe(0);
					const { counts } = (await looking(() => batches.progressOf(officer(), id)))!;
					left = counts.printed + counts.failed < marks.length;
				}
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

test('an officer prints what is filed, without script and with it, and takes it away', async () => {
	const browser = await launch();
	const database = await databases[0]!.make();
	await (await startApp(database.settings)).stop();
	const made = await makeMembers(database);
	const [invited] = await inviteInto(database, made, ['government-officer']);
	await openDatabase(database.settings);
	await makeSheet(made, library, 'filed', { name: `${marks[0]}机械厂` });
	await closeDatabase();
	const app = await startApp(database.settings);
	try {
		const complaints: string[] = [];
		const page = await joinIn(browser, app.origin, invited!, complaints);
		await page.goto(`${app.origin}/work`);
		await press(page, '批量打印报告');
		expect(await words(page, 'main')).toContain('还没有批次');
		await look(page);
		// Nothing is ticked.
		await press(page, '开始打印', 'section:nth-of-type(2)');
		expect(await words(page, 'main')).toContain('没有选中已归档的问卷');
		await page.goto(`${app.origin}/batches`);
		await press(page, '开始打印', 'section:nth-of-type(1)');
		expect(new URL(page.url()).pathname).toMatch(/^\/batches\/[0-9a-f-]{36}$/);
		// From here on it is told by itself.
		await page.setJavaScriptEnabled(true);
		await page.reload();
		await page.waitForFunction(() => document.body.textContent.includes('已打印 1 / 1 份'));
		await page.waitForSelector('main a[href$="report.pdf"]');
		await page.setJavaScriptEnabled(false);
		await look(page);
		const cookies = (await page.browserContext().cookies())
			.map(({ name, value }) => `${name}=${value}`)
			.join('; ');
		const fetched = async (path: string) => {
			const answer = await fetch(page.url() + path, { headers: { cookie: cookies } });
			return new Uint8Array(await answer.arrayBuffer());
		};
		const href = await page.$eval('main a[href$="report.pdf"]', (link) => link.href);
		const pdf = await fetched(href.slice(page.url().length));
		expect((await readPdf(pdf))!.body).toContain(marks[0]);
		// Stored as it is: the archive holds the very bytes.
		const zip = Buffer.from(await fetched('/reports.zip'));
		expect(zip.subarray(0, 4).toString('latin1')).toBe('PK\x03\x04');
		expect(zip.includes(Buffer.from(pdf))).toBe(true);
		expect(zip.includes(Buffer.from('a enterprise-数字化水平诊断报告-'))).toBe(true);
		await page.goto(`${app.origin}/en/batches`);
		expect(await words(page, 'main')).toContain('1 of 1 printed, 0 failed');
		await look(page);
		// But the browser's own remark on what was refused, which is meant.
		expect(complaints.filter((one) => !one.includes('status of 400'))).toEqual([]);
	} finally {
		await app.stop();
		await database.remove();
		await browser.close();
	}
});

test('a worker of the embedded database is told where its reports are printed', async () => {
	const { code, stderr } = await failToStart({}, '.', ['scripts/worker.ts']);
	expect(code).toBe(1);
	expect(stderr).toBe(
		'npm run worker needs a PostgreSQL server in DATABASE_URL: the embedded database is used by npm start alone, which prints the reports of batches itself.\n'
	);
});

/** As soon as there is one. */
async function killBrowserOf(pid: number): Promise<void> {
	for (;;) {
		const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
		const children = text.split(' ').filter(Boolean);
		for (const child of children) process.kill(Number(child), 'SIGKILL');
		if (children.length > 0) return;
		await setTimeout(20);
	}
}
