import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as path } from 'node:path';
import { promisify } from 'node:util';
import { PDFDocument } from '@cantoo/pdf-lib';
import { strFromU8, unzipSync } from 'fflate';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { groupedCode } from '#lib/report/code.ts';
import { checkRecord, reportOf } from '#lib/report/record.ts';
import { closeDatabase, openDatabase } from '#server/db/index.ts';
import { issueReport } from '#server/issued-reports.ts';
import { pdfDiffersAt, readPdf } from '#server/reports/read-pdf.ts';
import { openContent } from '../../scripts/content.ts';
import { type App, startApp } from '../support/app.ts';
import { launch } from '../support/browser.ts';
import { databases, type TestDatabase } from '../support/databases.ts';
import { inviteInto, join, look, press, type } from '../support/joined.ts';
import { heading, words } from '../support/journey.ts';
import { makeSheet } from '../support/made-sheets.ts';
import { makeMembers } from '../support/members.ts';
import { isInstalled } from '../support/needs.ts';
import { openPdf } from '../support/pdf.ts';
import { prepare } from '../support/prepare.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const run = promisify(execFile);
const folder = mkdtempSync(path(tmpdir(), 'qidang-'));
const complaints: string[] = [];

let browser: Browser;
let database: TestDatabase;
let app: App;
let reviewer: Page;
let stranger: Page;
let sheet: string;
let code: string;
let pdf: Uint8Array<ArrayBuffer>;
let record: string;

beforeAll(async () => {
	browser = await launch();
	database = await databases.find(({ name }) => name === 'PGlite')!.make();
	const library = openContent();
	await prepare(database, library);
	const made = await makeMembers(database);
	await openDatabase(database.settings);
	sheet = await makeSheet(made, library, 'filed');
	code = await issueReport(
		made.members['government-reviewer'],
		sheet,
		{ layer: 'confirmed', locale: 'zh-cn' },
		{ library, on: '2026-11-23', areaName: String, origin: 'https://qidang.example.cn' }
	);
	await closeDatabase();
	// Who filed stays who withdraws: one more person of the same unit.
	const [invited] = await inviteInto(database, made, ['government-reviewer']);
	app = await startApp(database.settings);
	reviewer = await join(browser, app.origin, invited!, complaints);
	stranger = await (await browser.createBrowserContext()).newPage();
	stranger.on('console', (message) => complaints.push(message.text()));
});

afterAll(async () => {
	await browser.close();
	await app.stop();
	await database.remove();
	rmSync(folder, { recursive: true });
});

/** What somebody who is signed in is sent. */
async function download(address: string): Promise<Response> {
	const cookies = await reviewer.browserContext().cookies();
	const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
	return fetch(app.origin + address, { headers: { cookie } });
}

/** Says what the offline verifier says of a file. */
function verify(file: string, ...more: string[]) {
	return run(process.execPath, ['scripts/verify.ts', file, ...more]).then(
		({ stdout }) => ({ code: 0, stdout }),
		(error: { code: number; stdout: string }) => error
	);
}

/** The PDF with one digit more on its third page. */
async function altered(): Promise<Uint8Array<ArrayBuffer>> {
	const file = await PDFDocument.load(pdf, { updateMetadata: false });
	file.getPage(2).drawText('9', { x: 300, y: 400, size: 10 });
	return new Uint8Array(await file.save());
}

