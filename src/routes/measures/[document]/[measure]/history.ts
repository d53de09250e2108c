import { rateEvents } from '#lib/measures/calendar.ts';
import { m } from '#lib/paraglide/messages.js';
import type { OpenDocument, OpenMeasure } from '#scoring';
import { eventInWords } from '../../event-words.ts';

/** The dated history of a measure, known or not: issued, begins, its rates, ends, last checked. */
export function historyOf(document: OpenDocument, measure: OpenMeasure) {
	const { issued, inForce, checked } = document.data;
	const end = (kind: 'begins' | 'ends', on: string, unknown: () => string) => ({
		on,
		words: on === 'unknown' ? unknown() : eventInWords({ kind, on, document })
	});
	const lines = [
		{ on: issued, words: m.issued() },
		end('begins', inForce.from, m.event_begins),
		...rateEvents(document, measure).map((event) => ({
			on: event.on,
			words: eventInWords(event)
		})),
		end('ends', inForce.until, m.event_ends),
		{ on: checked, words: m.checked() }
	];
	// What is not known has no place among the days: it comes first.
	const place = ({ on }: { on: string }) => (on === 'unknown' ? '' : on);
	lines.sort((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0));
	return { lines, note: inForce.note };
}
