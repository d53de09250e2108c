import { createHash, randomBytes } from 'node:crypto';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RoleId } from '#lib/roles.ts';
import { type App, startApp } from '../support/app.ts';
import { findBarriers, launch } from '../support/browser.ts';
import { databases, type TestDatabase } from '../support/databases.ts';
import { heading, leave, words } from '../support/journey.ts';
import { makeMembers, type Made } from '../support/members.ts';
import { totp } from '../support/totp.ts';

const password = '四海 correct horse 12';
const people = ['enterprise-admin', 'consultant', 'government-reviewer'] as const;
type Someone = (typeof people)[number];

let browser: Browser;

beforeAll(async () => {
	browser = await launch();
});
afterAll(() => browser.close());

async function type(page: Page, fields: Record<string, string>): Promise<void> {
	for (const [id, text] of Object.entries(fields)) {
		await page.$eval(
			`[id="${id}"]`,
			(field, text) => ((field as HTMLInputElement).value = text),
			text
		);
	}
}

/** Chooses options by name of the field, and whether a form is folded or not. */
async function choose(page: Page, fields: Record<string, string>): Promise<void> {
	for (const [name, value] of Object.entries(fields)) {
		await page.$eval(
			`[name="${name}"][value="${value}"]`,
			(field) => ((field as HTMLInputElement).checked = true)
		);
	}
}

/** The browser's own remark that a form was refused with 400, which is meant. */
const isAnswer = (complaint: string) => /status of 400/.test(complaint);

const press = (page: Page, text: string, within = 'main') =>
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

