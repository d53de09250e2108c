import { createHash, randomBytes } from 'node:crypto';
import type { Browser, Page } from 'puppeteer-core';
import { expect } from 'vitest';
import type { RoleId } from '#lib/roles.ts';
import { findBarriers } from './browser.ts';
import type { TestDatabase } from './databases.ts';
import { leave } from './journey.ts';
import type { Made } from './members.ts';
import { totp } from './totp.ts';

const password = '四海 correct horse 12';

/** Invites one more person into each role, in a database that nobody has open; gives the token of each. */
export function inviteInto<Role extends RoleId>(
	database: TestDatabase,
	{ members }: Made,
	roles: readonly Role[]
): Promise<[Role, string][]> {
	return database.asAdmin(async (query) => {
		const tokens: [Role, string][] = [];
		for (const role of roles) {
			const token = randomBytes(18).toString('base64url');
			const hash = createHash('sha256').update(token).digest('hex');
			await query(`insert into invitation (hash, organisation, role, expires_at)
				values ('${hash}', '${members[role].organisation}', '${role}', now() + interval '1 day')`);
			tokens.push([role, token]);
		}
		return tokens;
	});
}

/**
 * Takes an invitation in a browser of one's own, without script, second factor and all.
 * @param complaints where the browser's remarks go
 */
export async function join(
	browser: Browser,
	origin: string,
	[role, token]: readonly [RoleId, string],
	complaints: string[]
): Promise<Page> {
	const context = await browser.createBrowserContext();
	const page = await context.newPage();
	await page.setJavaScriptEnabled(false);
	page.on('console', (message) => complaints.push(message.text()));
	await page.goto(`${origin}/invitation/${token}`);
	await type(page, { name: '某人', username: `${role}-of-test`, password });
	await page.click('[name=consent]');
	await leave(page, 'form[action^="?/make"] > button:last-of-type');
	if (new URL(page.url()).pathname.endsWith('/second-factor')) {
		await type(page, { 'begin-password': password });
		await leave(page, 'form[action^="?/begin"] > button:last-of-type');
		const secret = await page.$eval('main code', (code) => code.textContent);
		await type(page, { code: totp(secret) });
		await leave(page, 'form[action^="?/confirm"] > button:last-of-type');
	}
	// Nothing is still on its way when the server is stopped.
	await page.waitForNetworkIdle();
	return page;
}

/** Fills in fields by their id. */
export async function type(page: Page, fields: Record<string, string>): Promise<void> {
	for (const [id, text] of Object.entries(fields)) {
		await page.$eval(
			`[id="${id}"]`,
			(field, text) => ((field as HTMLInputElement).value = text),
			text
		);
	}
}

/** Presses the last button or link that says that, folded or not, and waits for where it leads. */
export const press = (page: Page, text: string, within = 'main') =>
	Promise.all([
		page.waitForNavigation(),
		page.$$eval(
			`${within} button, ${within} a`,
			(buttons, text) => {
				const found = buttons.findLast((one) => one.textContent.trim() === text);
				if (!found) throw new Error(`There is no button ${text}.`);
				found.click();
			},
			text
		)
	]);

/**
 * Axe finds nothing and nothing is cut off, on a phone, a tablet and a desk.
 * @param isUnfolded whether to look at what is folded, too
 */
export async function look(page: Page, isUnfolded = false): Promise<void> {
	const address = page.url();
	// Axe is a script.
	await page.setJavaScriptEnabled(true);
	await page.reload();
	if (isUnfolded)
		await page.$$eval('main details', (all) => all.forEach((one) => (one.open = true)));
	for (const width of [360, 820, 1280]) {
		await page.setViewport({ width, height: 900 });
		expect([address, width, await findBarriers(page)]).toEqual([address, width, []]);
		const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
		expect([address, width, over]).toEqual([address, width, 0]);
	}
	await page.setJavaScriptEnabled(false);
	await page.reload();
}
