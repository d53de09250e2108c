import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import { findBarriers, launch } from '../support/browser.ts';
import { databases, makeFolder, type TestDatabase } from '../support/databases.ts';
import { type Issuer, type Someone, startIssuer } from '../support/issuer.ts';
import { heading, leave, words } from '../support/journey.ts';
import { freePort } from '../support/postgres.ts';
import { totp } from '../support/totp.ts';

const password = '四海 correct horse 12';
let browser: Browser;

beforeAll(async () => {
	browser = await launch();
});
afterAll(() => browser.close());

/** A browser of somebody else, by default without script. */
async function newcomer({ script = false } = {}): Promise<{ page: Page; complaints: string[] }> {
	const context = await browser.createBrowserContext();
	const page = await context.newPage();
	await page.setJavaScriptEnabled(script);
	const complaints: string[] = [];
	page.on('console', (message) => complaints.push(message.text()));
	page.on('requestfailed', (request) => complaints.push(`Not loaded: ${request.url()}`));
	return { page, complaints };
}

const close = (page: Page) => page.browserContext().close();
const submit = (page: Page, action: string) =>
	leave(page, `form[action^="${action}"] > button:last-of-type`);
const pathOf = (page: Page) => new URL(page.url()).pathname;

async function type(page: Page, fields: Record<string, string>): Promise<void> {
	for (const [id, text] of Object.entries(fields)) {
		await page.$eval(`#${id}`, (field) => ((field as HTMLInputElement).value = ''));
		await page.type(`#${id}`, text);
	}
}

async function signIn(page: Page, origin: string, login: string, given = password): Promise<void> {
	await page.goto(`${origin}/sign-in`);
	await type(page, { login, password: given });
	await leave(page, 'main form button');
}

/** Fills in a second factor's set-up; gives its secret, and the code that has ended it, good for 30 seconds more at least. */
async function setUpFactor(page: Page, given?: string): Promise<{ secret: string; used: string }> {
	if (given !== undefined) await type(page, { 'begin-password': given });
	await submit(page, '?/begin');
	const secret = await page.$eval('main code', (code) => code.textContent);
	const used = totp(secret);
	await type(page, { code: used });
	await submit(page, '?/confirm');
	return { secret, used };
}

const linkIn = (app: App) => /^No operator yet: (\S+) /m.exec(app.output())?.[1];

/** Begins an enterprise's registration, area and all. */
async function fillRegistration(page: Page, origin: string, code: string, name: string) {
	await page.goto(`${origin}/register`);
	for (const [level, area] of ['320000', '320900', '320903'].entries()) {
		await page.select(`#area-${level}`, area);
		await leave(page, '[formaction^="?/area"]');
	}
	expect(await page.$eval('#area-2', (list) => (list as HTMLSelectElement).value)).toBe('320903');
	await type(page, {
		...{ enterprise: '示例压铸有限公司', 'credit-code': code, name },
		...{ email: `${name}@factory.cn`, password }
	});
	await page.click('[name=consent]');
}

