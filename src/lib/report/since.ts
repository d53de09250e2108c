import { compare } from '../comparison/compare.ts';
import { tellComparison, type ComparisonTold, type StageTold } from '../comparison/tell.ts';
import { dayWords } from '../words/format.ts';
import { verdictWords } from '../words/verdict.ts';
import { aside, paragraph, section, table, type Block } from './blocks.ts';
import type { Context } from './context.ts';

const words = {
	section: { 'zh-cn': '与上一次相比', en: 'What changed since the last time' },
	lead: {
		'zh-cn': (day: string) => `与${day}归档的上一次诊断（复核）比较。`,
		en: (day: string) => `Compared with the confirmed diagnosis filed on ${day}.`
	},
	filed: { 'zh-cn': (day: string) => `上一次，${day}`, en: (day: string) => `Last time, ${day}` },
	now: { 'zh-cn': (day: string) => `本次，${day}`, en: (day: string) => `This time, ${day}` },
	tier: {
		'zh-cn': (was: string, is: string) => `等级：${was} → ${is}。`,
		en: (was: string, is: string) => `Tier: ${was} → ${is}.`
	},
	upTo: {
		'zh-cn': (low: string, high: string) => `至少${low}，最高可能${high}`,
		en: (low: string, high: string) => `at least ${low}, possibly ${high}`
	},
	points: {
		'zh-cn': (was: string, is: string, by: string) => `总分：${was} → ${is}，相差 ${by}。`,
		en: (was: string, is: string, by: string) => `Points: ${was} → ${is}, a difference of ${by}.`
	},
	open: {
		'zh-cn': '还有题目没有定下来，差别是一个范围；下面分别说明最低分和最高分的差别。',
		en: 'Some questions are still open, so the difference is a range; below, the least and the most points are explained each for itself.'
	},
	dimensions: { 'zh-cn': '各维度得分率（%）', en: 'Share of points by dimension (%)' },
	dimensionPoints: { 'zh-cn': '各维度得分', en: 'Points by dimension' },
	dimension: { 'zh-cn': '维度', en: 'Dimension' },
	possible: { 'zh-cn': '仍可能达到', en: 'still possible' },
	by: { 'zh-cn': '分数差', en: 'Difference' },
	where: { 'zh-cn': '分数差别出自哪里', en: 'Where the difference in points comes from' },
	whereLead: {
		'zh-cn': '各行相加正好等于总差别。',
		en: 'The lines add up to the whole difference exactly.'
	},
	same: { 'zh-cn': '得分没有差别。', en: 'The points do not differ.' },
	question: { 'zh-cn': '题目', en: 'Question' },
	was: { 'zh-cn': '先前', en: 'Before' },
	is: { 'zh-cn': '后来', en: 'After' },
	none: { 'zh-cn': '（无）', en: '(none)' },
	counts: {
		'zh-cn': (before: string, after: string) => `在总分中占 ${before} 分，现占 ${after} 分`,
		en: (before: string, after: string) => `counted for ${before} of the whole, now for ${after}`
	},
	causes: {
		answers: { 'zh-cn': '答案不同', en: 'Other answers' },
		edition: {
			'zh-cn': (older: string, newer: string) => `标准从版本 ${older} 换到 ${newer}`,
			en: (older: string, newer: string) => `The standard went from edition ${older} to ${newer}`
		},
		scoring: { 'zh-cn': '评分程序的改动', en: 'A change of the scoring itself' }
	},
	gates: { 'zh-cn': '等级差别出自哪里', en: 'Where the difference in tier comes from' },
	judged: {
		'zh-cn': (actual: string, verdict: string) => `${actual}（${verdict}）`,
		en: (actual: string, verdict: string) => `${actual} (${verdict})`
	},
	gate: { 'zh-cn': '要求', en: 'Requirement' },
	sameGates: { 'zh-cn': '各级要求满足与否没有变化。', en: 'No gate was met or missed otherwise.' }
} as const;

