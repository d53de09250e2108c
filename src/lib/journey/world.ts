import type { Day, OpenEdition } from '#scoring';
import type { CaseFile } from '../diagnosis/case-file.ts';
import type { Library } from '../library/library.ts';
import type { Regions } from '../regions.ts';
import type { Names } from '../words/condition.ts';

/** What a page of the journey is made from, on the server as in the browser. */
export interface World {
	readonly library: Library;
	readonly edition: OpenEdition;
	readonly regions: Regions;
	readonly today: Day;
	/** Sheets of other instruments, whose answers are offered. */
	readonly beside?: readonly CaseFile[];
}

/** The names that conditions, measures and facts are told with. */
export function namesOf({ library, edition, regions }: World): Names {
	return {
		catalogue: library.catalogue,
		edition,
		editions: [...library.editions.values()].map((one) => one.edition),
		areaName: (code) => regions.path(code).join('') || undefined
	};
}
