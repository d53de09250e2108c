import { getLocale } from '#lib/paraglide/runtime.js';
import { findFiles, shownFile } from '#server/area-files.ts';
import { askedFiles } from '#server/asked-files.ts';
import { today } from '#server/clock.ts';
import { writeXlsx, xlsxType } from '#server/xlsx.ts';
import { filesSheet } from './files-sheet.ts';

/** All files that the page with the same query finds, as a spreadsheet. */
export async function GET(event) {
	const { acting, filters } = await askedFiles(event);
	const { files } = await findFiles(acting.member, filters);
	const locale = getLocale();
	const sheet = filesSheet(
		files.map((file) => shownFile(file, locale)),
		event.url.origin
	);
	return new Response(await writeXlsx([sheet]), {
		headers: {
			'content-type': xlsxType,
			'content-disposition': `attachment; filename="files-${today()}.xlsx"`
		}
	});
}
