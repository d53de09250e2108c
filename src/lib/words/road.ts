import type { Leaf, Locale, OpenEdition } from '#scoring';
import type { LeastFigure } from '../road/changed.ts';
import type { Need, Road, RoadStep } from '../road/road.ts';
import { answerWords } from './answer.ts';
import { leafWords, type Names } from './condition.ts';
import { grouped, pointsWords } from './format.ts';
import { tierWords } from './tier.ts';

const words = {
	section: {
		'zh-cn': '通往下一级的路（投入程度为自拟）',
		en: 'The road to the next tier (effort is ours)'
	},
	top: { 'zh-cn': '已确定达到最高一级', en: 'the highest tier is certain' },
	unsolved: { 'zh-cn': '可能的组合太多，没有算完', en: 'too many combinations to compare' },
	open: { 'zh-cn': '先回答：', en: 'answer first: ' },
	refused: { 'zh-cn': '这样选定以后达不到，妨碍的是：', en: 'not so; in the way: ' },
	needs: { 'zh-cn': '还需要：', en: 'also needs: ' },
	gate: { 'zh-cn': '过不去的门槛：', en: 'shut gate: ' },
	total: { 'zh-cn': '总投入', en: 'total effort' },
	effort: { 'zh-cn': '投入', en: 'effort' },
	not: { 'zh-cn': '不得：', en: 'must not hold: ' }
} as const;

/** What a step aims at: an option, or of a list what is added to it. */
export function aimWords(
	edition: OpenEdition,
	{ question, from, to }: Pick<RoadStep, 'question' | 'from' | 'to'>,
	locale: Locale
): string {
	const asked = edition.byName.get(question)!;
	if (!Array.isArray(to)) return answerWords(asked, to, locale);
	const isMore = Array.isArray(from) && from.length > 0;
	return `${isMore ? '+ ' : ''}${answerWords(asked, addedTo(from, to), locale)}`;
}

/** What of a list is not in what is answered so far. */
export function addedTo(from: unknown, to: readonly unknown[]): readonly unknown[] {
	const before: readonly unknown[] = Array.isArray(from) ? from : [];
	return to.filter((value) => !before.includes(value));
}

/** A gate in words: what it looks at, and what it needs. */
export function gateWords(leaf: Leaf, names: Names, locale: Locale): string {
	const { subject, needed } = leafWords(leaf, names, locale);
	return `${subject}${locale === 'en' ? ': ' : '：'}${needed}`;
}

/** What is needed beside the answers. */
export function needWords({ leaf, not }: Need, names: Names, locale: Locale): string {
	return `${not ? words.not[locale] : ''}${gateWords(leaf, names, locale)}`;
}

/** The least figure that reaches a ratio's option: `已联网设备 ≥ 41 台`. */
export function figureWords(
	edition: OpenEdition,
	{ figure, atLeast }: LeastFigure,
	locale: Locale
): string {
	const [name, item] = figure.split('.') as [string, string];
	const asked = edition.byName.get(name)!;
	if (asked.type !== 'multipletext') throw new Error(`expected figures, received ${name}`);
	const { title, unit } = asked.items[asked.itemByName.get(item)!]!;
	return `${title[locale]} ≥ ${grouped(atLeast / 1000)} ${unit[locale]}`;
}

/** A road as lines of plain words. */
export function roadLines(
	road: Road,
	edition: OpenEdition,
	names: Names,
	locale: Locale
): string[] {
	const comma = locale === 'en' ? ', ' : '、';
	const title = (name: string) => edition.byName.get(name)?.data.title[locale] ?? name;
	const section = words.section[locale];
	if (road.kind === 'top') return [section, `  ${words.top[locale]}`];
	const head = [section, `  → ${tierWords(edition, road.rank, locale)}`];
	switch (road.kind) {
		case 'unsolved':
			return [...head, `  ${words.unsolved[locale]}`];
		case 'open':
			return [...head, `  ${words.open[locale]}${road.questions.map(title).join(comma)}`];
		case 'refused':
			return [...head, `  ${words.refused[locale]}${road.because.map(title).join(comma)}`];
		default: {
			const { steps, effort } = road;
			const besides =
				road.kind === 'blocked'
					? [
							...road.gates.map((leaf) => words.gate[locale] + gateWords(leaf, names, locale)),
							...road.needs.map((need) => words.needs[locale] + needWords(need, names, locale))
						]
					: [];
			const scores = edition.root.scored.length > 0;
			return [
				...head,
				...besides.map((line) => `  ${line}`),
				...steps.map((step, i) => {
					const to = aimWords(edition, step, locale);
					const figure = step.figure ? ` (${figureWords(edition, step.figure, locale)})` : '';
					const points = scores ? ` · ${pointsWords(step.points)}` : '';
					const tier = tierWords(edition, step.rank, locale);
					const effort = `${words.effort[locale]} ${step.effort}`;
					return `  ${i + 1}. ${title(step.question)} → ${to}${figure} · ${effort}${points} · ${tier}`;
				}),
				`  ${words.total[locale]} ${effort}`
			];
		}
	}
}
