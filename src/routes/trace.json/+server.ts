import { answerTrace } from '#server/trace-file.ts';
import { postedDossier } from '#server/posted-dossier.ts';

/** The computation of what a form says, as a file. Nothing of it is stored. */
export async function POST({ request }) {
	const { dossier, locale } = await postedDossier(request);
	return answerTrace(dossier, locale);
}
