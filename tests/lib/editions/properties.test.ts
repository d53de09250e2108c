import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { move } from '#lib/editions/move.ts';
import { receipt } from '#lib/editions/receipt.ts';
import { scoreUnderBoth, type UnderBoth } from '#lib/editions/under-both.ts';
import { checkSheet, contributions, type Fraction, type Side } from '#scoring';
import { catalogue } from '../../support/catalogue.ts';
import {
	linked,
	reweighings,
	successions,
	type Succession
} from '../../support/generate-mapping.ts';
import { naive } from '../../support/naive.ts';
import { bytes, exactly, judged, patient, runs } from '../../support/properties.ts';
import { order, plus, rational, times, type Rational } from '../../support/rational.ts';
import { opened, someDay } from '../../support/trials.ts';

const sides: readonly Side[] = ['low', 'high'];
const sum = (all: readonly Fraction[]) => all.map(exactly).reduce(plus, rational(0));
const less = (a: Rational, b: Rational) => plus(a, times(b, rational(-1)));
const same = (a: Rational, b: Rational) => order(a, b) === 0;

function underBoth(one: Succession, answers = one.part): UnderBoth {
	return scoreUnderBoth(linked(one), { answers, ...one.known }, catalogue, someDay);
}

/** What the points under the newer edition have more, told by the lines and by the two results. */
function differences({ points, older, newer }: UnderBoth, side: Side): [Rational, Rational] {
	const told = sum(points.map((line) => line[side]));
	return [told, less(exactly(newer.points[side]), exactly(older.points[side]))];
}

describe('one sheet under two editions', patient, () => {
	it('what each part gives adds up to the points exactly', () => {
		fc.assert(
			fc.property(successions, ({ older, part, known }) => {
				const edition = opened(older);
				const { scored } = judged(edition, part, known);
				for (const side of sides) {
					const given = contributions(scored, side).map(({ points, factor, beyond }) =>
						plus(times(exactly(points), exactly(factor)), exactly(beyond))
					);
					const all = given.reduce(plus, rational(0));
					expect(same(all, exactly(scored.points[edition.root.index]![side]))).toBe(true);
				}
			}),
			runs
		);
	});

	it.each([
		['any two editions', successions],
		['editions that weigh otherwise', reweighings]
	])('the lines add up to the difference in points exactly: %s', (_, pairs) => {
		fc.assert(
			fc.property(pairs, (one) => {
				const both = underBoth(one);
				for (const side of sides) expect(same(...differences(both, side))).toBe(true);
			}),
			runs
		);
	});

	it('the lines add up to what another scoring finds, where every answer goes over', () => {
		fc.assert(
			fc.property(reweighings, (one) => {
				const { points } = underBoth(one, one.complete);
				const [before, after] = [one.older, one.newer].map((data) =>
					naive(data, one.complete, one.known, someDay).points.get('total')!
				) as [Rational, Rational];
				for (const side of sides) {
					expect(same(sum(points.map((line) => line[side])), less(after, before))).toBe(true);
				}
			}),
			runs
		);
	});

	it('no question is blamed where only weights changed', () => {
		fc.assert(
			fc.property(reweighings, (one) => {
				const { points } = underBoth(one);
				expect(points.filter(({ kind }) => kind === 'question')).toEqual([]);
			}),
			runs
		);
	});

	it('nothing differs between an edition and itself', () => {
		fc.assert(
			fc.property(reweighings, (one) => {
				const both = underBoth({ ...one, newer: { ...one.older, edition: '2' } });
				expect(both.points).toEqual([]);
				expect(both.tiers.filter(({ changed }) => changed)).toEqual([]);
				expect(bytes(both.newer.standing)).toBe(bytes(both.older.standing));
			}),
			runs
		);
	});

	it.each([
		['any two editions', successions],
		['editions that weigh otherwise', reweighings]
	])('another tier is told by a gate or by how the ladder is climbed: %s', (_, pairs) => {
		fc.assert(
			fc.property(pairs, (one) => {
				const { older, newer, tiers, otherRule } = underBoth(one);
				const [before, after] = [older, newer].map(({ standing: { tiers, low, high } }) =>
					[low, high].map((rank) => tiers[rank - 1])
				);
				const told = tiers.some((tier) => tier.before?.verdict !== tier.after?.verdict);
				expect(told || otherRule || bytes(before) === bytes(after)).toBe(true);
			}),
			runs
		);
	});
});

const empties: readonly unknown[] = ['', null, undefined, [], {}];

