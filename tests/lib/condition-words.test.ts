import { describe, expect, test } from 'vitest';
import { openContent } from '../../scripts/content.ts';
import { actualWords, leafWords, type Names } from '#lib/words/condition.ts';
import type { Leaf } from '#scoring';

const library = openContent();
const names: Names = {
	catalogue: library.catalogue,
	editions: [...library.editions.values()].map(({ edition }) => edition)
};

describe('what there is of a title', () => {
	const leaf: Leaf = { title: 'star-cloud', level: 'five-star', is: 'held' };

	test.each([
		[{ state: 'not-held' as const }, '未持有', 'not held'],
		[{ state: 'held' as const }, '持有', 'held'],
		[
			{ state: 'held' as const, level: 'four-star', awarded: '2023-05-01', expires: '2024-12-31' },
			'持有，四星级，2023年5月1日获得，有效至2024年12月31日',
			'held, Four stars, awarded on 1 May 2023, good until 31 December 2024'
		],
		[
			{ state: 'held' as const, issuer: '江苏省工业和信息化厅', awarded: '2023-05-01' },
			'持有，江苏省工业和信息化厅颁发，2023年5月1日获得',
			'held, issued by 江苏省工业和信息化厅, awarded on 1 May 2023'
		],
		[{ state: 'held' as const, first: false }, '持有，非首次', 'held, not for the first time']
	])('%o', (record, chinese, english) => {
		const judged = {
			verdict: 'unmet',
			leaf,
			actual: [{ title: 'star-cloud', ...record }]
		} as const;
		expect(actualWords(judged, names, 'zh-cn')).toEqual({ actual: chinese });
		expect(actualWords(judged, names, 'en')).toEqual({ actual: english });
	});
});

test('a tier that is not certain is told by every title it may have', () => {
	const leaf: Leaf = { tier: 'sme-digital-level', in: ['level-3'] };
	const judged = { verdict: 'unknown', leaf, actual: ['none', 'level-1'] } as const;
	expect(actualWords(judged, names, 'zh-cn').actual).toMatch(/^[^；]*级[^；]*；一级$/);
});

test('a rung is told by its words, and how many rungs it is short of what is needed', () => {
	const { edition } = library.editions.get('smart-factory-gradient@2025')!;
	const leaf: Leaf = { answer: 'effect-standing', atLeast: 3 };
	const [one, two] = [1, 2].map((n) => ({ low: { n, d: 1 }, high: { n, d: 1 } }));
	const judged = { verdict: 'unmet', leaf, actual: one!, short: two! } as const;
	const within = { ...names, edition };
	expect(leafWords(leaf, within, 'zh-cn').needed).toBe('不低于 国内领先');
	expect(actualWords(judged, within, 'zh-cn')).toEqual({
		actual: '省内行业平均以上',
		short: '2 档'
	});
	expect(actualWords(judged, within, 'en').short).toBe('2 rungs');
	expect(actualWords({ ...judged, short: one! }, within, 'en').short).toBe('1 rung');
});
