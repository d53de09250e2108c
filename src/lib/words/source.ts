import type { Authority, Confidence, Locale, Source, Text } from '#scoring';

/** Who stands behind a number, in words. */
export const authorityWords: Record<Authority, Text> = {
	official: { 'zh-cn': '官方原文', en: 'official text' },
	derived: { 'zh-cn': '由原文推得', en: 'derived from the text' },
	own: { 'zh-cn': '本平台自拟', en: 'our own' }
};

/** How sure we are of what the text says, in words. */
export const confidenceWords: Record<Confidence, Text> = {
	primary: { 'zh-cn': '见于原始文本', en: 'seen in the primary text' },
	'two-copies': { 'zh-cn': '两份副本一致', en: 'two copies agree' },
	'one-copy': { 'zh-cn': '仅一份副本', en: 'one copy only' },
	'copies-disagree': { 'zh-cn': '副本之间不一致', en: 'copies disagree' }
};

/** A source in words: clause, whose number it is, how sure. */
export function sourceWords({ clause, authority, confidence }: Source, locale: Locale): string {
	const parts = [
		clause,
		authority && authorityWords[authority][locale],
		confidence && confidenceWords[confidence][locale]
	];
	return parts.filter((part) => part !== undefined).join(locale === 'en' ? ', ' : '，');
}
