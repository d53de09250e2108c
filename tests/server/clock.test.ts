import { expect, test } from 'vitest';
import { isDay } from '#scoring';
import { endOfDay, startOfDay, today } from '#server/clock.ts';

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
