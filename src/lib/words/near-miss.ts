import type { JudgedUnit, Locale, Need, Text } from '#scoring';
import { actualWords, leafWords, type Names } from './condition.ts';

const words = {
	not: { 'zh-cn': '不得：', en: 'must not hold: ' },
	have: { 'zh-cn': '现为', en: 'there is' },
	short: { 'zh-cn': '差', en: 'short by' },
	beside: { 'zh-cn': '此外还不清楚：', en: 'not known beside: ' }
} as const satisfies Record<string, Text>;

/** What the lines of {@link nearMissWords} are called. */
export const nearMissTitle: Text = {
	'zh-cn': '最小的改变',
	en: 'The smallest change that would meet it'
};
/** What is said where there is no near miss. */
export const nothingWouldDo: Text = {
	'zh-cn': '差在行动改变不了的条件上',
	en: 'what is not met cannot be changed by acting'
};

/** The smallest change that would meet a condition: a line for each thing needed; none where nothing would do. */
export function nearMissWords(
	{ nearMiss }: Pick<JudgedUnit, 'nearMiss'>,
	names: Names,
	locale: Locale
): string[] {
	if (!nearMiss) return [];
	const { changes, unknown } = nearMiss;
	return [
		...changes.flatMap(({ needs }) => needs.map((need) => needWords(need, names, locale))),
		...unknown.map((need) => words.beside[locale] + needWords(need, names, locale))
	];
}

function needWords(need: Need, names: Names, locale: Locale): string {
	const { subject, needed } = leafWords(need.leaf, names, locale);
	if ('open' in need.leaf) return subject;
	const line = `${need.not ? words.not[locale] : ''}${subject}${locale === 'en' ? ': ' : '：'}${needed}`;
	// Of a title, what is to be gained says enough.
	if ('title' in need.leaf) return line;
	const { actual, short } = actualWords(need, names, locale);
	if (actual === undefined) return line;
	const have = `${words.have[locale]} ${actual}`;
	const [open, comma, close] = locale === 'en' ? [' (', ', ', ')'] : ['（', '，', '）'];
	return `${line}${open}${have}${short ? `${comma}${words.short[locale]} ${short}` : ''}${close}`;
}
