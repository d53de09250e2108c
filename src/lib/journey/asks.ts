import { recommend, type Day, type Known, type TierBounds } from '#scoring';
import type { Library } from '../library/library.ts';

/** A fact, title or project that some measure still needs, and the measures that need it. */
export interface Ask {
	/** The id of a fact or title, or `projects`. */
	readonly id: string;
	/** `document/measure`, those that it alone would decide first. */
	readonly measures: readonly string[];
}

/** What to ask on a day: where nothing is in force then, what would have been asked on the last day. */
export interface Asking {
	/** The day judged. */
	readonly day: Day;
	/** Whether a document that may reach the enterprise certainly is in force on the day asked. */
	readonly anyInForce: boolean;
	readonly asks: readonly Ask[];
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
	const byId = new Map<string, { measure: string; beside: number }[]>();
	for (const { measure, outcome, asks } of support.recommendations) {
		if (outcome !== 'unknown' && outcome !== 'met') continue;
		for (const id of asks) {
			byId.set(id, [...(byId.get(id) ?? []), { measure, beside: asks.length }]);
		}
	}
	const asks = [...byId].map(([id, measures]) => ({
		id,
		measures: measures.sort((a, b) => a.beside - b.beside).map((one) => one.measure)
	}));
	const concerned = new Set(
		support.recommendations.flatMap(({ measure, outcome }) =>
			outcome === 'met' || outcome === 'unmet' || outcome === 'unknown' ? measure : []
		)
	);
	const measures = documents.flatMap((document) => document.measures);
	const needs = measures.flatMap(({ ref, needs }) => (concerned.has(ref) ? needs : []));
	return { day: judged, anyInForce: today.anyInForce, asks, projectFacts: new Set(needs) };
}
