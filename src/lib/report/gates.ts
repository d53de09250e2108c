import { inherit, type Judgement, type LeafJudgement, type Source } from '#scoring';
import { aside, paragraph, section, table, type Block, type Row } from './blocks.ts';
import type { Context } from './context.ts';
import { actualWords, leafWords, type Names } from '../words/condition.ts';
import { sourceWords } from '../words/source.ts';
import { verdictWords } from '../words/verdict.ts';

const words = {
	section: { 'zh-cn': '各级要求与现状', en: 'What each tier requires' },
	rule: {
		firstUnmet: {
			'zh-cn': '从最低一级逐级向上看，遇到第一个不满足的级别为止。',
			en: 'Tiers are climbed from the lowest; the first one not met ends the climb.'
		},
		highestMet: {
			'zh-cn': '满足的级别中取最高一级。',
			en: 'The highest tier whose conditions are met counts.'
		}
	},
	condition: { 'zh-cn': '条件', en: 'Condition' },
	needed: { 'zh-cn': '要求', en: 'Required' },
	actual: { 'zh-cn': '现状', en: 'Actual' },
	short: { 'zh-cn': '差', en: 'Short by' },
	verdict: { 'zh-cn': '判定', en: 'Verdict' },
	source: { 'zh-cn': '依据', en: 'Rests on' },
	notKnown: { 'zh-cn': '未知', en: 'not known' },
	any: { 'zh-cn': '以下满足其一即可', en: 'One of these is enough' },
	all: { 'zh-cn': '以下须全部满足', en: 'All of these' },
	not: { 'zh-cn': '以下不得成立', en: 'This must not hold' }
} as const;

export function gates({ diagnosis, edition, names, locale, say }: Context): Block[] {
	const tables = diagnosis.standing.gates.flatMap(({ verdict, judgement }, i) => {
		const tier = edition.ladder.tiers[i]!;
		const name = [tier.title, tier.name].flatMap((text) => (text ? [say(text)] : [])).join(' ');
		const around = inherit(edition.ladder.source, tier.source);
		const rows = conditionRows(judgement!, names, locale, around);
		return [
			...table(`${name} · ${say(verdictWords[verdict])}`, conditionColumns(locale), rows),
			aside(say(tier.meaning))
		];
	});
	const notes = edition.ladder.source.note;
	return [
		section(say(words.section)),
		paragraph(say(words.rule[edition.ladder.rule])),
		...tables,
		...(notes ? [aside(say(notes))] : [])
	];
}

/** The columns that {@link conditionRows} fills. */
export function conditionColumns(locale: Context['locale']) {
	return [
		{ title: words.condition[locale], share: 3.5 },
		{ title: words.needed[locale], share: 1.5 },
		{ title: words.actual[locale], share: 1.5 },
		{ title: words.short[locale], share: 1 },
		{ title: words.verdict[locale], share: 1.5 },
		{ title: words.source[locale], share: 3 }
	];
}

/** A judgement as rows: a leaf each, and a line before parts of which not simply all must hold. */
export function conditionRows(
	judgement: Judgement,
	names: Names,
	locale: Context['locale'],
	around: Source,
	depth = 0
): Row[] {
	if ('leaf' in judgement) return [leafRow(judgement, names, locale, around, depth)];
	const inner = (part: Judgement, deeper: number) =>
		conditionRows(part, names, locale, around, deeper);
	if ('all' in judgement && depth === 0) return judgement.all.flatMap((part) => inner(part, 0));
	const [head, parts] =
		'not' in judgement
			? (['not', [judgement.not]] as const)
			: 'all' in judgement
				? (['all', judgement.all] as const)
				: (['any', judgement.any] as const);
	const verdict = verdictWords[judgement.verdict][locale];
	return [
		{ cells: [words[head][locale], '', '', '', verdict, ''], depth },
		...parts.flatMap((part) => inner(part, depth + 1))
	];
}

function leafRow(
	judged: LeafJudgement,
	names: Names,
	locale: Context['locale'],
	around: Source,
	depth: number
): Row {
	const { subject, needed } = leafWords(judged.leaf, names, locale);
	const { actual = words.notKnown[locale], short = '' } = actualWords(judged, names, locale);
	const source = sourceWords(inherit(around, judged.leaf.source), locale);
	const verdict = verdictWords[judged.verdict][locale];
	return { cells: [subject, needed, actual, short, verdict, source], depth };
}
