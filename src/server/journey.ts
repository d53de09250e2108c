import type { Locale, Text } from '#scoring';
import { contentOf } from '#lib/journey/content.ts';
import { openPage } from '#lib/journey/page.ts';
import { ServedPage } from '#lib/journey/served-page.ts';
import { result } from '#lib/journey/steps.ts';
import type { Supposed } from '#lib/journey/supposed.ts';
import type { Turn } from '#lib/journey/turn.ts';
import { whatIf } from '#lib/journey/what-if.ts';
import type { World } from '#lib/journey/world.ts';
import { linkedWith } from '#lib/links/link.ts';
import { today } from './clock.ts';
import { editions, library } from './content.ts';
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

/** Another questionnaire whose answers and those of an edition speak of the same facts. */
export interface Linked {
	readonly ref: string;
	readonly title: Text;
	readonly href: string;
	/** What a browser needs to read its sheets. */
	readonly content: string;
}

/** Those linked with an edition, in the order of the lists. */
export function linkedTo(ref: string): Linked[] {
	const linked = linkedWith(library.links, ref);
	return editions
		.filter((edition) => linked.has(edition.ref))
		.map(({ ref, data }) => ({
			ref,
			title: data.title,
			href: `/diagnose/${data.instrument}/${data.edition}`,
			content: contentAddress(ref)
		}));
}

/** Where a browser gets the content of an edition, by the hash under which it may keep it for ever. */
export function contentAddress(ref: string): string {
	return `/diagnose/${ref.replace('@', '/')}/content.json?hash=${contentFor(ref).hash}`;
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
