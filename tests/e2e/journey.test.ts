import type { Browser, HTTPRequest, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import { findBarriers, launch, open } from '../support/browser.ts';
import {
	begin,
	beginAt,
	example,
	heading,
	journey,
	leave,
	onDevice,
	press,
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

const close = (page: Page) => page.browserContext().close();
const at = (step: string, language = '', said = example) =>
	beginAt(browser, app.origin + language + journey, { step, said });
const strip = (page: Page) => words(page, '.live-strip');

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
		expect(await words(page, '#measures')).toMatch(
			/2025年1月1日没有确定有效的措施.*2024年12月31日/
		);
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

	test('a result has the measures as a spreadsheet', async () => {
		const { page } = await at('result');
		const [response] = await Promise.all([
			page.waitForResponse((one) => one.url() === `${app.origin}/report.xlsx`),
			page.click('button[formaction="/report.xlsx"]')
		]);
		expect(response.status()).toBe(200);
		expect(response.headers()['content-disposition']).toMatch(/^attachment; .*\.xlsx/);
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

describe('what if', () => {
	const field = (name: string) => `[id="if.${name}"]`;
	const year = (fact: string) => field(`projects.0.years.2024.${fact}`);
	const type = async (page: Page, selector: string, text: string) => {
		await page.$eval(selector, (one) => {
			one.closest('details')!.open = true;
			(one as HTMLInputElement).focus();
			(one as HTMLInputElement).select();
		});
		await page.keyboard.type(text);
	};
	const total = (page: Page) => words(page, '#what-if .live-strip');
	const difference = (page: Page) => words(page, '#what-if-difference');
	const kept = (page: Page) => page.evaluate(() => JSON.stringify(localStorage));

	test('changes the package at once, on the device, and is kept nowhere', async () => {
		const { page, complaints } = await at('result');
		expect(await total(page)).toContain('与现在的答案相同');
		expect(await page.$('#what-if-difference')).toBeNull();
		const [before, address] = [await kept(page), page.url()];
		const asked: string[] = [];
		page.on('request', (one) => one.resourceType() === 'font' || asked.push(one.url()));

		// 1000 × 1 % = 10.
		await type(page, year('loan'), '1000');
		expect(await difference(page)).toMatch(
			/还不能判断 → 符合条件 \(1\) 贷款贴息补助 0–200万元 10万元/
		);
		// Whoever empties the last field of a year is about to type another figure.
		const earlier = field('projects.0.years.2023.loan');
		await type(page, earlier, '1');
		await page.keyboard.press('Backspace');
		expect(await page.$eval(earlier, (one) => one === document.activeElement)).toBe(true);
		// 430 is below the threshold of 500: 500 × 10 % = 50 is lost.
		await type(page, year('effective-investment'), '430');
		expect(await difference(page)).toMatch(/符合条件 → 不符合条件 \(1\) 项目有效投入补助 50万元/);
		expect(await total(page)).toMatch(/50–[\d,]+万元 → 假如这样 10–/);
		expect(await words(page, '#measures')).toMatch(/项目有效投入补助 50万元/);
		expect([await kept(page), page.url(), asked]).toEqual([before, address, []]);

		await press(page, '[value="if.drop"]');
		expect(await page.$('#what-if-difference')).toBeNull();
		const back = await page.$(year('effective-investment'));
		expect(await back!.evaluate((one) => (one as HTMLInputElement).value)).toBe('500');
		expect(complaints).toEqual([]);
		await close(page);
	});

	test('is taken over into the answers, with its day', async () => {
		const { page } = await at('result');
		await type(page, year('loan'), '1000');
		await type(page, field('on'), '2024年12月1日');
		await press(page, '[value="if.take"]');
		expect(await total(page)).toContain('与现在的答案相同');
		expect(await words(page, '#measures')).toMatch(/贷款贴息补助 10万元/);
		expect(await page.$eval('#on', (one) => (one as HTMLInputElement).value)).toBe('2024-12-01');
		expect(await page.evaluate(() => document.activeElement?.id)).toBe('what-if');
		expect(await kept(page)).toContain('\\"loan\\":1000');
		await close(page);
	});

	test('a town of a county: its own measures are named', async () => {
		const { page } = await at('result');
		await page.$eval('#what-if details', (one) => (one.open = true));
		await page.select(field('region-2'), '320981');
		expect(await difference(page)).toContain('请查看本县（市）自己的政策措施');
		expect(await difference(page)).toMatch(/符合条件 → 不在支持范围内/);
		await close(page);
	});

	test('by keyboard alone', async () => {
		const { page } = await at('result');
		await page.$eval('#what-if', (one) => (one as HTMLElement).focus());
		// Past the folded answers of the four dimensions to the place and the day.
		for (let i = 0; i < 5; i++) await page.keyboard.press('Tab');
		expect(await page.$eval(':focus', (one) => one.textContent)).toContain('所在地和日期');
		await page.keyboard.press('Enter');
		for (let i = 0; i < 4; i++) await page.keyboard.press('Tab');
		expect(await page.evaluate(() => document.activeElement?.id)).toBe('if.on');
		await page.keyboard.type('2025-01-01');
		expect(await difference(page)).toMatch(/符合条件 → 已不再施行/);
		// Enter sends the form, and the result stays.
		await page.keyboard.press('Enter');
		expect(await difference(page)).toMatch(/符合条件 → 已不再施行/);
		await page.focus('[value="if.drop"]');
		await page.keyboard.press('Enter');
		await page.waitForFunction(() => !document.querySelector('#what-if-difference'));
		await close(page);
	});

	test('another page forgets it', async () => {
		const { page } = await at('result');
		await type(page, year('loan'), '1000');
		await press(page, '.step-button[value=support]');
		await page.goBack();
		await page.waitForSelector('#what-if');
		expect(await total(page)).toContain('与现在的答案相同');
		await close(page);
	});

	test('without script the server shows the same', async () => {
		const { page: script } = await at('result');
		await type(script, year('loan'), '1000');
		await script.$eval('#what-if details', (one) => (one.open = true));
		await script.select(field('region-2'), '320902');

		const context = await browser.createBrowserContext();
		const page = await context.newPage();
		await page.setJavaScriptEnabled(false);
		await page.goto(app.origin + journey);
		const put = (name: string, text: string) =>
			page.$eval(
				`[name="${name}"]`,
				(one, text) => void ((one as HTMLInputElement).value = text),
				text
			);
		const { name, facts, ...rest } = example;
		await put('said', JSON.stringify(rest));
		await put('name', name!);
		await put('facts.industry', '');
		for (const [level, code] of ['320000', '320900', '320903'].entries()) {
			await page.select(`#region-${level}`, code);
			await leave(page, '#region button');
		}
		for (const fact of ['applicant', 'above-scale']) {
			await press(page, `[name="facts.${fact}"][value="${String(facts[fact])}"]`);
		}
		await put('on', '2024-10-15');
		await leave(page, '.step-button[value=result]');
		await put('on', '2024-10-15');
		await leave(page, '#measures button.btn');

		await put('if.projects.0.years.2024.loan', '1000');
		await page.select(field('region-2'), '320902');
		await leave(page, '#what-if [value="if.judge"].btn:not(.btn-sm)');
		expect(page.url()).toContain('#what-if');
		expect(await difference(page)).toMatch(/贷款贴息补助 0–200万元 10万元/);
		expect(await total(page)).toBe(await total(script));
		expect(await difference(page)).toBe(await difference(script));
		const carried = () => page.$eval('[name=said]', (one) => (one as HTMLInputElement).value);
		expect(await carried()).not.toContain('"loan":1000');

		await leave(page, '[value="if.take"]');
		expect(await carried()).toContain('"loan":1000');
		expect(await carried()).toContain('"area":"320902"');
		expect(await page.$('#what-if-difference')).toBeNull();
		expect(await words(page, '#measures')).toMatch(/贷款贴息补助 10万元/);
		await context.close();
		await close(script);
	});
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
		expect(html).toContain('读不出来（此前各页的答案）');
		expect(html).toContain('甲公司');
		const partly = await post({
			said: JSON.stringify({ name: 5, facts: { size: 'small' } }),
			step: 'result'
		});
		expect(await partly.text()).toMatch(/读不出来（企业名称）[^]*small/);
		const supposed = await post({ said: '{}', step: 'result', supposed: '{broken' });
		expect(supposed.status).toBe(400);
		expect(await supposed.text()).toContain('读不出来（假如……）');
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
				if (step === 'result') {
					await page.waitForSelector('canvas[data-drawn]');
					await page.type('[id="if.projects.0.years.2024.loan"]', '1000');
				}
				for (const scheme of ['light', 'dark']) {
					await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
					// Buttons take their time to change colour; those folded away stand still meanwhile.
					await page.evaluate(() =>
						Promise.allSettled(
							document
								.getAnimations()
								.filter(({ effect }) => (effect as KeyframeEffect).target!.checkVisibility())
								.map(({ finished }) => finished)
						)
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
