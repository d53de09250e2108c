import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join as path } from 'node:path';
import type { Browser, ElementHandle, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import { launch } from '../support/browser.ts';
import { databases, makeFolder, type TestDatabase } from '../support/databases.ts';
import { inviteInto, join, look, press, type } from '../support/joined.ts';
import { heading, leave, words } from '../support/journey.ts';
import { makeMembers, type Made } from '../support/members.ts';
import { pdf, picture } from '../support/uploads.ts';

const people = ['enterprise-admin', 'consultant', 'government-reviewer'] as const;
type Someone = (typeof people)[number];

let browser: Browser;

beforeAll(async () => {
	browser = await launch();
});
afterAll(() => browser.close());

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

describe.each(databases)('on $name, without script', ({ on, make }) => {
	let database: TestDatabase;
	let app: App;
	let made: Made;
	const pages = {} as Record<Someone, Page>;
	const complaints: string[] = [];
	const store = makeFolder();
	/** A server's database is in no folder; files are. */
	const settings = () => ({
		...database.settings,
		DATA: database.settings.DATA || store.folder
	});

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		await (await startApp(settings())).stop();
		made = await makeMembers(database);
		const invited = await inviteInto(database, made, people);
		app = await startApp(settings());
		for (const one of invited) pages[one[0]] = await join(browser, app.origin, one, complaints);
		// The consultant looks after the enterprise from here on.
		await app.stop();
		await database.asAdmin((query) =>
			query(`insert into assignment_event (assignment, event, person, by)
				select '${made.assignment}', 'consultant', person, person from membership
				where role = 'consultant' order by id desc limit 1`)
		);
		app = await startApp(settings());
	});
	afterAll(async () => {
		if (database.isHere) await app.stop();
		await database.remove();
		store.remove();
	});

	const go = async (who: Someone, path: string) => {
		await pages[who].goto(app.origin + path);
		return pages[who];
	};
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

			await type(page, { 'statement.name': '张三', 'statement.post': '厂长' });
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

	test(
		'evidence is handed in and replaced; what is too large or stops half-way leaves nothing',
		on(async () => {
			complaints.length = 0;
			let page = await go('enterprise-admin', '/work');
			await press(page, '打开企业档案');
			await page.select('#questionnaire', 'sme-digital-level@2024');
			await press(page, '新建');
			// In questionnaires/sme-digital-level/2024, 7 + 16 + 4 + 4 questions name evidence.
			expect(await words(page, '#evidence')).toContain(
				'应附佐证的题目 31 道，已交 0 道，缺 31 道。'
			);
			await press(page, '查看和上交佐证材料');
			const here = new URL(page.url()).pathname;
			const question = '[id="answers.digital-rate"]';
			expect(await words(page, '#bring')).toMatch(/生产设备数字化率.*缺/);

			const send = async (content: Buffer, name: string, within: string) => {
				const file = path(store.folder, name);
				writeFileSync(file, content);
				const field = (await page.$$(`${within} [name=file]:not([capture])`)).at(-1)!;
				await (field as ElementHandle<HTMLInputElement>).uploadFile(file);
				await press(page, '上传', within);
			};
			const thumbnail = page.waitForResponse((one) => one.url().endsWith('/thumbnail'));
			await send(await picture(), '看板.jpg', question);
			const { status, headers } = await thumbnail.then(async (one) => ({
				status: one.status(),
				headers: one.headers()
			}));
			expect([status, headers['content-type'], headers['content-security-policy']]).toEqual([
				200,
				'image/webp',
				"sandbox; default-src 'none'; frame-ancestors 'none'"
			]);
			expect(await words(page, question)).toMatch(/已保存。.*看板\.jpg.*材料日期 未注明/);
			await look(page);
			await send(pdf, '清单.pdf', `${question} li`);
			expect(await words(page, question)).toMatch(/清单\.pdf.*历次材料（1 份） 看板\.jpg/);
			expect(await words(page, '#bring')).toContain('已交 1 道，缺 30 道。');
			await look(page);

			// More than a file may have, and more than the server takes of anything.
			const kept = () => files().length;
			const before = kept();
			for (const megabytes of [10.5, 12]) {
				await send(Buffer.alloc(megabytes * 1024 ** 2, pdf), '大.pdf', question);
				expect(await words(page, question)).toContain('文件太大：每个文件最多 10 MB');
			}
			const { cookie, origin } = await cookieOf(page);
			await sendHalf(`${here}?/add&field=answers.digital-rate`, { cookie, origin });
			await page.goto(`${app.origin}/en${here}`);
			expect(await words(page)).toContain('Handed in: 1. Missing: 30.');
			expect(kept()).toBe(before);
			await look(page);
			await page.goto(`${app.origin}/en${here}?missing`);
			await look(page);

			// The address of a file opens nothing to who does not see its sheet.
			page = await go('consultant', here);
			const address = await page.$eval(`${question} a.link`, (link) => link.pathname);
			const { cookie: theirs } = await cookieOf(page);
			const file = await fetch(app.origin + address, { headers: { cookie: theirs } });
			expect([file.status, file.headers.get('content-disposition')]).toEqual([
				200,
				"attachment; filename*=UTF-8''%E6%B8%85%E5%8D%95.pdf"
			]);
			expect(Buffer.from(await file.arrayBuffer())).toEqual(pdf);
			expect((await fetch(app.origin + address, { redirect: 'manual' })).status).toBe(303);
			expect(complaints.filter((complaint) => !/status of 413/.test(complaint))).toEqual([]);
		})
	);

	const files = () => {
		const folder = path(settings().DATA, 'files');
		if (!existsSync(folder)) return [];
		return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) =>
			one.isFile()
		);
	};

	/** The connection breaks in the middle of a file. */
	async function sendHalf(address: string, { cookie, origin }: { cookie: string; origin: string }) {
		const head = [
			`POST ${address} HTTP/1.1`,
			`host: ${new URL(origin).host}`,
			`origin: ${origin}`,
			`cookie: ${cookie}`,
			'content-type: multipart/form-data; boundary=x',
			'content-length: 200000'
		];
		const part =
			'--x\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\ncontent-type: application/pdf\r\n\r\n';
		const socket = connect(app.port, 'localhost');
		await once(socket, 'connect');
		await new Promise((sent) =>
			socket.write(`${head.join('\r\n')}\r\n\r\n${part}${'%PDF-1.7'.repeat(10_000)}`, sent)
		);
		socket.destroy();
		await once(socket, 'close');
	}

	async function cookieOf(page: Page) {
		const cookies = await page.browserContext().cookies();
		const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
		return { cookie, origin: app.origin };
	}
});
