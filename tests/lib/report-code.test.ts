import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groupedCode, makeCode, readCode } from '#lib/report/code.ts';

const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** By hand: the number in base 32, modulo 37; 7K3M9QXAP2RT gives 27, which is V. */
const good = '7K3M9QXAP2RTV';

/** Codes of chance, from a generator that fast-check can repeat. */
const codes = fc
	.infiniteStream(fc.nat(31))
	.map((stream) => makeCode(() => stream.next().value as number));

describe('a code', () => {
	test('is twelve signs and the one that checks them', () => {
		expect(readCode(good)).toBe(good);
		// 0 in base 32 is 0, and 0 modulo 37 is 0; 1 is 1; 32 (10) is 32, whose check would be a mark.
		expect(readCode('0'.repeat(13))).toBe('0'.repeat(13));
		expect(readCode('0000000000011')).toBe('0000000000011');
		expect(signs.split('').some((check) => readCode(`000000000010${check}`))).toBe(false);
	});

	test('never has a check that cannot be typed: another is made', () => {
		const given = [...'000000000010', ...'000000000001'].map((sign) => signs.indexOf(sign));
		expect(makeCode(() => given.shift()!)).toBe('0000000000011');
	});

	test.each([
		['small letters and hyphens', '7k3m-9qxa-p2rtv'],
		['blanks', ' 7K3M 9QXA P2RTV '],
		['wide signs of a Chinese keyboard', '７Ｋ３Ｍ－９ＱＸＡ－Ｐ２ＲＴＶ'],
		['long hyphens', '7K3M—9QXA–P2RTV']
	])('is read as people type it: %s', (_, typed) => {
		expect(readCode(typed)).toBe(good);
	});

	test('takes O for 0, and I and L for 1', () => {
		expect(readCode('OOOOOOOOOOOIL')).toBe('0000000000011');
	});

	test.each(['', '7K3M9QXAP2RT', `${good}0`, '7K3M9QXAP2RTU', '7K3M9QXAP2R*V', '核验'])(
		'is not %s',
		(typed) => {
			expect(readCode(typed)).toBeUndefined();
		}
	);

	test('is read again as it is printed, in three groups', () => {
		expect(groupedCode(good)).toBe('7K3M-9QXA-P2RTV');
		fc.assert(
			fc.property(codes, (code) => {
				expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{13}$/);
				expect(readCode(groupedCode(code))).toBe(code);
			})
		);
	});

	test('is none with one sign wrong, whichever', () => {
		fc.assert(
			fc.property(codes, fc.nat(12), fc.integer({ min: 1, max: 31 }), (code, at, by) => {
				const other = signs[(signs.indexOf(code[at]!) + by) % 32]!;
				expect(readCode(code.slice(0, at) + other + code.slice(at + 1))).toBeUndefined();
			})
		);
	});

	test('is none with two neighbours of the twelve in each other’s place', () => {
		fc.assert(
			fc.property(codes, fc.nat(10), (code, at) => {
				fc.pre(code[at] !== code[at + 1]);
				const swapped = code.slice(0, at) + code[at + 1]! + code[at]! + code.slice(at + 2);
				expect(readCode(swapped)).toBeUndefined();
			})
		);
	});
});
