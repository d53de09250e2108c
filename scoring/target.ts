import * as v from 'valibot';
import { daySchema } from './day.ts';
import { idSchema, textSchema } from './text.ts';

/** How a target's figure is meant to be reached; a target has exactly one of them. */
const comparisons = ['atLeast', 'atMost', 'over', 'is', 'between'] as const;

const figure = v.optional(v.pipe(v.number(), v.finite(), v.minValue(0)));

/** A number that a policy document sets for a region, or reports of it. It is nobody's condition. */
export const targetSchema = v.pipe(
	v.strictObject({
		id: idSchema,
		title: textSchema,
		/** The clause of the document it stands in; listed in `document.yaml`. */
		clause: v.pipe(v.string(), v.nonEmpty()),
		/** Where it is to be reached: codes of areas or ids of zones. */
		area: v.pipe(v.array(v.string()), v.nonEmpty()),
		/** The last day to reach it or, of what was achieved, the day of the count; a year ends with it. */
		by: v.union(
			[v.pipe(v.string(), v.regex(/^(19|20|21)\d\d$/)), daySchema, v.literal('unknown')],
			'expected a year (YYYY), a day that exists (YYYY-MM-DD) or unknown'
		),
		/**
		 * `by-then`: a level or stock on that day. `cumulative`: counted since some start. `added`: new
		 * within the period. `each-year`: again every year.
		 */
		counted: v.picklist(['by-then', 'cumulative', 'added', 'each-year']),
		atLeast: figure,
		atMost: figure,
		over: figure,
		is: figure,
		/** Both ends are part of it. */
		between: v.optional(
			v.pipe(
				v.tuple([v.number(), v.number()], 'expected two numbers'),
				v.check(([low, high]) => low >= 0 && low < high, 'expected the smaller number first')
			)
		),
		unit: textSchema,
		/** Whom the figure is about, where that is not what the title counts. */
		of: v.optional(textSchema),
		/** `achieved`: a past figure that the text reports. */
		state: v.picklist(['target', 'achieved']),
		/** What the text does not say: a baseline, a definition. */
		open: v.optional(v.pipe(v.array(textSchema), v.nonEmpty()))
	}),
	v.check(
		(target) => comparisons.filter((one) => target[one] !== undefined).length === 1,
		`expected exactly one of ${comparisons.join(', ')}`
	)
);
export type Target = v.InferOutput<typeof targetSchema>;

/** `targets.yaml` of a policy document. */
export const targetsFileSchema = v.strictObject({
	targets: v.pipe(v.array(targetSchema), v.nonEmpty())
});
