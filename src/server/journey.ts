import type { Locale } from '#scoring';
import { contentOf } from '#lib/journey/content.ts';
import { openPage } from '#lib/journey/page.ts';
import { ServedPage } from '#lib/journey/served-page.ts';
import { result } from '#lib/journey/steps.ts';
import type { Supposed } from '#lib/journey/supposed.ts';
import type { Turn } from '#lib/journey/turn.ts';
import { whatIf } from '#lib/journey/what-if.ts';
import type { World } from '#lib/journey/world.ts';
import { today } from './clock.ts';
import { library } from './content.ts';
import { regions, tables } from './regions.ts';
import { seal } from './sealed.ts';

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
 * @param supposed left out where nothing can be supposed
 */
export function servePage(
	world: World,
	turn: Turn,
	locale: Locale,
	withScript = true,
	supposed?: Supposed
): ServedPage {
	const page = openPage(world, turn, locale);
	const supposing = supposed && turn.step === result;
	const beside = supposing ? { whatIf: whatIf(world, turn, supposed, locale) } : {};
	return new ServedPage({ ...page, ...beside }, withScript);
}
