import { describe, expect, test } from 'vitest';
import { calendar, unknownEnds, type Month } from '#lib/measures/calendar.ts';
import { text } from '../../support/edition.ts';
import { measure, policy } from '../../support/policy.ts';

const period = (from: string, until: string) => ({ inForce: { from, until, note: text('why') } });
const share = (rates: Record<string, number>) =>
	measure({ kind: 'share', of: 'spent', rates }, { id: 'share', judgedAt: 'project-year' });

const documents = [
	policy([share({ '2022': 12, '2023': 11, '2025': 9 })], {
		id: 'rates',
		...period('2022-01-28', '2025-06-30')
	}),
	policy([measure({ kind: 'award', amount: 5 }, { id: 'award' })], {
		id: 'months',
		...period('2022-01', '2024-06')
	}),
	policy([], { id: 'open', ...period('unknown', '2024-06-30') }),
	policy([], { id: 'nothing', ...period('unknown', 'unknown') })
];

const lines = (months: readonly Month[]) =>
	months.map(({ month, events }) => [
		month,
		...events.map(({ kind, on, document, rate, before }) =>
			[on, kind, document.data.id, rate, before].filter((part) => part !== undefined).join(' ')
		)
	]);

describe('the calendar', () => {
	test('has every beginning, end and rate by month, known to the month only first', () => {
		expect(lines(calendar(documents, '2022-01-01').coming)).toEqual([
			[
				'2022-01',
				'2022-01 begins months',
				'2022-01-01 rate rates 12',
				'2022-01-28 begins rates'
			],
			['2023-01', '2023-01-01 rate rates 11 12'],
			// No rate of 2024 is published: that of 2023 is the last, and 9 follows none.
			['2023-12', '2023-12-31 last-rate rates 11'],
			['2024-06', '2024-06 ends months', '2024-06-30 ends open'],
			['2025-01', '2025-01-01 rate rates 9'],
			['2025-06', '2025-06-30 ends rates'],
			['2025-12', '2025-12-31 last-rate rates 9']
		]);
	});

	test.each([
		['2024-06-30', ['2024-06 ends months', '2024-06-30 ends open']],
		// It may still end in its month, and does not after it.
		['2024-06-01', ['2024-06 ends months', '2024-06-30 ends open']],
		['2024-07-01', []]
	])('from %s on: %j', (day, expected) => {
		const { past, coming } = calendar(documents, day);
		const ofJune = lines(coming).filter(([month]) => month === '2024-06');
		expect(ofJune.flatMap(([, ...events]) => events)).toEqual(expected);
		const all = [...past, ...coming].flatMap(({ events }) => events);
		expect(all).toHaveLength(10);
	});

	test('a day in the middle of a month leaves the days before it to the past', () => {
		const { past, coming } = calendar(documents, '2022-01-28');
		expect(lines(past)).toEqual([['2022-01', '2022-01-01 rate rates 12']]);
		expect(lines(coming)[0]).toEqual([
			'2022-01',
			'2022-01 begins months',
			'2022-01-28 begins rates'
		]);
	});

	test('ends that no text tells are listed by themselves', () => {
		expect(unknownEnds(documents).map(({ document, ends }) => [document.data.id, ...ends])).toEqual([
			['open', 'from'],
			['nothing', 'from', 'until']
		]);
	});
});