describe.each(databases)('on $name, without script', ({ on, make }) => {
	let database: TestDatabase;
	let app: App;

	beforeAll(async () => {
		database = await make();
		if (database.isHere) app = await startApp(database.settings);
	});
	afterAll(async () => {
		if (database.isHere) await app.stop();
		await database.remove();
	});

	test(
		'the first operator comes by the printed link, and must set up a second factor',
		on(async () => {
			const link = linkIn(app)!;
			expect(link).toMatch(/^http:\/\/localhost:\d+\/invitation\/[\w-]{24}$/);
			const { page, complaints } = await newcomer();
			await page.goto(link);
			expect(await words(page)).toContain('平台运营方 您受邀加入，角色是“平台运营人员”。');
			await type(page, { name: '张运营', username: '138 0013 8000', password: '1234567890' });
			await submit(page, '?/make');
			expect(await words(page)).toMatch(/密码太常见.*没有您的同意不能建立账号/);
			expect(await page.$eval('#name', (field) => (field as HTMLInputElement).value)).toBe(
				'张运营'
			);
			const shown = await page.$eval('#password', (field) => (field as HTMLInputElement).value);
			expect(shown).toBe('');
			await type(page, { password });
			await page.click('[name=consent]');
			await submit(page, '?/make');

			expect(pathOf(page)).toBe('/account/second-factor');
			expect(await words(page)).toContain('您的角色要求第二重验证');
			for (const path of ['/', '/account', '/measures', '/account/export.json']) {
				await page.goto(app.origin + path);
				expect(pathOf(page), path).toBe('/account/second-factor');
			}
			await page.goto(`${app.origin}/en/measures`);
			expect(pathOf(page)).toBe('/en/account/second-factor');
			await page.goto(`${app.origin}/privacy`);
			expect(pathOf(page)).toBe('/privacy');

			await page.goto(`${app.origin}/account/second-factor`);
			const { secret, used } = await setUpFactor(page, password);
			expect(await words(page)).toContain('第二重验证已启用。');
			expect(await words(page)).toContain('您的角色要求第二重验证，不能停用。');
			await page.goto(`${app.origin}/account`);
			expect(await words(page)).toContain('平台运营方 平台运营人员');
			expect(await words(page, 'header')).toContain('张运营');

			expect(await page.$$('main form[action^="/sign-out"] button')).toHaveLength(1);
			await submit(page, '/sign-out');
			expect(await words(page, 'header')).toContain('登录');
			await signIn(page, app.origin, '13800138000', 'not the password');
			expect(await words(page)).toContain('名称或密码不对。');
			await signIn(page, app.origin, '13800138000');
			expect(pathOf(page)).toBe('/sign-in/second-factor');
			expect(await words(page, 'header')).toContain('登录');
			await type(page, { code: totp(secret, 5) });
			await submit(page, '?/code');
			expect(await words(page)).toContain('验证码不对，或已经用过。');
			// Good, but it has ended the set-up.
			await type(page, { code: used });
			await submit(page, '?/code');
			expect(await words(page)).toContain('请重新登录');
			await leave(page, 'main a.btn');
			await signIn(page, app.origin, '13800138000');
			await type(page, { code: totp(secret, 1) });
			await submit(page, '?/code');
			expect(pathOf(page)).toBe('/account');

			const other = await newcomer();
			const again = await other.page.goto(link);
			expect(again!.status()).toBe(410);
			expect(await words(other.page)).toContain('每个链接只能用一次');
			expect(complaints.filter((one) => !/status of 4\d\d/.test(one))).toEqual([]);
			await close(other.page);
			await close(page);
		})
	);

	test(
		'an enterprise registers, sees where it is signed in, takes its data and leaves',
		on(async () => {
			const { page } = await newcomer();
			await fillRegistration(page, app.origin, '91320982ma1wabc001', 'founder');
			// Whoever presses Enter in a field means the last button, not the one for the area.
			await page.focus('#enterprise');
			await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
			expect(pathOf(page)).toBe('/account');
			expect(await words(page)).toContain('示例压铸有限公司 企业管理员');

			const second = await newcomer();
			await fillRegistration(second.page, app.origin, '91320982MA1WABC001', 'latecomer');
			await submit(second.page, '?/register');
			expect(await words(second.page)).toContain('请向该企业的管理员索取邀请链接。');
			expect(await words(second.page)).not.toContain('founder');
			await signIn(second.page, app.origin, 'founder@factory.cn');
			expect(pathOf(second.page)).toBe('/account');

			await page.reload();
			expect((await page.$$('#sessions li')).length).toBe(2);
			const end = () => leave(page, '[formaction^="?/revoke"]');
			await end();
			expect(await words(page, '#sessions')).toContain('当前密码不对。');
			expect((await page.$$('#sessions li')).length).toBe(2);
			await type(page, { 'sessions-password': password });
			await end();
			expect((await page.$$('#sessions li')).length).toBe(1);
			await second.page.goto(`${app.origin}/account`);
			expect(second.page.url()).toBe(`${app.origin}/sign-in?next=%2Faccount`);

			const cookie = await cookieOf(page);
			const exported = await fetch(`${app.origin}/account/export.json`, { headers: { cookie } });
			expect(exported.headers.get('cache-control')).toBe('private, no-store');
			expect(await exported.json()).toMatchObject({
				person: { name: 'founder', email: 'founder@factory.cn' },
				memberships: [{ name: '示例压铸有限公司', role: 'enterprise-admin' }]
			});

			await type(page, { 'erase-password': password });
			await submit(page, '?/erase');
			expect(await words(page)).toContain('请先勾选确认。');
			await page.click('[name=sure]');
			await type(page, { 'erase-password': 'not the password' });
			await submit(page, '?/erase');
			expect(await words(page, '#erase')).toContain('当前密码不对。');
			await page.click('[name=sure]');
			await type(page, { 'erase-password': password });
			await submit(page, '?/erase');
			expect(await words(page)).toContain('账号已注销，您的个人信息已删除。');
			await signIn(page, app.origin, 'founder@factory.cn');
			expect(await words(page)).toContain('名称或密码不对。');
			await close(second.page);
			await close(page);
		})
	);

	test(
		'nothing of better-auth is reached from the network, no form from another site is taken, and no secret is in the log',
		on(async () => {
			for (const path of ['sign-in/email', 'sign-up/email', 'get-session', 'list-sessions', 'ok']) {
				for (const method of ['GET', 'POST']) {
					const response = await fetch(`${app.origin}/sign-in/oidc/${path}`, {
						method,
						headers: { origin: app.origin, 'content-type': 'application/json' },
						...(method === 'POST' ? { body: '{}' } : {})
					});
					expect([method, path, response.status]).toEqual([method, path, 404]);
				}
			}
			const forged = await fetch(`${app.origin}/sign-in`, {
				method: 'POST',
				headers: { origin: 'http://elsewhere.example' },
				body: new URLSearchParams({ login: 'founder@factory.cn', password })
			});
			expect(forged.status).toBe(403);
			const { page } = await newcomer();
			await fillRegistration(page, app.origin, '91320982MA1WABC003', 'wanderer');
			await submit(page, '?/register');
			for (const next of ['https://elsewhere.example/', '//elsewhere.example']) {
				await page.goto(`${app.origin}/sign-in?${new URLSearchParams({ next }).toString()}`);
				expect(pathOf(page)).toBe('/account');
				expect(new URL(page.url()).origin).toBe(app.origin);
			}
			const token = /session_token=([^.;]+)/.exec(await cookieOf(page))![1]!;
			await close(page);
			expect(app.output()).toContain('Serving');
			for (const secret of [password, 'not the password', token]) {
				expect(app.output()).not.toContain(secret);
			}
		})
	);
});

