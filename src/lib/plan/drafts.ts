import type { Locale, OpenEdition, Text } from '#scoring';
import type { CalledFor } from '../diagnosis/called.ts';
import { answerWords } from '../words/answer.ts';
import type { Said } from './action.ts';

/** An action as it is first written down. */
export type Draft = Said & { readonly what: string; readonly order: number };

/** A step of a road to another tier: the answer to one question that is to become another. */
export interface RoadStep {
	readonly question: string;
	/** The choice to reach, as SurveyJS stores it. */
	readonly to: string | number;
	/** In the edition's own measure. */
	readonly effort: number;
	readonly capability?: string | undefined;
	/** The material that the question asks for. */
	readonly evidence: readonly Text[];
}

/** The actions that a diagnosis calls for, the most urgent first. */
export function fromCalled(called: readonly CalledFor[], locale: Locale): Draft[] {
	return called
		.flatMap(({ actions }) => actions)
		.map(({ id, action }, i) => ({ what: action[locale], finding: id, order: i + 1 }));
}

/** The actions of a road, in its order. */
export function fromRoad(
	steps: readonly RoadStep[],
	edition: OpenEdition,
	locale: Locale
): Draft[] {
	return steps.map(({ question, to, effort, capability, evidence }, i) => {
		const asked = edition.byName.get(question)!;
		const title = asked.data.title[locale];
		const choice = answerWords(asked, to, locale);
		return {
			what: words.step[locale](title, choice).slice(0, 500),
			...{ question, to, effort, order: i + 1 },
			...(capability === undefined ? {} : { capability }),
			...(evidence.length > 0 ? { evidence: evidence.map((one) => one[locale]) } : {})
		};
	});
}

const words = {
	step: {
		'zh-cn': (question: string, choice: string) => `“${question}”达到“${choice}”`,
		en: (question: string, choice: string) => `Reach “${choice}” in “${question}”`
	}
} as const;
