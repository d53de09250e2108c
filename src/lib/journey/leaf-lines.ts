import { deciding, leaves, type Judgement, type Locale, type Verdict } from '#scoring';
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
}

/** The leaves of a judgement, in words; of several of which one is enough, those that are where some are. */
export function leafLines(judgement: Judgement, world: World, locale: Locale): LeafLine[] {
	const names = namesOf(world);
	const parts = 'all' in judgement ? judgement.all : [judgement];
	const shown = parts.flatMap((part) => {
		const isAny = 'any' in part;
		const these = isAny && part.verdict === 'met' ? deciding(part) : leaves(part);
		return these.map((leaf) => ({ leaf, either: isAny && these.length > 1 }));
	});
	return shown.map(({ leaf, either }) => {
		const { source } = leaf.leaf;
		return {
			...leafWords(leaf.leaf, names, locale),
			...actualWords(leaf, names, locale),
			verdict: leaf.verdict,
			...(source ? { source: sourceWords(source, locale) } : {}),
			...(source?.note ? { note: source.note[locale] } : {}),
			...(either ? { either } : {})
		};
	});
}
