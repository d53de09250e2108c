import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'puppeteer-core';
import readXlsxFile from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseYaml } from '#lib/library/yaml.ts';
import { type App, startApp } from '../support/app.ts';
import { findBarriers, launch, open } from '../support/browser.ts';

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

const standard = '/standards/sme-digital-level/2024';
const document = '/measures/yancheng-2022';
const measures = [
	...['adviser', 'bank-products', 'effective-investment', 'first-set-equipment', 'five-star-cloud'],
	...['free-diagnosis', 'green-channel', 'leading-provider', 'leasing', 'loan-interest'],
	...['national-benchmark', 'provincial-benchmark', 'scene-case', 'technical-service-body'],
	...['training-base', 'training-organisation']
];
/** Documents whose period is not known, with a measure of each kind that Yancheng has none of. */
const dongguan = '/measures/dongguan-2023';
const reply = '/measures/dongguan-2021-reply';
const guangdong = '/measures/guangdong-2021';
const zhanjiang = '/measures/zhanjiang-2023';
const others = [
	...[guangdong, `${guangdong}/local-demonstration`, `${guangdong}/network-upgrade`],
	...[zhanjiang, `${zhanjiang}/identifier-use`, `${zhanjiang}/loan-interest`],
	...[dongguan, `${dongguan}/smart-workshop`, `${dongguan}/smart-factory`],
	...[reply, `${reply}/informatisation-award`]
];
/** Every kind of address, with the status it answers with. */
const addresses: [path: string, status: number][] = [
	['/', 200],
	['/standards', 200],
	[standard, 200],
	['/standards/dongguan-industrial-internet/2026', 200],
	['/standards/two-integration/2026', 200],
	['/standards/two-integration/2026-2', 200],
	['/standards/smart-factory-gradient/2025', 200],
	['/standards/smart-manufacturing/2026', 200],
	['/standards/yancheng-diagnosis/2026', 200],
	['/diagnose', 200],
	['/measures', 200],
	['/measures?on=2024-10-15', 200],
	['/measures?on=2025-01-01', 200],
	['/measures?on=2025-02-30', 400],
	['/measures?on=2024-10-15&show=all&q=%E8%AF%8A%E6%96%AD&kind=award', 200],
	['/measures?on=2024-10-15&area=320000&area=320900&area=320924&kind=loan', 200],
	['/measures/calendar?on=2022-01-01', 200],
	['/measures/calendar?on=2024-06-15&show=all', 200],
	['/measures/calendar?on=2024-06-31&show=all', 400],
	[document, 200],
	...measures.map((id): [string, number] => [`${document}/${id}`, 200]),
	...others.map((path): [string, number] => [path, 200]),
	['/standards/sme-digital-level/1999', 404],
	['/nowhere', 404]
];
const languages = [
	['', 'zh-CN'],
	['/en', 'en']
] as const;
const everywhere = languages.flatMap(([prefix, language]) =>
	addresses.map(
		([path, status]) => [prefix + path.replace(/^\/$/, '') || '/', language, status] as const
	)
);
const screens = [
	['phone', 360],
	['tablet', 820],
	['desktop', 1280]
] as const;
const schemes = ['light', 'dark'] as const;

/** What a reader reads, each run of blanks as one. */
async function textOf(page: Page, selector = 'body'): Promise<string> {
	const text = await page.$eval(selector, (element) => (element as HTMLElement).innerText);
	return text.replace(/[\s\u00a0]+/g, ' ');
}

async function visit(path: string): Promise<{ page: Page; text: string }> {
	const page = await browser.newPage();
	await page.goto(app.origin + path);
	return { page, text: await textOf(page) };
}

/** The browser's own remark that a page was answered with 4xx, which is meant. */
const isAnswer = (complaint: string) => /status of 4\d\d/.test(complaint);

