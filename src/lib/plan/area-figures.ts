/** Of fewer enterprises than this nothing is told together: a figure would be one enterprise's own. */
export const leastEnterprises = 5;

interface Group {
	/** How many enterprises its figures rest on. */
	readonly enterprises: number;
}

/** What can be told of groups that make up a whole. */
export interface Told<G extends Group> {
	readonly shown: readonly G[];
	/** Of these nothing is told but that they are there. */
	readonly hidden: readonly G[];
	/** Whether the whole is told. */
	readonly whole: boolean;
}

/**
 * Which groups can be told so that no difference between the whole and what is shown tells of fewer than
 * `leastEnterprises`: where those that are too small do not come to that many together, the smallest of the
 * others is hidden with them. The order stays.
 */
export function tellable<G extends Group>(groups: readonly G[]): Told<G> {
	const bySize = [...groups].sort((one, other) => one.enterprises - other.enterprises);
	const enough = (some: readonly G[]) => sizeOf(some) >= leastEnterprises;
	if (!enough(groups)) return { shown: [], hidden: groups, whole: false };
	let count = bySize.filter(({ enterprises }) => enterprises < leastEnterprises).length;
	while (count > 0 && !enough(bySize.slice(0, count))) count += 1;
	const hidden = new Set(bySize.slice(0, count));
	return {
		shown: groups.filter((one) => !hidden.has(one)),
		hidden: groups.filter((one) => hidden.has(one)),
		whole: true
	};
}

function sizeOf(groups: readonly Group[]): number {
	return groups.reduce((total, { enterprises }) => total + enterprises, 0);
}
