import type { LeafJudgement } from '#scoring';
import { aside, note, paragraph, section, subsection, table, type Block } from './blocks.ts';
import { inOrder, type Context } from './context.ts';
import { lacking } from '../diagnosis/lacking.ts';
import { stageOn } from '../library/events.ts';
import { percentWords, weakCapabilities } from '../diagnosis/share.ts';
import { sureness, tierLine } from './standing.ts';
import { leafLineWords } from '../words/condition.ts';
import { dayWords, intervalWords } from '../words/format.ts';
import { amountWords } from '../words/measure.ts';

const words = {
	section: { 'zh-cn': '结论', en: 'Conclusion' },
	withdrawn: {
		'zh-cn': (day: string, reason: string) =>
			`所用的标准版本自${day}起撤回，本结果不应再使用。原因：${reason}`,
		en: (day: string, reason: string) =>
			`The edition applied is withdrawn from ${day}: this result should no longer be used. Reason: ${reason}`
	},
	successor: {
		'zh-cn': (ref: string) => `请改用 ${ref}。`,
		en: (ref: string) => `Use ${ref} instead.`
	},
	tier: { 'zh-cn': '数字化水平', en: 'Digital maturity' },
	points: { 'zh-cn': '总分', en: 'Total points' },
	next: {
		'zh-cn': (tier: string) => `距离${tier}还缺什么`,
		en: (tier: string) => `What ${tier} still lacks`
	},
	distance: {
		'zh-cn': (lacks: number, all: number) => `${all} 项条件中，${lacks} 项尚未满足：`,
		en: (lacks: number, all: number) => `${lacks} of ${all} conditions are not met yet:`
	},
	top: { 'zh-cn': '已在最高一级。', en: 'The highest tier is reached.' },
	undecided: {
		'zh-cn': (count: number) => `其中 ${count} 项还不能判断，先把问卷答完。`,
		en: (count: number) => `${count} of them cannot be told yet: complete the answers first.`
	},
	unstated: {
		'zh-cn': (count: number) => `其中 ${count} 项还不能判断，取决于尚未说明的情况。`,
		en: (count: number) => `${count} of them cannot be told yet: something is not stated.`
	},
	more: {
		'zh-cn': (count: number) => `另有 ${count} 项，见后文。`,
		en: (count: number) => `${count} more further on.`
	},
	weakest: { 'zh-cn': '最弱的能力', en: 'Weakest capabilities' },
	weakestRule: {
		'zh-cn':
			'本平台的排法：一项能力下各题得分（或级别）占最高值的比例取平均，从低到高列出最多三项；成效类题目不计。不影响等级。',
		en: 'Our own order: the mean share of points (or level) over the questions of a capability, the lowest three; questions on results left out. It does not touch the tier.'
	},
	capability: { 'zh-cn': '能力', en: 'Capability' },
	share: { 'zh-cn': '平均达到', en: 'Mean share' },
	questions: { 'zh-cn': '题数', en: 'Questions' },
	money: { 'zh-cn': '当日可得的支持', en: 'Support of the day' },
	moneyOn: {
		'zh-cn': (day: string) => `${day}符合条件的措施`,
		en: (day: string) => `Measures whose conditions are met on ${day}`
	},
	measure: { 'zh-cn': '措施', en: 'Measure' },
	article: { 'zh-cn': '条款', en: 'Article' },
	amount: { 'zh-cn': '金额', en: 'Amount' },
	noMoney: { 'zh-cn': '不是钱或金额未定', en: 'not money, or not fixed' },
	none: {
		'zh-cn': '当日没有条件全部符合的措施。',
		en: 'No measure has all its conditions met on that day.'
	},
	unknown: {
		'zh-cn': (count: number) => `另有 ${count} 项还不能判断，补充情况后可能符合，见“支持措施”。`,
		en: (count: number) =>
			`${count} more cannot be told yet and may be met once more is known, see “Support measures”.`
	},
	nothing: {
		'zh-cn': (day: string) => `${day}没有确定在施行的支持政策。`,
		en: (day: string) => `No policy document is certainly in force on ${day}.`
	},
	lastDay: {
		'zh-cn': (day: string) => `最近一次确定有政策施行的日期是${day}。`,
		en: (day: string) => `The last day that certainly had one was ${day}.`
	},
	decides: {
		'zh-cn': '是否支持、支持多少，以主管部门审核为准。',
		en: 'Whether and how much is paid is for the authority in charge to decide.'
	}
} as const;

