import { worth, type OpenProblem } from './problem.ts';

/** A lawful set of claims that nothing could be added to. */
export interface LawfulSet {
	/** What it pays together, in 分. */
	readonly sum: number;
	/** Its claims by place, in order. */
	readonly claims: readonly number[];
}

export interface Best {
	/** The best set first; where sums tie, the one that has the first claim in which they differ. */
	readonly sets: readonly LawfulSet[];
	/** Whether more sets than these come as close. */
	readonly more: boolean;
	/** Whether all sets were weighed; else better ones may exist. */
	readonly whole: boolean;
}

/**
 * The best lawful sets, exactly, where `whole` says so: then none that was left out pays more than the
 * last one given.
 *
 * The claims are decided one after the other, all undecided sets side by side. A set is dropped where even
 * the most that its undecided claims could add leaves it too low, or where enough other sets that leave
 * the same claims to choose from are at least as good in every respect. How low is too low is learnt from
 * a run that follows only the most promising sets; the next follows more, until nothing promising is left
 * aside.
 *
 * @param most how many sets to give at most
 * @param near how much of the best sum, in percent, the others must reach
 */
export function bestSets(problem: OpenProblem, most: number, near: number): Best {
	const plan = planOf(problem);
	// One more is looked for, to know whether there are more.
	const wanted = most + 1;
	let found: Omit<Best, 'more'> = { sets: [firstCome(problem)], whole: false };
	for (let width = firstWidth; !found.whole && width <= lastWidth; width *= widening) {
		const next = run(plan, { wanted, least: leastOf(found.sets, wanted, near), width });
		// A run that leaves sets aside may lose those that were known before.
		const better = next.whole || (next.sets[0]?.sum ?? 0) > found.sets[0]!.sum;
		if (better) found = next;
	}
	const { sets, whole } = found;
	const close = sets.filter(({ sum }) => sum * 100 >= sets[0]!.sum * near);
	return { sets: close.slice(0, most), more: close.length > most, whole };
}

/** How many sets are followed side by side: first, how many times more next, and at most: a second or two. */
const firstWidth = 32;
const widening = 4;
const lastWidth = 2048;

/** The set that takes each claim, in order, that nothing taken excludes. */
function firstCome(problem: OpenProblem): LawfulSet {
	const claims: number[] = [];
	problem.excludes.forEach((rivals, claim) => {
		if (!claims.some((taken) => rivals.has(taken))) claims.push(claim);
	});
	return { sum: worth(problem, claims), claims };
}

/** What a set must at least come to, seen that these are possible. */
function leastOf(known: readonly LawfulSet[], wanted: number, near: number): number {
	const best = known[0]?.sum ?? 0;
	return Math.max(Math.ceil((best * near) / 100), known[wanted - 1]?.sum ?? 0);
}

/** What a claim adds: beyond all caps that it shares, and under each of them. */
interface Gain {
	readonly outside: number;
	readonly under: readonly (readonly [cap: number, amount: number])[];
}

interface Plan {
	readonly problem: OpenProblem;
	readonly gains: readonly Gain[];
	/** The claims in the order in which they are decided; those in no conflict are chosen before. */
	readonly steps: readonly Step[];
	readonly start: Undecided;
	/** After each step (and before the first, at 0) the caps that no later step touches. */
	readonly closing: readonly (readonly number[])[];
	/** The caps that are open then. */
	readonly open: readonly (readonly number[])[];
}

interface Step {
	readonly claim: number;
	readonly bit: bigint;
	/** Claims it excludes. */
	readonly excludes: bigint;
	/** Claims that are decided later. */
	readonly later: bigint;
	/** Claims that no later step excludes any more. */
	readonly settled: bigint;
	/** The first step of those around it whose claims all exclude each other. */
	readonly group: number;
}

/** A set half-way. Sets of claims are bits by place. */
interface Undecided {
	readonly chosen: bigint;
	/** Undecided claims that a chosen one excludes. */
	readonly excluded: bigint;
	/** Claims left out that nothing chosen excludes yet: something must, or they could be added. */
	readonly owed: bigint;
	/** What it pays beyond the open caps, and what lies under each of them. */
	readonly outside: number;
	readonly under: readonly number[];
}

