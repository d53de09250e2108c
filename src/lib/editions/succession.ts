import type { OpenEdition } from '#scoring';
import type { Library } from '../library/library.ts';

/** The editions of an instrument, the newest first: that one is offered, the others stay reachable. */
export interface Succession {
	readonly newest: OpenEdition;
	/** The newer before the older. */
	readonly older: readonly OpenEdition[];
}

/** Groups editions by instrument, in the order in which an instrument comes up first. */
export function successions(editions: Iterable<OpenEdition>): Succession[] {
	const byInstrument = new Map<string, OpenEdition[]>();
	for (const edition of editions) {
		const { instrument } = edition.data;
		byInstrument.set(instrument, [...(byInstrument.get(instrument) ?? []), edition]);
	}
	return [...byInstrument.values()].map((all) => {
		const [newest, ...older] = all.sort((a, b) => -byAge(a, b)) as [OpenEdition, ...OpenEdition[]];
		return { newest, older };
	});
}

/** By day of issue; on one day 2026 comes before 2026-2, and that before 2026-10. */
function byAge({ data: a }: OpenEdition, { data: b }: OpenEdition): number {
	if (a.issued !== b.issued) return a.issued < b.issued ? -1 : 1;
	return a.edition.localeCompare(b.edition, 'en', { numeric: true });
}

/** The editions that one moves to and from by a mapping. */
export function neighbours(
	{ editions }: Library,
	{ ref }: OpenEdition
): { readonly older?: OpenEdition; readonly newer: readonly OpenEdition[] } {
	const older = editions.get(ref)?.moves?.mapping.older;
	const newer = [...editions.values()].flatMap(({ moves }) =>
		moves?.mapping.older.ref === ref ? moves.mapping.newer : []
	);
	return { newer, ...(older ? { older } : {}) };
}
