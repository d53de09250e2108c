import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { TextItem } from 'pdfjs-dist/types/src/display/api.js';

/** A piece of text as it stands on a page; measures in points from the lower left corner. */
export interface Drawn {
	readonly text: string;
	readonly page: number;
	readonly left: number;
	readonly right: number;
	readonly y: number;
}

export interface OpenPdf {
	readonly pages: number;
	/** In the order of the file, not normalised: what a search would find. */
	readonly drawn: readonly Drawn[];
	readonly title: unknown;
	readonly language: unknown;
	/** The titles of the outline, each before those below it. */
	readonly outline: readonly string[];
}

interface Entry {
	readonly title: string;
	readonly items: readonly Entry[];
}

export async function openPdf(pdf: Uint8Array): Promise<OpenPdf> {
	// A copy: it takes the bytes away from whoever gives them.
	const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 });
	const file = await task.promise;
	const drawn: Drawn[] = [];
	for (let number = 1; number <= file.numPages; number++) {
		const page = await file.getPage(number);
		const { items } = await page.getTextContent({ disableNormalization: true });
		for (const { str: text, transform, width } of items as TextItem[]) {
			const [left, y] = [transform[4] as number, transform[5] as number];
			drawn.push({ text, page: number, left, right: left + width, y });
		}
	}
	const { info } = (await file.getMetadata()) as { info: Record<string, unknown> };
	const titles = (entries: readonly Entry[]): string[] =>
		entries.flatMap(({ title, items }) => [title, ...titles(items)]);
	const outline = titles(((await file.getOutline()) ?? []) as Entry[]);
	const pages = file.numPages;
	await task.destroy();
	return { pages, drawn, title: info.Title, language: info.Language, outline };
}
