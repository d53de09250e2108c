import type { Locale, OpenDocument, OpenMeasure, Text } from '#scoring';

/** Makes texts alike before they are compared. */
export type Fold = (text: string) => string;

/** Brackets and quotation marks of every kind, and what cannot be seen. */
const marks = /[\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Cf}"'`]/gu;

/**
 * One width, one case, simplified characters; no brackets, so that any kind around the year of a document
 * number finds it, and none.
 *
 * @param simplified writes traditional characters as simplified ones
 */
export function openFold(simplified: (text: string) => string): Fold {
	return (text) => simplified(text.normalize('NFKC')).toLowerCase().replace(marks, '');
}

/** Whether a measure is found by all words that were typed, in the language of the page or in Chinese. */
export type Search = (typed: string, locale: Locale) => (measure: OpenMeasure) => boolean;

/**
 * Makes the measures ready to be searched: their titles, summaries and articles, the titles and numbers of
 * their documents.
 */
export function openSearch(documents: readonly OpenDocument[], fold: Fold): Search {
	const texts = new Map(
		documents.flatMap((document) =>
			document.measures.map((measure) => [measure.ref, textsOf(document, measure, fold)] as const)
		)
	);
	return (typed, locale) => {
		const words = wordsOf(typed, fold);
		const among = locale === 'en' ? (['en', 'zh-cn'] as const) : (['zh-cn'] as const);
		return ({ ref }) =>
			words.every((word) => among.some((language) => texts.get(ref)![language].includes(word)));
	};
}

function wordsOf(typed: string, fold: Fold): string[] {
	return fold(typed)
		.split(/[\s、,;]+/)
		.filter((word) => word !== '');
}

function textsOf({ data }: OpenDocument, measure: OpenMeasure, fold: Fold): Text {
	const { title, summary, article } = measure.data;
	const heading = data.articles.find(({ clause }) => clause === article);
	const inLanguage = (locale: Locale) =>
		[title[locale], summary[locale], article, heading?.title[locale], data.title[locale], data.number]
			.filter((text) => text !== undefined)
			.map(fold)
			// No word reaches over the end of a text.
			.join('\n');
	return { 'zh-cn': inLanguage('zh-cn'), en: inLanguage('en') };
}
