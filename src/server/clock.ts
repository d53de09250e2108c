import type { Day } from '#scoring';

/** Swedish writes a date as YYYY-MM-DD. */
const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** This moment. The only place that asks what time it is. */
export function now(): Date {
	return new Date();
}

/** The day it is, or was at a moment, in China. */
export function today(moment = now()): Day {
	return calendar.format(moment);
}
