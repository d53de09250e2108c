import { describe, expect, it } from 'vitest';
import type { MeasureData } from '#scoring';
import { judged, measure, wan } from '../support/policy.ts';
import { text } from '../support/edition.ts';

type Cap = NonNullable<Extract<MeasureData['benefit'], { kind: 'share' }>['caps']>[number];

const paid = (...args: Parameters<typeof judged>) => wan(judged(...args).amount);
const share = (rate: number, ...caps: Cap[]) =>
	measure({ kind: 'share', of: 'budget', rate, caps }, { judgedAt: 'project' });
const budgets = (...each: (number | undefined)[]) => ({
	projects: each.map((budget) => ({ facts: { budget } }))
});
const cap = (on: Cap['on'], amount: number, per: Cap['per']): Cap => ({ on, amount, per });

describe('a share', () => {
	it.each([
		// 1000 × 30 % = 300
		['one project', 30, [1000], 300],
		// 1000 × 30 % + 1 × 30 % = 300.3
		['two projects add up', 30, [1000, 1], 300.3],
		// 33.333 % of 0.01 万元 = 0.0033333 万元 = 33.333 元 = 3333.3 分, down to 3333
		['down to whole 分', 33.333, [0.01], 0.003333],
		// each down to 0.66 分 → 0; together they would be 1
		['down for each project, not for the sum', 66, [0.000001, 0.000001], 0],
		// 10^9 万元 × 33.333 % = 333 330 000 万元
		['of 10^9 万元', 33.333, [1_000_000_000], 333_330_000],
		// 999999999.999999 × 0.001 % = 9999.99999999999999, down to 9999.999999
		['of one 分 less, beyond 2^53', 0.001, [999_999_999.999999], 9999.999999],
		['of nothing', 30, [0], 0]
	])('%s', (_, rate, each, expected) => {
		expect(paid(share(rate), budgets(...each))).toBe(expected);
	});

	it('of what is not known may be anything up to its cap', () => {
		expect(paid(share(30), budgets(undefined))).toEqual([0, null]);
		expect(paid(share(30, cap('payment', 500, 'project')), budgets(undefined))).toEqual([0, 500]);
		// 300 for the other one, 300 + 500 at most
		expect(paid(share(30, cap('payment', 500, 'project')), budgets(1000, undefined))).toEqual([
			300, 800
		]);
	});
});

describe('rates by year of the spending', () => {
	const rates = { '2022': 12, '2023': 11, '2024': 10 };
	const byYear = measure({ kind: 'share', of: 'spent', rates }, { judgedAt: 'project-year' });
	const years = (...each: [string, number][]) => ({
		projects: [{ years: Object.fromEntries(each.map(([year, spent]) => [year, { spent }])) }]
	});

	it('each year has its own', () => {
		// 100 × 12 % + 100 × 11 % + 100 × 10 % = 12 + 11 + 10
		expect(paid(byYear, years(['2022', 100], ['2023', 100], ['2024', 100]))).toBe(33);
	});

	it('a year without one pays nothing and is named, never at the rate of the year before', () => {
		const { amount } = judged(byYear, years(['2021', 100], ['2024', 100], ['2025', 100]));
		expect(wan(amount)).toBe(10);
		expect(amount!.noRate).toEqual([2021, 2025]);
	});
});

describe('a cap on cost', () => {
	it('bounds what the share is taken of; a cap on payment what is paid', () => {
		// min(1000, 400) × 30 % = 120; min(1000 × 30 %, 400) = 300
		expect(paid(share(30, cap('cost', 400, 'project')), budgets(1000))).toBe(120);
		expect(paid(share(30, cap('payment', 400, 'project')), budgets(1000))).toBe(300);
		// both: min(400 × 30 %, 100) = 100
		const both = share(30, cap('payment', 100, 'project'), cap('cost', 400, 'project'));
		expect(paid(both, budgets(1000))).toBe(100);
	});

	it('is per project: 400 × 30 % twice', () => {
		expect(paid(share(30, cap('cost', 400, 'project')), budgets(1000, 1000))).toBe(240);
	});
});

describe('an award', () => {
	it('is paid once for the enterprise, or for each project that may have it', () => {
		expect(paid(measure({ kind: 'award', amount: 50 }))).toBe(50);
		const each = measure(
			{ kind: 'award', amount: 50 },
			{ judgedAt: 'project', requires: { fact: 'upgrade', is: true } }
		);
		const projects = [{ facts: { upgrade: true } }, { facts: { upgrade: false } }, {}];
		// the first certainly, the third perhaps
		expect(paid(each, { projects })).toEqual([50, 100]);
	});
});

describe('a ceiling', () => {
	it('promises nothing below itself', () => {
		const { amount } = judged(measure({ kind: 'ceiling', amount: 100 }));
		expect(wan(amount)).toEqual([0, 100]);
		expect(amount!.upTo).toBe(true);
	});

	it('may be a share, the lower of both', () => {
		const both = measure(
			{ kind: 'ceiling', amount: 100, of: 'budget', rate: 20 },
			{ judgedAt: 'project' }
		);
		// 20 % of 300 = 60 < 100; 20 % of 800 = 160 > 100
		expect(paid(both, budgets(300))).toEqual([0, 60]);
		expect(paid(both, budgets(800))).toEqual([0, 100]);
		expect(paid(both, budgets(undefined))).toEqual([0, 100]);
	});

	it('without a number has no upper bound', () => {
		expect(paid(measure({ kind: 'ceiling' }))).toEqual([0, null]);
	});
});

describe('what is not money', () => {
	it.each([
		['a service', { kind: 'service' as const, what: text('diagnosis'), worth: 1.5 }],
		['an amount that another rule states', { kind: 'unstated' as const, what: text('loan') }],
		['the past', { kind: 'history' as const, what: text('2019') }]
	])('%s has no amount', (_, benefit) => {
		expect(judged(measure(benefit)).amount).toBeUndefined();
	});
});
