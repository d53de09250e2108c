import { decimal, inPoints, type Day, type Fraction, type Interval, type Locale } from '#scoring';

/** A day as people write it: 2024年12月31日, 31 December 2024. A month is written without its day. */
export function dayWords(day: Day, locale: Locale): string {
	const [year, month, date] = day.split('-').map(Number) as [number, number, number?];
	if (locale === 'zh-cn') return `${year}年${month}月${date === undefined ? '' : `${date}日`}`;
	const name = months[month - 1]!;
	return date === undefined ? `${name} ${year}` : `${date} ${name} ${year}`;
}

const months = [
	'January',
	'February',
	'March',
	'April',
	'May',
	'June',
	'July',
	'August',
	'September',
	'October',
	'November',
	'December'
];

/**
 * Money on paper: 万元 with at most two decimals, yuan in English; a sum too small for that is written
 * exactly.
 *
 * @param fen 分
 */
export function moneyWords(fen: number, locale: Locale): string {
	return locale === 'en' ? `CNY ${grouped(fen / 100)}` : `${wan(fen)}万元`;
}

/** Money from `low` to `high`, both in 分. */
export function moneyRangeWords(low: number, high: number, locale: Locale): string {
	if (low === high) return moneyWords(low, locale);
	const to = moneyWords(high, locale);
	return locale === 'en' ? `CNY ${grouped(low / 100)}–${grouped(high / 100)}` : `${wan(low)}–${to}`;
}

function wan(fen: number): string {
	const rounded = Math.round(fen / 10_000) / 100;
	return grouped(rounded === 0 && fen !== 0 ? fen / 1_000_000 : rounded);
}

/** A number with at most six decimals and its thousands set apart. */
export function grouped(number: number): string {
	return grouping.format(number);
}

/** Made once: making one takes longer than a whole page of numbers. */
const grouping = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });

/** Points with at most three decimals. */
export function pointsWords(thousandths: Fraction): string {
	return decimal(inPoints(thousandths), 3);
}

/** An interval as one number where it is certain, as "from – to" where it is not. */
export function intervalWords(
	interval: Interval,
	words: (number: Fraction) => string = pointsWords
): string {
	const [low, high] = [words(interval.low), words(interval.high)];
	return low === high ? low : `${low}–${high}`;
}

/** How large a file is: in megabytes to a tenth, below one in whole kilobytes. */
export function sizeWords(bytes: number): string {
	return bytes < 1_000_000
		? `${grouped(Math.ceil(bytes / 1000))} KB`
		: `${grouped(Math.round(bytes / 100_000) / 10)} MB`;
}
