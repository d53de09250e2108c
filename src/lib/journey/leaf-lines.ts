import {
	deciding,
	inherit,
	leaves,
	type Judgement,
	type Leaf,
	type Locale,
	type Source,
	type Verdict
} from '#scoring';
import { countedSets } from '../diagnosis/counted.ts';
import { actualWords, leafWords } from '../words/condition.ts';
import { sourceWords } from '../words/source.ts';
import { namesOf, type World } from './world.ts';

/** One thing that is needed, beside what there is. */
export interface LeafLine {
	readonly subject: string;
	readonly needed: string;
	readonly actual?: string;
	readonly short?: string;
	readonly verdict: Verdict;
	readonly source?: string;
	readonly note?: string;
	/** One of several of which one is enough. */
	readonly either?: true;
	/** Where the trace shows what it looks at: a part of the score, or a set that is counted. */
	readonly part?: string;
	readonly set?: string;
}

/**
 * The leaves of a judgement, in words; of several of which one is enough, those that are where some are.
 * @param around completes the source of each; left out where that goes without saying
 */
export function leafLines(
	judgement: Judgement,
	world: World,
	locale: Locale,
	around?: Source
): LeafLine[] {
	const names = namesOf(world);
	const parts = 'all' in judgement ? judgement.all : [judgement];
	const shown = parts.flatMap((part) => {
		const isAny = 'any' in part;
		const these = isAny && part.verdict === 'met' ? deciding(part) : leaves(part);
		return these.map((leaf) => ({ leaf, either: isAny && these.length > 1 }));
	});
	return shown.map(({ leaf, either }) => {
		const source = around ? inherit(around, leaf.leaf.source) : leaf.leaf.source;
		return {
			...leafWords(leaf.leaf, names, locale),
			...actualWords(leaf, names, locale),
			verdict: leaf.verdict,
			...(source ? { source: sourceWords(source, locale) } : {}),
			...(source?.note ? { note: source.note[locale] } : {}),
			...(either ? { either } : {}),
			...lookedAt(leaf.leaf, world)
		};
	});
}

function lookedAt(leaf: Leaf, { edition }: World): Pick<LeafLine, 'part' | 'set'> {
	if ('score' in leaf) return { part: leaf.score };
	if ('answer' in leaf) return { part: leaf.answer.split('.')[0]! };
	if (!('count' in leaf)) return {};
	// A set that lies within another is shown there.
	const inIt = edition.questions.filter(({ sets }) => sets.includes(leaf.count));
	const shown = countedSets(edition).find(({ questions }) =>
		inIt.every((one) => questions.includes(one))
	);
	return shown ? { set: shown.id } : {};
}
