import { describe, expect, test } from 'vitest';
import { openFold, openSearch } from '#lib/measures/search.ts';
import type { Locale } from '#scoring';
import { simplified } from '#server/simplified.ts';
import { openContent } from '../../../scripts/content.ts';

const fold = openFold(simplified);
const documents = [...openContent().documents.values()].map(({ document }) => document);
const search = openSearch(documents, fold);

/** `document/measure` of what is found. */
function found(typed: string, locale: Locale = 'zh-cn'): string[] {
	const fits = search(typed, locale);
	return documents
		.flatMap(({ measures }) => measures)
		.filter(fits)
		.map(({ ref }) => ref)
		.sort();
}

const measuresOf = (id: string) =>
	documents
		.filter(({ data }) => data.id === id)
		.flatMap(({ measures }) => measures.map(({ ref }) => ref))
		.sort();

describe('folding', () => {
	test.each([
		'盐政办发〔2022〕6号',
		'盐政办发[2022]6号',
		'盐政办发(2022)6号',
		'盐政办发（2022）6号',
		'盐政办发【2022】6号',
		'盐政办发［２０２２］６号',
		'鹽政辦發〔2022〕6號',
		'盐政办发20226号'
	])('%s is the same document number', (number) => {
		expect(fold(number)).toBe('盐政办发20226号');
	});

	test.each([
		['製造業數字化轉型', '制造业数字化转型'],
		['裡面與裏面', '里面与里面'],
		// 著 is 着 here, and stays what it is in 著作.
		['著力發展', '着力发展'],
		['著作', '著作'],
		['“链主”企业', '链主企业'],
		['DCMM　ＤＣＭＭ', 'dcmm dcmm'],
		['Yancheng’s “plan”', 'yanchengs plan']
	])('%s is read as %s', (text, folded) => {
		expect(fold(text)).toBe(folded);
	});
});

describe('searching', () => {
	test.each(['盐政办发[2022]6号', '鹽政辦發【2022】6號', '盐政办发 2022 6号', '６号 盐政办发'])(
		'%s finds the document with that number, all sixteen measures of it',
		(typed) => {
			expect(found(typed)).toHaveLength(16);
			expect(found(typed)).toEqual(measuresOf('yancheng-2022'));
		}
	);

	test('a measure is found by its title or summary, in either script', () => {
		const loans = ['yancheng-2022/loan-interest', 'zhanjiang-2023/loan-interest'];
		expect(found('贷款贴息')).toEqual(loans);
		expect(found('貸款貼息')).toEqual(loans);
		expect(found('ｄｃｍｍ')).toEqual(['dongguan-2023/dcmm-certificate', 'zhanjiang-2023/dcmm']);
	});

	test('several words must all be found, in any order', () => {
		expect(found('湛江 贷款贴息')).toEqual(['zhanjiang-2023/loan-interest']);
		expect(found('贷款贴息、湛江')).toEqual(['zhanjiang-2023/loan-interest']);
		expect(found('广东 贷款贴息')).toEqual([]);
	});

	test('a word does not reach over the end of a text', () => {
		// The title ends in 补助 and the summary begins with 中小.
		const [loan] = documents
			.flatMap(({ measures }) => measures)
			.filter(({ ref }) => ref === 'yancheng-2022/loan-interest');
		const across = loan!.data.title['zh-cn'].slice(-2) + loan!.data.summary['zh-cn'].slice(0, 2);
		expect(found(across)).toEqual([]);
	});

	test('an English page finds English and Chinese, a Chinese one Chinese', () => {
		expect(found('interest LOANS', 'en')).toContain('yancheng-2022/loan-interest');
		expect(found('interest loans')).toEqual([]);
		expect(found('貸款貼息', 'en')).toEqual(found('贷款贴息'));
	});

	test('nothing typed finds everything; what does not occur, nothing', () => {
		// 16 + 17 + 7 + 29 + 25.
		expect(found('')).toHaveLength(94);
		expect(found(' 〔〕 、')).toHaveLength(94);
		expect(found('量子')).toEqual([]);
	});
});
