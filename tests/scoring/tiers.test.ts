import { describe, expect, it } from 'vitest';
import type { Condition, TierBounds } from '#scoring';
import { judged, measure } from '../support/policy.ts';

const outcome = (requires: Condition, bounds?: Partial<TierBounds>) => {
	const standing = { tiers: ['one', 'two', 'three'], low: 0, high: 0, own: false, ...bounds };
	return judged(
		measure({ kind: 'award', amount: 50 }, { requires }),
		{},
		'2024-10-15',
		bounds ? { test: standing } : {}
	);
};
/** Ranks: 0 below the lowest tier, 1 at "one" … 3 at "three". */
const between = (low: number, high: number) => ({ low, high });

describe('a tier', () => {
	it.each<[Condition, Partial<TierBounds>, string]>([
		[{ tier: 'test', atLeast: 'two' }, between(2, 2), 'met'],
		[{ tier: 'test', atLeast: 'two' }, between(1, 1), 'unmet'],
		[{ tier: 'test', atLeast: 'two' }, between(0, 0), 'unmet'],
		[{ tier: 'test', atLeast: 'two' }, between(2, 3), 'met'],
		[{ tier: 'test', atLeast: 'two' }, between(1, 3), 'unknown'],
		[{ tier: 'test', atMost: 'one' }, between(0, 1), 'met'],
		[{ tier: 'test', atMost: 'one' }, between(0, 2), 'unknown'],
		[{ tier: 'test', is: 'two' }, between(2, 2), 'met'],
		[{ tier: 'test', is: 'two' }, between(0, 1), 'unmet'],
		[{ tier: 'test', is: 'two' }, between(1, 2), 'unknown'],
		// It is one or the other, and both are named.
		[{ tier: 'test', in: ['one', 'two'] }, between(1, 2), 'met'],
		[{ tier: 'test', in: ['one', 'two'] }, between(1, 3), 'unknown'],
		[{ tier: 'test', in: ['one', 'two'] }, between(0, 0), 'unmet'],
		[{ tier: 'test', in: ['one', 'three'] }, between(2, 2), 'unmet'],
		[{ not: { tier: 'test', atLeast: 'two' } }, between(1, 1), 'met']
	])('%j at ranks %j: %s', (requires, bounds, expected) => {
		expect(outcome(requires, bounds).outcome).toBe(expected);
	});

	it('that is not known is asked for', () => {
		expect(outcome({ tier: 'test', atLeast: 'one' })).toMatchObject({
			outcome: 'unknown',
			asks: ['tier test']
		});
	});
});

describe('a ladder of our own', () => {
	const ours = { ...between(3, 3), own: true };

	it('never meets a condition, nor fails one', () => {
		expect(outcome({ tier: 'test', atLeast: 'one' }, ours).outcome).toBe('unknown');
		expect(outcome({ tier: 'test', is: 'three' }, ours).outcome).toBe('unknown');
		expect(outcome({ not: { tier: 'test', is: 'one' } }, ours).outcome).toBe('unknown');
	});
});

describe('a tier that another edition of the instrument has', () => {
	// "retired" stands on an older ladder: it has no place among one, two, three.
	it('is not one reached here, and not a rank to compare with', () => {
		expect(outcome({ tier: 'test', is: 'retired' }, between(0, 0)).outcome).toBe('unmet');
		expect(outcome({ tier: 'test', atLeast: 'retired' }, between(0, 0)).outcome).toBe('unknown');
		expect(outcome({ tier: 'test', atLeast: 'retired' }, between(3, 3)).outcome).toBe('unknown');
		expect(outcome({ tier: 'test', in: ['retired', 'two'] }, between(2, 2)).outcome).toBe('met');
		expect(outcome({ tier: 'test', in: ['retired', 'two'] }, between(3, 3)).outcome).toBe('unmet');
	});
});
