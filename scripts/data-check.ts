import { ContentError } from '#lib/library/library.ts';
import { lintSurvey } from '#lib/questionnaire/lint.ts';
import { checkWorked, countWorked } from '#lib/library/worked.ts';
import { openContent } from './content.ts';
import { main } from './main.ts';

/** Checks all content: that it opens, that survey-core accepts it, that every worked case holds. */
await main(async () => {
	const library = openContent();
	const linted = [...library.editions.values()].map(({ edition, folder }) =>
		lintSurvey(edition, folder)
	);
	const faults = [...linted.flat(), ...checkWorked(library)];
	if (faults.length > 0) throw new ContentError(faults);
	const { cases, examples } = countWorked(library);
	console.log(
		`${library.editions.size} editions with ${cases} worked cases and ` +
			`${library.documents.size} policy documents with ${examples} examples hold.`
	);
});
