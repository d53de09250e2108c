import {
	inherit,
	leaves,
	type EditionData,
	type OpenDocument,
	type Source,
	type Text,
	type TraceNode
} from '#scoring';
import { aside, item, paragraph, section, subsection, table, type Block } from './blocks.ts';
import { judgedOf, type Context } from './context.ts';
import { canonical } from '../library/hash.ts';
import { leafWords } from '../words/condition.ts';
import { dayWords } from '../words/format.ts';
import { sourceWords } from '../words/source.ts';

const words = {
	section: { 'zh-cn': '依据与可信程度', en: 'What it rests on, and how sure it is' },
	lead: {
		'zh-cn':
			'每个数字都注明由谁规定（官方原文、由原文推得、本平台自拟）、见于几份副本。没有来源的数字，本报告不写。',
		en: 'Every number says who stands behind it (official text, derived from the text, our own) and in how many copies it was seen. A number that no source gives is not written here.'
	},
	issued: { 'zh-cn': '发布', en: 'Issued' },
	issuer: { 'zh-cn': '发布机关', en: 'Issued by' },
	source: { 'zh-cn': '可信程度', en: 'How sure' },
	note: { 'zh-cn': '说明', en: 'Note' },
	read: { 'zh-cn': '所依据的文本', en: 'Texts' },
	text: { 'zh-cn': '文本', en: 'Text' },
	howRead: { 'zh-cn': '读过什么', en: 'What was read' },
	places: { 'zh-cn': '须留意的数字', en: 'Numbers to be aware of' },
	place: { 'zh-cn': '所在', en: 'Where' },
	unknown: { 'zh-cn': '还不知道的', en: 'What is not known' },
	left: {
		'zh-cn': '本报告没有用到以下文件中的措施：',
		en: 'No measure of these documents was judged in this report: '
	},
	checked: { 'zh-cn': '最近核对', en: 'Last compared' }
} as const;

export function grounds(context: Context): Block[] {
	const { documents, say } = context;
	const { data } = context.edition;
	const used = documents.filter((document) => isUsed(context, document));
	const others = documents.filter((document) => !used.includes(document));
	return [
		section(say(words.section)),
		paragraph(say(words.lead)),
		subsection(say(data.title)),
		...head(context, data, {
			term: say(words.issued),
			value: dayWords(data.issued, context.locale)
		}),
		...texts(context, data.cites),
		...places(context),
		...unknown(context, data.unknown),
		...used.flatMap((document) => documentGrounds(context, document)),
		...(others.length > 0
			? [aside(`${say(words.left)}${context.list(others.map((one) => say(one.data.title)))}`)]
			: [])
	];
}

/** Whether some measure of it was judged on what the enterprise declared. */
function isUsed(context: Context, document: OpenDocument): boolean {
	return judgedOf(context, document).some(({ found }) =>
		['met', 'unmet', 'unknown'].includes(found.outcome)
	);
}

function documentGrounds(context: Context, { data }: OpenDocument): Block[] {
	const { locale, say } = context;
	return [
		subsection(say(data.title)),
		...head(context, data, { term: say(words.checked), value: dayWords(data.checked, locale) }),
		...texts(context, data.cites),
		...unknown(context, data.unknown)
	];
}

function head(
	{ locale, say }: Context,
	{ issuer, number, source }: { issuer: Text; number?: string | undefined; source: Source },
	dated: { term: string; value: string }
): Block[] {
	return [
		{
			kind: 'facts',
			facts: [
				{ term: say(words.issuer), value: [say(issuer), number].filter(Boolean).join(' · ') },
				dated,
				{ term: say(words.source), value: sourceWords(source, locale) },
				...(source.note ? [{ term: say(words.note), value: say(source.note) }] : [])
			]
		}
	];
}

function texts({ say }: Context, cites: EditionData['cites']): Block[] {
	return table(
		say(words.read),
		[
			{ title: say(words.text), share: 5 },
			{ title: say(words.howRead), share: 7 }
		],
		cites.map(({ title, number, address, read }) => ({
			cells: [[say(title), number, address].filter(Boolean).join(' · '), say(read)]
		}))
	);
}

/** The gates and questions whose source says something of its own; those that say the same, together. */
function places(context: Context): Block[] {
	const { edition, diagnosis, trace, locale, say } = context;
	const places = new Map<string, { where: Set<string>; sure: string; remark: string }>();
	const put = (where: string, { note, clause: _clause, ...source }: Source) => {
		const [sure, remark] = [sourceWords(source, locale), note ? say(note) : ''];
		const key = JSON.stringify([sure, remark]);
		// Parts that recur from step to step have one title.
		places.set(key, { sure, remark, where: new Set(places.get(key)?.where).add(where) });
	};
	const { ladder } = edition;
	diagnosis.standing.gates.forEach(({ judgement }, i) => {
		const { title, source = {} } = ladder.tiers[i]!;
		const around = inherit(ladder.source, source);
		if (source.note) put(say(title), around);
		for (const { leaf } of leaves(judgement!)) {
			if (!leaf.source) continue;
			put(
				`${say(title)} · ${leafWords(leaf, context.names, locale).subject}`,
				inherit(around, leaf.source)
			);
		}
	});
	const putPart = ({ name, source, parts }: TraceNode, around: Source): void => {
		const special = source.note !== undefined || source.confidence === 'copies-disagree';
		// What has no source of its own stands under the part around it.
		// By content: a dossier that was kept has copies of what was one.
		if (special && canonical(source) !== canonical(around))
			put(say(edition.partByName.get(name)!.title), source);
		for (const part of parts) putPart(part, source);
	};
	for (const part of trace.parts) putPart(part, trace.source);
	return table(
		say(words.places),
		[
			{ title: say(words.place), share: 4 },
			{ title: say(words.source), share: 2.5 },
			{ title: say(words.note), share: 5.5 }
		],
		[...places.values()].map(({ where, sure, remark }) => ({
			cells: [[...where].join(locale === 'en' ? '; ' : '；'), sure, remark]
		}))
	);
}

function unknown({ say }: Context, unknown: readonly Text[]): Block[] {
	if (unknown.length === 0) return [];
	return [item(say(words.unknown)), { kind: 'list', items: unknown.map(say) }];
}
