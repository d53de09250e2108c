import { regionLevels } from '#lib/journey/region-levels.ts';
import { kinds, queryOf, type Filters } from '#lib/measures/filters.ts';
import type { Found } from '#lib/measures/find.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { applicants, recommend } from '#scoring';
import { library } from '#server/content.ts';
import { documents, filtersOf, find } from '#server/measures.ts';
import { regions } from '#server/regions.ts';
import { baseOf } from '../base-of.ts';

export function load({ url }) {
	const { filters, ignored } = filtersOf(url);
	const found = find(filters, getLocale());
	const shown = found.filter((one) => one.shown);
	return {
		filters,
		ignored,
		...anyOn(filters),
		query: queryOf(filters),
		withAll: queryOf({ ...filters, all: true }),
		cleared: queryOf({ on: filters.on }),
		choices: {
			levels: regionLevels(regions, filters.area),
			capabilities: [...library.capabilities].map(([id, title]) => ({ id, title })),
			applicants,
			kinds
		},
		count: {
			measures: shown.reduce((sum, one) => sum + one.measures.length, 0),
			documents: shown.filter((one) => one.measures.length > 0).length,
			found: found.reduce((sum, one) => sum + one.measures.length, 0)
		},
		documents: found.map(view)
	};
}

/** Whether anything is certainly in force on the day, and the last day on which something was. */
function anyOn({ on, area }: Filters) {
	// Of an enterprise no more is known than where it is.
	const known = { facts: area ? { area } : {}, projects: undefined, titles: [] };
	const { anyInForce, lastDay } = recommend(documents, known, {}, on, false);
	return {
		anyInForce,
		lastDay: lastDay && { day: lastDay, query: queryOf({ on: lastDay, area }) }
	};
}

function view({ document: { data }, state, measures, shown, elsewhere }: Found) {
	return {
		id: data.id,
		title: data.title,
		number: data.number,
		issuer: data.issuer,
		period: { from: data.inForce.from, until: data.inForce.until },
		area: data.area.title,
		state,
		note: state === 'unknown' ? data.inForce.note : undefined,
		elsewhere: elsewhere ? data.area.elsewhere?.say : undefined,
		hidden: shown ? 0 : measures.length,
		measures: (shown ? measures : []).map(({ measure: { data: measure }, inPart }) => ({
			id: measure.id,
			title: measure.title,
			applicant: measure.applicant,
			benefit: measure.benefit,
			area: measure.area?.title,
			base: baseOf(measure, library.catalogue.facts)?.title,
			inPart
		}))
	};
}
