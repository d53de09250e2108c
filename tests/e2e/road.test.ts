import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import { findBarriers, launch } from '../support/browser.ts';
import { beginAt, example, journey, onDevice, press, words } from '../support/journey.ts';
import { sendForm } from '../support/sending.ts';

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

/** The questions of the road's steps, in order, as their buttons name them. */
const steps = (page: Page) =>
	page.$$eval('#road button[value^="if.forbid."]', (buttons) =>
		buttons.map((button) => (button as HTMLButtonElement).value.slice('if.forbid.'.length))
	);
const forbid = (question: string) => `#road button[value="if.forbid.${question}"]`;

test.each([
	['', 390],
	['', 820],
	['/en', 1280]
] as const)('stands without barriers at %s %i wide, drawn', async (language, width) => {
	const url = app.origin + language + journey;
	const { page, complaints } = await beginAt(browser, url, { step: 'result' });
	await page.setViewport({ width, height: 900 });
	await page.reload({ waitUntil: 'networkidle0' });
	await onDevice(page);
	await page.waitForSelector('#road canvas[data-drawn]');
	expect(await page.$eval('#road canvas', (one) => one.ariaLabel)).toMatch(/54\.2/);
	const overflow = await page.evaluate(
		() => globalThis.document.documentElement.scrollWidth - innerWidth
	);
	expect(overflow).toBe(0);
	await page.$$eval('#road details, #what-if details', (all) =>
		all.forEach((one) => ((one as HTMLDetailsElement).open = true))
	);
	expect(await findBarriers(page)).toEqual([]);
	// The name of a message in place of the message.
	expect(await words(page, '#road')).not.toMatch(/\b[a-z]+(_[a-z]+)+\b/);
	expect(complaints).toEqual([]);
	await page.browserContext().close();
});

test('a step left out is gone at once, and comes back', async () => {
	const { page } = await beginAt(browser, app.origin + journey, { step: 'result' });
	const before = await steps(page);
	const [first] = before;
	await press(page, forbid(first!));
	await page.waitForSelector(`#road button[value="if.release.${first!}"]`);
	const without = await steps(page);
	expect(without).not.toContain(first);
	await press(page, `#road button[value="if.release.${first!}"]`);
	await page.waitForSelector(forbid(first!));
	expect(await steps(page)).toEqual(before);
	await page.browserContext().close();
});

test('an answer supposed moves the tier and the road, and nothing that was said', async () => {
	const { page } = await beginAt(browser, app.origin + journey, { step: 'result' });
	const said = () => page.$eval('[name=said]', (one) => (one as HTMLInputElement).value);
	const before = await said();
	// A step of the road, taken: it is none any more.
	expect(await steps(page)).toContain('human-resources');
	await page.select('[id="if.answers.human-resources"]', '3');
	await page.waitForFunction(
		(button) => document.querySelector(button) === null,
		{},
		forbid('human-resources')
	);
	expect(await words(page, '#what-if .live-strip')).toContain('二级 规范级 → 假如这样 二级 规范级');
	expect(await said()).toBe(before);
	await page.browserContext().close();
});

test('without script the form does the same', async () => {
	const { questionnaire: _, ...rest } = example;
	const said = JSON.stringify({ questionnaire: 'sme-digital-level@2024', ...rest });
	const fields = { said, step: 'result', on: '2024-10-15', noscript: 'yes' };
	const send = (more: Record<string, string>) =>
		sendForm({ origin: app.origin, language: '/en' }, `${journey}?/turn`, { ...fields, ...more });
	const plain = await send({ go: 'result' });
	const [, first] = /value="if\.forbid\.([a-z0-9-]+)"/.exec(plain.text)!;
	const without = await send({ go: `if.forbid.${first!}` });
	expect(without.status).toBe(200);
	expect(without.text).not.toContain(`value="if.forbid.${first!}"`);
	expect(without.text).toContain(`value="if.release.${first!}"`);
	// What was decided travels with the page.
	expect(without.text).toMatch(new RegExp(`name="supposed" value="[^"]*${first!}`));
});
