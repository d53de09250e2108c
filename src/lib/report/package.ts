import { projectNames } from '../diagnosis/case-file.ts';
import { packages } from '../package/packages.ts';
import { packagesWords, type PackageWords } from '../words/package.ts';
import { aside, item, paragraph, subsection, table, type Block } from './blocks.ts';
import type { Context } from './context.ts';

const words = {
	title: { 'zh-cn': '可以同时享受的最优组合', en: 'What can be had together' },
	lead: {
		'zh-cn': '在规定允许的组合中，合计最高的一种。',
		en: 'The lawful package with the highest sum.'
	},
	read: {
		'zh-cn': (texts: string) => `按这种读法：${texts}`,
		en: (texts: string) => `If it is read so: ${texts}`
	},
	claim: { 'zh-cn': '项目与措施', en: 'Project and measure' },
	money: { 'zh-cn': '金额', en: 'Amount' },
	sum: { 'zh-cn': '合计', en: 'In all' },
	givenUp: { 'zh-cn': '放弃', en: 'Given up' },
	alternatives: { 'zh-cn': '合计相近的其他组合', en: 'Other packages that come close' }
} as const;

/** The best lawful package under each reading that makes a difference; nothing where nothing pays money. */
export function bestPackage(context: Context): Block[] {
	const { diagnosis, documents, dossier, locale, say } = context;
	const projects = projectNames(dossier.said);
	const told = packagesWords(packages(documents, diagnosis.support), {
		documents,
		projects,
		locale
	});
	if (!told) return [];
	const space = locale === 'en' ? ' ' : '';
	return [
		subsection(say(words.title)),
		paragraph(`${say(words.lead)}${space}${told.conflicts}`),
		...told.readings.flatMap(({ read, packages }) => [
			...(read.length > 0 ? [paragraph(words.read[locale](read.join(space)))] : []),
			...packages.flatMap((one) => packageBlocks(context, one))
		])
	];
}

function packageBlocks({ say, locale }: Context, one: PackageWords): Block[] {
	const note = (text: string | undefined) =>
		text === undefined ? '' : locale === 'en' ? ` (${text})` : `（${text}）`;
	const lines = (title: string, all: readonly string[]): Block[] =>
		all.length === 0 ? [] : [item(title), { kind: 'list', items: all }];
	return [
		...table(
			one.title,
			[
				{ title: say(words.claim), share: 8 },
				{ title: say(words.money), share: 4, align: 'end' }
			],
			[
				...one.chosen.map(({ title, money, note: cut }) => ({
					cells: [`${title}${note(cut)}`, money]
				})),
				{ cells: [say(words.sum), one.sum], weight: 'part' as const }
			]
		),
		...lines(say(words.givenUp), one.givenUp),
		...lines(say(words.alternatives), one.alternatives),
		...one.remarks.map(aside)
	];
}
