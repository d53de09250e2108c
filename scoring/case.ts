import * as v from 'valibot';
import { daySchema } from './day.ts';
import { pointsSchema } from './question.ts';
import { wanSchema } from './measure.ts';

/**
 * What a worked case and a file for the shell say of an enterprise. Loose on purpose: what is inside is
 * judged by `checkSheet` and `checkFacts`, which name the field that is wrong.
 */
const loose = v.record(v.string(), v.unknown());
export const knownSchema = v.strictObject({
	facts: v.optional(loose),
	projects: v.optional(v.array(v.unknown())),
	titles: v.optional(v.array(v.unknown()))
});

/** Points or money: a number where it is certain, an interval where it is not. */
const between = <T extends v.GenericSchema<number>>(schema: T) =>
	v.union([schema, v.strictObject({ low: schema, high: schema })]);

/** `cases.yaml` of an edition. Every expected number is worked out by hand in `arithmetic`. */
export const casesSchema = v.strictObject({
	cases: v.array(
		v.strictObject({
			name: v.string(),
			arithmetic: v.string(),
			answers: loose,
			...knownSchema.entries,
			expect: v.strictObject({
				/** Points of `total` and of any dimension, panel or question. */
				points: v.optional(v.record(v.string(), between(pointsSchema))),
				/** A tier's id or `none`; `{low, high}` where it is not certain. */
				tier: v.union([v.string(), v.strictObject({ low: v.string(), high: v.string() })]),
				/** The gates that keep the sheet from the tier named: what is needed and what there is. */
				lacks: v.optional(
					v.strictObject({
						tier: v.string(),
						gates: v.array(
							v.strictObject({
								score: v.optional(v.string()),
								count: v.optional(v.string()),
								level: v.optional(v.union([v.number(), v.string()])),
								title: v.optional(v.string()),
								answer: v.optional(v.string()),
								fact: v.optional(v.string()),
								needed: v.union([v.number(), v.string(), v.boolean()]),
								actual: v.optional(v.union([between(v.number()), v.array(v.string()), v.boolean()]))
							})
						)
					})
				),
				/** The actions called for, by id, in the order of the edition. */
				actions: v.optional(v.array(v.string())),
				/** The findings, as `kind question`, in document order. */
				findings: v.optional(v.array(v.string()))
			})
		})
	)
});
export type Case = v.InferOutput<typeof casesSchema>['cases'][number];

/** `examples` of a measure. */
export const exampleSchema = v.strictObject({
	name: v.string(),
	arithmetic: v.string(),
	on: daySchema,
	...knownSchema.entries,
	/** Tiers already known, by instrument, for rules that ask for one. */
	tiers: v.optional(v.record(v.string(), v.string())),
	expect: v.strictObject({
		outcome: v.picklist([
			'met',
			'unmet',
			'unknown',
			'not-yet',
			'ended',
			'out-of-area',
			'other-applicant',
			'history'
		]),
		/** 万元. Left out where nothing is paid in money. */
		amount: v.optional(between(wanSchema)),
		/** Amounts by named reading. */
		readings: v.optional(v.record(v.string(), between(wanSchema))),
		/** The facts (`fact id`) and titles still to be asked, in any order. */
		asks: v.optional(v.array(v.string())),
		/** By how much it is missed: `fact` and the distance (万元 for money). */
		short: v.optional(v.record(v.string(), v.number())),
		/** Years of spending for which no rate is published. */
		noRate: v.optional(v.array(v.number()))
	})
});
export type Example = v.InferOutput<typeof exampleSchema>;
