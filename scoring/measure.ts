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
	])
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

export const applicants = [
	'manufacturer',
	'provider',
	'research-body',
	'training-body',
	'park'
] as const;

/** `<measure>.yaml`. */
export const measureSchema = v.strictObject({
	id: idSchema,
	title: textSchema,
	/** What it gives to whom, in our own words. */
	summary: textSchema,
	/** The clause of the document it stands in; listed in `document.yaml`. */
	article: v.pipe(v.string(), v.nonEmpty()),
	applicant: v.pipe(v.array(v.picklist(applicants)), v.nonEmpty()),
	/** What the condition is asked of, one at a time, and the benefit is given for. */
	judgedAt: v.picklist(['enterprise', 'project', 'project-year']),
	/** Left out: the text names no condition beyond applicant and area. */
	requires: v.optional(conditionSchema),
	benefit: benefitSchema,
	open: v.optional(v.array(openSchema)),
	/** Ours: the capabilities of questionnaires/capabilities.yaml it strengthens. */
	capabilities: v.array(idSchema),
	/** The offices responsible, where the text names them. */
	units: v.optional(v.array(textSchema)),
	source: v.optional(sourceSchema)
});
export type MeasureData = v.InferOutput<typeof measureSchema>;

const articleSchema = v.strictObject({
	clause: v.string(),
	title: textSchema,
	measures: v.pipe(v.array(idSchema), v.nonEmpty())
});
const bareArticle = v.strictObject({ clause: v.string(), title: textSchema, none: textSchema });

/** `document.yaml`: a policy document. */
export const documentSchema = v.strictObject({
	id: idSchema,
	title: textSchema,
	/** Document number with 〔〕; left out where the text we have does not show it. */
	number: v.optional(v.string()),
	issuer: textSchema,
	issued: v.union([daySchema, v.literal('unknown')]),
	inForce: v.strictObject({ ...periodSchema.entries, note: textSchema }),
	area: v.strictObject({
		within: v.pipe(v.array(v.string()), v.nonEmpty()),
		title: textSchema,
		/** Areas beside it that the document leaves to themselves, and what to say to an enterprise there. */
		elsewhere: v.optional(v.strictObject({ within: v.array(v.string()), say: textSchema }))
	}),
	/** 就高不就低、不重复享受 and what it leaves open; left out where the text has no such rule. */
	stacking: v.optional(
		v.strictObject({
			clause: v.string(),
			text: textSchema,
			/**
			 * Whether two measures of this document for one project add up. `readings` says, for each named
			 * reading, whether their sum or only the higher is paid.
			 */
			open: v.strictObject({
				...openSchema.entries,
				pays: v.record(idSchema, v.picklist(['sum', 'highest']))
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
