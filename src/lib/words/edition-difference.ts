import type { Actions, Combine, Condition, Locale, OpenEdition, Text } from '#scoring';
import type { Change, What } from '../editions/compare.ts';
import type { Kind } from '../editions/mapping.ts';
import type { Loss } from '../editions/receipt.ts';
import { leafWords, type Names } from './condition.ts';
import { dayWords } from './format.ts';
import { authorityWords, confidenceWords } from './source.ts';

const both = (chinese: string, en: string): Text => ({ 'zh-cn': chinese, en });

/** What became of a question, in a word. */
export const kindWords: Readonly<Record<Kind, Text>> = {
	kept: both('保留', 'Kept'),
	reworded: both('改写', 'Reworded'),
	renamed: both('改名', 'Renamed'),
	split: both('拆分', 'Split'),
	merged: both('合并', 'Merged'),
	'changed-type': both('改变题型', 'Asked in another way'),
	removed: both('删去', 'Removed'),
	new: both('新增', 'New')
};

/** Why an answer does not go over. */
export const lossWords: Readonly<Record<Loss, Text>> = {
	removed: both('新版不再问这一题', 'the newer edition no longer asks this'),
	'not-applying': both('这一题按其他答案不适用', 'the question does not apply, by other answers'),
	'no-counterpart': both('所选的选项在新版没有对应', 'what was chosen has no counterpart'),
	incomplete: both('合并的另一题没有回答', 'another question it is merged with has no answer'),
	'not-taken': both('新版不接受这个数', 'the newer edition does not take this figure')
};

const changeTitles: Readonly<Record<What, Text>> = {
	title: both('标题', 'Title'),
	description: both('说明', 'Description'),
	issuer: both('发布者', 'Issued by'),
	number: both('文号', 'Number'),
	issued: both('发布日期', 'Issued on'),
	authority: both('来源性质', 'Whose it is'),
	'source.clause': both('出处', 'Clause'),
	'source.authority': both('数字的来源性质', 'Whose its numbers are'),
	'source.confidence': both('把握程度', 'How sure it is'),
	'source.note': both('出处说明', 'Note on the source'),
	cites: both('依据的文本', 'Texts it rests on'),
	sets: both('计入的集合', 'Sets'),
	unknown: both('尚不清楚的', 'Not known'),
	actions: both('诊断发现和建议', 'Findings and actions'),
	combine: both('怎样合成', 'How parts combine'),
	weights: both('权重', 'Weights'),
	pass: both('每一步的合格分', 'Points that pass a step'),
	tailoring: both('不适用时怎样计', 'Where a part does not apply'),
	worth: both('满分', 'Most points'),
	appliesIf: both('何时适用', 'Applies if'),
	evidence: both('佐证', 'Evidence'),
	capability: both('对应能力', 'Capability'),
	outcome: both('反映结果', 'States an effect'),
	effort: both('投入程度', 'Effort'),
	of: both('由哪两个数得出', 'Ratio of'),
	trendOf: both('用哪些数核对', 'Figures that check it'),
	part: both('所在部分', 'Part'),
	rule: both('等级怎样评定', 'How the level is found'),
	below: both('未达到任何等级时', 'Below all levels'),
	name: both('名称', 'Name'),
	meaning: both('含义', 'Meaning'),
	requires: both('要求', 'Requires'),
	text: both('文字', 'Words'),
	points: both('分值', 'Points'),
	level: both('级别', 'Level'),
	over: both('高于（%）', 'Over (%)'),
	upTo: both('不超过（%）', 'Up to (%)'),
	trend: both('变化方向', 'Movement'),
	isExclusive: both('单独成立', 'Stands alone'),
	counts: both('什么算数', 'What counts'),
	unit: both('单位', 'Unit'),
	min: both('最小值', 'Least'),
	max: both('最大值', 'Most'),
	decimals: both('小数位数', 'Decimals'),
	atMost: both('不超过另一数', 'Not above another figure')
};

export const ruleWords: Readonly<Record<OpenEdition['ladder']['rule'], Text>> = {
	firstUnmet: both('逐级往上，遇到第一个不满足的就停', 'from the bottom, up to the first not met'),
	highestMet: both('取满足要求的最高一级', 'the highest whose requirements are met')
};
const combineWords: Readonly<Record<Combine, Text>> = {
	sum: both('各部分相加', 'the sum of its parts'),
	mean: both('各部分平均', 'the mean of its parts'),
	weighted: both('按权重平均', 'its parts, weighted'),
	min: both('取最低的部分', 'the lowest of its parts'),
	staircase: both('逐步累计，前一步合格才算下一步', 'step by step')
};
const tailoringWords = {
	redistribute: both('权重分给其余部分', 'its weight goes to the others'),
	forfeit: both('失去这部分的分', 'its points are lost')
};
const yes = both('是', 'yes');

/** What the names in the data of one edition stand for. */
export interface EditionNames extends Names {
	readonly edition: OpenEdition;
	/** By id. */
	readonly capabilities: ReadonlyMap<string, Text>;
}

