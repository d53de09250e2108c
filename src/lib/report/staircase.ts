import { nearest, type Interval, type Step } from '#scoring';
import { aside, table, type Block, type Figure, type Row } from './blocks.ts';
import type { Context } from './context.ts';
import { profileOf } from '../diagnosis/staircase.ts';
import { intervalWords, pointsWords } from '../words/format.ts';

const words = {
	steps: { 'zh-cn': '逐级得分', en: 'Points step by step' },
	share: { 'zh-cn': '逐级得分率（%）', en: 'Share of points, step by step (%)' },
	rule: {
		'zh-cn': (pass: string) =>
			`从第一级看起，得 ${pass} 分为达到，计满分；第一个没有达到的级计其得分，后面的不计。`,
		en: (pass: string) =>
			`From the first step on: ${pass} points pass it, and it counts in full; the first that does not pass counts as it is, those after it nothing.`
	},
	step: { 'zh-cn': '级', en: 'Step' },
	points: { 'zh-cn': '得分', en: 'Points' },
	state: { 'zh-cn': '状态', en: 'State' },
	counts: { 'zh-cn': '计入总分', en: 'Counts' },
	total: { 'zh-cn': '合计', en: 'Total' },
	states: {
		passed: { 'zh-cn': '达到', en: 'passed' },
		stops: { 'zh-cn': '没有达到', en: 'not passed' },
		behind: {
			'zh-cn': '在没有达到的级之后，不计',
			en: 'after the one not passed, counts nothing'
		},
		open: { 'zh-cn': '还不能确定', en: 'not known yet' }
	},
	other: { 'zh-cn': '没有达到或不计', en: 'not passed, or not counted' },
	possible: { 'zh-cn': '仍可能达到', en: 'still possible' },
	pass: {
		'zh-cn': (pass: string) => `达到的要求：${pass} 分`,
		en: (pass: string) => `what passes: ${pass}`
	},
	profile: { 'zh-cn': '分项看各级', en: 'The steps item by item' },
	climbed: { 'zh-cn': '各项累计达到的级', en: 'Steps climbed by each item' },
	item: { 'zh-cn': '项目', en: 'Item' },
	inAll: { 'zh-cn': '累计', en: 'In all' },
	profileRule: {
		'zh-cn':
			'每一项在各级的得分，取该项各条的平均；“累计”用与总分相同的办法，只看这一项。由本平台归纳，不决定等级。–为不适用。',
		en: 'What each item gives in each step is the mean of its questions; “in all” climbs by the rule of the total, looking at this item alone. Our own summary; it decides no tier. – means it does not apply.'
	}
} as const;

/** The steps of a staircase against what passes them, and its sets across the steps. */
export function staircase(context: Context, steps: readonly Step[]): Block[] {
	const { edition, locale } = context;
	return [
		climb(context, steps),
		aside(words.rule[locale](pointsWords(edition.root.pass))),
		...profile(context, steps)
	];
}

function climb({ edition, diagnosis, locale, say, list }: Context, steps: readonly Step[]): Figure {
	const pass = pointsWords(edition.root.pass);
	const rows = steps.map(({ part, points, state, counts }): Row => ({
		cells: [
			say(part.title),
			`${intervalWords(points)} / ${pointsWords(part.max)}`,
			say(words.states[state]),
			intervalWords(counts)
		]
	}));
	const [numbers] = table(
		say(words.steps),
		[
			{ title: say(words.step), share: 3 },
			{ title: say(words.points), share: 3, align: 'end' },
			{ title: say(words.state), share: 4 },
			{ title: say(words.counts), share: 2, align: 'end' }
		],
		[
			...rows,
			{ cells: [say(words.total), '', '', intervalWords(diagnosis.points)], weight: 'part' }
		]
	);
	const each = rows.map(({ cells: [title, points, state] }) => `${title} ${points} ${state}`);
	return {
		kind: 'figure',
		caption: say(words.share),
		chart: {
			kind: 'staircase',
			data: {
				label: `${say(words.share)}: ${list(each)}`,
				bars: steps.map(({ part, points, state }) => {
					const percent = (points: Interval['high']) => (100 * nearest(points)) / nearest(part.max);
					return {
						title: say(part.title),
						low: percent(points.low),
						// Nothing is possible any more behind the step that ends the climb.
						high: percent(state === 'behind' ? points.low : points.high),
						pass: percent(edition.root.pass),
						passed: state === 'passed'
					};
				}),
				kinds: {
					passed: say(words.states.passed),
					other: say(words.other),
					possible: say(words.possible),
					pass: words.pass[locale](pass)
				}
			}
		},
		table: numbers!
	};
}

function profile({ edition, trace, say, list }: Context, steps: readonly Step[]): Block[] {
	const lines = profileOf(edition, trace);
	const [numbers] = table(
		say(words.profile),
		[
			{ title: say(words.item), share: 2.5 },
			...steps.map(({ part }) => ({
				title: say(part.title),
				share: 7.5 / steps.length,
				align: 'end' as const
			})),
			{ title: say(words.inAll), share: 2, align: 'end' }
		],
		lines.map(({ title, cells, climbed }) => ({
			cells: [
				say(title),
				...cells.map((cell) => (cell ? intervalWords(cell) : '–')),
				intervalWords(climbed)
			]
		}))
	);
	if (!numbers) return [];
	const bars = lines.map(({ title, climbed }) => ({
		title: say(title),
		low: nearest(climbed.low) / 1000,
		high: nearest(climbed.high) / 1000,
		marked: false
	}));
	const each = lines.map(({ title, climbed }) => `${say(title)} ${intervalWords(climbed)}`);
	return [
		{
			kind: 'figure',
			caption: say(words.climbed),
			chart: {
				kind: 'ladder',
				data: {
					label: `${say(words.climbed)}: ${list(each)}`,
					top: steps.length,
					bars,
					kinds: { marked: '', plain: say(words.inAll), possible: say(words.possible) }
				}
			},
			table: numbers
		},
		aside(say(words.profileRule))
	];
}
