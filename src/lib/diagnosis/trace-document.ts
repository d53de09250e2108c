import {
	inherit,
	type Day,
	type Diagnosis,
	type Interval,
	type Judgement,
	type Ladder,
	type LeafJudgement,
	type OpenEdition,
	type OpenQuestion,
	type Source,
	type Text,
	type TraceNode,
	type Verdict
} from '#scoring';
import { contradictionsOf, heldAgainst, type Contradiction } from './contradictions.ts';
import type { Dossier } from './dossier.ts';
import type { LibraryEdition } from '../library/editions.ts';

/**
 * The whole way from the answers to the tier, for those who read it elsewhere: docs/trace.md says how to add it up
 * again. Points and weights are in thousandths; written by `toJson`, a number that no decimal holds is `"n/d"`.
 */
export interface TraceDocument {
	readonly format: 'qidang-trace';
	/** Rises when a reader of the one before would misread it; a further field does not raise it. */
	readonly version: 1;
	/** The version of scoring that computed it. */
	readonly scoring: string;
	readonly day: Day;
	readonly edition: {
		/** `instrument@edition`. */
		readonly ref: string;
		/** SHA-256 of its content. */
		readonly hash: string;
		readonly title: Text;
		readonly source: Source;
	};
	/** The whole, and in it every part down to the answers. */
	readonly tree: TracePart;
	readonly ladder: {
		readonly rule: Ladder['rule'];
		readonly source: Source;
		/** Lowest first. */
		readonly tiers: readonly TracedTier[];
		/** How many tiers are reached, at least and at most; equal where it is certain. */
		readonly low: number;
		readonly high: number;
		/** It is a ladder of our own: its tier meets no measure's condition. */
		readonly own: boolean;
	};
	/** What was said and cannot all be right; nothing of it is left out of `given`. */
	readonly contradictions: readonly TracedContradiction[];
}

/** A part of the score: its points follow from those of its parts, or from its answer. */
export interface TracePart extends Omit<TraceNode, 'parts'> {
	readonly title: Text;
	/** The sets in which it is counted by its level. */
	readonly sets?: readonly string[];
	/** The choices that count, each with what it gives. */
	readonly choices?: readonly TracedChoice[];
	/** The numbers that choose its option or are held against it, as `question.item`. */
	readonly figures?: readonly string[];
	readonly parts: readonly TracePart[];
}

export interface TracedChoice {
	readonly value: string | number;
	readonly text: Text;
	readonly points: Interval;
	readonly level: number;
	readonly source: Source;
}

/** A tier and whether what it requires is met. */
export interface TracedTier {
	readonly id: string;
	readonly title: Text;
	readonly verdict: Verdict;
	/** The condition again, every leaf with what it needs, what there is and where it is from. */
	readonly judgement: TracedJudgement;
}

export type TracedJudgement =
	| { readonly verdict: Verdict; readonly all: readonly TracedJudgement[] }
	| { readonly verdict: Verdict; readonly any: readonly TracedJudgement[] }
	| { readonly verdict: Verdict; readonly not: TracedJudgement }
	| (LeafJudgement & {
			/** Completed by the tier's and the ladder's. */
			readonly source: Source;
	  });

export type TracedContradiction = Omit<Contradiction, 'numbers'> & {
	/** Each number as `question.item`. */
	readonly numbers: readonly { readonly name: string; readonly value: number }[];
};

/** The trace of a dossier, with the words and sources of its edition. */
export function traceDocument(
	{ edition, hash }: Pick<LibraryEdition, 'edition' | 'hash'>,
	{ said, diagnosis }: Pick<Dossier, 'said' | 'diagnosis'>
): TraceDocument {
	const { scoring, day, standing } = diagnosis;
	const { data, ladder } = edition;
	return {
		format: 'qidang-trace',
		version: 1,
		scoring,
		day,
		edition: { ref: edition.ref, hash, title: data.title, source: edition.root.source },
		tree: partOf(edition, diagnosis.trace!),
		ladder: {
			rule: ladder.rule,
			source: ladder.source,
			tiers: tracedTiers(edition, diagnosis),
			low: standing.low,
			high: standing.high,
			own: standing.own
		},
		contradictions: contradictionsOf(edition, said, diagnosis).map(({ numbers, ...one }) => ({
			...one,
			numbers: numbers.map(({ question, item, value }) => ({
				name: `${question}.${item.name}`,
				value
			}))
		}))
	};
}

function tracedTiers({ ladder }: OpenEdition, { standing }: Diagnosis): TracedTier[] {
	return standing.gates.map(({ tier, verdict, judgement }, i) => {
		const { title, source } = ladder.tiers[i]!;
		const around = inherit(ladder.source, source);
		return { id: tier, title, verdict, judgement: sourced(judgement!, around) };
	});
}

function sourced(judgement: Judgement, around: Source): TracedJudgement {
	const { verdict } = judgement;
	if ('leaf' in judgement) {
		return { ...judgement, source: inherit(around, judgement.leaf.source) };
	}
	if ('not' in judgement) return { verdict, not: sourced(judgement.not, around) };
	if ('all' in judgement) return { verdict, all: judgement.all.map((one) => sourced(one, around)) };
	return { verdict, any: judgement.any.map((one) => sourced(one, around)) };
}

function partOf(edition: OpenEdition, node: TraceNode): TracePart {
	const question = edition.byName.get(node.name);
	const { title } = edition.partByName.get(node.name)!;
	return {
		...node,
		title,
		...(question ? ofQuestion(question, node) : {}),
		parts: node.parts.map((part) => partOf(edition, part))
	};
}

function ofQuestion(
	question: OpenQuestion,
	node: TraceNode
): Pick<TracePart, 'sets' | 'choices' | 'figures'> {
	const figures = heldAgainst(question);
	const choices = choicesOf(question, node);
	return {
		...(question.sets.length > 0 ? { sets: question.sets } : {}),
		...(choices.length > 0 ? { choices } : {}),
		...(figures.length > 0 ? { figures } : {})
	};
}

/** What a part rests on: for an answer, what its choices do; each once, without its note. */
export function sourcesOf(edition: OpenEdition, node: TraceNode): Source[] {
	const question = edition.byName.get(node.name);
	const choices = question ? choicesOf(question, node) : [];
	const sources = choices.length > 0 ? choices.map(({ source }) => source) : [node.source];
	const byText = new Map(
		sources.map(({ note: _note, ...source }) => [JSON.stringify(source), source])
	);
	return [...byText.values()];
}

/** The choices of a question that count, with what each gives and rests on. */
export function choicesOf(
	question: OpenQuestion,
	{ stands, unsettled, given, counted = given }: TraceNode
): TracedChoice[] {
	if (question.type === 'multipletext' || stands === 'unmet' || unsettled) return [];
	const chosen: readonly unknown[] = Array.isArray(counted) ? counted : [counted];
	return question.choices.flatMap(({ value, points, level, source }, i) =>
		chosen.includes(value)
			? [{ value, text: question.data.choices[i]!.text, points, level, source }]
			: []
	);
}
