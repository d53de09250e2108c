import { Model, Serializer } from 'survey-core';
import type { OpenEdition } from '#scoring';
import { registerProperties, toSurvey, type Survey } from '#lib/questionnaire/survey.ts';
import type { Answers } from './figures.ts';

registerProperties(Serializer);

/** The edition as survey-core sees it when it is edited: what is loaded is what is written again. */
export function written(edition: OpenEdition): Survey {
	const model = new Model();
	model.setDesignMode(true);
	model.fromJSON(toSurvey(edition));
	const json = model.toJSON() as Survey;
	model.dispose();
	return json;
}

/** What survey-core leaves of each sheet, completing it until nothing changes. One model for all. */
export function completed(edition: OpenEdition, sheets: readonly Answers[]): Answers[] {
	const model = new Model(toSurvey(edition));
	const left = sheets.map((sheet) => {
		model.clear(true, true);
		model.data = structuredClone(sheet);
		// Every round drops at least one answer but the last.
		for (let round = Object.keys(sheet).length; round >= 0; round--) {
			const before = JSON.stringify(model.data);
			model.doComplete();
			const after = model.data as Answers;
			if (JSON.stringify(after) === before) return withoutEmpty(after);
			model.clear(true, true);
			model.data = after;
		}
		throw new Error('survey-core never comes to rest');
	});
	model.dispose();
	return left;
}

/** SurveyJS keeps an empty answer where it was given, and computes with it as with none. */
function withoutEmpty(answers: Answers): Answers {
	const isEmpty = (value: unknown) =>
		value === null ||
		value === '' ||
		(typeof value === 'object' && Object.keys(value as object).length === 0);
	return Object.fromEntries(Object.entries(answers).filter(([, value]) => !isEmpty(value)));
}
