import type { Browser, HTTPRequest, KeyInput, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import { findBarriers, launch, open } from '../support/browser.ts';
import {
	begin,
	example,
	heading,
	journey,
	leave,
	onDevice,
	press,
	put,
	ref,
	words
} from '../support/journey.ts';

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

const start = (language = '') => begin(browser, app.origin + language + journey);

/** A journey that stands at a step, with the example answered. */
async function at(step: string, language = '', said = example) {
	const opened = await start(language);
	await put(opened.page, said, { step, day: '2024-10-15' });
	await opened.page.reload({ waitUntil: 'networkidle0' });
	await onDevice(opened.page);
	return opened;
}

const close = (page: Page) => page.browserContext().close();
const strip = (page: Page) => words(page, '.live-strip');

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

	test('an enterprise with nothing comes to its result', async () => {
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
			await page.waitForFunction((h) => document.querySelector('h1')!.textContent === h, {}, title);
			expect((await focused(page)).name).toBe(title);
			expect(await answerAndGoOn(page)).toHaveLength(questions);
		}
		expect(await strip(page)).toMatch(/^等级：无等级 0 分\s*已全部答完$/);
		expect(await answerAndGoOn(page)).toEqual([]);
		expect(await heading(page)).toBe('诊断结果');
		expect(await words(page)).toMatch(
			/一无所有厂.*数字化水平等级 无等级 所有题目都已回答，等级确定。/
		);
		expect(complaints).toEqual([]);
		await close(page);
	});
});

