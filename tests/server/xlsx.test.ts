import { readFileSync } from 'node:fs';
import readXlsxFile from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { readCase, type CaseFile } from '#lib/diagnosis/case-file.ts';
import { openDossier } from '#lib/diagnosis/dossier.ts';
import { parseYaml } from '#lib/library/yaml.ts';
import { diagnosisSheets, supportSheets } from '#lib/report/spreadsheet.ts';
import type { Sheet } from '#lib/spreadsheet.ts';
import { writeXlsx } from '#server/xlsx.ts';
import type { Locale } from '#scoring';
import { openContent } from '../../scripts/content.ts';

/** What another library reads of what was written. */
async function readBack(sheets: readonly Sheet[]) {
	return readXlsxFile(Buffer.from(await writeXlsx(sheets)));
}

const sheet = (...rows: Sheet['rows']): Sheet => ({
	name: '表',
	columns: [
		{ title: '甲', width: 10 },
		{ title: '=乙', width: 20 }
	],
	rows
});

describe('a workbook', () => {
	test('keeps words as words and numbers as numbers', async () => {
		const rows = [
			['=1+1', 1234.567891],
			['+8613800000000', 0],
			['-2', -2],
			['@SUM(A1)', 0.000001],
			['=HYPERLINK("http://example.com","x")', undefined],
			['5', 5],
			['a<b>&"c', 1],
			['两\n行', 2],
			['_x0041_ and _x000D_', 3]
		];
		const [read] = await readBack([sheet(...rows)]);
		expect(read!.data).toEqual([
			['甲', '=乙'],
			...rows.map((row) => row.map((cell) => cell ?? null))
		]);
	});

	test('leaves out what no file of it can hold', async () => {
		const [read] = await readBack([sheet(['a\u0000b\u0007\ud800c', 1])]);
		expect(read!.data[1]).toEqual(['abc', 1]);
	});

	test('has its sheets in their order', async () => {
		const read = await readBack([sheet(), { ...sheet(), name: '另一张' }]);
		expect(read.map((one) => one.sheet)).toEqual(['表', '另一张']);
	});
});

describe('what was found of the measures', () => {
	const library = openContent();
	const example = 'examples/yancheng-caster.yaml';
	const said = readCase(library, parseYaml(readFileSync(example, 'utf8'), example)).output!;

	async function rowsOf(change: Partial<CaseFile> = {}, locale: Locale = 'zh-cn') {
		const dossier = openDossier(library, { ...said, ...change }, '2024-10-15');
		const sheets = supportSheets(dossier, library, locale, { printedOn: '2026-11-22' });
		const [measures, about] = await readBack(sheets);
		const [titles, ...rows] = measures!.data as (string | number | null)[][];
		const named = rows.map((row) =>
			Object.fromEntries(titles!.map((title, i) => [String(title), row[i]]))
		);
		return { titles, rows: named, about: Object.fromEntries(about!.data as [string, string][]) };
	}

	test('is a row for each measure, what helps first', async () => {
		const { rows } = await rowsOf();
		// 16 + 17 + 7 + 29 + 25.
		expect(rows).toHaveLength(94);
		const outcomes = [...new Set(rows.map(({ 判断 }) => 判断))];
		expect(outcomes.slice(0, 2)).toEqual(['符合条件', '还不能判断']);
		expect(outcomes).toContain('不在支持范围内');
	});

	test('has the amount of a measure as numbers, with formula, source and period', async () => {
		const { rows } = await rowsOf();
		const row = rows.find(({ 措施 }) => 措施 === '项目有效投入补助')!;
		// 500 × 10 % = 50万元 for 2024.
		expect(row).toMatchObject({
			文号: '盐政办发〔2022〕6号',
			条款: '四(三)',
			判断: '符合条件',
			'金额至少（万元）': 50,
			'金额至多（万元）': 50,
			不超过: null,
			算法: '500万元 × 10 %（2024年）',
			施行期: '2022年1月28日至2024年12月31日'
		});
		expect(row.出处).toContain('仅一份副本');
	});

	test('marks what is only a ceiling and says what is still to be asked', async () => {
		const { rows } = await rowsOf({
			facts: { ...(said.facts as object), area: '441900' },
			projects: [{ name: '甲', facts: { 'actual-input': 1600 } }]
		});
		const row = rows.find(({ 措施 }) => 措施 === '智能车间项目补助')!;
		// 1600 × 25 % = 400万元, no more than a ceiling.
		expect(row).toMatchObject({
			判断: '还不能判断',
			'金额至少（万元）': 0,
			'金额至多（万元）': 400,
			不超过: '是',
			金额: '不超过400万元'
		});
		expect(row.需要补充).not.toBeNull();
	});

	test('is there in English, and a name that looks like a formula stays a name', async () => {
		const name = '=cmd|"/c calc"!A1';
		const { titles, about } = await rowsOf({ name }, 'en');
		expect(titles).toContain('Amount at most (CNY 10,000)');
		expect(about.Enterprise).toBe(name);
		expect(about['Judged on']).toBe('15 October 2024');
	});
});

// Worked by hand in the example: base 26.45 + management 12.75 + results 15 = 54.2.
describe('every answer as a workbook', () => {
	const library = openContent();
	const example = 'examples/yancheng-caster.yaml';
	const said = readCase(library, parseYaml(readFileSync(example, 'utf8'), example)).output!;

	async function answersOf(change: Partial<CaseFile> = {}, locale: Locale = 'zh-cn') {
		const dossier = openDossier(library, { ...said, ...change }, '2024-10-15');
		const sheets = diagnosisSheets(dossier, library, locale, { printedOn: '2026-11-22' });
		const read = await readBack(sheets);
		const [titles, ...rows] = read[0]!.data;
		return { names: read.map(({ sheet }) => sheet), titles, rows };
	}

	test('has a row for each part with its points as numbers, and the total below', async () => {
		const { names, titles, rows } = await answersOf();
		expect(names).toEqual(['答案与得分', '支持措施', '说明']);
		expect(titles).toEqual(['编号', '题目', '答案', '得分至少', '得分至多', '满分', '依据']);
		const { edition } = library.editions.get(said.questionnaire)!;
		// Each part once, and the total, which is the whole.
		const ids = rows.slice(0, -1).map(([id]) => id);
		expect(ids.sort()).toEqual(
			edition.parts.flatMap((part) => (part === edition.root ? [] : [part.name])).sort()
		);
		const parts = edition.root.parts.map(({ name }) => rows.find(([id]) => id === name)!);
		expect(parts.map((row) => row.slice(3, 5))).toEqual(
			expect.arrayContaining([
				[26.45, 26.45],
				[12.75, 12.75],
				[15, 15]
			])
		);
		expect(rows.at(-1)!.slice(1, 5)).toEqual(['总分', expect.anything(), 54.2, 54.2]);
	});

	test('says what is not answered, with what it may still bring', async () => {
		const { rows } = await answersOf({ answers: {} });
		const total = rows.at(-1)!;
		expect(total[3]).toBe(0);
		expect(total[4]).toBe(100);
	});

	test('of a standard without points it has levels in their place', async () => {
		const ref = [...library.editions.keys()].find(
			(one) => library.editions.get(one)!.edition.root.scored.length === 0
		)!;
		const { titles } = await answersOf({ questionnaire: ref, answers: {} }, 'en');
		expect(titles).toEqual(['Id', 'Question', 'Answer', 'Level', 'Rests on']);
	});
});
