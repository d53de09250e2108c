import type { OpenQuestion, Part, TraceNode } from '#scoring';
import { aside, paragraph, section, subsection, table, type Block, type Row } from './blocks.ts';
import { contradictionsOf } from '../diagnosis/contradictions.ts';
import { findingsOf, type DimensionFindings } from '../diagnosis/findings.ts';
import { remarkWords } from '../sheets/finding-remark.ts';
import type { Context } from './context.ts';
import { evidenceOf } from './evidence.ts';
import { answerWords } from '../words/answer.ts';
import { contradictionWords } from '../words/contradiction.ts';
import { dayWords, intervalWords, pointsWords } from '../words/format.ts';
import { findingRules, gapWords } from '../words/priority.ts';
import { scores } from '../words/trace.ts';

const words = {
	section: { 'zh-cn': '分维度分析', en: 'Findings by dimension' },
	further: {
		'zh-cn': '“再进一步”引用标准中更高一档的原文或转述。',
		en: '“A step further” quotes the next better option of the standard.'
	},
	strengths: { 'zh-cn': '强项', en: 'Strengths' },
	gaps: { 'zh-cn': '短板', en: 'Gaps' },
	priority: { 'zh-cn': '优先级与原因', en: 'Priority, and why' },
	contradictions: { 'zh-cn': '相互矛盾的填报', en: 'Answers that contradict each other' },
	said: { 'zh-cn': '矛盾之处', en: 'What contradicts' },
	numbers: { 'zh-cn': '填报的数字', en: 'Numbers as given' },
	chosen: {
		'zh-cn': (chosen: string, figures: string) => `（所选：${chosen}；数字：${figures}）`,
		en: (chosen: string, figures: string) => ` (chosen: ${chosen}; figures: ${figures})`
	},
	remarks: { 'zh-cn': '诊断顾问的批注', en: 'Remarks of consultants' },
	remarksLead: {
		'zh-cn': '批注是人写的，不改变任何得分和等级；计算得出的发现照列在上。',
		en: 'Remarks are people’s words and change no points and no tier; the findings computed stand above as they are.'
	},
	on: { 'zh-cn': '所批注的发现', en: 'Finding' },
	remark: { 'zh-cn': '批注', en: 'Remark' },
	by: { 'zh-cn': '谁、何时', en: 'Who and when' },
	question: { 'zh-cn': '题目', en: 'Question' },
	answer: { 'zh-cn': '填报的情况', en: 'As declared' },
	next: { 'zh-cn': '再进一步', en: 'A step further' },
	score: { 'zh-cn': '得分或级别', en: 'Points or level' },
	level: {
		'zh-cn': (level: number, top: number) => `${level} 级 / ${top} 级`,
		en: (level: number, top: number) => `level ${level} / ${top}`
	},
	missing: { 'zh-cn': '还没有：', en: 'Not yet: ' },
	outcome: {
		'zh-cn': '成效类题目，靠其他题目的改进带动',
		en: 'A question on results: it follows from the others'
	},
	none: { 'zh-cn': '没有列为强项或短板的题目。', en: 'No question counts as a strength or a gap.' },
	left: { 'zh-cn': '尚未回答：', en: 'Not answered yet: ' },
	idle: {
		'zh-cn': (count: number) =>
			`前面有一级没有达到，这一级不计；有 ${count} 题没有回答，不影响结果。`,
		en: (count: number) =>
			`A step before this one is not passed, so it does not count; ${count} questions are unanswered, which changes nothing.`
	}
} as const;

export function dimensions(context: Context): Block[] {
	const { edition, diagnosis, say } = context;
	return [
		section(say(words.section)),
		...findingRules(edition).map((rule) => aside(say(rule))),
		aside(say(words.further)),
		...contradictions(context),
		...findingsOf(edition, diagnosis).flatMap((found) => dimension(context, found))
	];
}

/** What was said and cannot all be right; nothing where there is none. */
function contradictions({ dossier, diagnosis, edition, locale, say }: Context): Block[] {
	const rows = contradictionsOf(edition, dossier.said, diagnosis).map((one): Row => {
		const told = contradictionWords(edition, one, locale);
		const options =
			told.chosen !== undefined && told.figures !== undefined
				? words.chosen[locale](told.chosen, told.figures)
				: '';
		return { cells: [told.title, `${told.words}${options}`, told.numbers] };
	});
	return table(
		say(words.contradictions),
		[
			{ title: say(words.question), share: 3.5 },
			{ title: say(words.said), share: 4.5 },
			{ title: say(words.numbers), share: 4 }
		],
		rows
	);
}

