import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCase, type CaseFile } from '#lib/diagnosis/case-file.ts';
import { openDossier } from '#lib/diagnosis/dossier.ts';
import { parseYaml } from '#lib/library/yaml.ts';
import { openReport, type Report } from '#lib/report/report.ts';
import { openPrinter, type Printer } from '#server/reports/browser.ts';
import { printReport } from '#server/reports/print.ts';
import { issue } from '#server/reports/tokens.ts';
import { locales, type Locale } from '#scoring';
import { serveHere } from '../../scripts/app.ts';
import { openContent } from '../../scripts/content.ts';
import { findBarriers, launch, open } from '../support/browser.ts';
import { needs } from '../support/needs.ts';
import { openPdf, type OpenPdf } from '../support/pdf.ts';
import {
	footBelow,
	hanging,
	marginsOf,
	match,
	readPieces,
	squeezed,
	type Piece
} from '../support/printed.ts';

const library = openContent();
const example = 'examples/yancheng-caster.yaml';
const said = readCase(library, parseYaml(readFileSync(example, 'utf8'), example)).output!;
const day = '2024-10-15';
const printedOn = '2026-11-22';
const folder = mkdtempSync(join(tmpdir(), 'qidang-'));
const run = promisify(execFile);

let app: Awaited<ReturnType<typeof serveHere>>;
let printer: Printer;
let browser: Browser;
const blocked: string[] = [];
const pdfs = {} as Record<Locale, Uint8Array<ArrayBuffer>>;
const opened = {} as Record<Locale, OpenPdf>;

function reportOf(change: Partial<CaseFile>, locale: Locale): Report {
	return openReport(openDossier(library, { ...said, ...change }, day), library, locale, {
		printedOn
	});
}

function print(change: Partial<CaseFile> = {}, locale: Locale = 'zh-cn') {
	const dossier = openDossier(library, { ...said, ...change }, day);
	return printReport(dossier, locale, { library, printer, origin: app.origin, printedOn });
}

function addressOf(report: Report): string {
	return `${app.origin}${report.locale === 'en' ? '/en' : ''}/print/${issue(report)}`;
}

beforeAll(async () => {
	app = await serveHere();
	printer = openPrinter({ pages: 1, onBlocked: (url) => blocked.push(url) });
	browser = await launch();
	for (const locale of locales) {
		pdfs[locale] = await print({}, locale);
		opened[locale] = await openPdf(pdfs[locale]);
		writeFileSync(join(folder, `${locale}.pdf`), pdfs[locale]);
	}
});

afterAll(async () => {
	await browser.close();
	await printer.close();
	await app.close();
	rmSync(folder, { recursive: true });
});

