import { isDay, type Day } from '#scoring';

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

/** The moment at which a day begins in China, and the one at which it is over: the next day's first. */
export function startOfDay(day: Day): Date {
	return new Date(`${day}T00:00:00+08:00`);
}
export function endOfDay(day: Day): Date {
	return new Date(startOfDay(day).getTime() + 24 * 60 * 60 * 1000);
}

/** The moment of a day and a time in China, such as 2026-11-23 and 9:30; nothing where one of them is none. */
export function momentOf(day: string, time: string): Date | undefined {
	const [, hour, minute] = /^([01]?\d|2[0-3])[:：]([0-5]\d)$/.exec(time) ?? [];
	if (!isDay(day) || hour === undefined || minute === undefined) return undefined;
	return new Date(startOfDay(day).getTime() + (Number(hour) * 60 + Number(minute)) * 60_000);
}