export interface ChangeWords {
	readonly what: string;
	/** Left out where that edition says nothing of it. */
	readonly before?: string;
	readonly after?: string;
}

/** A change in words that an official reads. */
export function changeWords(
	{ what, before, after }: Change,
	names: { readonly older: EditionNames; readonly newer: EditionNames },
	locale: Locale
): ChangeWords {
	const side = (value: unknown, edition: EditionNames) => {
		return value === undefined ? undefined : valueWords(what, value, edition, locale);
	};
	const [from, to] = [side(before, names.older), side(after, names.newer)];
	return {
		what: changeTitles[what][locale],
		...(from === undefined ? {} : { before: from }),
		...(to === undefined ? {} : { after: to })
	};
}

function valueWords(what: What, value: unknown, names: EditionNames, locale: Locale): string {
	const list = (all: readonly string[]) => all.join({ 'zh-cn': '；', en: '; ' }[locale]);
	switch (what) {
		case 'issued':
			return dayWords(value as string, locale);
		case 'authority':
		case 'source.authority':
			return authorityWords[value as keyof typeof authorityWords][locale];
		case 'source.confidence':
			return confidenceWords[value as keyof typeof confidenceWords][locale];
		case 'cites':
			return list(
				(value as { title: Text; read: Text }[]).map(
					({ title, read }) => `${title[locale]} (${read[locale]})`
				)
			);
		case 'actions':
			return list(
				(value as Actions).actions.map(
					({ priority, finding, action }) => `${priority} ${finding[locale]} (${action[locale]})`
				)
			);
		case 'sets':
			return list(setsOf(value, names).map((set) => set[locale]));
		case 'unknown':
		case 'evidence':
			return list((value as Text[]).map((one) => one[locale]));
		case 'capability':
			return names.capabilities.get(value as string)![locale];
		case 'combine':
			return combineWords[value as Combine][locale];
		case 'rule':
			return ruleWords[value as keyof typeof ruleWords][locale];
		case 'tailoring':
			return tailoringWords[(value as { rule: keyof typeof tailoringWords }).rule][locale];
		case 'weights':
			return weightsWords(value, names, locale);
		case 'appliesIf':
		case 'requires':
			return conditionWords(value as Condition, names, locale);
		case 'outcome':
		case 'isExclusive':
			return yes[locale];
		case 'effort':
			return (value as number[]).join(', ');
		case 'of':
		case 'trendOf':
			return figuresIn(value)
				.map((figure) => figureWords(figure, names, locale))
				.join(' ÷ ');
		default:
			return isText(value) ? value[locale] : String(value);
	}
}

function isText(value: unknown): value is Text {
	return typeof value === 'object' && value !== null && 'zh-cn' in value;
}

/** The sets a question is in, by id, or those an edition declares, by title. */
function setsOf(value: unknown, { edition }: EditionNames): Text[] {
	if (!Array.isArray(value)) return Object.values(value as Record<string, Text>);
	return (value as string[]).map((set) => edition.data.sets![set]!);
}

type Weights = Readonly<Record<string, number>>;

function weightsWords(value: unknown, names: EditionNames, locale: Locale): string {
	const [colon, comma, stop, otherwise] = {
		'zh-cn': ['：', '、', '；', '其余'],
		en: [': ', ', ', '; ', 'otherwise']
	}[locale];
	const said = (weights: Weights) =>
		Object.entries(weights)
			.map(([name, weight]) => `${names.edition.partByName.get(name)!.title[locale]} ${weight}`)
			.join(comma);
	if (!Array.isArray(value)) return said(value as Weights);
	return (value as { when?: Condition; weights: Weights }[])
		.map(({ when, weights }) => {
			const head = when ? conditionWords(when, names, locale) : otherwise;
			return `${head}${colon}${said(weights)}`;
		})
		.join(stop);
}

/** A condition in one line. */
export function conditionWords(condition: Condition, names: Names, locale: Locale): string {
	const [and, or, not, open, close] = {
		'zh-cn': ['，并且', '，或者', '不是：', '（', '）'],
		en: [' and ', ' or ', 'not: ', '(', ')']
	}[locale];
	const within = (part: Condition) => {
		const words = conditionWords(part, names, locale);
		return 'all' in part || 'any' in part ? `${open}${words}${close}` : words;
	};
	if ('all' in condition) return condition.all.map(within).join(and);
	if ('any' in condition) return condition.any.map(within).join(or);
	if ('not' in condition) return `${not}${within(condition.not)}`;
	const { subject, needed } = leafWords(condition, names, locale);
	return `${subject} ${needed}`;
}

/** The figures a ratio or trend names, in their order. */
function figuresIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	return Object.values(value as Record<string, unknown>).flatMap(figuresIn);
}

function figureWords(figure: string, { edition }: EditionNames, locale: Locale): string {
	const [name, item] = figure.split('.') as [string, string];
	const question = edition.byName.get(name);
	const items = question?.type === 'multipletext' ? question.items : [];
	return items.find((one) => one.name === item)?.title[locale] ?? figure;
}
