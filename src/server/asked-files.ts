import { readFileFilters } from '#lib/area-files.ts';
import { areaName, library } from './content.ts';
import { openOrganisation } from './enterprises.ts';
import { requireMember, requireRight, type Acting } from './member.ts';
import { problems } from './problems.ts';
import { regions } from './regions.ts';

/** Who asks for the files of the area of their government unit, and which of them. */
export async function askedFiles(event: Parameters<typeof requireMember>[0]) {
	const acting = requireMember(event);
	requireRight(acting, 'file.read');
	if (acting.kind !== 'government') problems.notAllowed();
	const { filters, wrong } = readFileFilters(event.url.searchParams, {
		hasArea: (code) => regions.find(code) !== undefined,
		hasInstrument: (id) => instruments().has(id)
	});
	if (!filters) return problems.badSearch(wrong);
	return { acting, filters };
}

/** The area of the actor's government unit, by code and name; nothing where none is on record. */
export async function unitArea({ member, organisation }: Acting) {
	const unit = await openOrganisation(member, organisation.organisation);
	return unit?.area === undefined ? undefined : { code: unit.area, name: areaName(unit.area) };
}

/** The newest published edition of each instrument, by its id. */
export function instruments() {
	const published = [...library.editions.values()].filter(
		({ edition }) => edition.data.status === 'published'
	);
	return new Map(published.map((one) => [one.edition.data.instrument, one.edition]));
}
