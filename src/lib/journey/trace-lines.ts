import { inherit, type Diagnosis, type Locale, type TraceNode, type Verdict } from '#scoring';
import type { CaseFile } from '../diagnosis/case-file.ts';
import { contradictionsOf } from '../diagnosis/contradictions.ts';
import { choicesOf } from '../diagnosis/trace-document.ts';
import { answerWords } from '../words/answer.ts';
import { contradictionWords, type ContradictionWords } from '../words/contradiction.ts';
import { intervalWords, pointsWords } from '../words/format.ts';
import { sourceWords } from '../words/source.ts';
import { scores, workedWords } from '../words/trace.ts';
import { leafLines, type LeafLine } from './leaf-lines.ts';
import { placeOf, type Place } from './place.ts';
import type { World } from './world.ts';

export interface GateLines {
	readonly tier: string;
	readonly verdict: Verdict;
	readonly leaves: readonly LeafLine[];
}

/** A part of the score, to be opened to any depth. */
export interface TraceLine {
	readonly name: string;
	readonly title: string;
	/** Left out where it gives none by its nature. */
	readonly points?: string;
	readonly max?: string;
	readonly applies: Verdict;
	readonly combine?: string;
	/** How its points come from those of its parts. */
	readonly worked?: string;
	/** How much it weighs in the part above. */
	readonly weight?: string;
	readonly answer?: string;
	/** The option that figures chose, where it is not the one given. */
	readonly counted?: string;
	/** An answer is given, and it is not known whether it counts. */
	readonly unsettled?: true;
	/** The choices that count: what each gives, and what that rests on. */
	readonly choices: readonly ChoiceLine[];
	readonly level?: string;
	readonly question: boolean;
	readonly source: string;
	readonly note?: string;
	readonly contradiction?: ContradictionWords;
	readonly parts: readonly TraceLine[];
}

export interface ChoiceLine {
	readonly text: string;
	/** What it gives: points, or the level it stands for; left out where neither. */
	readonly points?: string;
	readonly level?: number;
	readonly source: string;
	readonly note?: string;
}

export type ContradictionLine = ContradictionWords & Place;

/** What each tier requires, each line with its source, completed by the ladder's. */
export function gateLines(
	world: World,
	{ standing }: Pick<Diagnosis, 'standing'>,
	locale: Locale
): GateLines[] {
	const { ladder } = world.edition;
	return standing.gates.map(({ verdict, judgement }, i) => {
		const { title, source } = ladder.tiers[i]!;
		const around = inherit(ladder.source, source);
		return {
			tier: title[locale],
			verdict,
			leaves: leafLines(judgement!, world, locale, around)
		};
	});
}

/** What contradicts itself, with where it is asked. */
export function contradictionLines(
	{ edition }: Pick<World, 'edition'>,
	said: CaseFile,
	diagnosis: Diagnosis,
	locale: Locale
): ContradictionLine[] {
	return contradictionsOf(edition, said, diagnosis).map((one) => ({
		...contradictionWords(edition, one, locale),
		...placeOf(edition, one.question, locale)
	}));
}

/** The trace of a diagnosis that says why. */
export function traceLines(
	{ edition }: Pick<World, 'edition'>,
	{ trace }: Diagnosis,
	contradictions: readonly ContradictionLine[],
	locale: Locale
): TraceLine {
	const contradicts = new Map(contradictions.map((one) => [one.question, one]));
	const line = (node: TraceNode, within?: TraceNode): TraceLine => {
		const part = edition.partByName.get(node.name)!;
		const question = edition.byName.get(node.name);
		const { given, counted, level, unsettled } = node;
		const worked = workedWords(edition, node, locale);
		const weight = within && weightOf(within, node.name);
		const contradiction = contradicts.get(node.name);
		return {
			name: node.name,
			title: part.title[locale],
			...(scores(node) ? { points: intervalWords(node.points), max: pointsWords(node.max) } : {}),
			applies: node.applies,
			...(node.combine ? { combine: node.combine } : {}),
			...(worked ? { worked } : {}),
			...(weight === undefined ? {} : { weight }),
			...(question && given !== undefined ? { answer: answerWords(question, given, locale) } : {}),
			...(question && counted !== undefined
				? { counted: answerWords(question, counted, locale) }
				: {}),
			...(unsettled ? { unsettled } : {}),
			choices: question
				? choicesOf(question, node).map(({ text, points, level, source }) => ({
						text: text[locale],
						...(scores(node) ? { points: intervalWords(points) } : level > 0 ? { level } : {}),
						source: sourceWords(source, locale),
						...(source.note ? { note: source.note[locale] } : {})
					}))
				: [],
			...(level ? { level: levelWords(level) } : {}),
			question: question !== undefined,
			source: sourceWords(node.source, locale),
			...(node.source.note ? { note: node.source.note[locale] } : {}),
			...(contradiction ? { contradiction } : {}),
			parts: node.parts.map((one) => line(one, node))
		};
	};
	return line(trace!);
}

function levelWords({ low, high }: { low: number; high: number }): string {
	return low === high ? String(low) : `${low}–${high}`;
}

/** What a part weighs in another, in each way that is still possible. */
function weightOf({ weights }: TraceNode, name: string): string | undefined {
	const all = weights?.flatMap((one) => (name in one ? [String(one[name]! / 1000)] : []));
	return all && all.length > 0 ? [...new Set(all)].join(' / ') : undefined;
}

/** What was looked for in a trace: what contains it, what that is in and what is in that; and how often. */
export interface Found {
	readonly trace?: TraceLine;
	readonly count: number;
}

/** @param words as they were typed; case does not matter */
export function findInTrace(line: TraceLine, words: string): Found {
	const wanted = words.toLowerCase();
	const contains = ({ title, answer, counted, source, choices }: TraceLine) =>
		[title, answer, counted, source, ...choices.flatMap((one) => [one.text, one.source])].some(
			(text) => text?.toLowerCase().includes(wanted)
		);
	const find = (one: TraceLine): Found => {
		const inner = one.parts.map(find);
		const isOwn = contains(one);
		const count = inner.reduce((sum, found) => sum + found.count, isOwn ? 1 : 0);
		if (count === 0) return { count };
		if (isOwn) return { trace: one, count };
		return { trace: { ...one, parts: inner.flatMap(({ trace }) => trace ?? []) }, count };
	};
	return find(line);
}