describe.each(databases)('on $name, without script', ({ on, make }) => {
	let database: TestDatabase;
	let app: App;
	let made: Made;
	const pages = {} as Record<Someone, Page>;
	const complaints: string[] = [];

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		await (await startApp(database.settings)).stop();
		made = await makeMembers(database);
		const invited = await database.asAdmin(async (query) => {
			const tokens: [Someone, string][] = [];
			for (const role of people) {
				const token = randomBytes(18).toString('base64url');
				const hash = createHash('sha256').update(token).digest('hex');
				await query(`insert into invitation (hash, organisation, role, expires_at)
					values ('${hash}', '${made.members[role].organisation}', '${role}', now() + interval '1 day')`);
				tokens.push([role, token]);
			}
			return tokens;
		});
		app = await startApp(database.settings);
		for (const [role, token] of invited) pages[role] = await join(role, token);
		// The consultant looks after the enterprise from here on.
		await app.stop();
		await database.asAdmin((query) =>
			query(`insert into assignment_event (assignment, event, person, by)
				select '${made.assignment}', 'consultant', person, person from membership
				where role = 'consultant' order by id desc limit 1`)
		);
		app = await startApp(database.settings);
	});
	afterAll(async () => {
		if (database.isHere) await app.stop();
		await database.remove();
	});

	/** Takes an invitation in a browser of one's own, second factor and all. */
	async function join(role: RoleId, token: string): Promise<Page> {
		const context = await browser.createBrowserContext();
		const page = await context.newPage();
		await page.setJavaScriptEnabled(false);
		page.on('console', (message) => complaints.push(message.text()));
		await page.goto(`${app.origin}/invitation/${token}`);
		await type(page, { name: '某人', username: `${role}-of-test`, password });
		await page.click('[name=consent]');
		await leave(page, 'form[action^="?/make"] > button:last-of-type');
		if (new URL(page.url()).pathname.endsWith('/second-factor')) {
			await type(page, { 'begin-password': password });
			await leave(page, 'form[action^="?/begin"] > button:last-of-type');
			const secret = await page.$eval('main code', (code) => code.textContent);
			await type(page, { code: totp(secret, -1) });
			await leave(page, 'form[action^="?/confirm"] > button:last-of-type');
		}
		return page;
	}

	const go = async (who: Someone, path: string) => {
		await pages[who].goto(app.origin + path);
		return pages[who];
	};
	/** Axe finds nothing and nothing is cut off, on a phone, a tablet and a desk. */
	async function look(page: Page): Promise<void> {
		const address = page.url();
		// Axe is a script.
		await page.setJavaScriptEnabled(true);
		await page.reload();
		for (const width of [360, 820, 1280]) {
			await page.setViewport({ width, height: 900 });
			expect([address, width, await findBarriers(page)]).toEqual([address, width, []]);
			const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
			expect([address, width, over]).toEqual([address, width, 0]);
		}
		await page.setJavaScriptEnabled(false);
		await page.reload();
	}

	test(
		'a sheet goes from draft to filed between an enterprise, its consultant and the authority',
		on(async () => {
			let page = await go('enterprise-admin', '/work');
			expect(await words(page)).toContain('没有等待企业填写或提交的答卷');
			await look(page);
			await press(page, '打开企业档案');
			await look(page);
			await page.select('#questionnaire', 'sme-digital-level@2024');
			await press(page, '新建');
			expect(await words(page)).toMatch(/草稿.*填写自评.*提交/);
			await look(page);
			const sheet = new URL(page.url()).pathname;

			// The journey, and back with what was answered there.
			await press(page, '填写自评');
			expect(await heading(page)).toBe('企业概况');
			await leave(page, '.step-button[value=digital-base]');
			await choose(page, { 'answers.digital-rate': 'to-60' });
			await leave(page, '.step-button[value=result]');
			await press(page, '保存到企业档案');
			expect(new URL(page.url()).pathname).toBe(sheet);
			expect(await words(page, '[id="answers.digital-rate"]')).toContain('40 %以上至60 %');

			await type(page, { signedBy: '张三', post: '厂长' });
			await page.$eval('[name=agreed]', (box) => ((box as HTMLInputElement).checked = true));
			await press(page, '提交', '#next');
			expect(await words(page, '#next')).toContain('现在轮到诊断服务机构');

			page = await go('consultant', '/work');
			expect(await words(page)).toMatch(/等待处理的答卷.*已提交/);
			await leave(page, `a[href="${sheet}"]`);
			await press(page, '开始核实');
			await press(page, '逐题核实');
			expect(await words(page, '#digital-rate')).toContain('自评的答案 40 %以上至60 %');
			await look(page);
			await choose(page, { 'answers.digital-rate': 'to-20' });
			await press(page, '保存');
			expect(await words(page)).toContain('还没有写的：生产设备数字化率');
			const typed = '[name="answers.digital-rate"]:checked';
			expect(await page.$eval(typed, (one) => (one as HTMLInputElement).value)).toBe('to-20');
			await type(page, { 'remark-digital-rate': '清单上只有15 %' });
			await press(page, '保存');
			expect(await words(page)).toContain('已保存。');
			await page.goto(app.origin + sheet);
			await look(page);
			await press(page, '完成核实');

			page = await go('government-reviewer', sheet);
			await press(page, '开始复核');
			await page.goto(`${app.origin}${sheet}/confirmed/digital-base`);
			await choose(page, { 'verdict.digital-rate': 'accepted' });
			await press(page, '保存');
			await page.goto(`${app.origin}${sheet}/differences`);
			expect(await words(page)).toMatch(/自评.*4\.5–98\.5.*核实.*1\.5–95\.5.*复核.*1\.5–95\.5/);
			await look(page);
			await page.goto(app.origin + sheet);
			await press(page, '归档');
			expect(await words(page, '#next')).toContain('已经归档，内容不再改动');
			expect((await words(page, '#reports')).match(/sha256:[0-9a-f]{64}/g)).toHaveLength(3);
			await look(page);

			const { cookie, origin } = await cookieOf(pages.consultant);
			const report = await fetch(`${app.origin}${sheet}/report`, {
				method: 'POST',
				headers: { origin, cookie },
				body: new URLSearchParams({ layer: 'verified', lang: 'zh-cn' })
			});
			expect(report.headers.get('content-type')).toBe('application/pdf');
			expect(
				(await fetch(app.origin + sheet, { redirect: 'manual' })).headers.get('location')
			).toBe(`/sign-in?next=${encodeURIComponent(sheet)}`);
			expect(complaints.filter((complaint) => !isAnswer(complaint))).toEqual([]);
		})
	);

	async function cookieOf(page: Page) {
		const cookies = await page.browserContext().cookies();
		const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
		return { cookie, origin: app.origin };
	}
});
