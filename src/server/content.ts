import { successions } from '#lib/editions/succession.ts';
import { stageOn, type Stage } from '#lib/library/events.ts';
import { ContentError, openServedLibrary } from '#lib/library/library.ts';
import { authorities, type OpenEdition } from '#scoring';
import { loadAreas } from './areas.ts';
import { today } from './clock.ts';

/** The build's feeder: the content files as modules, by path from the top of the repository. */
const modules = import.meta.glob<unknown>(
	['/questionnaires/**/*.{yaml,json}', '/measures/**/*.yaml'],
	{ eager: true, import: 'default' }
);
const files = Object.fromEntries(
	Object.entries(modules).map(([path, content]) => [path.slice(1), content])
);

const areas = loadAreas();
const opened = openServedLibrary(files, (code) => areas.find(code) !== undefined);
// Thrown while the server starts: content with a fault is not served at all.
if (opened.faults) throw new ContentError(opened.faults);

export const library = opened.library;

/** Every edition as pages list them: those of official texts first, our own last. */
export const editions = [...library.editions.values()]
	.map(({ edition }) => edition)
	.sort((a, b) => rank(a) - rank(b));

function rank({ data }: OpenEdition): number {
	return authorities.indexOf(data.authority);
}

/** Where an edition stands today. */
export function stageOf(ref: string): ReturnType<typeof stageOn> {
	return stageOn(library.editions.get(ref)!, today());
}

/**
 * The editions that a list shows: of each instrument the newest, with the older ones beside it. Drafts are
 * shown to who asks for them, each by itself; how many there are otherwise is said.
 *
 * @param stages of those that are shown unasked
 */
export function listed(url: URL, stages: readonly Stage[]) {
	const isIn = (wanted: readonly Stage[]) => {
		return editions.filter(({ ref }) => wanted.includes(stageOf(ref).stage));
	};
	const drafts = isIn(['draft']);
	const asked = url.searchParams.has('drafts');
	const shown = [
		...successions(isIn(stages)),
		...(asked ? drafts : []).map((newest) => ({ newest, older: [] }))
	];
	return {
		drafts: asked ? 0 : drafts.length,
		shown: shown.map(({ newest, older }) => {
			return { edition: newest, older, stage: stageOf(newest.ref).stage };
		})
	};
}

/** The name of an area or zone; a code that the tables do not have stands for itself. */
export function areaName(code: string): string {
	return library.catalogue.zones.get(code)?.title['zh-cn'] ?? areas.find(code)?.name ?? code;
}
