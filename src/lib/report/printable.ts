import ranges from '@fontsource/noto-sans-sc/unicode.json' with { type: 'json' };

/**
 * The signs beside Chinese characters that our font has and a report may need: Latin with its accents,
 * Greek-free; Cyrillic, punctuation, arrows, mathematics, numbers in circles, boxes, kana, wide forms.
 */
const beside = [
	[0x20, 0x7e],
	[0xa0, 0xff],
	[0x401, 0x401],
	[0x410, 0x44f],
	[0x451, 0x451],
	[0x1ea0, 0x1ef9],
	[0x2010, 0x2016],
	[0x2018, 0x201a],
	[0x201c, 0x201e],
	[0x2020, 0x2022],
	[0x2025, 0x2027],
	[0x2030, 0x2030],
	[0x2032, 0x2033],
	[0x2039, 0x203c],
	[0x2103, 0x2103],
	[0x2116, 0x2116],
	[0x2122, 0x2122],
	[0x2190, 0x2194],
	[0x2211, 0x2212],
	[0x221e, 0x221e],
	[0x2248, 0x2248],
	[0x2260, 0x2261],
	[0x2264, 0x2265],
	[0x2460, 0x2471],
	[0x25a0, 0x25a1],
	[0x25b2, 0x25b3],
	[0x25cb, 0x25cb],
	[0x25ce, 0x25cf],
	[0x2605, 0x2606],
	[0x2713, 0x2713],
	[0x3001, 0x3003],
	[0x3005, 0x3017],
	[0x3041, 0x3093],
	[0x30a1, 0x30f6],
	[0x30fb, 0x30fe],
	[0xff01, 0xff5e],
	[0xffe5, 0xffe5]
] as const;

/** Chinese characters: those the font's own list names. */
const han = Object.values(ranges)
	.flatMap((list) => list.split(','))
	.map((range) => {
		const [from, to = from] = range.replace('U+', '').split('-') as [string, string?];
		return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const;
	})
	.filter(([from, to]) => from >= 0x4e00 && to < 0x9fef);

const printables = new Set(
	[...beside, ...han].flatMap(([from, to]) =>
		Array.from({ length: to - from + 1 }, (_, i) => from + i)
	)
);

/**
 * A text as our font can print it, so that what a PDF says when it is searched is what it shows. A sign
 * without a glyph (an emoji, the rarest characters) is written by its code, 〔U+1F600〕; invisible ones that
 * only join or turn their neighbours are left out; runs of blanks become one, as in a browser.
 */
export function printable(text: string): string {
	// Nearly every text is printable as it stands, and a report has thousands.
	if (isPrintable(text)) return text;
	const blanks = text.replace(/\s+/gu, (run) => (run.includes('\u00a0') ? '\u00a0' : ' '));
	return [...blanks].map(sign).join('');
}

/** A sign that our font cannot print. */
export interface Unprintable {
	/** The first sign of a text is 1. */
	readonly place: number;
	/** `U+1F600`. */
	readonly code: string;
}

/**
 * What {@link printable} would not leave as it is, blanks apart: a print that somebody signs must not have any,
 * not even those that nobody sees.
 */
export function unprintable(text: string): Unprintable[] {
	if (isPrintable(text)) return [];
	return [...text].flatMap((character, i) => {
		const code = character.codePointAt(0)!;
		const isPrinted = printables.has(code) || /\s/u.test(character);
		return isPrinted ? [] : [{ place: i + 1, code: codeWords(code) }];
	});
}

function isPrintable(text: string): boolean {
	let before = 0;
	for (let i = 0; i < text.length; i++) {
		// Half of a pair is no printable sign either, and none of ours is a pair.
		const code = text.charCodeAt(i);
		if (!printables.has(code) || (code === 0x20 && before === 0x20)) return false;
		before = code;
	}
	return true;
}

function sign(character: string): string {
	const code = character.codePointAt(0)!;
	if (printables.has(code)) return character;
	if (/[\p{Cc}\p{Cf}\p{Mn}\u{fe00}-\u{fe0f}]/u.test(character)) return '';
	return `〔${codeWords(code)}〕`;
}

function codeWords(code: number): string {
	return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
