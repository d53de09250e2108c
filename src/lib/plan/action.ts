import * as v from 'valibot';
import { daySchema, type Day } from '#scoring';
import { fold, type Folded } from '../sheets/fold.ts';
import type { Patch } from '../sheets/patch.ts';

/** Where an action stands; the columns of the board, in their order. */
export const statuses = ['planned', 'doing', 'done', 'dropped'] as const;
export type Status = (typeof statuses)[number];

/** How far an application for a measure is. */
export const applicationStates = ['intended', 'applied', 'granted', 'refused'] as const;
export type ApplicationState = (typeof applicationStates)[number];

/** Ten thousand million yuan: more than any project of an enterprise costs, and exact as a number. */
export const mostFen = 1_000_000_000_000;

/** What is due within so many days is due soon. Our own number. */
export const dueSoonDays = 14;

const words = (most: number) => v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(most));
const idSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/));
const contentId = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), v.maxLength(100));
const fenSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(mostFen));
const choiceSchema = v.union([v.string(), v.number()]);
const reference = /^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/;

/** An application for a measure; sums that nobody stated are left out. */
const applicationSchema = v.strictObject({
	state: v.picklist(applicationStates),
	/** 分 that are or were applied for. */
	applied: v.optional(fenSchema),
	/** 分, where it is granted. */
	granted: v.optional(fenSchema),
	/** The day of this state. */
	on: v.optional(daySchema)
});
export type Application = Readonly<v.InferOutput<typeof applicationSchema>>;

const statusSchema = v.variant('state', [
	v.strictObject({ state: v.picklist(['planned', 'doing', 'done']) }),
	v.strictObject({ state: v.literal('dropped'), reason: words(500) })
]);

/** What can be said of an action, field by field; each is changed by a patch of its own. */
export const actionFields = {
	/** What is to be done. */
	what: words(500),
	/** Where it comes from: a question, a capability or a called-for action of the edition, by id. */
	question: contentId,
	capability: contentId,
	finding: contentId,
	/** Of a step of a road: the answer to reach, as SurveyJS stores it, and the effort of it. */
	to: v.union([choiceSchema, v.pipe(v.array(choiceSchema), v.maxLength(100))]),
	effort: v.pipe(v.number(), v.minValue(0)),
	/** The material that will show it, as the edition names it. */
	evidence: v.pipe(v.array(words(200)), v.maxLength(50)),
	/** Who answers for it: the id of a name, which can be erased. */
	owner: idSchema,
	start: daySchema,
	due: daySchema,
	/** 分. */
	budget: fenSchema,
	status: statusSchema,
	/** The actions that must be finished first. */
	after: v.pipe(
		v.array(idSchema),
		v.maxLength(100),
		v.check((ids) => new Set(ids).size === ids.length, 'expected each once')
	),
	/** Its place among the others, from 1. */
	order: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9999))
} as const;

export type Field = keyof typeof actionFields;

/** The schema of a field, `measures.` with a measure among them; nothing for what is no field. */
export function schemaOf(field: string): v.GenericSchema | undefined {
	const [key, name] = field.split('.') as [string, string?];
	if (key === 'measures' && name !== undefined && reference.test(name)) return applicationSchema;
	return Object.hasOwn(actionFields, field) ? actionFields[field as Field] : undefined;
}

/** What is said of an action. */
export type Said = { readonly [K in Field]?: v.InferOutput<(typeof actionFields)[K]> } & {
	readonly measures?: Readonly<Record<string, Application>>;
};

export interface Action extends Omit<Said, 'what' | 'status' | 'after' | 'order' | 'measures'> {
	readonly id: string;
	readonly what: string;
	readonly status: v.InferOutput<typeof statusSchema>;
	readonly after: readonly string[];
	readonly order: number;
	/** By measure, `document/measure`. */
	readonly measures: Readonly<Record<string, Application>>;
	/** Fields of which two people say different things. */
	readonly conflicts: Folded['conflicts'];
	readonly standing: Folded['standing'];
}

/** A patch of an action. */
export interface ActionPatch extends Patch {
	readonly action: string;
}

/** What patches say of each action together, in the order of the plan: whatever order they came in, and however often. */
export function foldPlan(patches: readonly ActionPatch[]): Action[] {
	const byAction = Map.groupBy(patches, ({ action }) => action);
	return [...byAction]
		.map(([id, own]) => foldAction(id, own.map(bare)))
		.sort((one, other) => one.order - other.order || (one.id < other.id ? -1 : 1));
}

/** One action, of its own patches. */
export function foldAction(id: string, patches: readonly Patch[]): Action {
	const { said, conflicts, standing } = fold(patches);
	const { what = '', status, after = [], order = 9999, measures = {}, ...rest } = said as Said;
	return {
		...rest,
		...{ id, what, after, order, measures, conflicts, standing },
		status: status ?? { state: 'planned' }
	};
}

function bare({ id, field, value, replaces, madeAt }: ActionPatch): Patch {
	return { id, field, value, replaces, madeAt };
}

/** Whether its last day is over and it is neither finished nor dropped. */
export function isOverdue({ status, due }: Pick<Action, 'status' | 'due'>, today: Day): boolean {
	return isOpen({ status }) && due !== undefined && due < today;
}

export function isOpen({ status }: Pick<Action, 'status'>): boolean {
	return status.state === 'planned' || status.state === 'doing';
}

/** How many days from one day to another; negative where the other comes first. */
export function daysBetween(from: Day, to: Day): number {
	return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** What it waits for: the actions before it that are neither finished nor dropped. */
export function waitsFor({ after }: Pick<Action, 'after'>, actions: readonly Action[]): Action[] {
	return actions.filter((one) => after.includes(one.id) && isOpen(one));
}
