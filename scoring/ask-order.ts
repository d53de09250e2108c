import type { OpenDocument } from './open-measure.ts';
import { byPriority, endsOf, type Weighed } from './priority.ts';
import type { Recommendation } from './recommend.ts';

/** Something to ask, in its turn. */
export interface Ask {
	/** The id of a fact or title, `projects`, or `tier …`. */
	readonly id: string;
	/** The measures that need it, as `document/measure`, those first that are decided first. */
	readonly measures: readonly string[];
	/** Those of them that nothing is left to ask for once it and all before it are answered. */
	readonly decides: readonly string[];
}

/**
 * What to ask, in the order that decides the most money soonest: again and again the measure with the
 * fewest things left to ask is taken, and these are asked in the order of its condition. Where several
 * have as few, the one with the most money at stake is taken, then the one that ends soonest, then by
 * name. So after each measure no order of asking decides another with fewer questions. Answers may decide
 * sooner: what is asked is always enough, as far as the text leaves nothing open.
 */
export function askOrder(
	documents: readonly OpenDocument[],
	recommendations: readonly Recommendation[]
): Ask[] {
	const ends = endsOf(documents);
	let undecided = recommendations
		.filter(({ asks }) => asks.length > 0)
		.map(({ measure, asks, amount }) => {
			const end = ends.get(measure);
			const weighed: Weighed = {
				measure,
				...(amount ? { money: atStake(amount) } : {}),
				...(end === undefined ? {} : { end })
			};
			return { weighed, asks, left: asks };
		});
	const decided: typeof undecided = [];
	const order: { id: string; decides: string[] }[] = [];
	while (undecided.length > 0) {
		const next = undecided.reduce((a, b) =>
			(b.left.length - a.left.length || byPriority(b.weighed, a.weighed)) < 0 ? b : a
		);
		order.push(...next.left.map((id) => ({ id, decides: [] })));
		const asked = new Set(next.left);
		undecided = undecided.map((one) => ({ ...one, left: one.left.filter((id) => !asked.has(id)) }));
		const done = undecided.filter(({ left }) => left.length === 0);
		done.sort((a, b) => byPriority(a.weighed, b.weighed));
		order.at(-1)!.decides.push(...done.map(({ weighed }) => weighed.measure));
		decided.push(...done);
		undecided = undecided.filter(({ left }) => left.length > 0);
	}
	return order.map(({ id, decides }) => ({
		id,
		measures: decided.filter(({ asks }) => asks.includes(id)).map(({ weighed }) => weighed.measure),
		decides
	}));
}

/** The money in 分 that answers decide on; `null` where nothing bounds it. */
export function atStake({ low, high }: { low: number; high: number | null }): number | null {
	return high === null ? null : high - low;
}
