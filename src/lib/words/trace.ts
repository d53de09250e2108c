import type { Locale, OpenEdition, TraceNode } from '#scoring';
import { intervalWords, pointsWords } from './format.ts';

const words = {
	combine: {
		sum: { 'zh-cn': '各项相加', en: 'sum' },
		mean: { 'zh-cn': '平均', en: 'mean' },
		weighted: { 'zh-cn': '加权平均', en: 'weighted mean' },
		min: { 'zh-cn': '取最低', en: 'lowest' },
		staircase: { 'zh-cn': '逐级累计', en: 'staircase' }
	},
	redistributes: {
		'zh-cn': '不适用部分的分值按比例分给其余部分',
		en: 'the points of parts that do not apply go to the others in proportion'
	},
	weights: { 'zh-cn': '权重', en: 'weights' }
} as const;

/** Whether a part gives points by its nature. */
export function scores({ max }: TraceNode): boolean {
	return Number(max.n) > 0;
}

/** How the points of a group come from those of its parts: for a sum, the sum itself; empty where that says nothing. */
export function workedWords(edition: OpenEdition, node: TraceNode, locale: Locale): string {
	if (!node.combine) return '';
	const parts = node.parts.filter((part) => scores(part) && part.applies !== 'unmet');
	if (node.combine === 'sum' && !node.redistributes) {
		// A sum of one says nothing.
		if (parts.length === 1) return '';
		return `${parts.map((part) => intervalWords(part.points)).join(' + ')} = ${intervalWords(node.points)}`;
	}
	const title = (name: string) => edition.partByName.get(name)!.title[locale];
	// In the order of the parts: what was kept as JSON has lost its own.
	const order = node.parts.map(({ name }) => name);
	const weights = node.weights?.map((one) =>
		Object.entries(one)
			.sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
			.map(([name, weight]) => `${title(name)} ${weight / 1000}`)
			.join(locale === 'en' ? ', ' : '、')
	);
	return [
		words.combine[node.combine][locale],
		node.pass === undefined ? undefined : `≥ ${pointsWords(node.pass)}`,
		weights && `${words.weights[locale]}: ${weights.join(' / ')}`,
		node.redistributes ? words.redistributes[locale] : undefined
	]
		.filter((part) => part !== undefined)
		.join(locale === 'en' ? '; ' : '；');
}
