import type { Locale } from '#scoring';
import { contentOf } from '#lib/journey/content.ts';
import { openPage } from '#lib/journey/page.ts';
import { ServedPage } from '#lib/journey/served-page.ts';
import type { Turn } from '#lib/journey/turn.ts';
import type { World } from '#lib/journey/world.ts';
import { openRegions } from '#lib/regions.ts';
import { pickerTables, zonesOf } from './areas.ts';
import { today } from './clock.ts';
import { library } from './content.ts';
import { seal } from './sealed.ts';

const tables = pickerTables(zonesOf(library.catalogue));
const regions = openRegions(tables);

/** The areas that can be chosen, for the browser; it is sent whole, so that nobody learns what was chosen. */
export const areas = seal(tables);

const contents = new Map(
	[...library.editions.keys()].map((ref) => [ref, seal(contentOf(library, ref))])
);

/** What the browser needs to judge an edition by itself. */
export function contentFor(ref: string) {
	return contents.get(ref)!;
}

/** What the pages of an edition are made from; nothing where there is no such edition. */
export function worldOf(ref: string): World | undefined {
	const edition = library.editions.get(ref)?.edition;
	return edition && { library, edition, regions, today: today() };
}

/**
 * A page of the journey, in the form in which it is sent.
 *
 * @param withScript whether a script may be there to take it over
 */
export function servePage(world: World, turn: Turn, locale: Locale, withScript = true): ServedPage {
	return new ServedPage(openPage(world, turn, locale), withScript);
}
