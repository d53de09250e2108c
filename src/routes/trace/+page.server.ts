import { readLooking, tracePage } from '#lib/journey/trace-page.ts';
import { worldOf } from '#server/journey.ts';
import { postedDossier } from '#server/posted-dossier.ts';
import { problems } from '#server/problems.ts';

export const actions = {
	/** The way from what the form says to its tier; nothing of it is stored. */
	default: async ({ request }) => {
		const { dossier, on, locale, form } = await postedDossier(request);
		const { said, diagnosis } = dossier;
		const world = worldOf(said.questionnaire) ?? problems.noSuchEdition(said.questionnaire);
		const looking = readLooking(form);
		return { page: tracePage(world, said, diagnosis, looking, locale), said, on };
	}
};
