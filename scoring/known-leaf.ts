import { areaTest } from './area.ts';
import type { Catalogue } from './catalogue.ts';
import { comparisonOf, distance, isNumeric, within } from './comparison.ts';
import type { Comparison, FactLeaf, Leaf, TierLeaf, TitleLeaf } from './condition.ts';
import { inForce, type Day, type Period } from './day.ts';
import { shown, type Fault } from './fault.ts';
import { whole } from './fraction.ts';
import { exactly, type Interval } from './interval.ts';
import { factValue, type FactValue, type FactValues, type TitleRecord } from './known.ts';
import { either, type Judge, type Judgement, type Verdict } from './verdict.ts';

/** Where a sheet stands on a ladder: ranks, 0 below the lowest tier, 1 at it, and so on. */
export interface TierBounds {
	/** Tier ids, lowest first. */
	readonly tiers: readonly string[];
	readonly low: number;
	readonly high: number;
	/** A tier of a ladder of our own is not known to any rule. */
	readonly own: boolean;
}

/** What conditions on the enterprise look at, for one subject (enterprise, project or its year). */
export interface KnownContext {
	readonly facts: FactValues;
	readonly project?: FactValues | undefined;
	readonly year?: FactValues | undefined;
	readonly titles: readonly TitleRecord[];
	readonly tiers: Readonly<Record<string, TierBounds>>;
	readonly day: Day;
	/** When the document is in force, for `awarded-in-period`; left out outside a document. */
	readonly period?: Period | undefined;
}

/** Where the facts of each owner stand in what is known. */
export const factPlace = {
	enterprise: 'facts',
	project: 'project',
	'project-year': 'year'
} as const;

/** What a rule may mention, apart from the catalogue. */
export interface KnownScope {
	readonly catalogue: Catalogue;
	/** Whose facts can be looked at. */
	readonly owners: readonly ('enterprise' | 'project' | 'project-year')[];
	/** Tier ids by instrument, of all its editions. */
	readonly ladders: ReadonlyMap<string, readonly string[]>;
	/** The open questions that may be referred to. */
	readonly open: readonly string[];
}

/** Compiles a leaf about what is known of the enterprise. */
export function compileKnownLeaf(
	scope: KnownScope,
	leaf: Leaf,
	path: string
): Judge<KnownContext> | Fault[] {
	const fault = (expected: string, received: unknown): Fault[] => [
		{ path, expected, received: shown(received) }
	];
	if ('fact' in leaf) return compileFact(scope, leaf, fault);
	if ('title' in leaf) return compileTitle(scope, leaf, fault);
	if ('tier' in leaf) return compileTier(scope, leaf, fault);
	if ('open' in leaf) {
		if (!scope.open.includes(leaf.open)) return fault('expected an entry of open', leaf.open);
		return (_, out) => tell(out, { verdict: 'unknown', leaf });
	}
	return fault('expected fact, title, tier or open', Object.keys(leaf)[0]);
}

/** Hands the judgement on where somebody wants to know why, and returns its verdict. */
export function tell<J extends Judgement>(out: Judgement[] | null, judgement: J): Verdict {
	out?.push(judgement);
	return judgement.verdict;
}

type Fail = (expected: string, received: unknown) => Fault[];

function compileFact(
	{ catalogue, owners }: KnownScope,
	leaf: FactLeaf,
	fail: Fail
): Judge<KnownContext> | Fault[] {
	const fact = catalogue.facts.get(leaf.fact);
	if (!fact) return fail('expected a fact of measures/facts.yaml', leaf.fact);
	if (!owners.includes(fact.owner))
		return fail(`expected a fact of ${owners.join(', ')}`, leaf.fact);
	const comparison = comparisonOf(leaf)!;
	const needed = [leaf[comparison]].flat();
	const values: FactValue[] = [];
	for (const one of needed) {
		const value = factValue(catalogue, fact, one);
		if (typeof value === 'object') return fail(value.expected, one);
		values.push(value);
	}
	const quantity = fact.type === 'money' || fact.type === 'number';
	const tree = fact.type === 'area';
	// An area may be known only as the one around it, which `is` and `in` would take for another.
	const allowed = quantity
		? isNumeric(comparison)
		: tree
			? comparison === 'within'
			: comparison === 'is' || comparison === 'in';
	if (!allowed) return fail(`expected a comparison for a fact of type ${fact.type}`, comparison);

	const from = factPlace[fact.owner];
	const test = testOf(comparison, values);
	return (context, out) => {
		const actual = context[from]?.[fact.id];
		if (actual === undefined) return tell(out, { verdict: 'unknown', leaf });
		const verdict = test.verdict(actual);
		if (!out) return verdict;
		const short = verdict === 'met' ? undefined : test.short?.(actual);
		return tell(out, short ? { verdict, leaf, actual, short } : { verdict, leaf, actual });
	};
}

