import { calendar, unknownEnds, type CalendarEvent, type Month } from '#lib/measures/calendar.ts';
import { queryOf } from '#lib/measures/filters.ts';
import { documents, filtersOf } from '#server/measures.ts';
import { eventInWords } from '../../event-words.ts';

export function load({ url }) {
	const { on, all } = filtersOf(url).filters;
	const { past, coming } = calendar(documents, on);
	return {
		on,
		all,
		earlier: past.reduce((sum, { events }) => sum + events.length, 0),
		query: queryOf({ on, all: !all }),
		months: (all ? [...past, ...coming] : coming).map(monthView),
		unknown: unknownEnds(documents).map(({ document: { data }, ends }) => ({
			id: data.id,
			title: data.title,
			ends: ends.length > 1 ? ('both' as const) : ends[0]!,
			note: data.inForce.note
		}))
	};
}

function monthView({ month, events }: Month) {
	return { month, events: events.map(eventView) };
}

function eventView(event: CalendarEvent) {
	const { kind, on, document, measure } = event;
	return {
		key: [on, kind, measure?.ref ?? document.data.id].join(' '),
		on,
		words: eventInWords(event),
		document: { id: document.data.id, title: document.data.title },
		// What concerns a document concerns all its measures.
		whole: measure === undefined,
		measures: (measure ? [measure] : document.measures).map(({ ref, data }) => ({
			ref,
			title: data.title
		}))
	};
}