function planOf(problem: OpenProblem): Plan {
	const { caps, excludes } = problem;
	const users = usersOf(problem);
	// A cap that never covers two claims of one lawful set belongs to each of them alone.
	const shared = users.map((using) => !areRivals(using, excludes));
	const gains = problem.payments.map((payments) => gainOf(payments, caps, shared));
	const order = orderOf(problem, users);
	const steps = stepsOf(order, excludes);
	const closing = closingOf(order, users, shared);
	const free = excludes.flatMap((rivals, claim) => (rivals.size === 0 ? [claim] : []));
	const nothing: Undecided = {
		chosen: bits(free),
		excluded: 0n,
		owed: 0n,
		outside: 0,
		under: caps.map(() => 0)
	};
	const all = free.reduce((state, claim) => paid(state, gains[claim]!, caps), nothing);
	const start = closed(all, closing[0]!, caps);
	const open = closing.map((_, k) => closing.slice(k + 1).flat());
	return { problem, gains, steps, start, closing, open };
}

/** The claims that each cap covers, directly or through caps within it. */
function usersOf({ payments, caps }: OpenProblem): readonly ReadonlySet<number>[] {
	const users = caps.map(() => new Set<number>());
	payments.forEach((own, claim) => {
		for (const { cap } of own) {
			for (let i = cap; i >= 0; i = caps[i]!.within) users[i]!.add(claim);
		}
	});
	return users;
}

/** Whether each of them excludes all others. */
function areRivals(claims: ReadonlySet<number>, excludes: OpenProblem['excludes']): boolean {
	for (const one of claims) {
		if (excludes[one]!.size < claims.size - 1) return false;
		for (const other of claims) if (one !== other && !excludes[one]!.has(other)) return false;
	}
	return true;
}

function gainOf(
	payments: OpenProblem['payments'][number],
	caps: OpenProblem['caps'],
	shared: readonly boolean[]
): Gain {
	const under = caps.map(() => 0);
	let outside = 0;
	for (const { amount, cap } of payments) {
		if (cap < 0) outside += amount;
		else under[cap]! += amount;
	}
	caps.forEach(({ amount, within }, i) => {
		if (shared[i]) return;
		const passed = Math.min(amount, under[i]!);
		under[i] = 0;
		if (within < 0) outside += passed;
		else under[within]! += passed;
	});
	return { outside, under: under.flatMap((amount, cap) => (amount > 0 ? [[cap, amount]] : [])) };
}

/**
 * The claims in conflict, those that hang together one after the other: first by caps, then by
 * conflicts, each time the claim most of whose rivals are decided.
 */
function orderOf({ excludes }: OpenProblem, users: readonly ReadonlySet<number>[]): number[] {
	const part = partsOf(excludes, users);
	const rivals = (claim: number) => excludes[claim]!.size > 0;
	const starts = [...excludes.keys()].filter(rivals).sort((a, b) => part[a]! - part[b]! || a - b);
	const done = new Set<number>();
	for (const start of starts) {
		if (done.has(start)) continue;
		const reached = new Map([[start, 0]]);
		while (reached.size > 0) {
			const [next] = [...reached].reduce((a, b) =>
				b[1] > a[1] || (b[1] === a[1] && b[0] < a[0]) ? b : a
			);
			reached.delete(next);
			done.add(next);
			for (const rival of excludes[next]!) {
				if (!done.has(rival)) reached.set(rival, (reached.get(rival) ?? 0) + 1);
			}
		}
	}
	return [...done];
}

/** For each claim the first claim of those it hangs together with, by conflicts and by caps. */
function partsOf(
	excludes: OpenProblem['excludes'],
	users: readonly ReadonlySet<number>[]
): readonly number[] {
	const part = [...excludes.keys()];
	const rootOf = (claim: number): number => {
		while (part[claim] !== claim) claim = part[claim] = part[part[claim]!]!;
		return claim;
	};
	const join = (one: number, other: number) => {
		const [a, b] = [rootOf(one), rootOf(other)];
		part[Math.max(a, b)] = Math.min(a, b);
	};
	excludes.forEach((rivals, claim) => rivals.forEach((rival) => join(claim, rival)));
	for (const using of users) {
		const [first, ...others] = using;
		for (const other of others) join(first!, other);
	}
	return part.map((_, claim) => rootOf(claim));
}

function stepsOf(order: readonly number[], excludes: OpenProblem['excludes']): Step[] {
	const place = new Map(order.map((claim, k) => [claim, k]));
	const settledAt = order.map((claim) =>
		Math.max(place.get(claim)!, ...[...excludes[claim]!].map((rival) => place.get(rival)!))
	);
	const settled = order.map(() => 0n);
	order.forEach((claim, k) => (settled[settledAt[k]!]! |= bit(claim)));
	let later = bits(order);
	const groups = groupsOf(order, excludes);
	return order.map((claim, k) => {
		later &= ~bit(claim);
		return {
			claim,
			bit: bit(claim),
			excludes: bits(excludes[claim]!),
			later,
			settled: settled[k]!,
			group: groups[k]!
		};
	});
}

const bit = (claim: number) => 1n << BigInt(claim);