/** How the value of a fact is held against what a rule needs, and how far it may be from it. */
export interface Test<T extends FactValue> {
	verdict(actual: T): Verdict;
	short?(actual: T): Interval;
}

/** @param values as `factValue` gives them */
export function testOf(comparison: Comparison, values: readonly FactValue[]): Test<FactValue> {
	const [wanted] = values;
	if (comparison === 'within') {
		const test: Test<string> = { verdict: areaTest(values as string[]) };
		return test as Test<FactValue>;
	}
	if (!isNumeric(comparison) || typeof wanted !== 'number') {
		return { verdict: (actual) => (values.includes(actual) ? 'met' : 'unmet') };
	}
	const needed = whole(wanted);
	const test: Test<number> = {
		verdict: (actual) => within(exactly(whole(actual)), comparison, needed),
		short: (actual) => distance(exactly(whole(actual)), comparison, needed)
	};
	return test as Test<FactValue>;
}

function compileTitle(
	{ catalogue }: KnownScope,
	leaf: TitleLeaf,
	fail: Fail
): Judge<KnownContext> | Fault[] {
	const title = catalogue.titles.get(leaf.title);
	if (!title) return fail('expected a title of measures/titles.yaml', leaf.title);
	const levels = title.levels?.map((level) => level.id) ?? [];
	const rank = leaf.level === undefined ? -1 : levels.indexOf(leaf.level);
	if (leaf.level !== undefined && rank < 0) {
		return fail(`expected one of the levels of ${leaf.title}: ${levels.join(', ')}`, leaf.level);
	}
	return (context, out) => {
		let verdict: Verdict | undefined;
		for (const record of context.titles) {
			if (record.title !== title.id) continue;
			verdict = either(verdict ?? 'unmet', judgeTitle(record, leaf.is, levels, rank, context));
		}
		if (verdict === undefined) return tell(out, { verdict: 'unknown', leaf });
		if (!out) return verdict;
		const records = context.titles.filter((record) => record.title === leaf.title);
		return tell(out, { verdict, leaf, actual: records });
	};
}

/**
 * Whether one record is what a rule asks for. The records of a title are all there is of it; saying
 * nothing of a title leaves it unknown. A day of award that is not known leaves open whether the
 * title was held on the day; no last day means that the certificate shows none.
 */
function judgeTitle(
	record: TitleRecord,
	wanted: TitleLeaf['is'],
	levels: readonly string[],
	rank: number,
	{ day, period }: KnownContext
): Verdict {
	if (record.state === 'not-held') return 'unmet';
	if (rank >= 0 && record.level !== undefined && levels.indexOf(record.level) < rank)
		return 'unmet';
	if (record.awarded !== undefined && record.awarded > day) return 'unmet';
	const levelKnown = rank < 0 || record.level !== undefined;
	const certain: Verdict = levelKnown && record.awarded !== undefined ? 'met' : 'unknown';
	if (wanted === 'awarded-in-period') {
		if (record.awarded === undefined || !period) return 'unknown';
		const then = inForce(period, record.awarded);
		return then === 'unknown' ? 'unknown' : then === 'in-force' ? certain : 'unmet';
	}
	if (record.expires !== undefined && record.expires < day) return 'unmet';
	if (wanted === 'held-first-time' && record.first !== true) {
		return record.first === false ? 'unmet' : 'unknown';
	}
	return certain;
}

function compileTier(
	{ ladders }: KnownScope,
	leaf: TierLeaf,
	fail: Fail
): Judge<KnownContext> | Fault[] {
	const ids = ladders.get(leaf.tier);
	if (!ids) return fail('expected an instrument', leaf.tier);
	const comparison = comparisonOf(leaf)!;
	if (!isNumeric(comparison) && comparison !== 'in') {
		return fail('expected is, in, atLeast, atMost, over or under', comparison);
	}
	const wanted = [leaf[comparison]].flat();
	const strange = wanted.find((id) => !ids.includes(id as string));
	if (strange !== undefined) return fail(`expected a tier of ${ids.join(', ')}`, strange);

	return (context, out) => {
		const bounds = context.tiers[leaf.tier];
		if (!bounds || bounds.own) return tell(out, { verdict: 'unknown', leaf });
		const { tiers, low, high } = bounds;
		const possible = ['none', ...tiers].slice(low, high + 1);
		if (comparison === 'is' || comparison === 'in') {
			const among = possible.filter((tier) => wanted.includes(tier)).length;
			const verdict = among === possible.length ? 'met' : among === 0 ? 'unmet' : 'unknown';
			return tell(out, { verdict, leaf, actual: possible });
		}
		// A tier of another edition has no place on this ladder to compare with.
		const rank = tiers.indexOf(wanted[0] as string) + 1;
		const there = { low: whole(low), high: whole(high) };
		const verdict =
			rank > 0 && isNumeric(comparison) ? within(there, comparison, whole(rank)) : 'unknown';
		return tell(out, { verdict, leaf, actual: possible });
	};
}
