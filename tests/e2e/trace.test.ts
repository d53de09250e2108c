import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseFile } from '#lib/diagnosis/case-file.ts';
import { openContent } from '../../scripts/content.ts';
import { type App, startApp } from '../support/app.ts';
import { findBarriers, launch } from '../support/browser.ts';
import { beginAt, leave, onDevice, press, words } from '../support/journey.ts';
import { readTrace } from '../support/read-trace.ts';
import { sendForm } from '../support/sending.ts';

const ref = 'smart-manufacturing@2026';
const path = '/diagnose/smart-manufacturing/2026';
const { cases, edition } = openContent().editions.get(ref)!;
const { answers } = cases.find(({ name }) => name.includes('3.55 is level 3, as in a published'))!;
/** Worked out by hand in the case: 1 + 1 + 1 + 0.55 = 3.55. */
const said: CaseFile = { questionnaire: ref, name: '试制一厂', answers };

let app: App;
let browser: Browser;

beforeAll(async () => {
	app = await startApp();
	browser = await launch();
});
afterAll(async () => {
	await browser.close();
	await app.stop();
});

/** Whether something is seen: nothing that it is in is closed. */
const isOpen = (page: Page, id: string) =>
	page.$eval(`[id="${id}"]`, (element) => (element as HTMLElement).checkVisibility());

async function expectNoBarriers(page: Page, width: number): Promise<void> {
	await page.setViewport({ width, height: 844 });
	const overflow = await page.evaluate(
		() => globalThis.document.documentElement.scrollWidth - innerWidth
	);
	expect([width, overflow]).toEqual([width, 0]);
	expect([width, await findBarriers(page)]).toEqual([width, []]);
}

test('every number of a result leads to its place in the trace, and the trace to a page of its own', async () => {
	const { page, complaints } = await beginAt(browser, app.origin + path, { step: 'result', said });
	expect(await isOpen(page, 'trace-planned')).toBe(false);
	await press(page, '#staircase a[href="#trace-planned"]');
	await page.waitForFunction(() =>
		globalThis.document.querySelector('#trace-planned')!.checkVisibility()
	);
	// It is still the result: the page was not left.
	await onDevice(page);
	const targets = await page.$$eval('main a[href^="#trace-"], main a[href^="#counted-"]', (all) =>
		all.map((one) => {
			const id = one.getAttribute('href')!.slice(1);
			return globalThis.document.getElementById(id) ? '' : id;
		})
	);
	// Steps, conditions and every question that stands among the findings.
	expect(targets.length).toBeGreaterThan(50);
	expect(targets.filter((id) => id !== '')).toEqual([]);

	await leave(page, '#trace button[formaction$="/trace"]');
	expect(await words(page, 'h1')).toBe('等级和分数是怎么来的');
	expect(await words(page)).toContain('3.55');
	// Without script from here on: every statement is on the page, each with its clause.
	const questions = edition.questions.filter(({ type }) => type !== 'multipletext');
	const ids = await page.$$eval('[id^="trace-"]', (all) => all.map(({ id }) => id));
	for (const { name } of questions) expect(ids).toContain(`trace-${name}`);
	for (const width of [390, 820, 1280]) await expectNoBarriers(page, width);

	await page.$eval('#find-in-trace', (field) => ((field as HTMLInputElement).value = '战略'));
	await leave(page, '#trace form button:not([name])');
	expect(await words(page, '#trace [role=status]')).toMatch(/找到 \d+ 处/);
	const shown = await page.$$eval('.trace', (all) =>
		all.every((one) => (one as HTMLDetailsElement).open)
	);
	expect(shown).toBe(true);
	await expectNoBarriers(page, 390);
	expect(complaints).toEqual([]);
	await page.browserContext().close();
});

test('the file adds up to what the page says, in English too', async () => {
	const fields = { said: JSON.stringify(said), on: '2026-11-22', lang: 'en' };
	const target = { origin: app.origin, language: '/en' as const };
	const file = await sendForm(target, '/trace.json', fields);
	expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/json']);
	const read = readTrace(file.text);
	// 3550 thousandths.
	expect(read.sums.get('total')!.low).toEqual(read.sums.get('total')!.high);
	const [n, d] = read.sums.get('total')!.low;
	expect(Number(n) / Number(d)).toBe(3550);
	expect([read.low, read.high]).toEqual([3, 3]);
	const html = await sendForm(target, '/trace', { ...fields, open: 'all' });
	expect(html.text).toContain('How the tier and the points come about');
	expect(html.text).toContain('3.55');
	const empty = await fetch(`${app.origin}/trace`);
	expect([empty.status, (await empty.text()).includes('请从诊断结果页进入')]).toEqual([200, true]);
});
