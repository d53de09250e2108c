import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packages, type Package, type Packages } from '#lib/package/packages.ts';
import { diagnose, type OpenDocument, type Support } from '#scoring';
import { patient } from '../../support/properties.ts';
import { judgings, standards, type Judging } from '../../support/trials.ts';
import { unsaid } from '../../support/unsaid.ts';

const runs = { numRuns: 300 };

/** The least and the most that the best package comes to, over all readings. */
function boundsOf({ readings }: Packages): { low: number; high: number } {
	if (readings.length === 0) return { low: 0, high: 0 };
	const high = ({ sum }: Package) => sum ?? Infinity;
	return {
		low: Math.min(...readings.map(({ certain }) => certain.sum!)),
		high: Math.max(...readings.map(({ possible }) => high(possible)))
	};
}

function judge(judging: Judging, known = judging.partKnown) {
	const { documents, ...rest } = standards(judging);
	const said = { answers: judging.part, ...known };
	const { support } = diagnose({ ...rest, documents }, said, judging.day, false);
	return { documents, support, found: packages(documents, support) };
}

/** All that the measures pay, each by itself. */
function allOf(support: Support): { low: number; high: number } {
	const amounts = support.recommendations.flatMap(({ amount }) => amount ?? []);
	return {
		low: amounts.reduce((sum, { low }) => sum + low, 0),
		high: amounts.reduce((sum, { high }) => sum + (high ?? Infinity), 0)
	};
}

const withoutStacking = (documents: readonly OpenDocument[]) =>
	documents.map(({ data: { stacking: _, ...data }, ...document }) => ({ ...document, data }));

describe('on random documents', patient, () => {
	it('what is known less never bounds the best package more narrowly', () => {
		fc.assert(
			fc.property(judgings, (judging) => {
				const after = boundsOf(judge(judging).found);
				for (const { what, known } of unsaid(judging.partKnown)) {
					const before = boundsOf(judge(judging, known).found);
					expect(before.low, what).toBeLessThanOrEqual(after.low);
					expect(before.high, what).toBeGreaterThanOrEqual(after.high);
				}
			}),
			runs
		);
	});

	it('without a rule of stacking it is the sum of all amounts, and never more than that with one', () => {
		fc.assert(
			fc.property(judgings, (judging) => {
				const { documents, support, found } = judge(judging);
				const all = allOf(support);
				const free = packages(withoutStacking(documents), support);
				expect(boundsOf(free)).toEqual(all);
				expect(free.readings.length).toBeLessThanOrEqual(1);
				const { low, high } = boundsOf(found);
				expect(low).toBeLessThanOrEqual(all.low);
				expect(high).toBeLessThanOrEqual(all.high);
			}),
			runs
		);
	});

	it('it is lawful, and its parts add up to its sum', () => {
		fc.assert(
			fc.property(judgings, (judging) => {
				for (const { certain, possible } of judge(judging).found.readings) {
					for (const one of [certain, possible]) {
						const sum = one.chosen.reduce((all, { money }) => all + money, 0);
						if (one.sum !== null) expect(sum).toBe(one.sum);
						for (const { money, alone } of one.chosen) expect(money).toBeLessThanOrEqual(alone);
						// Whatever is given up is given up for something chosen.
						for (const given of one.givenUp) expect(given.for.length).toBeGreaterThan(0);
						for (const other of one.alternatives) {
							expect(other.sum).toBeLessThanOrEqual(sum);
							expect(other.sum * 10).toBeGreaterThanOrEqual(sum * 9);
						}
					}
				}
			}),
			runs
		);
	});

	it('they give something up in a tenth of the cases', () => {
		const samples = fc.sample(judgings, { numRuns: 500, seed: 7 });
		const gives = ({ readings }: Packages) =>
			readings.some(
				({ certain, possible }) => certain.givenUp.length + possible.givenUp.length > 0
			);
		const share = samples.filter((one) => gives(judge(one).found)).length / samples.length;
		expect(share).toBeGreaterThan(0.1);
	});
});