/** So that the conclusion stays on one page; the rest stands in the sections it points to. */
const mostLines = 6;
const mostCapabilities = 3;

export function conclusion(context: Context): Block[] {
	const { diagnosis, edition, say } = context;
	const max = intervalWords({ low: edition.root.max, high: edition.root.max });
	const scored = edition.root.scored.length > 0;
	const points = `${say(words.points)} ${intervalWords(diagnosis.points)} / ${max}`;
	return [
		section(say(words.section)),
		...withdrawn(context),
		{
			kind: 'statement',
			over: say(words.tier),
			large: tierLine(context),
			under: [...(scored ? [points] : []), ...sureness(context)]
		},
		...distance(context),
		...weakest(context),
		...money(context)
	];
}

/** A withdrawn edition says so before its result; one that is only retired prints as before. */
function withdrawn({ edition, library, locale, options, say }: Context): Block[] {
	const { stage, event } = stageOn(library.editions.get(edition.ref)!, options.printedOn);
	if (stage !== 'withdrawn' || !event) return [];
	const says = [
		words.withdrawn[locale](dayWords(event.on, locale), say(event.reason)),
		...(event.successor === undefined ? [] : [words.successor[locale](event.successor)])
	];
	return [note(says.join(locale === 'en' ? ' ' : ''))];
}

function distance({ diagnosis, edition, locale, names, say }: Context): Block[] {
	const { standing } = diagnosis;
	const gate = standing.gates[standing.low];
	const next = edition.ladder.tiers[standing.low];
	if (!gate || !next) return [paragraph(say(words.top))];
	const lacks = lacking(gate.judgement!);
	const judgement = gate.judgement!;
	const all = 'all' in judgement ? judgement.all.length : lacks.length;
	const unknown = lacks.filter((leaf) => leaf.verdict === 'unknown').length;
	const undecided = diagnosis.unanswered.length > 0 ? words.undecided : words.unstated;
	const line = (leaf: LeafJudgement) => leafLineWords(leaf, names, locale);
	return [
		subsection(words.next[locale](say(next.title))),
		paragraph(words.distance[locale](lacks.length, Math.max(all, lacks.length))),
		{ kind: 'list', items: lacks.slice(0, mostLines).map(line) },
		...(lacks.length > mostLines ? [paragraph(words.more[locale](lacks.length - mostLines))] : []),
		...(unknown > 0 ? [paragraph(undecided[locale](unknown))] : [])
	];
}

function weakest({ edition, library, trace, say }: Context): Block[] {
	const weak = weakCapabilities(edition, trace).slice(0, mostCapabilities);
	if (weak.length === 0) return [];
	return [
		...table(
			say(words.weakest),
			[
				{ title: say(words.capability), share: 8 },
				{ title: say(words.share), share: 2, align: 'end' },
				{ title: say(words.questions), share: 2, align: 'end' }
			],
			weak.map(({ id, share, questions }) => ({
				cells: [say(library.capabilities.get(id)!), percentWords(share), String(questions)]
			}))
		),
		aside(say(words.weakestRule))
	];
}

function money(context: Context): Block[] {
	const { diagnosis, locale, say } = context;
	const day = dayWords(diagnosis.day, locale);
	const { anyInForce, lastDay } = diagnosis.support;
	const nothing = [
		words.nothing[locale](day),
		...(lastDay ? [words.lastDay[locale](dayWords(lastDay, locale))] : [])
	].join(locale === 'en' ? ' ' : '');
	const judged = inOrder(context);
	const met = judged.filter(({ found }) => found.outcome === 'met');
	const unknown = judged.filter(({ found }) => found.outcome === 'unknown').length;
	const rows = met.slice(0, mostLines).map(({ measure, found }) => ({
		cells: [
			say(measure.data.title),
			measure.data.article,
			found.amount ? amountWords(found.amount, locale) : say(words.noMoney)
		]
	}));
	return [
		subsection(say(words.money)),
		...(anyInForce ? [] : [note(nothing)]),
		...(anyInForce && met.length === 0 ? [paragraph(say(words.none))] : []),
		...table(
			words.moneyOn[locale](day),
			[
				{ title: say(words.measure), share: 6 },
				{ title: say(words.article), share: 2 },
				{ title: say(words.amount), share: 4, align: 'end' }
			],
			rows
		),
		...(met.length > mostLines ? [paragraph(words.more[locale](met.length - mostLines))] : []),
		...(unknown > 0 ? [paragraph(words.unknown[locale](unknown))] : []),
		...(met.length + unknown > 0 ? [aside(say(words.decides))] : [])
	];
}
