import type { Locale } from '#scoring';
import { tellRoad, type RoadLine, type RoadPart } from '../journey/road-part.ts';
import { nothingDecided } from '../journey/supposed.ts';
import { dayWords } from '../words/format.ts';
import { outcomeWords } from '../words/measure.ts';
import {
	aside,
	note,
	paragraph,
	section,
	subsection,
	table,
	type Block,
	type Row,
	type Table
} from './blocks.ts';
import type { Context } from './context.ts';

const words = {
	section: { 'zh-cn': '通往下一级的路', en: 'The road to the next tier' },
	lead: {
		'zh-cn': (from: string, target: string) =>
			`从${from}到${target}，总投入最小的改变，每一步都重新评定过。投入程度是本平台自拟的相对值，不是费用，也不是官方数字；步骤不改变成效，也不改变哪些题目适用。`,
		en: (from: string, target: string) =>
			`From ${from} to ${target} by the changes of least total effort; each step was scored again. Effort is our own relative figure: it is no cost and nothing official. No step changes an effect or which questions apply.`
	},
	top: {
		'zh-cn': '已确定达到最高一级，没有更高的级别。',
		en: 'The highest tier is certain; there is none above it.'
	},
	open: {
		'zh-cn': '先回答这些题目，它们决定哪些题目适用：',
		en: 'Answer these first, as they decide which questions apply:'
	},
	unsolved: {
		'zh-cn': '可能的组合太多，没有算完，因此不给出路线。',
		en: 'There are too many combinations to compare all of them, so no road is given.'
	},
	gate: {
		'zh-cn': '只有一项门槛过不去，任何步骤都改变不了：',
		en: 'Only one gate stands in the way, and no step moves it:'
	},
	gates: {
		'zh-cn': '任何步骤都改变不了的门槛：',
		en: 'Gates that no step moves:'
	},
	needs: {
		'zh-cn': '仅靠改变答案达不到，还需要：',
		en: 'It cannot be reached by answers alone; it also needs:'
	},
	reached: {
		'zh-cn': (count: number, effort: number) => `共 ${count} 步，总投入 ${effort}。`,
		en: (count: number, effort: number) => `Steps: ${count}, total effort ${effort}.`
	},
	beside: {
		'zh-cn': (count: number, effort: number) =>
			`答案能做到的部分：共 ${count} 步，总投入 ${effort}。`,
		en: (count: number, effort: number) =>
			`What answers can do: ${count} steps, total effort ${effort}.`
	},
	drawn: {
		'zh-cn': '每一步之后确定的得分',
		en: 'What is certain after each step, in points'
	},
	drawnSteps: { 'zh-cn': '各步的累计投入', en: 'Effort so far after each step' },
	stop: {
		'zh-cn': (title: string, effort: number, height: number) =>
			`${title}，累计投入 ${effort}，${height}`,
		en: (title: string, effort: number, height: number) =>
			`${title}, effort so far ${effort}, ${height}`
	},
	chart: {
		'zh-cn': (effort: number, stops: string) => `从投入 0 到 ${effort}：${stops}`,
		en: (effort: number, stops: string) => `From effort 0 to ${effort}: ${stops}`
	},
	axisEffort: { 'zh-cn': '累计投入（自拟）', en: 'Effort so far (ours)' },
	axisPoints: { 'zh-cn': '确定的得分', en: 'Certain points' },
	axisSteps: { 'zh-cn': '步数', en: 'Steps' },
	steps: { 'zh-cn': '各步', en: 'The steps' },
	number: { 'zh-cn': '步', en: 'Step' },
	question: { 'zh-cn': '题目', en: 'Question' },
	from: { 'zh-cn': '现状', en: 'From' },
	to: { 'zh-cn': '目标', en: 'To' },
	effort: { 'zh-cn': '投入', en: 'Effort' },
	soFar: { 'zh-cn': '累计', en: 'So far' },
	after: { 'zh-cn': '此后确定', en: 'Certain after it' },
	points: {
		'zh-cn': (points: string, tier: string) => `${points} 分，${tier}`,
		en: (points: string, tier: string) => `${points} points, ${tier}`
	},
	least: {
		'zh-cn': (figure: string) => `（${figure}）`,
		en: (figure: string) => ` (${figure})`
	},
	unanswered: {
		'zh-cn': '未答（按最低一档计）',
		en: 'Not answered (counts as the lowest)'
	},
	usual: {
		'zh-cn': (usual: number) =>
			`标有 * 的投入，版本没有给出投入程度，每上一档按 ${usual} 计，这是我们的假设。`,
		en: (usual: number) =>
			`For efforts marked * the edition states none: each rung counts ${usual}, which is our assumption.`
	},
	evidence: { 'zh-cn': '各步需要的佐证', en: 'Evidence that each step will need' },
	piece: { 'zh-cn': '佐证', en: 'Evidence' },
	unlisted: { 'zh-cn': '标准没有列出', en: 'the standard lists none' },
	support: {
		'zh-cn': '可能支付这些步骤的措施',
		en: 'Measures that may pay for the steps'
	},
	supportLead: {
		'zh-cn': (day: string) =>
			`${day}针对各步所属能力、可能适用的措施，每项单独看；能否同时享受见“支持措施”。自付多少要有各步的预算才能算，在平台的“通往下一级的路”页填写。`,
		en: (day: string) =>
			`On ${day}, for the capability of each step, each measure by itself; what can be had together stands under “Support measures”. What is left to pay can be told only of a budget, which is entered on the page “The road to the next tier”.`
	},
	capability: {
		'zh-cn': (capability: string, steps: readonly string[]) =>
			`${capability}（第 ${steps.join('、')} 步）`,
		en: (capability: string, steps: readonly string[]) =>
			`${capability} (${steps.length > 1 ? 'steps' : 'step'} ${steps.join(', ')})`
	},
	measure: { 'zh-cn': '措施', en: 'Measure' },
	outcome: { 'zh-cn': '判定', en: 'Outcome' },
	pays: { 'zh-cn': '支付', en: 'Pays' },
	noSum: { 'zh-cn': '原文没有写明金额', en: 'the text states no sum' },
	noMeasure: {
		'zh-cn': '当日没有可能适用的措施的能力：',
		en: 'Capabilities for which no measure may apply on that day: '
	},
	noCapability: { 'zh-cn': '未归入能力', en: 'of no capability' }
} as const;

