import { describe, expect, it } from 'vitest';
import { figures, one, simple } from '../support/edition.ts';
import { points, scored } from '../support/scored.ts';

const options = {
	more: { points: 0, trend: 'up' as const },
	same: { points: 3.5, trend: 'flat' as const },
	less: { points: 7, trend: 'down' as const }
};
const plain = simple([
	figures('energy', { now: { decimals: 2 }, before: { decimals: 2 } }),
	one('use', options, { trendOf: { now: 'energy.now', before: 'energy.before' } })
]);
const ratio = (year: string) => ({ numerator: `${year}.energy`, denominator: `${year}.output` });
const intensity = simple([
	figures('now', { energy: {}, output: {} }),
	figures('before', { energy: {}, output: {} }),
	one('use', options, { trendOf: { now: ratio('now'), before: ratio('before') } })
]);

const findings = (now: number, before: number, use: string) =>
	scored(plain, { energy: { now, before }, use }).findings;

describe('year on year', () => {
	it.each([
		[100.01, 100, 'more'],
		[100, 100, 'same'],
		[99.99, 100, 'less'],
		[0, 0, 'same'],
		[1, 0, 'more']
	])('%f after %f is %s', (now, before, use) => {
		expect(findings(now, before, use)).toEqual([]);
	});

	it('the option decides; the figures only contradict', () => {
		const given = { energy: { now: 120, before: 100 }, use: 'less' };
		expect(points(plain, given)).toBe('7');
		expect(scored(plain, given).findings).toEqual([
			{ kind: 'trend-contradicts', question: 'use', chosen: 'less', figures: 'more' }
		]);
	});

	it('without an option the figures decide nothing', () => {
		const given = { energy: { now: 120, before: 100 } };
		expect(points(plain, given)).toBe('0…7');
		expect(scored(plain, given).findings).toEqual([]);
	});

	it('"unchanged" with figures that differ has a remark of its own, since the tolerance is not known', () => {
		expect(findings(100.01, 100, 'same')).toEqual([
			{ kind: 'trend-not-flat', question: 'use', chosen: 'same', figures: 'more' }
		]);
	});

	it('one figure says nothing', () => {
		expect(scored(plain, { energy: { now: 120 }, use: 'less' }).findings).toEqual([]);
	});
});

describe('a quotient year on year', () => {
	const of = (energy: number, output: number) => ({ energy, output });

	it.each([
		// 100/300 = 101/303: the same third
		['the same in other numbers', of(101, 303), of(100, 300), 'same'],
		// 1/3 against 333333333333/10^12, a hair below
		['a hair more', of(1, 3), of(333_333_333_333, 1_000_000_000_000), 'more'],
		// (10^12 − 1)/10^12 < 1
		['a hair less', of(999_999_999_999, 1_000_000_000_000), of(1, 1), 'less']
	])('%s', (_, now, before, use) => {
		expect(scored(intensity, { now, before, use }).findings).toEqual([]);
		const other = use === 'more' ? 'less' : 'more';
		expect(scored(intensity, { now, before, use: other }).findings).toHaveLength(1);
	});

	it('without an output is none', () => {
		const given = { now: of(5, 0), before: of(5, 1), use: 'less' };
		expect(scored(intensity, given).findings).toEqual([
			{ kind: 'zero-denominator', question: 'use' }
		]);
		expect(points(intensity, given)).toBe('7');
	});
});
