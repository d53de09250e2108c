import * as v from 'valibot';
import { textSchema } from './text.ts';

/**
 * Who stands behind a number or a sentence: `official` is the published text, `derived` our reading of
 * a published text, `own` ours, following a published ladder.
 */
export const authorities = ['official', 'derived', 'own'] as const;
export type Authority = (typeof authorities)[number];

/** How sure we are that a published text says so: how many copies of it we have and whether they agree. */
export const confidences = ['primary', 'two-copies', 'one-copy', 'copies-disagree'] as const;
export type Confidence = (typeof confidences)[number];

/**
 * Where a number comes from. It stands at an edition, a dimension, a question, a choice, a tier or one
 * gate of a tier; what a place leaves out it takes from the place around it.
 */
export const sourceSchema = v.strictObject({
	/** Clause, table row or question number in the published text. */
	clause: v.optional(v.pipe(v.string(), v.nonEmpty())),
	authority: v.optional(v.picklist(authorities)),
	confidence: v.optional(v.picklist(confidences)),
	/** What a reader must know: in what the copies disagree, what is our own reading. */
	note: v.optional(textSchema)
});
export type Source = v.InferOutput<typeof sourceSchema>;

/** What `place` says of its source, completed by what the place around it says. */
export function inherit(around: Source, place: Source | undefined): Source {
	if (!place) return around;
	// A note belongs to the number it stands at and a confidence to its authority; neither passes to another.
	const { note: _note, ...general } = around;
	const sameAuthority = !place.authority || place.authority === around.authority;
	const { confidence: _confidence, ...withoutConfidence } = general;
	return { ...(sameAuthority ? general : withoutConfidence), ...place };
}
