import { fileQuery, tierValue, type FileFilters } from '#lib/area-files.ts';
import { regionLevels } from '#lib/journey/region-levels.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { tierWords } from '#lib/words/tier.ts';
import { findFiles, shownFile } from '#server/area-files.ts';
import { askedFiles, instruments, unitArea } from '#server/asked-files.ts';
import { today } from '#server/clock.ts';
import { regions } from '#server/regions.ts';

export async function load(event) {
	const { acting, filters } = await askedFiles(event);
	const after = event.url.searchParams.get('after') ?? undefined;
	const unit = await unitArea(acting);
	const { files, ...found } = await findFiles(acting.member, filters, { after });
	const locale = getLocale();
	return {
		...found,
		filters: {
			...filters,
			tier: filters.tier && tierValue(filters.tier.instrument, filters.tier.rank)
		},
		query: fileQuery(filters),
		isFirst: after === undefined,
		unit: unit?.name,
		levels: unit ? levelsBelow(unit.code, filters.area) : [],
		choices: choicesOf(filters),
		files: files.map((file) => shownFile(file, locale))
	};
}

/** The lists to choose an area from, those below that of the unit. */
function levelsBelow(unit: string, area: string | undefined) {
	const above = regionLevels(regions, unit).filter(({ chosen }) => chosen !== '').length;
	return regionLevels(regions, area ?? unit).slice(above);
}

function choicesOf({ year }: FileFilters) {
	const locale = getLocale();
	const thisYear = Number(today().slice(0, 4));
	const years = Array.from({ length: 20 }, (_, i) => String(thisYear - i));
	return {
		instruments: [...instruments()].map(([id, edition]) => ({
			id,
			title: edition.data.title,
			tiers: [0, ...edition.ladder.tiers.map((_, i) => i + 1)].map((rank) => ({
				value: tierValue(id, rank),
				words: tierWords(edition, rank, locale)
			}))
		})),
		years: year === undefined || years.includes(year) ? years : [...years, year]
	};
}
