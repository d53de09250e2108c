import { locales } from '#scoring';
import { getLocale } from '#lib/paraglide/runtime.js';
import { postedForm } from '#server/posted.ts';
import { problems } from '#server/problems.ts';
import { layersReached, readSheet } from '#server/reading-sheets.ts';
import { answerReport } from '#server/reports/answer.ts';
import { reportOfSheet } from '#server/reports/of-sheet.ts';
import { noteSeen } from '#server/trail.ts';

/** The report of a layer of a sheet, as PDF or as a Word file: as it was filed, or as it is today. */
export async function POST(event) {
	const { acting, sheet } = await readSheet(event);
	const form = await postedForm(event.request);
	const reached = layersReached(sheet);
	const layer = reached.find((one) => one === form.get('layer')) ?? problems.noForm();
	const locale = locales.find((one) => one === form.get('lang')) ?? getLocale();
	const { dossier, options } = await reportOfSheet(acting, sheet, layer, locale);
	await noteSeen(acting.member, sheet.enterprise, `report ${layer} ${sheet.id}`);
	return answerReport(event, { dossier, locale, fields: { layer, lang: locale }, options });
}
