import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '#scoring';
import { judged, patient, runs, widened } from '../../support/properties.ts';
import type { Policy } from '../../support/generate-rules.ts';
import { judgings, opened, standards, trials } from '../../support/trials.ts';
import { overtaken, unsaid } from '../../support/unsaid.ts';

/**
 * Titles and projects are said as a whole: their records are all there is of them. So what can be left
 * unsaid is a fact, a title, the list of projects, the list of a project's years.
 */
describe('leaving something unsaid', patient, () => {
	it('never makes a tier or a part of it more certain, or another', () => {
		fc.assert(
			fc.property(trials, ({ data, part, partKnown }) => {
				const edition = opened(data);
				const after = judged(edition, part, partKnown);
				for (const { what, known } of unsaid({ ...partKnown, projects: [] })) {
					const before = judged(edition, part, known);
					expect(widened(edition, before, after), what).toEqual([]);
				}
			}),
			runs
		);
	});

	it('never makes a measure certain, nor one certainty another, nor an amount narrower', () => {
		fc.assert(
			fc.property(judgings, (judging) => {
				const judge = standards(judging);
				const { part: answers, partKnown, day } = judging;
				const after = diagnose(judge, { answers, ...partKnown }, day, false).support;
				for (const { what, known } of unsaid(partKnown)) {
					const before = diagnose(judge, { answers, ...known }, day, false).support;
					expect(overtaken(before, after), what).toEqual([]);
				}
			}),
			runs
		);
	});
});

describe('saying everything', patient, () => {
	it('ends within what was said of the measures half-way', () => {
		fc.assert(
			fc.property(judgings, (judging) => {
				const judge = standards(judging);
				const { part, complete, known, partKnown, day } = judging;
				const before = diagnose(judge, { answers: part, ...partKnown }, day, false).support;
				const after = diagnose(judge, { answers: complete, ...known }, day, false).support;
				expect(overtaken(before, after)).toEqual([]);
			}),
			runs
		);
	});

	it('of when a document holds ends within what was said while it was vague', () => {
		fc.assert(
			fc.property(judgings, fc.nat(5), (judging, choice) => {
				const { part: answers, partKnown, day, policies } = judging;
				const dated = policies.map((policy) => withDays(policy, choice));
				const judge = standards(judging);
				const exact = standards({ ...judging, policies: dated });
				const before = diagnose(judge, { answers, ...partKnown }, day, false).support;
				const after = diagnose(exact, { answers, ...partKnown }, day, false).support;
				expect(overtaken(before, after)).toEqual([]);
			}),
			runs
		);
	});

	it('says the same whether or not it says why', () => {
		fc.assert(
			fc.property(judgings, (judging) => {
				const judge = standards(judging);
				const said = { answers: judging.part, ...judging.partKnown };
				const { answers: _answers, trace: _trace, ...why } = diagnose(judge, said, judging.day);
				const plain = diagnose(judge, said, judging.day, false);
				const gates = why.standing.gates.map(({ judgement: _, ...gate }) => gate);
				const recommendations = why.support.recommendations.map(
					({ around: _around, units, ...rest }) => ({
						...rest,
						asks: [],
						open: [],
						units: units.map(({ judgement: _judgement, nearMiss: _nearMiss, ...unit }) => unit)
					})
				);
				expect({
					...why,
					standing: { ...why.standing, gates },
					support: { ...why.support, recommendations }
				}).toEqual(plain);
			}),
			{ numRuns: 300 }
		);
	});
});

/** The same document with its first and last day known. */
function withDays({ data, measures }: Policy, choice: number): Policy {
	const days = ['2021-06-15', '2023-01-31', '2026-12-31'];
	const day = (end: string, place: number) =>
		end === 'unknown' ? days[place % days.length]! : end.length === 7 ? `${end}-15` : end;
	const from = day(data.inForce.from, choice);
	const until = day(data.inForce.until, choice >> 1);
	const later = until < from ? from : until;
	return { data: { ...data, inForce: { ...data.inForce, from, until: later } }, measures };
}
