import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkTiers } from '#lib/library/tiers.ts';
import type { Case } from '#scoring';
import { catalogue } from '../../support/catalogue.ts';
import { judged, patient } from '../../support/properties.ts';
import { opened, trials, type Trial } from '../../support/trials.ts';

const runs = { numRuns: 300 };
const expected = 'expected a worked case that stands at this tier';
const none = 'expected a tier that some answers reach';
const all = 'expected a tier that not all reach';

/** What is said of each tier of an edition with these worked cases, by id. */
function faultsOf({ data }: Trial, cases: Case[]): Map<string, string> {
	const edition = opened(data);
	const rest = { hash: '', folder: '', fileOf: () => '', events: [] };
	const faults = checkTiers({ edition, cases, ...rest }, catalogue);
	return new Map(faults.map((fault) => [fault.path.split('.')[1]!, fault.expected]));
}

/** Where a complete sheet stands for certain; no proof may say otherwise. */
function standingOf({ data, complete, known }: Trial): number | undefined {
	const { standing } = judged(opened(data), complete, known);
	return standing.low === standing.high ? standing.low : undefined;
}

it('no tier is refused for certain that some sheet contradicts', patient, () => {
	let refused = 0;
	fc.assert(
		fc.property(trials, (trial) => {
			const faults = faultsOf(trial, []);
			const rank = standingOf(trial);
			const { tiers } = trial.data.ladder;
			refused += [...faults.values()].filter((one) => one === none || one === all).length;
			if (rank === undefined) return;
			const at = tiers[rank - 1];
			if (at) expect(faults.get(at.id)).not.toBe(none);
			for (const above of tiers.slice(rank)) {
				expect(faults.get(above.id)).not.toBe(all);
			}
		}),
		runs
	);
	// Ladders drawn at random are often bad: the property has something to contradict.
	expect(refused).toBeGreaterThan(0);
});

it('a worked case at a tier is all that is needed to show that it can be reached', patient, () => {
	let asked = 0;
	fc.assert(
		fc.property(trials, (trial) => {
			const rank = standingOf(trial);
			const at = rank === undefined ? undefined : trial.data.ladder.tiers[rank - 1];
			if (!at) return;
			const one = { ...trial.known, answers: trial.complete } as unknown as Case;
			if (faultsOf(trial, []).get(at.id) === expected) asked++;
			expect(faultsOf(trial, [one]).get(at.id)).not.toBe(expected);
		}),
		runs
	);
	// Now and then the search finds no sheet, and a case has something to show.
	expect(asked).toBeGreaterThan(0);
});
