import { nearest, type Interval, type OpenQuestion, type Part, type TraceNode } from '#scoring';
import { aside, paragraph, section, table, type Block, type Figure, type Row } from './blocks.ts';
import { applying, type Context } from './context.ts';
import { countedSets, type Counted } from '../diagnosis/counted.ts';
import { percentWords } from '../diagnosis/share.ts';
import { staircaseOf } from '../diagnosis/staircase.ts';
import { staircase } from './staircase.ts';
import { sureness, tierLine } from './standing.ts';
import { answerWords } from '../words/answer.ts';
import { intervalWords } from '../words/format.ts';

const words = {
	section: { 'zh-cn': '评测结果', en: 'Result' },
	tier: { 'zh-cn': '等级：', en: 'Tier: ' },
	dimensions: { 'zh-cn': '各维度得分', en: 'Points by dimension' },
	dimension: { 'zh-cn': '维度', en: 'Dimension' },
	points: { 'zh-cn': '得分', en: 'Points' },
	max: { 'zh-cn': '满分', en: 'Most' },
	share: { 'zh-cn': '得分率', en: 'Share' },
	total: { 'zh-cn': '合计', en: 'Total' },
	notScored: {
		'zh-cn': '本标准不计分，只看各项条件是否满足，见“各级要求与现状”。',
		en: 'This standard gives no points: its conditions decide, see “What each tier requires”.'
	},
	byLevel: {
		'zh-cn': (titles: string) => `${titles}不计分，按级别统计。`,
		en: (titles: string) => `${titles}: not scored, counted by level.`
	},
	unscored: {
		'zh-cn': (titles: string) => `${titles}不计分，答案见附录。`,
		en: (titles: string) => `${titles}: not scored; the answers stand in the annex.`
	},
	radar: { 'zh-cn': '各维度得分率（%）', en: 'Share of points by dimension (%)' },
	ladder: {
		'zh-cn': (set: string, top: number) => `各${set}达到的级别（最高 ${top} 级）`,
		en: (set: string, top: number) => `Level reached, ${set} (highest ${top})`
	},
	levels: { 'zh-cn': (set: string) => `${set}的级别`, en: (set: string) => `Levels: ${set}` },
	level: { 'zh-cn': '级别', en: 'Level' },
	reached: { 'zh-cn': '现状', en: 'What is there' },
	others: { 'zh-cn': '其他', en: 'Others' },
	unanswered: { 'zh-cn': '未回答', en: 'not answered' },
	possible: { 'zh-cn': '仍可能达到', en: 'still possible' },
	atLeast: { 'zh-cn': '至少', en: 'at least' },
	atMost: { 'zh-cn': '至多', en: 'at most' },
	marked: {
		'zh-cn': (set: string) => `● 为${set}。`,
		en: (set: string) => `● marks: ${set}.`
	}
} as const;

export function result(context: Context): Block[] {
	const [sure, ...grounds] = sureness(context);
	return [
		section(context.say(words.section)),
		paragraph(`${context.say(words.tier)}${tierLine(context)}${joint(context)}${sure}`),
		...grounds.map(aside),
		...dimensions(context),
		...ladders(context)
	];
}

function joint({ locale }: Context): string {
	return locale === 'en' ? '. ' : '。';
}

function dimensions(context: Context): Block[] {
	const { edition, diagnosis, say, list } = context;
	const { scored, parts } = edition.root;
	if (scored.length === 0) return [paragraph(say(words.notScored))];
	const row = (title: string, points: Interval, { max }: Part): Row => ({
		cells: [
			title,
			intervalWords(points),
			intervalWords({ low: max, high: max }),
			shareWords(points, max)
		]
	});
	const rows = scored.map((part) => row(say(part.title), diagnosis.dimensions[part.name]!, part));
	const total = {
		...row(say(words.total), diagnosis.points, edition.root),
		weight: 'part' as const
	};
	const [numbers] = table(
		say(words.dimensions),
		[
			{ title: say(words.dimension), share: 3.5 },
			{ title: say(words.points), share: 3.5, align: 'end' },
			{ title: say(words.max), share: 1.5, align: 'end' },
			{ title: say(words.share), share: 3.5, align: 'end' }
		],
		[...rows, total]
	);
	const rest = parts.filter((part) => !scored.includes(part));
	const counted = new Set(countedSets(edition).flatMap(({ questions }) => questions));
	const isCounted = (part: Part) => questionsOf(part).some((question) => counted.has(question));
	const told = (kind: 'byLevel' | 'unscored', these: readonly Part[]) =>
		these.length > 0
			? [aside(words[kind][context.locale](list(these.map((part) => say(part.title)))))]
			: [];
	const steps = staircaseOf(edition, diagnosis);
	return [
		// Two axes would be a line, not a figure.
		...(steps.length > 0
			? staircase(context, steps)
			: scored.length > 2
				? [radar(context, numbers!)]
				: [numbers!]),
		...told('byLevel', rest.filter(isCounted)),
		...told(
			'unscored',
			rest.filter((part) => !isCounted(part))
		)
	];
}

