import type { Day, Locale } from '#scoring';

const title = { 'zh-cn': '数字化水平诊断报告', en: 'digital-maturity-report' } as const;

/** The parameters of `content-disposition` for a report: a plain name, and the real one by RFC 5987. */
export function fileName(name: string | undefined, on: Day, locale: Locale): string {
	const real = `${[cleaned(name ?? ''), title[locale], on].filter(Boolean).join('-')}.pdf`;
	return `filename="report-${on}.pdf"; filename*=UTF-8''${encoded(real)}`;
}

/** Without what no file system takes, nor what would hide the ending. */
function cleaned(name: string): string {
	const allowed = name.toWellFormed().replace(/[\p{C}\p{Zl}\p{Zp}\\/:*?"<>|.]/gu, ' ');
	return [...allowed.replace(/\s+/g, ' ').trim()].slice(0, 60).join('');
}

/** RFC 5987 leaves fewer signs as they are than `encodeURIComponent`. */
function encoded(text: string): string {
	return encodeURIComponent(text).replace(
		/['()*]/g,
		(sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
	);
}