/** The road from what was said, as the page of it tells it where nothing is decided. */
export function road(context: Context): Block[] {
	const { diagnosis, locale, say } = context;
	const found = context.road();
	const told = tellRoad(context, found, diagnosis, nothingDecided, locale);
	const { target } = told;
	if (target === undefined) return [section(say(words.section)), paragraph(say(words.top))];
	return [
		section(say(words.section)),
		aside(words.lead[locale](told.from, target)),
		...standing(context, told),
		...(told.steps.length > 0
			? [...drawing(context, told), ...evidence(context, told), ...support(context, told)]
			: [])
	];
}

/** What kind of road it is, and what stands in its way. */
function standing({ locale, say }: Context, told: RoadPart): Block[] {
	const { kind, gates, needs, questions, steps, effort } = told;
	const isOneGate = gates.length === 1 && needs.length === 0;
	const walked = (kind === 'blocked' ? words.beside : words.reached)[locale];
	return [
		...(kind === 'unsolved' ? [paragraph(say(words.unsolved))] : []),
		...(kind === 'open' ? [paragraph(say(words.open)), items(questions.map(titleOf))] : []),
		...(gates.length > 0 ? [note(say(isOneGate ? words.gate : words.gates)), items(gates)] : []),
		...(needs.length > 0 ? [note(say(words.needs)), items(needs)] : []),
		...(steps.length > 0 ? [paragraph(walked(steps.length, effort))] : [])
	];
}

const titleOf = ({ title }: { readonly title: string }) => title;

function items(all: readonly string[]): Block {
	return { kind: 'list', items: all };
}