describe.each(locales)('the report as PDF, in %s', (locale) => {
	test('has a title, a language, and an outline of its headings', () => {
		const { title, language, outline } = opened[locale];
		const report = reportOf({}, locale);
		expect(title).toBe(report.title);
		expect(language).toBe(locale === 'en' ? 'en' : 'zh-CN');
		const headings = report.blocks.flatMap((block) =>
			block.kind === 'heading' ? [squeezed(`${block.number ?? ''}${block.text}`)] : []
		);
		expect(outline.slice(1).map(squeezed)).toEqual(headings);
	});

	test('has the same pages each time', async () => {
		const again = await openPdf(await print({}, locale));
		expect(again.pages).toBe(opened[locale].pages);
		expect(again.drawn).toEqual(opened[locale].drawn);
	});

	test('says word for word what the page says, in its order, and nothing else', async () => {
		const pieces = await piecesOf(reportOf({}, locale));
		const { places, rest } = match(pieces, opened[locale].drawn);
		expect(rest).toBe('');
		expect(places).toHaveLength(pieces.length);
	});

	test('has no sign that only looks like a character', () => {
		const text = opened[locale].drawn.map((one) => one.text).join('');
		// eslint-disable-next-line no-control-regex -- what a missing glyph is read as
		expect(text).not.toMatch(/[\u0000\u2f00-\u2fdf\uf900-\ufaff\ufffd\ue000-\uf8ff]/);
	});

	test('leaves no heading and no head of a table alone at the foot of a page', async () => {
		const pieces = await piecesOf(reportOf({}, locale));
		const { places } = match(pieces, opened[locale].drawn);
		pieces.forEach(({ binds, text }, i) => {
			if (binds) expect([text, places[i + 1]]).toEqual([text, places[i]]);
		});
	});

	test('cuts nothing off: every word stands between the margins, the wider one at the binding edge', () => {
		for (const { text, page, left, right } of opened[locale].drawn) {
			if (squeezed(text) === '') continue;
			const [from, to] = marginsOf(page);
			expect([text, left > from - hanging, right < to + hanging]).toEqual([text, true, true]);
		}
	});

	test('has page x of y, the edition and the day at the foot of every page', () => {
		const { drawn, pages } = opened[locale];
		for (let page = 1; page <= pages; page++) {
			const foot = drawn.filter((one) => one.page === page && one.y < footBelow);
			const text = squeezed(foot.map((one) => one.text).join(''));
			expect(text).toContain(
				squeezed(locale === 'en' ? `Page ${page} / ${pages}` : `第 ${page} / ${pages} 页`)
			);
			expect(text).toContain(squeezed(reportOf({}, locale).running));
		}
	});

	test(
		'is tagged and A4',
		needs('pdfinfo', async () => {
			const { stdout } = await run('pdfinfo', [join(folder, `${locale}.pdf`)]);
			expect(stdout).toMatch(/^Tagged:\s+yes$/m);
			expect(stdout).toMatch(/^Page size:\s+59[45](\.\d+)? x 84[12](\.\d+)? pts \(A4\)$/m);
			expect(stdout).toMatch(/^JavaScript:\s+no$/m);
		})
	);

	test(
		'embeds our font and no other, none of them nameless',
		needs('pdffonts', async () => {
			const { stdout } = await run('pdffonts', [join(folder, `${locale}.pdf`)]);
			const [, , ...fonts] = stdout.trim().split('\n');
			expect(fonts.length).toBeGreaterThan(1);
			for (const font of fonts)
				expect(font).toMatch(/^\w{6}\+NotoSansSC\S* +CID TrueType .* yes yes yes /);
		})
	);

	test(
		'is a sound file',
		needs('qpdf', async () => {
			const { stdout } = await run('qpdf', ['--check', join(folder, `${locale}.pdf`)]);
			expect(stdout).toContain('No syntax or stream encoding errors found');
		})
	);

	test('the page it is printed from raises no complaint and no barrier', async () => {
		const { page, complaints } = await open(browser, addressOf(reportOf({}, locale)));
		await page.waitForSelector('html[data-drawn]');
		expect(await findBarriers(page)).toEqual([]);
		expect(complaints).toEqual([]);
		await page.close();
	});
});

describe('what an enterprise calls itself', () => {
	test.each([
		[
			'<script>fetch("//elsewhere.example")</script>',
			'<script>fetch("//elsewhere.example")</script>'
		],
		['<img src=x onerror=alert(1)> & "Co"', '<img src=x onerror=alert(1)> & "Co"']
	])('%s prints as text', async (name, printed) => {
		const { drawn } = await openPdf(await print({ name }));
		expect(squeezed(drawn.map((one) => one.text).join(''))).toContain(squeezed(printed));
		expect(blocked).toEqual([]);
	});

	test('leaves the cover a page, even in 200 signs that are written by their codes', async () => {
		const rare = openDossier(library, { ...said, name: '𠮷'.repeat(200) }, day);
		const { drawn } = await openPdf(
			await printReport(rare, 'zh-cn', {
				...{ library, printer, origin: app.origin, printedOn, copy: true }
			})
		);
		const conclusion = drawn.find(({ text }) => squeezed(text) === '结论');
		expect(conclusion?.page).toBe(2);
	});

	test.each([undefined, '长'.repeat(200)])(
		'leaves cover and conclusion a page each: %s',
		async (name) => {
			const change = name === undefined ? {} : { name };
			const pieces = await piecesOf(reportOf(change, 'zh-cn'));
			const { places, rest } = match(pieces, (await openPdf(await print(change))).drawn);
			expect(rest).toBe('');
			const pageOf = (text: string) => places[pieces.findIndex((piece) => piece.text === text)];
			expect([pageOf('1结论'), pageOf('2企业情况与数据基础')]).toEqual([2, 3]);
		}
	);

	test('is not in the report of the next one', async () => {
		await print({ name: '甲公司壹' });
		const { drawn } = await openPdf(await print({ name: '乙公司贰' }));
		const text = squeezed(drawn.map((one) => one.text).join(''));
		expect(text).toContain('乙公司贰');
		expect(text).not.toContain('甲公司壹');
	});
});

