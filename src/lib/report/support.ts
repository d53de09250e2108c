import { deciding, inForce, type OpenDocument, type Period } from '#scoring';
import {
	aside,
	item,
	note,
	paragraph,
	section,
	subsection,
	table,
	type Block,
	type Fact,
	type Row
} from './blocks.ts';
import { judgedOf, type Context, type Judged } from './context.ts';
import { conditionColumns, conditionRows } from './gates.ts';
import { bestPackage } from './package.ts';
import { leafLineWords } from '../words/condition.ts';
import { dayWords } from '../words/format.ts';
import { nearMissTitle, nearMissWords, nothingWouldDo } from '../words/near-miss.ts';
import { orderWords, rankWords } from '../words/rank.ts';
import {
	amountWords,
	askWords,
	formulaWords,
	hasReadings,
	judgedOutcomes,
	outcomeWords,
	paidWords,
	settledOutcomes
} from '../words/measure.ts';

/** The words of the section; the spreadsheet says the same ones. */
export const words = {
	section: { 'zh-cn': '支持措施', en: 'Support measures' },
	lead: {
		'zh-cn': (day: string) =>
			`以下按${day}当日的政策文本和填报的情况逐条判断。是否支持、支持多少，以主管部门审核为准。`,
		en: (day: string) =>
			`Judged article by article as the texts read on ${day} and by what was declared. Whether and how much is paid is for the authority in charge to decide.`
	},
	nothing: {
		'zh-cn': (day: string) => `${day}没有确定在施行的支持政策。`,
		en: (day: string) => `No policy document is certainly in force on ${day}.`
	},
	lastDay: {
		'zh-cn': (day: string) => `最近一次确定有政策施行的日期是${day}。`,
		en: (day: string) => `The last day that certainly had one was ${day}.`
	},
	period: { 'zh-cn': '施行期', en: 'In force' },
	area: { 'zh-cn': '范围', en: 'Area' },
	issuer: { 'zh-cn': '发文机关', en: 'Issued by' },
	to: {
		'zh-cn': (from: string, until: string) => `${from}至${until}`,
		en: (from: string, until: string) => `${from} to ${until}`
	},
	unknownDay: { 'zh-cn': '日期不详', en: 'a day not known' },
	state: {
		'in-force': { 'zh-cn': '当日施行中', en: 'in force on the day' },
		'not-yet': { 'zh-cn': '当日尚未施行', en: 'not in force yet on the day' },
		ended: { 'zh-cn': '当日已不再施行', en: 'no longer in force on the day' },
		unknown: { 'zh-cn': '当日是否施行不详', en: 'not known whether it was in force on the day' }
	},
	elsewhere: { 'zh-cn': '所在地', en: 'Where the enterprise is' },
	article: { 'zh-cn': '条款', en: 'Article' },
	gives: { 'zh-cn': '内容', en: 'What it gives' },
	amount: { 'zh-cn': '金额', en: 'Amount' },
	formula: { 'zh-cn': '算法', en: 'Worked out' },
	noRate: { 'zh-cn': '未公布比例的年度', en: 'Years without a published rate' },
	reading: { 'zh-cn': '按不同读法', en: 'Under each reading' },
	lacks: { 'zh-cn': '不符合之处', en: 'Not met' },
	asks: { 'zh-cn': '需要补充', en: 'Still to be asked' },
	order: { 'zh-cn': '排序', en: 'Its place' },
	open: { 'zh-cn': '原文未明确', en: 'Left open by the text' },
	offices: { 'zh-cn': '负责单位', en: 'Offices in charge' },
	inKind: { 'zh-cn': '支持方式', en: 'In kind' },
	condition: { 'zh-cn': '条件', en: 'Conditions' },
	measure: { 'zh-cn': '措施', en: 'Measure' },
	why: { 'zh-cn': '为什么', en: 'Why' },
	rest: { 'zh-cn': '其余措施', en: 'The other measures' },
	outside: {
		'zh-cn': (count: number) => `本文件的${count}项措施都不在支持范围内。`,
		en: (count: number) => `None of the ${count} measures of this document reaches its area.`
	}
} as const;

export function support(context: Context): Block[] {
	const { diagnosis, documents, locale, say } = context;
	const { anyInForce, lastDay } = diagnosis.support;
	const day = dayWords(diagnosis.day, locale);
	const nothing = [
		words.nothing[locale](day),
		...(lastDay ? [words.lastDay[locale](dayWords(lastDay, locale))] : [])
	].join(locale === 'en' ? ' ' : '');
	return [
		section(say(words.section)),
		paragraph(words.lead[locale](day)),
		aside(say(orderWords)),
		...(anyInForce ? [] : [note(nothing)]),
		...bestPackage(context),
		...documents.flatMap((document) => documentBlocks(context, document))
	];
}

function documentBlocks(context: Context, document: OpenDocument): Block[] {
	const { say } = context;
	const judged = judgedOf(context, document);
	if (judged.every(({ found }) => found.outcome === 'out-of-area')) {
		return [
			subsection(say(document.data.title)),
			...documentFacts(context, document, judged),
			paragraph(words.outside[context.locale](judged.length))
		];
	}
	const full = judgedOutcomes.flatMap((outcome) =>
		judged.filter(({ found }) => found.outcome === outcome)
	);
	const rest = settledOutcomes.flatMap((outcome) =>
		judged.filter(({ found }) => found.outcome === outcome)
	);
	return [
		subsection(say(document.data.title)),
		...documentFacts(context, document, judged),
		...full.flatMap((one) => measureBlocks(context, document, one)),
		...table(
			say(words.rest),
			[
				{ title: say(words.measure), share: 5 },
				{ title: say(words.article), share: 2 },
				{ title: say(words.why), share: 5 }
			],
			rest.map(({ measure, found }): Row => ({
				cells: [say(measure.data.title), measure.data.article, say(outcomeWords[found.outcome])]
			}))
		)
	];
}

