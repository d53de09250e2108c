import type { Locale, Ranked, Text } from '#scoring';
import { dayWords, moneyWords } from './format.ts';

/** The rule of the order, in words. */
export const orderWords: Text = {
	'zh-cn':
		'排序是本平台自己的：先列针对本次答卷较弱能力（平均达到的比例最低的三项，并列的都算）的措施，再按可能的最高金额从高到低（没有上限的在前，没有金额的在后），再按文件截止的早晚（不详的在后）。',
	en: 'The order is our own: first the measures that address a weak capability of this sheet (the three with the lowest mean share, ties included), then by the most that may be paid (what nothing bounds first, what states no sum last), then by how soon the document ends (not known last).'
};

/** Why a measure stands where it does. */
export function rankWords(
	{ recommendation: { amount }, addresses, end }: Ranked,
	capabilities: ReadonlyMap<string, Text>,
	locale: Locale
): string {
	const names = addresses.map((id) => capabilities.get(id)![locale]);
	return locale === 'en' ? english() : chinese();

	function chinese(): string {
		const weak = names.length > 0 ? `针对较弱的能力：${names.join('、')}` : '不针对较弱的能力';
		const most = amount
			? amount.high === null
				? '金额没有上限'
				: `最多${moneyWords(amount.high, locale)}`
			: '没有可比的金额';
		return [weak, most, end ? `${dayWords(end, locale)}截止` : '截止日不详'].join('；');
	}

	function english(): string {
		const weak =
			names.length > 0 ? `addresses what is weak: ${names.join(', ')}` : 'addresses nothing weak';
		const most = amount
			? amount.high === null
				? 'nothing bounds the sum'
				: `at most ${moneyWords(amount.high, locale)}`
			: 'no sum to compare';
		const ends = end ? `ends ${dayWords(end, locale)}` : 'its end is not known';
		return [weak, most, ends].join('; ');
	}
}
