import fc from 'fast-check';
import { expect, it } from 'vitest';
import { completions, singles } from '../../support/generate-group.ts';
import { naive } from '../../support/naive.ts';
import { exactly, judged, patient, runs } from '../../support/properties.ts';
import { highest, lowest, written } from '../../support/rational.ts';
import { opened, someDay } from '../../support/trials.ts';

const nothing = { facts: {}, titles: [] };

it('the bounds of a group with independent parts are those of all its completions', patient, () => {
	fc.assert(
		fc.property(singles, (single) => {
			const edition = opened(single.data);
			const { scored } = judged(edition, single.part, nothing);
			const { low, high } = scored.points[edition.root.index]!;
			const all = completions(single).map((answers) =>
				naive(single.data, answers, nothing, someDay).points.get('total')!
			);
			expect([written(exactly(low)), written(exactly(high))]).toEqual([
				written(lowest(all)),
				written(highest(all))
			]);
		}),
		runs
	);
});
