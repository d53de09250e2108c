import type { Cap, Problem } from '#lib/package/problem.ts';

/** A lawful set that nothing can join, by its claims in the order of their ids. */
export interface NaiveSet {
	readonly sum: number;
	readonly ids: readonly string[];
}

/** All of them, the best first, found by trying every subset. */
export function naiveSets({ claims, caps, conflicts }: Problem): NaiveSet[] {
	const sorted = [...claims].sort((a, b) => (a.id < b.id ? -1 : 1));
	const lawful = (ids: ReadonlySet<string>) =>
		conflicts.every(([one, other]) => !(ids.has(one) && ids.has(other)));
	const sets: NaiveSet[] = [];
	for (let subset = 0; subset < 2 ** sorted.length; subset++) {
		const chosen = sorted.filter((_, i) => subset & (1 << i));
		const ids = new Set(chosen.map(({ id }) => id));
		if (!lawful(ids)) continue;
		const open = sorted.some(({ id }) => !ids.has(id) && lawful(new Set([...ids, id])));
		if (!open) sets.push({ sum: naiveSum(chosen, caps), ids: [...ids] });
	}
	const earlier = (a: NaiveSet, b: NaiveSet) => {
		const first = sorted.find(({ id }) => a.ids.includes(id) !== b.ids.includes(id));
		return first && a.ids.includes(first.id) ? -1 : 1;
	};
	return sets.sort((a, b) => b.sum - a.sum || earlier(a, b));
}

/** What claims pay: from the outermost caps inwards, each the least of its amount and what lies in it. */
export function naiveSum(claims: Problem['claims'], caps: readonly Cap[]): number {
	const under = (cap: string | undefined): number => {
		const direct = claims
			.flatMap(({ payments }) => payments)
			.filter((payment) => payment.cap === cap)
			.reduce((sum, { amount }) => sum + amount, 0);
		const inner = caps
			.filter(({ within }) => within === cap)
			.reduce((sum, { id, amount }) => sum + Math.min(amount, under(id)), 0);
		return direct + inner;
	};
	return under(undefined);
}