function questionsOf({ question, parts }: Part): OpenQuestion[] {
	return question ? [question] : parts.flatMap(questionsOf);
}

function shareWords({ low, high }: Interval, max: Interval['high']): string {
	const [from, to] = [low, high].map((bound) => percentWords(ratio(bound, max))) as [
		string,
		string
	];
	return from === to ? from : `${from}–${to}`;
}

function ratio(points: Interval['high'], max: Interval['high']): number {
	return nearest(points) / nearest(max);
}

function radar({ edition, diagnosis, say, list }: Context, numbers: Figure['table']): Figure {
	const axes = edition.root.scored.map((part) => {
		const { low, high } = diagnosis.dimensions[part.name]!;
		const percent = (bound: Interval['high']) => Math.round(ratio(bound, part.max) * 1000) / 10;
		return { title: say(part.title), low: percent(low), high: percent(high) };
	});
	const each = edition.root.scored.map(
		(part) => `${say(part.title)} ${shareWords(diagnosis.dimensions[part.name]!, part.max)}`
	);
	return {
		kind: 'figure',
		caption: say(words.radar),
		chart: {
			kind: 'radar',
			data: {
				label: `${say(words.radar)}: ${list(each)}`,
				axes,
				lines: { low: say(words.atLeast), high: say(words.atMost) }
			}
		},
		table: numbers
	};
}

/** A chart for each set that is counted by level; one that lies within another is marked there. */
function ladders(context: Context): Block[] {
	const levelled = applying(context.trace).filter((node) => node.level !== undefined);
	return countedSets(context.edition).flatMap((set) => {
		const names = set.questions.map(({ name }) => name);
		const nodes = levelled.filter(({ name }) => names.includes(name));
		return nodes.length > 0 ? ladder(context, set, nodes) : [];
	});
}

function ladder(
	{ edition, locale, say, list }: Context,
	{ title: set, inner }: Counted,
	nodes: readonly TraceNode[]
): Block[] {
	const question = (node: TraceNode) => edition.byName.get(node.name)!;
	const isMarked = (node: TraceNode) => inner?.questions.includes(question(node)) ?? false;
	const top = Math.max(...nodes.map((node) => highest(question(node))));
	const bars = nodes.map((node) => ({
		title: say(question(node).data.title),
		...node.level!,
		marked: isMarked(node)
	}));
	const levelOf = ({ low, high }: { low: number; high: number }) =>
		low === high ? String(low) : `${low}–${high}`;
	const reached = ({ name, counted, given }: TraceNode) => {
		const answer = counted ?? given;
		if (answer === undefined) return say(words.unanswered);
		return answerWords(edition.byName.get(name)!, answer, locale);
	};
	const rows = nodes.map((node, i): Row => {
		const { title, marked } = bars[i]!;
		const mark = inner === undefined ? '' : marked ? '● ' : '○ ';
		return { cells: [`${mark}${title}`, levelOf(node.level!), reached(node)] };
	});
	const label = words.ladder[locale](say(set), top);
	const [numbers] = table(
		words.levels[locale](say(set)),
		[
			{ title: say(set), share: 3 },
			{ title: say(words.level), share: 1, align: 'end' },
			{ title: say(words.reached), share: 8 }
		],
		rows
	);
	return [
		{
			kind: 'figure',
			caption: label,
			chart: {
				kind: 'ladder',
				data: {
					label: `${label}: ${list(bars.map((bar) => `${bar.title} ${levelOf(bar)}`))}`,
					top,
					bars,
					kinds: {
						marked: inner === undefined ? '' : say(inner.title),
						plain: inner === undefined ? say(set) : say(words.others),
						possible: say(words.possible)
					}
				}
			},
			table: numbers!
		},
		...(inner === undefined ? [] : [aside(words.marked[locale](say(inner.title)))])
	];
}

function highest(question: OpenQuestion): number {
	return question.type === 'multipletext' ? 0 : question.highestLevel;
}
