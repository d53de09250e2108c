import type { OpenDocument } from './open-measure.ts';
import type { Recommendation } from './recommend.ts';

/** A measure as far as it is put before or after another. */
export interface Weighed {
	/** `document/measure`. */
	readonly measure: string;
	/**
	 * The most money in 分: `null` where nothing bounds it, which ranks before every sum; left out where
	 * no sum is stated, which ranks after all.
	 */
	readonly money?: number | null;
	/** The last day, or its month, of the document; left out where that is not known, which ranks last. */
	readonly end?: string;
}

/** Negative where `a` comes first: the most money, then the soonest end, then by name. A total order. */
export function byPriority(a: Weighed, b: Weighed): number {
	return byMoney(a.money, b.money) || byEnd(a.end, b.end) || byName(a.measure, b.measure);
}

function byMoney(a: number | null | undefined, b: number | null | undefined): number {
	if (a === b) return 0;
	if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
	if (a === null || b === null) return a === null ? -1 : 1;
	return b - a;
}

/** Days compare as texts, and a month comes before its days: it may end as soon. */
function byEnd(a: string | undefined, b: string | undefined): number {
	if (a === b) return 0;
	if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
	return a < b ? -1 : 1;
}

function byName(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

/** The ends of the measures of documents, by `document/measure`; without those not known. */
export function endsOf(documents: readonly OpenDocument[]): ReadonlyMap<string, string> {
	return new Map(
		documents.flatMap(({ data, measures }) =>
			data.inForce.until === 'unknown'
				? []
				: measures.map(({ ref }) => [ref, data.inForce.until] as const)
		)
	);
}

/** A recommendation in the order in which it is worth looking at. */
export interface Ranked {
	readonly recommendation: Recommendation;
	/** The weak capabilities it addresses, weakest first. */
	readonly addresses: readonly string[];
	readonly end?: string;
}

/**
 * The recommendations in our own order: those first that address a weak capability, then by the most
 * they may pay, then by how soon their document ends, then by name. Outcomes are for the caller to group.
 *
 * @param weak the weak capabilities of the sheet, weakest first
 */
export function rank(
	documents: readonly OpenDocument[],
	recommendations: readonly Recommendation[],
	weak: readonly string[]
): Ranked[] {
	const ends = endsOf(documents);
	const capabilities = new Map(
		documents.flatMap(({ measures }) => measures.map(({ ref, data }) => [ref, data.capabilities]))
	);
	const ranked = recommendations.map((recommendation) => {
		const { measure, amount } = recommendation;
		const end = ends.get(measure);
		const addresses = weak.filter((id) => capabilities.get(measure)!.includes(id));
		const weighed: Weighed = {
			measure,
			...(amount ? { money: amount.high } : {}),
			...(end === undefined ? {} : { end })
		};
		return {
			weighed,
			ranked: { recommendation, addresses, ...(end === undefined ? {} : { end }) }
		};
	});
	const isElse = (one: Ranked) => Number(one.addresses.length === 0);
	return ranked
		.sort((a, b) => isElse(a.ranked) - isElse(b.ranked) || byPriority(a.weighed, b.weighed))
		.map((one) => one.ranked);
}
