import {
	askOrder,
	atStake,
	deciding,
	inForce,
	leaves,
	type Amount,
	type Day,
	type Diagnosis,
	type LeafJudgement,
	type Locale,
	type OpenDocument,
	type OpenEdition,
	type OpenMeasure,
	type Ranked,
	type Recommendation,
	type Source,
	type Support,
	type Text,
	type Verdict
} from '#scoring';
import { packages } from '../package/packages.ts';
import { actualWords, leafWords, type Names } from '../words/condition.ts';
import { dayWords, intervalWords } from '../words/format.ts';
import { findingWords } from '../words/finding.ts';
import {
	amountWords,
	askWords,
	formulaWords,
	hasReadings,
	outcomeOrder,
	outcomeWords,
	paidWords,
	stakeWords
} from '../words/measure.ts';
import { nearMissTitle, nearMissWords, nothingWouldDo } from '../words/near-miss.ts';
import { packagesWords } from '../words/package.ts';
import { orderWords, rankWords } from '../words/rank.ts';
import { sourceWords } from '../words/source.ts';
import { tierWords } from '../words/tier.ts';
import { calledFor } from './called.ts';
import { lacking } from './lacking.ts';
import { rankedOf } from './ranked.ts';

/** What a diagnosis is described with: the names of all it mentions. */
export interface Described {
	readonly edition: OpenEdition;
	readonly documents: readonly OpenDocument[];
	readonly names: Names;
	readonly capabilities: ReadonlyMap<string, Text>;
	readonly locale: Locale;
	/** The enterprise, where it has a name. */
	readonly name?: string;
	/** The names of its projects by place; empty where one has none. */
	readonly projects?: readonly string[];
}

/**
 * A diagnosis in plain words, a line each: the tier and how sure it is, the points, what each tier asks
 * for, what is missing, and the measures of the day. Needs a diagnosis that says why.
 */
export function describe(diagnosis: Diagnosis, by: Described): string[] {
	return [
		...heading(diagnosis, by),
		'',
		...tier(diagnosis, by),
		'',
		...points(diagnosis, by),
		'',
		...gates(diagnosis, by),
		...findings(diagnosis, by),
		...actions(diagnosis, by),
		'',
		...support(diagnosis, by)
	];
}

const words = {
	later: {
		'zh-cn': '注意：这一版问卷在所问的日期之后才发布。',
		en: 'Note: this edition was published after the day asked for.'
	},
	atLeast: { 'zh-cn': '至少', en: 'At least' },
	possible: { 'zh-cn': '最高仍可能', en: 'at most still possible' },
	own: {
		'zh-cn': '这一等级由本平台自拟的标准得出，不作为任何支持措施的条件。',
		en: 'A tier of a ladder of our own: it meets no measure’s condition.'
	},
	rests: { 'zh-cn': '等级规则的依据', en: 'The level rule rests on' },
	unanswered: { 'zh-cn': '尚未回答', en: 'Not answered yet' },
	idle: { 'zh-cn': '没有回答、答了也不改变结果', en: 'Not answered, and changes nothing' },
	total: { 'zh-cn': '总分', en: 'Total' },
	notScored: {
		'zh-cn': '本标准不计分，只看条件是否满足。',
		en: 'This standard gives no points; its conditions decide.'
	},
	gates: { 'zh-cn': '各级要求', en: 'What each tier requires' },
	lacks: { 'zh-cn': '距离上一级还缺', en: 'What the next tier still lacks' },
	have: { 'zh-cn': '现为', en: 'there is' },
	notKnown: { 'zh-cn': '未知', en: 'not known' },
	short: { 'zh-cn': '差', en: 'short by' },
	findings: { 'zh-cn': '需要核对', en: 'To be looked at' },
	actions: { 'zh-cn': '发现与建议行动', en: 'Findings and actions' },
	actionsOpen: { 'zh-cn': '尚不能判断的条数', en: 'Cannot be told yet' },
	support: { 'zh-cn': '当日的支持措施', en: 'Support on' },
	nothing: {
		'zh-cn': '这一天没有确定在施行的支持政策',
		en: 'No policy document is certainly in force on this day'
	},
	lastDay: {
		'zh-cn': '最近一次确定有政策施行的日期',
		en: 'the last day that certainly had one'
	},
	asks: { 'zh-cn': '需要补充', en: 'Still to be asked' },
	open: { 'zh-cn': '原文未明确', en: 'Left open by the text' },
	noRate: { 'zh-cn': '以下年度未公布比例', en: 'No rate is published for' },
	askFirst: { 'zh-cn': '先问什么', en: 'What to ask first' },
	decides: { 'zh-cn': '可判断', en: 'decides' },
	place: { 'zh-cn': '排序', en: 'Its place' },
	package: { 'zh-cn': '最优合法组合', en: 'The best lawful package' },
	givenUp: { 'zh-cn': '放弃', en: 'Given up' },
	alternatives: { 'zh-cn': '合计相近的其他组合', en: 'Other packages that come close' }
} as const satisfies Record<string, Text>;

