import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseFile } from '#lib/diagnosis/case-file.ts';
import { openContent } from '../../scripts/content.ts';
import { type App, startApp } from '../support/app.ts';
import { findBarriers, launch } from '../support/browser.ts';
import { beginAt, onDevice, press, words } from '../support/journey.ts';
import { openPdf } from '../support/pdf.ts';
import { sendForm } from '../support/sending.ts';

const ref = 'smart-manufacturing@2026';
const path = '/diagnose/smart-manufacturing/2026';
const { cases } = openContent().editions.get(ref)!;

/** What a worked case says, as a case file; its English name finds it. */
function said(name: string): CaseFile {
	const { answers } = cases.find((one) => one.name.endsWith(`（${name}）`))!;
	return { questionnaire: ref, name: '试制一厂', answers };
}

/** Worked out by hand in the case: 1 + 1 + 1 + 0.55. */
const level3 = said('3.55 is level 3, as in a published report');
/** The level 2 that is missed whatever the eight questions left may bring. */
const decided = said('half filled, the level certain');

/** The words of a table, cell after cell. */
const cells = async (page: Page, selector: string) =>
	(await words(page, selector)).replaceAll(' ', '');

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

test('is without barriers on a phone, in both languages', async () => {
	for (const language of ['', '/en']) {
		for (const [step, file] of [
			['scope', level3],
			['planned', level3],
			['leading', decided],
			['result', level3]
		] as const) {
			const url = app.origin + language + path;
			const { page, complaints } = await beginAt(browser, url, { step, said: file });
			await page.setViewport({ width: 360, height: 800 });
			// Charts are drawn at the width of the phone, not changed to it.
			await page.reload({ waitUntil: 'networkidle0' });
			await onDevice(page);
			const overflow = await page.evaluate(
				() => globalThis.document.documentElement.scrollWidth - innerWidth
			);
			const where = [language, step];
			expect([...where, overflow]).toEqual([...where, 0]);
			expect([...where, await findBarriers(page)]).toEqual([...where, []]);
			// The name of a message in place of the message.
			expect(await words(page)).not.toMatch(/\b[a-z]+(_[a-z]+)+\b/);
			expect([...where, complaints]).toEqual([...where, []]);
			await page.browserContext().close();
		}
	}
});

test('the four options of a statement stand within the phone, side by side', async () => {
	const { page } = await beginAt(browser, app.origin + path, { step: 'planned', said: level3 });
	await page.setViewport({ width: 360, height: 800 });
	await page.reload({ waitUntil: 'networkidle0' });
	await onDevice(page);
	const boxes = await page.$$eval('[id="org-strategy-1"] .choice', (labels) =>
		labels.map((label) => {
			const { left, right, top, height } = label.getBoundingClientRect();
			return { left, right, top, height };
		})
	);
	expect(boxes).toHaveLength(5);
	expect(boxes.every(({ left, right }) => left >= 0 && right <= 360)).toBe(true);
	// WCAG asks for 24 px, a thumb for 44.
	expect(boxes.every(({ height }) => height >= 44)).toBe(true);
	expect(new Set(boxes.map(({ top }) => Math.round(top))).size).toBe(3);
	await page.browserContext().close();
});

test('who misses a level is told that the rest needs no answer, and sees the result at once', async () => {
	const { page } = await beginAt(browser, app.origin + path, { step: 'integrated', said: decided });
	const told = await words(page);
	expect(told).toContain('前面有一级没有达到，这一级怎样回答都不改变结果，可以不答。');
	expect(told).toContain('已经可以确定：一级');
	await press(page, 'main button[name="go"][value="result"]:not(.step-button)');
	await page.waitForSelector('#staircase');
	expect(await cells(page, '#staircase')).toContain('三级集成级0–1在没有达到的级之后，不计0');
	await page.browserContext().close();
});

test('answering the statement that was missing reaches the level, on the device', async () => {
	const short = said('one statement short of level 1');
	const { page } = await beginAt(browser, app.origin + path, { step: 'planned', said: short });
	expect(await words(page, '.live-strip')).toContain('等级：未达到一级 0.791 分');
	// 0.791 + 0.06 × 0.5 × (0.8 − 0.5) = 0.8: level 1 is met, and level 2 is not known.
	await press(page, '[name="answers.org-strategy-1"][value="mostly"]');
	await page.waitForFunction(() =>
		globalThis.document.querySelector('.live-strip')?.textContent.includes('至少：一级')
	);
	await page.browserContext().close();
});

test('the result is the same on the device and, without script, on the server', async () => {
	const { page } = await beginAt(browser, app.origin + path, { step: 'result', said: level3 });
	const onIt = await words(page);
	expect(onIt).toContain('三级 集成级 等级确定；后面还有 20 题没有回答，答了也不改变结果。');
	expect(onIt).toContain('得分 3.55，满分 5。');
	expect(onIt).toContain('这一等级由本平台自拟的标准得出，不作为任何支持措施的条件。');
	expect(await cells(page, '#profile')).toContain('数据11100–13集成');
	await page.waitForSelector('#staircase canvas[data-drawn]');
	await page.waitForSelector('#profile canvas[data-drawn]');
	const fields = {
		said: JSON.stringify(level3),
		step: 'support',
		on: '2024-10-15',
		go: 'result'
	};
	const { status, text } = await sendForm({ origin: app.origin }, `${path}?/turn`, fields);
	expect(status).toBe(200);
	expect(text).toContain('>三级 集成级</p>');
	expect(text).toContain('得分 3.55，满分 5。');
	await page.browserContext().close();
});

test('is printed with the climb and the profile, and says whose the tier is', async () => {
	const response = await fetch(`${app.origin}/report`, {
		method: 'POST',
		headers: { origin: app.origin },
		body: new URLSearchParams({ said: JSON.stringify(level3), on: '2024-10-15' })
	});
	const { drawn } = await openPdf(new Uint8Array(await response.arrayBuffer()));
	const text = drawn.map((one) => one.text).join('');
	expect(text).toContain('三级 集成级');
	expect(text).toContain('逐级得分率（%）');
	expect(text).toContain('各项累计达到的级');
	expect(text).toContain('20 题都没有回答；前面有一级没有达到，不影响结果。');
	expect(text).toContain('这一等级由本平台自拟的标准得出，不作为任何支持措施的条件。');
});
