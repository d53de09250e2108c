import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseFile } from '#lib/diagnosis/case-file.ts';
import { type App, startApp } from '../support/app.ts';
import { findBarriers, launch, open } from '../support/browser.ts';
import {
	begin,
	example,
	heading,
	leave,
	onDevice,
	press,
	put,
	ref,
	words
} from '../support/journey.ts';
import { sendForm } from '../support/sending.ts';

const dongguan = '/diagnose/dongguan-industrial-internet/2026';
const dongguanRef = 'dongguan-industrial-internet@2026';
const first = 'equipment-interconnection';
const sme = '中小企业数字化水平评测指标（2024年版）';
/** 30 of 120 machines are connected, 25 %: the one question that the caster's sheet settles of fourteen. */
const counted = '本问卷14道题中，1道已由您的《中小企业数字化水平评测指标（2024年版）》答卷回答。';
const band = '20 %以上至40 %';

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

/** Opens the Dongguan questionnaire on a device that holds the caster's sheet of the other. */
async function beginBeside(language = '', said: CaseFile = example) {
	const opened = await begin(browser, app.origin + language + dongguan);
	await put(opened.page, said);
	await opened.page.reload({ waitUntil: 'networkidle0' });
	await onDevice(opened.page);
	return opened;
}

async function goTo(page: Page, step: string): Promise<void> {
	await press(page, `[name=go][value="${step}"]`);
	await page.waitForSelector('.question');
}

const chosen = (page: Page) =>
	page.$eval('[name="answers.connected-rate"]:checked', (one) => (one as HTMLInputElement).value);
const states = (page: Page, question: string) =>
	page.$$eval(`#${question} [data-offer]`, (all) =>
		all.map((one) => (one as HTMLElement).dataset.offer)
	);

describe('on the device', () => {
	test('the first page counts what is answered already, and one press fills it in', async () => {
		const { page, complaints } = await beginBeside();
		expect(await words(page, '#offers')).toContain(counted);
		expect(await words(page, '#offers')).toContain('另有9道可以参考它，需要您逐题确认。');
		expect(await words(page, '.live-strip')).toContain('14');
		await press(page, '#offers [value^=take-all]');
		await page.waitForFunction(
			() => !globalThis.document.querySelector('#offers [value^=take-all]')
		);
		expect(await page.$eval('[name=name]', (one) => (one as HTMLInputElement).value)).toBe(
			example.name
		);
		expect(await page.evaluate(() => globalThis.document.activeElement?.id)).toBe('offers');
		await goTo(page, first);
		expect(await chosen(page)).toBe('to-40');
		expect(await states(page, 'connected-rate')).toEqual(['taken']);
		expect(await words(page, '#connected-rate')).toContain(`沿用自《${sme}》答卷`);
		expect(complaints).toEqual([]);
		await page.browserContext().close();
	});

	test('what has to be confirmed is not filled in, and no tier comes of it', async () => {
		const { page } = await beginBeside();
		await press(page, '#offers [value^=take-all]');
		const before = await words(page, '.live-strip');
		await goTo(page, first);
		expect(await states(page, 'networks')).toEqual(['open']);
		expect(await page.$$('[name="answers.networks"]:checked')).toEqual([]);
		expect(await words(page, '.live-strip')).toBe(before);
		await press(page, '#networks [value^="take."]');
		await page.waitForSelector('#networks [data-offer=taken]');
		const ticked = await page.$$eval('[name="answers.networks"]:checked', (all) =>
			all.map((one) => (one as HTMLInputElement).value)
		);
		expect(ticked).toEqual(['wired']);
		await page.browserContext().close();
	});

	test('it stays after loading again, and changing the answer ends the origin', async () => {
		const { page } = await beginBeside();
		await press(page, '#offers [value^=take-all]');
		await goTo(page, first);
		await page.reload({ waitUntil: 'networkidle0' });
		await onDevice(page);
		expect(await states(page, 'connected-rate')).toEqual(['taken']);
		await press(page, '[name="answers.connected-rate"][value=to-80]');
		await page.waitForSelector('#connected-rate [data-offer=differs]');
		await page.browserContext().close();
	});

	test('nothing is offered where there is no other sheet', async () => {
		const { page } = await begin(browser, app.origin + dongguan);
		expect(await page.$('#offers')).toBeNull();
		await page.browserContext().close();
	});

	test.each(['', '/en'])(
		'%s is without barriers at 360 px, offered and taken over',
		async (language) => {
			const { page, complaints } = await beginBeside(language);
			await page.setViewport({ width: 360, height: 800 });
			const check = async (where: string) => {
				const overflow = await page.evaluate(
					() => globalThis.document.documentElement.scrollWidth - innerWidth
				);
				expect([where, overflow, await findBarriers(page)]).toEqual([where, 0, []]);
				expect(await words(page)).not.toMatch(/\b[a-z]+(_[a-z]+)+\b/);
			};
			await press(page, '#offers summary');
			await check('offered');
			await goTo(page, 'scene-applications');
			await check('to be confirmed');
			await goTo(page, first);
			await check('figures');
			await press(page, '.question:not(.max-sm\\:hidden) [value^="take."]');
			await page.waitForSelector('[data-offer=taken]');
			await check('taken over');
			// The question that was in view still is.
			expect(
				await page.$$eval('.question:not(.max-sm\\:hidden)', (all) => all.map(({ id }) => id))
			).toEqual(['equipment']);
			expect(complaints).toEqual([]);
			await page.browserContext().close();
		}
	);
});

