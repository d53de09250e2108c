import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDossier, type Dossier } from '#lib/diagnosis/dossier.ts';
import { openReport } from '#lib/report/report.ts';
import { openPrinter, type Printer } from '#server/reports/browser.ts';
import { printReport } from '#server/reports/print.ts';
import { issue } from '#server/reports/tokens.ts';
import { serveHere } from '../../scripts/app.ts';
import { frozenRefs, openFrozen, readFrozen } from '../support/archive.ts';
import { launch } from '../support/browser.ts';
import { openPdf } from '../support/pdf.ts';
import { footBelow, hanging, marginsOf, match, readPieces, squeezed } from '../support/printed.ts';

let app: Awaited<ReturnType<typeof serveHere>>;
let printer: Printer;
let browser: Browser;

/** From the upper edge of a page to its text, in points. */
const topMargin = (24 / 25.4) * 72;
const height = (297 / 25.4) * 72;

beforeAll(async () => {
	app = await serveHere();
	printer = openPrinter({ pages: 1 });
	browser = await launch();
});

afterAll(async () => {
	await browser.close();
	await printer.close();
	await app.close();
});

describe.each(frozenRefs())('the report of %s on paper', (ref) => {
	test('is cut nowhere, binds its headings to what follows, and ends with the page to sign', async () => {
		const library = openFrozen(ref);
		const { said, day, printedOn, rests, hash } = readFrozen(ref);
		const dossier: Dossier = { ...openDossier(library, said, day), rests, hash };
		const { drawn, pages } = await openPdf(
			await printReport(dossier, 'zh-cn', { library, printer, origin: app.origin, printedOn })
		);
		const report = openReport(dossier, library, 'zh-cn', { printedOn });
		const pieces = await readPieces(browser, `${app.origin}/print/${issue(report)}`);
		const { places, rest } = match(pieces, drawn);
		expect(rest).toBe('');
		for (const [i, { binds, text }] of pieces.entries()) {
			if (binds) expect([text, places[i + 1]]).toEqual([text, places[i]]);
		}
		for (const { text, page, left, right, y } of drawn) {
			if (squeezed(text) === '' || y < footBelow) continue;
			const [from, to] = marginsOf(page);
			expect([text, left > from - hanging, right < to + hanging, y < height - topMargin]).toEqual([
				...[text, true, true, true]
			]);
		}
		const signed = pieces.findIndex(({ text }) => /^\d+签章页$/.test(text));
		expect(signed).toBeGreaterThan(0);
		expect(places.slice(signed)).toEqual(places.slice(signed).map(() => pages));
		expect(places[signed - 1]).toBe(pages - 1);
	});
});
