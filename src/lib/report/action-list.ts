import {
	compare,
	priorities,
	subtract,
	zero,
	type Fraction,
	type LeafJudgement,
	type OpenEdition
} from '#scoring';
import { findingsOf, type Gap } from '../diagnosis/findings.ts';
import { usualEffort } from '../road/effort.ts';
import { effectsOn, type Effect } from '../road/effects.ts';
import type { RoadStep } from '../road/road.ts';
import { actualWords, leafWords } from '../words/condition.ts';
import { pointsWords } from '../words/format.ts';
import { priorityWords } from '../words/priority.ts';
import { aimWords, figureWords } from '../words/road.ts';
import { tierWords } from '../words/tier.ts';
import { aside, paragraph, section, table, type Block, type Column } from './blocks.ts';
import type { Context } from './context.ts';
import { usualWords } from './road.ts';

const words = {
	section: { 'zh-cn': '行动清单', en: 'What to do, in order' },
	lead: {
		'zh-cn':
			'每个短板的下一步，按优先级列出；优先级的划法见“分维度分析”。目标是路上的那一档；不在路上的，是投入最小而能提高该题得分或级别的一档。',
		en: 'The next change for every gap, by its priority, whose rule stands under “Findings by dimension”. The aim is that of the road; off the road it is the one of least effort that brings the question more points or a higher level.'
	},
	order: {
		'zh-cn': '同一优先级内，带来得分多的在前，其次是推动下一级条件的。',
		en: 'Within a priority what brings more points comes first, then what moves a condition of the next tier.'
	},
	orderBare: {
		'zh-cn': '同一优先级内，推动下一级条件的在前。',
		en: 'Within a priority what moves a condition of the next tier comes first.'
	},
	effects: {
		'zh-cn':
			'预期效果是只做这一项、其余不变时重新评定的结果，只算确定的部分；各项效果不能直接相加。投入程度是本平台自拟的相对值。',
		en: 'The expected effect is what scoring it again gives with this one change and all else as it is, as far as it is certain; effects do not simply add up. Effort is our own relative figure.'
	},
	other: {
		'zh-cn': '其余 · 在路上而不是短板（尚未回答或已是强项），没有优先级',
		en: 'Others · on the road and no gap (not answered yet, or a strength already): no priority'
	},
	question: { 'zh-cn': '题目', en: 'Question' },
	to: { 'zh-cn': '目标', en: 'Aim' },
	effect: { 'zh-cn': '预期效果', en: 'Expected effect' },
	effort: { 'zh-cn': '投入', en: 'Effort' },
	step: { 'zh-cn': '路上第几步', en: 'Step of the road' },
	points: {
		'zh-cn': (by: string, before: string, after: string) => `得分 +${by}（${before} → ${after}）`,
		en: (by: string, before: string, after: string) => `points +${by} (${before} → ${after})`
	},
	gate: {
		'zh-cn': (subject: string, before: string, after: string, needed: string) =>
			`${subject}：${before} → ${after}，要求${needed}`,
		en: (subject: string, before: string, after: string, needed: string) =>
			`${subject}: ${before} → ${after}, required ${needed}`
	},
	met: { 'zh-cn': '，由此满足', en: ', met by it' },
	tier: {
		'zh-cn': (tier: string) => `等级升为${tier}`,
		en: (tier: string) => `the tier becomes ${tier}`
	},
	alone: {
		'zh-cn': '单独做不改变得分、下一级的条件和等级',
		en: 'by itself it moves neither points nor conditions of the next tier nor the tier'
	},
	aloneBare: {
		'zh-cn': '单独做不改变下一级的条件和等级',
		en: 'by itself it moves neither conditions of the next tier nor the tier'
	},
	outcome: {
		'zh-cn': '不列为行动的成效类短板，靠其他题目的改进带动：',
		en: 'Gaps on results, which follow from the others and are no actions: '
	},
	figures: {
		'zh-cn': '不列为行动的短板，由所填的数字、适用范围决定，或已没有更高的一档：',
		en: 'Gaps that figures or the scope decide, or that have nothing above them, and are no actions: '
	},
	priority: {
		'zh-cn': (title: string, priority: string) => `${title}（${priority}）`,
		en: (title: string, priority: string) => `${title} (${priority})`
	},
	notKnown: { 'zh-cn': '未知', en: 'not known' },
	least: {
		'zh-cn': (figure: string) => `（${figure}）`,
		en: (figure: string) => ` (${figure})`
	},
	none: {
		'zh-cn': '没有需要走的步骤，也没有能靠步骤改进的短板。',
		en: 'There is no step to take, and no gap that a step could close.'
	}
} as const;

/** One line of the list. */
interface Line {
	readonly question: string;
	/** As it is answered, where it is. */
	readonly from?: unknown;
	readonly effect: Effect;
	/** Its place on the road, from 1. */
	readonly step?: number;
}