describe('without script', () => {
	/** The result of the caster's sheet. */
	async function resultWithout() {
		const context = await browser.createBrowserContext();
		const opened = await open(context, app.origin);
		const { page } = opened;
		await page.setJavaScriptEnabled(false);
		await page.goto(`${app.origin}/diagnose/sme-digital-level/2024`);
		await page.$eval(
			'[name=said]',
			(field, said) => ((field as HTMLInputElement).value = said),
			// The first page says the rest.
			JSON.stringify({ ...example, name: undefined, facts: undefined })
		);
		await leave(page, '[name=go][value=result]');
		return opened;
	}

	test('the other questionnaire begins from the result, and the form fills in and keeps the origin', async () => {
		const { page, complaints } = await resultWithout();
		await leave(page, `[formaction$="${dongguan}?/begin"]`);
		expect(await words(page, '#offers')).toContain(counted);
		await leave(page, '#offers [value^=take-all]');
		expect(await page.$('#offers [value^=take-all]')).toBeNull();
		await leave(page, `[name=go][value=${first}]`);
		expect(await chosen(page)).toBe('to-40');
		expect(await states(page, 'connected-rate')).toEqual(['taken']);
		await leave(page, '#networks [value^="take."]');
		expect(await states(page, 'networks')).toEqual(['taken']);
		// axe waits by timers, which only run where scripts do.
		await page.setJavaScriptEnabled(true);
		expect(await findBarriers(page)).toEqual([]);
		// What a page fetches ahead for its script is given up when the next page comes.
		expect(complaints.filter((one) => !one.startsWith('Not loaded'))).toEqual([]);
		await page.browserContext().close();
	});
});

describe('through the server', () => {
	test('a sheet that cannot be read is named, and the questionnaire begins all the same', async () => {
		const { status, text } = await sendForm({ origin: app.origin }, `${dongguan}?/begin`, {
			said: '{'
		});
		expect(status).toBe(400);
		expect(text).toContain('其他问卷的答案');
		expect(text).toContain('name="facts.applicant"');
	});

	test('a button that nobody was shown takes nothing over', async () => {
		for (const go of [
			`take.planning-scheduling.${ref}.scheduling`,
			`take.networks.${ref}.scheduling`,
			'take.',
			'take-all.',
			`take-all.${dongguanRef}`,
			'take.constructor.__proto__.x'
		]) {
			const { status, text } = await sendForm({ origin: app.origin }, `${dongguan}?/turn`, {
				...{ said: JSON.stringify({ questionnaire: dongguanRef }), step: 'about', go },
				beside: JSON.stringify([example])
			});
			const said = /name="said" value="([^"]*)"/.exec(text)![1]!.replaceAll('&quot;', '"');
			const { answers = {} } = JSON.parse(said) as { answers?: object };
			expect([go, status, answers]).toEqual([go, 200, {}]);
		}
	});

	test('a kept sheet leads to the other questionnaires, and a sheet keeps where its answers came from', async () => {
		const keep = async (path: string, said: CaseFile) => {
			const fields = { said: JSON.stringify(said), kept: '', step: 'result', on: '2024-10-15' };
			const { status, headers } = await sendForm({ origin: app.origin }, `${path}?/keep`, fields);
			expect(status).toBe(303);
			return app.origin + headers.get('location')!;
		};
		const context = await browser.createBrowserContext();
		const address = await keep('/diagnose/sme-digital-level/2024', example);
		const { page, complaints } = await open(context, address);
		await leave(page, `[formaction$="${dongguan}?/begin"]`);
		await onDevice(page);
		expect(await words(page, '#offers')).toContain(counted);
		// Loading it again keeps the sheet beside it.
		await page.reload({ waitUntil: 'networkidle0' });
		await onDevice(page);
		await press(page, '#offers [value^=take-all]');
		await page.waitForFunction(
			() => !globalThis.document.querySelector('#offers [value^=take-all]')
		);
		await press(page, '[name=go][value=result]');
		await page.waitForSelector('[name=to][value=keep]');
		await leave(page, '[name=to][value=keep]');
		expect(page.url()).toContain('/kept/');
		const link = page.url();
		expect(complaints).toEqual([]);
		await context.close();

		// On another device, without the other sheet.
		const elsewhere = await browser.createBrowserContext();
		const other = await open(elsewhere, link);
		await leave(other.page, 'button[form=going-on]');
		await onDevice(other.page);
		await goTo(other.page, first);
		expect(await chosen(other.page)).toBe('to-40');
		expect(await words(other.page, '#connected-rate')).toContain(`沿用自《${sme}》答卷`);
		expect(await words(other.page, '#connected-rate')).toContain(`那里的“生产设备联网率”：${band}`);
		expect(await heading(other.page)).not.toBe('');
		expect(other.complaints).toEqual([]);
		await elsewhere.close();
	});
});