describe.each(everywhere)('%s', (path, language, status) => {
	test(`answers ${status} in ${language}, without any script`, async () => {
		const response = await fetch(app.origin + path);
		const html = await response.text();
		expect(response.status).toBe(status);
		expect(html).toContain(`<html lang="${language}">`);
		expect(html).not.toMatch(/<script|\sstyle=/);
	});

	test('has no barrier, no complaint and nothing cut off, on every screen, light and dark', async () => {
		const { page, complaints } = await open(browser, app.origin + path);
		for (const [screen, width] of screens) {
			await page.setViewport({ width, height: 900 });
			for (const scheme of schemes) {
				await page.emulateMediaFeatures([
					{ name: 'prefers-color-scheme', value: scheme },
					// Colours then change at once, not while they are being measured.
					{ name: 'prefers-reduced-motion', value: 'reduce' }
				]);
				expect([screen, scheme, await findBarriers(page)]).toEqual([screen, scheme, []]);
			}
			const overflow = await page.evaluate(
				() => globalThis.document.documentElement.scrollWidth - innerWidth
			);
			expect([screen, overflow]).toEqual([screen, 0]);
		}
		expect(complaints.filter((complaint) => !isAnswer(complaint))).toEqual([]);
		await page.close();
	});

	test('says everything in its language and leads nowhere that is not there', async () => {
		const { page, text } = await visit(path);
		expect(await page.title()).toMatch(language === 'en' ? /Qidang/ : /企档/);
		// The name of a message in place of the message.
		expect(text).not.toMatch(/\b[a-z]+(_[a-z]+)+\b/);
		if (language === 'en') {
			const rest = await page.evaluate(() => {
				for (const quoted of globalThis.document.querySelectorAll('[lang=zh-CN]')) quoted.remove();
				return globalThis.document.body.innerText;
			});
			expect(chinesePhrases.filter((phrase) => rest.includes(phrase))).toEqual([]);
		}
		const { links, lost } = await page.evaluate(() => ({
			links: [...globalThis.document.links].map(({ href }) => href),
			lost: [...globalThis.document.querySelectorAll('a[href^="#"]')]
				.map((link) => link.getAttribute('href')!)
				.filter((target) => !globalThis.document.getElementById(target.slice(1)))
		}));
		expect(lost).toEqual([]);
		for (const link of links) if (link.startsWith(app.origin)) linked.add(link.split('#')[0]!);
		await page.close();
	});
});

/** What the interface says in Chinese, in pieces long enough to be told from a name or a unit. */
const chinesePhrases = Object.values(
	JSON.parse(
		readFileSync(new URL('../../src/lib/messages/zh-cn.json', import.meta.url), 'utf8')
	) as Record<string, unknown>
).flatMap((message) =>
	typeof message === 'string' ? message.split(/\{\w+\}/).filter((part) => part.length >= 4) : []
);

/** Every address of ours that a page above links to. */
const linked = new Set<string>();

test('every link leads to a page', async () => {
	const statuses = await Promise.all(
		[...linked].map(async (link) => [link, (await fetch(link)).status] as const)
	);
	const expected = new Map(everywhere.map(([path, , status]) => [app.origin + path, status]));
	const dead = statuses.filter(([link, status]) => {
		const path = link.replace(/\/$/, '');
		// The language switch of a page that is not there leads to its other language.
		return status !== (expected.get(link) ?? expected.get(path) ?? 200);
	});
	expect(dead).toEqual([]);
	expect(linked.size).toBeGreaterThan(everywhere.length);
});

