import { readFileSync } from 'node:fs';
import * as fontkit from 'fontkit';
import { describe, expect, test } from 'vitest';
import { caseFileSchema, type CaseFile } from '#lib/diagnosis/case-file.ts';
import { missingIn, missingWords } from '#lib/report/missing.ts';
import { printable, unprintable } from '#lib/report/printable.ts';
import { parse } from '#scoring';

const fonts = 'node_modules/@fontsource/noto-sans-sc';
const said: CaseFile = { questionnaire: 'sme-digital-level@2024' };

/** What the fonts that the application ships in a weight have a glyph for, by their own tables. */
function glyphsOf(weight: 400 | 700): Set<number> {
	const sheets = ['src/app.css', 'src/routes/print/[token]/print.css'];
	const imported = sheets.flatMap((sheet) =>
		[...readFileSync(sheet, 'utf8').matchAll(/'@fontsource\/noto-sans-sc\/(.*?)'/g)].map(
			([, file]) => file!
		)
	);
	const files = imported
		.filter((file) => file.endsWith(`${weight}.css`))
		.flatMap((file) => [
			...readFileSync(`${fonts}/${file}`, 'utf8').matchAll(/files\/[^)]*\.woff2/g)
		]);
	expect(files.length).toBeGreaterThan(100);
	const glyphs = files.flatMap(([file]) => {
		const font = fontkit.openSync(`${fonts}/${file}`);
		if (!('characterSet' in font)) throw new Error(`expected one font, ${file}`);
		return font.characterSet.filter((code) => font.glyphForCodePoint(code).id !== 0);
	});
	return new Set(glyphs);
}

test.each([400, 700] as const)(
	'whatever counts as printable has a glyph, in weight %i',
	(weight) => {
		const glyphs = glyphsOf(weight);
		const printed = Array.from({ length: 0x32000 }, (_, code) => code).filter(
			// Halves of pairs are no characters.
			(code) =>
				(code < 0xd800 || code > 0xdfff) &&
				unprintable(String.fromCodePoint(code)).length === 0 &&
				!/\s/u.test(String.fromCodePoint(code))
		);
		// GB 2312 alone has 6,763 hanzi.
		expect(printed.length).toBeGreaterThan(6763);
		expect(printed.filter((code) => !glyphs.has(code)).map((code) => code.toString(16))).toEqual(
			[]
		);
	}
);

describe('what the font lacks', () => {
	test.each([
		['示例压铸有限公司', []],
		['a \n\t b', []],
		['笑😀厂', [{ place: 2, code: 'U+1F600' }]],
		// The place counts characters, not units of the string.
		[
			'𠮷𪛖厂',
			[
				{ place: 1, code: 'U+20BB7' },
				{ place: 2, code: 'U+2A6D6' }
			]
		],
		['甲\u200b乙', [{ place: 2, code: 'U+200B' }]],
		['\u202e司公', [{ place: 1, code: 'U+202E' }]],
		[
			'שלום',
			[
				{ place: 1, code: 'U+05E9' },
				{ place: 2, code: 'U+05DC' },
				{ place: 3, code: 'U+05D5' },
				{ place: 4, code: 'U+05DD' }
			]
		],
		['\ud83d', [{ place: 1, code: 'U+D83D' }]]
	])('%j', (text, found) => {
		expect(unprintable(text)).toEqual(found);
	});

	test('is found in every text of the enterprise, and nowhere else', () => {
		const full: CaseFile = {
			...said,
			name: '𠮷厂',
			creditCode: '9132😀',
			projects: [{ name: '智能化改造' }, { name: '改\u200b造' }],
			titles: [{ title: 'cmmm', issuer: '协会𡿨' }],
			answers: { base: 'to-20' }
		};
		const missing = missingIn(full, [{ name: '设备清单.pdf' }, { name: '照片📷.jpg' }]);
		expect(missing.map((one) => missingWords(one, 'zh-cn'))).toEqual([
			'企业名称：第 1 字 U+20BB7',
			'统一社会信用代码：第 5 字 U+1F600',
			'项目 2 的名称：第 2 字 U+200B',
			'第 1 项证书或称号的颁发单位：第 3 字 U+21FE8',
			'第 2 件证据的名称：第 3 字 U+1F4F7'
		]);
		expect(missing.map((one) => missingWords(one, 'en'))[2]).toBe(
			'Name of project 2: character 2 U+200B'
		);
	});

	test('of a name of 200 rare characters is named and counted', () => {
		// One of each of the extensions B to H in turn.
		const rare = [0x20000, 0x2a700, 0x2b740, 0x2b820, 0x2ceb0, 0x30000, 0x31350];
		const name = Array.from({ length: 200 }, (_, i) => String.fromCodePoint(rare[i % 7]! + i)).join(
			''
		);
		expect(parse(caseFileSchema, { ...said, name }).faults).toBeUndefined();
		expect(parse(caseFileSchema, { ...said, name: `${name}厂` }).faults).toHaveLength(1);
		const [missing, ...others] = missingIn({ ...said, name }, []);
		expect(others).toEqual([]);
		expect(missing!.signs).toHaveLength(200);
		const told = missingWords(missing!, 'zh-cn');
		expect(told).toMatch(/^企业名称：第 1 字 U\+20000、第 2 字 U\+2A701、/);
		expect(told).toMatch(/、另有 180 处$/);
		expect(printable(name)).toMatch(/^(〔U\+[23][0-9A-F]{4}〕){200}$/);
	});
});
