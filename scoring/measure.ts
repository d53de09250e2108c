import * as v from 'valibot';
import { conditionSchema } from './condition.ts';
import { daySchema, periodSchema } from './day.ts';
import { citedSchema } from './edition.ts';
import { sourceSchema } from './source.ts';
import { idSchema, textSchema } from './text.ts';

/** Money as the data writes it: 万元, at most six decimals; inside, whole 分. */
export const wanSchema = v.pipe(
	v.number(),
	v.minValue(0),
	v.maxValue(1_000_000_000),
	v.check((n) => Math.abs(n * 1e6 - Math.round(n * 1e6)) < 1e-3, 'expected at most six decimals')
);
/** A rate in percent, at most three decimals. */
const rateSchema = v.pipe(
	v.number(),
	v.minValue(0),
	v.maxValue(100),
	v.check(
		(n) => Math.abs(n * 1000 - Math.round(n * 1000)) < 1e-6,
		'expected at most three decimals'
	)
);

/** What a cap is counted over. */
export const scopes = ['project-year', 'project', 'enterprise-year', 'enterprise'] as const;
const scopeSchema = v.picklist(scopes);
export type Scope = v.InferOutput<typeof scopeSchema>;

const capSchema = v.strictObject({
	/** `cost`: at most so much of the base counts. `payment`: at most so much is paid. */
	on: v.picklist(['cost', 'payment']),
	amount: wanSchema,
	/** One scope, or, where the text leaves it open, a scope for each named reading of `open`. */
	per: v.union([
		scopeSchema,
		v.strictObject({ open: idSchema, readings: v.record(idSchema, scopeSchema) })
	]),
	/**
	 * Measures of the document that it covers together with this one; where the text leaves that open,
	 * whether it does for each named reading of `open`.
	 */
	with: v.optional(
		v.strictObject({
			measures: v.pipe(v.array(idSchema), v.nonEmpty()),
			open: v.optional(idSchema),
			readings: v.optional(v.record(idSchema, v.picklist(['shared', 'apart'])))
		})
	)
});
export type Cap = v.InferOutput<typeof capSchema>;
const caps = v.optional(v.array(capSchema));

/** Rates by the year of the spending. A year that is not listed has no published rate. */
const ratesSchema = v.record(v.pipe(v.string(), v.regex(/^(19|20|21)\d\d$/)), rateSchema);

export const benefitSchema = v.variant('kind', [
	/** A share of a money fact; one rate for all years, or by year of the spending. */
	v.pipe(
		v.strictObject({
			kind: v.literal('share'),
			of: idSchema,
			rate: v.optional(rateSchema),
			rates: v.optional(ratesSchema),
			caps
		}),
		v.check((b) => (b.rate === undefined) !== (b.rates === undefined), 'expected rate or rates')
	),
	/** A fixed sum, paid once. */
	v.strictObject({ kind: v.literal('award'), amount: wanSchema }),
	/** Up to a sum, a share or both; what below that is decided case by case (print 不超过). */
	v.strictObject({
		kind: v.literal('ceiling'),
		amount: v.optional(wanSchema),
		of: v.optional(idSchema),
		rate: v.optional(rateSchema),
		caps
	}),
	/** A service in kind; `worth` is what the government pays for it at most, to somebody else. */
	v.strictObject({ kind: v.literal('service'), what: textSchema, worth: v.optional(wanSchema) }),
	/** The support exists; its amount stands in a rule of its own or is not published. */
	v.strictObject({ kind: v.literal('unstated'), what: textSchema }),
	/** What was paid in the past; it gives no right. */
	v.strictObject({ kind: v.literal('history'), what: textSchema })
]);
export type Benefit = v.InferOutput<typeof benefitSchema>;

/** A question the text leaves open, with the readings it allows. */
const openSchema = v.strictObject({
	id: idSchema,
	question: textSchema,
	/** Left out where naming the question is all one can do. */
	readings: v.optional(
		v.pipe(v.array(v.strictObject({ id: idSchema, text: textSchema })), v.minLength(2))
	)
});

/** What is paid of two measures: both, or only the higher. */
const paysSchema = v.picklist(['sum', 'highest']);

