import * as v from 'valibot';
import { conditionSchema } from './condition.ts';
import type { EditionContext } from './edition-leaf.ts';
import type { OpenEdition } from './open-edition.ts';
import { sourceSchema } from './source.ts';
import { idSchema, textSchema } from './text.ts';
import type { Judgement, Verdict } from './verdict.ts';

/** What comes first: P0 before P1 before P2. What each means, an edition says in its own words. */
export const priorities = ['P0', 'P1', 'P2'] as const;
export type Priority = (typeof priorities)[number];

const actionSchema = v.strictObject({
	id: idSchema,
	priority: v.picklist(priorities),
	/** Where this holds, the finding is made and the action recommended. */
	when: conditionSchema,
	finding: textSchema,
	action: textSchema,
	source: v.optional(sourceSchema)
});

/** `actions.yaml` of an edition: what a diagnosis finds and recommends. It decides no tier. */
export const actionsSchema = v.strictObject({
	source: v.pipe(
		sourceSchema,
		v.check((source) => source.authority !== undefined, 'expected an authority')
	),
	/** The rule by which an action has its priority. */
	priorities: v.strictObject({ P0: textSchema, P1: textSchema, P2: textSchema }),
	actions: v.pipe(v.array(actionSchema), v.nonEmpty())
});
export type Actions = v.InferOutput<typeof actionsSchema>;

/** Whether an action of the edition is called for: `unknown` while an answer to it is missing. */
export interface JudgedAction {
	readonly id: string;
	readonly verdict: Verdict;
	/** Left out where nobody asked why. */
	readonly judgement?: Judgement;
}

/**
 * Judges the actions of an edition on a scored sheet, in the order in which it lists them.
 *
 * @param explain whether to say why
 */
export function judgeActions(
	{ actions }: OpenEdition,
	scored: EditionContext,
	explain: boolean
): JudgedAction[] {
	return actions.map(({ id, when }) => {
		const why: Judgement[] | null = explain ? [] : null;
		const verdict = when(scored, why);
		return why ? { id, verdict, judgement: why[0]! } : { id, verdict };
	});
}
