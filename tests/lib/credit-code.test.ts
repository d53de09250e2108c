import { describe, expect, it } from 'vitest';
import * as creditCode from '../../src/lib/credit-code.ts';

describe('normalise', () => {
	it.each([
		['lower case', '91350100m000100y43'],
		['blanks inside and around', '  9135 0100 M000 100Y 43\n'],
		['full-width letters, digits and blanks', '９１３５０１００　Ｍ０００１００Ｙ４３'],
		['unseen characters of a pasted cell', '\uFEFF91350100\u200BM000100Y43\u0000']
	])('%s', (_, text) => {
		expect(creditCode.normalise(text)).toBe('91350100M000100Y43');
		expect(creditCode.check(text).verdict).toBe('valid');
	});
});

describe('check', () => {
	/**
	 * 91350100M000100Y43, worked out by hand. Outer: 9×1 + 1×3 + 3×9 + 5×27 + 0 + 1×26 + 0 + 0 + 21×20 (M)
	 * + 0 + 0 + 0 + 1×8 + 0 + 0 + 30×30 (Y) + 4×28 = 1640; 1640 = 52×31 + 28; 31 − 28 = 3, the last digit.
	 * Inner M000100Y-4: 22×3 (M) + 1×5 + 34×2 (Y) = 139; 139 = 12×11 + 7; 11 − 7 = 4, the seventeenth.
	 */
	it('a valid code', () => {
		expect(creditCode.check('91350100M000100Y43')).toEqual({
			verdict: 'valid',
			code: '91350100M000100Y43',
			innerValid: true,
			expected: '3',
			region: '350100'
		});
	});

	/**
	 * 91350211M0000XUF46. Outer: 9 + 3 + 27 + 135 + 0 + 52 + 16 + 17 + 420 (M) + 29×24 (X) + 27×10 (U)
	 * + 15×30 (F) + 4×28 = 2207; 2207 = 71×31 + 6; 31 − 6 = 25, which is R and not 6.
	 * Inner M0000XUF-4: 66 (M) + 33×8 (X) + 30×4 (U) + 15×2 (F) = 480; 480 = 43×11 + 7; 11 − 7 = 4.
	 */
	it('a code reported as real whose check digit fails is a warning, and its inner code is right', () => {
		expect(creditCode.check('91350211M0000XUF46')).toEqual({
			verdict: 'check-digit-fails',
			code: '91350211M0000XUF46',
			innerValid: true,
			expected: 'R',
			region: '350211'
		});
	});

	it.each(['91350100M0001TGQXM', '91350203M0001QAY9B'])('%s likewise', (code) => {
		expect(creditCode.check(code)).toMatchObject({
			verdict: 'check-digit-fails',
			innerValid: true
		});
	});

	/**
	 * The code above with E (14, weight 29) in the tenth place: 1640 + 406 = 2046 = 66×31, remainder 0,
	 * so 31 − 0 = 31, which is written 0. Inner: 139 + 14×7 = 237 = 21×11 + 6; 11 − 6 = 5, not the 4 there.
	 */
	it('writes 31 as 0', () => {
		expect(creditCode.check('91350100ME00100Y40')).toEqual({
			verdict: 'valid',
			code: '91350100ME00100Y40',
			innerValid: false,
			expected: '0',
			region: '350100'
		});
	});

	it('reaches every check digit, 0 included, and of a body exactly one digit is right', () => {
		const digits = '0123456789ABCDEFGHJKLMNPQRTUWXY';
		const reached = new Set<string>();
		for (const a of digits) {
			const body = `9132090${a}MA1000000`.slice(0, 17);
			const right = [...digits].filter((last) => creditCode.check(body + last).verdict === 'valid');
			expect(right).toHaveLength(1);
			expect(creditCode.check(`${body}0`)).toMatchObject({ expected: right[0] });
			reached.add(right[0]!);
		}
		// The eighth place counts 17 times, and 17 is prime to 31: all digits come up.
		expect(reached.size).toBe(31);
	});

	/** Inner 0000000X-: 33×2 = 66 = 6×11, so 11 − 0 = 11 is written 0; 00000003: 6, 11 − 6 = 5. */
	it('the inner check writes 11 as 0 and 10 as X', () => {
		expect(creditCode.check('913209020000000X00')).toMatchObject({ innerValid: true });
		expect(creditCode.check('913209020000000350')).toMatchObject({ innerValid: true });
		// Inner 0000100K would need 10: 5 + 20×2 = 45 = 4×11 + 1; 11 − 1 = 10, written X.
		expect(creditCode.check('913209020000100KX0')).toMatchObject({ innerValid: true });
		expect(creditCode.check('913209020000100K00')).toMatchObject({ innerValid: false });
	});

	it.each([
		['nothing', '', { kind: 'length', length: 0 }],
		['one short', '91350100M000100Y4', { kind: 'length', length: 17 }],
		['one more', '91350100M000100Y433', { kind: 'length', length: 19 }],
		['a number as a spreadsheet spoils it', '9.13501E+17', { kind: 'length', length: 11 }],
		[
			'a letter that is left out',
			'91350100MO00100Y43',
			{ kind: 'character', character: 'O', place: 10 }
		],
		['words', '盐城市某某机械制造有限公司盐都区分公司啊', { kind: 'length', length: 20 }],
		[
			'signs beyond the basic plane',
			`${'𠮷'.repeat(18)}`,
			{ kind: 'character', character: '𠮷', place: 1 }
		],
		[
			'half a surrogate pair',
			`91350100M000100Y4\uD842`,
			{ kind: 'character', character: '\uD842', place: 18 }
		]
	])('%s is malformed', (_, text, fault) => {
		const judged = creditCode.check(text);
		expect(judged).toMatchObject({ verdict: 'malformed', fault });
	});

	it('finds every exchange of one character', () => {
		const code = '91350100M000100Y43';
		for (let place = 0; place < 18; place++) {
			const other = code[place] === '7' ? '8' : '7';
			const changed = code.slice(0, place) + other + code.slice(place + 1);
			expect(creditCode.check(changed).verdict).toBe('check-digit-fails');
		}
	});
});