/** A measure that cannot be had together with this one. It is written at one of the two. */
const exclusionSchema = v.strictObject({
	/** `document/measure`. */
	measure: v.pipe(v.string(), v.regex(/^[^/]+\/[^/]+$/, 'expected document/measure')),
	/** Not both for one project, or not both for one enterprise. */
	within: v.picklist(['project', 'enterprise']),
	/** The rule, in our own words. */
	text: textSchema,
	source: sourceSchema,
	/** Where the text leaves it open: what is paid under each named reading of `open`. */
	open: v.optional(idSchema),
	pays: v.optional(v.record(idSchema, paysSchema))
});
export type Exclusion = v.InferOutput<typeof exclusionSchema>;

export const applicants = [
	'manufacturer',
	'provider',
	'research-body',
	'training-body',
	'park'
] as const;

/** Where something holds: codes of areas or ids of zones, and what to call them together. */
const reachSchema = {
	within: v.pipe(v.array(v.string()), v.nonEmpty()),
	title: textSchema
};

const unitsSchema = v.pipe(v.array(textSchema), v.nonEmpty());

/** `<measure>.yaml`. */
export const measureSchema = v.strictObject({
	id: idSchema,
	title: textSchema,
	/** What it gives to whom, in our own words. */
	summary: textSchema,
	/** The clause of the document it stands in; listed in `document.yaml`. */
	article: v.pipe(v.string(), v.nonEmpty()),
	applicant: v.pipe(v.array(v.picklist(applicants)), v.nonEmpty()),
	/** Where its own clause reaches, if that is not where the document does; judged in its stead. */
	area: v.optional(v.strictObject({ ...reachSchema, source: v.optional(sourceSchema) })),
	/** What the condition is asked of, one at a time, and the benefit is given for. */
	judgedAt: v.picklist(['enterprise', 'project', 'project-year']),
	/** Left out: the text names no condition beyond applicant and area. */
	requires: v.optional(conditionSchema),
	benefit: benefitSchema,
	excludes: v.optional(v.pipe(v.array(exclusionSchema), v.nonEmpty())),
	open: v.optional(v.array(openSchema)),
	/** Ours: the capabilities of questionnaires/capabilities.yaml it strengthens. */
	capabilities: v.array(idSchema),
	/** The offices responsible, where the text names others for it than for its article. */
	units: v.optional(unitsSchema),
	source: v.optional(sourceSchema)
});
export type MeasureData = v.InferOutput<typeof measureSchema>;

const clauseSchema = {
	clause: v.string(),
	title: textSchema,
	/** The offices responsible, where the text names them. */
	units: v.optional(unitsSchema)
};
const articleSchema = v.strictObject({
	...clauseSchema,
	measures: v.pipe(v.array(idSchema), v.nonEmpty())
});
const bareArticle = v.strictObject({ ...clauseSchema, none: textSchema });

/** `document.yaml`: a policy document. */
export const documentSchema = v.strictObject({
	id: idSchema,
	title: textSchema,
	/** Document number with 〔〕; left out where the text we have does not show it. */
	number: v.optional(v.string()),
	issuer: textSchema,
	/** The area whose party committee or government it speaks for; left out where our text does not tell. */
	government: v.optional(v.string()),
	issued: v.union([daySchema, v.literal('unknown')]),
	inForce: v.strictObject({ ...periodSchema.entries, note: textSchema }),
	area: v.strictObject({
		...reachSchema,
		/** Areas beside it that the document leaves to themselves, and what to say to an enterprise there. */
		elsewhere: v.optional(v.strictObject({ within: v.array(v.string()), say: textSchema }))
	}),
	/** 就高不就低、不重复享受 and what it leaves open; left out where the text has no such rule. */
	stacking: v.optional(
		v.strictObject({
			clause: v.string(),
			text: textSchema,
			/** Which other documents the rule reaches: those of the same government, or all. */
			against: v.picklist(['same-government', 'all']),
			/**
			 * Whether two measures of this document for one project add up. `readings` says, for each named
			 * reading, whether their sum or only the higher is paid.
			 */
			open: v.strictObject({
				...openSchema.entries,
				pays: v.record(idSchema, paysSchema)
			})
		})
	),
	funds: v.optional(textSchema),
	interpreter: v.optional(textSchema),
	/** The day we last compared this data with the text. */
	checked: daySchema,
	source: sourceSchema,
	cites: v.array(citedSchema),
	unknown: v.array(textSchema),
	/** Every article, with its measures or with why it carries no support. */
	articles: v.array(
		// The arm that was meant is picked by its key, so that a fault is reported inside it.
		v.lazy((input) =>
			typeof input === 'object' && input !== null && 'none' in input ? bareArticle : articleSchema
		)
	)
});
export type DocumentData = v.InferOutput<typeof documentSchema>;
