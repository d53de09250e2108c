import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import { afterAll, expect, test, vi } from 'vitest';
import { closeDatabase, openDatabase } from '#server/db/index.ts';
import { openFolder } from '#server/stores/folder.ts';
import { openContent } from '../../scripts/content.ts';
import { startApp, startWorker } from '../support/app.ts';
import { launch } from '../support/browser.ts';
import { databases } from '../support/databases.ts';
import { inviteInto, join as joinIn, look, press } from '../support/joined.ts';
import { words } from '../support/journey.ts';
import { makeSheet } from '../support/made-sheets.ts';
import { makeMembers, type Made } from '../support/members.ts';
import { needs } from '../support/needs.ts';
import { prepare } from '../support/prepare.ts';
import { makeSmallDisk, type SmallDisk } from '../support/small-disk.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const library = openContent();
const names = ['甲山机械厂', '乙水铸造厂', '丙云电器厂'];
const { on, make } = databases.find(({ name }) => name === 'PostgreSQL')!;

const ends: (() => unknown)[] = [];
afterAll(async () => {
	for (const end of ends.reverse()) await end();
});
/** Ends it after the tests, the last one first. */
function ended<T>(one: T, end: (one: T) => unknown): T {
	ends.push(() => end(one));
	return one;
}

async function keysIn(folder: string): Promise<string[]> {
	const keys: string[] = [];
	for await (const { key } of openFolder(folder).list('content/')) keys.push(key);
	return keys;
}

test(
	'a full disk fails reports by name and is said once; the page follows by itself, and all are printed when there is room',
	on((context) =>
		needs('mount', async () => {
			const database = ended(await make(), (one) => one.remove());
			const made: Made[] = [];
			await prepare(database, library);
			for (const name of names) {
				const one = await makeMembers(database);
				made.push(one);
				await database.asAdmin((query) =>
					query(
						`insert into profile (organisation, name, area) values ('${one.enterprise}', '${name}', '320981')`
					)
				);
			}
			const [invited] = await inviteInto(database, made[0]!, ['government-officer']);
			await openDatabase(database.settings);
			for (const one of made) await makeSheet(one, library, 'filed');
			await closeDatabase();

			const disk = () => ended(makeSmallDisk(200), (one: SmallDisk) => one.remove());
			const [temporary, data] = [disk(), disk()];
			const files = join(data.folder, 'files');
			mkdirSync(files);
			const settings = { ...database.settings, DATA: data.folder };
			const app = ended(await startApp({ ...settings, WORKERS: '0' }), (one) => one.stop());
			const browser = ended(await launch(), (one) => one.close());
			const page = await joinIn(browser, app.origin, invited!, []);
			const says = (text: string) =>
				page.waitForFunction(
					(text) => document.body.innerText.includes(text),
					{ timeout: 0 },
					text
				);
			await page.goto(`${app.origin}/batches`);
			await press(page, '开始打印', 'section:nth-of-type(1)');

			// Nobody prints here yet: it waits, is paused and goes on.
			await press(page, '暂停');
			expect(await words(page, 'main')).toContain('已暂停 已打印 0 / 3 份');
			await press(page, '继续');
			expect(await words(page, 'main')).toContain('正在打印 已打印 0 / 3 份');
			await page.setJavaScriptEnabled(true);
			await page.reload();

			// Where the browser writes.
			temporary.fill();
			const worker = ended(
				await startWorker({ ...settings, TMPDIR: temporary.folder, WORKERS: '2' }),
				(one) => one.stop()
			);
			await says('没有打印出来的（3 份）');
			const failed = await words(page, 'main');
			for (const name of names) {
				expect(failed).toContain(`${name} 服务器的磁盘已满。请管理员清理后重试。`);
			}
			await look(page);
			temporary.empty();

			// Where the reports are put.
			data.fill();
			await press(page, '重试全部失败的');
			await page.setJavaScriptEnabled(true);
			await page.reload();
			await says('此前失败 1 次');
			await says('没有打印出来的（3 份）');
			expect(await keysIn(files)).toEqual([]);
			data.empty();

			await press(page, '重试全部失败的');
			await page.setJavaScriptEnabled(true);
			await page.reload();
			await says('已完成 已打印 3 / 3 份');
			expect(await words(page, 'main')).toContain('此前失败 2 次');
			const keys = await keysIn(files);
			expect(keys).toHaveLength(3);
			expect(keys.filter((key) => key.endsWith('.partial'))).toEqual([]);
			// Of two causes, whatever the number of reports.
			expect(worker.output().match(/are not made/g)).toHaveLength(2);
		})(context)
	)
);
