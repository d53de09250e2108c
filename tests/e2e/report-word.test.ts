import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { strFromU8, unzipSync } from 'fflate';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCase } from '#lib/diagnosis/case-file.ts';
import { openDossier } from '#lib/diagnosis/dossier.ts';
import { parseYaml } from '#lib/library/yaml.ts';
import type { EvidenceLine } from '#lib/report/evidence.ts';
import { openReport, type Report } from '#lib/report/report.ts';
import { openPrinter, type Printer } from '#server/reports/browser.ts';
import { printReport, UnprintableText, writeWord } from '#server/reports/print.ts';
import { issue } from '#server/reports/tokens.ts';
import { locales, type Locale } from '#scoring';
import { serveHere } from '../../scripts/app.ts';
import { openContent } from '../../scripts/content.ts';
import { launch } from '../support/browser.ts';
import { needs } from '../support/needs.ts';
import { openPdf } from '../support/pdf.ts';
import { match, readPieces, squeezed } from '../support/printed.ts';
import { openedInOffice } from '../support/word.ts';

const library = openContent();
const example = 'examples/yancheng-caster.yaml';
const said = readCase(library, parseYaml(readFileSync(example, 'utf8'), example)).output!;
const day = '2024-10-15';
const printedOn = '2026-11-22';
const folder = mkdtempSync(join(tmpdir(), 'qidang-'));
const run = promisify(execFile);
const dossier = openDossier(library, said, day);

let app: Awaited<ReturnType<typeof serveHere>>;
let printer: Printer;
let browser: Browser;
const files = {} as Record<Locale, Uint8Array>;

const options = () => ({ library, printer, origin: app.origin, printedOn });
const reportOf = (locale: Locale) => openReport(dossier, library, locale, { printedOn });
const partsOf = (word: Uint8Array) =>
	Object.fromEntries(
		Object.entries(unzipSync(word)).flatMap(([name, data]) =>
			/\.(xml|rels)$/.test(name) ? [[name, strFromU8(data)]] : []
		)
	);
const count = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length;

beforeAll(async () => {
	app = await serveHere();
	printer = openPrinter({ pages: 1 });
	browser = await launch();
	for (const locale of locales) files[locale] = await writeWord(dossier, locale, options());
});

afterAll(async () => {
	await browser.close();
	await printer.close();
	await app.close();
	rmSync(folder, { recursive: true });
});

describe.each(locales)('the report as a Word file, in %s', (locale) => {
	test('is well-formed in all its parts', async () => {
		const parts = partsOf(files[locale]);
		expect(Object.keys(parts)).toEqual(
			expect.arrayContaining(['[Content_Types].xml', 'word/document.xml', 'word/numbering.xml'])
		);
		const page = await browser.newPage();
		const broken = await page.evaluate(
			(all) =>
				all.flatMap(([name, xml]) => {
					const read = new DOMParser().parseFromString(xml, 'application/xml');
					const error = read.querySelector('parsererror');
					return error ? [`${name}: ${error.textContent}`] : [];
				}),
			Object.entries(parts)
		);
		expect(broken).toEqual([]);
		await page.close();
	});

	test('has every table as a table, its head on each page, no row cut', () => {
		const { 'word/document.xml': text = '' } = partsOf(files[locale]);
		const { blocks } = reportOf(locale);
		const tables = blocks.flatMap((block) =>
			block.kind === 'table'
				? [block]
				: block.kind === 'figure' || block.kind === 'cover'
					? [block.table]
					: []
		);
		expect(tables.length).toBeGreaterThan(10);
		expect(count(text, /<w:tblHeader\/>/g)).toBe(tables.length);
		expect(count(text, /<w:cantSplit\/>/g)).toBe(count(text, /<w:tr>/g));
	});

	test('has every chart as a picture of high resolution that says in words what it shows', () => {
		const { 'word/document.xml': text = '' } = partsOf(files[locale]);
		const charts = reportOf(locale).blocks.flatMap((block) =>
			block.kind === 'figure' ? [block.chart] : []
		);
		const told = [...text.matchAll(/<wp:docPr [^>]*descr="([^"]*)"/g)].map(([, words]) => words);
		expect(charts.map(({ kind }) => kind)).toEqual(['radar', 'ladder', 'road']);
		expect(told).toEqual(charts.map(({ data }) => data.label));
		const pictures = Object.entries(unzipSync(files[locale])).filter(([name]) =>
			/\.png$/.test(name)
		);
		expect(pictures).toHaveLength(3);
		// PNG says its width in the bytes 16 to 19. Less than 72 mm at 300 dots to the inch would be 850.
		for (const [, png] of pictures)
			expect(new DataView(png.slice(16, 20).buffer).getUint32(0)).toBeGreaterThan(850);
	});

	test('is A4 with a binding edge, says its language, its title and the fonts of the country', () => {
		const parts = partsOf(files[locale]);
		const text = parts['word/document.xml']!;
		expect(text).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
		// 6 mm, in twentieths of a point.
		expect(text).toMatch(/w:gutter="340"/);
		const styles = parts['word/styles.xml']!;
		expect(styles).toMatch(/w:eastAsia="宋体"/);
		expect(styles).toMatch(/w:eastAsia="黑体"/);
		expect(styles).toContain(locale === 'en' ? 'w:val="en-GB"' : 'w:val="zh-CN"');
		expect(parts['docProps/core.xml']).toContain(`<dc:title>${reportOf(locale).title}</dc:title>`);
		const foot = Object.entries(parts).find(([name]) => /^word\/footer\d+\.xml$/.test(name))![1];
		expect(foot).toContain(reportOf(locale).running);
		expect(foot).toMatch(/>PAGE<[^]*>NUMPAGES</);
	});

	test(
		'reads in LibreOffice as the page does: words, numbers and headings',
		needs(
			'soffice',
			needs('pdftotext', async () => {
				writeFileSync(join(folder, `${locale}.docx`), files[locale]);
				const report = reportOf(locale);
				const office = await openPdf(await openedInOffice(folder, `${locale}.docx`));
				const address = `${app.origin}${locale === 'en' ? '/en' : ''}/print/${issue(report)}`;
				const pieces = await readPieces(browser, address);
				// The font it is given has no ✓, ○, ●, → and ≥: those come from elsewhere and out of their order.
				const told = <T extends { text: string }>(one: T): T => ({
					...one,
					text: one.text.replaceAll(/[\p{So}→≥]/gu, '')
				});
				expect(match(pieces.map(told), office.drawn.map(told)).rest).toBe('');
				const headings = report.blocks.flatMap((block) =>
					block.kind === 'heading' ? [squeezed(`${block.number ?? ''}${block.text}`)] : []
				);
				expect(office.outline.map(squeezed)).toEqual(expect.arrayContaining(headings));
				expect(office.outline.map(squeezed).slice(-headings.length)).toEqual(headings);

				writeFileSync(join(folder, 'printed.pdf'), await printReport(dossier, locale, options()));
				const [printed, written] = [
					await numbersIn('printed.pdf', report),
					await numbersIn(`${locale}.pdf`, report)
				];
				expect(printed.length).toBeGreaterThan(500);
				expect(written).toEqual(printed);
			})
		)
	);
});