const marks: Record<Verdict, string> = { met: '✓', unmet: '✗', unknown: '?' };

function heading({ day, editionIsLater }: Diagnosis, { edition, name, locale }: Described) {
	const parts = [name, edition.data.title[locale], dayWords(day, locale)];
	const line = parts.filter((part) => part).join(' · ');
	return editionIsLater ? [line, words.later[locale]] : [line];
}

function tier({ standing, unanswered, idle }: Diagnosis, { edition, locale }: Described): string[] {
	const name = (rank: number) => tierWords(edition, rank, locale);
	const { low, high, own } = standing;
	const comma = locale === 'en' ? ', ' : '，';
	const line =
		low === high
			? name(low)
			: `${words.atLeast[locale]} ${name(low)}${comma}${words.possible[locale]} ${name(high)}`;
	return [
		line,
		`${words.rests[locale]}: ${sourceWords(edition.ladder.source, locale)}`,
		...(own ? [words.own[locale]] : []),
		...(unanswered.length > 0
			? [`${words.unanswered[locale]}: ${unanswered.length} (${unanswered.join(', ')})`]
			: []),
		...(idle.length > 0 ? [`${words.idle[locale]}: ${idle.length}`] : [])
	];
}

function points(diagnosis: Diagnosis, { edition, locale }: Described): string[] {
	if (edition.root.scored.length === 0) return [words.notScored[locale]];
	const line = (title: string, points: Diagnosis['points'], node: string) => {
		const max = intervalWords({ low: maxOf(edition, node), high: maxOf(edition, node) });
		return `${title} ${intervalWords(points)} / ${max}`;
	};
	const dimensions = Object.entries(diagnosis.dimensions).map(
		([name, points]) => `  ${line(edition.partByName.get(name)!.title[locale], points, name)}`
	);
	return [line(words.total[locale], diagnosis.points, 'total'), ...dimensions];
}

function maxOf(edition: OpenEdition, node: string) {
	return edition.partByName.get(node)!.max;
}

function gates({ standing }: Diagnosis, by: Described): string[] {
	const { edition, locale } = by;
	const lines = standing.gates.flatMap(({ verdict, judgement }, i) => [
		`  ${marks[verdict]} ${edition.ladder.tiers[i]!.title[locale]}`,
		...leaves(judgement!).map((leaf) => `      ${leafLine(leaf, by)}`)
	]);
	const next = standing.gates[standing.low];
	const lacks = next ? lacking(next.judgement!) : [];
	const title = edition.ladder.tiers[standing.low]?.title[locale];
	return [
		`${words.gates[locale]}:`,
		...lines,
		...(lacks.length > 0 ? [`${words.lacks[locale]} (${title}):`] : []),
		...lacks.map((leaf) => `  ${leafLine(leaf, by)}`)
	];
}

function leafLine(judged: LeafJudgement, { names, locale }: Described): string {
	const { subject, needed } = leafWords(judged.leaf, names, locale);
	const { actual, short } = actualWords(judged, names, locale);
	const have = `${words.have[locale]} ${actual ?? words.notKnown[locale]}`;
	const far = short ? `, ${words.short[locale]} ${short}` : '';
	const { source } = judged.leaf;
	const rests = source ? ` [${sourceWords(omitClause(source), locale)}]` : '';
	return `${marks[judged.verdict]} ${subject} ${needed}: ${have}${far}${rests}`;
}

/** On a line that names the gate already, its clause would only repeat it. */
function omitClause({ clause: _clause, ...source }: Source): Source {
	return source;
}

function findings({ findings }: Diagnosis, { edition, locale }: Described): string[] {
	if (findings.length === 0) return [];
	const lines = findings.map(
		({ kind, question }) =>
			`  ${edition.byName.get(question)!.data.title[locale]}: ${findingWords[kind][locale]}`
	);
	return ['', `${words.findings[locale]}:`, ...lines];
}

