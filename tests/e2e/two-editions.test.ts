import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseFile } from '#lib/diagnosis/case-file.ts';
import { openContent } from '../../scripts/content.ts';
import { type App, startApp } from '../support/app.ts';
import { findBarriers, launch, open } from '../support/browser.ts';
import { databases, type TestDatabase } from '../support/databases.ts';
import { beginAt, heading, leave, onDevice, press, put, words } from '../support/journey.ts';
import { sendForm } from '../support/sending.ts';

const [older, newer] = ['two-integration@2026', 'two-integration@2026-2'];
const [was, is] = ['/diagnose/two-integration/2026', '/diagnose/two-integration/2026-2'];
const compared = '/standards/two-integration/2026/compare/2026-2';

/** A worked case: 40.5 points and the third stage by the first edition; tests/lib/editions works out the rest. */
const { answers } = openContent()
	.editions.get(older)!
	.cases.find(({ name }) => name.endsWith('（outside a group, half a point short）'))!;
const said: CaseFile = { questionnaire: older, name: '试制一厂', answers };

let browser: Browser;

beforeAll(async () => {
	browser = await launch();
});
afterAll(() => browser.close());

/** What a reader sees of a part of the page, in one line: cells of a table stand apart. */
async function shown(page: Page, selector = 'main'): Promise<string> {
	const text = await page.$eval(selector, (element) => (element as HTMLElement).innerText);
	return text.replace(/[\s\u00a0]+/g, ' ').trim();
}
const close = (page: Page) => page.browserContext().close();

/** No barrier, nothing cut off and no name of a message, on every screen. */
async function expectGood(page: Page): Promise<void> {
	for (const width of [360, 820, 1280]) {
		await page.setViewport({ width, height: 900 });
		const overflow = await page.evaluate(
			() => globalThis.document.documentElement.scrollWidth - innerWidth
		);
		expect([width, overflow]).toEqual([width, 0]);
		expect([width, await findBarriers(page)]).toEqual([width, []]);
	}
	expect(await words(page)).not.toMatch(/\b[a-z]+(_[a-z]+)+\b/);
}

/** What the receipt and the reasons say of the worked case. */
async function expectBoth(page: Page): Promise<void> {
	const told = await shown(page);
	expect(told).toMatch(/版本 2026 集成提升 得分 40\.5，满分 100/);
	expect(told).toMatch(/版本 2026-2 起步建设 最高可能 单项覆盖 得分 37\.5–40\.5，满分 100/);
	const points = await shown(page, '#points');
	expect(points).toMatch(/人事与办公管理 合并.*−2 仓储和物流管理 新增.*0 … \+3 项目管理 删去.*−1/);
	expect(points).toMatch(/合计 −3 … 0$/);
	expect(await shown(page, '#tiers')).toMatch(
		/单项覆盖 要求有变化 ✓ 满足 ？未知 .*单项应用.*不低于 20.*现为: 20.*不低于 18\.5.*现为: 17–20/
	);
	const receipt = await shown(page, '#receipt');
	expect(receipt).toMatch(
		/带过去 合并 人力资源管理: .*；?.*办公管理: .*人事与办公管理: 用系统登记人员和考勤/
	);
	expect(receipt).toMatch(/带不过去 删去 项目管理: /);
	expect(receipt).toMatch(/新版待答 新增 （无） 仓储和物流管理: 新版待答/);
}