describe('a token', () => {
	const status = async (url: string) => (await fetch(url)).status;

	test('is good once', async () => {
		const url = addressOf(reportOf({}, 'zh-cn'));
		expect(await status(url)).toBe(200);
		const again = await fetch(url);
		expect(again.status).toBe(410);
		const text = await again.text();
		expect(text).toContain('这份报告已经打印过，或已过期；请重新下载。');
		expect(text).not.toContain('示例压铸');
	});

	test('expires', async () => {
		const late = issue(reportOf({}, 'en'), Date.now() - 61_000);
		const answer = await fetch(`${app.origin}/en/print/${late}`);
		expect(answer.status).toBe(410);
		expect(await answer.text()).toContain('This report was printed already or has expired');
	});

	test('cannot be made up', async () => {
		expect(await status(`${app.origin}/print/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa`)).toBe(410);
	});
});

describe('the browser that prints', () => {
	test('reaches nothing but the page and its parts', async () => {
		const asked: string[] = [];
		const elsewhere = await serve((url) => {
			asked.push(url);
			return '';
		});
		const hostile = await serve(
			// Drawn once all is refused: what is drawn earlier may be printed before everything is asked for.
			(url) => `<!doctype html><html><body>
				<img src="${elsewhere.origin}/image"><iframe src="${elsewhere.origin}/frame"></iframe>
				<script src="${elsewhere.origin}/script.js"></script><link rel="stylesheet" href="/other.css">
				<script>void Promise.allSettled([fetch('${elsewhere.origin}/fetch'), fetch('/api/data'),
				fetch('/_app/immutable/x', { method: 'POST' })]).then(() => {
					document.documentElement.dataset.drawn = '${url.split('/').at(-1)}';
				})</script></body></html>`
		);
		const log: string[] = [];
		const own = openPrinter({ pages: 1, onBlocked: (url) => log.push(url) });
		await own.print(() => `${hostile.origin}/print/token`);
		await own.close();
		expect(asked).toEqual([]);
		expect(hostile.asked).toEqual(['/print/token']);
		for (const path of ['image', 'frame', 'script.js', 'fetch']) {
			expect(log).toContain(`${elsewhere.origin}/${path}`);
		}
		expect(log).toContain(`${hostile.origin}/other.css`);
		expect(log).toContain(`${hostile.origin}/api/data`);
		await Promise.all([elsewhere.close(), hostile.close()]);
	});

	test('is started again when it has ended between two reports', async () => {
		await print();
		const { pid } = printer;
		process.kill(pid!, 'SIGKILL');
		const { pages } = await openPdf(await print());
		expect(pages).toBe(opened['zh-cn'].pages);
		expect(printer.pid).not.toBe(pid);
	});

	test('is started again when it ends in the middle of one', async () => {
		await print();
		const under = print();
		process.kill(printer.pid!, 'SIGKILL');
		expect((await openPdf(await under)).pages).toBe(opened['zh-cn'].pages);
	});

	test('is replaced after so many reports, none of which is lost', async () => {
		const own = openPrinter({ pages: 2, recycleAfter: 2 });
		const report = reportOf({}, 'zh-cn');
		const pids = new Set<number | undefined>();
		for (let i = 0; i < 3; i++) {
			const two = [own.print(() => addressOf(report)), own.print(() => addressOf(report))];
			for (const pdf of await Promise.all(two)) expect(pdf.length).toBeGreaterThan(10_000);
			pids.add(own.pid);
		}
		await own.close();
		expect(pids).toEqual(new Set([undefined]));
	});

	test('is replaced when it holds more memory than it may, and else not', async () => {
		const report = reportOf({}, 'zh-cn');
		const pidsOf = async (mostBytes: number) => {
			const own = openPrinter({ pages: 1, mostBytes });
			const pids: (number | undefined)[] = [];
			// It is looked at after each tenth.
			for (let i = 0; i < 11; i++) {
				expect((await own.print(() => addressOf(report))).length).toBeGreaterThan(10_000);
				pids.push(own.pid);
			}
			await own.close();
			return pids;
		};
		const replaced = await pidsOf(1);
		expect(new Set(replaced.slice(0, 9)).size).toBe(1);
		expect(replaced[9]).toBeUndefined();
		expect(replaced[10]).not.toBe(replaced[0]);
		expect(new Set(await pidsOf(Infinity)).size).toBe(1);
	});

	test('says so when too many wait', async () => {
		const own = openPrinter({ pages: 1, mostWaiting: 0 });
		const first = own.print(() => addressOf(reportOf({}, 'zh-cn')));
		await expect(own.print(() => addressOf(reportOf({}, 'zh-cn')))).rejects.toMatchObject({
			why: 'busy'
		});
		await first;
		await own.close();
	});
});

