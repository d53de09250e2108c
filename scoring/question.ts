import * as v from 'valibot';
import { conditionSchema } from './condition.ts';
import { sourceSchema } from './source.ts';
import { idSchema, textSchema } from './text.ts';

/**
 * The kinds of question an edition may use: a closed union of SurveyJS types, written as SurveyJS writes
 * them, with what scoring needs beside it in custom properties. A new kind is one more arm here and one
 * component on the page; the compiler names both.
 */

/** Points: at most three decimals, never negative; inside, whole thousandths. */
export const pointsSchema = v.pipe(
	v.number(),
	v.minValue(0),
	v.maxValue(1_000_000),
	v.check(
		(n) => Math.abs(n * 1000 - Math.round(n * 1000)) < 1e-6,
		'expected at most three decimals'
	)
);

/** A choice's bound in percent: `over: 10, upTo: 20` is (10 %, 20 %]; an end left out is open. */
const percent = v.pipe(
	v.number(),
	v.minValue(0),
	v.maxValue(100_000),
	v.check((n) => Number(n.toFixed(3)) === n, 'expected at most three decimals')
);

const choiceSchema = v.strictObject({
	/** A string id, or for a ladder its level 0…n. */
	value: v.union([idSchema, v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9))]),
	text: textSchema,
	/** What this choice is worth; left out where the choice scores nothing by its nature (a ladder). */
	points: v.optional(pointsSchema),
	/** The level a ladder's choice stands for; 0 is "none of these". */
	level: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9))),
	over: v.optional(percent),
	upTo: v.optional(percent),
	/** In a year-on-year question: which movement of the figure this choice states. */
	trend: v.optional(v.picklist(['up', 'flat', 'down'])),
	/** SurveyJS: choosing it excludes every other choice of a checkbox ("none"). */
	isExclusive: v.optional(v.literal(true)),
	/** What counts and what does not, where the words of the choice leave doubt. */
	counts: v.optional(textSchema),
	source: v.optional(sourceSchema)
});
export type Choice = v.InferOutput<typeof choiceSchema>;

/** `question.item` of a multipletext: a raw number. */
const figure = v.pipe(
	v.string(),
	v.regex(/^[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*$/, 'expected question.item')
);
const ratioSchema = v.strictObject({ numerator: figure, denominator: figure });
/** A figure, or a quotient of two figures. */
const quantitySchema = v.union([figure, ratioSchema]);
export type Quantity = v.InferOutput<typeof quantitySchema>;

const common = {
	name: idSchema,
	title: textSchema,
	description: v.optional(textSchema),
	/** Left out: the question always applies. It may only look back at earlier questions. */
	appliesIf: v.optional(conditionSchema),
	source: v.optional(sourceSchema),
	/** The papers and screens that show the answer to be true. */
	evidence: v.optional(v.array(textSchema)),
	/** Sets this question is counted in (`count: scenes`). */
	sets: v.optional(v.array(idSchema)),
	/** A capability of questionnaires/capabilities.yaml that this question measures. */
	capability: v.optional(idSchema),
	/** It states an effect (quality, energy, revenue), which cannot be chosen as a step to improve. */
	outcome: v.optional(v.literal(true)),
	/** The most points it can give; checked against its choices. Left out: it scores nothing. */
	worth: v.optional(pointsSchema),
	/** Ours: the relative effort of reaching each rung from the one before. */
	effort: v.optional(v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100))))
};

const radiogroupSchema = v.strictObject({
	type: v.literal('radiogroup'),
	...common,
	/** Both figures given, their quotient in percent chooses the option; else the chosen option stands. */
	of: v.optional(ratioSchema),
	/** Year-on-year: the option decides; the figures can only contradict it. */
	trendOf: v.optional(v.strictObject({ now: quantitySchema, before: quantitySchema })),
	choices: v.pipe(v.array(choiceSchema), v.minLength(2))
});

const checkboxSchema = v.strictObject({
	type: v.literal('checkbox'),
	...common,
	choices: v.pipe(v.array(choiceSchema), v.minLength(2))
});

const itemSchema = v.strictObject({
	name: idSchema,
	title: textSchema,
	inputType: v.literal('number'),
	unit: textSchema,
	min: v.pipe(v.number(), v.integer(), v.minValue(-1_000_000_000_000)),
	max: v.pipe(v.number(), v.integer(), v.maxValue(1_000_000_000_000)),
	/** How many decimals may be given; 0 asks for a whole number. */
	decimals: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3))),
	/** Another item of the same question that this one cannot exceed. */
	atMost: v.optional(idSchema)
});
export type Item = v.InferOutput<typeof itemSchema>;

/** Raw numbers: asked once, one answer, used by as many ratios as need them; they score nothing. */
const { worth: _worth, effort: _effort, sets: _sets, ...unscored } = common;
const multipletextSchema = v.strictObject({
	type: v.literal('multipletext'),
	...unscored,
	items: v.pipe(v.array(itemSchema), v.nonEmpty())
});

export const questionSchemas = {
	radiogroup: radiogroupSchema,
	checkbox: checkboxSchema,
	multipletext: multipletextSchema
};
export type Radiogroup = v.InferOutput<typeof radiogroupSchema>;
export type Checkbox = v.InferOutput<typeof checkboxSchema>;
export type Multipletext = v.InferOutput<typeof multipletextSchema>;
export type Question = Radiogroup | Checkbox | Multipletext;
