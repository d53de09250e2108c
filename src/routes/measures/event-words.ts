import { m } from '#lib/paraglide/messages.js';
import type { CalendarEvent } from '#lib/measures/calendar.ts';
import { percent } from '#lib/ui/percent.ts';

/** What begins or ends, as one sentence. */
export function eventInWords({ kind, on, rate, before }: CalendarEvent): string {
	const isMonth = on.length === 7;
	const year = on.slice(0, 4);
	switch (kind) {
		case 'begins':
			return isMonth ? m.event_begins_in_month() : m.event_begins();
		case 'ends':
			return isMonth ? m.event_ends_in_month() : m.event_ends();
		case 'rate':
			return before === undefined
				? m.event_rate({ year, rate: percent(rate!) })
				: m.event_rate_changed({ year, rate: percent(rate!), before: percent(before) });
		case 'last-rate':
			return m.event_last_rate({ year, rate: percent(rate!) });
	}
}
