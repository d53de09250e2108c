import { postedDossier } from '#server/posted-dossier.ts';
import { answerReport } from '#server/reports/answer.ts';

/** The report of what the form says, as PDF. Nothing of it is stored. */
export async function POST(event) {
	const { dossier, locale } = await postedDossier(event.request);
	return answerReport(event, dossier, locale);
}
