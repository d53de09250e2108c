import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { TextItem } from 'pdfjs-dist/types/src/display/api.js';
import { differsAt, squeezed } from '#lib/report/pieces.ts';
import type { Report } from '#lib/report/report.ts';
import { recordName } from './attach.ts';

/** What stands at the foot of a page lies below this; in points from its lower edge: 21 mm. */
const footBelow = (21 / 25.4) * 72;

/** The PDF of an issued report, as it reads. */
export interface ReadPdf {
	/** The record attached to it; nothing where there is none. */
	readonly record: string | undefined;
	/** Its text without the feet of its pages, blanks left out. */
	readonly body: string;
	/** At the foot of each page, blanks left out. */
	readonly feet: readonly string[];
}

/** Reads a PDF; nothing where it is none that can be read. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf | undefined> {
	// A copy: it takes the bytes away from whoever gives them.
	const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
	try {
		const file = await task.promise;
		const attached = [...((await file.getAttachments()) ?? [])];
		const named = attached.find(([, { filename }]) => filename === recordName);
		const found = named && (await file.getAttachmentContent(named[0]));
		let body = '';
		const feet: string[] = [];
		for (let number = 1; number <= file.numPages; number++) {
			const page = await file.getPage(number);
			const { items } = await page.getTextContent({ disableNormalization: true });
			const texts = (items as TextItem[]).map(({ str, transform }) => {
				return { text: squeezed(str), isFoot: (transform[5] as number) <= footBelow };
			});
			const joined = (isFoot: boolean) =>
				texts.flatMap((one) => (one.isFoot === isFoot ? [one.text] : [])).join('');
			body += joined(false);
			feet.push(joined(true));
		}
		const record = found ? new TextDecoder().decode(found) : undefined;
		return { record, body, feet };
	} catch (error) {
		// What pdf.js says of a file that is no PDF, or a broken one; whoever sent it is told that.
		console.error(`A PDF could not be read: ${(error as Error).message}`);
		return undefined;
	} finally {
		await task.destroy();
	}
}

/**
 * Whether a PDF says what a report says, page numbers included.
 * @returns where it first differs; nothing where it does not
 */
export function pdfDiffersAt({ body, feet }: ReadPdf, report: Report): string | undefined {
	const differs = differsAt(report, body);
	if (differs !== undefined) return differs;
	const running = squeezed(report.running);
	for (const [i, foot] of feet.entries()) {
		const number = `${i + 1}/${feet.length}`;
		const page = report.locale === 'en' ? `Page${number}` : `第${number}页`;
		// In which order the boxes at the margin are drawn is the browser's business.
		if (foot === page + running || foot === running + page) continue;
		return `at the foot of page ${i + 1}: expected “${running}” and “${page}”, received “${foot}”`;
	}
	return undefined;
}