async function cookieOf(page: Page): Promise<string> {
	const cookies = await page.browserContext().cookies();
	for (const { httpOnly, sameSite } of cookies.filter(({ name }) => name.startsWith('qidang.'))) {
		expect({ httpOnly, sameSite }).toEqual({ httpOnly: true, sameSite: 'Lax' });
	}
	return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}

describe('with an issuer of sign-ins', () => {
	const data = makeFolder();
	let app: App;
	let issuer: Issuer;

	const someone = (name: string): Someone => ({
		...{ sub: `sub-of-${name}`, email: `${name}@bureau.cn`, email_verified: true, name }
	});

	beforeAll(async () => {
		const port = await freePort();
		const ORIGIN = `http://localhost:${port}`;
		issuer = await startIssuer(ORIGIN);
		app = await startApp({ PORT: String(port), ORIGIN, DATA: data.folder, ...issuer.settings });
	});
	afterAll(async () => {
		await app.stop();
		await issuer.close();
		data.remove();
	});

	const byIssuer = (page: Page) => leave(page, 'a[href*="/sign-in/oidc"]');

	test('who has no account here is told so, and gets none', async () => {
		issuer.signInAs(someone('stranger'));
		const { page, complaints } = await newcomer({ script: true });
		await page.goto(`${app.origin}/sign-in`);
		await byIssuer(page);
		expect(pathOf(page)).toBe('/sign-in');
		expect(await words(page)).toContain('这里没有与它相连的账号');
		expect(complaints).toEqual([]);
		await byIssuer(page);
		expect(await words(page, 'header')).toContain('登录');
		await close(page);
	});

	test('who is invited comes in through it, and still gives the second factor that the role asks for', async () => {
		issuer.signInAs(someone('reviewer'));
		const { page } = await newcomer();
		await page.goto(linkIn(app)!);
		await byIssuer(page);
		expect(await words(page)).toContain('您已登录为 reviewer。');
		await submit(page, '?/take');
		expect(await words(page)).toContain('没有您的同意不能建立账号。');
		await page.click('[name=consent]');
		await submit(page, '?/take');
		expect(pathOf(page)).toBe('/account/second-factor');
		const { secret } = await setUpFactor(page);
		await page.goto(`${app.origin}/account`);
		expect(await words(page)).toContain('平台运营方 平台运营人员');
		expect(await words(page)).toContain('您只通过单位的统一账号登录，这里没有密码。');

		await submit(page, '/sign-out');
		await page.goto(`${app.origin}/sign-in?next=/measures`);
		await byIssuer(page);
		expect(pathOf(page)).toBe('/sign-in/second-factor');
		expect(await words(page, 'header')).not.toContain('reviewer');
		await type(page, { code: totp(secret, 1) });
		await submit(page, '?/code');
		expect(await words(page, 'header')).toContain('reviewer');

		await page.setJavaScriptEnabled(true);
		await page.goto(`${app.origin}/sign-ins`);
		const lines = await page.$$eval('tbody tr', (rows) =>
			rows.map((row) => [...row.children].slice(1, 3).map((cell) => cell.textContent.trim()))
		);
		// The last first: before this came who has no account here.
		expect(lines.slice(0, 6)).toEqual([
			['第二重验证通过', 'reviewer'],
			['用单位的统一账号登录', 'reviewer'],
			['退出登录', 'reviewer'],
			['第二重验证通过', 'reviewer'],
			['用单位的统一账号登录', 'reviewer'],
			['统一账号登录未成功', '不是任何人的账号']
		]);
		expect(await findBarriers(page)).toEqual([]);
		await close(page);
	});

	test('an account made with a password is linked from within, and not by its address alone', async () => {
		const { page } = await newcomer();
		await fillRegistration(page, app.origin, '91320982MA1WABC002', 'linker');
		await submit(page, '?/register');
		await submit(page, '/sign-out');
		// The issuer says that the address is confirmed; here nobody has confirmed it.
		issuer.signInAs({ ...someone('linker'), email: 'linker@factory.cn' });
		await page.goto(`${app.origin}/sign-in`);
		await byIssuer(page);
		expect(await words(page)).toContain('这里没有与它相连的账号');

		await signIn(page, app.origin, 'linker@factory.cn');
		await page.goto(`${app.origin}/sign-in/oidc`);
		expect(pathOf(page)).toBe('/account');
		await submit(page, '?/link');
		expect(await words(page, '#issuer')).toContain('当前密码不对。');
		await type(page, { 'link-password': password });
		await submit(page, '?/link');
		await leave(page, '#issuer a');
		expect(pathOf(page)).toBe('/account');
		expect(await words(page)).toContain('已相连。');
		await submit(page, '/sign-out');
		await page.goto(`${app.origin}/sign-in`);
		await byIssuer(page);
		expect(pathOf(page)).toBe('/account');
		expect(await words(page)).toContain('示例压铸有限公司 企业管理员');
		await close(page);
	});

	test('an answer that was asked for by nobody signs nobody in', async () => {
		const back = `${app.origin}/sign-in/oidc/callback/oidc?code=made-up&state=made-up`;
		const response = await fetch(back, { redirect: 'manual' });
		expect(response.status).toBe(302);
		expect(response.headers.get('location')).toMatch(/\/sign-in\?error=/);
		expect(response.headers.getSetCookie().join()).not.toContain('session_token=');
	});

	test('no secret of it is in the log', () => {
		expect(app.output()).toContain('Serving');
		expect(app.output()).not.toContain(issuer.settings.OIDC_CLIENT_SECRET);
	});
});

