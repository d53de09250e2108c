import type { Locale } from '#scoring';
import type { Folded } from '../sheets/fold.ts';
import { fieldWords } from '../words/field.ts';
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
		const { title, said } = fieldWords(world.edition, namesOf(world), field, locale);
		return {
			field,
			...(title === undefined ? {} : { title }),
			values: patches.map(({ value }) => said(value))
		};
	});
}
