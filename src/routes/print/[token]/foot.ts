import type { Report } from '#lib/report/report.ts';

const page = {
	'zh-cn': { before: '第 ', after: ' 页' },
	en: { before: 'Page ', after: '' }
} as const;

/**
 * Says in which language the document is, and what stands at the foot of every page. The boxes at the margin take it from these properties:
 * they are no part of the document and nothing else reaches them. Their signs are asked for by hand,
 * since a font is loaded only for what stands in the document.
 */
export async function atFoot({ running, locale }: Report): Promise<void> {
	const { before, after } = page[locale];
	const { style } = document.documentElement;
	document.documentElement.lang = locale === 'en' ? 'en' : 'zh-CN';
	style.setProperty('--foot-running', quoted(running));
	style.setProperty('--foot-before', quoted(before));
	style.setProperty('--foot-after', quoted(after));
	await document.fonts.load('400 8pt "Noto Sans SC"', `${running}${before}${after}0123456789/`);
}

/** A string of CSS. */
function quoted(text: string): string {
	return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
