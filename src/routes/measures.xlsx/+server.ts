import { getLocale } from '#lib/paraglide/runtime.js';
import { filtersOf, find } from '#server/measures.ts';
import { writeXlsx, xlsxType } from '#server/xlsx.ts';
import { measuresSheet } from './measures-sheet.ts';

/** The measures that the page with the same query shows, as a spreadsheet. */
export async function GET({ url }) {
	const { filters } = filtersOf(url);
	const found = find(filters, getLocale()).filter(({ shown }) => shown);
	return new Response(await writeXlsx([measuresSheet(found, filters.on, url.origin)]), {
		headers: {
			'content-type': xlsxType,
			'content-disposition': `attachment; filename="measures-${filters.on}.xlsx"`
		}
	});
}
