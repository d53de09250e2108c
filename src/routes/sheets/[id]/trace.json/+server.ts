import { getLocale } from '#lib/paraglide/runtime.js';
import { dossiersOf, layerAsked, readSheet } from '#server/reading-sheets.ts';
import { answerTrace } from '#server/trace-file.ts';
import { noteSeen } from '#server/trail.ts';

/** The computation of a layer of a sheet, as a file: as it was filed, or as it is today. */
export async function GET(event) {
	const { acting, sheet } = await readSheet(event);
	const layer = layerAsked(sheet, event.url);
	await noteSeen(acting.member, sheet.enterprise, `trace ${layer} ${sheet.id}`);
	return answerTrace(dossiersOf(sheet)[layer], getLocale());
}
