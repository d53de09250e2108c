import type { Browser } from 'puppeteer-core';
import type { Drawn } from './pdf.ts';

const points = (millimetres: number) => (millimetres / 25.4) * 72;

/** Below this, in points from the lower edge, stands the foot of a page. */
export const footBelow = points(21);

/** A mark may stand out by half its width, its blank half before a line; the largest heading has 17 points. */
export const hanging = 17 / 2;

/** Between which places a page has its text, in points: 28 mm are left at the binding edge, 22 at the other. */
export function marginsOf(page: number): [from: number, to: number] {
	const left = page % 2 === 1 ? 28 : 22;
	return [points(left), points(left + 160)];
}

/** What the page says, piece by piece in its order. */
export interface Piece {
	readonly text: string;
	/** Whether what comes next must stand on the same page. */
	readonly binds: boolean;
	/** The head of a table may stand again on every page the table goes on to. */
	readonly head?: string;
}

/** What the page of an address says. */
export async function readPieces(browser: Browser, address: string): Promise<Piece[]> {
	const page = await browser.newPage();
	await page.goto(address);
	const pieces = await page.evaluate(() => {
		const parts = 'h1, h2, h3, h4, p, li, dt, dd, caption, th, td, figcaption';
		// Chromium does not always bind a heading that comes after a table of more than a page to the next table.
		const long = 'table:not(.short)';
		const isAfterLong = (part: Element) => part.previousElementSibling?.matches(long) ?? false;
		return [...document.querySelectorAll<HTMLElement>(`.report :is(${parts})`)].map((part) => ({
			text: part.textContent,
			binds:
				part.matches('h2, h3, h4, caption, thead th, :is(h2, h3, h4) + p:has(+ table)') &&
				!(part.matches('h2, h3, h4') && isAfterLong(part)),
			...(part.matches('th, td')
				? { head: part.closest('table')!.querySelector('thead')!.textContent }
				: {})
		}));
	});
	await page.close();
	return pieces
		.map(({ text, head, binds }) => ({
			text: squeezed(text),
			binds,
			...(head === undefined ? {} : { head: squeezed(head) })
		}))
		.filter(({ text }) => text !== '');
}

/** The page on which each piece begins, and what the PDF says beyond them. */
export function match(
	pieces: readonly Piece[],
	drawn: readonly Drawn[]
): { places: number[]; rest: string } {
	const signs = drawn
		.filter((one) => one.y > footBelow)
		.flatMap(({ text, page }) => [...squeezed(text)].map((sign) => ({ sign, page })));
	const text = signs.map(({ sign }) => sign).join('');
	// A sign may be two units of the string: pages by unit.
	const pages = signs.flatMap(({ sign, page }) =>
		[...sign].flatMap((one) => Array.from(one, () => page))
	);
	const places: number[] = [];
	let at = 0;
	for (const { text: piece, head } of pieces) {
		// What marks an item of a list; LibreOffice draws it smaller.
		if (/[•·]/.test(text[at] ?? '') && !piece.startsWith(text[at]!)) at++;
		if (!text.startsWith(piece, at) && head && text.startsWith(head, at)) at += head.length;
		if (!text.startsWith(piece, at)) {
			return { places, rest: `expected ${piece}, received ${text.slice(at, at + 60)}` };
		}
		places.push(pages[at]!);
		at += piece.length;
	}
	return { places, rest: text.slice(at) };
}

export function squeezed(text: string): string {
	return text.replace(/\s+/g, '');
}
