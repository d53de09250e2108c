import { locales } from '#scoring';
import { getLocale } from '#lib/paraglide/runtime.js';
import { library } from '#server/content.ts';
import { listEvidence, standingEvidence } from '#server/evidence.ts';
import { filedBefore } from '#server/filed-before.ts';
import { postedForm } from '#server/posted.ts';
import { problems } from '#server/problems.ts';
import { dossiersOf, layersReached, readSheet } from '#server/reading-sheets.ts';
import { answerReport } from '#server/reports/answer.ts';
import { shownRemarks } from '#server/shown-remarks.ts';
import { noteSeen } from '#server/trail.ts';

/** The report of a layer of a sheet, as PDF or as a Word file: as it was filed, or as it is today. */
export async function POST(event) {
	const { acting, sheet } = await readSheet(event);
	const form = await postedForm(event.request);
	const reached = layersReached(sheet);
	const layer = reached.find((one) => one === form.get('layer')) ?? problems.noForm();
	const locale = locales.find((one) => one === form.get('lang')) ?? getLocale();
	const pieces = await listEvidence(acting.member, sheet.id);
	const dossiers = dossiersOf(sheet);
	const earlier = await filedBefore(library, acting.member, sheet, dossiers[layer]);
	await noteSeen(acting.member, sheet.enterprise, `report ${layer} ${sheet.id}`);
	return answerReport(event, {
		dossier: dossiers[layer],
		locale,
		fields: { layer, lang: locale },
		options: {
			layer,
			evidence: standingEvidence(pieces),
			remarks: shownRemarks(sheet, locale),
			// A sheet that nobody has verified has no differences to tell of.
			...(reached.length > 1 ? { layers: dossiers } : {}),
			...(earlier ? { earlier } : {})
		}
	});
}
