import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose, leaves, type Interval, type TraceNode } from '#scoring';
import { exactly, patient, runs } from '../../support/properties.ts';
import { naive } from '../../support/naive.ts';
import { order, rational, written } from '../../support/rational.ts';
import { boundsOf, readd, rejudged, type Bounds } from '../../support/readd.ts';
import { someDay, standards, trials } from '../../support/trials.ts';

const texts = ({ low, high }: Bounds) => [written(low), written(high)];
const allOf = (node: TraceNode): TraceNode[] => [node, ...node.parts.flatMap(allOf)];

describe('the trace', patient, () => {
	it('adds up to the score exactly, at every part', () => {
		fc.assert(
			fc.property(trials, ({ data, part, partKnown }) => {
				const said = { answers: part, ...partKnown };
				const { trace, points, dimensions } = diagnose(standards({ data }), said, someDay);
				const sums = readd(trace!);
				for (const node of allOf(trace!)) {
					expect([node.name, ...texts(boundsOf(node))]).toEqual([
						node.name,
						...texts(sums.get(node.name)!)
					]);
				}
				const whole = { ...trace!, points };
				expect(texts(boundsOf(whole))).toEqual(texts(sums.get('total')!));
				for (const [name, of] of Object.entries(dimensions)) {
					expect(texts({ low: exactly(of.low), high: exactly(of.high) })).toEqual(
						texts(sums.get(name)!)
					);
				}
			}),
			runs
		);
	});

	it('of a complete sheet has the points of the options at its leaves', () => {
		fc.assert(
			fc.property(trials, ({ data, complete, known }) => {
				const said = { answers: complete, ...known };
				const { trace } = diagnose(standards({ data }), said, someDay);
				const plain = naive(data, complete, known, someDay);
				for (const node of allOf(trace!)) {
					if (node.kind !== 'question') continue;
					expect([node.name, written(exactly(node.points.low))]).toEqual([
						node.name,
						written(plain.points.get(node.name)!)
					]);
				}
			}),
			runs
		);
	});

	it('gives every verdict from its leaves, and the tier from the verdicts', () => {
		fc.assert(
			fc.property(trials, ({ data, part, partKnown }) => {
				const said = { answers: part, ...partKnown };
				const { standing } = diagnose(standards({ data }), said, someDay);
				const verdicts = standing.gates.map((gate) => {
					expect(rejudged(gate.judgement!)).toBe(gate.verdict);
					for (const { leaf, verdict, actual } of leaves(gate.judgement!)) {
						if (!('score' in leaf || 'count' in leaf) || !leaf.atLeast) continue;
						const { low, high } = actual as Interval;
						const scale = 'score' in leaf ? 1000 : 1;
						const needed = rational(Math.round((leaf.atLeast as number) * scale));
						const sure = order(exactly(low), needed) >= 0;
						const possible = order(exactly(high), needed) >= 0;
						expect(verdict).toBe(sure ? 'met' : possible ? 'unknown' : 'unmet');
					}
					return gate.verdict;
				});
				const reach = (counts: (verdict: string) => boolean) => {
					if (data.ladder.rule === 'highestMet') return verdicts.findLastIndex(counts) + 1;
					const first = verdicts.findIndex((verdict) => !counts(verdict));
					return first < 0 ? verdicts.length : first;
				};
				expect(standing.low).toBe(reach((verdict) => verdict === 'met'));
				expect(standing.high).toBe(reach((verdict) => verdict !== 'unmet'));
			}),
			runs
		);
	});
});
