import { describe, expect, it } from 'vitest';
import { figures, forfeit, one, simple } from '../support/edition.ts';
import { points, scored } from '../support/scored.ts';

/** Bands (0…10 %], (10…20 %], (20…100 %]. */
const bands = {
	low: { points: 0, upTo: 10 },
	middle: { points: 1.5, over: 10, upTo: 20 },
	high: { points: 3, over: 20, upTo: 100 }
};
const of = { numerator: 'equipment.digital', denominator: 'equipment.total' };
const edition = simple([
	figures('equipment', { total: {}, digital: {} }),
	one('rate', bands, { of })
]);

const answers = (total?: number, digital?: number, rate?: string) => ({
	equipment: { total, digital },
	...(rate === undefined ? {} : { rate })
});

describe('two figures choose the option', () => {
	it.each([
		['0 of 120', 120, 0, '0'],
		['exactly 10 %', 120, 12, '0'],
		['a machine more', 120, 13, '1.5'],
		['exactly 20 %', 120, 24, '1.5'],
		['a machine more', 120, 25, '3'],
		['exactly 100 %', 120, 120, '3'],
		// 33.3 % of 3 machines, which no binary number holds
		['a third', 3, 1, '3'],
		// 10^12 / 10 = 10^11: cross products are 10^20
		['exactly 10 % of 10^12', 1e12, 1e11, '0'],
		['one more of 10^12', 1e12, 1e11 + 1, '1.5'],
		['one less of 10^12', 1e12, 1e11 - 1, '0'],
		// (10^12 − 1)/5 = 199999999999.8
		['just under 20 %', 1e12 - 1, 199_999_999_999, '1.5'],
		['just over 20 %', 1e12 - 1, 200_000_000_000, '3']
	])('%s (%i, %i): %s points', (_, total, digital, expected) => {
		expect(points(edition, answers(total, digital))).toBe(expected);
		expect(scored(edition, answers(total, digital)).findings).toEqual([]);
	});
});

describe('without both figures the chosen option stands', () => {
	it.each([
		['no figure', answers(undefined, undefined, 'high')],
		['no numerator', answers(120, undefined, 'high')],
		['no denominator', answers(undefined, 6, 'high')]
	])('%s', (_, given) => {
		expect(points(edition, given)).toBe('3');
		expect(scored(edition, given).findings).toEqual([]);
	});

	it('and none chosen leaves it open', () => {
		expect(points(edition, answers(120))).toBe('0…3');
	});
});

describe('what a person should look at', () => {
	it('the figures choose another option than the one chosen: they count', () => {
		const given = answers(120, 12, 'high');
		expect(points(edition, given)).toBe('0');
		expect(scored(edition, given).findings).toEqual([
			{ kind: 'ratio-contradicts', question: 'rate', chosen: 'high', figures: 'low' }
		]);
		expect(scored(edition, answers(120, 12, 'low')).findings).toEqual([]);
	});

	it.each([
		['0 of 0', 0, 0],
		['5 of 0', 0, 5]
	])('%s is no percentage: the option stands', (_, total, digital) => {
		expect(points(edition, answers(total, digital))).toBe('0…3');
		const given = answers(total, digital, 'middle');
		expect(points(edition, given)).toBe('1.5');
		expect(scored(edition, given).findings).toEqual([
			{ kind: 'zero-denominator', question: 'rate' }
		]);
	});

	it('more than 100 % is in no band: the option stands', () => {
		const given = answers(120, 121, 'middle');
		expect(points(edition, given)).toBe('1.5');
		expect(scored(edition, given).findings).toEqual([{ kind: 'ratio-outside', question: 'rate' }]);
		expect(points(edition, answers(120, 121))).toBe('0…3');
	});

	it('an open last band holds everything', () => {
		const open = simple([
			figures('equipment', { total: {}, digital: {} }),
			one('rate', { low: { points: 0, upTo: 10 }, high: { points: 3, over: 10 } }, { of })
		]);
		expect(points(open, answers(1, 1_000_000))).toBe('3');
		expect(points(open, answers(1000, 100))).toBe('0');
	});

	it('is never said of a question that does not apply', () => {
		const gated = simple(
			[
				one('open', { no: 0, yes: 0 }),
				figures('equipment', { total: {}, digital: {} }),
				one('rate', bands, { of, appliesIf: { answer: 'open', is: 'yes' } })
			],
			{ combine: 'sum', tailoring: forfeit }
		);
		const given = answers(120, 12, 'high');
		expect(scored(gated, { open: 'no', ...given }).findings).toEqual([]);
		expect(scored(gated, { open: 'yes', ...given }).findings).toHaveLength(1);
	});
});

describe('figures that may not apply', () => {
	const gated = simple([
		one('open', { no: 0, yes: 0 }),
		figures('equipment', { total: {}, digital: {} }, { appliesIf: { answer: 'open', is: 'yes' } }),
		one('rate', bands, { of })
	]);

	it('do not count where they do not', () => {
		expect(points(gated, { open: 'no', ...answers(120, 12, 'high') })).toBe('3');
		expect(points(gated, { open: 'no', ...answers(120, 12) })).toBe('0…3');
		expect(points(gated, { open: 'yes', ...answers(120, 12, 'high') })).toBe('0');
	});

	it('leave the option open while that is not known and they speak against it', () => {
		// "high" gives 3 if they do not apply, the figures 0 if they do.
		expect(points(gated, answers(120, 12, 'high'))).toBe('0…3');
		expect(points(gated, answers(120, 90, 'high'))).toBe('3');
	});
});
