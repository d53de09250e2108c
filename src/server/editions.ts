import type { EditionNames } from '#lib/words/edition-difference.ts';
import type { Mapping } from '#lib/editions/mapping.ts';
import { scoreUnderBoth } from '#lib/editions/under-both.ts';
import { tellUnderBoth, type UnderBothTold } from '#lib/editions/tell.ts';
import type { LibraryEdition } from '#lib/library/editions.ts';
import type { CaseFile } from '#lib/diagnosis/case-file.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { Day, OpenEdition } from '#scoring';
import { library } from './content.ts';
import { namesIn } from './names.ts';
import { problems } from './problems.ts';

/** How one moves between two editions of an instrument, from the older to the newer. */
export function movesBetween(
	instrument: string,
	older: string,
	newer: string
): NonNullable<LibraryEdition['moves']> {
	const ref = `${instrument}@${newer}`;
	const { moves } = library.editions.get(ref) ?? problems.noSuchEdition(ref);
	if (moves?.mapping.older.data.edition === older) return moves;
	return problems.noSuchEdition(`${instrument}@${older}`);
}

/** What the names in both editions stand for. */
export function namesOfBoth({ older, newer }: Mapping) {
	return { older: namesOfEdition(older), newer: namesOfEdition(newer) };
}

export function namesOfEdition(edition: OpenEdition): EditionNames {
	return { ...namesIn({ edition }), edition, capabilities: library.capabilities };
}

/** One sheet of the older edition under both, in the language of the page. */
export function toldUnderBoth(mapping: Mapping, said: CaseFile, day: Day): UnderBothTold {
	const both = scoreUnderBoth(mapping, said, library.catalogue, day);
	return tellUnderBoth(both, namesOfBoth(mapping), getLocale());
}
