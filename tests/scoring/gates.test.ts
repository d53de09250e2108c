import { describe, expect, it } from 'vitest';
import { climb } from '#scoring';
import { dimension, editionData, one, opened, simple } from '../support/edition.ts';
import { scored, tier } from '../support/scored.ts';
import { known } from '../support/small-catalogue.ts';

const question = one('q', { low: 10, middle: 50, high: 90 });

describe('a tier that only a title opens (乙级 → 甲级 → 创新示范)', () => {
	const edition = opened(
		editionData(
			[dimension('all', [question], { combine: 'sum' })],
			{
				b: { score: 'total', atLeast: 50 },
				a: { score: 'total', atLeast: 80 },
				demonstration: {
					all: [
						{ score: 'total', atLeast: 80 },
						{ title: 'demonstration', is: 'held' }
					]
				}
			},
			{ ladder: { rule: 'firstUnmet' } }
		)
	);
	const held = known({ titles: [{ title: 'demonstration', awarded: '2024-01-01' }] });

	it('is not reached by points alone', () => {
		expect(tier(edition, { q: 'high' })).toBe('a…demonstration');
		const notHeld = known({ titles: [{ title: 'demonstration', state: 'not-held' }] });
		expect(tier(edition, { q: 'high' }, notHeld)).toBe('a');
	});

	it('is reached by both', () => {
		expect(tier(edition, { q: 'high' }, held)).toBe('demonstration');
	});

	it('is not reached by the title alone', () => {
		expect(tier(edition, { q: 'middle' }, held)).toBe('b');
		expect(tier(edition, {}, held)).toBe('none…demonstration');
	});
});

describe('a veto', () => {
	const edition = simple(
		[question],
		{ combine: 'sum' },
		{
			ok: { all: [{ score: 'total', atLeast: 50 }, { not: { fact: 'listed', is: true } }] }
		}
	);

	it('shuts every tier whatever the points', () => {
		expect(tier(edition, { q: 'high' }, known({ facts: { listed: true } }))).toBe('none');
		expect(tier(edition, { q: 'high' }, known({ facts: { listed: false } }))).toBe('ok');
	});

	it('that is not known leaves the tier open, unless the points shut it', () => {
		expect(tier(edition, { q: 'high' })).toBe('none…ok');
		expect(tier(edition, { q: 'low' })).toBe('none');
	});
});

describe('a gate of another fact', () => {
	const edition = simple(
		[question],
		{ combine: 'sum' },
		{
			big: {
				any: [
					{ fact: 'staff', atLeast: 300 },
					{ fact: 'revenue', over: 2000 }
				]
			},
			here: { fact: 'area', within: ['320900'] }
		}
	);

	it.each([
		[{ staff: 300 }, 'big'],
		[{ staff: 299, revenue: 2000 }, 'none'],
		[{ staff: 299 }, 'none…big'],
		[{ staff: 299, revenue: 2000.000001 }, 'big']
	])('%j: %s', (facts, expected) => {
		const elsewhere = { ...facts, area: '440000' };
		expect(tier(edition, {}, known({ facts: elsewhere }))).toBe(expected);
	});
});

it('a ladder of our own is marked as ours', () => {
	const edition = opened(
		editionData(
			[dimension('all', [question], { combine: 'sum' })],
			{ ours: { score: 'total', atLeast: 50, source: { authority: 'own' } } },
			{ ladder: { source: { authority: 'own' } } }
		)
	);
	expect(climb(edition, scored(edition, { q: 'high' }), true)).toMatchObject({ low: 1, own: true });
});
