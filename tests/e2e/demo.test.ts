import { existsSync, rmSync } from 'node:fs';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { failToStart, startApp } from '../support/app.ts';
import { launch } from '../support/browser.ts';
import { makeFolder } from '../support/databases.ts';
import { look } from '../support/joined.ts';
import { leave, words } from '../support/journey.ts';

const script = 'scripts/demo.ts';
const mark = '演示数据：这里的单位、人员和文件都是虚构的';
const data = makeFolder();
const beside = `${data.folder}-demo`;
const DATA = data.folder;
let browser: Browser;

beforeAll(async () => {
	browser = await launch();
});
afterAll(async () => {
	await browser.close();
	data.remove();
	rmSync(beside, { recursive: true, force: true });
});

/** Signs in with the button beside somebody's name, without script. */
async function comeAs(origin: string, login: string): Promise<Page> {
	const page = await (await browser.createBrowserContext()).newPage();
	await page.setJavaScriptEnabled(false);
	await page.goto(`${origin}/sign-in?next=/work`);
	await leave(page, `form:has(input[value="${login}"]) button`);
	return page;
}

test('a real database is refused in one sentence, whatever folder it is in', async () => {
	await (await startApp({ DATA: beside })).stop();
	const { code, stderr } = await failToStart({ DATA }, '.', [script, '--fresh']);
	expect(code).toBe(1);
	expect(stderr).toBe(
		`PGlite in ${beside} is in use and is no demo: name an empty database in DATABASE_URL, or leave it out, or choose another folder, for example DATA=./data-2 npm run demo.\n`
	);
	expect(existsSync(`${beside}/database`)).toBe(true);
	rmSync(beside, { recursive: true });
});

test('a demo is made once, marked on every page, and anybody is led in without a second factor', async () => {
	const first = await startApp({ DATA }, '.', [script]);
	expect(first.output()).toMatch(/Demo: people and organisations … 25 enterprises in/);
	for (const login of ['guwen', 'qiye', 'zhengfu', 'yunying'])
		expect(first.output()).toContain(`Sign in as ${login} / demo-2026-shili`);
	expect(first.output()).not.toContain('No operator yet');
	const out = await browser.newPage();
	await out.setJavaScriptEnabled(false);
	for (const path of ['/', '/measures', '/sign-in', '/no-such-page']) {
		await out.goto(first.origin + path);
		expect([path, await words(out, 'header')]).toEqual([path, expect.stringContaining(mark)]);
	}
	await out.goto(`${first.origin}/sign-in`);
	await look(out);
	for (const [login, title] of [
		['guwen', '今天的上门'],
		['qiye', '示例精密五金有限公司'],
		['zhengfu', '示例市工业和信息化局'],
		['yunying', '平台运营方']
	] as const) {
		const page = await comeAs(first.origin, login);
		expect(new URL(page.url()).pathname).toBe('/work');
		expect([login, await words(page)]).toEqual([login, expect.stringContaining(title)]);
		expect(await words(page, 'header')).toContain(mark);
	}
	expect(await first.stop()).toBe(0);

	// Started again it goes on with the same, and npm start shows the same mark.
	const again = await startApp({ DATA: beside });
	expect(again.output()).toContain('This database holds demo data: every page says so.');
	await out.goto(again.origin);
	expect(await words(out, 'header')).toContain(mark);
	await again.stop();
	const third = await startApp({ DATA }, '.', [script]);
	expect(third.output()).not.toContain('Demo: ');
	await third.stop();
});
