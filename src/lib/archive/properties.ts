import type { BagRule, CheckedBag, FoundBag } from './bag.ts';
import type { ContentCheck, ContentFault, OpenPackage } from './contents.ts';
import { ownLabels, noPrevious, valuesOf } from './tags.ts';

/** The four properties that DA/T 70-2018 asks of electronic files. */
export const properties = {
	authenticity: '真实性',
	completeness: '完整性',
	usability: '可用性',
	safety: '安全性'
} as const;
export type Property = keyof typeof properties;

/** One thing that was looked at for a property: our reading of the standard, whose text is not quoted. */
export interface PropertyLine {
	readonly property: Property;
	readonly words: { readonly 'zh-cn': string; readonly en: string };
	/** What is wrong; none where it holds. */
	readonly faults: readonly string[];
	/** It was not looked at, and why. */
	readonly unchecked?: string;
}

interface Item {
	readonly property: Property;
	readonly zh: string;
	readonly en: string;
	readonly rules?: readonly BagRule[];
	readonly checks?: readonly ContentCheck[];
	readonly more?: (found: Found) => string[];
}

interface Found {
	readonly bag: FoundBag;
	readonly checked: CheckedBag;
	readonly open: OpenPackage | undefined;
}

const items: readonly Item[] = [
	{
		property: 'authenticity',
		zh: '来源与档号一致',
		en: 'Its tags name the enterprise and the sheet that are in it.',
		more: sourceFaults
	},
	{
		property: 'authenticity',
		zh: '每个文件与其校验值一致',
		en: 'Every file has the sums of its manifests.',
		rules: ['sums', 'tag-sums']
	},
	{
		property: 'authenticity',
		zh: '由答案重算，结果与哈希一致',
		en: 'Worked out anew from the answers, the edition and the rule documents, results and hashes are the same.',
		checks: ['diagnosis']
	},
	{
		property: 'authenticity',
		zh: '签发的报告与其记录一致',
		en: 'Every issued report is what its record says.',
		checks: ['reports']
	},
	{
		property: 'authenticity',
		zh: '与上一个档案包的衔接一致',
		en: 'Tags and payload name the same package before it.',
		more: chainFaults
	},
	{
		property: 'completeness',
		zh: '清单所列文件齐全，无多余文件',
		en: 'Every listed file is there, and every file is listed once.',
		rules: ['there', 'listed', 'once']
	},
	{
		property: 'completeness',
		zh: '文件数量和总字节数相符',
		en: 'Number and size of its files are those in its tags.',
		rules: ['oxum', 'payload']
	},
	{
		property: 'completeness',
		zh: '报告、档案数据、标准和政策文件齐全',
		en: 'Reports, dossiers, edition, rule documents and terms are there.',
		checks: ['parts']
	},
	{
		property: 'completeness',
		zh: '登记的佐证材料齐全',
		en: 'Every piece of evidence on record is there, and no other.',
		checks: ['evidence']
	},
	{
		property: 'usability',
		zh: '符合 RFC 8493 的包结构',
		en: 'It is built as RFC 8493 says.',
		rules: ['declaration', 'manifests', 'lines', 'tag-manifests', 'info']
	},
	{
		property: 'usability',
		zh: '数据可以读取',
		en: 'Its data can be read.',
		checks: ['form']
	},
	{
		property: 'usability',
		zh: '文件为通用格式，内容与扩展名一致',
		en: 'Its files are of common types, and begin as their names end.',
		more: typeFaults
	},
	{
		property: 'usability',
		zh: '文件名在各系统上不冲突',
		en: 'Its names stay apart on every system.',
		rules: ['names']
	},
	{
		property: 'safety',
		zh: '无加密，通用封装',
		en: 'It is a plain ZIP or folder: nothing encrypted, no compression of somebody’s own.',
		rules: ['container']
	},
	{
		property: 'safety',
		zh: '无指向包外的路径',
		en: 'No path leads out of it.',
		rules: ['paths']
	},
	{
		property: 'safety',
		zh: '不依赖网络',
		en: 'Nothing of it has to be fetched.',
		rules: ['fetch']
	}
];

/** What holds of a package and what does not, property by property. */
export function tellProperties(found: Found, contents: readonly ContentFault[]): PropertyLine[] {
	const lines = items.map(({ property, zh, en, rules = [], checks = [], more }): PropertyLine => ({
		property,
		words: { 'zh-cn': zh, en },
		faults: [
			...found.checked.faults.filter(({ rule }) => rules.includes(rule)).map(({ fault }) => fault),
			...contents.filter(({ check }) => checks.includes(check)).map(({ fault }) => fault),
			...(more?.(found) ?? [])
		]
	}));
	const virus: PropertyLine = {
		property: 'safety',
		words: { 'zh-cn': '病毒检测', en: 'It has no virus.' },
		faults: [],
		unchecked: 'not looked at here: let the scanner of your own network do it'
	};
	return [...lines, virus];
}

/** How External-Identifier is written: whose file, and which sheet of it. */
export function identifierOf(enterprise: { id: string; creditCode: string | null }, sheet: string) {
	return `${enterprise.creditCode ?? enterprise.id}/${sheet}`;
}

function sourceFaults({ checked: { info }, open }: Found): string[] {
	if (!open) return ['the file in it cannot be read'];
	const { enterprise, sheet } = open.file;
	const expected = identifierOf(enterprise, sheet.id);
	const [said] = valuesOf(info, 'External-Identifier');
	const faults = said === expected ? [] : [`External-Identifier is ${said}, in it is ${expected}`];
	if (valuesOf(info, 'Source-Organization').length === 0) faults.push('no Source-Organization');
	return faults;
}

function chainFaults({ checked: { info }, open }: Found): string[] {
	if (!open) return ['the file in it cannot be read'];
	const expected = open.file.previous ?? noPrevious;
	const [said] = valuesOf(info, ownLabels.previous);
	return said === expected ? [] : [`${ownLabels.previous} is ${said}, in it is ${expected}`];
}

/** How the files of a package begin, by the ending of their names; text begins as it likes. */
const beginnings: Readonly<Record<string, RegExp>> = {
	pdf: /^25504446/,
	xlsx: /^504b0304/,
	docx: /^504b0304/,
	jpg: /^ffd8ff/,
	png: /^89504e470d0a1a0a/,
	webp: /^52494646.{8}57454250/,
	json: /^[75]b/,
	txt: /^/
};

function typeFaults({ bag }: Found): string[] {
	return bag.files.flatMap(({ path, head }) => {
		const ending = path.slice(path.lastIndexOf('.') + 1);
		const beginning = beginnings[ending];
		if (!beginning) return [`${path} is of no type that a package has`];
		return beginning.test(head) ? [] : [`${path} does not begin as a file of its name does`];
	});
}
