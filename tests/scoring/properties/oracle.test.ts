import fc from 'fast-check';
import { expect, it } from 'vitest';
import { naive } from '../../support/naive.ts';
import { exactly, judged, patient, runs } from '../../support/properties.ts';
import { written } from '../../support/rational.ts';
import { opened, someDay, trials } from '../../support/trials.ts';

it('a complete sheet is judged as by a plain reading of the data', patient, () => {
	fc.assert(
		fc.property(trials, ({ data, complete, known }) => {
			const edition = opened(data);
			const { scored, standing } = judged(edition, complete, known);
			const plain = naive(data, complete, known, someDay);
			for (const { index, name } of edition.parts) {
				const applies = plain.applies.get(name)!;
				expect([name, scored.applies[index]]).toEqual([name, applies ? 'met' : 'unmet']);
				if (!applies) continue;
				const { low } = scored.points[index]!;
				expect([name, written(exactly(low))]).toEqual([name, written(plain.points.get(name)!)]);
			}
			const gates = plain.gates.map((met) => (met ? 'met' : 'unmet'));
			expect(standing.gates.map((gate) => gate.verdict)).toEqual(gates);
			expect([standing.low, standing.high]).toEqual([plain.tier, plain.tier]);
		}),
		runs
	);
});
