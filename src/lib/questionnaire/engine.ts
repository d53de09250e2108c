import type { Locale, OpenEdition } from '#scoring';
import { registerProperties, toSurvey } from './survey.ts';

/** survey-core over one edition, as the form engine of the page. */
export interface Engine {
	/** Takes the answers as they now are. */
	take(answers: unknown): void;
	/** Whether a part is to be shown: it certainly applies. */
	shows(name: string): boolean;
	/** What is wrong on a page, by path of the field, in the language of the page. */
	faultsOn(page: string): Record<string, string>;
}

/** Loads survey-core, which is large: once the page has been painted, never before. */
export async function openEngine(edition: OpenEdition, locale: Locale): Promise<Engine> {
	const [{ Model, Serializer, QuestionMultipleTextModel }] = await Promise.all([
		import('survey-core'),
		import('survey-core/i18n/simplified-chinese')
	]);
	if (!Serializer.findProperty('survey', 'qidang')) registerProperties(Serializer);
	const model = new Model(toSurvey(edition));
	model.locale = locale;

	function faultsOn(page: string): Record<string, string> {
		const faults: Record<string, string> = {};
		for (const question of model.getPageByName(page)?.questions ?? []) {
			if (!question.isVisible || question.validate(true)) continue;
			const path = `answers.${question.name}`;
			const [own] = question.errors;
			if (own) faults[path] = own.getText();
			if (!(question instanceof QuestionMultipleTextModel)) continue;
			for (const item of question.items) {
				const [fault] = item.editor.errors;
				if (fault) faults[`${path}.${item.name}`] = fault.getText();
			}
		}
		return faults;
	}

	return {
		take(answers) {
			model.data = typeof answers === 'object' && answers !== null ? { ...answers } : {};
		},
		shows: (name) =>
			(model.getQuestionByName(name) ?? model.getPanelByName(name) ?? model.getPageByName(name))
				?.isVisible ?? true,
		faultsOn
	};
}