describe('the standard', () => {
	test('shows the points as they add up', async () => {
		const { page, text } = await visit(standard);
		// 50 + 30 + 20 = 100; seven, four and four questions make 15.
		expect(text).toContain('共 100 分，来自 15 道计分题。');
		expect(await textOf(page, '#digital-base > div')).toBe('数字化基础 50 分');
		expect(await textOf(page, '#digital-operation > div')).toBe('数字化经营 不计分');
		expect(await textOf(page, '#digital-management > div')).toBe('数字化管理 30 分');
		expect(await textOf(page, '#digital-results > div')).toBe('数字化成效 20 分');
		await page.close();
	});

	test('shows each option with its interval, closures and points', async () => {
		const { page } = await visit(standard);
		const question = await textOf(page, '#digital-rate');
		expect(question).toContain('10 %以上至20 % (10 %, 20 %] 1.5 分');
		expect(question).toContain('[0 %, 10 %] 0 分');
		expect(question).toContain('条款 Q2');
		expect(question).toContain('两份副本一致');
		expect(question).toContain('“生产设备台数·其中数字化设备” ÷ “生产设备台数·生产设备总台数”');
		expect(await textOf(page, '#equipment')).toContain('生产设备总台数 台 整数');
		expect(await textOf(page, '#energy-intensity')).toMatch(/增加 0 分.*持平 3\.5 分.*降低 7 分/);
		await page.close();
	});

	test('marks the ten constrained scenes and says where the copies disagree', async () => {
		const { page } = await visit(standard);
		const marked = await page.$$eval('#digital-operation article', (articles) =>
			articles.filter((one) => one.innerText.includes('约束性场景\n')).map(({ id }) => id)
		);
		expect(marked).toHaveLength(10);
		expect(marked).not.toContain('process-design');
		const scene = await textOf(page, '#product-design');
		expect(scene).toContain('第二份副本把三级和四级的描述对调');
		expect(scene).toMatch(/零级 以下各级均未达到.*四级 /);
		await page.close();
	});

	test('shows the level rule with the warning that it rests on one copy', async () => {
		const { page } = await visit(standard);
		const rows = await page.$$eval('#levels tbody tr', (found) =>
			found.map((row) => [...row.cells].map((cell) => cell.innerText.match(/≥ (\d+)/)?.[1] ?? ''))
		);
		expect(rows).toEqual([
			['', '20', '6', '3'],
			['', '40', '6', '3'],
			['', '60', '8', '5'],
			['', '80', '10', '6']
		]);
		const levels = await textOf(page, '#levels');
		expect(levels).toContain('三级 集成级 ≥ 60');
		expect(levels).toMatch(/评定等级的数字：?.*一份副本/);
		expect(levels).toContain('满足要求的最高一级就是评定的等级');
		await page.close();
	});

	test('is there in English too, with what is not known', async () => {
		const { page, text } = await visit(`/en${standard}`);
		expect(text).toContain('100 points in all, from 15 scored questions.');
		expect(await textOf(page, '#digital-rate')).toContain('(10 %, 20 %] 1.5 points');
		expect(await textOf(page, '#not-known')).toContain('How long a result is valid.');
		expect(await textOf(page, '#levels')).toContain('one copy only');
		await page.close();
	});

	test('can be saved as a SurveyJS document', async () => {
		const response = await fetch(`${app.origin}${standard}/survey.json`);
		expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
		expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"$/);
		const survey = (await response.json()) as { pages: { name: string }[] };
		expect(survey.pages.map(({ name }) => name)).toEqual([
			...['digital-base', 'digital-operation', 'digital-management', 'digital-results']
		]);
		expect((await fetch(`${app.origin}/standards/x/1/survey.json`)).status).toBe(404);
	});
});

