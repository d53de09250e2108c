import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeDatabase, openDatabase } from '#server/db/index.ts';
import { decideFile } from '#server/file-decisions.ts';
import { type App, startApp } from '../support/app.ts';
import { launch } from '../support/browser.ts';
import { databases, type TestDatabase } from '../support/databases.ts';
import { inviteInto, join, look, press } from '../support/joined.ts';
import { words } from '../support/journey.ts';
import { addFiles, type MadeFile } from '../support/made-files.ts';
import { makeMembers, type Made } from '../support/members.ts';

const questionnaire = 'sme-digital-level@2024';
const facts = { industry: 'C33', size: 'small' };

/** More than a page of them: 60, a third of which is filed. */
const files = Array.from({ length: 60 }, (_, i): MadeFile => ({
	name: i === 0 ? `=${'很长的企业名称'.repeat(8)}有限公司` : `第${i}号铸造厂`,
	area: i % 2 === 0 ? '320903' : '320981',
	facts,
	...(i % 3 === 0 ? { questionnaire, state: 'filed', low: i % 4, day: '2025-06-01' } : {}),
	...(i % 3 === 1 ? { questionnaire, state: 'verifying' } : {}),
	at: `2026-10-01T00:00:${String(i).padStart(2, '0')}Z`
}));

/** The list needs no script; of the story the chart alone does. */
describe.each(databases.slice(0, 1))('on $name', ({ make }) => {
	let database: TestDatabase;
	let browser: Browser;
	let app: App;
	let made: Made;
	let page: Page;
	const complaints: string[] = [];

	beforeAll(async () => {
		[database, browser] = await Promise.all([make(), launch()]);
		await (await startApp(database.settings)).stop();
		made = await makeMembers(database);
		const { enterprise } = made;
		await database.asAdmin((query) =>
			addFiles(query, [
				...files,
				...[1, 2, 3, 4].map((low): MadeFile => ({
					...{ name: '', enterprise, questionnaire, state: 'filed', low },
					...{ day: `${2018 + 2 * low}-03-01`, at: `${2018 + 2 * low}-03-02T00:00:00Z` }
				}))
			])
		);
		await openDatabase(database.settings);
		await decideFile(made.members['government-reviewer'], enterprise, {
			...{ kind: 'hold', reason: '审计期间不得处置' }
		});
		await closeDatabase();
		const [invited] = await inviteInto(database, made, ['government-reviewer']);
		app = await startApp(database.settings);
		page = await join(browser, app.origin, invited!, complaints);
	});
	afterAll(async () => {
		await app.stop();
		await browser.close();
		await database.remove();
	});

	test('one comes from the start page to the list, narrows it and turns its pages, without script', async () => {
		await page.goto(`${app.origin}/work`);
		await press(page, '辖区档案');
		// 60 lines of enterprises, and four diagnoses of one more.
		expect(await words(page)).toContain('64 行，61 家企业');
		await look(page);
		await press(page, '下一页');
		expect(await page.$$eval('tbody tr', (rows) => rows.length)).toBe(14);
		await press(page, '回到第一页');
		await page.select('#state', 'filed');
		await page.select('#tier', 'sme-digital-level.3');
		await press(page, '筛选');
		// Of the twenty that are filed five have this tier, and one of the four.
		expect(await words(page)).toContain('6 行，6 家企业');
		expect(await page.$eval('tbody tr', (row) => row.textContent)).toContain('三级');
		await page.goto(page.url().replace('/files', '/en/files'));
		expect(await words(page)).toContain('6 lines, 6 enterprises');
		await page.goto(`${app.origin}/files?q=no+such`);
		expect(await words(page)).toContain('没有符合条件的档案');
		expect(complaints).toEqual([]);
	});

	test('the story draws its tiers, says what was decided and is open on paper', async () => {
		await page.goto(`${app.origin}/enterprises/${made.enterprise}`);
		await press(page, '历年档案（诊断、报告、材料、计划、决定）');
		expect(await words(page)).toMatch(/历次诊断与等级（4）.*档案决定（1）/s);
		await page.setJavaScriptEnabled(true);
		await page.reload();
		await page.waitForSelector('canvas[data-drawn]');
		const label = await page.$eval('canvas', (canvas) => canvas.ariaLabel);
		expect(label).toMatch(/2020年3月1日.*2026年3月1日/);
		await look(page, true);
		await page.emulateMediaType('print');
		const isShown = await page.$$eval('.story > div', (all) =>
			all.every((one) => one.getBoundingClientRect().height > 0)
		);
		expect(isShown).toBe(true);
		await page.emulateMediaType('screen');
		expect(complaints).toEqual([]);
	});
});
