import { findMeasures, type Found } from '#lib/measures/find.ts';
import { readFilters, type Filters, type Ignored } from '#lib/measures/filters.ts';
import { openFold, openSearch } from '#lib/measures/search.ts';
import type { Locale } from '#scoring';
import { today } from './clock.ts';
import { library } from './content.ts';
import { problems } from './problems.ts';
import { regions } from './regions.ts';
import { simplified } from './simplified.ts';

export const documents = [...library.documents.values()].map(({ document }) => document);

const search = openSearch(documents, openFold(simplified));

/** The filters that an address names; a day that does not exist is refused. */
export function filtersOf({ searchParams }: URL): {
	filters: Filters;
	ignored: readonly Ignored[];
} {
	const read = readFilters(searchParams, {
		today: today(),
		hasArea: (code) => regions.find(code) !== undefined,
		hasCapability: (id) => library.capabilities.has(id)
	});
	return read.filters ? read : problems.noSuchDay(read.wrongDay);
}

export function find(filters: Filters, locale: Locale): Found[] {
	return findMeasures(documents, filters, search, locale);
}
