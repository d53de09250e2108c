import { inherit, type Locale, type OpenDocument, type Text } from '#scoring';
import type { Dossier } from '../diagnosis/dossier.ts';
import type { Library } from '../library/library.ts';
import type { Cell, Sheet } from '../spreadsheet.ts';
import { dayWords } from '../words/format.ts';
import {
	amountWords,
	askWords,
	formulaWords,
	outcomeOrder,
	outcomeWords
} from '../words/measure.ts';
import { sourceWords } from '../words/source.ts';
import { answersSheet } from './annex.ts';
import { judgedOf, openContext, type Context, type Judged, type ReportOptions } from './context.ts';
import { lacksOf, periodWords, words as inReport } from './support.ts';

const own = {
	document: { 'zh-cn': '文件', en: 'Document' },
	number: { 'zh-cn': '文号', en: 'Number' },
	outcome: { 'zh-cn': '判断', en: 'Outcome' },
	low: { 'zh-cn': '金额至少（万元）', en: 'Amount at least (CNY 10,000)' },
	high: { 'zh-cn': '金额至多（万元）', en: 'Amount at most (CNY 10,000)' },
	ceiling: { 'zh-cn': '不超过', en: 'Only a ceiling' },
	yes: { 'zh-cn': '是', en: 'yes' },
	source: { 'zh-cn': '出处', en: 'Source' },
	about: { 'zh-cn': '说明', en: 'About' },
	what: { 'zh-cn': '事项', en: 'What' },
	value: { 'zh-cn': '内容', en: 'Value' },
	name: { 'zh-cn': '企业名称', en: 'Enterprise' },
	standard: { 'zh-cn': '评测标准', en: 'Standard applied' },
	day: { 'zh-cn': '判定日期', en: 'Judged on' },
	made: { 'zh-cn': '制表日期', en: 'Made on' },
	hash: { 'zh-cn': '内容指纹', en: 'Content fingerprint' },
	note: { 'zh-cn': '注意', en: 'Note' },
	alone: {
		'zh-cn':
			'各行金额分别计算，不能直接相加：有的措施不能同时享受。是否支持、支持多少，以主管部门审核为准。',
		en: 'Each amount is worked out by itself, and they do not add up: some exclude each other. Whether and how much is paid is for the authority in charge to decide.'
	}
} as const satisfies Record<string, Text>;

const { article, measure, amount, formula, noRate, lacks, asks, open, period, offices } = inReport;

const columns: readonly (readonly [title: Text, width: number])[] = [
	[own.document, 40],
	[own.number, 20],
	[article, 12],
	[measure, 32],
	[own.outcome, 16],
	[own.low, 14],
	[own.high, 14],
	[own.ceiling, 10],
	[amount, 24],
	[formula, 36],
	[noRate, 14],
	[lacks, 48],
	[asks, 36],
	[open, 48],
	[period, 32],
	[offices, 28],
	[own.source, 24]
];

/** What a diagnosis found of the measures as a workbook: a row each, and what it rests on. Money in 万元. */
export function supportSheets(
	dossier: Dossier,
	library: Library,
	locale: Locale,
	options: ReportOptions
): Sheet[] {
	const context = openContext(dossier, library, locale, options);
	return [measures(context), about(context)];
}

/** A diagnosis as a workbook: every answer with its points, and the sheets of {@link supportSheets}. */
export function diagnosisSheets(
	dossier: Dossier,
	library: Library,
	locale: Locale,
	options: ReportOptions
): Sheet[] {
	const answers = answersSheet(openContext(dossier, library, locale, options));
	return [answers, ...supportSheets(dossier, library, locale, options)];
}

function measures(context: Context): Sheet {
	const { documents, say } = context;
	const judged = documents.flatMap((document) =>
		judgedOf(context, document).map((one) => ({ document, ...one }))
	);
	return {
		name: say(inReport.section),
		columns: columns.map(([title, width]) => ({ title: say(title), width })),
		rows: outcomeOrder.flatMap((outcome) =>
			judged
				.filter(({ found }) => found.outcome === outcome)
				.map(({ document, ...one }) => row(context, document, one))
		)
	};
}

function row(context: Context, { data }: OpenDocument, judged: Judged): Cell[] {
	const { locale, say, list } = context;
	const { measure, found, names } = judged;
	const { amount } = found;
	const open = new Map(measure.data.open?.map(({ id, question }) => [id, question]));
	return [
		say(data.title),
		data.number,
		measure.data.article,
		say(measure.data.title),
		say(outcomeWords[found.outcome]),
		amount && amount.low / 1_000_000,
		amount?.high == null ? undefined : amount.high / 1_000_000,
		amount?.upTo ? say(own.yes) : undefined,
		amount && amountWords(amount, locale),
		amount && formulaWords(measure, found, locale).join('\n'),
		amount && list(amount.noRate.map(String)),
		lacksOf(context, judged).join('\n'),
		list(found.asks.map((id) => askWords(id, names, locale))),
		found.open.map((id) => say(open.get(id)!)).join('\n'),
		periodWords(context, data.inForce),
		list(measure.units.map(say)),
		sourceWords(inherit(data.source, measure.data.source), locale)
	];
}

function about(context: Context): Sheet {
	const { dossier, edition, diagnosis, options, locale, say } = context;
	const rows: readonly (readonly [title: Text, value: Cell])[] = [
		[own.name, dossier.said.name],
		[own.standard, [say(edition.data.title), edition.ref].join(' · ')],
		[own.day, dayWords(diagnosis.day, locale)],
		[own.made, dayWords(options.printedOn, locale)],
		[own.hash, dossier.hash],
		[own.note, say(own.alone)]
	];
	return {
		name: say(own.about),
		columns: [
			{ title: say(own.what), width: 20 },
			{ title: say(own.value), width: 80 }
		],
		rows: rows.map(([title, value]) => [say(title), value])
	};
}