async function compare(bytes: Uint8Array, name: string): Promise<string> {
	const file = path(folder, name);
	writeFileSync(file, bytes);
	const field = await stranger.waitForSelector('input[type=file]');
	await (field as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(file);
	await Promise.all([
		stranger.waitForNavigation(),
		stranger.click('form[enctype] button.btn-primary')
	]);
	return words(stranger, '#file-check [role=status]');
}

test('the report is printed with its code, and its record in it', async () => {
	const at = `/sheets/${sheet}/reports/${code}`;
	const answer = await download(`${at}/report.pdf`);
	expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
	pdf = new Uint8Array(await answer.arrayBuffer());
	writeFileSync(path(folder, 'report.pdf'), pdf);
	record = await (await download(`${at}/report.json`)).text();
	writeFileSync(path(folder, 'report.json'), record);
	const read = (await readPdf(pdf))!;
	expect(read.record).toBe(record);
	const found = checkRecord(record);
	expect(found.checks.filter(({ fault }) => fault)).toEqual([]);
	const report = reportOf(found.record!);
	expect(pdfDiffersAt(read, report)).toBeUndefined();
	for (const foot of read.feet) expect(foot).toContain(groupedCode(code));
	expect(read.body).toContain(`https://qidang.example.cn/verify/${code}`);
});

test('a copy to be edited says that it is one, with both hashes, and has nothing to sign', async () => {
	const answer = await download(`/sheets/${sheet}/reports/${code}/report.docx`);
	expect(answer.headers.get('content-type')).toMatch(/wordprocessingml/);
	const parts = unzipSync(new Uint8Array(await answer.arrayBuffer()));
	const text = strFromU8(parts['word/document.xml']!).replaceAll(/<[^>]*>/g, '');
	const { hash, record: written } = checkRecord(record);
	expect(text).toContain('可编辑副本：出具并可核验的是同一编号的 PDF');
	expect(text).toContain(`记录指纹 ${hash!}`);
	expect(text).toContain(`内容指纹 ${written!.dossiers.confirmed.hash}`);
	expect(text).toContain(groupedCode(code));
	expect(text).not.toContain('签章页');
	expect(text).not.toContain('/verify/');
});

test('with the record in it, the PDF keeps its tags, outline, title, language and fonts', async () => {
	const { title, language, outline } = await openPdf(pdf);
	expect([title, language]).toEqual(['数字化水平诊断报告', 'zh-CN']);
	expect(outline.length).toBeGreaterThan(8);
	const file = path(folder, 'report.pdf');
	if (isInstalled('pdfinfo')) {
		const { stdout } = await run('pdfinfo', [file]);
		expect(stdout).toMatch(/^Tagged:\s+yes$/m);
	}
	if (isInstalled('qpdf')) {
		const { stdout } = await run('qpdf', ['--check', file]);
		expect(stdout).toContain('No syntax or stream encoding errors found');
	}
	if (isInstalled('pdffonts')) {
		const { stdout } = await run('pdffonts', [file]);
		for (const font of stdout.trim().split('\n').slice(2))
			expect(font).toMatch(/^\w{6}\+NotoSansSC\S* +CID TrueType .* yes yes yes /);
	}
});

test('the offline verifier finds the PDF and the record genuine, and not with a digit more', async () => {
	for (const name of ['report.pdf', 'report.json']) {
		const { code: exit, stdout } = await verify(path(folder, name));
		expect(stdout).not.toContain('FAILS');
		expect([exit, stdout]).toEqual([0, expect.stringContaining('GENUINE in itself')]);
		expect(stdout).toContain(`Code          ${groupedCode(code)}`);
	}
	const other = `sha256:${'0'.repeat(64)}`;
	expect((await verify(path(folder, 'report.pdf'), '--hash', other)).code).toBe(1);
	writeFileSync(path(folder, 'more.pdf'), await altered());
	const more = await verify(path(folder, 'more.pdf'));
	expect(more.code).toBe(1);
	expect(more.stdout).toMatch(/FAILS {2}Every word and number of the PDF[\s\S]*NOT GENUINE/);
	writeFileSync(path(folder, 'none.pdf'), '%PDF-1.7\n');
	expect((await verify(path(folder, 'none.pdf'))).stdout).toContain('FAILS  The PDF can be read.');
	writeFileSync(path(folder, 'flipped.json'), record.replace('"upTo":10,', '"upTo":11,'));
	const flipped = await verify(path(folder, 'flipped.json'));
	expect(flipped.stdout).toMatch(/FAILS {2}Its hash is that of its content[\s\S]*NOT GENUINE/);
});

test('whoever types its code is told that it is genuine, without signing in', async () => {
	await stranger.setJavaScriptEnabled(false);
	await stranger.goto(`${app.origin}/verify`);
	await look(stranger);
	await type(stranger, { code: '7K3M-9QXA-P2RTW' });
	await press(stranger, '核验');
	expect(await words(stranger)).toContain('这不是报告编号');
	await type(stranger, { code: groupedCode(code).toLowerCase() });
	await press(stranger, '核验');
	expect(new URL(stranger.url()).pathname).toBe(`/verify/${groupedCode(code)}`);
	expect(await heading(stranger)).toBe('真实有效');
	await look(stranger);
	expect(await compare(pdf, 'mine.pdf')).toContain('一致：文件中的每个字和数字');
	expect(await compare(await altered(), 'altered.pdf')).toContain('文字与出具时不同');
	const flipped = new TextEncoder().encode(record.replace('"upTo":10,', '"upTo":11,'));
	expect(await compare(flipped, 'flipped.json')).toContain('不一致');
	expect(await compare(new TextEncoder().encode('hello'), 'x.json')).toContain('读不出来');
	const answer = await stranger.goto(`${app.origin}/en/verify/0000-0000-00000`);
	expect(answer!.headers()['x-robots-tag']).toBe('noindex, nofollow');
	expect(await heading(stranger)).toBe('There is no report of this code');
	await look(stranger);
});

test('the reviewer issues one in English, withdraws one, and everybody is told', async () => {
	await reviewer.goto(`${app.origin}/sheets/${sheet}`);
	await reviewer.click(`a[href="/sheets/${sheet}/reports"]`);
	await reviewer.waitForSelector('#issue');
	await look(reviewer, true);
	await reviewer.select('#locale', 'en');
	await press(reviewer, '出具', '#issue');
	expect((await reviewer.$$('article')).length).toBe(2);
	// The form is folded away where no script opens it.
	await reviewer.$eval(`[id="${code}"] details`, (one) => (one.open = true));
	await reviewer.type(`[id="reason-${code}"]`, '企业名称写错');
	await press(reviewer, '撤回', `[id="${code}"]`);
	expect(await words(reviewer, `[id="${code}"]`)).toMatch(/已撤回.*答案有误.*企业名称写错/);
	await stranger.goto(`${app.origin}/verify/${code}`);
	expect(await heading(stranger)).toBe('已撤回');
	expect(await words(stranger)).toContain('原因：答案有误');
	expect(await words(stranger)).not.toContain('写错');
	expect(complaints.filter((one) => !/status of 400/.test(one))).toEqual([]);
});
