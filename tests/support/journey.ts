import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'puppeteer-core';
import type { CaseFile } from '#lib/diagnosis/case-file.ts';
import { parseYaml } from '#lib/library/yaml.ts';
import { open, type OpenPage } from './browser.ts';

export const ref = 'sme-digital-level@2024';
export const journey = '/diagnose/sme-digital-level/2024';

const file = 'examples/yancheng-caster.yaml';
/** The example: worked out by hand, 26.45 + 12.75 + 15 = 54.2 points and level two. */
export const example = parseYaml(readFileSync(file, 'utf8'), file) as CaseFile & {
	answers: Record<string, unknown>;
	facts: Record<string, unknown>;
};

/** Opens the journey with nothing of another's on the device, and waits until the device judges. */
export async function begin(browser: Browser, url: string): Promise<OpenPage> {
	const context = await browser.createBrowserContext();
	const opened = await open(context, url);
	await onDevice(opened.page);
	return opened;
}

/** Opens the journey at a step of it, on a day that has measures, with the example answered or something else. */
export async function beginAt(
	browser: Browser,
	url: string,
	{ step, said = example }: { step: string; said?: CaseFile }
): Promise<OpenPage> {
	const opened = await begin(browser, url);
	await put(opened.page, said, { step, day: '2024-10-15' });
	await opened.page.reload({ waitUntil: 'networkidle0' });
	await onDevice(opened.page);
	return opened;
}

/** Waits until everything happens on the device. */
export async function onDevice(page: Page): Promise<void> {
	await page.waitForSelector('#journey[data-judged=device]');
}

/** Puts answers on the device, and a step to start at. */
export async function put(page: Page, said: CaseFile, place?: { step: string; day?: string }) {
	const fields = Object.entries(said).flatMap(([key, value]) =>
		key === 'answers' || key === 'facts'
			? Object.entries(value as object).map(([name, one]) => [`${key}.${name}`, one as unknown])
			: [[key, value]]
	);
	await page.evaluate(
		(ref, fields, place) => {
			localStorage.clear();
			for (const [field, value] of fields as [string, unknown][]) {
				localStorage.setItem(`qidang:${ref}:${field}`, JSON.stringify(value));
			}
			sessionStorage.setItem(`qidang:${ref}:place`, JSON.stringify(place ?? {}));
		},
		said.questionnaire,
		fields,
		place
	);
}

/** Presses something wherever it lies on the page. */
export async function press(page: Page, selector: string): Promise<void> {
	await page.$eval(selector, (element) => (element as HTMLElement).click());
}

/** Presses a button that leads to another page of the server. */
export async function leave(page: Page, selector: string): Promise<void> {
	await Promise.all([page.waitForNavigation(), press(page, selector)]);
}

export async function heading(page: Page): Promise<string> {
	return page.$eval('h1', (element) => element.textContent.trim());
}

/** All words of a part of the page, in one line. */
export async function words(page: Page, selector = 'main'): Promise<string> {
	return page.$eval(selector, (element) => element.textContent.replace(/\s+/g, ' ').trim());
}
