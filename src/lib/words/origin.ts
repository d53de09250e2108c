import { answerValue, checkSheet, type Locale } from '#scoring';
import type { Library } from '../library/library.ts';
import type { Origin } from '../links/offers.ts';
import { answerWords } from './answer.ts';

/** Where an answer stands, in words; of an edition that is not at hand no more is known than its name. */
export function originWords(
	library: Pick<Library, 'editions'>,
	{ from, question, answer }: Origin,
	locale: Locale
): { from: string; sheet: string; question: string; answer: string } {
	const edition = library.editions.get(from)?.edition;
	const asked = edition?.byName.get(question);
	if (!edition || !asked) return { from, sheet: from, question, answer: '' };
	// What a sheet says of its origins may be anything.
	const read = checkSheet(edition, { [question]: answer }).answers[asked.index];
	return {
		from,
		sheet: edition.data.title[locale],
		question: asked.data.title[locale],
		answer: read === undefined ? '' : answerWords(asked, answerValue(asked, read), locale)
	};
}
