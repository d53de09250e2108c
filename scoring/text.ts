import * as v from 'valibot';

/** The languages every text of the data must be written in. */
export const locales = ['zh-cn', 'en'] as const;
export type Locale = (typeof locales)[number];

const words = v.pipe(
	v.string(),
	v.check(
		(text) => text.trim() === text && text !== '',
		'expected words without blanks around them'
	),
	v.check(
		// eslint-disable-next-line no-control-regex -- control characters are what is looked for
		(text) => text.isWellFormed() && !/[\u0000-\u001f\u007f-\u009f]/.test(text),
		'expected words without control characters'
	)
);

/**
 * A text in Chinese and in English. The keys are SurveyJS locale names; `default` is not allowed,
 * because what it means changes with a global setting of survey-core.
 */
export const textSchema = v.strictObject({ 'zh-cn': words, en: words });
export type Text = v.InferOutput<typeof textSchema>;

/** A stable ASCII id: lower case, digits, hyphens. Never derived from a label, never reused. */
export const idSchema = v.pipe(
	v.string(),
	v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected an id of a-z, 0-9 and single hyphens'),
	v.maxLength(64, 'expected at most 64 characters'),
	// The one id in ASCII that every plain object has as a key already.
	v.check((id) => id !== 'constructor', 'expected another id than "constructor"')
);