function bits(claims: Iterable<number>): bigint {
	let all = 0n;
	for (const claim of claims) all |= bit(claim);
	return all;
}

/** Caps close from narrow to wide, which is their order. */
function closingOf(
	order: readonly number[],
	users: readonly ReadonlySet<number>[],
	shared: readonly boolean[]
): number[][] {
	const closing: number[][] = Array.from({ length: order.length + 1 }, () => []);
	const place = new Map(order.map((claim, k) => [claim, k + 1]));
	users.forEach((using, cap) => {
		if (!shared[cap]) return;
		closing[Math.max(0, ...[...using].map((claim) => place.get(claim) ?? 0))]!.push(cap);
	});
	return closing;
}

function paid(state: Undecided, gain: Gain, caps: OpenProblem['caps']): Undecided {
	if (gain.under.length === 0) return { ...state, outside: state.outside + gain.outside };
	const under = [...state.under];
	for (const [cap, amount] of gain.under) {
		under[cap] = Math.min(caps[cap]!.amount, under[cap]! + amount);
	}
	return { ...state, outside: state.outside + gain.outside, under };
}

/** What lies under caps that nothing more comes under passes on. */
function closed(
	state: Undecided,
	closing: readonly number[],
	caps: OpenProblem['caps']
): Undecided {
	if (closing.length === 0) return state;
	const under = [...state.under];
	let { outside } = state;
	for (const i of closing) {
		const { amount, within } = caps[i]!;
		const passed = Math.min(amount, under[i]!);
		under[i] = 0;
		if (within < 0) outside += passed;
		else under[within] = Math.min(caps[within]!.amount, under[within]! + passed);
	}
	return { ...state, outside, under };
}

/** Steps one after the other whose claims all exclude each other: one of a group is chosen at most. */
function groupsOf(order: readonly number[], excludes: OpenProblem['excludes']): number[] {
	const groups: number[] = [];
	order.forEach((claim, k) => {
		let first = groups[k - 1] ?? 0;
		for (let i = first; i < k; i++) if (!excludes[claim]!.has(order[i]!)) first = k;
		groups.push(first);
	});
	return groups;
}

/**
 * What bounds a half-way set from above. A cap never lets more pass than its amount at a price (0 … 1) a
 * 分 and the rest of the price of what lies under it: min(cap, x) ≤ price · cap + (1 − price) · x. With
 * every cap so replaced a set's sum is that of its claims, and of each group the most valuable one may be
 * taken.
 */
interface Bound {
	readonly prices: readonly number[];
	/** What a 分 under each cap counts. */
	readonly weights: readonly number[];
	/** What the steps still to come add at most, and the price of the open caps. */
	readonly rest: number;
	/** How the bound of one set changes with each price. */
	readonly slope: readonly number[];
}

function boundOf(plan: Plan, prices: readonly number[], set: Undecided, from: number): Bound {
	const { gains, steps, open, problem } = plan;
	const weights = weightsOf(problem.caps, prices);
	const slope = set.under.map((amount, cap) => (weights[cap]! > 0 ? -amount : 0));
	let rest = 0;
	for (const cap of open[from]!) {
		const { amount } = problem.caps[cap]!;
		rest += prices[cap]! * amount;
		slope[cap]! += amount;
	}
	for (let k = from; k < steps.length;) {
		let best: Gain | undefined;
		let most = 0;
		const { group } = steps[k]!;
		for (; steps[k]?.group === group; k++) {
			const gain = gains[steps[k]!.claim]!;
			const value = valueOf(gain, weights);
			if (value > most) [best, most] = [gain, value];
		}
		rest += most;
		for (const [cap, amount] of best?.under ?? []) if (weights[cap]! > 0) slope[cap]! -= amount;
	}
	return { prices, weights, rest, slope };
}

function weightsOf(caps: OpenProblem['caps'], prices: readonly number[]): number[] {
	const left = prices.map(() => 1);
	// From wide to narrow: the caps around one are priced before it.
	for (let i = caps.length - 1; i >= 0; i--) {
		const { within } = caps[i]!;
		left[i] = Math.max(0, (within < 0 ? 1 : left[within]!) - prices[i]!);
	}
	return left;
}

function valueOf({ outside, under }: Gain, weights: readonly number[]): number {
	let value = outside;
	for (const [cap, amount] of under) value += amount * weights[cap]!;
	return value;
}

function mostOf({ outside, under }: Undecided, { weights, rest }: Bound): number {
	let most = outside + rest;
	for (let i = 0; i < under.length; i++) most += under[i]! * weights[i]!;
	return most;
}

/** How often prices are moved before the first step, and after each. */
const turnsFirst = 60;
const turnsEach = 3;

