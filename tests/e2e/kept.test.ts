import type { Browser, KeyInput, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import { findBarriers, launch, open } from '../support/browser.ts';
import { databases, type TestDatabase } from '../support/databases.ts';
import {
	begin,
	beginAt,
	example,
	heading,
	journey,
	leave,
	onDevice,
	press,
	words
} from '../support/journey.ts';

let browser: Browser;

beforeAll(async () => {
	browser = await launch();
});
afterAll(() => browser.close());

const close = (page: Page) => page.browserContext().close();
async function rename(page: Page, name: string): Promise<void> {
	await (await page.$('#name'))!.click({ count: 3 });
	await page.keyboard.type(name);
}
const strip = (page: Page) => words(page, '.live-strip');

describe.each(databases)('on $name', ({ on, make }) => {
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

	const start = () => begin(browser, app.origin + journey);
	const at = (step: string) => beginAt(browser, app.origin + journey, { step });

	describe('by keyboard alone', () => {
		/** What the accessibility tree says of what the keyboard is at. */
		async function focused(page: Page) {
			const element = await page.evaluateHandle(() => document.activeElement);
			const node = await page.accessibility.snapshot({ root: element.asElement()! });
			await element.dispose();
			return { role: node?.role ?? '', name: node?.name ?? '', checked: node?.checked };
		}

		const keys = async (page: Page, ...pressed: KeyInput[]) => {
			for (const key of pressed) await page.keyboard.press(key);
		};

		/** Answers a page with the lowest option of each question, and goes on. */
		async function answerAndGoOn(page: Page): Promise<string[]> {
			const chosen: string[] = [];
			for (let stops = 0; stops < 200; stops++) {
				await keys(page, 'Tab');
				const { role, name, checked } = await focused(page);
				if (role === 'radio' && name === '暂不回答') {
					expect(checked).toBe(true);
					// From the last option down to the first.
					await keys(page, 'ArrowDown');
					const now = await focused(page);
					expect(now).toMatchObject({ role: 'radio', checked: true });
					chosen.push(now.name);
				} else if (role === 'checkbox' && /^(无|以下均无)/.test(name)) {
					await keys(page, 'Space');
					expect(await focused(page)).toMatchObject({ role: 'checkbox', checked: true });
					chosen.push(name);
				} else if (role === 'button' && /^(下一步|查看结果)$/.test(name)) {
					await keys(page, 'Enter');
					return chosen;
				}
			}
			throw new Error('The keyboard found no way on.');
		}

		test(
			'an enterprise with nothing comes to its result, and keeps it',
			on(async () => {
				const { page, complaints } = await start();
				while ((await focused(page)).name !== '企业名称') await keys(page, 'Tab');
				await page.keyboard.type('一无所有厂');
				await keys(page, 'Enter');
				for (const [title, questions] of [
					['数字化基础', 7],
					['数字化经营', 16],
					['数字化管理', 4],
					['数字化成效', 4]
				] as const) {
					await page.waitForFunction(
						(h) => document.querySelector('h1')!.textContent === h,
						{},
						title
					);
					expect((await focused(page)).name).toBe(title);
					expect(await answerAndGoOn(page)).toHaveLength(questions);
				}
				expect(await strip(page)).toMatch(/^等级：无等级 0 分\s*已全部答完$/);
				expect(await answerAndGoOn(page)).toEqual([]);
				expect(await heading(page)).toBe('诊断结果');
				expect(await words(page)).toMatch(
					/一无所有厂.*数字化水平等级 无等级 所有题目都已回答，等级确定。/
				);
				for (let stops = 0; (await focused(page)).name !== '保存这个结果'; stops++) {
					expect(stops).toBeLessThan(200);
					await keys(page, 'Tab');
				}
				await Promise.all([page.waitForNavigation(), keys(page, 'Enter')]);
				expect(await heading(page)).toBe('已保存的诊断结果');
				expect(await words(page)).toMatch(/一无所有厂.*无等级/);
				expect(complaints).toEqual([]);
				await close(page);
			})
		);
	});

	describe('without script', () => {
		/** Fills in a page as a person would. */
		async function fill(page: Page, fields: readonly (readonly [string, unknown])[]) {
			for (const [name, value] of fields) {
				await page.evaluate(
					(name, values) => {
						for (const field of document.querySelectorAll<HTMLInputElement>(`[name="${name}"]`)) {
							if (/^(radio|checkbox)$/.test(field.type))
								field.checked = values.includes(field.value);
							else field.value = values[0]!;
						}
					},
					name,
					[value].flat().map(String)
				);
			}
		}
		const answersOf = () =>
			Object.entries(example.answers).flatMap(([name, value]): [string, unknown][] =>
				typeof value === 'object' && !Array.isArray(value)
					? Object.entries(value!).map(([item, figure]) => [`answers.${name}.${item}`, figure])
					: [[`answers.${name}`, value]]
			);

		test(
			'the whole journey to the result, the report and the private link',
			on(async () => {
				const context = await browser.createBrowserContext();
				const page = await context.newPage();
				await page.setJavaScriptEnabled(false);
				await page.goto(app.origin + journey);
				expect(await words(page)).toContain('每翻一页，答案随页面带到下一页');
				const scripts = 'script, link[rel=modulepreload]';
				expect((await page.$$(scripts)).length).toBeGreaterThan(1);
				await fill(page, [['name', example.name]]);
				for (const [level, code] of ['320000', '320900', '320903'].entries()) {
					await page.select(`#region-${level}`, code);
					await leave(page, '#region button');
				}
				expect(await words(page, '#region')).toContain('江苏省盐城市盐都区');
				await fill(page, [
					['facts.applicant', 'manufacturer'],
					['facts.above-scale', 'true'],
					['on', '2024-10-15']
				]);
				const next = '[data-turns] .btn-primary';
				await leave(page, next);
				for (let dimension = 0; dimension < 4; dimension++) {
					await fill(page, answersOf());
					await leave(page, next);
				}
				expect(await heading(page)).toBe('项目与称号');
				// A browser that said it runs none is not sent any more of them.
				expect(await page.$$(scripts)).toEqual([]);
				await fill(page, [['on', '2024年10月15日']]);
				await leave(page, 'button[value=support].btn');
				await fill(page, [
					['projects', 'yes'],
					['projects.0.name', '压铸车间智能化改造'],
					['projects.0.facts.smart-upgrade', 'true'],
					['projects.0.years.2024.effective-investment', '500'],
					['projects.0.years.2024.annual-investment', '500']
				]);
				await leave(page, next);

				expect(await words(page)).toMatch(
					/数字化水平等级 二级 规范级 所有题目都已回答，等级确定。/
				);
				expect(await words(page)).toContain('得分 54.2，满分 100。');
				expect(await words(page, '#gates')).toMatch(/三级.*总分.*不低于 60.*54\.2 差 5\.8.*未满足/);
				const investment = 'a[href="/measures/yancheng-2022/effective-investment"]';
				const paid = await page.$eval(investment, (link) => link.closest('li')!.textContent);
				expect(paid.replace(/\s+/g, ' ')).toMatch(/50万元.*500万元 × 10 %（2024年）/);

				const sent = await page.$$eval('#journey input[type=hidden]', (fields) =>
					fields.map(({ name, value }) => [name, value] as [string, string])
				);
				const on = ['on', '2024-10-15'] as [string, string];
				const report = await fetch(`${app.origin}/report`, {
					method: 'POST',
					headers: { origin: app.origin },
					body: new URLSearchParams([...sent, on])
				});
				expect(report.headers.get('content-type')).toBe('application/pdf');

				await leave(page, '[value=keep]');
				expect(await heading(page)).toBe('已保存的诊断结果');
				expect(await words(page)).toContain('二级 规范级');
				await context.close();
			})
		);

		test(
			'the language changes without losing what was said',
			on(async () => {
				const page = await browser.newPage();
				await page.setJavaScriptEnabled(false);
				await page.goto(app.origin + journey);
				await fill(page, [['name', '甲']]);
				await leave(page, '[lang=en][name=go]');
				expect(page.url()).toContain('/en/diagnose/');
				expect(await page.$eval('#name', (field) => (field as HTMLInputElement).value)).toBe('甲');
				await page.close();
			})
		);
	});

	describe('a kept result', () => {
		test(
			'opens from its private link elsewhere, and goes on under the same one',
			on(async () => {
				const { page } = await at('result');
				await leave(page, '[value=keep]');
				const link = page.url();
				const context = await browser.createBrowserContext();
				const { page: elsewhere, complaints } = await open(context, link);
				expect(await words(elsewhere)).toMatch(
					/已保存的诊断结果.*示例压铸有限公司.*二级 规范级.*50万元/
				);
				expect(
					await elsewhere.$eval('[name=robots]', (tag) => tag.getAttribute('content'))
				).toContain('noindex');
				expect(await findBarriers(elsewhere)).toEqual([]);
				expect(complaints).toEqual([]);
				await leave(elsewhere, '[form=going-on]');
				await onDevice(elsewhere);

				await leave(page, '[form=going-on]');
				await onDevice(page);
				expect(await heading(page)).toBe('企业概况');
				await rename(page, '改名有限公司');
				await press(page, '.step-button[value=result]');
				await leave(page, '[value=keep]');
				expect(new URL(page.url()).pathname).toBe(new URL(link).pathname);

				// The other one had gone on from before that change: both names are told, and other answers stay.
				await press(elsewhere, '.step-button[value=about]');
				await rename(elsewhere, '另一个名字');
				await press(elsewhere, '.step-button[value=result]');
				await leave(elsewhere, '[value=keep]');
				await page.reload();
				for (const both of [page, elsewhere]) {
					expect(await words(both)).toMatch(
						/在两处填写得不一样：.*企业名称.*改名有限公司.*另一个名字/
					);
					expect(await words(both)).toContain('二级 规范级');
				}
				await context.close();
				await close(page);
			})
		);

		test(
			'another day is judged there, too',
			on(async () => {
				const { page } = await at('result');
				await leave(page, '[value=keep]');
				await page.goto(`${page.url().split('?')[0]}?on=2026-01-01`);
				expect(await words(page, '#measures')).toContain('2026年1月1日没有确定有效的措施');
				await close(page);
			})
		);
	});
});
