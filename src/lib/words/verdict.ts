import type { Text, Verdict } from '#scoring';

/** A condition's verdict in words; the mark before them is read at a glance, also in grey. */
export const verdictWords: Record<Verdict, Text> = {
	met: { 'zh-cn': '✓ 满足', en: '✓ met' },
	unmet: { 'zh-cn': '× 未满足', en: '× not met' },
	unknown: { 'zh-cn': '？未知', en: '? not known' }
};
