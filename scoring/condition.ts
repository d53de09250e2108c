import * as v from 'valibot';
import { sourceSchema } from './source.ts';
import { idSchema } from './text.ts';

/**
 * The one condition language: when a question applies, what a tier requires, who may have a measure.
 *
 * A leaf has a subject and exactly one comparison. Subjects:
 * - `answer: question` or `answer: question.item` — the choice (for a checkbox `is: x` means that x is
 *   among the chosen), or the raw number of an item;
 * - `fact: id` — a fact of `measures/facts.yaml`, at the enterprise, project or project-year it belongs to;
 * - `score: node` — points of a dimension, panel or question; `total` is the whole edition;
 * - `count: set` with `level: n` — how many questions of the set stand at level n or above;
 * - `tier: instrument` — the tier reached there, compared on that instrument's own ladder;
 * - `title: id`, optionally with `level` — a certificate or award: `is: held` (on the day, at that level
 *   or above), `is: held-first-time`, `is: awarded-in-period` (awarded while the document is in force);
 * - `open: id` — the text leaves this open: always unknown, and says which reading is missing.
 */
const scalar = v.union([v.string(), v.number(), v.boolean()]);
const name = v.pipe(
	v.string(),
	v.regex(/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)?$/, 'expected a name or name.item')
);

export const comparisons = ['is', 'in', 'within', 'atLeast', 'atMost', 'over', 'under'] as const;
export type Comparison = (typeof comparisons)[number];

const compared = {
	is: v.optional(scalar),
	in: v.optional(v.pipe(v.array(scalar), v.nonEmpty())),
	within: v.optional(v.pipe(v.array(v.string()), v.nonEmpty())),
	atLeast: v.optional(v.union([v.number(), v.string()])),
	atMost: v.optional(v.union([v.number(), v.string()])),
	over: v.optional(v.number()),
	under: v.optional(v.number())
};
const extra = { ...compared, source: v.optional(sourceSchema) };

function oneComparison(leaf: object): boolean {
	return comparisons.filter((key) => key in leaf).length === 1;
}
const oneComparisonSaid = `expected exactly one of ${comparisons.join(', ')}`;

const answerLeaf = v.pipe(
	v.strictObject({ answer: name, ...extra }),
	v.check((leaf) => oneComparison(leaf), oneComparisonSaid)
);
const factLeaf = v.pipe(
	v.strictObject({ fact: idSchema, ...extra }),
	v.check((leaf) => oneComparison(leaf), oneComparisonSaid)
);
const scoreLeaf = v.pipe(
	v.strictObject({ score: idSchema, ...extra }),
	v.check((leaf) => oneComparison(leaf), oneComparisonSaid)
);
const countLeaf = v.pipe(
	v.strictObject({
		count: idSchema,
		level: v.pipe(v.number(), v.integer(), v.minValue(1)),
		...extra
	}),
	v.check((leaf) => oneComparison(leaf), oneComparisonSaid)
);
const tierLeaf = v.pipe(
	v.strictObject({ tier: idSchema, ...extra }),
	v.check((leaf) => oneComparison(leaf), oneComparisonSaid)
);
const titleLeaf = v.strictObject({
	title: idSchema,
	level: v.optional(idSchema),
	is: v.picklist(['held', 'held-first-time', 'awarded-in-period']),
	source: v.optional(sourceSchema)
});
const openLeaf = v.strictObject({ open: idSchema, source: v.optional(sourceSchema) });

export type AnswerLeaf = v.InferOutput<typeof answerLeaf>;
export type FactLeaf = v.InferOutput<typeof factLeaf>;
export type ScoreLeaf = v.InferOutput<typeof scoreLeaf>;
export type CountLeaf = v.InferOutput<typeof countLeaf>;
export type TierLeaf = v.InferOutput<typeof tierLeaf>;
export type TitleLeaf = v.InferOutput<typeof titleLeaf>;
export type OpenLeaf = v.InferOutput<typeof openLeaf>;
export type Leaf = AnswerLeaf | FactLeaf | ScoreLeaf | CountLeaf | TierLeaf | TitleLeaf | OpenLeaf;

export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | Leaf;

const nested: v.GenericSchema<Condition> = v.lazy(() => conditionSchema);

const byKey = {
	all: v.strictObject({ all: v.pipe(v.array(nested), v.nonEmpty()) }),
	any: v.strictObject({ any: v.pipe(v.array(nested), v.nonEmpty()) }),
	not: v.strictObject({ not: nested }),
	answer: answerLeaf,
	fact: factLeaf,
	score: scoreLeaf,
	count: countLeaf,
	tier: tierLeaf,
	title: titleLeaf,
	open: openLeaf
};
const keys = Object.keys(byKey) as (keyof typeof byKey)[];

/** Picks the arm by its first word, so that a fault is reported inside the arm that was meant. */
export const conditionSchema: v.GenericSchema<Condition> = v.lazy((input) => {
	const key =
		typeof input === 'object' && input !== null ? keys.find((word) => word in input) : undefined;
	return (key ? byKey[key] : noCondition) as v.GenericSchema<Condition>;
});
const noCondition = v.custom<Condition>(() => false, `expected a condition: ${keys.join(', ')}`);

/** Every leaf of a condition, in order. */
export function conditionLeaves(condition: Condition): Leaf[] {
	if ('all' in condition) return condition.all.flatMap(conditionLeaves);
	if ('any' in condition) return condition.any.flatMap(conditionLeaves);
	if ('not' in condition) return conditionLeaves(condition.not);
	return [condition];
}
