import {
	askOrder,
	atStake,
	recommend,
	type Ask,
	type Day,
	type Known,
	type TierBounds
} from '#scoring';
import type { Library } from '../library/library.ts';

/** What to ask on a day: where nothing is in force then, what would have been asked on the last day. */
export interface Asking {
	/** The day judged. */
	readonly day: Day;
	/** Whether a document that may reach the enterprise certainly is in force on the day asked. */
	readonly anyInForce: boolean;
	/** In the order in which they decide the most money soonest. */
	readonly asks: readonly Ask[];
	/** By `document/measure`, what answers decide on in 分; `null` where nothing bounds it. */
	readonly stakes: ReadonlyMap<string, number | null>;
	/** The facts of projects and their years that some measure for this enterprise reads. */
	readonly projectFacts: ReadonlySet<string>;
}

export function askedOn(
	library: Library,
	known: Known,
	tiers: Readonly<Record<string, TierBounds>>,
	day: Day
): Asking {
	const documents = [...library.documents.values()].map((one) => one.document);
	const today = recommend(documents, known, tiers, day, true);
	const judged = today.lastDay ?? day;
	const support = today.lastDay ? recommend(documents, known, tiers, judged, true) : today;
	const asks = askOrder(documents, support.recommendations);
	const stakes = new Map(
		support.recommendations.flatMap(({ measure, amount }) =>
			amount ? [[measure, atStake(amount)] as const] : []
		)
	);
	const concerned = new Set(
		support.recommendations.flatMap(({ measure, outcome }) =>
			outcome === 'met' || outcome === 'unmet' || outcome === 'unknown' ? measure : []
		)
	);
	const measures = documents.flatMap((document) => document.measures);
	const needs = measures.flatMap(({ ref, needs }) => (concerned.has(ref) ? needs : []));
	return { day: judged, anyInForce: today.anyInForce, asks, stakes, projectFacts: new Set(needs) };
}
