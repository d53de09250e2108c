import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDatabase, openDatabase } from '#server/db/index.ts';
import { openContent } from '../../scripts/content.ts';
import { type App, startApp } from '../support/app.ts';
import { launch } from '../support/browser.ts';
import { databases, type TestDatabase } from '../support/databases.ts';
import { inviteInto, join, look, press, type } from '../support/joined.ts';
import { words } from '../support/journey.ts';
import { makeSheet } from '../support/made-sheets.ts';
import { makeMembers, type Made } from '../support/members.ts';

const people = ['enterprise-admin', 'government-officer'] as const;

let browser: Browser;
let database: TestDatabase;
let app: App;
let made: Made;
let sheet: string;
const pages = {} as Record<(typeof people)[number], Page>;
const complaints: string[] = [];
/** The browser's own remark that a form was refused, which is meant. */
const isAnswer = (complaint: string) => /status of (400|409)/.test(complaint);

beforeAll(async () => {
	browser = await launch();
	// What the two databases do is tried in tests/server; here it is what a browser does.
	database = await databases[0]!.make();
	await (await startApp(database.settings)).stop();
	made = await makeMembers(database);
	const invited = await inviteInto(database, made, people);
	await openDatabase(database.settings);
	sheet = await makeSheet(made, openContent(), 'draft');
	await closeDatabase();
	app = await startApp(database.settings);
	for (const one of invited) pages[one[0]] = await join(browser, app.origin, one, complaints);
});
afterAll(async () => {
	await app.stop();
	await database.remove();
	await browser.close();
});

const addressOf = (page: Page, what: string) =>
	page.$$eval(
		'[data-card] h4 a',
		(links, what) => links.find((one) => one.textContent.trim() === what)!.getAttribute('href')!,
		what
	);
const columnOf = (page: Page, what: string) =>
	page.$$eval(
		'[data-card] h4 a',
		(links, what) =>
			links.find((one) => one.textContent.trim() === what)!.closest<HTMLElement>('[data-column]')!
				.dataset.column,
		what
	);

test('a plan is made, carried on without script, by mouse and by keyboard, and read by the authority', async () => {
	const page = pages['enterprise-admin'];
	await page.goto(`${app.origin}/sheets/${sheet}`);
	await press(page, '从空白开始', '#improvement');
	const plan = new URL(page.url()).pathname;
	expect(plan).toMatch(/^\/plans\/[0-9a-f-]{36}$/);

	// What is wrong is said where it is, and what was typed is still there.
	await type(page, { what: '设备联网', due: '2026-11-31', budget: '12.5', owner: '王工' });
	await press(page, '加入方案', '#add');
	expect(await words(page, '#add')).toContain('须是一个存在的日子');
	expect(await page.$eval('#owner', (field) => (field as HTMLInputElement).value)).toBe('王工');
	await type(page, { due: '2026-11-01' });
	await press(page, '加入方案', '#add');
	await type(page, { what: '排程系统', due: '2099-12-31', order: '2' });
	await page.$eval('[name=after]', (box) => ((box as HTMLInputElement).checked = true));
	await press(page, '加入方案', '#add');
	expect(await words(page, '#board')).toMatch(
		/设备联网 负责人 王工 截止日 2026年11月1日 逾期 \d+ 天/
	);
	expect(await words(page, '#figures')).toMatch(/预算 12.5万元，另有 1 项未填金额/);

	// It waits for the other one; the other one cannot wait for it.
	const [first, second] = [await addressOf(page, '设备联网'), await addressOf(page, '排程系统')];
	await page.goto(app.origin + second);
	await press(page, '开始');
	expect(await words(page, '#facts')).toContain('要等这些先完成：设备联网');
	await page.goto(app.origin + first);
	await type(page, { what: '设备联网一期' });
	await page.$eval('[name=after]', (box) => ((box as HTMLInputElement).checked = true));
	await press(page, '保存', '#change');
	expect(await words(page, '#change')).toMatch(/互相等待.*(设备联网一期|排程系统) → /);
	expect(await page.$eval('#what', (field) => (field as HTMLTextAreaElement).value)).toBe(
		'设备联网一期'
	);
	await page.$eval('[name=after]', (box) => ((box as HTMLInputElement).checked = false));
	await press(page, '保存', '#change');
	await page.$$eval('#measures option', (options) => {
		options[1]!.selected = true;
	});
	await page.$eval('[name=state][value=applied]', (box) => {
		(box as HTMLInputElement).checked = true;
		const form = box.closest('form')!;
		(form.elements.namedItem('applied') as HTMLInputElement).value = '30';
	});
	await press(page, '保存政策', '#measures');
	expect(await words(page, '#measures')).toMatch(/已申报，申报金额 30万元/);
	await look(page, true);

	// By mouse, where script runs: the same as its button.
	await page.setJavaScriptEnabled(true);
	await page.setViewport({ width: 1280, height: 1400 });
	await page.goto(app.origin + plan, { waitUntil: 'networkidle0' });
	await page.waitForSelector('.chart-timeline canvas[data-drawn]');
	await page.waitForSelector('[data-card][draggable=true]');
	const card = (await page.$('[data-column=planned] [data-card]'))!;
	const column = (await page.$('[data-column=doing]'))!;
	await Promise.all([page.waitForNavigation(), column.drop(card)]);
	expect(await columnOf(page, '设备联网一期')).toBe('doing');
	// By keyboard: its button has the focus, and Enter presses it.
	await page.focus('[data-column=doing] button[value=done]');
	await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
	expect(await columnOf(page, '设备联网一期')).toBe('done');
	expect(await words(page, '#figures')).toContain('50 %（2 项中完成 1 项）');
	await look(page, true);
	await page.goto(`${app.origin}/en${plan}`);
	await look(page, true);

	const file = await page.evaluate(
		async (address) => (await fetch(address)).headers.get('content-type'),
		`${plan}/plan.xlsx`
	);
	expect(file).toMatch(/spreadsheetml/);
	await page.goto(`${app.origin}/work`);
	expect(await words(page, '#due')).toContain('天内也没有到期的');
	await page.goto(`${app.origin}/enterprises/${made.enterprise}`);
	expect(await words(page, '#improvement')).toContain('申报金额 30万元');

	const officer = pages['government-officer'];
	await officer.goto(app.origin + plan);
	expect(await officer.$$('#board button')).toEqual([]);
	expect(await words(officer, '#board')).toContain('设备联网一期');
	await officer.goto(`${app.origin}/plans`);
	expect(await words(officer, '#area')).toContain('有关的企业不足 5 家');
	await look(officer);
	expect(complaints.filter((complaint) => !isAnswer(complaint))).toEqual([]);
});
