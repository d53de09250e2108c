import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCase } from '#lib/diagnosis/case-file.ts';
import { parseYaml } from '#lib/library/yaml.ts';
import { closeDatabase, openDatabase } from '#server/db/index.ts';
import { openContent } from '../../scripts/content.ts';
import { type App, startApp } from '../support/app.ts';
import { launch } from '../support/browser.ts';
import { databases, type TestDatabase } from '../support/databases.ts';
import { inviteInto, join, look, press } from '../support/joined.ts';
import { words } from '../support/journey.ts';
import { makeSheet } from '../support/made-sheets.ts';
import { makeMembers, type Made } from '../support/members.ts';
import { addScores } from '../support/scores.ts';

const example = 'examples/yancheng-caster.yaml';
const library = openContent();
const { questionnaire: _, ...said } = readCase(
	library,
	parseYaml(readFileSync(example, 'utf8'), example)
).output!;
const facts = { ...(said.facts as object), area: '320981', industry: 'C33', size: 'small' };

/** What a page of one's own has on it is drawn by a script; all else needs none. */
describe.each(databases.slice(0, 1))('on $name', ({ make }) => {
	let database: TestDatabase;
	let browser: Browser;
	let app: App;
	let made: Made;
	let page: Page;
	let sheets: readonly string[];
	const complaints: string[] = [];

	beforeAll(async () => {
		[database, browser] = await Promise.all([make(), launch()]);
		await (await startApp(database.settings)).stop();
		made = await makeMembers(database);
		await openDatabase(database.settings);
		const first = await makeSheet(made, library, 'filed', said);
		const equipment = { total: 120, digital: 66, connected: 60 };
		const answers = { ...(said.answers as object), equipment };
		sheets = [first, await makeSheet(made, library, 'filed', { ...said, facts, answers })];
		await closeDatabase();
		// 54.2 and 1.5 points: above 7 of these 15.
		const others = [10, 20, 30, 40, 50, 52, 55, 56, 57, 60, 70, 80, 81, 82, 83];
		await database.asAdmin((query) =>
			addScores(
				query,
				others.map((points) => String(points * 1000)),
				{ industry: 'C33', area: '320981' }
			)
		);
		const [invited] = await inviteInto(database, made, ['enterprise-filler']);
		app = await startApp(database.settings);
		page = await join(browser, app.origin, invited!, complaints);
	});
	afterAll(async () => {
		await app.stop();
		await browser.close();
		await database.remove();
	});

	test('the file leads to the picker, and the picker to what changed and because of what', async () => {
		await page.goto(`${app.origin}/enterprises/${made.enterprise}`);
		await press(page, '比较两次诊断');
		const [first, second] = sheets;
		await page.select('#from', `${first}.confirmed`);
		await page.select('#to', `${second}.confirmed`);
		await press(page, '比较');
		expect(await words(page)).toContain('总分相差 +1.5 分');
		expect(await words(page, '#points')).toMatch(/答案不同\s*\+1\.5\s*生产设备联网率/);
		expect(await words(page, '#tiers')).toContain('二级');
		await look(page);
		await page.goto(`${app.origin}/en${new URL(page.url()).pathname}${new URL(page.url()).search}`);
		expect(await words(page)).toContain('The points differ by +1.5');
		await look(page);
		expect(complaints).toEqual([]);
	});

	test('its sheet shows its place among fifteen others, in steps', async () => {
		await page.goto(`${app.origin}/sheets/${sheets[1]}`);
		// 7 of 15 are below: 47 %, nearest to 40 % in steps of 20 %.
		expect(await words(page, '#peers')).toMatch(/东台市、小型\s*15\s*约 40 %\s*按 20 % 取整/);
		await look(page);
		await page.goto(`${app.origin}/sheets/${sheets[0]}`);
		expect(await words(page, '#peers')).toContain('只有最近一次显示位置');
		expect(complaints).toEqual([]);
	});

	test('both are drawn where there is a script', async () => {
		await page.setJavaScriptEnabled(true);
		for (const address of [
			`/enterprises/${made.enterprise}/compare?from=${sheets[0]}.confirmed&to=${sheets[1]}.confirmed`,
			`/sheets/${sheets[1]}`
		]) {
			await page.goto(app.origin + address);
			expect(await page.waitForSelector('.chart-pairs canvas[data-drawn]')).not.toBeNull();
		}
		await page.setJavaScriptEnabled(false);
	});

	test('beside the road of a sheet something is supposed, with and without script, and kept nowhere', async () => {
		const road = `${app.origin}/sheets/${sheets[0]!}/road`;
		const supposed = '[id="if.answers.human-resources"]';
		const forbid = '#road button[value="if.forbid.human-resources"]';
		await page.goto(road);
		await look(page, true);
		// A step of the road, taken: it is none any more, and level 3 of one scene makes no tier.
		expect(await page.$(forbid)).not.toBeNull();
		await page.select(supposed, '3');
		await press(page, '看看有什么不同');
		expect(await page.$(forbid)).toBeNull();
		expect(await words(page, '#what-if .live-strip')).toContain(
			'二级 规范级 → 假如这样 二级 规范级'
		);
		// A plan is made of what the sheet says alone.
		expect(await words(page, '#plan')).not.toContain('列成诊改方案');

		await page.setJavaScriptEnabled(true);
		await page.goto(road);
		await page.waitForSelector('#supposing[data-judged=device]');
		expect(await page.$(forbid)).not.toBeNull();
		const address = page.url();
		await page.select(supposed, '3');
		await page.waitForFunction((button) => !document.querySelector(button), {}, forbid);
		await page.$eval('button[value="if.drop"]', (button) => (button as HTMLButtonElement).click());
		await page.waitForSelector(forbid);
		expect(await page.$eval(supposed, (one) => (one as HTMLSelectElement).value)).toBe('2');
		expect(page.url()).toBe(address);
		await page.setJavaScriptEnabled(false);
	});
});
