import type { Day, Locale, Text } from '#scoring';

const report = { 'zh-cn': '数字化水平诊断报告', en: 'digital-maturity-report' } as const;
const titles = {
	pdf: report,
	docx: report,
	xlsx: { 'zh-cn': '支持措施', en: 'support-measures' },
	json: { 'zh-cn': '计算过程', en: 'trace' },
	zip: { 'zh-cn': '档案包', en: 'package' }
} as const satisfies Record<string, Text>;

/** The parameters of `content-disposition` for a report: a plain name, and the real one by RFC 5987. */
export function fileName(
	name: string | undefined,
	on: Day,
	locale: Locale,
	kind: keyof typeof titles
): string {
	const real = savedName(name, on, locale, kind);
	return `filename="report-${on}.${kind}"; filename*=UTF-8''${encoded(real)}`;
}

/** The real one. */
export function savedName(
	name: string | undefined,
	on: Day,
	locale: Locale,
	kind: keyof typeof titles
): string {
	return `${[cleaned(name ?? ''), titles[kind][locale], on].filter(Boolean).join('-')}.${kind}`;
}

/** What most systems take of a name is 255 bytes: this leaves room for all else. */
const mostBytes = 180;

/** Without what no file system takes, nor what would hide the ending. */
function cleaned(name: string): string {
	const allowed = name.toWellFormed().replace(/[\p{C}\p{Zl}\p{Zp}\\/:*?"<>|.]/gu, ' ');
	const signs = [...allowed.replace(/\s+/g, ' ').trim()].slice(0, 60);
	while (new TextEncoder().encode(signs.join('')).length > mostBytes) signs.pop();
	return signs.join('');
}

/** A name in `filename*`: RFC 5987 leaves fewer signs as they are than `encodeURIComponent`. */
export function encoded(text: string): string {
	return encodeURIComponent(text).replace(
		/['()*]/g,
		(sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
	);
}
