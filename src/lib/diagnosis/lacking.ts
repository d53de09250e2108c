import { leaves, type Judgement, type LeafJudgement } from '#scoring';

/**
 * What keeps a condition from being met: its leaves that are not met, but none of a part that is met by
 * something else. Below a `not` every leaf is named, since there the met one is the hindrance.
 */
export function lacking(judgement: Judgement): LeafJudgement[] {
	if (judgement.verdict === 'met') return [];
	if ('leaf' in judgement) return [judgement];
	if ('not' in judgement) return leaves(judgement.not);
	return ('all' in judgement ? judgement.all : judgement.any).flatMap(lacking);
}
