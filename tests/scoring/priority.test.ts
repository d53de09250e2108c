import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose, rank, type MeasureData, type OpenDocument } from '#scoring';
import { text } from '../support/edition.ts';
import { measure, policy, supportOf } from '../support/policy.ts';
import { patient, runs } from '../support/properties.ts';
import { judgings, standards } from '../support/trials.ts';

const award = (amount: number): MeasureData['benefit'] => ({ kind: 'award', amount });
const document = (id: string, until: string, measures: readonly MeasureData[]): OpenDocument =>
	policy(measures, { id, inForce: { from: '2022-01-28', until, note: text('') } });
const named = (id: string, benefit: MeasureData['benefit'], ...capabilities: string[]) =>
	measure(benefit, { id, capabilities });
const orderOf = (documents: readonly OpenDocument[], weak: readonly string[]) =>
	rank(documents, supportOf(documents, {}).recommendations, weak).map(
		({ recommendation }) => recommendation.measure
	);

describe('by hand', () => {
	const documents = [
		document('early', '2024-11-30', [
			named('fifty', award(50)),
			named('service', { kind: 'service', what: text('') }),
			named('networks', award(5), 'network')
		]),
		document('late', '2025-12-31', [
			named('fifty', award(50)),
			named('hundred', award(100)),
			named('talent', { kind: 'unstated', what: text('') }, 'talent', 'security'),
			named('open', { kind: 'ceiling' })
		]),
		document('vague', 'unknown', [named('fifty', award(50))])
	];

	it('what is weak first, then what nothing bounds, then the most, then the soonest end', () => {
		expect(orderOf(documents, ['security', 'network'])).toEqual([
			// Both address something weak; of the two only one states a sum.
			'early/networks',
			'late/talent',
			'late/open',
			'late/hundred',
			'early/fifty',
			'late/fifty',
			'vague/fifty',
			'early/service'
		]);
	});

	it('where nothing is weak the money comes first', () => {
		expect(orderOf(documents, [])).toEqual([
			'late/open',
			'late/hundred',
			'early/fifty',
			'late/fifty',
			'vague/fifty',
			'early/networks',
			'early/service',
			'late/talent'
		]);
	});

	it('says what is weak, the weakest first, and when it ends', () => {
		const [first, second, third] = rank(documents, supportOf(documents, {}).recommendations, [
			'security',
			'talent',
			'network'
		]);
		expect(first).toMatchObject({ addresses: ['network'], end: '2024-11-30' });
		expect(second).toMatchObject({ addresses: ['security', 'talent'], end: '2025-12-31' });
		expect(third).toMatchObject({ addresses: [] });
	});
});

it('is the same whatever order the documents stand in', patient, () => {
	fc.assert(
		fc.property(judgings, (judging) => {
			const { documents, ...standard } = standards(judging);
			const said = { answers: judging.part, ...judging.partKnown };
			const order = (all: readonly OpenDocument[]) => {
				const { support } = diagnose({ ...standard, documents: all }, said, judging.day, false);
				return rank(all, support.recommendations, []).map(
					({ recommendation }) => recommendation.measure
				);
			};
			const forwards = order(documents);
			expect(order([...documents].reverse())).toEqual(forwards);
			expect(new Set(forwards).size).toBe(documents.flatMap((one) => one.measures).length);
		}),
		runs
	);
});
