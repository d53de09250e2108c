import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseFile } from '#lib/diagnosis/case-file.ts';
import { openContent } from '../../scripts/content.ts';
import { type App, startApp } from '../support/app.ts';
import { findBarriers, launch, open } from '../support/browser.ts';
import { begin, beginAt, heading, onDevice, press, words } from '../support/journey.ts';
import { openPdf } from '../support/pdf.ts';
import { sendForm } from '../support/sending.ts';

const library = openContent();
const day = '2024-10-15';

/** What a worked case says, as a case file; its English name finds it. */
function said(ref: string, name: string): CaseFile {
	const { cases } = library.editions.get(ref)!;
	const one = cases.find((each) => each.name.endsWith(`（${name}）`))!;
	const { answers, facts = {}, titles = [] } = one;
	return { questionnaire: ref, name: '试制一厂', answers, facts, titles };
}

const ours = '这一等级由本平台自拟的标准得出，不作为任何支持措施的条件。';
/** Whose the tier is, as the result and the report say it. */
const own = { result: ours, report: [ours, '不计入官方统计'] };

/** The points and tiers are those that the cases work out by hand. */
const instruments = [
	{
		ref: 'dongguan-industrial-internet@2026',
		path: '/diagnose/dongguan-industrial-internet/2026',
		file: said(
			'dongguan-industrial-internet@2026',
			'everything at the top, nothing said of a decision'
		),
		steps: ['equipment-interconnection', 'scene-applications'],
		tier: '甲级',
		shown: '数字化水平等级，至少 甲级 题目都已回答',
		printed: '至少甲级',
		points: '得分 100，满分 100。',
		whose: own
	},
	{
		ref: 'two-integration@2026',
		path: '/diagnose/two-integration/2026',
		file: said('two-integration@2026', 'outside a group, half a point short'),
		steps: [
			...['foundation', 'single-application', 'integration', 'synergy-innovation'],
			...['competitiveness', 'benefit', 'companion-rates']
		],
		tier: '集成提升',
		shown: '数字化水平等级 集成提升 所有题目都已回答',
		printed: '集成提升',
		points: '得分 40.5，满分 100。',
		whose: own
	},
	{
		ref: 'yancheng-diagnosis@2026',
		path: '/diagnose/yancheng-diagnosis/2026',
		file: said('yancheng-diagnosis@2026', 'just applied'),
		steps: ['foundations', 'scenes', 'rates', 'effects'],
		tier: '场景应用',
		shown: '数字化水平等级 场景应用 所有题目都已回答',
		printed: '场景应用',
		points: '得分 20，满分 50。',
		whose: own
	},
	{
		ref: 'smart-factory-gradient@2025',
		path: '/diagnose/smart-factory-gradient/2025',
		file: said('smart-factory-gradient@2025', 'just basic'),
		steps: ['basic-conditions', 'links', 'capability-effects'],
		tier: '基础级',
		shown: '数字化水平等级 基础级 所有题目都已回答',
		printed: '基础级',
		points: '本标准不计分，只看各项条件是否满足',
		whose: {
			result: '由原文推得，仅一份副本',
			report: ['等级规则的依据：由原文推得，仅一份副本。', '附件原文没有读过']
		}
	}
];

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

test('both lists name every instrument, those of official texts first, with whose they are', async () => {
	for (const list of ['/diagnose', '/standards']) {
		const html = await (await fetch(app.origin + list)).text();
		const hrefs = [...html.matchAll(/href="\/(?:diagnose|standards)\/([a-z-]+)\/\d+"/g)];
		expect([list, [...new Set(hrefs.map(([, instrument]) => instrument))]]).toEqual([
			list,
			[
				...['sme-digital-level', 'smart-factory-gradient', 'dongguan-industrial-internet'],
				...['smart-manufacturing', 'two-integration', 'yancheng-diagnosis']
			]
		]);
		expect([list, html.match(/本平台自拟<\/span>/g)?.length]).toEqual([list, 4]);
	}
});

