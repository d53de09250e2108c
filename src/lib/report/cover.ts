import type { Block, Code, Fact, Table } from './blocks.ts';
import type { Context, ReportOptions } from './context.ts';
import { drawQr } from '../qr.ts';
import { dayWords } from '../words/format.ts';

const words = {
	product: { 'zh-cn': '企档', en: 'Qidang' },
	title: { 'zh-cn': '数字化水平诊断报告', en: 'Digital maturity report' },
	noName: { 'zh-cn': '（未填写企业名称）', en: '(enterprise not named)' },
	status: {
		declared: { 'zh-cn': '自评', en: 'Self-declared' },
		verified: { 'zh-cn': '现场核实', en: 'Verified on site' },
		confirmed: { 'zh-cn': '复核', en: 'Confirmed' }
	},
	meaning: {
		declared: {
			'zh-cn': '依据企业自行填报的答案，未经现场核实。',
			en: 'Rests on what the enterprise itself declared; not verified on site.'
		},
		verified: {
			'zh-cn': '依据诊断顾问现场核实后的答案，未经主管部门复核。',
			en: 'Rests on the answers as a consultant verified them on site; not confirmed by the authority.'
		},
		confirmed: {
			'zh-cn': '依据主管部门复核的答案。',
			en: 'Rests on the answers as the authority confirmed them.'
		}
	},
	copy: { 'zh-cn': '非正式副本', en: 'Unofficial copy' },
	copyMeaning: {
		'zh-cn': '非正式副本：字体缺少的字以编码代替，不供签章。',
		en: 'Unofficial copy: what the font lacks is written by its code; not to be signed.'
	},
	editable: { 'zh-cn': '可编辑副本', en: 'Editable copy' },
	editableMeaning: {
		'zh-cn':
			'可编辑副本：出具并可核验的是同一编号的 PDF 及其所附的记录；本文件可以修改，不能用来核验，不供签章。',
		en: 'Editable copy: what was issued and can be verified is the PDF of the same number with its record; this file can be changed, proves nothing and is not to be signed.'
	},
	number: { 'zh-cn': '报告编号', en: 'Report number' },
	noNumber: { 'zh-cn': '未存档，没有编号', en: 'none, the result is not kept' },
	verify: { 'zh-cn': '核验本报告', en: 'Verify this report' },
	scan: {
		'zh-cn': '扫描二维码，或打开下列网址，可查本报告是否由本平台出具、是否已被取代或撤回：',
		en: 'Scan the picture or open this address to see whether it was issued here, and whether it has been superseded or withdrawn:'
	},
	ask: {
		'zh-cn': '在出具本报告的平台的“核验报告”页面输入编号，可查是否由其出具、是否已被取代或撤回。',
		en: 'Type the number on the page “Verify a report” of the installation that issued it to see whether it stands.'
	},
	picture: { 'zh-cn': '核验网址的二维码', en: 'The address to verify it at, as a QR code' },
	code: { 'zh-cn': '统一社会信用代码', en: 'Unified social credit code' },
	standard: { 'zh-cn': '评测标准', en: 'Standard applied' },
	day: { 'zh-cn': '判定日期', en: 'Judged on' },
	printed: { 'zh-cn': '打印日期', en: 'Printed on' },
	versions: { 'zh-cn': '所依据的版本', en: 'Versions it rests on' },
	what: { 'zh-cn': '内容', en: 'What' },
	version: { 'zh-cn': '版本', en: 'Version' },
	hash: { 'zh-cn': '指纹', en: 'Fingerprint' },
	questionnaire: { 'zh-cn': '问卷', en: 'Questionnaire' },
	document: { 'zh-cn': '政策文件', en: 'Policy document' },
	scoring: { 'zh-cn': '评分规则', en: 'Scoring rules' },
	none: { 'zh-cn': '随程序版本', en: 'with the program' },
	seal: { 'zh-cn': '内容指纹', en: 'Content fingerprint' },
	record: { 'zh-cn': '记录指纹', en: 'Record fingerprint' }
} as const;

export function cover(context: Context): Block[] {
	const { dossier, edition, diagnosis, options, locale, say } = context;
	const { name, creditCode } = dossier.said;
	const { layer = 'declared', issued, editable } = options;
	const facts: Fact[] = [
		{ term: say(words.number), value: issued?.code ?? say(words.noNumber) },
		...(creditCode ? [{ term: say(words.code), value: creditCode }] : []),
		{
			term: say(words.standard),
			value: [say(edition.data.title), edition.data.number].filter(Boolean).join(' · ')
		},
		{ term: say(words.day), value: dayWords(diagnosis.day, locale) },
		{ term: say(words.printed), value: dayWords(options.printedOn, locale) }
	];
	return [
		{
			kind: 'cover',
			product: say(words.product),
			title: say(words.title),
			name: name?.trim() ? name.trim() : say(words.noName),
			status: say(words.status[layer]),
			statusMeaning: [
				say(words.meaning[layer]),
				...(options.copy ? [say(words.copyMeaning)] : []),
				...(editable ? [say(words.editableMeaning)] : [])
			].join(locale === 'en' ? ' ' : ''),
			facts,
			table: versions(context),
			seal: { term: say(words.seal), value: dossier.hash },
			...(issued?.record ? { record: { term: say(words.record), value: issued.record } } : {}),
			...(issued && !editable ? { code: code(context, issued) } : {})
		}
	];
}

function code({ say }: Context, { code, address }: NonNullable<ReportOptions['issued']>): Code {
	if (address === undefined) return { caption: say(words.verify), code, lines: [say(words.ask)] };
	const picture = { label: say(words.picture), drawn: drawQr(address) };
	return { caption: say(words.verify), code, lines: [say(words.scan), address], picture };
}

function versions({ dossier, say }: Context): Table {
	const { edition, documents, scoring } = dossier.rests;
	const rows = [
		[say(words.questionnaire), edition.ref, edition.hash],
		...documents.map(({ id, hash }) => [say(words.document), id, hash]),
		[say(words.scoring), scoring, say(words.none)]
	];
	return {
		kind: 'table',
		caption: say(words.versions),
		columns: [
			{ title: say(words.what), share: 2 },
			{ title: say(words.version), share: 3 },
			{ title: say(words.hash), share: 7 }
		],
		rows: rows.map((cells) => ({ cells }))
	};
}

/** What stands at the foot of every page. */
export function runningWords({ diagnosis, locale, options, say }: Context): string {
	const { copy, editable, issued } = options;
	return [
		...(copy ? [say(words.copy)] : []),
		...(editable ? [say(words.editable)] : []),
		say(words.title),
		diagnosis.questionnaire,
		dayWords(diagnosis.day, locale),
		...(issued ? [issued.code] : [])
	].join(' · ');
}

/** The title of the document. */
export function titleWords({ dossier, say }: Context): string {
	const name = dossier.said.name?.trim();
	return [name, say(words.title)].filter(Boolean).join(' – ');
}
