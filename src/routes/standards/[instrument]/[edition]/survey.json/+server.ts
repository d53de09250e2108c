import { toSurvey } from '#lib/questionnaire/survey.ts';
import { library } from '#server/content.ts';
import { problems } from '#server/problems.ts';

/** The edition as a SurveyJS document, to be saved. */
export function GET({ params: { instrument, edition } }) {
	const ref = `${instrument}@${edition}`;
	const found = library.editions.get(ref) ?? problems.noSuchEdition(ref);
	const headers = {
		'content-type': 'application/json; charset=utf-8',
		'content-disposition': `attachment; filename="${instrument}-${edition}.survey.json"`
	};
	return new Response(`${JSON.stringify(toSurvey(found.edition), undefined, '\t')}\n`, { headers });
}
