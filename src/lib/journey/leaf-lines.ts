import { leaves, type Judgement, type Locale, type Verdict } from '#scoring';
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
}
/** Every leaf of a judgement, in words. */
export function leafLines(judgement: Judgement, world: World, locale: Locale): LeafLine[] {
	const names = namesOf(world);
	return leaves(judgement).map((leaf) => {
		const { source } = leaf.leaf;
		return {
			...leafWords(leaf.leaf, names, locale),
			...actualWords(leaf, names, locale),
			verdict: leaf.verdict,
			...(source ? { source: sourceWords(source, locale) } : {}),
			...(source?.note ? { note: source.note[locale] } : {})
		};
	});
}
