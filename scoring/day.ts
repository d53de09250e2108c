import * as v from 'valibot';

/**
 * A calendar day of China, `YYYY-MM-DD`. Days compare as strings. There is no clock in `scoring/`:
 * a day is always an argument, and the last day of a period is included in it.
 */
export type Day = string;

const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** How many days a month has (1 is January); 0 for no month. */
function daysOf(year: number, month: number): number {
	const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
	return month === 2 && leap ? 29 : (daysInMonth[month - 1] ?? 0);
}

/** Whether `text` is a day that exists, from 1900-01-01 to 2199-12-31. */
export function isDay(text: unknown): text is Day {
	if (typeof text !== 'string') return false;
	if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return false;
	const year = Number(text.slice(0, 4));
	const month = Number(text.slice(5, 7));
	const day = Number(text.slice(8));
	return day >= 1 && day <= daysOf(year, month);
}

export const dayExpected = 'expected a day that exists, written YYYY-MM-DD';
export const daySchema = v.pipe(
	v.string(),
	v.check((day) => isDay(day), dayExpected)
);

/** A month, `YYYY-MM`, where a text is known only to the month. */
const monthSchema = v.pipe(v.string(), v.regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/));

const endSchema = v.union(
	[daySchema, monthSchema, v.literal('unknown')],
	'expected a day that exists (YYYY-MM-DD), a month (YYYY-MM) or unknown'
);

/**
 * When a document is in force. An end may be a day, a month (the text or our copy says no more) or
 * `unknown` (the text does not say); it is never left out and never means "for ever".
 */
export const periodSchema = v.strictObject({
	from: endSchema,
	until: endSchema
});
export type Period = v.InferOutput<typeof periodSchema>;

export type InForce = 'in-force' | 'not-yet' | 'ended' | 'unknown';

/** Whether `period` holds on `day`; both its ends are part of it. */
export function inForce(period: Period, day: Day): InForce {
	const { from, until } = period;
	// 'YYYY-MM' is a prefix of each of its days, so within that month the answer is not known.
	if (from !== 'unknown' && day < from) return 'not-yet';
	if (until !== 'unknown' && day > until && !day.startsWith(until)) return 'ended';
	const begun = from !== 'unknown' && !(from.length === 7 && day.startsWith(from));
	const going = until !== 'unknown' && !(until.length === 7 && day.startsWith(until));
	return begun && going ? 'in-force' : 'unknown';
}

/** The last day on which `period` certainly holds; nothing where an end is not known or no day is certain. */
export function lastDayOf(period: Period): Day | undefined {
	const { until } = period;
	if (until === 'unknown') return undefined;
	const last = until.length === 7 ? dayBeforeMonth(until) : until;
	return inForce(period, last) === 'in-force' ? last : undefined;
}

/** The last day before a month, `YYYY-MM`. */
function dayBeforeMonth(month: string): Day {
	const [year, number] = month.split('-').map(Number) as [number, number];
	const before = number === 1 ? { year: year - 1, month: 12 } : { year, month: number - 1 };
	const padded = String(before.month).padStart(2, '0');
	return `${before.year}-${padded}-${daysOf(before.year, before.month)}`;
}
