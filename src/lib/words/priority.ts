import type { Locale, OpenEdition, Priority, Text } from '#scoring';
import type { Gap, Reason } from '../diagnosis/findings.ts';
import { leafLineWords, type Names } from './condition.ts';

/** A priority as people call it. */
export const priorityWords: Record<Priority, Text> = {
	P0: { 'zh-cn': 'P0 必须', en: 'P0 must' },
	P1: { 'zh-cn': 'P1 建议', en: 'P1 should' },
	P2: { 'zh-cn': 'P2 优化', en: 'P2 could' }
};

const rules = {
	own: {
		'zh-cn':
			'以下是本平台自拟的划法，不影响结果。只看已经回答、确定适用的题目；占比是一题得分（或级别）与最高值之比。',
		en: 'This reading is our own and touches no result. Only questions that are answered and certainly apply are read; a share is that of the points (or level) in the most there are.'
	},
	gate: {
		'zh-cn':
			'P0 必须：下一级有一项条件确定没有满足，而它点名这一题、这一题所在的部分，或按级别统计时这一题还没有到所要求的级别。',
		en: 'P0 must: a condition of the next tier is certainly not met and names the question, a part it is in, or a set in which it stands below the level asked for.'
	},
	total: {
		'zh-cn': '总分条件不点名任何一题。',
		en: 'A condition on the total names no question.'
	},
	staircase: {
		'zh-cn': '总分条件点名终止递进的那一级中的题目。',
		en: 'A condition on the total names the questions of the step that ends the climb.'
	},
	action: {
		'zh-cn': '否则，标准自带的建议行动若由这一题引出，优先级按标准写明的。',
		en: 'Else, where an action of the edition itself rests on the question, the edition’s own priority stands.'
	},
	weak: {
		'zh-cn': 'P1 建议：占比不足 50 %。',
		en: 'P1 should: the share is below 50 %.'
	},
	partly: {
		'zh-cn':
			'P2 优化：占比从 50 % 到不足 75 %；成效类题目不足 50 % 也列在这里，它靠其他题目的改进带动。',
		en: 'P2 could: the share is from 50 % to below 75 %; a question on results stands here below 50 %, too, since it follows from the others.'
	},
	strength: {
		'zh-cn': '强项：占比达到 75 %，且以上都没有点到。',
		en: 'A strength: the share is 75 % or more, and none of the above names it.'
	}
} as const satisfies Record<string, Text>;

/** The rule of `findingsOf` as it bears on an edition, a sentence each, in the order in which its parts apply. */
export function findingRules({ root, data }: OpenEdition): Text[] {
	const { own, gate, total, staircase, action, weak, partly, strength } = rules;
	return [
		...[own, gate],
		...(root.scored.length === 0 ? [] : root.combine === 'staircase' ? [staircase] : [total]),
		...(data.actions ? [action] : []),
		...[weak, partly, strength]
	];
}

const reasons = {
	gate: {
		'zh-cn': (tier: string, leaf: string) => `因为它牵制${tier}的一项条件——${leaf}`,
		en: (tier: string, leaf: string) => `because it holds back a condition of ${tier}: ${leaf}`
	},
	action: {
		'zh-cn': (finding: string) => `因为标准自带的发现由它引出——${finding}`,
		en: (finding: string) => `because a finding of the edition rests on it: ${finding}`
	},
	weak: { 'zh-cn': '因为占比不足 50 %', en: 'because the share is below 50 %' },
	partly: {
		'zh-cn': '因为占比达到 50 % 而不足 75 %',
		en: 'because the share is 50 % or more and below 75 %'
	},
	outcome: {
		'zh-cn': '成效类题目，靠其他题目的改进带动',
		en: 'a question on results: it follows from the others'
	}
} as const;

/** Why a gap has its priority. */
export function reasonWords(
	reason: Reason,
	edition: OpenEdition,
	names: Names,
	locale: Locale
): string {
	switch (reason.kind) {
		case 'gate': {
			const tier = edition.ladder.tiers.find(({ id }) => id === reason.tier)!;
			const leaf = leafLineWords(reason.leaf, names, locale);
			return reasons.gate[locale](tier.title[locale], leaf);
		}
		case 'action': {
			const action = edition.data.actions!.actions.find(({ id }) => id === reason.id)!;
			return reasons.action[locale](action.finding[locale]);
		}
		default:
			return reasons[reason.kind][locale];
	}
}

/** A gap's priority and why. */
export function gapWords(
	{ priority, reason }: Pick<Gap, 'priority' | 'reason'>,
	edition: OpenEdition,
	names: Names,
	locale: Locale
): string {
	const why = reasonWords(reason, edition, names, locale);
	return `${priorityWords[priority][locale]}${locale === 'en' ? ': ' : '：'}${why}`;
}
