import { deciding } from '#scoring';
import { aside, paragraph, section, table, type Block } from './blocks.ts';
import type { Context } from './context.ts';
import { calledFor } from '../diagnosis/called.ts';
import { actualWords, leafWords } from '../words/condition.ts';
import { sourceWords } from '../words/source.ts';

const words = {
	section: { 'zh-cn': '发现与建议行动', en: 'Findings and actions' },
	rule: {
		'zh-cn': '按优先级排列；建议不影响等级。依据：',
		en: 'In the order of their priority; they do not touch the tier. Rests on: '
	},
	finding: { 'zh-cn': '发现', en: 'Finding' },
	action: { 'zh-cn': '建议行动', en: 'Action' },
	why: { 'zh-cn': '所据的答案', en: 'Answers it rests on' },
	notKnown: { 'zh-cn': '未知', en: 'not known' },
	none: {
		'zh-cn': '已回答的题目没有引出建议。',
		en: 'Nothing is recommended on the answers given.'
	},
	open: {
		'zh-cn': (count: number) => `另有 ${count} 条要等相关的题目和情况填好才能判断。`,
		en: (count: number) =>
			`${count} more cannot be told until what they rest on is answered or stated.`
	}
} as const;

/** What the edition recommends; no section where it recommends nothing at all. */
export function actions({ edition, diagnosis, locale, names, say }: Context): Block[] {
	const found = calledFor(edition, diagnosis);
	if (!found) return [];
	const { source } = edition.data.actions!;
	return [
		section(say(words.section)),
		aside(`${say(words.rule)}${sourceWords(source, locale)}${locale === 'en' ? '.' : '。'}`),
		...(source.note ? [aside(say(source.note))] : []),
		...found.called.flatMap(({ priority, meaning, actions }) => [
			...table(
				`${priority} · ${say(meaning)}`,
				[
					{ title: say(words.finding), share: 4 },
					{ title: say(words.action), share: 5 },
					{ title: say(words.why), share: 3 }
				],
				actions.map(({ finding, action, judgement }) => ({
					cells: [
						say(finding),
						say(action),
						deciding(judgement)
							.map((leaf) => {
								const { subject } = leafWords(leaf.leaf, names, locale);
								const { actual = say(words.notKnown) } = actualWords(leaf, names, locale);
								return locale === 'en' ? `${subject}: ${actual}` : `${subject}：${actual}`;
							})
							.join(locale === 'en' ? '; ' : '；')
					]
				}))
			)
		]),
		...(found.called.length === 0 ? [paragraph(say(words.none))] : []),
		...(found.open > 0 ? [paragraph(words.open[locale](found.open))] : [])
	];
}
