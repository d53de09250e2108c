import { m } from '#lib/paraglide/messages.js';
import { date } from '#lib/ui/dates.ts';
import type { Period } from '#scoring';

/** From when until when a document holds; where an end is known to the month only, that is said. */
export function periodInWords({ from, until }: Period): string {
	if (from === 'unknown' && until === 'unknown') return m.period_unknown();
	const words = { from: date(from), until: date(until) };
	return [from, until].some(isMonth) ? m.period_to_month(words) : m.period(words);
}

const isMonth = (end: string) => /^\d{4}-\d\d$/.test(end);