describe('the measures on a day', () => {
	test('without a day are those of today, the documents that are not in force without theirs', async () => {
		const { page, text } = await visit('/measures');
		const day = await page.$eval('#on', (field) => (field as HTMLInputElement).value);
		const [year, month, date] = day.split('-').map(Number);
		expect(text).toContain(`${year}年${month}月${date}日已经失效`);
		expect(await page.$eval('[value=in-force]', (one) => (one as HTMLInputElement).checked)).toBe(
			true
		);
		const counts = await countsOf(page);
		// Its last day was in 2024; the letter has no days at all.
		expect(counts).toMatchObject({ [document]: 0, [guangdong]: 0, [dongguan]: 17, [reply]: 7 });
		await page.close();
	});

	test('are all shown where all are asked for', async () => {
		const { page, text } = await visit('/measures?on=2024-10-15&show=all');
		// Dongguan's sixteen rows are seventeen measures, the letter's five are seven.
		expect(await countsOf(page)).toEqual({
			...{ [document]: 16, [dongguan]: 17, [reply]: 7, [guangdong]: 29, [zhanjiang]: 25 }
		});
		// 16 + 17 + 7 + 29 + 25.
		expect(text).toContain('列出 94 项措施，出自 5 份文件。');
		await page.close();
	});

	test.each([
		['2022-01-27', '2022年1月27日尚未施行'],
		['2022-01-28', '2022年1月28日有效'],
		['2024-12-31', '2024年12月31日有效'],
		['2025-01-01', '2025年1月1日已经失效']
	])('on %s: %s', async (day, said) => {
		const { page, text } = await visit(`/measures?on=${day}`);
		expect(text).toContain(said);
		await page.close();
	});

	test('after the last day name it and lead to it', async () => {
		const { page, text } = await visit('/measures?on=2025-01-01');
		expect(text).toContain('2025年1月1日没有确定有效的措施。');
		expect(text).toContain('2024年12月31日');
		await Promise.all([page.waitForNavigation(), page.click('[role=status] a')]);
		expect(page.url()).toBe(`${app.origin}/measures?on=2024-12-31`);
		expect(await textOf(page)).toContain('2024年12月31日有效');
		await page.close();
	});

	test('before the first day say that there was nothing before either', async () => {
		const { page, text } = await visit('/en/measures?on=2021-05-31');
		expect(text).toContain(
			'Nothing is certainly in force on 31 May 2021. Nothing certainly was before it either'
		);
		await page.close();
	});

	test.each(['2025-02-30', '2024/10/15', 'yesterday', '20241015', '1899-12-31'])(
		'on %s, which is no day: status 400, the field is named and keeps what was typed',
		async (typed) => {
			const { page, text } = await visit(`/measures?on=${encodeURIComponent(typed)}`);
			expect((await fetch(page.url())).status).toBe(400);
			expect(text).toContain('“日期”须是一个存在的日子');
			const field = await page.$eval('#on', (input) => ({
				value: (input as HTMLInputElement).value,
				invalid: input.getAttribute('aria-invalid')
			}));
			expect(field).toEqual({ value: typed, invalid: 'true' });
			await page.close();
		}
	);

	test('can be asked for with scripting switched off, the field mended after a fault', async () => {
		const page = await browser.newPage();
		await page.setJavaScriptEnabled(false);
		await page.goto(`${app.origin}/en/measures?on=2024-10`);
		await page.focus('#on');
		await page.keyboard.press('End');
		await page.keyboard.type('-15');
		await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
		expect(page.url()).toBe(`${app.origin}/en/measures?on=2024-10-15`);
		await page.close();
		const { page: shown, text } = await visit('/en/measures?on=2024-10-15');
		expect(text).toContain('In force on 15 October 2024');
		await shown.close();
	});
});

/** How many measures are listed of each document. */
async function countsOf(page: Page): Promise<Record<string, number>> {
	const counts = await page.$$eval('main section', (sections) =>
		sections.map((section) => [
			section.querySelector('h2 a')!.getAttribute('href')!,
			section.querySelectorAll('li').length
		])
	);
	return Object.fromEntries(counts) as Record<string, number>;
}

