import type { TraceNode } from '#scoring';
import { aside, paragraph, section, subsection, table, type Block, type Row } from './blocks.ts';
import { applying, type Context } from './context.ts';
import { sourcesOf } from '../diagnosis/trace-document.ts';
import type { Cell, Sheet } from '../spreadsheet.ts';
import { originOf } from '../links/origins.ts';
import { answerWords } from '../words/answer.ts';
import { intervalWords, pointsWords } from '../words/format.ts';
import { originWords } from '../words/origin.ts';
import { sourceWords } from '../words/source.ts';
import { scores, workedWords } from '../words/trace.ts';

const words = {
	section: { 'zh-cn': '附录：全部答案与得分', en: 'Annex: every answer and its points' },
	lead: {
		'zh-cn': '得分由下到上逐项相加即可复核；“合成”一行写明怎样得出。',
		en: 'The points can be added up again from the bottom; the line “worked out” says how.'
	},
	bare: { 'zh-cn': '附录：全部答案', en: 'Annex: every answer' },
	bareLead: {
		'zh-cn': '本标准不计分；按级别统计的题目写明级别。',
		en: 'This standard gives no points; questions that are counted by level say theirs.'
	},
	answers: { 'zh-cn': '答案与得分', en: 'Answers and points' },
	id: { 'zh-cn': '编号', en: 'Id' },
	part: { 'zh-cn': '题目', en: 'Question' },
	answer: { 'zh-cn': '答案', en: 'Answer' },
	points: { 'zh-cn': '得分', en: 'Points' },
	least: { 'zh-cn': '得分至少', en: 'Points at least' },
	most: { 'zh-cn': '得分至多', en: 'Points at most' },
	max: { 'zh-cn': '满分', en: 'Most' },
	levels: { 'zh-cn': '级别', en: 'Level' },
	level: { 'zh-cn': (level: string) => `${level} 级`, en: (level: string) => `level ${level}` },
	noFigures: { 'zh-cn': '没有填数据', en: 'no figures given' },
	unanswered: { 'zh-cn': '未回答', en: 'not answered' },
	notAsked: { 'zh-cn': '不适用', en: 'does not apply' },
	idle: {
		'zh-cn': (count: number) => `${count} 题都没有回答；前面有一级没有达到，不影响结果。`,
		en: (count: number) =>
			`None of the ${count} questions is answered; a step before is not passed, so this changes nothing.`
	},
	maybe: { 'zh-cn': '是否适用未定', en: 'not known whether it applies' },
	figures: {
		'zh-cn': (counted: string, given: string) => `${counted}（所选为${given}，以数据为准）`,
		en: (counted: string, given: string) => `${counted} (chosen: ${given}; the figures count)`
	},
	origin: {
		'zh-cn': (sheet: string, there: string) => `沿用自《${sheet}》答卷：${there}`,
		en: (sheet: string, there: string) => `taken over from the sheet of “${sheet}”: ${there}`
	},
	worked: { 'zh-cn': '合成', en: 'Worked out' },
	total: { 'zh-cn': '总分', en: 'Total' },
	source: { 'zh-cn': '依据', en: 'Rests on' }
} as const;

export function annex(context: Context): Block[] {
	const { edition, trace, say } = context;
	const scored = edition.root.scored.length > 0;
	return [
		section(say(scored ? words.section : words.bare)),
		aside(say(scored ? words.lead : words.bareLead)),
		...trace.parts.flatMap((part) => dimension(context, part)),
		...(trace.combine
			? [
					subsection(say(words.total)),
					...table(say(words.total), columns(context), [
						...trace.parts.filter(scores).map((part): Row => {
							const { title } = edition.partByName.get(part.name)!;
							return { cells: [say(title), '', ...pointCells(part), sourced(context, part)] };
						}),
						workedRow(context, trace)
					])
				]
			: [])
	];
}

/** The same as a sheet of a workbook: a row for each part, above those that are in it, with its points as numbers. */
export function answersSheet(context: Context): Sheet {
	const { edition, trace, say } = context;
	const isScored = edition.root.scored.length > 0;
	const titles: readonly (readonly [title: string, width: number])[] = [
		[say(words.id), 24],
		[say(words.part), 44],
		[say(words.answer), 44],
		...(isScored
			? ([
					[say(words.least), 12],
					[say(words.most), 12],
					[say(words.max), 10]
				] as const)
			: ([[say(words.levels), 10]] as const)),
		[say(words.source), 40]
	];
	const total = [undefined, say(words.total), workedWords(edition, trace, context.locale)];
	return {
		name: say(words.answers),
		columns: titles.map(([title, width]) => ({ title, width })),
		rows: [
			...trace.parts.flatMap((part) => sheetRows(context, part)),
			...(trace.combine ? [[...total, ...pointNumbers(trace)]] : [])
		]
	};
}

