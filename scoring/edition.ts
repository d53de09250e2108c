import * as v from 'valibot';
import type { Actions } from './action.ts';
import { conditionSchema } from './condition.ts';
import { daySchema } from './day.ts';
import { pointsSchema, questionSchemas, type Question } from './question.ts';
import { authorities, sourceSchema } from './source.ts';
import { idSchema, textSchema } from './text.ts';

/** How the points of the parts make the points of the whole. */
export const combines = ['sum', 'mean', 'weighted', 'min', 'staircase'] as const;
export type Combine = (typeof combines)[number];

const weightSchema = v.record(idSchema, pointsSchema);
const weightCases = v.pipe(
	v.array(v.strictObject({ when: v.optional(conditionSchema), weights: weightSchema })),
	v.nonEmpty()
);

const combining = {
	/** Left out where no part scores. `staircase`: full parts count up to the first below `pass`. */
	combine: v.optional(v.picklist(combines)),
	/**
	 * With `weighted`: what each part counts for. A list is read from the top: the first entry whose
	 * `when` is met decides (an entry without `when` is "otherwise"), so weights may depend on an answer.
	 */
	weights: v.optional(v.lazy((input) => (Array.isArray(input) ? weightCases : weightSchema))),
	/** With `staircase`: the points at which a part counts as passed, and the next one is looked at. */
	pass: v.optional(pointsSchema),
	/**
	 * What happens where a part does not apply; must be stated wherever one may not. `redistribute`: its
	 * weight goes to the others in proportion. `forfeit`: its points are lost and the maximum stays.
	 */
	tailoring: v.optional(
		v.strictObject({ rule: v.picklist(['redistribute', 'forfeit']), source: sourceSchema })
	),
	worth: v.optional(pointsSchema)
};

const partCommon = {
	name: idSchema,
	title: textSchema,
	description: v.optional(textSchema),
	appliesIf: v.optional(conditionSchema),
	source: v.optional(sourceSchema),
	...combining
};

export interface Panel extends v.InferOutput<v.StrictObjectSchema<typeof partCommon, undefined>> {
	type: 'panel';
	elements: Element[];
}
export type Element = Question | Panel;

const elementSchema: v.GenericSchema<Element> = v.lazy((input) => {
	if (typeof input !== 'object' || input === null) return unsupported;
	const type = 'type' in input ? input.type : undefined;
	const schema =
		type === 'panel'
			? panelSchema
			: typeof type === 'string' && Object.hasOwn(questionSchemas, type)
				? questionSchemas[type as keyof typeof questionSchemas]
				: unsupportedType;
	return schema as v.GenericSchema<Element>;
});
const never = v.check<unknown, string>(
	() => false,
	`expected a supported type: ${[...Object.keys(questionSchemas), 'panel'].join(', ')}`
);
const unsupported = v.pipe(v.unknown(), never) as unknown as v.GenericSchema<Element>;
const unsupportedType = v.looseObject({ type: v.pipe(v.unknown(), never) });
const panelSchema = v.strictObject({
	type: v.literal('panel'),
	...partCommon,
	elements: v.pipe(v.array(elementSchema), v.nonEmpty())
});

/** A dimension file: one SurveyJS page. */
export const dimensionSchema = v.strictObject({
	...partCommon,
	elements: v.pipe(v.array(elementSchema), v.nonEmpty())
});
export type Dimension = v.InferOutput<typeof dimensionSchema>;

/** A text of the world the edition rests on. */
export const citedSchema = v.strictObject({
	title: textSchema,
	/** Who published it, its number, where it stands; only what is known. */
	number: v.optional(v.string()),
	address: v.optional(v.string()),
	/** What of it was read by us, and how. */
	read: textSchema
});

/** `questionnaire.yaml`. */
export const headSchema = v.strictObject({
	instrument: idSchema,
	edition: idSchema,
	status: v.picklist(['draft', 'published']),
	title: textSchema,
	description: textSchema,
	issuer: textSchema,
	number: v.optional(v.string()),
	issued: daySchema,
	authority: v.picklist(authorities),
	/** What a number rests on where nothing nearer says otherwise. */
	source: sourceSchema,
	cites: v.array(citedSchema),
	/** The sets that questions are counted in, by id. */
	sets: v.optional(v.record(idSchema, textSchema)),
	/** What is not known of the standard; shown, never filled in. */
	unknown: v.array(textSchema),
	...combining
});

const tierSchema = v.strictObject({
	id: idSchema,
	title: textSchema,
	name: v.optional(textSchema),
	meaning: textSchema,
	requires: conditionSchema,
	source: v.optional(sourceSchema)
});

/** `tiers.yaml`: the ladder, lowest tier first. */
export const ladderSchema = v.strictObject({
	/** `firstUnmet`: the first tier not met ends the climb. `highestMet`: the highest one met counts. */
	rule: v.picklist(['firstUnmet', 'highestMet']),
	/** Whose ladder it is. A tier of an `own` ladder meets no measure's condition. */
	source: v.pipe(
		sourceSchema,
		v.check((source) => source.authority !== undefined, 'expected an authority')
	),
	/** What one says of a sheet that reaches no tier. */
	below: textSchema,
	tiers: v.pipe(v.array(tierSchema), v.nonEmpty())
});
export type Ladder = v.InferOutput<typeof ladderSchema>;

/** One immutable version of an instrument, as its files say it. */
export interface EditionData extends v.InferOutput<typeof headSchema> {
	dimensions: Dimension[];
	ladder: Ladder;
	/** Left out where the edition recommends nothing. */
	actions?: Actions;
}
