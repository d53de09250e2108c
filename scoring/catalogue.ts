import type { Fact, Title } from './facts.ts';
import type { Text } from './text.ts';

/** The words rules are written in: what may be known of an enterprise, and the trees areas lie in. */
export interface Catalogue {
	readonly facts: ReadonlyMap<string, Fact>;
	readonly titles: ReadonlyMap<string, Title>;
	/** Functional zones by id, beside the codes of GB/T 2260. */
	readonly zones: ReadonlyMap<string, { readonly title: Text; readonly within: string }>;
	/** Divisions of GB/T 4754-2017 by code. */
	readonly industries: ReadonlyMap<string, Text>;
	/**
	 * Whether a code of GB/T 2260 or of a town exists. Left out where the table is not at hand (offline
	 * on a tablet): then the shape of the code is all that is checked.
	 */
	readonly hasArea?: (code: string) => boolean;
}

export const areaExpected = 'expected the code of an area that exists, in quotes, like "320903"';

/** Whether `code` names an area: six or nine digits that exist, or a zone of ours. */
export function isArea(catalogue: Catalogue, code: unknown): code is string {
	if (typeof code !== 'string') return false;
	if (catalogue.zones.has(code)) return true;
	return /^\d{6}(\d{3})?$/.test(code) && (catalogue.hasArea?.(code) ?? true);
}
