import { beforeAll, describe, expect, it } from 'vitest';
import type { Standards } from '#scoring';
import { openContent } from '../../scripts/content.ts';
import { compare, standardsByHand } from '../bench/agreement.ts';
import { sheetMaker } from '../bench/sheets.ts';

/** The engine against a function for the 2024 edition and the Yancheng document alone. */
describe('a complete sheet of 2024', () => {
	const count = 10_000;
	let standards: Standards;
	let compared: ReturnType<typeof compare>;

	beforeAll(() => {
		standards = standardsByHand(openContent());
		const make = sheetMaker(standards.edition);
		compared = compare(
			standards,
			Array.from({ length: count }, (_, i) => make(i))
		);
	}, 60_000);

	it(`gets the tier, points and amounts worked out by hand, ${count} times`, () => {
		expect(compared.differences).toEqual([]);
	});

	it('reaches every tier often', () => {
		const { tiers } = compared.shares;
		const ids = ['none', ...standards.edition.tiers.map((tier) => tier.id)];
		expect(Object.keys(tiers).sort()).toEqual(ids.sort());
		expect(Math.min(...Object.values(tiers))).toBeGreaterThanOrEqual(0.05);
	});

	it('reaches every outcome of a measure often', () => {
		const { outcomes } = compared.shares;
		expect(Object.keys(outcomes).sort()).toEqual([
			'ended',
			'met',
			'not-yet',
			'other-applicant',
			'out-of-area',
			'unknown',
			'unmet'
		]);
		expect(Math.min(...Object.values(outcomes))).toBeGreaterThanOrEqual(0.05);
	});

	it('is often certain to be paid money', () => {
		expect(compared.shares.paid).toBeGreaterThanOrEqual(0.2);
	});

	it('is the same whenever it is made', () => {
		const [one, other] = [sheetMaker(standards.edition), sheetMaker(standards.edition)];
		other(1);
		expect(other(7)).toEqual(one(7));
	});
});
