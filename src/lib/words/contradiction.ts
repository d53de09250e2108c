import type { Locale, OpenEdition, Text } from '#scoring';
import type { Contradiction } from '../diagnosis/contradictions.ts';
import { answerWords } from './answer.ts';
import { findingWords } from './finding.ts';
import { grouped } from './format.ts';

const aboveMost: Text = {
	'zh-cn': '部分大于它所在的整体，改正之前这两个数字都不参与计算，填的内容都保留',
	en: 'a part is greater than the whole it is of; neither number counts until one is corrected, and both are kept'
};

/** A contradiction in words, with all that was said. */
export interface ContradictionWords {
	/** The question at which it shows. */
	readonly question: string;
	readonly title: string;
	readonly words: string;
	/** Each number with its name and unit. */
	readonly numbers: string;
	/** The option that was chosen, and the one that the numbers speak for. */
	readonly chosen?: string;
	readonly figures?: string;
}

export function contradictionWords(
	edition: OpenEdition,
	{ kind, question: name, numbers, chosen, figures }: Contradiction,
	locale: Locale
): ContradictionWords {
	const question = edition.byName.get(name)!;
	const number = ({ item, value }: Contradiction['numbers'][number]) =>
		`${item.title[locale]} ${grouped(value)} ${item.unit[locale]}`;
	const option = (value: string | number) => answerWords(question, value, locale);
	return {
		question: name,
		title: question.data.title[locale],
		words: (kind === 'above-most' ? aboveMost : findingWords[kind])[locale],
		numbers: numbers.map(number).join(locale === 'en' ? '; ' : '；'),
		...(chosen === undefined ? {} : { chosen: option(chosen) }),
		...(figures === undefined ? {} : { figures: option(figures) })
	};
}
