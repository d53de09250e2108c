import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { dayWords } from '#lib/words/format.ts';

/** A day or month as content writes it, in the language of the page; what is not known is said so. */
export function date(written: string): string {
	return written === 'unknown' ? m.date_unknown() : dayWords(written, getLocale());
}

/** A moment in China, to the minute, in the language of the page. */
export function moment(at: Date): string {
	const style = { dateStyle: 'long', timeStyle: 'short', timeZone: 'Asia/Shanghai' } as const;
	return new Intl.DateTimeFormat(getLocale(), style).format(at);
}

/** The time of a moment in China, to the minute. */
export function clock(at: Date): string {
	const style = { timeStyle: 'short', timeZone: 'Asia/Shanghai' } as const;
	return new Intl.DateTimeFormat(getLocale(), style).format(at);
}