describe('without script', () => {
	/** Fills in a page as a person would. */
	async function fill(page: Page, fields: readonly (readonly [string, unknown])[]) {
		for (const [name, value] of fields) {
			await page.evaluate(
				(name, values) => {
					for (const field of document.querySelectorAll<HTMLInputElement>(`[name="${name}"]`)) {
						if (/^(radio|checkbox)$/.test(field.type)) field.checked = values.includes(field.value);
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

	test('the whole journey to the result, the report and the private link', async () => {
		const context = await browser.createBrowserContext();
		const page = await context.newPage();
		await page.setJavaScriptEnabled(false);
		await page.goto(app.origin + journey);
		expect(await words(page)).toContain('每翻一页，答案随页面带到下一页');
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

		expect(await words(page)).toMatch(/数字化水平等级 二级 规范级 所有题目都已回答，等级确定。/);
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
	});

	test('the language changes without losing what was said', async () => {
		const page = await browser.newPage();
		await page.setJavaScriptEnabled(false);
		await page.goto(app.origin + journey);
		await fill(page, [['name', '甲']]);
		await leave(page, '[lang=en][name=go]');
		expect(page.url()).toContain('/en/diagnose/');
		expect(await page.$eval('#name', (field) => (field as HTMLInputElement).value)).toBe('甲');
		await page.close();
	});
});

describe('on the device', () => {
	test('answers survive a reload, a closed tab and a crash', async () => {
		const { page } = await start();
		const context = page.browserContext();
		await page.type('#name', '甲公司');
		await page.reload();
		await onDevice(page);
		expect(await page.$eval('#name', (field) => (field as HTMLInputElement).value)).toBe('甲公司');
		await press(page, '[value=digital-operation]');
		await press(page, '[name="answers.scheduling"][value="3"]');
		await page.close();

		const { page: again } = await open(context, app.origin + journey);
		await onDevice(again);
		await press(again, '[value=digital-operation]');
		const scheduling = '[name="answers.scheduling"]:checked';
		expect(await again.$eval(scheduling, (field) => (field as HTMLInputElement).value)).toBe('3');
		await press(again, '[name="answers.marketing"][value="1"]');
		const session = await again.createCDPSession();
		void session.send('Page.crash').catch(() => undefined);

		const { page: after } = await open(context, app.origin + journey);
		await onDevice(after);
		await press(after, '[value=digital-operation]');
		expect(await after.$$('[name^="answers."]:checked:not([value=""])')).toHaveLength(2);
		await context.close();
	});

	test('what was filled in before the script arrived is kept', async () => {
		const context = await browser.createBrowserContext();
		const page = await context.newPage();
		await page.setRequestInterception(true);
		const { promise: filled, resolve } = Promise.withResolvers<undefined>();
		page.on('request', (request) => {
			const isScript = request.resourceType() === 'script';
			void (isScript ? filled.then(() => request.continue()) : request.continue());
		});
		await page.goto(app.origin + journey, { waitUntil: 'domcontentloaded' });
		await page.type('#name', '早来公司');
		await press(page, '[name="facts.size"][value="small"]');
		resolve(undefined);
		await onDevice(page);
		expect(await page.$eval('#name', (field) => (field as HTMLInputElement).value)).toBe(
			'早来公司'
		);
		expect(await page.$('[name="facts.size"][value="small"]:checked')).not.toBeNull();
		const kept = await page.evaluate((ref) => localStorage.getItem(`qidang:${ref}:name`), ref);
		expect(kept).toBe('"早来公司"');
		await context.close();
	});

	test('two tabs are merged field by field', async () => {
		const { page: one } = await start();
		const { page: other } = await open(one.browserContext(), app.origin + journey);
		await onDevice(other);
		await one.type('#name', '甲公司');
		await other.waitForFunction(
			() => document.querySelector<HTMLInputElement>('#name')!.value === '甲公司'
		);
		await press(other, '[value=digital-operation]');
		await press(other, '[name="answers.scheduling"][value="2"]');
		await press(one, '[value=digital-operation]');
		expect(await one.$('[name="answers.scheduling"][value="2"]:checked')).not.toBeNull();
		await press(one, '[name="answers.scheduling"][value="3"]');
		await other.waitForSelector('[name="answers.scheduling"][value="3"]:checked');
		await press(other, '[value=about]');
		expect(await other.$eval('#name', (field) => (field as HTMLInputElement).value)).toBe('甲公司');
		await close(one);
	});

	test('nothing leaves it while one answers and reads the result', async () => {
		const { page } = await start();
		const asked: HTTPRequest[] = [];
		page.on('request', (request) => asked.push(request));
		await page.type('#name', '甲公司');
		await page.select('#region-0', '320000');
		await press(page, '[value=digital-operation]');
		await press(page, '[name="answers.scheduling"][value="2"]');
		await press(page, '[value=support]');
		await press(page, '[value=result]');
		await page.waitForSelector('canvas[data-drawn]');
		// Fonts come in pieces, by the characters of the page; their addresses are the same for everyone.
		const others = asked.filter((request) => request.resourceType() !== 'font');
		expect(others.map((request) => request.url())).toEqual([]);
		await close(page);
	});

	test('starting anew asks first', async () => {
		const { page } = await start();
		await page.type('#name', '甲公司');
		await press(page, 'button.link[type=button]');
		expect(await words(page, 'dialog')).toContain('清除全部答案，重新开始？');
		await press(page, 'dialog .btn-error');
		expect(await page.$eval('#name', (field) => (field as HTMLInputElement).value)).toBe('');
		expect(await page.evaluate(() => localStorage.length)).toBe(0);
		await close(page);
	});

	test('where the browser keeps nothing, that is said', async () => {
		const context = await browser.createBrowserContext();
		const page = await context.newPage();
		await page.evaluateOnNewDocument(() => {
			Object.defineProperty(window, 'localStorage', {
				get: () => {
					throw new DOMException('refused', 'SecurityError');
				}
			});
		});
		await page.goto(app.origin + journey);
		await onDevice(page);
		await page.type('#name', '甲公司');
		expect(await words(page, '[role=alert]')).toContain('浏览器不允许在这台设备上保存答案');
		await press(page, '[value=digital-base]');
		expect(await heading(page)).toBe('数字化基础');
		await context.close();
	});

	test('a page whose script is gone after an update is still a form', async () => {
		const context = await browser.createBrowserContext();
		const page = await context.newPage();
		await page.setRequestInterception(true);
		page.on('request', (request) => {
			void (request.url().includes('content.json')
				? request.respond({ status: 404 })
				: request.continue());
		});
		await page.goto(app.origin + journey, { waitUntil: 'networkidle0' });
		await page.type('#name', '甲公司');
		await leave(page, '[data-turns] .btn-primary');
		expect(await heading(page)).toBe('数字化基础');
		expect(await page.$eval('[name=said]', (field) => (field as HTMLInputElement).value)).toContain(
			'甲公司'
		);
		await context.close();
	});
});

describe('answering', () => {
	const options = (page: Page, level: number) =>
		page.$$eval(`#region-${level} option`, (all) => all.map((option) => option.textContent));

	test('the region is chosen down to a functional zone or a town', async () => {
		const { page } = await start();
		await page.select('#region-0', '320000');
		await page.select('#region-1', '320900');
		expect(await options(page, 2)).toEqual(
			expect.arrayContaining(['盐南高新区', '盐都区', '东台市'])
		);
		await page.select('#region-2', '320900-yannan');
		expect(await words(page, '#region')).toContain('江苏省盐城市盐南高新区');
		await page.select('#region-0', '440000');
		expect(await page.$('#region-2')).toBeNull();
		await page.select('#region-1', '441900');
		expect(await options(page, 2)).toContain('东城街道');
		await page.select('#region-2', '441900003');
		expect(await words(page, '#region')).toContain('广东省东莞市东城街道');
		await close(page);
	});

	test('a credit code whose check digit fails warns and goes on', async () => {
		const { page } = await start();
		await page.type('#creditCode', '91350100M000100Y44');
		expect(await words(page, '#creditCode-told')).toMatch(/最后一位与校验规则不符/);
		await page.keyboard.press('Enter');
		expect(await heading(page)).toBe('数字化基础');
		await close(page);
	});

	test('figures that contradict the option are told, and what is no number is', async () => {
		const { page } = await start();
		await press(page, '[value=digital-base]');
		await page.type('[name="answers.equipment.total"]', '１００');
		await page.type('[name="answers.equipment.digital"]', '50');
		await press(page, '[name="answers.digital-rate"][value="to-10"]');
		expect(await words(page, '#digital-rate-told')).toMatch(
			/以数据为准.*所选：不超过10 %；数字：40 %以上至60 %/
		);
		await page.type('[name="answers.equipment.connected"]', '台');
		expect(await words(page, '#equipment')).toMatch(/数字/);
		expect(await page.$('[name="answers.equipment.connected"][aria-invalid]')).not.toBeNull();
		await close(page);
	});

	test('the option that stands alone and the others exclude each other; an answer can be taken back', async () => {
		const { page } = await start();
		await press(page, '[value=digital-base]');
		const chosen = () =>
			page.$$eval('#network-construction :checked', (all) =>
				all.map((field) => (field as HTMLInputElement).value)
			);
		await press(page, '#network-construction [value="5g"]');
		await press(page, '#network-construction [value=none]');
		expect(await chosen()).toEqual(['none']);
		await press(page, '#network-construction [value=application]');
		expect(await chosen()).toEqual(['application']);
		expect(await strip(page)).toContain('还剩 30 题');
		await press(page, '#network-construction [value=application]');
		expect(await strip(page)).toContain('还剩 31 题');
		await close(page);
	});

	test('another day changes the measures at once', async () => {
		const { page } = await at('result');
		expect(await words(page, '#measures')).toMatch(/符合条件 \(3\).*50万元/);
		const day = (await page.$('#on'))!;
		await day.click({ count: 3 });
		await page.keyboard.type('2025年1月1日');
		expect(await words(page, '#measures')).toMatch(/2025年1月1日没有有效的措施.*2024年12月31日/);
		expect(await words(page, '#measures')).not.toContain('符合条件 (3)');
		await press(page, '[value="day.2024-12-31"]');
		expect(await words(page, '#measures')).toMatch(/符合条件 \(3\)/);
		await close(page);
	});

	test('a result leads to what is still asked, and back goes back', async () => {
		const { answers } = example;
		const { scheduling: _scheduling, ...others } = answers;
		const { page } = await at('result', '', { ...example, answers: others });
		await press(page, '[data-anchor=scheduling]');
		await page.waitForSelector('#scheduling');
		expect(await heading(page)).toBe('数字化经营');
		expect(await page.evaluate(() => document.activeElement?.id)).toBe('scheduling');
		await page.goBack();
		await page.waitForSelector('#gates');
		expect(await heading(page)).toBe('诊断结果');
		await close(page);
	});

	test('a phone shows one question at a time', async () => {
		const { page } = await start();
		await page.setViewport({ width: 360, height: 740 });
		await press(page, '[value=digital-base]');
		const inView = () =>
			page.$$eval('.question', (all) =>
				all.filter((one) => one.checkVisibility()).map((one) => one.id)
			);
		expect(await inView()).toEqual(['network-construction']);
		await press(page, 'div.one-in-view-only .btn-primary');
		expect(await inView()).toEqual(['equipment']);
		expect(await page.evaluate(() => document.activeElement?.id)).toBe('equipment');
		await page.setViewport({ width: 1280, height: 900 });
		expect(await inView()).toHaveLength(8);
		await close(page);
	});
});

describe('a kept result', () => {
	test('opens from its private link elsewhere, and goes on under the same one', async () => {
		const { page } = await at('result');
		await leave(page, '[value=keep]');
		const link = page.url();
		const { page: elsewhere, complaints } = await open(browser, link);
		expect(await words(elsewhere)).toMatch(
			/已保存的诊断结果.*示例压铸有限公司.*二级 规范级.*50万元/
		);
		expect(await elsewhere.$eval('[name=robots]', (tag) => tag.getAttribute('content'))).toContain(
			'noindex'
		);
		expect(await findBarriers(elsewhere)).toEqual([]);
		expect(complaints).toEqual([]);
		const seen = await elsewhere.$eval(
			'#going-on [name=kept]',
			(field) => (field as HTMLInputElement).value
		);

		await leave(page, '[form=going-on]');
		await onDevice(page);
		expect(await heading(page)).toBe('企业概况');
		await (await page.$('#name'))!.click({ count: 3 });
		await page.keyboard.type('改名有限公司');
		await press(page, '.step-button[value=result]');
		await leave(page, '[value=keep]');
		expect(new URL(page.url()).pathname).toBe(new URL(link).pathname);

		// The other one had gone on from before that change: both names are told.
		const said = JSON.stringify({ ...example, name: '另一个名字' });
		await fetch(`${app.origin}${journey}?/keep`, {
			method: 'POST',
			headers: { origin: app.origin },
			body: new URLSearchParams({ said, kept: seen, step: 'result', on: '2024-10-15' })
		});
		await page.reload();
		expect(await words(page)).toMatch(/在两处填写得不一样：.*企业名称.*改名有限公司.*另一个名字/);
		await elsewhere.close();
		await close(page);
	});

	test('another day is judged there, too', async () => {
		const { page } = await at('result');
		await leave(page, '[value=keep]');
		await page.goto(`${page.url().split('?')[0]}?on=2026-01-01`);
		expect(await words(page, '#measures')).toContain('2026年1月1日没有有效的措施');
		await close(page);
	});

	test.each(['x', 'AAAAAAAAAAAAAAAAAAAAAAAA', 'AAAAAAAAAAAAAAAAAAAAAAA', '%00'])(
		'the forged or shortened link %s opens nothing, in a sentence',
		async (token) => {
			const response = await fetch(`${app.origin}/kept/${token}`);
			expect(response.status).toBe(404);
			expect(await response.text()).toMatch(/没有/);
		}
	);
});

describe('bad input', () => {
	const post = (fields: Record<string, string>, path = journey) =>
		fetch(`${app.origin}${path}?/turn`, {
			method: 'POST',
			headers: { origin: app.origin, accept: 'text/html' },
			body: new URLSearchParams(fields)
		});

	test('what cannot be read of a page is named, and the rest is kept', async () => {
		const response = await post({ said: '{broken', step: 'about', name: '甲公司', go: 'next' });
		const html = await response.text();
		expect(response.status).toBe(400);
		expect(html).toContain('读不出来（said）');
		expect(html).toContain('甲公司');
		const partly = await post({
			said: JSON.stringify({ name: 5, facts: { size: 'small' } }),
			step: 'result'
		});
		expect(await partly.text()).toMatch(/said\.name[^]*small/);
	});

	test('ten megabytes are refused in a sentence', async () => {
		const response = await post({ said: 'x'.repeat(10_000_000) });
		expect(response.status).toBe(413);
		expect(await response.text()).toMatch(/太[大长]|过大/);
	});

	test('an edition that does not exist is told', async () => {
		const response = await fetch(`${app.origin}/diagnose/sme-digital-level/1999`);
		expect(response.status).toBe(404);
		expect(await response.text()).toContain('sme-digital-level@1999');
		expect((await post({ said: '{}' }, '/diagnose/sme-digital-level/1999')).status).toBe(404);
		const content = await fetch(`${app.origin}/diagnose/sme-digital-level/1999/content.json`);
		expect(content.status).toBe(404);
	});

	test('a day that does not exist stays on the page to be mended', async () => {
		const response = await post({ said: '{}', step: 'support', on: '2023-02-29', go: 'next' });
		expect(response.status).toBe(400);
		expect(await response.text()).toMatch(/须是一个存在的日子[^]*value="2023-02-29"/);
	});
});

describe.each([
	['phone', 360],
	['tablet', 820],
	['desktop', 1280]
])('on a %s', (_device, width) => {
	test.each(['', '/en'])(
		'no step has a barrier, a complaint or anything wider than the page%s',
		async (language) => {
			const { page, complaints } = await at('about', language);
			await page.setViewport({ width, height: 900 });
			const found: string[] = [];
			for (const step of ['about', 'digital-base', 'support', 'result']) {
				await press(page, `.step-button[value=${step}]`);
				if (step === 'result') await page.waitForSelector('canvas[data-drawn]');
				for (const scheme of ['light', 'dark']) {
					await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
					// Buttons take their time to change colour.
					await page.evaluate(() =>
						Promise.allSettled(document.getAnimations().map(({ finished }) => finished))
					);
					const barriers = await findBarriers(page);
					found.push(...barriers.map((barrier) => `${step}, ${scheme}: ${barrier}`));
				}
				const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
				if (over > 0) found.push(`${step} is ${over} pixels wider than the page`);
			}
			expect(found).toEqual([]);
			expect(complaints).toEqual([]);
			await close(page);
		},
		120_000
	);
});
