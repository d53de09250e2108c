import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'puppeteer-core';
import { startApp, type App } from '../support/app.ts';
import { launch } from '../support/browser.ts';
import { databases, type TestDatabase } from '../support/databases.ts';
import { inviteInto, join, look, press } from '../support/joined.ts';
import { heading, words } from '../support/journey.ts';
import { makeMembers, type Made } from '../support/members.ts';

const role = 'enterprise-filler';
let database: TestDatabase;
let app: App;
let browser: Browser;
let page: Page;
let made: Made;
const complaints: string[] = [];

beforeAll(async () => {
	browser = await launch();
	database = await databases[0]!.make();
	await (await startApp(database.settings)).stop();
	made = await makeMembers(database);
	const [invited] = await inviteInto(database, made, [role]);
	app = await startApp(database.settings);
	page = await join(browser, app.origin, invited!, complaints);
	await app.stop();
	await database.asAdmin((query) =>
		query(`update person set consent = '2020-01-01' where username = '${role}-of-test'`)
	);
	app = await startApp(database.settings);
});
afterAll(async () => {
	await browser.close();
	await app.stop();
	await database.remove();
});

test('where the text on privacy has changed it is asked again, before any page', async () => {
	const file = `/enterprises/${made.enterprise}`;
	await page.goto(app.origin + file);
	expect(await heading(page)).toBe('个人信息说明有更新');
	await look(page);

	await press(page, '不同意，退出登录');
	expect(new URL(page.url()).pathname).toBe('/');
	expect(await words(page, 'header')).toContain('登录');
	await page.goto(app.origin + file);
	expect(new URL(page.url()).pathname).toBe('/sign-in');

	// Nothing is lost: who signs in is asked again, agrees, and is where they wanted to be.
	await page.type('#login', `${role}-of-test`);
	await page.type('#password', '四海 correct horse 12');
	await press(page, '登录');
	expect(await heading(page)).toBe('个人信息说明有更新');
	await press(page, '同意并继续');
	expect(new URL(page.url()).pathname).toBe(file);
	await page.goto(`${app.origin}/work`);
	expect(new URL(page.url()).pathname).toBe('/work');
	expect(complaints).toEqual([]);
});
