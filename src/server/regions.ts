import { narrowest } from '#lib/journey/region-levels.ts';
import { openRegions } from '#lib/regions.ts';
import { pickerTables, zonesOf } from './areas.ts';
import { library } from './content.ts';

/** The areas that can be chosen from lists. */
export const tables = pickerTables(zonesOf(library.catalogue));
export const regions = openRegions(tables);

/** The narrowest area chosen from a form's lists, where the tables have it. */
export function chosenArea(form: FormData): string | undefined {
	const chosen = narrowest(form.getAll('area').map(String));
	return chosen !== undefined && regions.find(chosen) ? chosen : undefined;
}
