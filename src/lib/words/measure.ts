import type { Amount, Locale, Money, OpenMeasure, Outcome, Recommendation, Text } from '#scoring';
import type { Names } from './condition.ts';
import { moneyRangeWords, moneyWords } from './format.ts';

/** What a measure means for an enterprise on a day, in words. */
export const outcomeWords: Record<Outcome, Text> = {
	met: { 'zh-cn': '符合条件', en: 'Conditions met' },
	unknown: { 'zh-cn': '还不能判断', en: 'Cannot tell yet' },
	unmet: { 'zh-cn': '不符合条件', en: 'Conditions not met' },
	'not-yet': { 'zh-cn': '尚未施行', en: 'Not in force yet' },
	ended: { 'zh-cn': '已不再施行', en: 'No longer in force' },
	'out-of-area': { 'zh-cn': '不在支持范围内', en: 'Outside the area' },
	'other-applicant': { 'zh-cn': '面向其他类型的申请者', en: 'For another kind of applicant' },
	history: { 'zh-cn': '仅为历史，不产生权利', en: 'History, gives no right' }
};

/** Money between two bounds; a bound that nothing sets is said to be open. */
export function betweenWords({ low, high }: Money, locale: Locale): string {
	if (high === null) {
		const open = { 'zh-cn': '起，上限未定', en: ' or more, upper end not known' };
		return `${moneyWords(low, locale)}${open[locale]}`;
	}
	return moneyRangeWords(low, high, locale);
}

/** What is paid. */
export function amountWords(amount: Amount, locale: Locale): string {
	return paidWords(amount, amount, locale);
}

/** What is paid of an amount, such as under one reading of it. A ceiling is never a promise. */
export function paidWords({ upTo }: Amount, money: Money, locale: Locale): string {
	if (!upTo) return betweenWords(money, locale);
	if (money.high === null) return { 'zh-cn': '上限未定', en: 'upper end not known' }[locale];
	const most = moneyWords(money.high, locale);
	return locale === 'en' ? `up to ${most}` : `不超过${most}`;
}

/** Said of a year of spending for which no rate is published. */
export const noRateWords: Text = {
	'zh-cn': '该年度未公布比例',
	en: 'no rate is published for that year'
};

/** How the amount comes about, a line for each unit that may be paid: `500万元 × 10 %（2024年）`. */
export function formulaWords(
	{ benefit }: OpenMeasure,
	{ units }: Recommendation,
	locale: Locale
): string[] {
	if (benefit.kind !== 'share' && benefit.kind !== 'ceiling') return [];
	return units.flatMap(({ verdict, base, year }) => {
		if (verdict === 'unmet' || base === undefined) return [];
		const rate = benefit.rate(year);
		const when = year === undefined ? '' : { 'zh-cn': `（${year}年）`, en: ` (${year})` }[locale];
		if (rate === undefined) {
			return [`${moneyWords(base, locale)}${when}: ${noRateWords[locale]}`];
		}
		return [`${moneyWords(base, locale)} × ${rate / 1000} %${when}`];
	});
}

/** What the condition decided, in the order in which it is told: what helps today comes first. */
export const judgedOutcomes: readonly Outcome[] = ['met', 'unknown', 'unmet'];
/** What was settled before the condition was read. */
export const settledOutcomes: readonly Outcome[] = [
	'ended',
	'not-yet',
	'out-of-area',
	'other-applicant',
	'history'
];
export const outcomeOrder: readonly Outcome[] = [...judgedOutcomes, ...settledOutcomes];

/** Something still to be asked, by the id under which a recommendation names it. */
export function askWords(id: string, names: Names, locale: Locale): string {
	if (id === 'projects') return { 'zh-cn': '项目情况', en: 'the projects' }[locale];
	const { facts, titles } = names.catalogue;
	const known = facts.get(id)?.title ?? titles.get(id)?.title;
	if (known) return known[locale];
	const [, instrument] = /^tier (.+)$/.exec(id) ?? [];
	const edition = [...names.editions].find((one) => one.data.instrument === instrument);
	return edition ? edition.data.title[locale] : id;
}

/**
 * What several measures may come to, in one sum; nothing where none of them is money.
 *
 * @param stakes in 分, `null` where nothing bounds one
 */
export function stakeWords(stakes: readonly (number | null)[], locale: Locale): string | undefined {
	if (stakes.length === 0) return undefined;
	const unbounded = { 'zh-cn': '金额上限未定', en: 'upper end not known' };
	if (stakes.includes(null)) return unbounded[locale];
	const most = moneyWords(
		stakes.reduce<number>((sum, one) => sum + one!, 0),
		locale
	);
	return { 'zh-cn': `合计不超过${most}`, en: `up to ${most} in all` }[locale];
}

/** Whether the readings that a text leaves open come to different sums. */
export function hasReadings({ readings }: Amount): boolean {
	return new Set(Object.values(readings).map(({ low, high }) => `${low} ${high}`)).size > 1;
}

/** What is paid under each reading that a text leaves open; none where all come to the same. */
export function readingsWords(
	{ data }: OpenMeasure,
	amount: Amount,
	locale: Locale
): { readonly text: string; readonly money: string }[] {
	if (!hasReadings(amount)) return [];
	const readings = (data.open ?? []).flatMap((one) => one.readings ?? []);
	return Object.entries(amount.readings).map(([id, money]) => ({
		text: readings.find((reading) => reading.id === id)!.text[locale],
		money: paidWords(amount, money, locale)
	}));
}