describe('finding measures', () => {
	test('by area, list by list and without script, for a county that has measures of its own', async () => {
		const page = await browser.newPage();
		await page.setJavaScriptEnabled(false);
		await page.goto(`${app.origin}/measures?on=2024-10-15`);
		const show = () => Promise.all([page.waitForNavigation(), page.click('main form button')]);
		await page.click('main details summary');
		await page.select('#area-0', '320000');
		await show();
		await page.select('#area-1', '320900');
		await show();
		await page.select('#area-2', '320924');
		await show();
		const text = await textOf(page);
		expect(text).toContain('请查看本县（市）自己的政策措施');
		// Advisers, bank products and the green channel are for all of the city.
		expect(await countsOf(page)).toEqual({ [document]: 3 });
		await page.close();
	});

	test('by words in traditional characters, with other brackets around the year', async () => {
		const page = await browser.newPage();
		await page.goto(`${app.origin}/measures?on=2024-10-15`);
		await page.type('#q', '鹽政辦發[2022]6號');
		await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
		expect(await countsOf(page)).toEqual({ [document]: 16 });
		expect(await textOf(page)).toContain('列出 16 项措施，出自 1 份文件。');
		await page.close();
	});

	test('those of documents that are not in force are told of and one step away', async () => {
		const { page, text } = await visit('/en/measures?on=2025-01-01&q=loan&area=320903');
		expect(text).toContain('of documents not in force on the day');
		expect(await countsOf(page)).toEqual({ [`/en${document}`]: 0 });
		await Promise.all([page.waitForNavigation(), page.click('main section p a[href*=show]')]);
		expect(page.url()).toContain('show=all');
		expect((await countsOf(page))[`/en${document}`]).toBeGreaterThan(0);
		await page.close();
	});

	test('a value that is not known is named and filters nothing', async () => {
		const { page, text } = await visit('/measures?on=2024-10-15&show=all&applicant=bank');
		expect(text).toContain('“申请人”中没有“bank”');
		expect(text).toContain('列出 94 项措施');
		await page.close();
	});

	test('where nothing fits, that is said, with a way on', async () => {
		const { page, text } = await visit('/measures?on=2024-10-15&q=zzz');
		expect(text).toContain('没有符合的措施。');
		await Promise.all([page.waitForNavigation(), page.click('[role=status] a')]);
		expect(page.url()).toBe(`${app.origin}/measures?on=2024-10-15`);
		await page.close();
	});

	test('as a spreadsheet, the same measures', async () => {
		const query = '?on=2024-10-15&kind=award';
		const { page } = await visit(`/measures${query}`);
		const link = await page.$eval('main a[download]', (one) => (one as HTMLAnchorElement).href);
		await page.close();
		expect(link).toBe(`${app.origin}/measures.xlsx${query}`);
		const [sheet] = await readXlsxFile(Buffer.from(await (await fetch(link)).arrayBuffer()));
		const [titles, ...rows] = sheet!.data;
		const award = titles!.indexOf('一次性金额（万元）');
		// Yancheng's eight awards; the other documents in force, or possibly so, have none.
		expect(rows).toHaveLength(8);
		expect(rows.find((row) => row.includes('省五星级上云奖励'))![award]).toBe(50);
		expect((await fetch(`${app.origin}/measures.xlsx?on=2024-13-01`)).status).toBe(400);
	});
});

describe('the calendar', () => {
	test('shows what begins and ends from a day on, by month', async () => {
		const { page, text } = await visit('/measures/calendar?on=2024-06-15');
		expect(await page.$$eval('main section h2', (all) => all.map((one) => one.innerText))).toEqual([
			...['2024年6月', '2024年12月', '2025年12月', '日期不明的']
		]);
		expect(text).toContain(
			'哪一天不明 在这个月内结束，哪一天不明 广东省制造业数字化转型若干政策措施'
		);
		expect(text).toContain('2024年支出的比例（10 %）到此为止，以后的比例没有公布');
		expect(text).toContain('开始和结束的日期都不明');
		await Promise.all([page.waitForNavigation(), page.click('[role=status] a')]);
		expect(await textOf(page)).toContain('2023年的支出按 11 %，上一年为 12 %');
		await page.close();
	});

	test('keeps what else was asked for over a day that does not exist', async () => {
		const { page } = await visit('/en/measures/calendar?on=2024-06-31&show=all');
		await page.$eval('#on', (field) => ((field as HTMLInputElement).value = '2024-06-30'));
		await Promise.all([page.waitForNavigation(), page.click('main form button')]);
		expect(page.url()).toBe(`${app.origin}/en/measures/calendar?show=all&on=2024-06-30`);
		await page.close();
	});
});