function sheetRows(context: Context, node: TraceNode): Cell[][] {
	const { edition, locale, say } = context;
	const isQuestion = node.kind === 'question';
	const isScored = edition.root.scored.length > 0;
	const given = isQuestion ? answer(context, node) : workedWords(edition, node, locale);
	const hasPoints = scores(node) && node.applies !== 'unmet' && (isQuestion || node.combine);
	const points = hasPoints ? pointNumbers(node) : [undefined, undefined, undefined];
	const level = isQuestion ? questionCells(context, node)[0] : undefined;
	const title = say(edition.partByName.get(node.name)!.title);
	const cells = [node.name, title, given, ...(isScored ? points : [level])];
	return [
		[...cells, sourced(context, node)].map((cell) => (cell === '' ? undefined : cell)),
		...node.parts.flatMap((part) => sheetRows(context, part))
	];
}

/** In points, to three decimals. */
function pointNumbers({ points, max }: TraceNode): number[] {
	return [points.low, points.high, max].map((one) => Number(pointsWords(one)));
}

function dimension(context: Context, node: TraceNode): Block[] {
	const { diagnosis, edition, locale, say } = context;
	const title = say(edition.partByName.get(node.name)!.title);
	const asked = applying(node);
	// Of a step that needed no answer and has none there is nothing to print.
	if (asked.length > 0 && asked.every(({ name }) => diagnosis.idle.includes(name))) {
		return [subsection(title), paragraph(words.idle[locale](asked.length))];
	}
	const rows = node.parts.flatMap((part) => rowsOf(context, part, 0));
	const isScored = edition.root.scored.length > 0;
	const all = [...rows, ...(node.combine ? [workedRow(context, node)] : [])];
	return [
		subsection(title),
		...table(
			title,
			columns(context),
			// Without points there is no column for the most of them.
			isScored ? all : all.map((row) => ({ ...row, cells: row.cells.toSpliced(3, 1) }))
		)
	];
}

function columns({ edition, say }: Context) {
	if (edition.root.scored.length === 0) {
		return [
			{ title: say(words.part), share: 3.5 },
			{ title: say(words.answer), share: 4.5 },
			{ title: say(words.levels), share: 1.5, align: 'end' as const },
			{ title: say(words.source), share: 2.5 }
		];
	}
	return [
		{ title: say(words.part), share: 3 },
		{ title: say(words.answer), share: 3.5 },
		{ title: say(words.points), share: 1.5, align: 'end' as const },
		{ title: say(words.max), share: 1.5, align: 'end' as const },
		{ title: say(words.source), share: 2.5 }
	];
}

function rowsOf(context: Context, node: TraceNode, depth: number): Row[] {
	const { edition, locale, say } = context;
	const title = say(edition.partByName.get(node.name)!.title);
	if (node.kind === 'question') {
		const cells = [answer(context, node), ...questionCells(context, node), sourced(context, node)];
		return [{ cells: [title, ...cells], depth }];
	}
	const points = node.combine ? pointCells(node) : ['', ''];
	return [
		{
			cells: [title, workedWords(edition, node, locale), ...points, sourced(context, node)],
			weight: 'part',
			depth
		},
		...node.parts.flatMap((part) => rowsOf(context, part, depth + 1))
	];
}

function workedRow(context: Context, node: TraceNode): Row {
	const { edition, locale, say } = context;
	const worked = workedWords(edition, node, locale);
	return {
		cells: [say(words.worked), worked, ...pointCells(node), sourced(context, node)],
		weight: 'part'
	};
}

/** What a part rests on; for an answer, what its choices rest on. */
function sourced({ edition, locale }: Context, node: TraceNode): string {
	return sourcesOf(edition, node)
		.map((source) => sourceWords(source, locale))
		.join(locale === 'en' ? '; ' : '；');
}

/** The answer, and where it was taken over from. */
function answer(context: Context, node: TraceNode): string {
	const { dossier, library, locale } = context;
	const said = answerAlone(context, node);
	const taken = node.applies === 'unmet' ? undefined : originOf(dossier.said, node.name);
	if (!taken) return said;
	const { sheet, answer: there } = originWords(library, taken, locale);
	const origin = words.origin[locale](sheet, there);
	return locale === 'en' ? `${said} (${origin})` : `${said}（${origin}）`;
}

function answerAlone({ edition, locale, say }: Context, node: TraceNode): string {
	if (node.applies === 'unmet') return say(words.notAsked);
	const question = edition.byName.get(node.name)!;
	if (question.type === 'multipletext' && node.given === undefined) return say(words.noFigures);
	const given = node.given === undefined ? undefined : answerWords(question, node.given, locale);
	const said =
		node.counted === undefined
			? (given ?? say(words.unanswered))
			: given === undefined
				? answerWords(question, node.counted, locale)
				: words.figures[locale](answerWords(question, node.counted, locale), given);
	if (node.applies === 'met') return said;
	return locale === 'en' ? `${said} (${say(words.maybe)})` : `${said}（${say(words.maybe)}）`;
}

function questionCells({ locale }: Context, node: TraceNode): [string, string] {
	if (node.applies === 'unmet') return ['–', ''];
	if (scores(node)) return pointCells(node);
	if (!node.level) return ['', ''];
	const { low, high } = node.level;
	return [words.level[locale](low === high ? String(low) : `${low}–${high}`), ''];
}

function pointCells({ points, max }: TraceNode): [string, string] {
	return [intervalWords(points), pointsWords(max)];
}
