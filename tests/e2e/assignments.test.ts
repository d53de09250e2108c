import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { today } from '#server/clock.ts';
import { type App, startApp } from '../support/app.ts';
import { launch } from '../support/browser.ts';
import { databases, type TestDatabase } from '../support/databases.ts';
import { inviteInto, join, look, press, type } from '../support/joined.ts';
import { leave, words } from '../support/journey.ts';
import { makeMembers, type Made } from '../support/members.ts';

const people = [
	'enterprise-admin',
	'provider-manager',
	'consultant',
	'government-officer'
] as const;
type Someone = (typeof people)[number];

let browser: Browser;

beforeAll(async () => {
	browser = await launch();
});
afterAll(() => browser.close());

/** The browser's own remark that a form was refused with 400, which is meant. */
const isAnswer = (complaint: string) => /status of 400/.test(complaint);

/** Draws a line across the box of a signature with a pen, which the mouse is here. */
async function sign(page: Page, nth: number): Promise<void> {
	const box = (await page.$$('svg.pad'))[nth]!;
	await box.scrollIntoView();
	const { x, y, width, height } = (await box.boundingBox())!;
	await page.mouse.move(x + width / 4, y + height / 4);
	await page.mouse.down();
	await page.mouse.move(x + width / 2, y + height / 2);
	await page.mouse.move(x + (width * 3) / 4, y + height / 4);
	await page.mouse.up();
}

const pathsOf = (page: Page, within: string) =>
	page.$$eval(`${within} path`, (paths) => paths.map((path) => path.getAttribute('d')));

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;
	let app: App;
	let made: Made;
	let consultant: string;
	const pages = {} as Record<Someone, Page>;
	const complaints: string[] = [];

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		await (await startApp(database.settings)).stop();
		made = await makeMembers(database);
		const invited = await inviteInto(database, made, people);
		app = await startApp(database.settings);
		for (const one of invited) pages[one[0]] = await join(browser, app.origin, one, complaints);
		await app.stop();
		consultant = await database.asAdmin(async (query) => {
			const rows = await query(
				`select person from membership where role = 'consultant' order by id desc limit 1`
			);
			return rows[0]!.person as string;
		});
		app = await startApp(database.settings);
	});
	afterAll(async () => {
		if (database.isHere) await app.stop();
		await database.remove();
	});

	const go = async (who: Someone, path: string) => {
		await pages[who].goto(app.origin + path);
		return pages[who];
	};

	test(
		'an assignment goes from the authority to the provider, to the works and back',
		on(async () => {
			let page = await go('government-officer', `/enterprises/${made.enterprise}`);
			await look(page, true);
			await page.select('[id="assign.provider"]', made.organisations.provider);
			await type(page, { 'assign.until': '2020-01-01' });
			await press(page, '指派', '#assignments');
			expect(await words(page, '#assignments')).toContain('结束时间要晚于开始时间');
			const chosen = await page.$eval(
				'[id="assign.provider"]',
				(list) => (list as HTMLSelectElement).value
			);
			expect(chosen).toBe(made.organisations.provider);
			await type(page, { 'assign.until': '2099-12-31' });
			await press(page, '指派', '#assignments');
			const assignment = new URL(page.url()).pathname;
			expect(assignment).toMatch(/^\/assignments\//);

			page = await go('provider-manager', '/work');
			expect(await words(page)).toMatch(/等待指定顾问的企业 a enterprise 进行中/);
			await look(page);
			await leave(page, `a[href="${assignment}"]`);
			await look(page, true);
			await page.select('[id="consultant.person"]', consultant);
			await press(page, '确定');

			page = await go('consultant', assignment);
			expect(await words(page, '#facts')).toContain('诊断顾问 您');
			await type(page, {
				'appointment.day': today(),
				'appointment.time': '9:30',
				'appointment.place': '东门'
			});
			await press(page, '保存约定');
			page = await go('consultant', '/work');
			expect(await words(page, '#visits')).toMatch(/今天的上门 a enterprise 09:30 东门/);

			// On the works, with a tablet: both sides sign on its screen.
			await page.setJavaScriptEnabled(true);
			await page.setViewport({ width: 820, height: 1180 });
			await page.goto(app.origin + assignment);
			await page.waitForSelector('svg.pad');
			await page.$eval('[id="visit.day"]', (field) => (field.closest('details')!.open = true));
			await type(page, {
				'visit.day': '2026-11-20',
				'visit.from': '11:00',
				'visit.until': '9:00',
				'visit.seen': '铸造车间\n仓库',
				'consultant.name': '顾问甲',
				'enterprise.name': '厂长乙'
			});
			await sign(page, 0);
			await sign(page, 1);
			// A quarter, a half and three quarters of 600 by 200.
			const line = /^M150 50L300 100L450 50$/;
			expect(await pathsOf(page, 'svg.pad')).toEqual([
				expect.stringMatching(line),
				expect.stringMatching(line)
			]);
			await page.$$eval('button', (all) =>
				all.findLast((one) => one.textContent.trim() === '清除')!.click()
			);
			await page.waitForFunction(
				() => document.querySelectorAll('svg.pad path')[1]!.getAttribute('d') === ''
			);
			await press(page, '保存记录');
			expect(await words(page, '#next')).toContain('结束时间要晚于开始时间');
			await page.waitForSelector('svg.pad');
			expect(await pathsOf(page, 'svg.pad')).toEqual([expect.stringMatching(line), '']);
			await type(page, { 'visit.until': '11:45' });
			await press(page, '保存记录');
			expect(await words(page, '#visits')).toMatch(/铸造车间仓库 .*顾问甲.*厂长乙 以姓名签署/);
			expect(await pathsOf(page, '#visits')).toEqual([expect.stringMatching(line)]);

			page = await go('enterprise-admin', assignment);
			await press(page, '确认上门情况属实');
			await press(page, '提交评价');
			expect(await words(page, '#next')).toContain('请选择 1 至 5 分');
			await page.$eval('[value="5"]', (star) => ((star as HTMLInputElement).checked = true));
			await type(page, { 'rating.remarks': '准时、懂行' });
			await press(page, '提交评价');
			expect(await words(page, '#facts')).toContain('5 分 准时、懂行');
			await look(page, true);
			await page.goto(`${app.origin}/en${assignment}`);
			expect(await words(page, '#history')).toMatch(/the enterprise|you/);
			await look(page, true);

			page = await go('government-officer', assignment);
			await press(page, '提前结束指派');
			expect(await words(page, '#next')).toContain('这项指派已经结束');
			await look(page);
			page = await go('provider-manager', '/work');
			expect(await words(page)).not.toContain('等待指定顾问的企业');
			expect(complaints.filter((complaint) => !isAnswer(complaint))).toEqual([]);
		})
	);
});