describe.each(instruments)('$ref', ({ path, file, steps, tier, shown, printed, points, whose }) => {
	test('the journey is without barriers on a phone, in both languages', async () => {
		for (const language of ['', '/en']) {
			for (const step of [steps[0]!, steps.at(-1)!, 'support', 'result']) {
				const url = app.origin + language + path;
				const { page, complaints } = await beginAt(browser, url, { step, said: file });
				await page.setViewport({ width: 360, height: 800 });
				// Charts are drawn at the width of the phone, not changed to it.
				await page.reload({ waitUntil: 'networkidle0' });
				await onDevice(page);
				const overflow = await page.evaluate(
					() => globalThis.document.documentElement.scrollWidth - innerWidth
				);
				const where = [language, step];
				expect([...where, overflow]).toEqual([...where, 0]);
				expect([...where, await findBarriers(page)]).toEqual([...where, []]);
				// The name of a message in place of the message.
				expect(await words(page)).not.toMatch(/\b[a-z]+(_[a-z]+)+\b/);
				expect([...where, complaints]).toEqual([...where, []]);
				await page.browserContext().close();
			}
		}
	});

	test('the first answers are judged on the device, page after page', async () => {
		const { page } = await begin(browser, app.origin + path);
		const titles = [await heading(page)];
		for (let count = 0; count <= steps.length + 1; count++) {
			await press(page, '[name=go][value=next]');
			await page.waitForFunction(
				(before) => globalThis.document.querySelector('h1')?.textContent.trim() !== before,
				{},
				titles.at(-1)
			);
			titles.push(await heading(page));
		}
		expect(new Set(titles).size).toBe(steps.length + 3);
		await page.browserContext().close();
	});

	test('the result is the same on the device and, without script, on the server', async () => {
		const { page } = await beginAt(browser, app.origin + path, { step: 'result', said: file });
		const onIt = await words(page);
		expect(onIt).toContain(shown);
		expect(onIt).toContain(points);
		expect(onIt).toContain(whose.result);
		const fields = { said: JSON.stringify(file), step: 'support', on: day, go: 'result' };
		const { status, text } = await sendForm({ origin: app.origin }, `${path}?/turn`, fields);
		expect(status).toBe(200);
		expect(text).toContain(`>${tier}</p>`);
		expect(text).toContain(points);
		await page.browserContext().close();
	});

	test('is kept under a private link, which opens with the same tier', async () => {
		const fields = { said: JSON.stringify(file), kept: '', step: 'result', on: day };
		const { status, headers } = await sendForm({ origin: app.origin }, `${path}?/keep`, fields);
		expect(status).toBe(303);
		const { page, complaints } = await open(browser, app.origin + headers.get('location')!);
		expect(await words(page)).toContain(shown);
		expect(complaints).toEqual([]);
		await page.close();
	});

	test('is printed, and the report says whose the tier is', async () => {
		const response = await fetch(`${app.origin}/report`, {
			method: 'POST',
			headers: { origin: app.origin },
			body: new URLSearchParams({ said: JSON.stringify(file), on: day })
		});
		const { drawn } = await openPdf(new Uint8Array(await response.arrayBuffer()));
		const text = drawn.map((one) => one.text).join('');
		expect(text).toContain(printed);
		for (const words of whose.report) expect(text).toContain(words);
	});
});

test('a decision of the authority is asked, and reaches the tier that no points reach', async () => {
	const [{ path, file }] = instruments as [(typeof instruments)[0]];
	const { page } = await beginAt(browser, app.origin + path, { step: 'result', said: file });
	expect(await words(page)).toContain('题目都已回答；创新示范仍有可能，取决于还没有说明的情况。');
	await press(page, 'button[value="support"]');
	const name = 'titles.dongguan-industrial-internet-demonstration';
	await page.waitForSelector(`[name="${name}.state"]`);
	expect(await words(page, `[id="${name}"]`)).toContain('用于评定等级：创新示范');
	await press(page, `[name="${name}.state"][value="held"]`);
	await page.type(`[name="${name}.awarded"]`, '2023-06-30');
	await press(page, 'button[value="result"]');
	await page.waitForSelector('#gates');
	const result = await words(page);
	expect(result).toContain('数字化水平等级 创新示范 所有题目都已回答，等级确定。');
	expect(result).toContain('持有，2023年6月30日获得');
	await page.browserContext().close();
});
