import { afterEach, describe, expect, test } from 'vitest';
import type { Catalogue, Condition } from '#scoring';
import { overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { band } from '#lib/ui/band.ts';
import { inWords } from '#lib/ui/condition-words.ts';
import { date } from '#lib/ui/dates.ts';
import { levelWord } from '#lib/ui/level.ts';
import { money, moneyBetween } from '#lib/ui/money.ts';
import { percent } from '#lib/ui/percent.ts';
import { list, say } from '#lib/ui/text.ts';
import { sizeWords } from '#lib/words/format.ts';

const speak = (locale: 'zh-cn' | 'en') => overwriteGetLocale(() => locale);
/** As one reads it: the blank before a percent sign does not break a line. */
const read = (text: string) => text.replaceAll('\u00a0', ' ');

afterEach(() => speak('zh-cn'));

test.each([
	['2024-12-31', '2024年12月31日', '31 December 2024'],
	['2022-01-28', '2022年1月28日', '28 January 2022'],
	['2023-06', '2023年6月', 'June 2023'],
	['unknown', '不明', 'unknown']
])('%s is written %s and %s', (written, chinese, english) => {
	speak('zh-cn');
	expect(date(written)).toBe(chinese);
	speak('en');
	expect(date(written)).toBe(english);
});

test.each([
	[500, '500万元', 'CNY 5,000,000'],
	[499.99, '499.99万元', 'CNY 4,999,900'],
	// 1.005 is a little less in binary: it is rounded as it is written, not as it is kept.
	[1.005, '1.01万元', 'CNY 10,050'],
	[0, '0万元', 'CNY 0']
])('%f of 万元 is written %s and %s', (wan, chinese, english) => {
	speak('zh-cn');
	expect(money(wan)).toBe(chinese);
	speak('en');
	expect(read(money(wan))).toBe(english);
});

test('money between two bounds names both, one only where they are the same', () => {
	expect(moneyBetween({ low: 500, high: 740 })).toBe('500–740万元');
	expect(moneyBetween({ low: 500, high: 500 })).toBe('500万元');
	expect(moneyBetween(50)).toBe('50万元');
});

test('a share keeps its sign on the line', () => {
	expect(percent(12)).toBe('12\u00a0%');
	expect(percent(1.2)).toBe('1.2\u00a0%');
});

test.each([
	[{ over: 10, upTo: 20 }, '(10 %, 20 %]'],
	[{ upTo: 10 }, '[0 %, 10 %]'],
	[{ over: 60 }, '(60 %, ∞)'],
	[{}, '[0 %, ∞)']
])('the interval %o is %s', (choice, written) => {
	expect(read(band(choice))).toBe(written);
});

test.each([
	[1, '1 KB'],
	[48_200, '49 KB'],
	[999_000, '999 KB'],
	[1_000_000, '1 MB'],
	[3_449_999, '3.4 MB'],
	[10_485_760, '10.5 MB']
])('a file of %i bytes has %s', (bytes, words) => {
	expect(sizeWords(bytes)).toBe(words);
});

test('levels and lists are in the language of the page', () => {
	expect(levelWord(3)).toBe('三级');
	expect(list(['甲', '乙'])).toBe('甲、乙');
	expect(say({ 'zh-cn': '网络', en: 'Networks' })).toBe('网络');
	speak('en');
	expect(levelWord(3)).toBe('Level 3');
	expect(list(['a', 'b'])).toBe('a, b');
	expect(say({ 'zh-cn': '网络', en: 'Networks' })).toBe('Networks');
});

describe('a condition in words', () => {
	const text = (words: string) => ({ 'zh-cn': words, en: words });
	const ask = { owner: 'enterprise', title: text('贷款'), ask: text('多少？') } as const;
	const catalogue: Catalogue = {
		facts: new Map([['loan', { id: 'loan', type: 'money', ...ask }]]),
		titles: new Map(),
		zones: new Map(),
		industries: new Map()
	};
	const names = { catalogue, editions: [], open: new Map([['when', text('何时？')]]) };

	test('keeps the shape of the tree and the source of each leaf', () => {
		const source = { authority: 'derived', clause: '四(三)' } as const;
		const condition: Condition = {
			all: [
				{ fact: 'loan', atLeast: 500, source },
				{ any: [{ open: 'when' }, { not: { fact: 'loan', over: 0 } }] }
			]
		};
		expect(inWords(condition, names)).toMatchObject({
			kind: 'all',
			parts: [
				{
					kind: 'leaf',
					subject: '贷款',
					needed: expect.stringMatching(/^不低于\s?500万元$/) as string,
					source
				},
				{
					kind: 'any',
					parts: [
						{ kind: 'leaf', subject: '原文未明确', needed: '何时？' },
						{ kind: 'not', parts: [{ kind: 'leaf', subject: '贷款' }] }
					]
				}
			]
		});
	});
});
