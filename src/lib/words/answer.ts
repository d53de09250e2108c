import type { Locale, OpenQuestion } from '#scoring';
import { grouped } from './format.ts';

/**
 * An answer in the words of its question.
 *
 * @param value as SurveyJS stores it: a choice's value, a list of them, or figures by name
 */
export function answerWords({ data }: OpenQuestion, value: unknown, locale: Locale): string {
	if (data.type === 'multipletext') {
		const given = value as Readonly<Record<string, number>>;
		const figures = data.items.flatMap(({ name, title, unit }) => {
			const figure = given[name];
			if (figure === undefined) return [];
			return [`${title[locale]} ${grouped(figure)} ${unit[locale]}`];
		});
		return figures.join(semicolon[locale]);
	}
	const chosen: readonly unknown[] = Array.isArray(value) ? value : [value];
	const texts = data.choices.filter((choice) => chosen.includes(choice.value));
	return texts.map((choice) => choice.text[locale]).join(semicolon[locale]);
}

const semicolon = { 'zh-cn': '；', en: '; ' } as const;
