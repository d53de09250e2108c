import { fileName } from '#lib/report/file-name.ts';
import { supportSheets } from '#lib/report/spreadsheet.ts';
import { today } from '#server/clock.ts';
import { areaName, library } from '#server/content.ts';
import { postedDossier } from '#server/posted-dossier.ts';
import { refuseTooMany } from '#server/rate-limit.ts';
import { writeXlsx, xlsxType } from '#server/xlsx.ts';

/** What the diagnosis of a form found of the measures, as a spreadsheet. Nothing of it is stored. */
export async function POST(event) {
	refuseTooMany('report', event);
	const { dossier, on, locale } = await postedDossier(event.request);
	const sheets = supportSheets(dossier, library, locale, { printedOn: today(), areaName });
	return new Response(await writeXlsx(sheets), {
		headers: {
			'content-type': xlsxType,
			'content-disposition': `attachment; ${fileName(dossier.said.name, on, locale, 'xlsx')}`,
			'cache-control': 'no-store'
		}
	});
}
