/** Something that may be asked for, and what it pays before any cap. */
export interface Claim {
	/** Unique; where sums tie, the set with the first claim by id goes before. */
	readonly id: string;
	readonly payments: readonly Payment[];
}

/** Money in whole 分, finite, and the narrowest cap it lies under. */
export interface Payment {
	readonly amount: number;
	readonly cap?: string;
}

/** At most so much (分) is paid for all that lies under it. */
export interface Cap {
	readonly id: string;
	readonly amount: number;
	/** The next wider cap around it: caps lie within each other or apart. */
	readonly within?: string;
}

/** Which claims there are, which of them exclude each other, and what caps bind them. */
export interface Problem {
	readonly claims: readonly Claim[];
	readonly caps: readonly Cap[];
	/** Pairs of claims of which one at most may be chosen. */
	readonly conflicts: readonly (readonly [string, string])[];
}

/** A problem by number: claims by id, every cap after those that lie within it. */
export interface OpenProblem {
	readonly ids: readonly string[];
	/** The place of each claim by its id. */
	readonly places: ReadonlyMap<string, number>;
	readonly payments: readonly (readonly OpenPayment[])[];
	/** The claims each one excludes. */
	readonly excludes: readonly ReadonlySet<number>[];
	readonly caps: readonly OpenCap[];
}
interface OpenPayment {
	readonly amount: number;
	/** −1 where no cap covers it. */
	readonly cap: number;
}
interface OpenCap {
	readonly amount: number;
	readonly within: number;
}

export function openProblem({ claims, caps, conflicts }: Problem): OpenProblem {
	const sorted = [...claims].sort((a, b) => (a.id < b.id ? -1 : 1));
	const places = new Map(sorted.map(({ id }, i) => [id, i]));
	const excludes = sorted.map(() => new Set<number>());
	for (const [one, other] of conflicts) {
		excludes[places.get(one)!]!.add(places.get(other)!);
		excludes[places.get(other)!]!.add(places.get(one)!);
	}
	const byId = new Map(caps.map((cap) => [cap.id, cap]));
	const depth = ({ within }: Cap): number =>
		within === undefined ? 0 : 1 + depth(byId.get(within)!);
	const inwards = [...caps].sort((a, b) => depth(b) - depth(a));
	const capPlaces = new Map(inwards.map(({ id }, i) => [id, i]));
	const capOf = (id: string | undefined) => (id === undefined ? -1 : capPlaces.get(id)!);
	return {
		ids: sorted.map(({ id }) => id),
		places,
		payments: sorted.map(({ payments }) =>
			payments.map(({ amount, cap }) => ({ amount, cap: capOf(cap) }))
		),
		excludes,
		caps: inwards.map(({ amount, within }) => ({ amount, within: capOf(within) }))
	};
}

/** What a set of claims pays together, after all caps, in 分. */
export function worth({ payments, caps }: OpenProblem, claims: Iterable<number>): number {
	const under = caps.map(() => 0);
	let outside = 0;
	for (const claim of claims) {
		for (const { amount, cap } of payments[claim]!) {
			if (cap < 0) outside += amount;
			else under[cap]! += amount;
		}
	}
	for (let i = 0; i < caps.length; i++) {
		const { amount, within } = caps[i]!;
		const paid = Math.min(amount, under[i]!);
		if (within < 0) outside += paid;
		else under[within]! += paid;
	}
	return outside;
}
