import type { Diagnosis, Locale, Priority } from '#scoring';
import { findingsOf, type Gap } from '../diagnosis/findings.ts';
import { percentWords } from '../diagnosis/share.ts';
import { findingRules, priorityWords, reasonWords } from '../words/priority.ts';
import { namesOf, type World } from './world.ts';

/** What was found, and by which rule. */
export interface FoundPart {
	readonly rules: readonly string[];
	readonly dimensions: readonly FoundLines[];
}

/** Strengths and gaps of a dimension, in words. */
export interface FoundLines {
	readonly dimension: string;
	readonly title: string;
	readonly strengths: readonly StrengthLine[];
	readonly gaps: readonly GapLine[];
	/** How many questions have no answer and can still count, and how many need none. */
	readonly unanswered: number;
	readonly idle: number;
}

export interface StrengthLine {
	readonly question: string;
	readonly title: string;
	readonly share?: string;
}

export interface GapLine extends StrengthLine {
	readonly priority: Priority;
	readonly priorityWords: string;
	readonly why: string;
}

/** What was found in each dimension; `findingsOf` has the rule. */
export function foundIn(world: World, diagnosis: Diagnosis, locale: Locale): FoundPart {
	const { edition } = world;
	const names = namesOf(world);
	const line = ({ node, share }: Pick<Gap, 'node' | 'share'>) => ({
		question: node.name,
		title: edition.byName.get(node.name)!.data.title[locale],
		...(share === undefined ? {} : { share: percentWords(share) })
	});
	const dimensions = findingsOf(edition, diagnosis).map((one): FoundLines => {
		const { part, strengths, gaps, unanswered, idle } = one;
		return {
			dimension: part.name,
			title: part.title[locale],
			strengths: strengths.map(line),
			gaps: gaps.map((gap) => ({
				...line(gap),
				priority: gap.priority,
				priorityWords: priorityWords[gap.priority][locale],
				why: reasonWords(gap.reason, edition, names, locale)
			})),
			unanswered: unanswered.length,
			idle
		};
	});
	return { rules: findingRules(edition).map((rule) => rule[locale]), dimensions };
}
