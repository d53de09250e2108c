import { aside, section, type Block, type Signatures } from './blocks.ts';
import type { Context } from './context.ts';

const words = {
	section: { 'zh-cn': '签章页', en: 'Signatures and seals' },
	lead: {
		'zh-cn': '本页由各方签字、盖章；空白处由各方填写，系统不生成签字和印章。',
		en: 'Signed and sealed by each party; what is blank is filled in by hand. The system draws no signature and no seal.'
	},
	enterprise: { 'zh-cn': '企业', en: 'Enterprise' },
	provider: { 'zh-cn': '诊断服务机构', en: 'Diagnosis provider' },
	authority: { 'zh-cn': '主管部门', en: 'Authority in charge' },
	unit: { 'zh-cn': '单位名称', en: 'Name of the unit' },
	person: { 'zh-cn': '负责人签字', en: 'Signed by' },
	day: { 'zh-cn': '日期', en: 'Date' },
	seal: { 'zh-cn': '（盖章处）', en: '(seal here)' },
	hash: { 'zh-cn': '内容指纹', en: 'Content fingerprint' }
} as const;

/** The last page of a report, for those who answer for it; copies have none. */
export function signatures({ dossier, options, say }: Context): Block[] {
	if (options.copy || options.editable) return [];
	const party = (title: string, unit: string): Signatures['parties'][number] => ({
		title,
		lines: [
			{ term: say(words.unit), value: unit },
			{ term: say(words.person), value: '' },
			{ term: say(words.day), value: '' }
		],
		seal: say(words.seal)
	});
	return [
		section(say(words.section)),
		aside(say(words.lead)),
		{ kind: 'facts', facts: [{ term: say(words.hash), value: dossier.hash }] },
		{
			kind: 'signatures',
			parties: [
				party(say(words.enterprise), dossier.said.name?.trim() ?? ''),
				party(say(words.provider), ''),
				party(say(words.authority), '')
			]
		}
	];
}
