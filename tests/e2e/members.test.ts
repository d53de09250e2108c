import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import { findBarriers, launch } from '../support/browser.ts';
import { databases, type TestDatabase } from '../support/databases.ts';
import { leave, words } from '../support/journey.ts';
import { totp } from '../support/totp.ts';

const password = '四海 correct horse 12';
let browser: Browser;

beforeAll(async () => {
	browser = await launch();
});
afterAll(() => browser.close());

const pathOf = (page: Page) => new URL(page.url()).pathname;
const submit = (page: Page, action: string) =>
	leave(page, `form[action^="${action}"] > button:last-of-type`);

async function newcomer(): Promise<Page> {
	const context = await browser.createBrowserContext();
	const page = await context.newPage();
	await page.setJavaScriptEnabled(false);
	return page;
}

async function type(page: Page, fields: Record<string, string>): Promise<void> {
	for (const [id, text] of Object.entries(fields)) {
		await page.$eval(`#${id}`, (field) => ((field as HTMLInputElement).value = ''));
		await page.type(`#${id}`, text);
	}
}

/** Takes an invitation with a new account, and sets up the second factor; gives its secret. */
async function join(page: Page, link: string, name: string, username: string): Promise<string> {
	await page.goto(link);
	await type(page, { name, username, password });
	await page.click('[name=consent]');
	await submit(page, '?/make');
	expect(pathOf(page)).toBe('/account/second-factor');
	await type(page, { 'begin-password': password });
	await submit(page, '?/begin');
	const secret = await page.$eval('main code', (code) => code.textContent);
	await type(page, { code: totp(secret) });
	await submit(page, '?/confirm');
	return secret;
}

const newLink = (page: Page) => page.$eval('#new-link code', (code) => code.textContent);

/** Axe finds nothing, nothing is cut off and no message is missing: on a phone, a tablet and a desk, twice. */
async function look(page: Page, origin: string, path: string): Promise<void> {
	await page.setJavaScriptEnabled(true);
	for (const language of ['', '/en']) {
		await page.goto(origin + language + path);
		for (const width of [360, 820, 1280]) {
			await page.setViewport({ width, height: 900 });
			const where = [language, path, width];
			expect([...where, await findBarriers(page)]).toEqual([...where, []]);
			const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
			expect([...where, over]).toEqual([...where, 0]);
		}
	}
	const english = await page.$$eval('nav, main', (parts) =>
		parts.map((part) => {
			for (const quoted of part.querySelectorAll('[lang=zh-CN]')) quoted.remove();
			return (part as HTMLElement).innerText;
		})
	);
	expect([path, english.join().match(/\b[a-z]+(_[a-z]+)+\b|\p{Script=Han}+/gu)]).toEqual([
		path,
		null
	]);
	await page.setJavaScriptEnabled(false);
	await page.goto(origin + path);
}

describe.each(databases)('on $name, without script', ({ on, make }) => {
	let database: TestDatabase;
	let app: App;

	beforeAll(async () => {
		database = await make();
		if (database.isHere) app = await startApp(database.settings);
	});
	afterAll(async () => {
		if (database.isHere) await app.stop();
		await database.remove();
	});

	test(
		'from the first operator to an authority at work, by links alone',
		on(async () => {
			const operator = await newcomer();
			const first = /^No operator yet: (\S+) /m.exec(app.output())![1]!;
			await join(operator, first, '钱运营', 'operator-one');
			await leave(operator, 'header a[href="/organisations"]');
			await submit(operator, '?/make');
			expect(await words(operator)).toMatch(/请填写“单位类别”。.*请填写“单位名称”。/);
			await operator.click('[name=kind][value=government]');
			await type(operator, { name: '盐城市工业和信息化局' });
			await submit(operator, '?/make');
			expect(await words(operator)).toContain('请填写“所在地区”。');
			for (const [level, area] of ['320000', '320900'].entries()) {
				await operator.select(`#area-${level}`, area);
				await leave(operator, '[formaction^="?/area"]');
			}
			await operator.setJavaScriptEnabled(true);
			await submit(operator, '?/make');
			expect(await findBarriers(operator)).toEqual([]);
			expect(await words(operator)).toMatch(/已新建 盐城市工业和信息化局 主管部门 邀请链接/);
			const link = await newLink(operator);
			expect(link).toMatch(new RegExp(`^${app.origin}/invitation/[\\w-]{24}$`));
			await look(operator, app.origin, '/organisations');
			expect(await words(operator)).toMatch(/尚未接受的邀请 盐城市工业和信息化局 主管部门审核人/);
			expect(await operator.content()).not.toContain(link.split('/').at(-1));

			const reviewer = await newcomer();
			const secret = await join(reviewer, link, '孙审核', 'reviewer-one');
			await leave(reviewer, 'header a[href="/work"]');
			expect(pathOf(reviewer)).toBe('/work');
			expect(await words(reviewer)).toContain('盐城市工业和信息化局');
			expect(await words(reviewer, 'header')).not.toContain('单位');
			expect((await reviewer.goto(`${app.origin}/organisations`))!.status()).toBe(403);

			await reviewer.goto(`${app.origin}/account`);
			await submit(reviewer, '/sign-out');
			await reviewer.goto(`${app.origin}/members`);
			expect(reviewer.url()).toBe(`${app.origin}/sign-in?next=%2Fmembers`);
			await type(reviewer, { login: 'reviewer-one', password });
			await leave(reviewer, 'main form button');
			expect(reviewer.url()).toBe(`${app.origin}/sign-in/second-factor?next=%2Fmembers`);
			await type(reviewer, { code: totp(secret, 1) });
			await submit(reviewer, '?/code');
			expect(pathOf(reviewer)).toBe('/members');
			expect(await words(reviewer)).toMatch(/孙审核 您本人 主管部门审核人/);

			await reviewer.click('details summary');
			await submit(reviewer, '?/end');
			expect(await words(reviewer)).toContain('这样单位里就没有人能邀请成员了');
			await reviewer.goto(`${app.origin}/members`);
			await reviewer.select('#invite-role', 'government-reviewer');
			await submit(reviewer, '?/invite');
			const second = await newLink(reviewer);
			await reviewer.select('#invite-role', 'government-officer');
			await submit(reviewer, '?/invite');
			await look(reviewer, app.origin, '/members');
			expect((await reviewer.$$('form[action="?/take-back"]')).length).toBe(2);

			const another = await newcomer();
			await join(another, second, '李审核', 'reviewer-two');
			await reviewer.reload();
			expect(await words(reviewer)).toContain('李审核');
			await submit(reviewer, '?/take-back');
			expect(await words(reviewer)).toContain('没有尚未接受的邀请');
			await reviewer.select('li:last-child > div [name=role]', 'government-officer');
			await leave(reviewer, 'main li:last-child form[action="?/role"] > button');
			expect(await words(reviewer)).toMatch(/李审核 主管部门人员/);
			expect((await another.goto(`${app.origin}/members`))!.status()).toBe(403);

			await operator.goto(`${app.origin}/work?named=盐城`);
			await leave(operator, '#listed li a');
			await look(operator, app.origin, pathOf(operator));
			expect(await words(operator)).toMatch(/盐城市工业和信息化局 主管部门 .*邀请/);
			expect(await words(operator)).not.toContain('孙审核');
		})
	);
});
