import { type Day, type OpenDocument, type OpenMeasure, type Period } from '#scoring';

/** Something that begins or ends on a day, or on some day of a month. */
export interface CalendarEvent {
	readonly kind: 'begins' | 'ends' | 'rate' | 'last-rate';
	/** `YYYY-MM-DD`, or `YYYY-MM` where no more is known; the last day of what ends is part of it. */
	readonly on: string;
	readonly document: OpenDocument;
	/** Left out where it concerns the whole document. */
	readonly measure?: OpenMeasure;
	/** In percent, for spending of the year; with `before`, that of the year before. */
	readonly rate?: number;
	readonly before?: number;
}

/** Ends of documents that no text tells. */
export interface UnknownEnds {
	readonly document: OpenDocument;
	readonly ends: readonly (keyof Period)[];
}

export interface Month {
	/** `YYYY-MM`. */
	readonly month: string;
	/** Those known to the month only come first. */
	readonly events: readonly CalendarEvent[];
}

/** What begins and ends of a document: itself, and the yearly rates of its measures. */
export function eventsOf(document: OpenDocument): CalendarEvent[] {
	const { from, until } = document.data.inForce;
	const own = [
		{ kind: 'begins', on: from, document },
		{ kind: 'ends', on: until, document }
	] as const;
	return [
		...own.filter(({ on }) => on !== 'unknown'),
		...document.measures.flatMap((measure) => rateEvents(document, measure))
	];
}

/** A rate holds for the spending of a calendar year; what follows the last published one is not known. */
export function rateEvents(document: OpenDocument, measure: OpenMeasure): CalendarEvent[] {
	const { benefit } = measure.data;
	const rates = (benefit.kind === 'share' && benefit.rates) || {};
	return Object.entries(rates).flatMap(([year, rate]) => {
		const before = rates[Number(year) - 1];
		const begins: CalendarEvent = {
			...{ kind: 'rate', on: `${year}-01-01`, document, measure, rate },
			...(before === undefined ? {} : { before })
		};
		if (rates[Number(year) + 1] !== undefined) return [begins];
		return [begins, { kind: 'last-rate', on: `${year}-12-31`, document, measure, rate }];
	});
}

/** The events month by month, before a day and from it on; an event of that day's month may still come. */
export function calendar(
	documents: readonly OpenDocument[],
	day: Day
): { past: Month[]; coming: Month[] } {
	const events = documents.flatMap(eventsOf).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
	const isPast = ({ on }: CalendarEvent) => on < day && !day.startsWith(on);
	return {
		past: byMonth(events.filter(isPast)),
		coming: byMonth(events.filter((event) => !isPast(event)))
	};
}

function byMonth(events: readonly CalendarEvent[]): Month[] {
	const months = [...new Set(events.map(({ on }) => on.slice(0, 7)))];
	return months.map((month) => ({ month, events: events.filter(({ on }) => on.startsWith(month)) }));
}

/** The documents whose beginning or end is not known at all. */
export function unknownEnds(documents: readonly OpenDocument[]): UnknownEnds[] {
	return documents.flatMap((document) => {
		const { inForce } = document.data;
		const ends = (['from', 'until'] as const).filter((end) => inForce[end] === 'unknown');
		return ends.length > 0 ? [{ document, ends }] : [];
	});
}
