import type { Locale, OpenEdition } from '#scoring';
import type { CalledFor } from '../diagnosis/called.ts';
import type { RoadStep } from '../road/road.ts';
import { answerWords } from '../words/answer.ts';
import { addedTo, figureWords } from '../words/road.ts';
import type { Said } from './action.ts';

/** An action as it is first written down. */
export type Draft = Said & { readonly what: string; readonly order: number };

/** The actions that a diagnosis calls for, the most urgent first. */
export function fromCalled(called: readonly CalledFor[], locale: Locale): Draft[] {
	return called
		.flatMap(({ actions }) => actions)
		.map(({ id, action }, i) => ({ what: action[locale], finding: id, order: i + 1 }));
}

/**
 * The steps of a road as actions, in its order.
 *
 * @param budgets by question what its step may cost, in 分; left out where nobody said
 */
export function fromRoad(
	steps: readonly RoadStep[],
	edition: OpenEdition,
	budgets: ReadonlyMap<string, number>,
	locale: Locale
): Draft[] {
	return steps.map(({ question, from, to, effort, figure }, i) => {
		const asked = edition.byName.get(question)!;
		const { capability, evidence = [] } = asked.data;
		const aim = Array.isArray(to)
			? words.more[locale](asked.data.title[locale], answerWords(asked, addedTo(from, to), locale))
			: words.step[locale](asked.data.title[locale], answerWords(asked, to, locale));
		const least = figure ? words.least[locale](figureWords(edition, figure, locale)) : '';
		const budget = budgets.get(question);
		return {
			what: (aim + least).slice(0, 500),
			...{ question, to: to as NonNullable<Said['to']>, effort, order: i + 1 },
			...(capability === undefined ? {} : { capability }),
			...(evidence.length > 0 ? { evidence: evidence.map((one) => one[locale]) } : {}),
			...(budget === undefined ? {} : { budget })
		};
	});
}

const words = {
	step: {
		'zh-cn': (question: string, choice: string) => `“${question}”达到“${choice}”`,
		en: (question: string, choice: string) => `Reach “${choice}” in “${question}”`
	},
	more: {
		'zh-cn': (question: string, choices: string) => `“${question}”增加“${choices}”`,
		en: (question: string, choices: string) => `Add “${choices}” to “${question}”`
	},
	least: {
		'zh-cn': (figure: string) => `（${figure}）`,
		en: (figure: string) => ` (${figure})`
	}
} as const;
