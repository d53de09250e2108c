import { getLocale } from '#lib/paraglide/runtime.js';
import { moneyRangeWords, moneyWords } from '#lib/words/format.ts';

/** Content writes money in 万元; words and judgement take whole 分. */
const fen = (wan: number) => Math.round(wan * 1_000_000);

/** A sum stays on one line. */
const whole = (words: string) => words.replaceAll(' ', '\u00a0');

/** Money as content writes it, in the language of the page. */
export function money(wan: number): string {
	return whole(moneyWords(fen(wan), getLocale()));
}

/** Money that is known, or known to lie between two bounds. */
export function moneyBetween(amount: number | { low: number; high: number }): string {
	const { low, high } = typeof amount === 'number' ? { low: amount, high: amount } : amount;
	return whole(moneyRangeWords(fen(low), fen(high), getLocale()));
}