function drawing(context: Context, { chart, steps, effort, usual }: RoadPart): Block[] {
	const { locale, say, list } = context;
	const { stops, inPoints } = chart!;
	const label = words.chart[locale](
		effort,
		list(stops.map(({ title, effort, height }) => words.stop[locale](title, effort, height)))
	);
	return [
		{
			kind: 'figure',
			caption: say(inPoints ? words.drawn : words.drawnSteps),
			chart: {
				kind: 'road',
				data: {
					label,
					stops,
					axes: {
						effort: say(words.axisEffort),
						height: say(inPoints ? words.axisPoints : words.axisSteps)
					}
				}
			},
			table: stepTable(context, steps)
		},
		...(usual === undefined ? [] : [aside(usualWords(usual, locale))])
	];
}

function stepTable({ locale, say }: Context, steps: readonly RoadLine[]): Table {
	const [told] = table(
		say(words.steps),
		[
			{ title: say(words.number), share: 1, align: 'end' },
			{ title: say(words.question), share: 2 },
			{ title: say(words.from), share: 2.5 },
			{ title: say(words.to), share: 2.5 },
			{ title: say(words.effort), share: 1, align: 'end' },
			{ title: say(words.soFar), share: 1, align: 'end' },
			{ title: say(words.after), share: 2 }
		],
		steps.map(({ place, from, to, figure, effort, stated, effortSoFar, points, tier }, i) => ({
			cells: [
				String(i + 1),
				place.title,
				from ?? say(words.unanswered),
				`${to}${figure === undefined ? '' : words.least[locale](figure)}`,
				`${effort}${stated ? '' : '*'}`,
				String(effortSoFar),
				points === undefined ? tier : words.points[locale](points, tier)
			]
		}))
	);
	return told!;
}

function evidence({ locale, say }: Context, { steps }: RoadPart): Block[] {
	return [
		subsection(say(words.evidence)),
		...table(
			say(words.piece),
			[
				{ title: say(words.number), share: 1, align: 'end' },
				{ title: say(words.question), share: 4 },
				{ title: say(words.piece), share: 7 }
			],
			steps.map(({ place, evidence }, i) => ({
				cells: [
					String(i + 1),
					place.title,
					evidence.length > 0 ? evidence.join(locale === 'en' ? '; ' : '；') : say(words.unlisted)
				]
			}))
		)
	];
}

/** The measures once for each capability: several steps may be of one. */
function support({ diagnosis, locale, say, list }: Context, { steps }: RoadPart): Block[] {
	const capabilities = new Map<string, { places: string[]; measures: RoadLine['support'] }>();
	for (const [i, { capability = say(words.noCapability), support }] of steps.entries()) {
		const one = capabilities.get(capability) ?? { places: [], measures: support };
		one.places.push(String(i + 1));
		capabilities.set(capability, one);
	}
	const told = [...capabilities].map(([capability, { places, measures }]) => {
		return { title: words.capability[locale](capability, places), measures };
	});
	const none = told.filter(({ measures }) => measures.length === 0).map(titleOf);
	return [
		subsection(say(words.support)),
		aside(words.supportLead[locale](dayWords(diagnosis.day, locale))),
		...table(
			say(words.measure),
			[
				{ title: say(words.measure), share: 5 },
				{ title: say(words.outcome), share: 2 },
				{ title: say(words.pays), share: 5 }
			],
			told
				.filter(({ measures }) => measures.length > 0)
				.flatMap(({ title, measures }): Row[] => [
					{ cells: [title, '', ''], weight: 'part' },
					...measures.map(({ title, outcome, pays = say(words.noSum) }) => ({
						cells: [title, outcomeWords[outcome][locale], pays],
						depth: 1
					}))
				])
		),
		...(none.length > 0 ? [paragraph(`${say(words.noMeasure)}${list(none)}`)] : [])
	];
}

/** What an asterisk at an effort means. */
export function usualWords(usual: number, locale: Locale): string {
	return words.usual[locale](usual);
}