describe('a sheet that moves', patient, () => {
	it('says what the newer edition takes, and only what was said', () => {
		fc.assert(
			fc.property(successions, (one) => {
				const mapping = linked(one);
				const { answers, lines } = receipt(mapping, one.part);
				expect(checkSheet(mapping.newer, answers).faults).toEqual([]);
				const told = lines.flatMap(({ after }) => after.map(({ question }) => question.name));
				expect(told.sort()).toEqual(Object.keys(answers).sort());
				for (const { before, after, fate } of lines) {
					expect(after.length === 0 || before.length > 0).toBe(true);
					expect(fate === 'open').toBe(before.length === 0);
					expect(fate === 'lost').toBe(before.length > 0 && after.length === 0);
				}
			}),
			runs
		);
	});

	it('every answer is on the receipt, in the order of the mapping', () => {
		fc.assert(
			fc.property(successions, (one) => {
				const { lines } = receipt(linked(one), one.part);
				const told = lines.flatMap(({ before }) => before.map(({ question }) => question.name));
				expect(told.sort()).toEqual(Object.keys(one.part).sort());
			}),
			runs
		);
	});

	it('is the same when it is moved again, and takes along what is known', () => {
		fc.assert(
			fc.property(successions, (one) => {
				const mapping = linked(one);
				const said = { questionnaire: 'trial@1', name: 'n', answers: one.part, ...one.known };
				const once = move(mapping, { state: 'draft', said }).said!;
				expect(once).toEqual({
					...said,
					...{ questionnaire: 'trial@2', answers: once.answers }
				});
				expect(move(mapping, { state: 'draft', said: once }).said).toBe(once);
				expect(bytes(move(mapping, { state: 'draft', said }).said)).toBe(bytes(once));
			}),
			runs
		);
	});

	it('computes alike, whether an answer is absent or empty', () => {
		const sheets = fc.tuple(successions, fc.infiniteStream(fc.constantFrom(...empties)));
		fc.assert(
			fc.property(sheets, ([one, drawn]) => {
				const mapping = linked(one);
				const emptied: Record<string, unknown> = { ...one.part };
				for (const { name } of mapping.older.questions) {
					if (name in emptied) continue;
					emptied[name] = drawn.next().value;
				}
				const [absent, empty] = [one.part, emptied].map((answers) => underBoth(one, answers));
				const told = ({ receipt, newer, points }: UnderBoth) =>
					bytes([
						receipt.answers,
						newer.points,
						newer.standing,
						points.map((p) => [p.low, p.high])
					]);
				expect(told(empty!)).toBe(told(absent!));
				// The moved sheet, with what it leaves open written as empty.
				const { answers } = absent!.receipt;
				const open = { ...answers } as Record<string, unknown>;
				for (const { name } of mapping.newer.questions) open[name] ??= drawn.next().value;
				const sheet = (given: unknown) => checkSheet(mapping.newer, given).answers;
				expect(sheet(open)).toEqual(sheet(answers));
			}),
			runs
		);
	});

	it('stays where it is once it is filed', () => {
		fc.assert(
			fc.property(successions, (one) => {
				const said = { questionnaire: 'trial@1', answers: one.part };
				expect(move(linked(one), { state: 'filed', said })).toEqual({ refused: 'filed' });
			}),
			{ numRuns: 50 }
		);
	});
});

describe('the generator of mappings', patient, () => {
	it('draws every kind of change, fate and loss in a tenth of the cases', () => {
		const samples = 2000;
		const counts = new Map<string, number>();
		for (const one of fc.sample(successions, { numRuns: samples, seed: 2026 })) {
			const { receipt, points, tiers } = underBoth(one);
			const seen = new Set([
				...receipt.lines.flatMap(({ way, fate, losses }) => [way.kind, fate, ...losses]),
				...points.map(({ kind }) => `${kind} line`),
				...tiers.flatMap((tier) => (tier.before?.verdict !== tier.after?.verdict ? 'gate' : []))
			]);
			for (const kind of seen) counts.set(kind, (counts.get(kind) ?? 0) + 1);
		}
		const expected = [
			...['kept', 'reworded', 'renamed', 'split', 'merged', 'changed-type', 'removed', 'new'],
			...['moved', 'partly', 'lost', 'open'],
			...['not-applying', 'no-counterpart', 'incomplete', 'not-taken'],
			...['question line', 'weight line', 'steps line', 'gate']
		];
		const shares = Object.fromEntries(
			expected.map((kind) => [kind, (counts.get(kind) ?? 0) / samples])
		);
		expect(
			expected.filter((kind) => shares[kind]! < 0.1),
			JSON.stringify(shares)
		).toEqual([]);
	});
});
