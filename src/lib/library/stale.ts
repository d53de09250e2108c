import type { Day, OpenDocument } from '#scoring';
import { eventsOf, type CalendarEvent } from '../measures/calendar.ts';

/** What somebody should look at on a day. */
export interface Stale {
	/** What ends within `endingDays`, the first to end first. */
	readonly ending: readonly CalendarEvent[];
	/** Not compared with its text for `uncheckedDays` or longer. */
	readonly unchecked: readonly { readonly document: OpenDocument; readonly days: number }[];
	/** Documents without a number, or with a day that is not known or known to the month only. */
	readonly undated: readonly {
		readonly document: OpenDocument;
		readonly lacks: readonly string[];
	}[];
}

export const endingDays = 30;
export const uncheckedDays = 90;

export function staleOn(documents: readonly OpenDocument[], day: Day): Stale {
	return {
		ending: documents
			.flatMap(eventsOf)
			.filter(
				(event) => (event.kind === 'ends' || event.kind === 'last-rate') && endsSoon(event, day)
			)
			.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)),
		unchecked: documents
			.map((document) => ({ document, days: daysBetween(document.data.checked, day) }))
			.filter(({ days }) => days >= uncheckedDays),
		undated: documents
			.map((document) => ({ document, lacks: lacksOf(document) }))
			.filter(({ lacks }) => lacks.length > 0)
	};
}

/** Whether it ends on the day or at most `endingDays` after; what ends in a month, whether it may. */
function endsSoon({ on }: CalendarEvent, day: Day): boolean {
	const isMonth = on.length === 7;
	const notBefore = isMonth ? on >= day.slice(0, 7) : on >= day;
	return notBefore && daysBetween(day, isMonth ? `${on}-01` : on) <= endingDays;
}

function lacksOf({ data }: OpenDocument): string[] {
	const days = {
		issued: data.issued,
		'first day': data.inForce.from,
		'last day': data.inForce.until
	};
	return [
		...(data.number === undefined ? ['number'] : []),
		...Object.entries(days).flatMap(([name, day]) =>
			day === 'unknown' ? [name] : day.length === 7 ? [`${name} (known to the month, ${day})`] : []
		)
	];
}

/** How many days lie from one day to another; less than 0 where the other is earlier. */
export function daysBetween(from: Day, to: Day): number {
	return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}
