import type { Day, Locale, Priority } from '#scoring';
import { priorityWords } from '../words/priority.ts';

/**
 * What a consultant may do with a finding: say something, give it another priority, or set it aside. The last
 * priority or setting aside stands. What was computed stays as it is, beside it.
 */
export const remarkKinds = ['words', 'priority', 'set-aside'] as const;
export type RemarkKind = (typeof remarkKinds)[number];

/** A remark on a finding: on a question of the edition, or on a whole dimension, by its name. */
export interface FindingRemark {
	readonly finding: string;
	readonly kind: RemarkKind;
	/** The other priority; `null` with the other kinds. */
	readonly priority: Priority | null;
	/** What is said, or the reason. */
	readonly text: string;
}

/** The same as it is shown: by whom, in words, and on which day. */
export interface ShownRemark extends FindingRemark {
	readonly by: string;
	readonly on: Day;
}

/** What stands of the remarks on one finding, given oldest first; nothing where they only say something. */
export function standingRemark<T extends FindingRemark>(remarks: readonly T[]): T | undefined {
	return remarks.findLast(({ kind }) => kind !== 'words');
}

const told = {
	words: { 'zh-cn': (text: string) => text, en: (text: string) => text },
	priority: {
		'zh-cn': (text: string, to: string) => `优先级改为 ${to}：${text}`,
		en: (text: string, to: string) => `Priority changed to ${to}: ${text}`
	},
	'set-aside': {
		'zh-cn': (text: string) => `暂不处理：${text}`,
		en: (text: string) => `Set aside: ${text}`
	}
} as const;

/** A remark in words: what was done, and what was said. */
export function remarkWords({ kind, priority, text }: FindingRemark, locale: Locale): string {
	return told[kind][locale](text, priority ? priorityWords[priority][locale] : '');
}
