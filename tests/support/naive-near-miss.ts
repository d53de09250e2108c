import type { Condition, Day, Leaf, Verdict } from '#scoring';
import { areasAround, titlesKnown } from './catalogue.ts';
import type { SaidKnown, SaidTitle } from './generate-known.ts';
import { order, over, plus, rational, type Rational } from './rational.ts';

/** What a smallest change costs: things changed, things not known beside them, relative distance. */
export interface Cost {
	readonly changes: number;
	readonly unknown: number;
	readonly distance: Rational;
}

/** One thing that may stand otherwise: a fact's value, or the level of a title gained. */
interface Option {
	readonly value: unknown;
	readonly cost: Cost;
}
type World = ReadonlyMap<string, unknown>;

const free: Cost = { changes: 0, unknown: 0, distance: rational(0) };
const asked: Cost = { ...free, unknown: 1 };
const millionths = (value: number) => Math.round(value * 1_000_000);

/** What may be compared with in `factLeaf`, and the values beside it. */
const bounds = [500, 100, 250.5];
const steps = { revenue: 0.000001, staff: 0.001 } as const;

/**
 * The smallest change by trying everything: each way in which each thing may stand, in two answers or
 * three, by arithmetic of its own. Titles with records and facts that are stated can be changed; what is
 * not stated can be told.
 *
 * @returns nothing where no way meets the condition
 */
export function naiveNearMiss(condition: Condition, said: SaidKnown, day: Day): Cost | undefined {
	const things: [string, Option[]][] = [
		['listed', figures(said.facts['listed'], [false, true])],
		...(['revenue', 'staff'] as const).map((id): [string, Option[]] => {
			const near = bounds.flatMap((bound) => [bound - steps[id], bound, bound + steps[id]]);
			return [id, figures(said.facts[id], near)];
		}),
		...titlesKnown.map(({ id, levels }): [string, Option[]] => {
			const told = said.titles.some(({ title }) => title === id);
			const gains = levels ? [1, 2, 3] : [1];
			const change = told ? { ...free, changes: 1, distance: rational(1) } : asked;
			const lacks = told ? [] : [{ value: 'none', cost: asked }];
			return [
				id,
				[
					{ value: undefined, cost: free },
					...gains.map((value) => ({ value, cost: change })),
					...lacks
				]
			];
		})
	];
	let best: Cost | undefined;
	const visit = (place: number, world: World, cost: Cost): void => {
		if (best && compareCosts(cost, best) >= 0) return;
		const thing = things[place];
		if (!thing) {
			if (holds(condition, world, said, day) === 'met') best = cost;
			return;
		}
		for (const option of thing[1]) {
			visit(place + 1, new Map([...world, [thing[0], option.value]]), sum(cost, option.cost));
		}
	};
	visit(0, new Map(), free);
	return best;
}

/** What may become of a condition in a world where `gains` of titles and facts stand so. */
export function holdsAfter(
	condition: Condition,
	changed: World,
	said: SaidKnown,
	day: Day
): Verdict {
	const world = new Map<string, unknown>([...Object.entries(said.facts), ...changed]);
	return holds(condition, world, said, day);
}

function figures(now: unknown, others: readonly unknown[]): Option[] {
	if (now === undefined) {
		return [{ value: undefined, cost: free }, ...others.map((value) => ({ value, cost: asked }))];
	}
	return [
		{ value: now, cost: free },
		...others
			.filter((value) => value !== now)
			.map((value) => ({ value, cost: { changes: 1, unknown: 0, distance: away(now, value) } }))
	];
}

function away(a: unknown, b: unknown): Rational {
	if (typeof a !== 'number' || typeof b !== 'number') return rational(1);
	const [from, to] = [millionths(a), millionths(b)];
	return over(rational(Math.abs(from - to)), rational(Math.max(from, to)));
}

function sum(a: Cost, b: Cost): Cost {
	return {
		changes: a.changes + b.changes,
		unknown: a.unknown + b.unknown,
		distance: plus(a.distance, b.distance)
	};
}

export function compareCosts(a: Cost, b: Cost): number {
	return a.changes - b.changes || a.unknown - b.unknown || order(a.distance, b.distance);
}

function holds(condition: Condition, world: World, said: SaidKnown, day: Day): Verdict {
	const part = (one: Condition) => holds(one, world, said, day);
	if ('not' in condition) {
		const inner = part(condition.not);
		return inner === 'unknown' ? inner : inner === 'met' ? 'unmet' : 'met';
	}
	if ('all' in condition) {
		const parts = condition.all.map(part);
		if (parts.includes('unmet')) return 'unmet';
		return parts.includes('unknown') ? 'unknown' : 'met';
	}
	if ('any' in condition) {
		const parts = condition.any.map(part);
		if (parts.includes('met')) return 'met';
		return parts.includes('unknown') ? 'unknown' : 'unmet';
	}
	const told =
		'title' in condition
			? titleHolds(condition, world, said, day)
			: factHolds(condition, world, said);
	return told === undefined ? 'unknown' : told ? 'met' : 'unmet';
}

function factHolds(leaf: Leaf, world: World, said: SaidKnown): boolean | undefined {
	if (!('fact' in leaf)) throw new Error(`not tried here: ${JSON.stringify(leaf)}`);
	const value = world.has(leaf.fact) ? world.get(leaf.fact) : said.facts[leaf.fact];
	if (value === undefined) return undefined;
	if (leaf.within) {
		for (let at: string | undefined = value as string; at; at = areasAround[at]) {
			if (leaf.within.includes(at)) return true;
		}
		return false;
	}
	if (leaf.in) return leaf.in.includes(value as string);
	if (typeof value !== 'number') return value === leaf.is;
	const is = (bound: unknown) => millionths(value) - millionths(bound as number);
	if (leaf.atLeast !== undefined) return is(leaf.atLeast) >= 0;
	if (leaf.atMost !== undefined) return is(leaf.atMost) <= 0;
	if (leaf.over !== undefined) return is(leaf.over) > 0;
	if (leaf.under !== undefined) return is(leaf.under) < 0;
	return is(leaf.is) === 0;
}

/** An award gained now is the first where nothing as high was held before; it takes nothing away. */
function titleHolds(
	leaf: Extract<Leaf, { title: string }>,
	world: World,
	{ titles }: SaidKnown,
	day: Day
): boolean | undefined {
	const levels = titlesKnown.find(({ id }) => id === leaf.title)!.levels?.map(({ id }) => id) ?? [];
	const enough = (level: string | undefined) =>
		!leaf.level || levels.indexOf(level!) >= levels.indexOf(leaf.level);
	const records = titles.filter(({ title }) => title === leaf.title);
	const gained = world.get(leaf.title);
	if (records.length === 0 && gained === undefined) return undefined;
	const before = records.filter(
		({ state, awarded, level }) => state !== 'not-held' && awarded! <= day && enough(level)
	);
	const stands = ({ expires, first }: SaidTitle) =>
		(expires === undefined || expires >= day) && (leaf.is !== 'held-first-time' || first === true);
	if (before.some(stands)) return true;
	return (
		typeof gained === 'number' &&
		enough(levels[gained - 1]) &&
		(leaf.is !== 'held-first-time' || before.length === 0)
	);
}
