import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { launch } from '../support/browser.ts';
import { databases, type TestDatabase } from '../support/databases.ts';
import { heading, journey, leave, onDevice, press, words } from '../support/journey.ts';
import { makeOlder, run } from '../support/checkout.ts';
import { newPatch, openKept, sendForm, sendPatches, tokenOf } from '../support/sending.ts';

const gone = '/diagnose/sme-digital-level/2023';
const noEdition = '没有这一版标准：sme-digital-level@2023。';

let older: ReturnType<typeof makeOlder>;
let browser: Browser;

beforeAll(async () => {
	older = makeOlder();
	// Here, where there is time for it: the server would build at its start.
	run(older, ['scripts/build.ts']);
	browser = await launch();
});
afterAll(async () => {
	await browser.close();
	older.remove();
});

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;

	beforeAll(async () => {
		database = await make();
	});
	afterAll(() => database.remove());

	/** A journey of its own, with a name typed in: on the device, or without script. */
	async function begun(url: string, name: string, script: boolean): Promise<Page> {
		const context = await browser.createBrowserContext();
		const page = await context.newPage();
		await page.setJavaScriptEnabled(script);
		await page.goto(url, { waitUntil: 'networkidle0' });
		if (script) await onDevice(page);
		await page.type('#name', name);
		return page;
	}

	test(
		'pages that were open before an update go on after it, and what was kept is there',
		on(async () => {
			const before = await startApp(database.settings, older.folder);
			const { origin, port } = before;
			const keep = async (path: string, name: string) => {
				const said = JSON.stringify({ name });
				return tokenOf(await sendForm(before, `${path}?/keep`, { said, step: 'result' }));
			};
			const [still, noLonger] = [await keep(journey, '甲公司'), await keep(gone, '乙公司')];
			const paper = await begun(origin + journey, '丙公司', false);
			const device = await begun(origin + journey, '丁公司', true);
			const lost = await begun(origin + gone, '戊公司', true);
			await before.stop();

			const after = await startApp({ ...database.settings, PORT: String(port) });
			const { text } = await openKept(after, still);
			expect(text).toContain('甲公司');

			await leave(paper, '[data-turns] .btn-primary');
			expect(await heading(paper)).toBe('数字化基础');
			await leave(paper, '.step-button[value=result]');
			await leave(paper, '[value=keep]');
			expect(await words(paper)).toMatch(/已保存的诊断结果.*丙公司/);

			await press(device, '[name="facts.size"][value="small"]');
			await press(device, '.step-button[value=result]');
			await leave(device, '[value=keep]');
			expect(await words(device)).toMatch(/已保存的诊断结果.*丁公司/);

			// Of an edition that is no longer there, the answers stay on the device and in what was kept.
			await press(lost, '.step-button[value=result]');
			await leave(lost, '[value=keep]');
			expect(await words(lost)).toContain(noEdition);
			expect(
				await lost.evaluate(() => localStorage.getItem('qidang:sme-digital-level@2023:name'))
			).toBe('"戊公司"');
			const refused = await openKept(after, noLonger);
			expect([refused.status, refused.text]).toEqual([404, expect.stringContaining(noEdition)]);
			const patch = newPatch();
			expect((await sendPatches(after, noLonger, { patches: [patch] })).status).toBe(204);
			await after.stop();

			const again = await startApp(database.settings, older.folder);
			const found = await openKept(again, noLonger);
			expect(found.text).toContain('乙公司');
			expect(found.ids).toContain(patch.id);
			await again.stop();
			for (const page of [paper, device, lost]) await page.browserContext().close();
		})
	);
});