/** What changed since the last diagnosis that was filed, by how much and because of what; nothing without one. */
export function since(context: Context): Block[] {
	const { library, dossier, names, locale, options, say, diagnosis } = context;
	const { earlier } = options;
	const found = earlier && compare(library, earlier.dossier, dossier);
	if (!found) return [];
	const [was, is] = [
		words.filed[locale](dayWords(earlier.dossier.diagnosis.day, locale)),
		words.now[locale](dayWords(diagnosis.day, locale))
	];
	const told = tellComparison(
		found,
		{
			older: { ...names, edition: found.from.edition, capabilities: library.capabilities },
			newer: { ...names, edition: found.to.edition, capabilities: library.capabilities }
		},
		{ from: was, to: is, possible: say(words.possible), label: say(words.dimensions) },
		locale
	);
	return [
		section(say(words.section)),
		aside(words.lead[locale](dayWords(earlier.on, locale))),
		paragraph(words.tier[locale](tier(context, told.from), tier(context, told.to))),
		...summed(context, told),
		...dimensions(context, told),
		...where(context, told),
		...gates(context, told)
	];
}

function tier({ locale }: Context, { tier, best }: ComparisonTold['from']): string {
	return best === undefined ? tier : words.upTo[locale](tier, best);
}

function summed({ locale, say }: Context, { from, to, difference }: ComparisonTold): Block[] {
	return [
		paragraph(words.points[locale](from.points, to.points, difference!.by)),
		...(difference!.isCertain ? [] : [paragraph(say(words.open))])
	];
}

function dimensions({ say }: Context, { chart, dimensions }: ComparisonTold): Block[] {
	if (!chart) return [];
	const points = (one: ComparisonTold['dimensions'][number]['from']) =>
		one ? `${one.points} / ${one.max}` : '–';
	const [numbers] = table(
		say(words.dimensionPoints),
		[
			{ title: say(words.dimension), share: 3 },
			{ title: chart.series[0]!, share: 3.5, align: 'end' },
			{ title: chart.series[1]!, share: 3.5, align: 'end' },
			{ title: say(words.by), share: 2, align: 'end' }
		],
		dimensions.map(({ title, from, to, by }) => ({
			cells: [title, points(from), points(to), by ?? '–']
		}))
	);
	return [
		{
			kind: 'figure',
			caption: say(words.dimensions),
			chart: { kind: 'pairs', data: chart },
			table: numbers!
		}
	];
}

function where(context: Context, { stages }: ComparisonTold): Block[] {
	const { say } = context;
	if (stages.length === 0) return [paragraph(say(words.same))];
	return [
		aside(say(words.whereLead)),
		...table(
			say(words.where),
			[
				{ title: say(words.question), share: 4 },
				{ title: say(words.was), share: 3 },
				{ title: say(words.is), share: 3 },
				{ title: say(words.by), share: 2, align: 'end' }
			],
			stages.flatMap((stage) => [
				{ cells: [cause(context, stage), '', '', stage.by], weight: 'part' as const },
				...stage.lines.map(({ title = '', was, is, before, after, by }) => ({
					cells: [
						before !== undefined && after !== undefined
							? `${title} · ${words.counts[context.locale](before, after)}`
							: title,
						was ?? say(words.none),
						is ?? say(words.none),
						by
					],
					depth: 1
				}))
			])
		)
	];
}

function cause({ locale, say }: Context, { cause, editions }: StageTold): string {
	if (cause === 'edition') return words.causes.edition[locale](editions!.older, editions!.newer);
	return say(words.causes[cause]);
}

/** The gates that are met on one side and not on the other, with what decides them. */
function gates({ locale, say }: Context, { tiers }: ComparisonTold): Block[] {
	const moved = tiers.filter(({ before, after }) => before !== after);
	const verdict = (one: (typeof tiers)[number]['before']) =>
		one ? verdictWords[one][locale] : say(words.none);
	const leaf = (one: (typeof tiers)[number]['leaves'][number]['before']) =>
		one
			? words.judged[locale](one.actual ?? '–', verdictWords[one.verdict][locale])
			: say(words.none);
	if (moved.length === 0) return [paragraph(say(words.sameGates))];
	return table(
		say(words.gates),
		[
			{ title: say(words.gate), share: 4 },
			{ title: say(words.was), share: 4 },
			{ title: say(words.is), share: 4 }
		],
		moved.flatMap((one) => [
			{ cells: [one.title, verdict(one.before), verdict(one.after)], weight: 'part' as const },
			...one.leaves.map(({ subject, before, after }) => ({
				cells: [subject, leaf(before), leaf(after)],
				depth: 1
			}))
		])
	);
}