/** What to do about every gap, the most urgent first, with what each moves by itself. */
export function actionList(context: Context): Block[] {
	const { edition, diagnosis, dossier, library, locale, say } = context;
	const found = context.road();
	const steps = 'steps' in found ? found.steps : [];
	const { catalogue } = library;
	const effects = effectsOn({ edition, catalogue }, dossier.said, diagnosis.day);
	const gaps = findingsOf(edition, diagnosis).flatMap((dimension) => dimension.gaps);
	const onRoad = ({ question, from, to }: RoadStep): Line => {
		const place = steps.findIndex((step) => step.question === question);
		return { question, from, effect: effects.of(question, to), step: place + 1 };
	};
	const lineOf = ({ node }: Gap): Line | undefined => {
		const step = steps.find(({ question }) => question === node.name);
		if (step) return onRoad(step);
		const effect = effects.further(node.name);
		return effect && { question: node.name, from: node.counted ?? node.given, effect };
	};
	const judged = gaps.map((gap) => ({ gap, line: lineOf(gap) }));
	const lists = priorities.flatMap((priority) => {
		const own = judged.filter(({ gap }) => gap.priority === priority);
		const lines = own.flatMap(({ line }) => line ?? []);
		return tableOf(context, say(priorityWords[priority]), lines.sort(compareEffects));
	});
	const others = steps.filter(({ question }) => gaps.every(({ node }) => node.name !== question));
	const all = [...lists, ...tableOf(context, say(words.other), others.map(onRoad))];
	const isStated = [...judged.map(({ line }) => line), ...others].every(
		(one) => one === undefined || ('effect' in one ? one.effect.stated : one.stated)
	);
	const rest = judged.flatMap(({ gap, line }) => (line ? [] : [gap]));
	return [
		section(say(words.section)),
		...(all.length === 0
			? [paragraph(say(words.none))]
			: [
					aside(
						say(words.lead) +
							(locale === 'en' ? ' ' : '') +
							say(scores(edition) ? words.order : words.orderBare)
					),
					aside(say(words.effects))
				]),
		...all,
		...(isStated ? [] : [aside(usualWords(usualEffort(edition), locale))]),
		...noActions(context, rest)
	];
}

/** The gaps that no step changes, by what keeps them from being one. */
function noActions({ edition, locale, say, list }: Context, gaps: readonly Gap[]): Block[] {
	const isOutcome = ({ node }: Gap) => edition.byName.get(node.name)!.data.outcome ?? false;
	const named = ({ node, priority }: Gap) =>
		words.priority[locale](say(edition.byName.get(node.name)!.data.title), priority);
	const results = gaps.filter(isOutcome).map(named);
	const others = gaps.filter((gap) => !isOutcome(gap)).map(named);
	return [
		...(results.length > 0 ? [paragraph(`${say(words.outcome)}${list(results)}`)] : []),
		...(others.length > 0 ? [paragraph(`${say(words.figures)}${list(others)}`)] : [])
	];
}

/** What brings more points first, then what moves a condition; else as it stands in the document. */
function compareEffects({ effect: a }: Line, { effect: b }: Line): number {
	const moves = ({ gates }: Effect) => Number(gates.length > 0);
	return compare(gained(b), gained(a)) || moves(b) - moves(a);
}

function gained({ points }: Effect) {
	return subtract(points.after, points.before);
}

function tableOf(context: Context, caption: string, lines: readonly Line[]): Block[] {
	const { edition, say } = context;
	const columns: Column[] = [
		{ title: say(words.question), share: 2.5 },
		{ title: say(words.to), share: 3 },
		{ title: say(words.effect), share: 4.5 },
		{ title: say(words.effort), share: 1, align: 'end' },
		{ title: say(words.step), share: 1, align: 'end' }
	];
	return table(
		caption,
		columns,
		lines.map(({ question, from, effect, step }) => ({
			cells: [
				say(edition.byName.get(question)!.data.title),
				aim(context, question, from, effect),
				effectWords(context, effect),
				`${effect.effort}${effect.stated ? '' : '*'}`,
				step === undefined ? '–' : String(step)
			]
		}))
	);
}

function aim({ edition, locale }: Context, question: string, from: unknown, effect: Effect) {
	const { to, figure } = effect;
	const least = figure ? words.least[locale](figureWords(edition, figure, locale)) : '';
	return `${aimWords(edition, { question, from, to }, locale)}${least}`;
}

/** What is moved: points, conditions of the next tier, the tier. */
function effectWords(context: Context, effect: Effect): string {
	const { edition, locale, say } = context;
	const { points, rank } = effect;
	const by = gained(effect);
	const told = [
		...(compare(by, zero) === 0
			? []
			: [words.points[locale](...inWords(by, points.before, points.after))]),
		...effect.gates.flatMap((gate) => gateWords(context, gate)),
		...(rank.after > rank.before
			? [words.tier[locale](tierWords(edition, rank.after, locale))]
			: [])
	];
	if (told.length === 0) return say(scores(edition) ? words.alone : words.aloneBare);
	return told.join(locale === 'en' ? '; ' : '；');
}

const inWords = (...all: [Fraction, Fraction, Fraction]) =>
	all.map(pointsWords) as [string, string, string];

/** The total is told with the points already, unless it is met by this. */
function gateWords(
	{ names, locale, say }: Context,
	{ before, after }: Effect['gates'][number]
): string[] {
	const isMet = before.verdict !== 'met' && after.verdict === 'met';
	if ('score' in before.leaf && before.leaf.score === 'total' && !isMet) return [];
	const { subject, needed } = leafWords(before.leaf, names, locale);
	const actual = (one: LeafJudgement) =>
		actualWords(one, names, locale).actual ?? say(words.notKnown);
	const told = words.gate[locale](subject, actual(before), actual(after), needed);
	return [`${told}${isMet ? say(words.met) : ''}`];
}

function scores({ root }: OpenEdition): boolean {
	return root.scored.length > 0;
}