describe('what was found for an enterprise, as a spreadsheet', () => {
	const example = 'examples/yancheng-caster.yaml';
	const post = (change: Record<string, string>) =>
		fetch(`${app.origin}/report.xlsx`, {
			method: 'POST',
			headers: { origin: app.origin },
			body: new URLSearchParams({
				...{ on: '2024-10-15', lang: 'en' },
				said: JSON.stringify(parseYaml(readFileSync(example, 'utf8'), example)),
				...change
			})
		});

	test('has a row for each measure', async () => {
		const response = await post({});
		expect(response.headers.get('content-disposition')).toContain('report-2024-10-15.xlsx');
		const [measures] = await readXlsxFile(Buffer.from(await response.arrayBuffer()));
		const row = measures!.data.find((cells) => cells.includes('Support for effective investment'))!;
		expect(measures!.data).toHaveLength(1 + 94);
		// 500 × 10 % = 50万元.
		expect(row.filter((cell) => typeof cell === 'number')).toEqual([50, 50]);
	});

	test.each([{ on: '2024-02-30' }, { said: '{' }, { said: '{"questionnaire":5}' }])(
		'is refused in a sentence for %j',
		async (change) => {
			const response = await post(change);
			expect(response.status).toBe(400);
			expect(await response.text()).toMatch(/须是一个存在的日子|没有读到提交的内容/);
		}
	);
});