/** Prices that make the bound of a set low, found by going down its slope in ever shorter steps. */
function tuned(
	plan: Plan,
	start: readonly number[],
	set: Undecided,
	from: number,
	turns: number,
	length: number
): Bound {
	let best = boundOf(plan, start, set, from);
	let last = best;
	for (let turn = 1; turn <= turns; turn++) {
		const { slope, prices } = last;
		const size = Math.sqrt(plan.open[from]!.reduce((sum, cap) => sum + slope[cap]! ** 2, 0));
		if (size === 0) break;
		const moved = [...prices];
		for (const cap of plan.open[from]!) {
			moved[cap] = Math.min(
				1,
				Math.max(0, prices[cap]! - (length * slope[cap]!) / size / Math.sqrt(turn))
			);
		}
		last = boundOf(plan, moved, set, from);
		if (mostOf(set, last) < mostOf(set, best)) best = last;
	}
	return best;
}

/** Decides all claims; where `width` is less than there are sets, only the most promising are followed. */
function run(
	plan: Plan,
	{ wanted, least, width }: { wanted: number; least: number; width: number }
): Omit<Best, 'more'> {
	let sets: readonly Undecided[] = [plan.start];
	let whole = true;
	let bound = tuned(
		plan,
		plan.problem.caps.map(() => 0),
		plan.start,
		0,
		turnsFirst,
		0.5
	);
	plan.steps.forEach((step, k) => {
		const closing = plan.closing[k + 1]!;
		const next = sets.flatMap((set) =>
			decided(set, step, plan).map((one) => closed(one, closing, plan.problem.caps))
		);
		const top = next.reduce((a, b) => (mostOf(b, bound) > mostOf(a, bound) ? b : a), next[0]!);
		bound = tuned(plan, bound.prices, top, k + 1, turnsEach, 0.1);
		// What rounding may have taken from the bound is given back.
		const hopeful = next.filter((set) => mostOf(set, bound) * (1 + 1e-9) + 1 >= least);
		sets = undominated(hopeful, wanted);
		if (sets.length > width) {
			whole = false;
			sets = [...sets].sort((a, b) => mostOf(b, bound) - mostOf(a, bound)).slice(0, width);
		}
	});
	const claims = [...plan.problem.ids.keys()];
	const best = [...sets]
		.sort(better)
		.slice(0, wanted)
		.map(({ outside, chosen }) => ({
			sum: outside,
			claims: claims.filter((claim) => (chosen >> BigInt(claim)) & 1n)
		}));
	return { sets: best, whole };
}

/** The set with a claim and without it, as far as either can still become one that nothing can join. */
function decided(set: Undecided, step: Step, { gains, problem }: Plan): Undecided[] {
	const excluded = set.excluded & step.later;
	if (set.excluded & step.bit) return set.owed & step.settled ? [] : [{ ...set, excluded }];
	const both: Undecided[] = [];
	const owed = set.owed & ~step.excludes;
	if (!(owed & step.settled)) {
		const chosen = set.chosen | step.bit;
		const state = { ...set, chosen, excluded: (set.excluded | step.excludes) & step.later, owed };
		both.push(paid(state, gains[step.claim]!, problem.caps));
	}
	const left = set.owed | step.bit;
	if (!(left & step.settled)) both.push({ ...set, excluded, owed: left });
	return both;
}

/** Drops each set that `wanted` others, with the same claims to choose from, are as good as in all. */
function undominated(sets: readonly Undecided[], wanted: number): Undecided[] {
	const byChoice = new Map<bigint, Undecided[]>();
	for (const set of sets) {
		// What is excluded is undecided, what is owed is decided: together they are one number.
		const key = set.excluded | set.owed;
		const alike = byChoice.get(key);
		if (alike) alike.push(set);
		else byChoice.set(key, [set]);
	}
	return [...byChoice.values()].flatMap((alike) => {
		const kept: Undecided[] = [];
		for (const set of alike.sort(better)) {
			let above = 0;
			for (const one of kept) {
				if (covers(one, set) && ++above === wanted) break;
			}
			if (above < wanted) kept.push(set);
		}
		return kept;
	});
}

/** Whether the one has at least as much under every cap; it has as much beyond them and goes before. */
function covers({ under }: Undecided, other: Undecided): boolean {
	for (let i = 0; i < under.length; i++) if (under[i]! < other.under[i]!) return false;
	return true;
}

/** By what is paid beyond open caps; where that ties, the one with the first claim in which they differ. */
function better(a: Undecided, b: Undecided): number {
	if (a.outside !== b.outside) return b.outside - a.outside;
	const differ = a.chosen ^ b.chosen;
	return differ & -differ & a.chosen ? -1 : 1;
}
