import { compareLayers, type LayerLine, type LayerResult } from '../sheets/compared.ts';
import { layers as all, type Layer } from '../sheets/life.ts';
import { aside, paragraph, section, table, type Block } from './blocks.ts';
import type { Context } from './context.ts';

const words = {
	section: {
		'zh-cn': '自评、核实与复核的差异',
		en: 'Where declared, verified and confirmed differ'
	},
	lead: {
		'zh-cn': '核实和复核只记录与下一层不同的答案，其余沿用下一层。',
		en: 'Verification and confirmation record only what differs; for the rest the layer below stands.'
	},
	results: { 'zh-cn': '各层的结果', en: 'What each layer comes to' },
	layer: { 'zh-cn': '层', en: 'Layer' },
	layers: {
		declared: { 'zh-cn': '自评', en: 'Declared' },
		verified: { 'zh-cn': '核实', en: 'Verified' },
		confirmed: { 'zh-cn': '复核', en: 'Confirmed' }
	},
	tier: { 'zh-cn': '等级', en: 'Tier' },
	upTo: {
		'zh-cn': (low: string, high: string) => `至少${low}，最高可能${high}`,
		en: (low: string, high: string) => `at least ${low}, possibly ${high}`
	},
	points: { 'zh-cn': '得分', en: 'Points' },
	max: { 'zh-cn': '满分', en: 'Most' },
	differences: { 'zh-cn': '不同的答案', en: 'Answers that differ' },
	question: { 'zh-cn': '题目', en: 'Question' },
	none: { 'zh-cn': '三层的答案完全相同。', en: 'All three layers say the same.' },
	unsaid: { 'zh-cn': '未填', en: 'not stated' },
	fields: {
		name: { 'zh-cn': '企业名称', en: 'Name of the enterprise' },
		creditCode: { 'zh-cn': '统一社会信用代码', en: 'Unified social credit code' },
		projects: { 'zh-cn': '项目', en: 'Projects' },
		titles: { 'zh-cn': '证书与称号', en: 'Certificates and awards' }
	} as Readonly<Record<string, Record<'zh-cn' | 'en', string>>>
} as const;

/** How the layers of a sheet differ; nothing where the report is of one that has none. */
export function layers(context: Context): Block[] {
	const { edition, names, locale, say } = context;
	const dossiers = context.options.layers;
	if (!dossiers) return [];
	const { results, lines } = compareLayers(edition, names, dossiers, locale);
	return [
		section(say(words.section)),
		aside(say(words.lead)),
		...resultTable(context, results),
		...(lines.length > 0 ? differenceTable(context, lines) : [paragraph(say(words.none))])
	];
}

function resultTable({ locale, say }: Context, results: readonly LayerResult[]): Block[] {
	const tier = ({ tier: low, best }: LayerResult) =>
		best === undefined ? low : words.upTo[locale](low, best);
	return table(
		say(words.results),
		[
			{ title: say(words.layer), share: 2 },
			{ title: say(words.tier), share: 6 },
			{ title: say(words.points), share: 2, align: 'end' },
			{ title: say(words.max), share: 2, align: 'end' }
		],
		results.map((one) => ({
			cells: [say(words.layers[one.layer]), tier(one), one.points, one.max]
		}))
	);
}

function differenceTable({ say }: Context, lines: readonly LayerLine[]): Block[] {
	const title = ({ field, title }: LayerLine) =>
		title ?? (words.fields[field] ? say(words.fields[field]) : field);
	const value = ({ values }: LayerLine, layer: Layer) => values[layer] ?? say(words.unsaid);
	return table(
		say(words.differences),
		[
			{ title: say(words.question), share: 3 },
			...all.map((layer) => ({ title: say(words.layers[layer]), share: 3 }))
		],
		lines.map((line) => ({ cells: [title(line), ...all.map((layer) => value(line, layer))] }))
	);
}
