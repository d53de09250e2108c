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
 * The editions that a list shows, and how many drafts there are: drafts are shown to who asks for them.
 *
 * @param stages of those that are shown unasked
 */
export function listed(url: URL, stages: readonly Stage[]) {
	const all = editions.map((edition) => ({ edition, stage: stageOf(edition.ref).stage }));
	const drafts = all.filter(({ stage }) => stage === 'draft');
	const asked = url.searchParams.has('drafts');
	return {
		drafts: asked ? 0 : drafts.length,
		shown: all.filter(({ stage }) => stages.includes(stage) || (asked && stage === 'draft'))
	};
}

/** The name of an area or zone; a code that the tables do not have stands for itself. */
export function areaName(code: string): string {
	return library.catalogue.zones.get(code)?.title['zh-cn'] ?? areas.find(code)?.name ?? code;
}