/** Every number of a PDF but those at the foot of its pages, sorted. */
async function numbersIn(file: string, { running, blocks }: Report): Promise<string[]> {
	const { stdout } = await run('pdftotext', ['-raw', join(folder, file), '-']);
	const said = JSON.stringify(blocks);
	// Hashes and long numbers are broken where a line ends, and the two do not break theirs at the same place.
	// LibreOffice breaks a percentage, too, where a cell is narrow.
	const long = new Set(
		said.match(/(sha256:)?[0-9a-f]{64}|(?<!\d)\d{4,}(?!\d)|(?<![\d.])\d{2}(?= %)/g)
	);
	const whole = [...long]
		.sort((a, b) => b.length - a.length)
		.reduce(
			(text, one) => {
				const broken = new RegExp(`(?<![0-9a-f])${[...one].join('\\n?')}(?!\\d)`, 'g');
				return text.replaceAll(broken, one);
			},
			stdout.replaceAll('\f', '')
		);
	const lines = whole.split('\n').filter((line) => {
		const isFoot = squeezed(line).startsWith(squeezed(running));
		return !isFoot && !/^(第|Page) \d+ \/ \d+/.test(line);
	});
	return (lines.join('\n').match(/\d+(?:\.\d+)?/g) ?? []).sort();
}

describe('what cannot be printed in full', () => {
	const rare = openDossier(library, { ...said, name: '𠮷'.repeat(200) }, day);

	test.each([
		['PDF', printReport],
		['Word', writeWord]
	] as const)('is no %s but a copy', async (_, write) => {
		await expect(write(rare, 'zh-cn', options())).rejects.toThrow(UnprintableText);
		const file = await write(rare, 'zh-cn', { ...options(), copy: true });
		const text =
			write === printReport
				? (await openPdf(file)).drawn.map((one) => one.text).join('')
				: partsOf(file)['word/document.xml']!;
		expect(count(squeezed(text), /〔U\+20BB7〕/g)).toBeGreaterThanOrEqual(200);
		expect(text).toContain('非正式副本');
		expect(text).not.toContain('签章页');
	});
});

test('a table of 300 pieces of evidence prints, in both, none of them lost', async () => {
	const evidence = Array.from({ length: 300 }, (_, i): EvidenceLine => ({
		field: i % 3 === 0 ? 'answers.connected-rate' : 'answers.equipment',
		name: `照片${i + 1}.jpg`,
		bytes: 1_234_567,
		effectiveOn: i % 2 === 0 ? day : null,
		file: (i + 1).toString(16).padStart(64, 'a')
	}));
	const pdf = await openPdf(await printReport(dossier, 'zh-cn', { ...options(), evidence }));
	const word = await writeWord(dossier, 'zh-cn', { ...options(), evidence });
	const printed = squeezed(pdf.drawn.map((one) => one.text).join(''));
	const written = partsOf(word)['word/document.xml']!;
	for (const { file, name } of evidence) {
		expect(printed).toContain(file);
		expect(printed).toContain(name);
		expect(written).toContain(`>${file}<`);
	}
	expect(printed).toContain('共300件');
});
