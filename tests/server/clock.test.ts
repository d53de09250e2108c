import { expect, test } from 'vitest';
import { isDay } from '#scoring';
import { endOfDay, momentOf, startOfDay, today } from '#server/clock.ts';

test.each([
	['2024-12-31T15:59:59Z', '2024-12-31'],
	['2024-12-31T16:00:00Z', '2025-01-01'],
	['2024-02-28T16:00:00Z', '2024-02-29']
])('at %s it is %s in China', (instant, day) => {
	expect(today(new Date(instant))).toBe(day);
});

test('today is a day', () => {
	expect(isDay(today())).toBe(true);
});

test('a day in China begins eight hours before it does at Greenwich, and lasts a day', () => {
	expect(startOfDay('2024-12-31').toISOString()).toBe('2024-12-30T16:00:00.000Z');
	expect(endOfDay('2024-12-31').toISOString()).toBe('2024-12-31T16:00:00.000Z');
});

test('a day and a time of people are a moment', () => {
	expect(momentOf('2026-11-23', '9:05')).toEqual(new Date('2026-11-23T01:05:00Z'));
	expect(momentOf('2026-11-23', '00：00')).toEqual(new Date('2026-11-22T16:00:00Z'));
	expect(momentOf('2024-02-29', '23:59')).toEqual(new Date('2024-02-29T15:59:00Z'));
});

test.each([
	['2026-11-31', '9:00'],
	['2026-11-23', '24:00'],
	['2026-11-23', '9:60'],
	['2026-11-23', '9'],
	['2026-11-23', '09:00:00'],
	['', '']
])('“%s %s” is none', (day, time) => {
	expect(momentOf(day, time)).toBeUndefined();
});