function dimension(context: Context, found: DimensionFindings): Block[] {
	const { edition, names, locale, say, list } = context;
	const { part, strengths, gaps, idle } = found;
	const titles = found.unanswered.map(({ name }) => say(edition.byName.get(name)!.data.title));
	// The wider words get the wider column: statements with a scale, or names with their options.
	const titlesAreLonger = (these: readonly { node: TraceNode }[]) => {
		const cells = these.map(({ node }) => answered(context, node));
		const longest = (column: 0 | 1) => Math.max(...cells.map((row) => row[column].length));
		return longest(0) > longest(1);
	};
	return [
		subsection(say(part.title)),
		...table(
			`${say(part.title)} · ${say(words.strengths)}`,
			[
				{ title: say(words.question), share: titlesAreLonger(strengths) ? 7 : 3 },
				{ title: say(words.answer), share: titlesAreLonger(strengths) ? 3 : 7 },
				{ title: say(words.score), share: 2, align: 'end' }
			],
			strengths.map(({ node }) => ({ cells: [...answered(context, node), reached(context, node)] }))
		),
		...table(
			`${say(part.title)} · ${say(words.gaps)}`,
			[
				{ title: say(words.question), share: titlesAreLonger(gaps) ? 3 : 2 },
				{ title: say(words.answer), share: titlesAreLonger(gaps) ? 2 : 3 },
				{ title: say(words.score), share: 1.5, align: 'end' },
				{ title: say(words.priority), share: 3 },
				{ title: say(words.next), share: 2.5 }
			],
			gaps.map((gap): Row => ({
				cells: [
					...answered(context, gap.node),
					reached(context, gap.node),
					gapWords(gap, edition, names, locale),
					further(context, gap.node)
				]
			}))
		),
		...(strengths.length + gaps.length + idle === 0 ? [paragraph(say(words.none))] : []),
		...(idle > 0 ? [paragraph(words.idle[locale](idle))] : []),
		...(titles.length > 0 ? [paragraph(`${say(words.left)}${list(titles)}`)] : []),
		...remarks(context, found),
		...evidenceOf(context, part)
	];
}

/** What consultants remarked on the dimension and its questions, marked as theirs. */
function remarks({ edition, options, locale, say }: Context, { part }: DimensionFindings): Block[] {
	const names = new Set([part.name, ...questionNames(part)]);
	const these = (options.remarks ?? []).filter(({ finding }) => names.has(finding));
	if (these.length === 0) return [];
	return [
		...table(
			`${say(part.title)} · ${say(words.remarks)}`,
			[
				{ title: say(words.on), share: 3 },
				{ title: say(words.remark), share: 6 },
				{ title: say(words.by), share: 3 }
			],
			these.map((one) => ({
				cells: [
					say(edition.partByName.get(one.finding)!.title),
					remarkWords(one, locale),
					`${one.by} ${dayWords(one.on, locale)}`
				]
			}))
		),
		aside(say(words.remarksLead))
	];
}

function questionNames({ question, parts }: Part): string[] {
	return question ? [question.name] : parts.flatMap(questionNames);
}

function answered({ edition, locale, say }: Context, node: TraceNode): [string, string] {
	const question = edition.byName.get(node.name)!;
	return [say(question.data.title), answerWords(question, node.counted ?? node.given, locale)];
}

function reached({ edition, locale }: Context, node: TraceNode): string {
	const question = edition.byName.get(node.name)!;
	if (scores(node)) return `${intervalWords(node.points)} / ${pointsWords(node.max)}`;
	if (!node.level || question.type === 'multipletext') return '–';
	return words.level[locale](node.level.low, question.highestLevel);
}

/** The next better option, or of several that count together those not chosen yet. */
function further({ edition, say, list }: Context, node: TraceNode): string {
	const question = edition.byName.get(node.name)!;
	if (question.data.outcome) return say(words.outcome);
	const chosen: unknown = node.counted ?? node.given;
	if (question.type === 'checkbox') {
		const all = chosen as readonly unknown[];
		const missing = question.data.choices.filter(
			({ value, points, isExclusive }) => !isExclusive && (points ?? 0) > 0 && !all.includes(value)
		);
		return `${say(words.missing)}${list(missing.map((choice) => say(choice.text)))}`;
	}
	const next = nextChoice(question, chosen);
	return next ? say(next.text) : '';
}

function nextChoice(question: OpenQuestion, chosen: unknown) {
	if (question.type !== 'radiogroup') return undefined;
	const worth = ({ points = 0, level = 0 }: (typeof question.data.choices)[number]) =>
		question.data.worth ? points : level;
	const now = worth(question.data.choices.find((choice) => choice.value === chosen)!);
	return question.data.choices
		.filter((choice) => worth(choice) > now)
		.sort((a, b) => worth(a) - worth(b))[0];
}
