import { openRegions } from '#lib/regions.ts';
import { pickerTables, zonesOf } from './areas.ts';
import { library } from './content.ts';

/** The areas that can be chosen from lists. */
export const tables = pickerTables(zonesOf(library.catalogue));
export const regions = openRegions(tables);
