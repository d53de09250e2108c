import { describe, expect, it } from 'vitest';
import { inForce, isDay } from '#scoring';
import { lastDayOf } from '../../scoring/day.ts';

describe('isDay', () => {
	it.each(['1900-01-01', '2199-12-31', '2024-02-29', '2000-02-29', '2024-12-31', '2023-04-30'])(
		'%s exists',
		(day) => {
			expect(isDay(day)).toBe(true);
		}
	);

	it.each([
		['a leap day of a common year', '2023-02-29'],
		['a leap day of a century', '1900-02-29'],
		['the 31st of a month of 30 days', '2024-04-31'],
		['month 13', '2024-13-01'],
		['month 0', '2024-00-10'],
		['day 0', '2024-01-00'],
		['day 32', '2024-01-32'],
		['a year before 1900', '1899-12-31'],
		['a year after 2199', '2200-01-01'],
		['a negative year', '-2024-01-01'],
		['a month', '2024-10'],
		['one digit', '2024-1-1'],
		['slashes', '2024/10/15'],
		['a time behind it', '2024-10-15T00:00'],
		['a line behind it', '2024-10-15\n'],
		['digits of another script', '２０２４-10-15'],
		['nothing', ''],
		['a number', 20241015],
		['null', null],
		['a Date', new Date(0)]
	])('%s does not', (_, day) => {
		expect(isDay(day)).toBe(false);
	});
});

describe('inForce', () => {
	it.each([
		['2022-01-27', 'not-yet'],
		['2022-01-28', 'in-force'],
		['2024-12-31', 'in-force'],
		['2025-01-01', 'ended']
	])('between two days, both included: %s is %s', (day, expected) => {
		expect(inForce({ from: '2022-01-28', until: '2024-12-31' }, day)).toBe(expected);
	});

	it.each([
		['2021-12-31', 'not-yet'],
		['2022-01-01', 'unknown'],
		['2022-01-31', 'unknown'],
		['2022-02-01', 'in-force'],
		['2024-11-30', 'in-force'],
		['2024-12-01', 'unknown'],
		['2024-12-31', 'unknown'],
		['2025-01-01', 'ended']
	])('between two months, unknown within each: %s is %s', (day, expected) => {
		expect(inForce({ from: '2022-01', until: '2024-12' }, day)).toBe(expected);
	});

	it.each([
		['unknown', '2024-12-31', '2024-12-31', 'unknown'],
		['unknown', '2024-12-31', '2025-01-01', 'ended'],
		['2022-01-28', 'unknown', '2022-01-27', 'not-yet'],
		['2022-01-28', 'unknown', '2022-01-28', 'unknown'],
		['unknown', 'unknown', '2024-10-15', 'unknown'],
		['unknown', '2024-12', '2024-12-31', 'unknown'],
		['unknown', '2024-12', '2025-01-01', 'ended'],
		['2024-12', 'unknown', '2024-11-30', 'not-yet'],
		['2024-06', '2024-06', '2024-06-15', 'unknown']
	])('from %s until %s: %s is %s', (from, until, day, expected) => {
		expect(inForce({ from, until }, day)).toBe(expected);
	});
});

describe('the last day that is certain', () => {
	it.each([
		['2022-01-28', '2024-12-31', '2024-12-31'],
		['2021-06', '2024-06', '2024-05-31'],
		['2021-06', '2024-03', '2024-02-29'],
		['2021-06', '2023-03', '2023-02-28'],
		['2021-06', '2024-01', '2023-12-31'],
		['2024-06', '2024-06', undefined],
		['2024-06', '2024-06-30', undefined],
		['2024-06', '2024-07-01', '2024-07-01'],
		['2024-06-30', '2024-07', '2024-06-30'],
		['2024-07-01', '2024-07', undefined],
		['unknown', '2025-12-31', undefined],
		['2022-01-28', 'unknown', undefined],
		['unknown', 'unknown', undefined]
	])('of %s to %s is %s', (from, until, last) => {
		expect(lastDayOf({ from, until })).toBe(last);
	});
});
