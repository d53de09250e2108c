import type { Draft } from './draft.ts';
import type { Combine } from './edition.ts';
import type { Interval } from './interval.ts';
import type { OpenEdition, Part } from './open-edition.ts';
import type { OpenQuestion } from './open-question.ts';
import { weightsInPlay, type Scored } from './score.ts';
import { answerValue, type CheckedSheet } from './sheet.ts';
import type { Source } from './source.ts';
import type { Verdict } from './verdict.ts';

/**
 * A part of the score as it was computed: adding the parts up again by `combine`, `weights` and
 * `applies` gives its points exactly. Points are in thousandths.
 */
export interface TraceNode {
	readonly name: string;
	readonly kind: Part['kind'];
	readonly points: Interval;
	readonly max: Interval['high'];
	/** Whether it applies, given that what it is in does. */
	readonly applies: Verdict;
	/**
	 * The same with the conditions of all it is in. A question that gives no points stands in a group that fell away
	 * because none of its scored parts applies; one behind a condition that is not met does not.
	 */
	readonly stands: Verdict;
	readonly source: Source;
	readonly combine?: Combine;
	readonly redistributes?: boolean;
	/** The points a part of a staircase must reach, in thousandths. */
	readonly pass?: Interval['high'];
	/**
	 * For each part that scores its weight in thousandths; more than one list where an answer that decides
	 * the weights is not known.
	 */
	readonly weights?: readonly Readonly<Record<string, number>>[];
	/** The answer as given, and the one that counts where figures chose it. */
	readonly given?: unknown;
	readonly counted?: unknown;
	/** An answer is given, but it is not known whether it or its figures count: none does yet. */
	readonly unsettled?: true;
	/** The level reached, for a question that is counted in a set. */
	readonly level?: { readonly low: number; readonly high: number };
	readonly parts: readonly TraceNode[];
}

/** The trace of a scored sheet: what `scoreSheet` computed, part by part, not computed again. */
export function trace(edition: OpenEdition, sheet: CheckedSheet, scored: Scored): TraceNode {
	const node = (part: Part): TraceNode => {
		const { index, name, kind, max, source, question } = part;
		const one: Draft<TraceNode> = {
			name,
			kind,
			points: scored.points[index]!,
			max,
			applies: scored.own[index]!,
			stands: scored.applies[index]!,
			source,
			parts: part.parts.map(node)
		};
		if (question) answered(one, question, sheet, scored);
		else grouped(one, part, scored);
		return one;
	};
	return node(edition.root);
}

/** Every node of a trace, a part before the parts in it. */
export function nodesOf(node: TraceNode): TraceNode[] {
	return [node, ...node.parts.flatMap(nodesOf)];
}

function answered(
	node: Draft<TraceNode>,
	question: OpenQuestion,
	sheet: CheckedSheet,
	scored: Scored
): void {
	const { index, sets } = question;
	const hasLevels = question.type !== 'multipletext' && question.highestLevel > 0;
	const given = sheet.answers[index];
	const counted = scored.answers[index];
	if (given !== undefined) node.given = answerValue(question, given);
	if (counted !== undefined && counted !== given) node.counted = answerValue(question, counted);
	if (given !== undefined && counted === undefined) node.unsettled = true;
	if (sets.length > 0 && hasLevels) {
		node.level = { low: scored.lowLevels[index]!, high: scored.highLevels[index]! };
	}
}

function grouped(node: Draft<TraceNode>, part: Part, scored: Scored): void {
	const { combine, scored: parts, redistributes, pass } = part;
	if (!combine) return;
	node.combine = combine;
	node.redistributes = redistributes;
	if (combine === 'staircase') node.pass = pass;
	if (combine !== 'weighted') return;
	node.weights = weightsInPlay(part, scored).map((weights) =>
		Object.fromEntries(parts.map((child, i) => [child.name, weights[i]!]))
	);
}
