import type { Locale } from '#scoring';
import type { Folded } from '../sheets/fold.ts';
import { answerWords } from '../words/answer.ts';
import { factWords } from '../words/condition.ts';
import { namesOf, type World } from './world.ts';

/** A field of which two devices say different things; the last of them holds until one is chosen. */
export interface ConflictLine {
	readonly field: string;
	/** What is asked there; left out for what only the page has a name for. */
	readonly title?: string;
	/** In words; nothing where an answer was taken back. */
	readonly values: readonly (string | undefined)[];
}

export function conflictLines(
	world: World,
	conflicts: Folded['conflicts'],
	locale: Locale
): ConflictLine[] {
	return conflicts.map(({ field, patches }) => {
		const [group, name = ''] = field.split('.') as [string, string?];
		const question = group === 'answers' ? world.edition.byName.get(name) : undefined;
		const fact = group === 'facts' ? world.library.catalogue.facts.get(name) : undefined;
		const title = (question?.data ?? fact)?.title[locale];
		const said = (value: unknown) => {
			if (value === null) return undefined;
			if (question) return answerWords(question, value, locale);
			if (fact) return factWords(fact.id, value, namesOf(world), locale);
			return typeof value === 'string' ? value : JSON.stringify(value);
		};
		return {
			field,
			...(title === undefined ? {} : { title }),
			values: patches.map(({ value }) => said(value))
		};
	});
}
