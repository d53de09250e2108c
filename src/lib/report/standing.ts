import type { Context } from './context.ts';
import { sourceWords } from '../words/source.ts';
import { tierWords } from '../words/tier.ts';

const words = {
	atLeast: { 'zh-cn': '至少', en: 'At least' },
	certain: {
		'zh-cn': '题目已全部作答，结果确定。',
		en: 'Every question is answered; the result is certain.'
	},
	settled: {
		'zh-cn': (left: number) => `还有 ${left} 题未答，但无论怎样回答，等级都不变。`,
		en: (left: number) =>
			`${left} questions are unanswered, but no answer to them can change the tier.`
	},
	enough: {
		'zh-cn': (idle: number) => `结果确定；后面还有 ${idle} 题未答，答了也不改变结果。`,
		en: (idle: number) =>
			`The result is certain; ${idle} further questions are unanswered and change nothing.`
	},
	unsettled: {
		'zh-cn': (left: number, high: string) => `最高仍可能为${high}；还有 ${left} 题未答。`,
		en: (left: number, high: string) =>
			`${high} is still possible; ${left} questions are unanswered.`
	},
	open: {
		'zh-cn': (high: string) => `最高仍可能为${high}，取决于尚未说明的情况。`,
		en: (high: string) => `${high} is still possible; it depends on what is not stated yet.`
	},
	own: {
		'zh-cn': '这一等级由本平台自拟的标准得出，不作为任何支持措施的条件。',
		en: 'A tier of a ladder of our own: it meets no measure’s condition.'
	},
	rests: { 'zh-cn': '等级规则的依据：', en: 'The level rule rests on: ' },
	later: {
		'zh-cn': '这一版问卷在判定日期之后才发布。',
		en: 'This edition was published after the day judged on.'
	}
} as const;

/** The tier in one line. */
export function tierLine({ diagnosis, edition, locale, say }: Context): string {
	const { low, high } = diagnosis.standing;
	const tier = tierWords(edition, low, locale);
	return low === high ? tier : `${say(words.atLeast)}${locale === 'en' ? ' ' : ''}${tier}`;
}

/** How sure the tier is, and what it rests on. */
export function sureness({ diagnosis, edition, locale, say }: Context): string[] {
	const { low, high, own } = diagnosis.standing;
	const left = diagnosis.unanswered.length;
	const best = tierWords(edition, high, locale);
	const sure =
		low !== high
			? left > 0
				? words.unsettled[locale](left, best)
				: words.open[locale](best)
			: left > 0
				? words.settled[locale](left)
				: diagnosis.idle.length > 0
					? words.enough[locale](diagnosis.idle.length)
					: say(words.certain);
	const { clause: _clause, note: _note, ...source } = edition.ladder.source;
	return [
		sure,
		`${say(words.rests)}${sourceWords(source, locale)}${locale === 'en' ? '.' : '。'}`,
		...(own ? [say(words.own)] : []),
		...(diagnosis.editionIsLater ? [say(words.later)] : [])
	];
}
