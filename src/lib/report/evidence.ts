import type { Day, Part } from '#scoring';
import { aside, paragraph, section, table, type Block } from './blocks.ts';
import { applying, type Context } from './context.ts';
import { dayWords, sizeWords } from '../words/format.ts';

/** A piece of evidence as a report lists it. */
export interface EvidenceLine {
	/** The question, as a field of the sheet: `answers.equipment`. */
	readonly field: string;
	readonly name: string;
	readonly bytes: number;
	/** The day it speaks of, where it says one. */
	readonly effectiveOn: Day | null;
	/** SHA-256 of the file, in hexadecimal. */
	readonly file: string;
}

const words = {
	section: { 'zh-cn': '附录：证据清单', en: 'Annex: evidence' },
	lead: {
		'zh-cn': (count: number) =>
			`共 ${count} 件。证据文件不附在报告内；文件的 SHA-256 与下表一致，即为同一文件。`,
		en: (count: number) =>
			`${count} in all. The files are not part of the report; a file whose SHA-256 stands here is that very file.`
	},
	none: { 'zh-cn': '没有上传证据。', en: 'No evidence was uploaded.' },
	list: { 'zh-cn': '证据', en: 'Evidence' },
	place: { 'zh-cn': '序号', en: 'No.' },
	question: { 'zh-cn': '题目', en: 'Question' },
	name: { 'zh-cn': '文件', en: 'File' },
	day: { 'zh-cn': '所示日期', en: 'Day it shows' },
	size: { 'zh-cn': '大小', en: 'Size' },
	unsaid: { 'zh-cn': '未填', en: 'not stated' },
	without: {
		'zh-cn': '应有证据而没有的题目：',
		en: 'Questions that ask for evidence and have none: '
	},
	pieces: {
		'zh-cn': (title: string, count: number) => `${title} ${count} 件`,
		en: (title: string, count: number) => `${title} ${count}`
	},
	of: { 'zh-cn': '证据（清单见附录）：', en: 'Evidence (listed in the annex): ' },
	noneHere: { 'zh-cn': '这一部分没有证据。', en: 'This part has no evidence.' }
} as const;

/** Every piece in the order of its questions; nothing where the sheet is none that can have any. */
export function evidence(context: Context): Block[] {
	const { edition, locale, options, trace, say, list } = context;
	if (!options.evidence) return [];
	const pieces = inOrder(context);
	const has = new Set(pieces.map(({ field }) => field));
	const without = applying(trace)
		.map(({ name }) => edition.byName.get(name)!.data)
		.filter(({ name, evidence = [] }) => evidence.length > 0 && !has.has(fieldOf(name)));
	return [
		section(say(words.section)),
		paragraph(pieces.length > 0 ? words.lead[locale](pieces.length) : say(words.none)),
		...table(
			say(words.list),
			[
				{ title: say(words.place), share: 1, align: 'end' },
				{ title: say(words.question), share: 2 },
				{ title: say(words.name), share: 2.5 },
				{ title: say(words.day), share: 1.5 },
				{ title: say(words.size), share: 1.5, align: 'end' },
				{ title: 'SHA-256', share: 3.5 }
			],
			pieces.map(({ title, name, bytes, effectiveOn, file }, i) => ({
				cells: [
					String(i + 1),
					title,
					name,
					effectiveOn === null ? say(words.unsaid) : dayWords(effectiveOn, locale),
					sizeWords(bytes),
					file
				]
			}))
		),
		...(without.length > 0
			? [aside(`${say(words.without)}${list(without.map(({ title }) => say(title)))}`)]
			: [])
	];
}

/** How many pieces the questions of a dimension have. */
export function evidenceOf(context: Context, part: Part): Block[] {
	const { locale, options, say, list } = context;
	if (!options.evidence) return [];
	const names = new Set(namesIn(part).map(fieldOf));
	const counts = new Map<string, number>();
	for (const { field, title } of inOrder(context)) {
		if (names.has(field)) counts.set(title, (counts.get(title) ?? 0) + 1);
	}
	const each = [...counts].map(([title, count]) => words.pieces[locale](title, count));
	return [aside(each.length > 0 ? `${say(words.of)}${list(each)}` : say(words.noneHere))];
}

function inOrder({ edition, options, say }: Context) {
	return [...edition.byName].flatMap(([name, { data }]) =>
		options
			.evidence!.filter(({ field }) => field === fieldOf(name))
			.map((piece) => ({ ...piece, title: say(data.title) }))
	);
}

function namesIn({ question, parts }: Part): string[] {
	return question ? [question.name] : parts.flatMap(namesIn);
}

function fieldOf(question: string): string {
	return `answers.${question}`;
}
