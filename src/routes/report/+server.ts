import { postedDossier } from '#server/posted-dossier.ts';
import { answerReport } from '#server/reports/answer.ts';

/** The report of what the form says, as PDF or as a Word file. Nothing of it is stored. */
export async function POST(event) {
	return answerReport(event, await postedDossier(event.request));
}