function actions(diagnosis: Diagnosis, { edition, locale }: Described): string[] {
	const found = calledFor(edition, diagnosis);
	if (!found) return [];
	return [
		'',
		`${words.actions[locale]}:`,
		...found.called.flatMap(({ priority, meaning, actions }) => [
			`  ${priority} · ${meaning[locale]}`,
			...actions.flatMap(({ finding, action }) => [
				`    ${finding[locale]}`,
				`      → ${action[locale]}`
			])
		]),
		...(found.open > 0 ? [`  ${words.actionsOpen[locale]}: ${found.open}`] : [])
	];
}

function support(diagnosis: Diagnosis, by: Described): string[] {
	const { support, day } = diagnosis;
	const { documents, edition, locale } = by;
	const measures = documents.flatMap((document) => document.measures);
	const at = (ref: string) => measures.find((measure) => measure.ref === ref)!;
	const documentAt = ({ recommendation: { measure } }: Ranked) =>
		documents.find((document) => document.measures.some(({ ref }) => ref === measure))!;
	const ranked = rankedOf(edition, documents, diagnosis);
	const lines = outcomeOrder.flatMap((outcome) => {
		const these = ranked.filter(({ recommendation }) => recommendation.outcome === outcome);
		if (these.length === 0) return [];
		const full = outcome === 'met' || outcome === 'unknown' || outcome === 'unmet';
		// A document that does not reach the enterprise is told in one line.
		const away = documents.filter(
			({ measures }) =>
				outcome === 'out-of-area' &&
				measures.every(({ ref }) => these.some((one) => one.recommendation.measure === ref))
		);
		const told = these.filter((one) => !away.includes(documentAt(one)));
		// Clauses of several documents look alike, so each document is named where there is more than one.
		const titled = new Set(told.map(documentAt)).size > 1;
		return [
			`  ${outcomeWords[outcome][locale]} (${these.length})`,
			...away.map(({ data, measures }) => `    ${data.title[locale]} (${measures.length})`),
			...told.flatMap((one, i) => {
				const document = documentAt(one);
				const isNew = titled && (i === 0 || documentAt(told[i - 1]!) !== document);
				return [
					...(isNew ? [`   ${document.data.title[locale]}`] : []),
					...measureLines(at(one.recommendation.measure), one, full, by)
				];
			})
		];
	});
	const none = support.anyInForce
		? []
		: [
				`  ${words.nothing[locale]}` +
					(support.lastDay
						? `; ${words.lastDay[locale]}: ${dayWords(support.lastDay, locale)}`
						: '')
			];
	return [
		`${words.support[locale]} ${dayWords(day, locale)}:`,
		...documents.flatMap((document) => documentLines(document, day, locale)),
		...none,
		`  ${orderWords[locale]}`,
		...lines,
		...askLines(support, by),
		...packageLines(support, by)
	];
}

/** What to ask first, and which measures that decides; nothing where nothing is left to ask. */
function askLines({ recommendations }: Support, by: Described): string[] {
	const { documents, names, locale } = by;
	const asks = askOrder(documents, recommendations);
	if (asks.length === 0) return [];
	const comma = locale === 'en' ? ', ' : '、';
	const titles = new Map(
		documents.flatMap(({ measures }) => measures.map(({ ref, data }) => [ref, data.title[locale]]))
	);
	const stakes = new Map(
		recommendations.flatMap(({ measure, amount }) =>
			amount ? [[measure, atStake(amount)] as const] : []
		)
	);
	const lines = asks.map(({ id, decides }, i) => {
		const stake = stakeWords(
			decides.flatMap((ref) => stakes.get(ref) ?? (stakes.has(ref) ? [null] : [])),
			locale
		);
		const what = decides.map((ref) => titles.get(ref)!).join(comma);
		const money = stake === undefined ? '' : ` (${stake})`;
		const decided = decides.length > 0 ? ` → ${words.decides[locale]} ${what}${money}` : '';
		return `  ${i + 1}. ${askWords(id, names, locale)}${decided}`;
	});
	return [`${words.askFirst[locale]}:`, ...lines];
}

