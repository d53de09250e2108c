import { describe, expect, test } from 'vitest';
import { daysBetween, staleOn } from '#lib/library/stale.ts';
import { text } from '../../support/edition.ts';
import { measure, policy } from '../../support/policy.ts';

const period = (from: string, until: string) => ({ inForce: { from, until, note: text('why') } });
const number = '试〔2024〕1号';
const ending = (until: string, on: string) =>
	staleOn([policy([], { number, ...period('2022-01-28', until) })], on).ending.map(({ on }) => on);

test.each([
	['2024-12-31', '2024-12-31', 0],
	['2024-02-28', '2024-03-01', 2],
	['2023-02-28', '2023-03-01', 1],
	['2024-01-01', '2025-01-01', 366],
	['2024-03-01', '2024-02-28', -2]
])('from %s to %s are %i days', (from, to, days) => {
	expect(daysBetween(from, to)).toBe(days);
});

describe('what ends within thirty days', () => {
	test.each([
		// 1 December and 30 days is 31 December.
		['2024-12-31', '2024-12-01', true],
		['2024-12-31', '2024-11-30', false],
		['2024-12-31', '2024-12-31', true],
		['2024-12-31', '2025-01-01', false],
		// Some day of June: from 2 May the first of June is 30 days away.
		['2024-06', '2024-05-02', true],
		['2024-06', '2024-05-01', false],
		['2024-06', '2024-06-30', true],
		['2024-06', '2024-07-01', false],
		['unknown', '2024-06-01', false]
	])('%s on %s: %s', (until, on, is) => {
		expect(ending(until, on)).toEqual(is ? [until] : []);
	});

	test('the last published rate of a measure, too', () => {
		const rates = { '2023': 11, '2024': 10 };
		const share = measure(
			{ kind: 'share', of: 'spent', rates },
			{ id: 'share', judgedAt: 'project-year' }
		);
		const document = policy([share], { number, ...period('2022-01-28', '2025-06-30') });
		const found = staleOn([document], '2024-12-10').ending;
		expect(found.map(({ kind, on, measure: one }) => [kind, on, one?.ref])).toEqual([
			['last-rate', '2024-12-31', 'policy/share']
		]);
		// That of 2023 is followed by that of 2024.
		expect(staleOn([document], '2023-12-10').ending).toEqual([]);
	});
});

test.each([
	// 2024-01-01 and 90 days is 31 March, for February has 29 days.
	['2024-03-30', []],
	['2024-03-31', [90]],
	['2023-12-31', []]
])('checked on 1 January 2024, on %s: %j', (on, days) => {
	const { unchecked } = staleOn([policy([], { number, checked: '2024-01-01' })], on);
	expect(unchecked.map((one) => one.days)).toEqual(days);
});

test.each([
	[{ number }, []],
	[{}, ['number']],
	[{ number, issued: 'unknown' }, ['issued']],
	[
		{ number, ...period('2021-06', 'unknown') },
		['first day (known to the month, 2021-06)', 'last day']
	]
])('%j lacks %j', (more, lacks) => {
	const { undated } = staleOn([policy([], more)], '2024-01-01');
	expect(undated.flatMap((one) => one.lacks)).toEqual(lacks);
});
