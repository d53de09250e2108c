import { expect, test } from 'vitest';
import { batchState, countStates, itemState } from '#lib/print-batch.ts';

test('an item stands where the last thing told of it has put it', () => {
	expect(itemState(undefined, false)).toBe('queued');
	expect(itemState('printing', false)).toBe('printing');
	expect(itemState('retried', false)).toBe('queued');
	expect(itemState('printed', false)).toBe('printed');
	expect(itemState('failed', false)).toBe('failed');
});

test('cancelling takes what waits, not what is done', () => {
	expect(itemState(undefined, true)).toBe('cancelled');
	expect(itemState('printing', true)).toBe('cancelled');
	expect(itemState('printed', true)).toBe('printed');
	expect(itemState('failed', true)).toBe('failed');
});

test('a batch is done when nothing of it waits, whatever was told of it before', () => {
	const left = countStates(['queued', 'printed']);
	const over = countStates(['failed', 'printed', 'printed']);
	expect(over).toEqual({ queued: 0, printing: 0, printed: 2, failed: 1, cancelled: 0 });
	expect(batchState(undefined, left)).toBe('running');
	expect(batchState('resumed', left)).toBe('running');
	expect(batchState('paused', left)).toBe('paused');
	expect(batchState('paused', over)).toBe('done');
	expect(batchState('cancelled', over)).toBe('cancelled');
	expect(batchState(undefined, countStates(['printing']))).toBe('running');
});
