import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import readXlsxFile from 'read-excel-file/node';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { closeDatabase, openDatabase } from '#server/db/index.ts';
import { fileSheet } from '#server/enterprise-sheets.ts';
import { addEvidence } from '#server/evidence.ts';
import { issueReport } from '#server/issued-reports.ts';
import { openContent } from '../../scripts/content.ts';
import { type App, startApp } from '../support/app.ts';
import { launch } from '../support/browser.ts';
import { databases, makeFolder, type TestDatabase } from '../support/databases.ts';
import { inviteInto, join as joinIn, look, press } from '../support/joined.ts';
import { words } from '../support/journey.ts';
import { makeSheet } from '../support/made-sheets.ts';
import { makeMembers, type Made } from '../support/members.ts';
import { prepare } from '../support/prepare.ts';
import { picture } from '../support/uploads.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const run = promisify(execFile);
const library = openContent();
const { folder, remove } = makeFolder();
const complaints: string[] = [];

let browser: Browser;
let database: TestDatabase;
let app: App;
let officer: Page;
let made: Made;
let sheet: string;
/** The package as it was made by a worker. */
let packed: Buffer;
let address: string;

beforeAll(async () => {
	browser = await launch();
	database = await databases.find(({ name }) => name === 'PGlite')!.make();
	await prepare(database, library);
	made = await makeMembers(database);
	vi.stubEnv('DATA', database.settings.DATA);
	await openDatabase(database.settings);
	const reviewer = made.members['government-reviewer'];
	sheet = await makeSheet(made, library, 'reviewing', { name: '甲山机械厂' });
	await addEvidence(made.members['enterprise-filler'], sheet, {
		...{ id: randomUUID(), field: 'answers.scheduling', name: '看板.jpg', effectiveOn: '' },
		...{ replaces: null, content: await picture() }
	});
	await fileSheet(reviewer, sheet, library, '2026-11-22');
	const as = { library, on: '2026-11-23', areaName: String, origin: undefined } as const;
	for (const locale of ['zh-cn', 'en'] as const) {
		await issueReport(reviewer, sheet, { layer: 'confirmed', locale }, as);
	}
	await makeSheet(made, library, 'filed');
	await closeDatabase();
	const [invited] = await inviteInto(database, made, ['government-officer']);
	app = await startApp(database.settings);
	officer = await joinIn(browser, app.origin, invited!, complaints);
});

afterAll(async () => {
	await browser.close();
	await app.stop();
	await database.remove();
	remove();
});

async function fetched(path: string, headers: Record<string, string> = {}): Promise<Response> {
	const cookies = await officer.browserContext().cookies();
	const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
	return fetch(app.origin + path, { headers: { ...headers, cookie } });
}
const bytesOf = async (answer: Promise<Response>) =>
	Buffer.from(await (await answer).arrayBuffer());
const check = (path: string) =>
	run(process.execPath, ['scripts/archive-check.ts', path], {
		env: { ...process.env, DATABASE_URL: 'postgres://127.0.0.1:9/none', DATA: '/nowhere' }
	}).then(
		(ended) => ({ code: 0, ...ended }),
		(error: { code: number; stdout: string }) => error
	);

test('an officer has the packages of the area made, and is told what is missing', async () => {
	await officer.goto(`${app.origin}/batches`);
	await look(officer);
	await press(officer, '制作档案包', 'section:nth-of-type(1)');
	address = new URL(officer.url()).pathname;
	await officer.setJavaScriptEnabled(true);
	await officer.reload();
	await officer.waitForFunction(
		() => document.body.textContent.includes('已制作 1 / 2 个，失败 1 个'),
		{ timeout: 120_000 }
	);
	await officer.waitForSelector('main a[href$="package.zip"]');
	await officer.setJavaScriptEnabled(false);
	expect(await words(officer, 'main')).toContain('还没有出具正式报告');
	await look(officer);
	await officer.goto(`${app.origin}/en${address}`);
	expect(await words(officer, 'main')).toContain('1 of 2 made, 1 failed');
	await look(officer);
});

