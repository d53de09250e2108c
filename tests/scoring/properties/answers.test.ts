import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactly, judged, patient, runs, widened } from '../../support/properties.ts';
import { without } from '../../support/generate-sheet.ts';
import { opened, trials } from '../../support/trials.ts';
import { order } from '../../support/rational.ts';

/**
 * A completion adds answers; it does not take back what is said. A figure that speaks for another option
 * than the one chosen is a finding and makes the sheet a revised one, so here no answer that is added
 * contradicts one that is stated: an option that its figures contradict is added after the figures.
 */
describe('answering', patient, () => {
	it('one more question never widens anything, anywhere', () => {
		fc.assert(
			fc.property(trials, ({ data, complete, going, partKnown }) => {
				const edition = opened(data);
				let answers = complete;
				let after = judged(edition, answers, partKnown);
				for (const told of going) {
					answers = without(answers, told);
					const before = judged(edition, answers, partKnown);
					expect(widened(edition, before, after), JSON.stringify(told)).toEqual([]);
					after = before;
				}
			}),
			runs
		);
	});

	it('all questions ends within the bounds of any part of the sheet', () => {
		fc.assert(
			fc.property(trials, ({ data, complete, part, known, partKnown }) => {
				const edition = opened(data);
				const before = judged(edition, part, partKnown);
				const after = judged(edition, complete, known);
				expect(widened(edition, before, after)).toEqual([]);
			}),
			runs
		);
	});

	it('all questions leaves nothing open', () => {
		fc.assert(
			fc.property(trials, ({ data, complete, known }) => {
				const edition = opened(data);
				const { scored, standing } = judged(edition, complete, known);
				const open = edition.parts.filter(({ index }) => {
					const { low, high } = scored.points[index]!;
					return scored.applies[index] === 'unknown' || order(exactly(low), exactly(high)) !== 0;
				});
				expect(open.map((part) => part.name)).toEqual([]);
				expect(standing.gates.filter((gate) => gate.verdict === 'unknown')).toEqual([]);
				expect(standing.low).toBe(standing.high);
			}),
			runs
		);
	});
});
