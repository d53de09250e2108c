import * as v from 'valibot';
import { idSchema, textSchema } from '#scoring';

const choiceSchema = v.union([idSchema, v.pipe(v.number(), v.integer())]);

/**
 * How answers go over, by the value of the older choice: to one choice, to several of a checkbox, or with
 * `null` to none. Left out where every value stays what it was.
 */
const choicesSchema = v.record(
	v.string(),
	v.nullable(v.union([choiceSchema, v.pipe(v.array(choiceSchema), v.nonEmpty())]))
);

const carried = {
	choices: v.optional(choicesSchema),
	/** The figures of a multipletext by name, where they are called otherwise; `null` for one that goes. */
	items: v.optional(v.record(idSchema, v.nullable(idSchema)))
};
/** What changed and why, for people. */
const told = { says: textSchema };
/**
 * Which choice stands where several answers, or several chosen choices, meet in one radiogroup: the first or
 * the last of them as the newer edition lists its choices.
 */
const take = { take: v.optional(v.picklist(['first', 'last'])) };

/** `mapping.yaml` of an edition: what became of every question of the edition before it. */
export const mappingSchema = v.strictObject({
	/** The edition before it, of the same instrument. */
	from: idSchema,
	/** Asked in the same words with the same choices; points and weights may differ. */
	kept: v.optional(v.array(idSchema), []),
	reworded: v.optional(v.array(v.strictObject({ question: idSchema, ...carried, ...told })), []),
	renamed: v.optional(
		v.array(v.strictObject({ from: idSchema, to: idSchema, ...carried, ...told })),
		[]
	),
	split: v.optional(
		v.array(
			v.strictObject({
				from: idSchema,
				into: v.pipe(
					v.array(v.strictObject({ to: idSchema, ...take, ...carried })),
					v.minLength(2)
				),
				...told
			})
		),
		[]
	),
	merged: v.optional(
		v.array(
			v.strictObject({
				into: idSchema,
				...take,
				from: v.pipe(v.array(v.strictObject({ question: idSchema, ...carried })), v.minLength(2)),
				...told
			})
		),
		[]
	),
	'changed-type': v.optional(
		v.array(v.strictObject({ from: idSchema, to: idSchema, ...take, ...carried, ...told })),
		[]
	),
	removed: v.optional(v.array(v.strictObject({ question: idSchema, ...told })), []),
	new: v.optional(v.array(v.strictObject({ question: idSchema, ...told })), [])
});
export type MappingData = v.InferOutput<typeof mappingSchema>;
