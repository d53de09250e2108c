import * as v from 'valibot';
import { sourceSchema } from './source.ts';
import { textSchema, idSchema } from './text.ts';

const ask = {
	id: idSchema,
	/** Whom it is said of: the enterprise, one of its projects, or one year of a project. */
	owner: v.picklist(['enterprise', 'project', 'project-year']),
	title: textSchema,
	/** The question to ask a person who does not know the rules. */
	ask: textSchema,
	/** What the text does not say about it, or how we read it. */
	note: v.optional(textSchema)
};

/** It says what an enterprise or a project is: nobody changes it for the sake of a measure. */
const fixed = { fixed: v.optional(v.literal(true)) };

/** `measures/facts.yaml`: every fact a rule may mention. Money is written in 万元, kept in 分. */
export const factSchema = v.variant('type', [
	v.strictObject({ ...ask, ...fixed, type: v.literal('boolean') }),
	v.strictObject({ ...ask, ...fixed, type: v.literal('money') }),
	v.strictObject({
		...ask,
		...fixed,
		type: v.literal('number'),
		unit: textSchema,
		min: v.number(),
		max: v.number()
	}),
	v.strictObject({
		...ask,
		type: v.literal('choice'),
		choices: v.pipe(v.array(v.strictObject({ value: idSchema, title: textSchema })), v.minLength(2))
	}),
	/** A code of GB/T 2260 (6 digits), a town (9 digits), or a zone of `measures/zones.yaml`. */
	v.strictObject({ ...ask, type: v.literal('area') }),
	/** A division of GB/T 4754-2017, `C13` … `C43`. */
	v.strictObject({ ...ask, type: v.literal('industry') })
]);
export type Fact = v.InferOutput<typeof factSchema>;
export const factsFileSchema = v.strictObject({ facts: v.array(factSchema) });

/** `measures/titles.yaml`: a certificate or award an enterprise can hold; never computed. */
export const titleSchema = v.strictObject({
	id: idSchema,
	title: textSchema,
	/** Who awards it, as far as a text we have says so. */
	issuer: v.optional(textSchema),
	/** The text that names it. */
	source: v.pipe(
		sourceSchema,
		v.check(({ clause }) => clause !== undefined, 'expected the text and the place in it')
	),
	/** Its levels, lowest first; left out where it has none. */
	levels: v.optional(
		v.pipe(v.array(v.strictObject({ id: idSchema, title: textSchema })), v.minLength(2))
	),
	ask: textSchema
});
export type Title = v.InferOutput<typeof titleSchema>;
export const titlesFileSchema = v.strictObject({ titles: v.array(titleSchema) });
