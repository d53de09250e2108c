import type { Locale } from '#scoring';
import type { CaseFile } from '../diagnosis/case-file.ts';
import { unprintable, type Unprintable } from './printable.ts';

/** A text of a person's own that our font cannot print in full. */
export interface Missing {
	/** Where it stands: `name`, `projects.0.name`. */
	readonly field: string;
	readonly signs: readonly Unprintable[];
}

const words = {
	fields: {
		name: { 'zh-cn': '企业名称', en: 'Name of the enterprise' },
		creditCode: { 'zh-cn': '统一社会信用代码', en: 'Unified social credit code' },
		project: {
			'zh-cn': (n: number) => `项目 ${n} 的名称`,
			en: (n: number) => `Name of project ${n}`
		},
		issuer: {
			'zh-cn': (n: number) => `第 ${n} 项证书或称号的颁发单位`,
			en: (n: number) => `Issuer of certificate or award ${n}`
		},
		evidence: {
			'zh-cn': (n: number) => `第 ${n} 件证据的名称`,
			en: (n: number) => `Name of piece ${n} of the evidence`
		}
	},
	sign: {
		'zh-cn': ({ place, code }: Unprintable) => `第 ${place} 字 ${code}`,
		en: ({ place, code }: Unprintable) => `character ${place} ${code}`
	},
	more: {
		'zh-cn': (count: number) => `另有 ${count} 处`,
		en: (count: number) => `${count} more`
	}
} as const;

/** So many signs of one field are named; the rest are counted. */
const mostNamed = 20;

/** Every text that was declared, and of the evidence, with what of it our font cannot print. */
export function missingIn(
	said: CaseFile,
	evidence: readonly { readonly name: string }[]
): Missing[] {
	const { questionnaire: _questionnaire, ...own } = said;
	const texts = [...textsOf(own, ''), ...textsOf({ evidence }, '')];
	return texts.flatMap(({ field, text }) => {
		const signs = unprintable(text);
		return signs.length > 0 ? [{ field, signs }] : [];
	});
}

function textsOf(value: unknown, field: string): { field: string; text: string }[] {
	if (typeof value === 'string') return [{ field, text: value }];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]) =>
		textsOf(inner, field === '' ? key : `${field}.${key}`)
	);
}

/** `企业名称：第 3 字 U+2A6D6` */
export function missingWords({ field, signs }: Missing, locale: Locale): string {
	const named = signs.slice(0, mostNamed).map((sign) => words.sign[locale](sign));
	const more = signs.length > mostNamed ? [words.more[locale](signs.length - mostNamed)] : [];
	const told = [...named, ...more].join(locale === 'en' ? ', ' : '、');
	return `${fieldWords(field, locale)}${locale === 'en' ? ': ' : '：'}${told}`;
}

function fieldWords(field: string, locale: Locale): string {
	const { name, creditCode, project, issuer, evidence } = words.fields;
	if (field === 'name') return name[locale];
	if (field === 'creditCode') return creditCode[locale];
	const lists = new Map<string, Record<Locale, (n: number) => string>>([
		['projects.name', project],
		['titles.issuer', issuer],
		['evidence.name', evidence]
	]);
	const [, list, place, key] = /^(\w+)\.(\d+)\.(\w+)$/.exec(field) ?? [];
	const title = lists.get(`${list}.${key}`);
	return title ? title[locale](Number(place) + 1) : field;
}
