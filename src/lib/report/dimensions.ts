import type { OpenQuestion, Part, TraceNode } from '#scoring';
import { aside, paragraph, section, subsection, table, type Block, type Row } from './blocks.ts';
import { applying, type Context } from './context.ts';
import { shareOf } from '../diagnosis/share.ts';
import { answerWords } from '../words/answer.ts';
import { intervalWords, pointsWords } from '../words/format.ts';

/**
 * Ours, and said so on the page: from where on an answer is called a strength, and below where a gap.
 * Neither decides a tier.
 */
const strength = 0.75;
const gap = 0.5;

const words = {
	section: { 'zh-cn': '分维度分析', en: 'Findings by dimension' },
	rule: {
		'zh-cn':
			'“强项”和“短板”是本平台的划法：一题得分（或级别）达到最高值的 75 % 为强项，不足 50 % 为短板，其余不列。这一划法不影响等级。“再进一步”引用标准中更高一档的原文或转述。',
		en: 'Strengths and gaps are our own reading: a question at 75 % or more of its points (or level) is a strength, below 50 % a gap, the rest is not listed. It does not touch the tier. “A step further” quotes the next better option of the standard.'
	},
	strengths: { 'zh-cn': '强项', en: 'Strengths' },
	gaps: { 'zh-cn': '短板', en: 'Gaps' },
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
	const { edition, trace, say } = context;
	const byName = new Map(trace.parts.map((node) => [node.name, node]));
	return [
		section(say(words.section)),
		aside(say(words.rule)),
		...edition.root.parts.flatMap((part) => dimension(context, part, byName.get(part.name)!))
	];
}

function dimension(context: Context, part: Part, node: TraceNode): Block[] {
	const { edition, diagnosis, locale, say, list } = context;
	const asked = applying(node);
	const shares = asked.map((one) => ({ node: one, share: shareOf(edition, one) }));
	const strong = shares.filter(({ share }) => share !== undefined && share >= strength);
	const weak = shares.filter(({ share }) => share !== undefined && share < gap);
	const left = asked.filter(({ name }) => diagnosis.unanswered.includes(name));
	const idle = asked.filter(({ name }) => diagnosis.idle.includes(name)).length;
	// The wider words get the wider column: statements with a scale, or names with their options.
	const titlesAreLonger = (these: readonly { node: TraceNode }[]) => {
		const cells = these.map(({ node }) => answered(context, node));
		const longest = (column: 0 | 1) => Math.max(...cells.map((row) => row[column].length));
		return longest(0) > longest(1);
	};
	const titles = left.map(({ name }) => say(edition.byName.get(name)!.data.title));
	return [
		subsection(say(part.title)),
		...table(
			`${say(part.title)} · ${say(words.strengths)}`,
			[
				{ title: say(words.question), share: titlesAreLonger(strong) ? 7 : 3 },
				{ title: say(words.answer), share: titlesAreLonger(strong) ? 3 : 7 },
				{ title: say(words.score), share: 2, align: 'end' }
			],
			strong.map(({ node }) => ({ cells: [...answered(context, node), reached(context, node)] }))
		),
		...table(
			`${say(part.title)} · ${say(words.gaps)}`,
			[
				{ title: say(words.question), share: titlesAreLonger(weak) ? 5.5 : 2.5 },
				{ title: say(words.answer), share: titlesAreLonger(weak) ? 2 : 3.5 },
				{ title: say(words.score), share: 1.5, align: 'end' },
				{ title: say(words.next), share: titlesAreLonger(weak) ? 3 : 4.5 }
			],
			weak.map(({ node }): Row => ({
				cells: [...answered(context, node), reached(context, node), further(context, node)]
			}))
		),
		...(strong.length + weak.length + idle === 0 ? [paragraph(say(words.none))] : []),
		...(idle > 0 ? [paragraph(words.idle[locale](idle))] : []),
		...(titles.length > 0 ? [paragraph(`${say(words.left)}${list(titles)}`)] : [])
	];
}

function answered({ edition, locale, say }: Context, node: TraceNode): [string, string] {
	const question = edition.byName.get(node.name)!;
	return [say(question.data.title), answerWords(question, node.counted ?? node.given, locale)];
}

function reached({ edition, locale }: Context, node: TraceNode): string {
	const question = edition.byName.get(node.name)!;
	if (Number(node.max.n) > 0 || !node.level || question.type === 'multipletext') {
		return `${intervalWords(node.points)} / ${pointsWords(node.max)}`;
	}
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