describe('the report of a form', () => {
	const post = (
		fields: Record<string, string>,
		headers: Record<string, string> = {},
		path = '/report'
	) =>
		fetch(app.origin + path, {
			method: 'POST',
			body: new URLSearchParams(fields),
			headers: { origin: app.origin, accept: 'text/html', ...headers }
		});
	const text = JSON.stringify(said);

	test('is a PDF with a name of its own', async () => {
		const answer = await post({ said: text, on: day, lang: 'en' });
		expect(answer.status).toBe(200);
		expect(answer.headers.get('content-type')).toBe('application/pdf');
		expect(answer.headers.get('cache-control')).toBe('no-store');
		const disposition = decodeURIComponent(answer.headers.get('content-disposition')!);
		expect(disposition).toContain('示例压铸有限公司-digital-maturity-report-2024-10-15.pdf');
		const { title } = await openPdf(new Uint8Array(await answer.arrayBuffer()));
		expect(title).toBe('示例压铸有限公司 – Digital maturity report');
	});

	test('is a Word file, where that is asked for', async () => {
		const answer = await post({ said: text, on: day }, {}, '/report?as=docx');
		expect(answer.status).toBe(200);
		expect(answer.headers.get('content-type')).toBe(
			'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
		);
		expect(decodeURIComponent(answer.headers.get('content-disposition')!)).toContain(
			'示例压铸有限公司-数字化水平诊断报告-2024-10-15.docx'
		);
		// A ZIP.
		expect(Buffer.from(await answer.arrayBuffer()).toString('latin1', 0, 4)).toBe('PK\u0003\u0004');
	});

	describe('with a sign that the font lacks', () => {
		const odd = { said: JSON.stringify({ ...said, name: '笑😀厂' }), on: day, lang: 'zh-cn' };

		test('names it instead, and leads to a copy', async () => {
			const { page, complaints } = await open(browser, `${app.origin}/`);
			const answer = await post(odd);
			expect(answer.status).toBe(422);
			await page.setContent(await answer.text());
			expect(await page.$eval('html', (html) => html.lang)).toBe('zh-CN');
			expect(await page.$$eval('li', (all) => all.map((one) => one.textContent))).toEqual([
				'企业名称：第 2 字 U+1F600'
			]);
			expect(await findBarriers(page)).toEqual([]);
			const form = await page.$eval('form', (one) => ({
				action: one.getAttribute('action')!,
				fields: [...one.querySelectorAll('input')].map(({ name, value }) => [name, value] as const)
			}));
			expect(complaints).toEqual([]);
			await page.close();
			const copy = await post(Object.fromEntries(form.fields), {}, form.action);
			expect(copy.status).toBe(200);
			const { drawn } = await openPdf(new Uint8Array(await copy.arrayBuffer()));
			const printed = squeezed(drawn.map((one) => one.text).join(''));
			expect(printed).toContain('笑〔U+1F600〕厂');
			expect(printed).toContain('非正式副本');
			expect(printed).not.toContain('签章页');
		});

		test('names it as JSON to who asks for that', async () => {
			const answer = await post(odd, { accept: 'application/json' }, '/en/report?as=docx');
			expect(answer.status).toBe(422);
			expect(await answer.json()).toEqual({
				message: 'The font lacks signs of these texts: no official print',
				missing: ['Name of the enterprise: character 2 U+1F600']
			});
		});
	});

	const long = JSON.stringify({ ...said, name: '长'.repeat(10_000) });
	const refused: [what: string, fields: Record<string, string>, status: number, said: RegExp][] = [
		[
			'a name of 10,000 characters',
			{ said: long, on: day },
			400,
			/内容有误，无法打印：企业名称：最多 200 个字。/
		],
		['a day that does not exist', { said: text, on: '2024-02-30' }, 400, /2024-10-15/],
		['no content', { on: day }, 400, /没有读到提交的内容/],
		['something that is no JSON', { said: '{', on: day }, 400, /没有读到提交的内容/],
		[
			'an edition that does not exist',
			{ said: JSON.stringify({ questionnaire: 'none@1' }), on: day },
			404,
			/没有这一版标准：none@1。/
		],
		['more than a million characters', { said: ' '.repeat(1_000_001), on: day }, 413, /内容太长/],
		['ten megabytes', { said: 'x'.repeat(10_000_000), on: day }, 413, /内容太大：一次最多发送 4 MB/]
	];
	test.each(refused)('is refused in a sentence: %s', async (_, fields, status, sentence) => {
		const answer = await post(fields);
		const body = await answer.text();
		expect(body).toMatch(sentence);
		expect(answer.status).toBe(status);
		expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
	});

	test('is refused in the language of its address', async () => {
		const told = async (fields: Record<string, string>) => {
			const html = await (await post(fields, {}, '/en/report')).text();
			expect(html).toContain('<html lang="en">');
			expect(html).not.toMatch(/[\u4e00-\u9fff](?![^<]*Qidang)/);
			return html;
		};
		expect(await told({ on: day })).toContain('Nothing could be read of what was sent');
		expect(await told({ said: long, on: day })).toContain(
			'It cannot be printed: Name of the enterprise: Please use at most 200 characters.'
		);
	});

	test('is refused from another site', async () => {
		const answer = await post({ said: text, on: day }, { origin: 'http://elsewhere.example' });
		expect(answer.status).toBe(403);
	});
});