describe('a measure', () => {
	test('shows its rates by year, its cap and the reading that is open', async () => {
		const { page, text } = await visit(`${document}/effective-investment`);
		const rates = await page.$$eval('main table:not(#history *) tbody tr', (rows) =>
			rows.map((row) => [...row.cells].map((cell) => cell.innerText.replace('\u00a0', ' ')))
		);
		expect(rates).toEqual([
			['2022年', '12 %'],
			['2023年', '11 %'],
			['2024年', '10 %']
		]);
		expect(text).toContain('补助上限 500万元。');
		expect(text).toMatch(/每年最高500万元 按每个项目每年计。.*各年合计最高500万元 按每个项目计。/);
		expect(text).toContain('年度有效投入：不低于 500万元');
		expect(text).toContain('由原文推得');
		expect(text).toContain('2022年1月28日至2024年12月31日');
		// 500 × 10 % = 50; 440 + 300 = 740 by one reading and 500 by the other.
		expect(text).toContain('500 × 10% = 50万元。');
		expect(text).toContain('500–740万元');
		await page.close();
	});

	test('shows its dated history, in order, and what is not known of its document', async () => {
		const { page, text } = await visit(`${document}/effective-investment`);
		const rowsOf = (one: Page) =>
			one.$$eval('#history tbody tr', (rows) =>
				rows.map((row) => [...row.cells].map((cell) => cell.innerText.replaceAll('\u00a0', ' ')))
			);
		const rows = await rowsOf(page);
		expect(rows.slice(0, -1)).toEqual([
			['2022年1月1日', '2022年的支出按 12 %'],
			['2022年1月28日', '成文日期'],
			['2022年1月28日', '开始施行'],
			['2023年1月1日', '2023年的支出按 11 %，上一年为 12 %'],
			['2024年1月1日', '2024年的支出按 10 %，上一年为 11 %'],
			['2024年12月31日', '2024年支出的比例（10 %）到此为止，以后的比例没有公布'],
			['2024年12月31日', '施行的最后一天']
		]);
		expect(rows.at(-1)![1]).toBe('最后核对');
		expect(text).toContain('文号 盐政办发〔2022〕6号');
		expect(text).toContain('市财政局等部门制定的实施细则');
		await page.close();

		const other = await visit(`/en${zhanjiang}/loan-interest`);
		expect((await rowsOf(other.page)).slice(0, 3)).toEqual([
			['unknown', 'Issued'],
			['unknown', 'Comes into force'],
			['31 December 2025', 'Last day in force']
		]);
		expect(other.text).toContain('our text shows no date');
		await other.page.close();
	});

	test('that is a service says that no cash is paid and what it may cost', async () => {
		const { page, text } = await visit(`/en${document}/free-diagnosis`);
		expect(text).toContain('It is a service; no cash is paid.');
		expect(text).toContain('not more than CNY 100,000');
		await page.close();
	});

	test('without a published sum says so', async () => {
		const { page, text } = await visit(`${guangdong}/network-upgrade`);
		expect(text).toContain('文件写明有这项支持，但没有写金额。');
		expect(text).toContain('除申请人和地区外，正文没有写条件。');
		expect(text).toContain('适用地区 广东省');
		expect(text).toContain('责任单位 省工业和信息化厅');
		expect(text).toContain('2021年6月至2024年6月');
		await page.close();
	});

	test('with an area of its own shows that one, on whose reading it rests, and what is open', async () => {
		const { page, text } = await visit(`${document}/bank-products`);
		expect(text).toMatch(/适用地区 盐城市（含各县、市） .{0,40}由原文推得/);
		expect(text).not.toContain('盐城市区：亭湖区');
		expect(text).toContain('各县（市）的企业是否也在其列？');
		await page.close();
		const english = await visit(`/en${document}/adviser`);
		expect(english.text).toContain('All of Yancheng with its counties');
		expect(english.text).toContain('derived from the text');
		await english.page.close();
	});

	test('with thresholds names each with its unit', async () => {
		const { page, text } = await visit(`${zhanjiang}/identifier-use`);
		expect(text).toMatch(/标识注册总量：不低于 100[,\u00a0 ]?000 ?个/);
		expect(text).toMatch(/标识日均解析量：不低于 1[,\u00a0 ]?000 ?次\/日/);
		await page.close();
	});

	test('for a title says how it must have been awarded', async () => {
		const { page, text } = await visit(`${document}/five-star-cloud`);
		expect(text).toMatch(/省星级上云企业（五星级及以上）：在政策有效期内获得/);
		expect(text).toContain('一次性 50万元');
		await page.close();
	});
});

describe('a document whose days are not known', () => {
	test('says so and why, on any day', async () => {
		const { page, text } = await visit(dongguan);
		expect(text).toContain('开始和结束的日期都不明');
		expect(text).toContain('是否有效无法确定');
		expect(text).toContain('“到2023年底”是工作目标的期限，不是支持措施的截止日');
		expect(text).toContain('文号 手中的文本没有写明');
		await page.close();
	});

	test('shows a ceiling as a ceiling, with both readings of its cap', async () => {
		const { page, text } = await visit(`${dongguan}/smart-workshop`);
		expect(text).toContain('不超过 项目实际投入的 25 %');
		// 1600 × 25 % = 400 and 2400 × 25 % = 600: 400 + 500 by one reading, 500 by the other.
		expect(text).toContain('不超过 900万元');
		expect(text).toContain('一家企业合计最高500万元：不超过 500万元');
		expect(text).not.toContain('0–900万元');
		await page.close();
	});

	test('shows its targets, each with figure, deadline, clause and what is not said', async () => {
		const { page } = await visit(dongguan);
		const rows = await page.$$eval('main table tbody tr', (found) =>
			found.map((row) => [...row.cells].map((cell) => cell.innerText.replace(/[\s\u00a0]+/g, ' ')))
		);
		expect(rows).toHaveLength(20);
		expect(rows[2]!.slice(0, 4)).toEqual([
			'打造智能工厂（车间）',
			'不少于 40 个 累计数',
			'2023年底',
			'一'
		]);
		expect(rows[2]![4]).toContain('各镇街（园区）的分解在附件1');
		expect(rows[11]!.slice(1, 4)).toEqual(['3–5 场 期内新增', '不明', '二(五)']);
		await page.close();

		const english = await visit(`/en${reply}`);
		const words = await textOf(english.page, 'main table');
		expect(words).toContain('Over 6,200 enterprise-times cumulative 2 July 2021 achieved');
		expect(words).toContain('At most 5,700 ten thousand yuan');
		await english.page.close();
	});

	test('that is a letter says that it gives no right', async () => {
		const { page, text } = await visit(`${reply}/informatisation-award`);
		expect(text).toContain('不超过核定投入总额的20%');
		expect(text).toContain('仅为历史，不产生权利');
		await page.close();
	});
});