test('all of them come in one ZIP with their index, which sha256sum finds right', async () => {
	const path = join(folder, 'all.zip');
	writeFileSync(path, await bytesOf(fetched(`${address}/packages.zip`)));
	await run('unzip', ['-q', path, '-d', folder]);
	const alone = await readXlsxFile(await bytesOf(fetched(`${address}/index.xlsx`)));
	const [index, missing] = await readXlsxFile(join(folder, 'index.xlsx'));
	expect(alone.map(({ data }) => data)).toEqual([index!.data, missing!.data]);
	const [, row] = index!.data as string[][];
	const { stdout } = await run('sha256sum', [row![7]!], { cwd: folder });
	expect(stdout).toBe(`${row![9]!}  ${row![7]!}\n`);
	packed = readFileSync(join(folder, row![7]!));
	expect(row![8]).toBe(packed.length);
	expect(missing!.data.slice(1).map((one) => one[4])).toEqual([
		expect.stringContaining('还没有出具正式报告')
	]);
});

test('one of them goes on from where it ended', async () => {
	await officer.goto(app.origin + address);
	const link = await officer.$eval('main a[href$="package.zip"]', ({ pathname }) => pathname);
	const first = await fetched(link);
	const etag = first.headers.get('etag')!;
	expect(Buffer.from(await first.arrayBuffer()).equals(packed)).toBe(true);
	const from = (byte: number, held = etag) =>
		fetched(link, { range: `bytes=${byte}-`, 'if-range': held });
	const rest = await from(1000);
	expect(rest.status).toBe(206);
	expect(rest.headers.get('content-range')).toBe(
		`bytes 1000-${packed.length - 1}/${packed.length}`
	);
	expect(Buffer.from(await rest.arrayBuffer()).equals(packed.subarray(1000))).toBe(true);
	expect((await from(packed.length)).status).toBe(416);
	// Of another file there is nothing to go on with.
	expect(await bytesOf(from(1000, '"other"'))).toHaveLength(packed.length);
});

test('it has the report as PDF and as a Word file in both languages; made again it is the same to the byte', async () => {
	const again = await fetched(`/sheets/${sheet}/package.zip`);
	expect(again.headers.get('content-length')).toBe(String(packed.length));
	expect(Buffer.from(await again.arrayBuffer()).equals(packed)).toBe(true);
	const path = join(folder, 'one.zip');
	writeFileSync(path, packed);
	const { stdout } = await run('unzip', ['-Z1', path]);
	const endings = stdout
		.split('\n')
		.filter((name) => name.includes('/data/reports/'))
		.map((name) => name.slice(name.lastIndexOf('.') + 1));
	expect(endings.sort()).toEqual(['docx', 'docx', 'json', 'json', 'pdf', 'pdf']);
});

test('the checker says of each of the four properties what holds, offline; a flipped byte is named', async () => {
	const path = join(folder, 'one.zip');
	const { code, stdout } = await check(path);
	expect(stdout).toContain('WHOLE');
	expect(code).toBe(0);
	for (const property of ['真实性', '完整性', '可用性', '安全性']) {
		expect(stdout).toMatch(new RegExp(`^${property} \\w+\\n  pass  `, 'm'));
	}
	expect(stdout).not.toContain('FAIL');
	await run('unzip', ['-q', path, '-d', folder]);
	const bag = join(folder, `qidang-${sheet}`);
	for (const manifest of ['manifest-sha256.txt', 'tagmanifest-sha256.txt']) {
		await run('sha256sum', ['--strict', '--quiet', '-c', manifest], { cwd: bag });
	}
	const [word] = (await run('sh', ['-c', 'ls data/reports/*.docx'], { cwd: bag })).stdout.split(
		'\n'
	);
	const content = readFileSync(join(bag, word!));
	writeFileSync(join(bag, word!), content.with(5000, content[5000]! ^ 1));
	const broken = await check(bag);
	expect(broken.code).toBe(1);
	expect(broken.stdout).toContain(`${word!} is not what it was`);
	expect(broken.stdout).toContain('  FAIL  每个文件与其校验值一致');
});

test('the pages of sheet and enterprise lead to it', async () => {
	await officer.goto(`${app.origin}/sheets/${sheet}`);
	expect(await officer.$eval('#reports a[href$="package.zip"]', (link) => link.textContent)).toBe(
		'下载档案包（ZIP）'
	);
	await officer.goto(`${app.origin}/enterprises/${made.enterprise}`);
	expect(await words(officer, '#packages')).toContain('sha256:');
	expect(await officer.$$('#packages a[href$="package.zip"]')).toHaveLength(1);
	expect(complaints).toEqual([]);
});
