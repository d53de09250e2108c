/**
 * Reports a minute: ours from the dossier to the PDF, beside `page.pdf()` of the same report as finished
 * HTML, and beside `page.pdf()` alone of a tab in which all is loaded and drawn; then the memory of the
 * browser over 500 reports, which is replaced on its way.
 *
 *     node tests/bench/report.ts [--quick]
 *
 * `--quick` measures one round of the speeds, and the memory over 50 reports.
 */
import { getuid } from 'node:process';
import puppeteer, { type Page } from 'puppeteer-core';
import { readFileSync } from 'node:fs';
import { openDossier } from '#lib/diagnosis/dossier.ts';
import type { CaseFile } from '#lib/diagnosis/case-file.ts';
import { openReport } from '#lib/report/report.ts';
import { parseYaml } from '#lib/library/yaml.ts';
import { openPrinter } from '#server/reports/browser.ts';
import { findChromium } from '#server/reports/chromium.ts';
import { ownBytes } from '#server/reports/memory.ts';
import { printReport } from '#server/reports/print.ts';
import { issue } from '#server/reports/tokens.ts';
import { serveHere } from '../../scripts/app.ts';
import { build } from '../../scripts/build.ts';
import { openContent } from '../../scripts/content.ts';

const isQuick = process.argv.includes('--quick');
const forMemory = isQuick ? 50 : 500;
/** All are measured in turns, so that what else the machine does falls on each. */
const rounds = isQuick ? 1 : 5;
const perRound = 12;
/** How often the memory is looked at, for the most it ever was. */
const lookMilliseconds = 200;

const example = 'examples/yancheng-caster.yaml';
const printedOn = '2024-10-15';
await build();
const app = await serveHere();
const library = openContent();
const said = parseYaml(readFileSync(example, 'utf8'), example) as CaseFile;

/** Runs `work` so many times, so many at once; the seconds it took. */
async function timed(times: number, atOnce: number, work: (lane: number) => Promise<unknown>) {
	const started = performance.now();
	let left = times;
	const lane = async (_: unknown, i: number) => {
		while (left-- > 0) await work(i);
	};
	await Promise.all(Array.from({ length: atOnce }, lane));
	return (performance.now() - started) / 1000;
}

/** The report from the shell's side of the pipe: diagnosed anew each time, as a request would. */
function ours(printer: ReturnType<typeof openPrinter>) {
	const dossier = openDossier(library, said, printedOn);
	return printReport(dossier, 'zh-cn', { library, printer, origin: app.origin, printedOn });
}

/** Opens the report in a tab of its own and waits until it is drawn. */
async function drawn(page: Page): Promise<void> {
	const dossier = openDossier(library, said, printedOn);
	const report = openReport(dossier, library, 'zh-cn', { printedOn });
	await page.setViewport({ width: 605, height: 900 });
	await page.emulateMediaType('print');
	await page.goto(`${app.origin}/print/${issue(report)}`);
	await page.waitForSelector('html[data-drawn]');
}

/** The page as a file: without scripts, its charts as pictures, its foot in the style of the root. */
function finishedHtml(page: Page): Promise<string> {
	return page.evaluate(() => {
		for (const canvas of document.querySelectorAll('canvas')) {
			const picture = document.createElement('img');
			picture.src = canvas.toDataURL();
			picture.style.cssText = canvas.style.cssText;
			canvas.replaceWith(picture);
		}
		for (const script of document.querySelectorAll('script, link[rel=modulepreload]'))
			script.remove();
		return `<!doctype html>${document.documentElement.outerHTML}`;
	});
}

const pdf = { preferCSSPageSize: true, printBackground: true, tagged: true, outline: true };

/** What a browser does in so many tabs: prints what is loaded, or loads the finished file and prints it. */
async function openBare(count: number) {
	const { path, headless } = await findChromium();
	const args = getuid?.() === 0 ? ['--no-sandbox'] : [];
	const browser = await puppeteer.launch({ executablePath: path, headless, args });
	const first = await browser.newPage();
	await drawn(first);
	const html = await finishedHtml(first);
	const tabs = await Promise.all(
		Array.from({ length: count }, async () => {
			const [loaded, loading] = [await browser.newPage(), await browser.newPage()];
			await drawn(loaded);
			await loading.setViewport({ width: 605, height: 900 });
			await loading.emulateMediaType('print');
			await loading.setRequestInterception(true);
			loading.on('request', (request) => {
				const isFile = request.url() === `${app.origin}/finished.html`;
				void (isFile
					? request.respond({ contentType: 'text/html', body: html })
					: request.continue());
			});
			return { loaded, loading };
		})
	);
	return {
		browser,
		print: (tab: number) => tabs[tab]!.loaded.pdf(pdf),
		async loadAndPrint(tab: number) {
			const { loading } = tabs[tab]!;
			await loading.goto(`${app.origin}/finished.html`);
			await loading.pdf(pdf);
		}
	};
}

const speeds: { atOnce: number; ours: number; file: number; loaded: number }[] = [];
for (const atOnce of [1, 2, 4]) {
	const printer = openPrinter({ pages: atOnce, recycleAfter: Infinity });
	const { browser, print, loadAndPrint } = await openBare(atOnce);
	const ways = [() => ours(printer), loadAndPrint, print] as const;
	for (const way of ways) await timed(2 * atOnce, atOnce, way);
	const seconds = [0, 0, 0];
	for (let round = 0; round < rounds; round++) {
		for (const [i, way] of ways.entries())
			seconds[i] = seconds[i]! + (await timed(perRound, atOnce, way));
	}
	await browser.close();
	await printer.close();
	const aMinute = (took: number) => (60 * rounds * perRound) / took;
	const [report, file, loaded] = seconds.map(aMinute) as [number, number, number];
	speeds.push({ atOnce, ours: report, file, loaded });
}

const memory: { after: number; megabytes: number | null }[] = [];
const printer = openPrinter({ pages: 2 });
const browsers = new Set<number>();
let peak = 0;
/** Of the browser as it is now, in bytes; nothing between two of them. */
function look(): number | undefined {
	if (printer.pid === undefined) return undefined;
	browsers.add(printer.pid);
	const bytes = ownBytes(printer.pid);
	peak = Math.max(peak, bytes ?? 0);
	return bytes;
}
const looking = setInterval(look, lookMilliseconds);
const step = forMemory / 10;
for (let done = step; done <= forMemory; done += step) {
	await timed(step, 2, () => ours(printer));
	const bytes = look();
	memory.push({ after: done, megabytes: bytes === undefined ? null : Math.round(bytes / 1e6) });
}
clearInterval(looking);
await printer.close();
await app.close();

const rounded = (one: number, digits = 0) => Number(one.toFixed(digits));
console.table(
	speeds.map(({ atOnce, ours, file, loaded }) => ({
		'pages at once': atOnce,
		'reports a minute': rounded(ours),
		'page.pdf() of the finished HTML': rounded(file),
		ratio: rounded(ours / file, 2),
		'page.pdf() alone, loaded before': rounded(loaded),
		'ratio to that': rounded(ours / loaded, 2)
	}))
);
console.table(
	memory.map(({ after, megabytes }) => ({ 'after reports': after, 'MB of its own': megabytes }))
);
const known = memory.flatMap(({ megabytes }) => megabytes ?? []);
console.log(
	`The browser's own memory over ${forMemory} reports: first ${known[0]} MB, last ${known.at(-1)} MB, ` +
		`peak ${rounded(peak / 1e6)} MB; ${browsers.size} browsers one after the other.`
);
console.log(JSON.stringify({ bench: 'report', speeds, memory, peak, browsers: browsers.size }));
