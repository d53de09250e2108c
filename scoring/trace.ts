import type { Combine } from './edition.ts';
import type { Interval } from './interval.ts';
import type { OpenEdition, Part } from './open-edition.ts';
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
	/** The level reached, for a question that is counted in a set. */
	readonly level?: { readonly low: number; readonly high: number };
	readonly parts: readonly TraceNode[];
}

/** The trace of a scored sheet: what `scoreSheet` computed, part by part, not computed again. */
export function trace(edition: OpenEdition, sheet: CheckedSheet, scored: Scored): TraceNode {
	const node = (part: Part): TraceNode => ({
		name: part.name,
		kind: part.kind,
		points: scored.points[part.index]!,
		max: part.max,
		applies: scored.own[part.index]!,
		source: part.source,
		...(part.question ? answered(part, sheet, scored) : grouped(part, scored)),
		parts: part.parts.map(node)
	});
	return node(edition.root);
}

function answered({ question }: Part, sheet: CheckedSheet, scored: Scored): Partial<TraceNode> {
	const { index, sets } = question!;
	const given = sheet.answers[index];
	const counted = scored.answers[index];
	const level = { low: scored.lowLevels[index]!, high: scored.highLevels[index]! };
	return {
		...(given === undefined ? {} : { given: answerValue(question!, given) }),
		...(counted === undefined || counted === given
			? {}
			: { counted: answerValue(question!, counted) }),
		...(sets.length > 0 ? { level } : {})
	};
}

function grouped(part: Part, scored: Scored): Partial<TraceNode> {
	const { combine, scored: parts } = part;
	if (!combine) return {};
	const weigh = combine === 'weighted';
	return {
		combine,
		redistributes: part.redistributes,
		...(combine === 'staircase' ? { pass: part.pass } : {}),
		...(weigh
			? {
					weights: weightsInPlay(part, scored).map((weights) =>
						Object.fromEntries(parts.map((child, i) => [child.name, weights[i]!]))
					)
				}
			: {})
	};
}