function documentFacts(
	context: Context,
	{ data }: OpenDocument,
	judged: readonly Judged[]
): Block[] {
	const { diagnosis, locale, say } = context;
	const state = inForce(data.inForce, diagnosis.day);
	const separator = locale === 'en' ? '; ' : '；';
	const holds = [
		periodWords(context, data.inForce),
		say(words.state[state]),
		...(state === 'unknown' ? [say(data.inForce.note)] : [])
	];
	const facts: Fact[] = [
		{ term: say(words.issuer), value: [say(data.issuer), data.number].filter(Boolean).join(' · ') },
		{ term: say(words.period), value: holds.join(separator) },
		{ term: say(words.area), value: say(data.area.title) }
	];
	const isElsewhere = judged.some(({ found }) => found.elsewhere) && data.area.elsewhere;
	return [
		{
			kind: 'facts',
			facts: isElsewhere
				? [...facts, { term: say(words.elsewhere), value: say(isElsewhere.say) }]
				: facts
		}
	];
}

/** From when until when a document holds. */
export function periodWords({ locale, say }: Context, { from, until }: Period): string {
	const end = (day: string) => (day === 'unknown' ? say(words.unknownDay) : dayWords(day, locale));
	return words.to[locale](end(from), end(until));
}

/** What an unmet measure lacks, each thing once. */
export function lacksOf({ locale }: Context, { found, names }: Judged): string[] {
	const units = found.outcome === 'unmet' ? found.units : [];
	const why = units.flatMap(({ judgement }) => (judgement ? deciding(judgement) : []));
	return [...new Set(why.map((leaf) => leafLineWords(leaf, names, locale)))];
}

/** The smallest changes that would meet an unmet measure, each once, though several projects lack it. */
export function wouldMeet({ locale, say }: Context, { found, names }: Judged): string[] {
	if (found.outcome !== 'unmet') return [];
	const separator = locale === 'en' ? '; ' : '；';
	const ways = found.units.map((unit) => nearMissWords(unit, names, locale).join(separator));
	const all = [...new Set(ways.filter((way) => way !== ''))];
	return all.length > 0 ? all : [say(nothingWouldDo)];
}

function measureBlocks(context: Context, { data }: OpenDocument, judged: Judged): Block[] {
	const { locale, say } = context;
	const { measure, found, names } = judged;
	const unmet = found.outcome === 'unmet' ? found.units : [];
	const each = unmet.flatMap(({ judgement }) =>
		judgement ? [conditionRows(judgement, names, locale, measure.data.source ?? data.source)] : []
	);
	// Projects that fail alike need not be told twice.
	const rows = new Map(each.map((rows) => [JSON.stringify(rows), rows]));
	return [
		item(`${say(measure.data.title)} · ${say(outcomeWords[found.outcome])}`),
		{ kind: 'facts', facts: measureFacts(context, judged) },
		...table(
			`${say(measure.data.title)} · ${say(words.condition)}`,
			conditionColumns(locale),
			[...rows.values()].flat()
		)
	];
}

function measureFacts(context: Context, judged: Judged): Fact[] {
	const { locale, say, list } = context;
	const { measure, found, names } = judged;
	const { data } = measure;
	const { amount } = found;
	const separator = locale === 'en' ? '; ' : '；';
	const open = new Map(data.open?.map(({ id, question }) => [id, question]));
	const formula = amount ? formulaWords(measure, found, locale) : [];
	const fact = (term: string, values: readonly string[]): Fact[] =>
		values.length === 0 ? [] : [{ term, value: values.join(separator) }];
	return [
		...fact(say(words.article), [data.article]),
		...fact(say(words.area), data.area ? [say(data.area.title)] : []),
		...fact(say(words.gives), [say(data.summary)]),
		...fact(say(words.amount), amount ? [amountWords(amount, locale)] : []),
		...fact(say(words.inKind), 'what' in data.benefit ? [say(data.benefit.what)] : []),
		...fact(say(words.formula), formula),
		...fact(
			say(words.noRate),
			amount && amount.noRate.length > 0 ? [list(amount.noRate.map(String))] : []
		),
		...fact(say(words.reading), amount && hasReadings(amount) ? readings(judgedReadings()) : []),
		...fact(say(words.lacks), lacksOf(context, judged)),
		...fact(say(nearMissTitle), wouldMeet(context, judged)),
		...fact(
			say(words.asks),
			found.asks.length > 0 ? [list(found.asks.map((id) => askWords(id, names, locale)))] : []
		),
		...fact(
			say(words.open),
			found.open.map((id) => say(open.get(id)!))
		),
		...fact(say(words.order), [rankWords(judged.ranked, context.library.capabilities, locale)]),
		...fact(say(words.offices), measure.units.length > 0 ? [list(measure.units.map(say))] : [])
	];

	function judgedReadings() {
		const named = (data.open ?? []).flatMap((one) => one.readings ?? []);
		return Object.entries(amount!.readings).map(([id, money]) => ({
			text: say(named.find((one) => one.id === id)!.text),
			money
		}));
	}

	function readings(all: ReturnType<typeof judgedReadings>): string[] {
		return all.map(({ text, money }) => `${text}: ${paidWords(amount!, money, locale)}`);
	}
}