describe('from the shell', () => {
	const shell = (...args: string[]) =>
		run(process.execPath, ['scripts/diagnose.ts', example, '--on', day, ...args]).then(
			({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
			(error: { code: number; stdout: string; stderr: string }) => error
		);

	test('--pdf writes the report beside the words', async () => {
		const path = join(folder, 'shell.pdf');
		const { code, stdout, stderr } = await shell('--pdf', path, '--lang', 'en');
		expect([code, stderr]).toEqual([0, expect.stringContaining(`${path}: written`)]);
		expect(stdout).toContain('Level 2 Standardised');
		expect((await openPdf(readFileSync(path))).language).toBe('en');
	});

	test('--word writes it as a Word file, and what the font lacks is told unless it is a copy', async () => {
		const odd = join(folder, 'odd.json');
		writeFileSync(odd, JSON.stringify({ ...said, name: '笑😀厂' }));
		const path = join(folder, 'shell.docx');
		const refused = await run(process.execPath, [
			...['scripts/diagnose.ts', odd, '--on', day, '--word', path]
		]).catch((error: unknown) => error as { code: number; stderr: string });
		expect(refused).toMatchObject({
			code: 1,
			stderr: expect.stringContaining(
				`${path}: the report was not printed, the font lacks signs (企业名称：第 2 字 U+1F600); --copy writes their codes`
			) as string
		});
		expect(existsSync(path)).toBe(false);
		await run(process.execPath, [
			...['scripts/diagnose.ts', odd, '--on', day, '--word', path, '--copy']
		]);
		expect(readFileSync(path).toString('latin1', 0, 4)).toBe('PK\u0003\u0004');
	});

	// Linux has a file that is always full.
	const whereFull = existsSync('/dev/full') ? test : () => undefined;
	whereFull('a full disk is told in one sentence', async () => {
		const path = join(folder, 'full.pdf');
		symlinkSync('/dev/full', path);
		const { code, stderr } = await shell('--pdf', path);
		expect(code).toBe(1);
		expect(stderr.trim().split('\n').at(-1)).toBe(
			`${path}: the report could not be written, the disk is full`
		);
		expect(existsSync(path)).toBe(false);
	});

	test('a folder that does not exist is told before anything is built', async () => {
		const { code, stderr } = await shell('--pdf', join(folder, 'none', 'report.pdf'));
		expect(code).toBe(1);
		expect(stderr.trim()).toMatch(/expected a folder that can be written to/);
	});
});

function piecesOf(report: Report): Promise<Piece[]> {
	return readPieces(browser, addressOf(report));
}

interface Small {
	origin: string;
	asked: string[];
	close(): Promise<void>;
}

async function serve(answer: (url: string) => string): Promise<Small> {
	const asked: string[] = [];
	const server: Server = createServer((request, response) => {
		asked.push(request.url!);
		response.setHeader('content-type', 'text/html').end(answer(request.url!));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		asked,
		close: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			})
	};
}
