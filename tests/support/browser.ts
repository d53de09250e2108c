import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { getuid } from 'node:process';
import type { AxeResults, RunOptions } from 'axe-core';
import puppeteer, { type Browser, type BrowserContext, type Page } from 'puppeteer-core';
import { findChromium } from '#server/reports/chromium.ts';

export async function launch(): Promise<Browser> {
	const { path, headless } = await findChromium();
	// Chromium refuses to sandbox what root starts, as in a container; everyone else gets the sandbox.
	const args = getuid?.() === 0 ? ['--no-sandbox'] : [];
	return puppeteer.launch({ executablePath: path, headless, args });
}

export interface OpenPage {
	page: Page;
	/** What the page complained of: errors, failed requests, and everything its policy blocked. */
	complaints: string[];
}

/** Opens an address and waits until nothing more is loaded. */
export async function open(browser: Browser | BrowserContext, url: string): Promise<OpenPage> {
	const page = await browser.newPage();
	const complaints: string[] = [];
	page.on('console', (message) => {
		if (message.type() === 'error' || message.type() === 'warn') complaints.push(message.text());
	});
	page.on('pageerror', (error) => complaints.push(String(error)));
	page.on('requestfailed', (request) => complaints.push(`Not loaded: ${request.url()}`));
	await page.evaluateOnNewDocument(() => {
		document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
			console.error(`Blocked by ${violatedDirective}: ${blockedURI}`);
		});
	});
	await page.goto(url, { waitUntil: 'networkidle0' });
	return { page, complaints };
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Axe {
	run(options: RunOptions): Promise<AxeResults>;
}

/** What axe finds against WCAG 2.2 A and AA and its own best practices, one line each. */
export async function findBarriers(page: Page): Promise<string[]> {
	// Evaluated by the debugger, not as a script of the page: its content policy stays as it is.
	await page.evaluate(axe);
	const results = await page.evaluate(() =>
		// The rules of 2.2 are off unless one asks for them.
		(globalThis as unknown as { axe: Axe }).axe.run({ rules: { 'target-size': { enabled: true } } })
	);
	return results.violations.map(
		({ id, help, nodes }) =>
			`${id}: ${help} (${nodes.map(({ target }) => String(target)).join(', ')})`
	);
}