describe.each(databases)('on $name', ({ name, on, make }) => {
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
		'a kept sheet moves, once however often, and both links stay',
		on(async () => {
			const { page } = await beginAt(browser, app.origin + was, { step: 'result', said });
			await leave(page, '[value=keep]');
			const link = page.url().split('?')[0]!;
			const context = await browser.createBrowserContext();
			const { page: holder, complaints } = await open(context, link);
			await leave(holder, 'a[href$="/move/2026-2"]');
			await expectBoth(holder);
			await expectGood(holder);
			await leave(holder, 'form button.btn-primary');
			const moved = new URL(holder.url()).pathname;
			expect(moved).not.toBe(new URL(link).pathname);
			expect(await words(holder)).toMatch(
				/由先前一版的答卷移来.*试制一厂.*起步建设.*最高可能|由先前一版的答卷移来.*试制一厂.*起步建设/
			);
			expect(complaints).toEqual([]);

			// The older one is as it was, and leads to the newer one; moving it again, without script, does so too.
			await holder.goto(link);
			expect(await words(holder)).toMatch(/集成提升.*得分 40\.5/);
			const to = await holder.$eval('a[href^="/kept/"]:not([href*="/move/"])', (one) =>
				one.getAttribute('href')
			);
			expect(to).toBe(moved);
			const again = await sendForm(app, `${new URL(link).pathname}/move/2026-2`, {});
			expect([again.status, again.headers.get('location')]).toEqual([303, moved]);
			// Nobody moves a sheet by the link of what it became.
			const back = await sendForm(app, `${moved}/move/2026-2`, {});
			expect(back.status).toBe(404);
			await context.close();
			await close(page);
		})
	);

	if (name !== 'PostgreSQL') {
		test(
			'from the result on the device to the newer edition, whose other answers are not replaced unasked',
			on(async () => {
				const { page, complaints } = await beginAt(browser, app.origin + was, {
					step: 'result',
					said
				});
				await leave(page, '[value=move]');
				expect(await heading(page)).toBe('同一份答卷，两版各评一次');
				await expectBoth(page);
				await expectGood(page);
				const asked: string[] = [];
				page.on('dialog', (dialog) => {
					asked.push(dialog.message());
					void dialog.accept();
				});
				await leave(page, 'form button.btn-primary');
				await onDevice(page);
				expect(new URL(page.url()).pathname).toBe(is);
				expect(asked).toEqual([]);
				await press(page, '.step-button[value=result]');
				await page.waitForSelector('#gates');
				expect(await words(page)).toMatch(/起步建设.*得分 37\.5–40\.5，满分 100。/);
				expect(complaints).toEqual([]);

				// The earlier answers are there still; the newer edition has answers of its own by now.
				await page.goto(app.origin + was, { waitUntil: 'networkidle0' });
				await onDevice(page);
				expect(await shown(page)).toMatch(/试制一厂.*集成提升.*得分 40\.5，满分 100。/);
				await put(page, { questionnaire: newer, name: '别的厂' });
				await page.evaluate(
					(ref, given) => {
						for (const [question, value] of given as [string, unknown][])
							localStorage.setItem(`qidang:${ref}:answers.${question}`, JSON.stringify(value));
					},
					older,
					Object.entries(answers)
				);
				await page.reload({ waitUntil: 'networkidle0' });
				await onDevice(page);
				await press(page, '.step-button[value=result]');
				await page.waitForSelector('[value=move]');
				await leave(page, '[value=move]');
				await leave(page, 'form button.btn-primary');
				expect(asked).toEqual(['这台设备上有同一问卷的其他答案，要用这份已保存的答卷替换吗？']);
				await close(page);
			})
		);

		test(
			'without script the answers travel to the newer edition',
			on(async () => {
				const context = await browser.createBrowserContext();
				const page = await context.newPage();
				await page.setJavaScriptEnabled(false);
				await page.goto(app.origin + was);
				await page.$eval(
					'[name=said]',
					(field, value) => ((field as HTMLInputElement).value = value),
					JSON.stringify(said)
				);
				await leave(page, '.step-button[value=result]');
				await leave(page, '[value=move]');
				await expectBoth(page);
				await leave(page, 'form button.btn-primary');
				expect(new URL(page.url()).pathname).toBe(is);
				await leave(page, '.step-button[value=result]');
				expect(await words(page)).toMatch(/起步建设.*得分 37\.5–40\.5，满分 100。/);
				await context.close();
			})
		);

		test(
			'the comparison is without script and barriers, in both languages',
			on(async () => {
				for (const [language, title] of [
					['', '版本 2026 与 2026-2 的差别'],
					['/en', 'What differs between editions 2026 and 2026-2']
				] as const) {
					const { page, complaints } = await open(browser, app.origin + language + compared);
					expect(await heading(page)).toBe(title);
					await expectGood(page);
					expect(await page.content()).not.toMatch(/<script|\sstyle=/);
					expect(complaints).toEqual([]);
					await page.close();
				}
				const { page } = await open(browser, app.origin + compared);
				expect(await shown(page, '#summary')).toMatch(
					/题数 保留 30 改写 4 改名 1 拆分 1 合并 1 改变题型 1 删去 2 新增 1$/
				);
				expect(await shown(page, '#ladder')).toMatch(
					/集成提升.*要求 综合集成 不低于 8 综合集成 不低于 8，并且网络和数据安全 不低于 2/
				);
				await page.close();
				// The other way round leads to the same page.
				const turned = await fetch(`${app.origin}/standards/two-integration/2026-2/compare/2026`, {
					redirect: 'manual'
				});
				expect([turned.status, turned.headers.get('location')]).toEqual([307, compared]);
				for (const path of [
					'/standards/two-integration/2026/compare/2027',
					'/standards/two-integration/2026/compare/2026',
					'/standards/sme-digital-level/2024/compare/2026-2'
				]) {
					expect([path, (await fetch(app.origin + path)).status]).toEqual([path, 404]);
				}
			})
		);

		test(
			'the newest edition is offered, the earlier one named and still there',
			on(async () => {
				for (const [list, href] of [
					['/diagnose', is],
					['/standards', '/standards/two-integration/2026-2']
				] as const) {
					const html = await (await fetch(app.origin + list)).text();
					const earlier = href.replace('-2', '');
					expect(html.indexOf(`href="${href}"`)).toBeGreaterThan(0);
					expect(html.indexOf(`href="${earlier}"`)).toBeGreaterThan(html.indexOf(`href="${href}"`));
					expect((await fetch(app.origin + earlier)).status).toBe(200);
				}
				const standard = await (await fetch(`${app.origin}/standards/two-integration/2026`)).text();
				expect(standard).toContain('有更新的版本');
				expect(standard).toContain(`href="${compared}"`);
			})
		);

		test(
			'opened without a sheet, the page of both says where to begin',
			on(async () => {
				const { page } = await open(browser, `${app.origin}${was}/move/2026-2`);
				expect(await words(page)).toContain('请从诊断结果页打开这一页。');
				await expectGood(page);
				await page.close();
				const odd = await sendForm(app, `${was}/move/2026-2`, { said: '[', on: 'never' });
				expect(odd.status).toBe(200);
				expect((await sendForm(app, `${was}/move/2027`, {})).status).toBe(404);
			})
		);
	}
});