test('a document names the offices of its articles', async () => {
	const { page, text } = await visit(guangdong);
	expect(text).toMatch(/五\/11 5G资费 责任单位 ?省通信管理局、中国电信广东分公司、/);
	expect(text).toContain('粤府〔2021〕45号');
	expect(text).toContain('“十万”数字化产业工人培训');
	await page.close();
});

test('the document lists every article, with its measures or why it has none', async () => {
	const { page, text } = await visit(document);
	expect(await page.$$eval('main section:first-of-type > ul > li', (items) => items.length)).toBe(
		26
	);
	const linkedMeasures = await page.$$eval('main section li li a', (links) =>
		links.map((link) => link.getAttribute('href')!.split('/').at(-1)!).sort()
	);
	expect(linkedMeasures).toEqual([...measures].sort());
	expect(text).toContain('盐政办发〔2022〕6号');
	expect(text).toContain('响水县 320921');
	expect(text).toMatch(/可以相加.*→ 相加.*只给高的一项.*→ 取高的一项/);
	await page.close();
});

describe('what is not there', () => {
	test.each([
		['/standards/sme-digital-level/1999', '没有这一版标准：sme-digital-level@1999。'],
		['/measures/nowhere-2022', '没有这份政策文件：nowhere-2022。'],
		[`${document}/nothing`, '这份文件里没有这项措施：nothing。'],
		['/nowhere', '这个地址没有页面'],
		['/en/nowhere', 'There is no page at this address']
	])('%s says so and shows a way back', async (path, said) => {
		const { page, text } = await visit(path);
		expect((await fetch(app.origin + path)).status).toBe(404);
		expect(text).toContain(said);
		const ways = await page.$$eval('main a', (links) => links.map((link) => link.pathname));
		const prefix = path.startsWith('/en') ? '/en' : '';
		expect(ways).toEqual([`${prefix}/standards`, `${prefix}/measures`, `${prefix || '/'}`]);
		await page.close();
	});
});

describe('by keyboard', () => {
	test('the first stop skips to the content', async () => {
		const { page } = await visit('/measures');
		await page.keyboard.press('Tab');
		expect(await textOf(page, ':focus')).toBe('跳到正文');
		await page.keyboard.press('Enter');
		await page.waitForSelector('main:target');
		await page.keyboard.press('Tab');
		expect(await textOf(page, ':focus')).toBe('起止日历');
		await page.close();
	});

	test('the language switch is reached and keeps the page with its day', async () => {
		const { page } = await visit('/measures?on=2024-10-15');
		for (let stop = 0; stop < 7; stop++) await page.keyboard.press('Tab');
		expect(await textOf(page, ':focus')).toBe('English');
		await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
		expect(page.url()).toBe(`${app.origin}/en/measures?on=2024-10-15`);
		expect(await textOf(page, 'header')).toContain('中文');
		await page.close();
	});
});
