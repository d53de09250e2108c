import type { TierBounds } from './known-leaf.ts';
import type { OpenEdition } from './open-edition.ts';
import type { Scored } from './score.ts';
import type { Judgement, Verdict } from './verdict.ts';

/** Where a sheet stands on its edition's ladder. `low` and `high` are equal where it is certain. */
export interface Standing extends TierBounds {
	/** Each tier, lowest first, with why; `judgement` is left out where nobody asked why. */
	readonly gates: readonly {
		readonly tier: string;
		readonly verdict: Verdict;
		readonly judgement?: Judgement;
	}[];
}

/**
 * Climbs the ladder of a scored sheet. With `firstUnmet` the first tier that is not met ends the climb;
 * with `highestMet` the highest tier that is met counts, whatever lies below it.
 *
 * @param explain whether to say why, gate by gate
 */
export function climb(edition: OpenEdition, scored: Scored, explain: boolean): Standing {
	const gates = edition.tiers.map(({ id, requires }) => {
		const trace: Judgement[] | null = explain ? [] : null;
		const verdict = requires(scored, trace);
		return trace ? { tier: id, verdict, judgement: trace[0]! } : { tier: id, verdict };
	});
	const reach = (counts: (verdict: Verdict) => boolean) => {
		if (edition.ladder.rule === 'highestMet') {
			return gates.findLastIndex((gate) => counts(gate.verdict)) + 1;
		}
		const first = gates.findIndex((gate) => !counts(gate.verdict));
		return first < 0 ? gates.length : first;
	};
	return {
		tiers: edition.tiers.map((tier) => tier.id),
		low: reach((verdict) => verdict === 'met'),
		high: reach((verdict) => verdict !== 'unmet'),
		own: edition.ladder.source.authority === 'own',
		gates
	};
}
