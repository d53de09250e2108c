import type { Catalogue } from './catalogue.ts';
import { comparisonOf, isNumeric, within } from './comparison.ts';
import type { FactLeaf, TierLeaf, TitleLeaf } from './condition.ts';
import { whole } from './fraction.ts';
import { exactly } from './interval.ts';
import { factValue, type FactValue, type TitleRecord } from './known.ts';
import { factPlace, testOf, type KnownContext } from './known-leaf.ts';
import type { LeafJudgement, Verdict } from './verdict.ts';

/**
 * Something a leaf looks at that acting can change, on a scale of whole numbers: a figure (money in 分,
 * others in thousandths), a yes or no (1, 0), the rank of a tier, what more is gained of a title (0 for
 * nothing, then its levels from 1; 1 where it has none).
 */
export interface Lever {
	/** Leaves of one subject are changed together. */
	readonly subject: string;
	/** Where it stands; left out where that is not known. */
	readonly now: number | undefined;
	readonly least: number;
	readonly most: number;
	/** Where `at` changes. */
	readonly near: readonly number[];
	/** What the leaf would be if it stood there. */
	at(value: number): Verdict;
	/** A value as one reads it: of a fact as it is kept, of a title or tier the id of the level or tier. */
	said(value: number): FactValue;
}

/**
 * The lever of a leaf, or nothing where no acting would do: what an enterprise or a project is (area,
 * industry, any choice, what the catalogue marks as fixed), what a text leaves open, a tier of our own.
 */
export function leverOf(
	catalogue: Catalogue,
	{ leaf, verdict }: LeafJudgement,
	context: KnownContext
): Lever | undefined {
	if ('fact' in leaf) return factLever(catalogue, leaf, context);
	if ('title' in leaf) return titleLever(catalogue, leaf, verdict, context);
	return 'tier' in leaf ? tierLever(leaf, context) : undefined;
}

function factLever(catalogue: Catalogue, leaf: FactLeaf, context: KnownContext): Lever | undefined {
	const fact = catalogue.facts.get(leaf.fact)!;
	if (fact.type === 'choice' || fact.type === 'area' || fact.type === 'industry' || fact.fixed) {
		return undefined;
	}
	return factScale(catalogue, leaf, context[factPlace[fact.owner]]?.[fact.id]);
}

/**
 * The values a fact can have, as a scale, whether acting changes it or not: the choices and the
 * industries in the order of the catalogue. Areas lie within each other and are on none.
 */
export function factScale(
	catalogue: Catalogue,
	leaf: FactLeaf,
	actual: FactValue | undefined
): Lever | undefined {
	const fact = catalogue.facts.get(leaf.fact)!;
	if (fact.type === 'area') return undefined;
	const comparison = comparisonOf(leaf)!;
	const needed = [leaf[comparison]].flat().map((one) => factValue(catalogue, fact, one));
	const test = testOf(comparison, needed as FactValue[]);
	const named =
		fact.type === 'choice'
			? fact.choices.map(({ value }) => value)
			: fact.type === 'industry'
				? [...catalogue.industries.keys()]
				: fact.type === 'boolean'
					? [false, true]
					: undefined;
	const said = (value: number) => (named ? named[value]! : value);
	const placed = (value: FactValue) => (named ? named.indexOf(value as never) : (value as number));
	const [least, most] = named
		? [0, named.length - 1]
		: fact.type === 'number'
			? [fact.min * 1000, fact.max * 1000]
			: [0, mostMoney];
	return {
		subject: `fact ${fact.id}`,
		now: actual === undefined ? undefined : placed(actual),
		least,
		most,
		near: named ? named.map((_, place) => place) : (needed as number[]),
		at: (value) => test.verdict(said(value)),
		said
	};
}

/** In 分, as `factValue` takes it. */
const mostMoney = 1e15;

/** A title is gained, never given up: a later award stands beside those there are. */
function titleLever(
	catalogue: Catalogue,
	leaf: TitleLeaf,
	verdict: Verdict,
	{ titles, day }: KnownContext
): Lever {
	const levels = catalogue.titles.get(leaf.title)!.levels?.map(({ id }) => id) ?? [];
	const rank = leaf.level === undefined ? 1 : levels.indexOf(leaf.level) + 1;
	const had = ({ title, state, awarded, level }: TitleRecord) =>
		title === leaf.title &&
		state === 'held' &&
		!(awarded !== undefined && awarded > day) &&
		(level === undefined || levels.indexOf(level) + 1 >= rank);
	const isGone = leaf.is === 'held-first-time' && titles.some(had);
	const isTold = titles.some(({ title }) => title === leaf.title);
	return {
		subject: `title ${leaf.title}`,
		now: isTold ? 0 : undefined,
		least: 0,
		most: Math.max(1, levels.length),
		near: [rank],
		at: (value) => (value >= rank && !isGone ? 'met' : isTold ? verdict : 'unmet'),
		said: (value) => levels[value - 1] ?? 'held'
	};
}

/** A tier is climbed, at best from the highest that is still possible. */
function tierLever(leaf: TierLeaf, { tiers: reached }: KnownContext): Lever | undefined {
	const bounds = reached[leaf.tier];
	if (!bounds || bounds.own) return undefined;
	const comparison = comparisonOf(leaf)!;
	const ids = ['none', ...bounds.tiers];
	const wanted = [leaf[comparison]].flat().map((id) => ids.indexOf(id as string));
	const [rank] = wanted as [number];
	return {
		subject: `tier ${leaf.tier}`,
		now: bounds.high,
		least: bounds.high,
		most: bounds.tiers.length,
		near: wanted,
		at: (value) => {
			if (!isNumeric(comparison) || comparison === 'is') {
				return wanted.includes(value) ? 'met' : 'unmet';
			}
			return rank > 0 ? within(exactly(whole(value)), comparison, whole(rank)) : 'unknown';
		},
		said: (value) => ids[value]!
	};
}