/** What can be had together at best; nothing where nothing pays money. */
function packageLines(support: Support, { documents, projects = [], locale }: Described): string[] {
	const told = packagesWords(packages(documents, support), { documents, projects, locale });
	if (!told) return [];
	const titled = (title: string, lines: readonly string[]) =>
		lines.length === 0 ? [] : [`      ${title}:`, ...lines.map((line) => `        ${line}`)];
	return [
		`${words.package[locale]}: ${told.conflicts}`,
		...told.readings.flatMap(({ read, packages }) => [
			...read.map((text) => `  ${text}`),
			...packages.flatMap(({ title, sum, chosen, givenUp, alternatives, remarks }) => [
				`    ${title}: ${sum}`,
				...chosen.map(
					({ title, money, note }) => `      ${title}: ${money}${note ? ` (${note})` : ''}`
				),
				...titled(words.givenUp[locale], givenUp),
				...titled(words.alternatives[locale], alternatives),
				...remarks.map((remark) => `      ${remark}`)
			])
		])
	];
}

/** A document and, where it is not known whether it holds on the day, why. */
function documentLines(document: OpenDocument, day: Day, locale: Locale): string[] {
	const { inForce: period } = document.data;
	const why = inForce(period, day) === 'unknown' ? [`      ${period.note[locale]}`] : [];
	return [`  ${documentWords(document, locale)}`, ...why];
}

/** A document with its number and the days between which it holds, as far as they are known. */
function documentWords({ data }: OpenDocument, locale: Locale): string {
	const end = (day: string) => (day === 'unknown' ? words.notKnown[locale] : dayWords(day, locale));
	const { from, until } = data.inForce;
	return [data.title[locale], data.number, `${end(from)} – ${end(until)}`]
		.filter((part) => part !== undefined)
		.join(' · ');
}

function measureLines(
	measure: OpenMeasure,
	ranked: Ranked,
	full: boolean,
	by: Described
): string[] {
	const { locale } = by;
	const { recommendation } = ranked;
	const { amount, asks } = recommendation;
	const open = new Map((measure.data.open ?? []).map((one) => [one.id, one.question]));
	const names = { ...by.names, open };
	const paid = amount ? `: ${amountWords(amount, locale)}` : '';
	const lines = [`    ${measure.data.title[locale]} (${measure.data.article})${paid}`];
	if (!full) return lines;
	lines.push(`      ${words.place[locale]}: ${rankWords(ranked, by.capabilities, locale)}`);
	const formula = amount ? formulaWords(measure, recommendation, locale) : [];
	if (formula.length > 0) lines.push(`      = ${formula.join(' + ')}`);
	if (amount && hasReadings(amount)) lines.push(...readingLines(measure, amount, locale));
	if (amount && amount.noRate.length > 0) {
		lines.push(`      ${words.noRate[locale]}: ${amount.noRate.join(', ')}`);
	}
	if (recommendation.outcome === 'unmet') {
		const why = recommendation.units.flatMap((unit) =>
			unit.judgement ? deciding(unit.judgement) : []
		);
		lines.push(...why.map((leaf) => `      ${leafLine(leaf, { ...by, names })}`));
		lines.push(...changeLines(recommendation, names, by));
	}
	const comma = locale === 'en' ? ', ' : '、';
	if (asks.length > 0) {
		const titles = asks.map((id) => askWords(id, names, locale));
		lines.push(`      ${words.asks[locale]}: ${titles.join(comma)}`);
	}
	if (recommendation.open.length > 0) {
		const questions = recommendation.open.map((id) => open.get(id)![locale]);
		lines.push(`      ${words.open[locale]}: ${questions.join(comma)}`);
	}
	return lines;
}

/** The smallest change that would meet a measure, project by project where there are several. */
function changeLines(
	{ units }: Recommendation,
	names: Names,
	{ projects = [], locale }: Described
): string[] {
	return units.map((unit) => {
		const { project, year } = unit;
		const where = [
			project === undefined ? '' : projects[project] || `#${project + 1}`,
			year === undefined ? '' : String(year)
		].filter(Boolean);
		const change = nearMissWords(unit, names, locale).join('; ') || nothingWouldDo[locale];
		return `      → ${[...where, nearMissTitle[locale]].join(' · ')}: ${change}`;
	});
}

function readingLines(measure: OpenMeasure, amount: Amount, locale: Locale): string[] {
	const named = (measure.data.open ?? []).flatMap((one) => one.readings ?? []);
	return Object.entries(amount.readings).map(([id, money]) => {
		const text = named.find((reading) => reading.id === id)!.text[locale];
		return `      ${text}: ${paidWords(amount, money, locale)}`;
	});
}
