import { judgeActions, type JudgedAction } from './action.ts';
import type { Day } from './day.ts';
import type { Fault } from './fault.ts';
import type { Interval } from './interval.ts';
import type { Catalogue } from './catalogue.ts';
import { checkKnown } from './known.ts';
import type { KnownContext } from './known-leaf.ts';
import { climb, type Standing } from './ladder.ts';
import type { OpenDocument } from './open-measure.ts';
import type { OpenEdition, Part } from './open-edition.ts';
import { recommend, type Support } from './recommend.ts';
import { scoreSheet, type Finding, type Scored } from './score.ts';
import { checkSheet, standingAnswers } from './sheet.ts';
import { stepsOf } from './staircase.ts';
import { trace, type TraceNode } from './trace.ts';

/** Changes with every change of what scoring means; every diagnosis carries it. */
export const scoringVersion = '1.3.0';

/** What is said of an enterprise: one sheet of answers and what is known beside it. */
export interface Said {
	readonly answers?: unknown;
	readonly facts?: unknown;
	readonly projects?: unknown;
	readonly titles?: unknown;
}

/** What it is judged by. */
export interface Standards {
	readonly edition: OpenEdition;
	readonly documents: readonly OpenDocument[];
	readonly catalogue: Catalogue;
}

export interface Diagnosis {
	readonly scoring: string;
	readonly day: Day;
	/** `instrument@edition`. */
	readonly questionnaire: string;
	/** The edition was published after the day asked for. */
	readonly editionIsLater: boolean;
	/** What could not be taken; the field then counts as not answered. */
	readonly faults: readonly Fault[];
	/** Points in thousandths: of the whole, and of each dimension that gives points. */
	readonly points: Interval;
	readonly dimensions: Readonly<Record<string, Interval>>;
	/** Questions that apply (or may), have no answer yet and can still count, in document order. */
	readonly unanswered: readonly string[];
	/**
	 * Questions without an answer that need none: the tier is certain, and they lie behind a step of a
	 * staircase that certainly does not pass, so no answer changes the points either.
	 */
	readonly idle: readonly string[];
	readonly findings: readonly Finding[];
	readonly standing: Standing;
	/** What the edition recommends, in its order. */
	readonly actions: readonly JudgedAction[];
	readonly support: Support;
	/** The answers that count; left out where nobody asked why. */
	readonly answers?: Readonly<Record<string, unknown>>;
	/** The computation itself; left out where nobody asked why. */
	readonly trace?: TraceNode;
}

/**
 * Everything this product says of one sheet on one day. Pure: the same input gives the same output, to
 * the byte. It is four steps, each of use alone: `checkSheet`, `scoreSheet`, `climb`, `recommend`.
 *
 * @param day judged on this day; asking the clock is the caller's business
 * @param explain with `false`, leaves out every why: for batches
 */
export function diagnose(
	{ edition, documents, catalogue }: Standards,
	said: Said,
	day: Day,
	explain = true
): Diagnosis {
	const sheet = checkSheet(edition, said.answers ?? {});
	const { known, faults } = checkKnown(catalogue, said);
	const context: KnownContext = { facts: known.facts, titles: known.titles, tiers: {}, day };
	const scored = scoreSheet(edition, sheet, context);
	const standing = climb(edition, scored, explain);
	const tiers = { [edition.data.instrument]: standing };
	const dimensions: Record<string, Interval> = {};
	for (const part of edition.root.scored) dimensions[part.name] = scored.points[part.index]!;
	const needless = standing.low === standing.high ? behindSteps(scored) : none;
	const unanswered: string[] = [];
	const idle: string[] = [];
	for (const { index, type, name } of edition.questions) {
		const part = edition.partOf[index]!;
		const applies = scored.applies[part.index];
		if (type !== 'multipletext' && applies !== 'unmet' && scored.answers[index] === undefined) {
			(needless.has(part) ? idle : unanswered).push(name);
		}
	}
	return {
		scoring: scoringVersion,
		day,
		questionnaire: edition.ref,
		editionIsLater: edition.data.issued > day,
		faults: [...sheet.faults, ...faults],
		points: scored.points[edition.root.index]!,
		dimensions,
		unanswered,
		idle,
		findings: scored.findings,
		standing,
		actions: judgeActions(edition, scored, explain),
		support: recommend(documents, known, tiers, day, explain),
		...(explain
			? {
					answers: standingAnswers(edition, sheet, scored.applies),
					trace: trace(edition, sheet, scored)
				}
			: {})
	};
}

const none: ReadonlySet<Part> = new Set();

/** The questions behind a step of the whole that certainly does not pass; a condition can only look back. */
function behindSteps({ edition: { root }, points }: Scored): ReadonlySet<Part> {
	if (root.combine !== 'staircase') return none;
	const steps = stepsOf(root, ({ index }) => points[index]!);
	const behind = steps.filter(({ state }) => state === 'behind');
	return new Set(behind.flatMap(({ part }) => questionsIn(part)));
}

function questionsIn(part: Part): Part[] {
	return part.question ? [part] : part.parts.flatMap(questionsIn);
}