describe('every page', () => {
	let app: App;

	beforeAll(async () => {
		app = await startApp();
	});
	afterAll(() => app.stop());

	/** What is wrong with a page as it is shown, on every screen, light and dark. */
	async function faultsOf(page: Page): Promise<unknown[]> {
		const faults: unknown[] = [];
		for (const width of [360, 820, 1280]) {
			await page.setViewport({ width, height: 900 });
			for (const scheme of ['light', 'dark']) {
				await page.emulateMediaFeatures([
					{ name: 'prefers-color-scheme', value: scheme },
					// Colours then change at once, not while they are being measured.
					{ name: 'prefers-reduced-motion', value: 'reduce' }
				]);
				faults.push(...(await findBarriers(page)));
			}
			const overflow = await page.evaluate(
				() => globalThis.document.documentElement.scrollWidth - innerWidth
			);
			if (overflow > 0) faults.push([width, overflow]);
		}
		const text = await page.$eval('body', (body) => body.innerText);
		faults.push(...(text.match(/\b[a-z]+(_[a-z]+)+\b/g) ?? []));
		return faults;
	}

	test.each(['', '/en'])('is whole and without barrier: %s', async (prefix) => {
		const { page, complaints } = await newcomer({ script: true });
		const link = new URL(linkIn(app) ?? `${app.origin}/invitation/none`);
		const look = async (what: string) => {
			expect([what, await faultsOf(page)]).toEqual([what, []]);
			if (prefix === '') return;
			const main = await page.$eval('main', (part) => {
				for (const quoted of part.querySelectorAll('[lang=zh-CN]')) quoted.remove();
				return (part as HTMLElement).innerText;
			});
			expect([what, /\p{Script=Han}/u.test(main)]).toEqual([what, false]);
			await page.reload();
		};
		for (const path of ['/sign-in', '/register', '/privacy', link.pathname]) {
			await page.goto(app.origin + prefix + path);
			await look(path);
		}
		await page.goto(`${app.origin}${prefix}/register`);
		await submit(page, '?/register');
		expect(await faultsOf(page)).toEqual([]);
		expect((await page.$$('[aria-invalid=true]')).length).toBeGreaterThan(4);

		const name = prefix === '' ? 'reader' : 'reader-en';
		const code = prefix === '' ? '91320982MA1WABC004' : '91320982MA1WABC005';
		await fillRegistration(page, app.origin + prefix, code, name);
		await submit(page, '?/register');
		expect(pathOf(page)).toBe(`${prefix}/account`);
		await look('/account');
		await page.goto(`${app.origin}${prefix}/account/second-factor`);
		await look('/account/second-factor');
		await type(page, { 'begin-password': password });
		await submit(page, '?/begin');
		expect(await faultsOf(page)).toEqual([]);
		const secret = await page.$eval('main code', (element) => element.textContent);
		await type(page, { code: totp(secret) });
		await submit(page, '?/confirm');
		await look('the second factor in use');
		await page.goto(`${app.origin}${prefix}/account`);
		await submit(page, prefix + '/sign-out');
		await signIn(page, app.origin + prefix, `${name}@factory.cn`);
		expect(pathOf(page)).toBe(`${prefix}/sign-in/second-factor`);
		await look('/sign-in/second-factor');
		expect(await heading(page)).toBe(prefix === '' ? '第二重验证' : 'Second factor');
		expect(complaints.filter((one) => !/status of 4\d\d/.test(one))).toEqual([]);
		await close(page);
	});
});
