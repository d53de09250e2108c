import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { canonical } from '#lib/library/hash.ts';
import {
	foldAction,
	foldPlan,
	schemaOf,
	waitsFor,
	type Action,
	type ActionPatch
} from '#lib/plan/action.ts';
import { findCircle } from '#lib/plan/circle.ts';
import type { Draft } from '#lib/plan/drafts.ts';
import type { Layer } from '#lib/sheets/life.ts';
import { change, type Patch } from '#lib/sheets/patch.ts';
import { parse } from '#scoring';
import { now } from './clock.ts';
import {
	plan,
	planEvidence,
	planOwner,
	planPatch,
	profile,
	sheet,
	sheetOwner,
	withDatabase,
	type Transaction
} from './db/index.ts';
import type { Member } from './enterprise-sheets.ts';
import { problems } from './problems.ts';
import { asking, isUuid } from './refused.ts';
import { idFrom } from './token.ts';

/** A plan of improvement with its actions. */
export interface Plan {
	readonly id: string;
	readonly enterprise: string;
	/** What the enterprise calls itself now. */
	readonly name: string;
	readonly sheet: string;
	readonly layer: Layer;
	readonly questionnaire: string;
	readonly madeAt: Date;
	readonly actions: readonly Action[];
	/** Everything that was said of its actions, in the order it came. */
	readonly patches: readonly KeptPatch[];
	/** Who answers for actions, by id; one that was erased is missing. */
	readonly owners: ReadonlyMap<string, string>;
}

export interface KeptPatch extends ActionPatch {
	readonly by: string;
	readonly at: Date;
}

/** What a plan is of; nothing left out is asked. */
interface PlanFilter {
	readonly id?: string;
	readonly enterprise?: string;
	readonly sheet?: string;
}

/**
 * Makes a plan, with its first actions; once, however often it is sent.
 * @param id from the form
 * @throws the problem, where the actor may not
 */
export async function makePlan(
	actor: Member,
	{ id, sheet: of, layer }: Pick<Plan, 'id' | 'sheet' | 'layer'>,
	drafts: readonly Draft[]
): Promise<void> {
	await asking(actor, async (database) => {
		const row = { id, sheet: of, layer, by: actor.person };
		const added = await database
			.insert(plan)
			.values(row)
			.onConflictDoNothing()
			.returning({ id: plan.id });
		if (added.length === 0) {
			const [before] = await database.select().from(plan).where(eq(plan.id, id));
			if (before?.sheet !== of) problems.otherPatch(id);
			return;
		}
		const madeAt = now().toISOString();
		const patches = drafts.flatMap((draft, i) => {
			const action = idFrom(`${id} ${i}`);
			return Object.entries(draft).map(([field, value]) => ({
				...checked(field, value),
				...{ id: idFrom(`${action} ${field}`), action, replaces: null, madeAt }
			}));
		});
		await insert(database, actor, id, patches);
	});
}

/** A plan; nothing where the actor sees none of that id. */
export async function openPlan(actor: Member, id: string): Promise<Plan | undefined> {
	if (!isUuid(id)) return undefined;
	return (await listPlans(actor, { id }))[0];
}

/** The plans that the actor sees, the last made first. */
export async function listPlans(actor: Member, filter: PlanFilter = {}): Promise<Plan[]> {
	return withDatabase(actor, (database) => readPlans(database, filter));
}

async function readPlans(
	database: Transaction,
	{ id, enterprise, sheet: of }: PlanFilter
): Promise<Plan[]> {
	const rows = await database
		.select({
			id: plan.id,
			enterprise: sheetOwner.enterprise,
			name: sql<string>`(select ${profile.name} from ${profile}
				where ${profile.organisation} = ${sheetOwner.enterprise} order by ${profile.id} desc limit 1)`,
			sheet: plan.sheet,
			layer: plan.layer,
			questionnaire: sheet.questionnaire,
			madeAt: plan.at
		})
		.from(plan)
		.innerJoin(sheetOwner, eq(sheetOwner.sheet, plan.sheet))
		.innerJoin(sheet, eq(sheet.id, plan.sheet))
		.where(
			and(
				id === undefined ? undefined : eq(plan.id, id),
				enterprise === undefined ? undefined : eq(sheetOwner.enterprise, enterprise),
				of === undefined ? undefined : eq(plan.sheet, of)
			)
		)
		.orderBy(desc(plan.at), asc(plan.id));
	if (rows.length === 0) return [];
	const ids = rows.map((row) => row.id);
	const patches = await database
		.select()
		.from(planPatch)
		.where(inArray(planPatch.plan, ids))
		.orderBy(planPatch.at, planPatch.id);
	const owners = new Map(
		(
			await database
				.select({ id: planOwner.id, name: planOwner.name })
				.from(planOwner)
				.where(inArray(planOwner.enterprise, [...new Set(rows.map((row) => row.enterprise))]))
		).map((one) => [one.id, one.name])
	);
	const byPlan = Map.groupBy(patches, (one) => one.plan);
	return rows.map((row) => {
		const own = (byPlan.get(row.id) ?? []).map(kept);
		return { ...row, patches: own, actions: foldPlan(own), owners };
	});
}

function kept(row: typeof planPatch.$inferSelect): KeptPatch {
	const { id, action, field, value, replaces, madeAt, by, at } = row;
	return { ...{ id, action, field, value, replaces, by, at }, madeAt: madeAt.toISOString() };
}

/** What somebody says of an action who has seen it as it was. */
export interface Change {
	readonly action: string;
	/** From the form, the same where it is sent again. */
	readonly save: string;
	/** The ids of the patches that stood on the page. */
	readonly seen: readonly string[];
	/** By field what it reads now; null where it says nothing any more. Fields left out stay. */
	readonly said: Readonly<Record<string, unknown>>;
	/** The name of who answers for it; empty where nobody does, left out where it stays. */
	readonly owner?: string;
	/** Whether it settles a conflict: then what holds already is said once more, in the place of all that stands. */
	readonly settles?: boolean;
}

/** What came of a change: it is kept, or nothing of it is, because of these actions by name. */
export type Saved =
	| { readonly kept: true }
	| { readonly kept: false; readonly circle: readonly string[] }
	| { readonly kept: false; readonly waits: readonly string[] };

/**
 * Changes an action, or adds it where it is new. What somebody else changed meanwhile is not overwritten: it
 * shows as a conflict.
 *
 * @param isNew whether the action is to be added: only then it may be one that the plan does not have
 * @throws the problem, where the actor may not, or sees no such plan
 */
export async function changeAction(
	actor: Member,
	id: string,
	given: Change,
	isNew = false
): Promise<Saved> {
	if (!isUuid(given.action) || !isUuid(given.save)) problems.noForm();
	return asking(actor, async (database) => {
		// Of two who say at once that each waits for the other, the second sees what the first has said.
		await database.execute(sql`select pg_advisory_xact_lock(hashtextextended(${id}, 7))`);
		const found = (await readPlans(database, { id }))[0] ?? problems.noSuchPlan();
		const known = found.actions.some((one) => one.id === given.action);
		if (!known && !isNew) problems.noSuchAction();
		const patches = await patchesOf(database, actor, found, given);
		const after = foldPlan([...found.patches, ...patches]);
		const refused = refusedBy(after, given.action, patches);
		if (refused) return refused;
		await insert(database, actor, id, patches);
		return { kept: true };
	});
}

/** The patches that say it, for who had seen what stood. */
async function patchesOf(
	database: Transaction,
	actor: Member,
	{ id, enterprise, patches, owners }: Plan,
	{ action, save, seen, said, owner, settles = false }: Change
): Promise<ActionPatch[]> {
	const before = foldAction(
		action,
		patches.filter((one) => one.action === action && seen.includes(one.id))
	);
	const madeAt = now().toISOString();
	const changes: Record<string, unknown> = { ...said };
	const called = before.owner === undefined ? '' : (owners.get(before.owner) ?? '');
	if (owner !== undefined && owner !== called) {
		changes.owner = owner === '' ? null : idFrom(`${id} ${save} ${action} ${owner}`);
		if (owner !== '') {
			const row = { id: String(changes.owner), enterprise, name: owner, by: actor.person };
			await database.insert(planOwner).values(row).onConflictDoNothing();
		}
	}
	return Object.entries(changes).flatMap(([field, value]) => {
		const isAsBefore = canonical(valueOf(before, field)) === canonical(value);
		if (isAsBefore && !settles) return [];
		const { value: taken } = checked(field, value);
		return change(before, field, taken, { madeAt }).map((patch) => ({
			...patch,
			action,
			id: idFrom(canonical([id, save, action, field, taken, patch.replaces]))
		}));
	});
}

/** What a field says; null where it says nothing. */
function valueOf(action: Action, field: string): unknown {
	const [key, name] = field.split('.') as [string, string?];
	if (name !== undefined) return action.measures[name] ?? null;
	const isSaid = action.standing.has(field);
	return isSaid ? (action[key as keyof Action] ?? null) : null;
}

/** Why a plan does not become so: actions that wait for each other, or one begun before what comes first. */
function refusedBy(
	after: readonly Action[],
	id: string,
	patches: readonly Patch[]
): Saved | undefined {
	const changed = new Set(patches.map(({ field }) => field));
	const named = (ids: readonly string[]) => ids.map((one) => nameOf(after, one));
	const circle = changed.has('after') ? findCircle(after) : undefined;
	if (circle) return { kept: false, circle: named(circle) };
	const action = after.find((one) => one.id === id);
	const begins = action?.status.state === 'doing' || action?.status.state === 'done';
	if (!action || !begins || !changed.has('status')) return undefined;
	const waits = waitsFor(action, after);
	return waits.length > 0 ? { kept: false, waits: waits.map(({ what }) => what) } : undefined;
}

function nameOf(actions: readonly Action[], id: string): string {
	return actions.find((one) => one.id === id)?.what ?? id;
}

/** @throws the problem, where it is no field, or cannot say that */
function checked(field: string, value: unknown): { field: string; value: unknown } {
	const schema = schemaOf(field) ?? problems.noForm();
	if (value === null) return { field, value };
	const { output } = parse(schema, value);
	return output === undefined ? problems.noForm() : { field, value: output };
}

/** What was kept before is passed over: the id of a patch follows from what it says. */
async function insert(
	database: Transaction,
	actor: Member,
	id: string,
	patches: readonly ActionPatch[]
): Promise<void> {
	if (patches.length === 0) return;
	const rows = sql`
		select (one->>'id')::uuid, ${id}::uuid, (one->>'action')::uuid, one->>'field', one->'value',
			(one->>'replaces')::uuid, (one->>'madeAt')::timestamptz, ${actor.person}::uuid, now()
		from jsonb_array_elements(${JSON.stringify(patches)}::jsonb) as one`;
	await database.insert(planPatch).select(rows).onConflictDoNothing();
}

export type PlanPiece = typeof planEvidence.$inferSelect;

/** The evidence of a plan that the actor sees, in the order it came. */
export async function listPlanEvidence(actor: Member, id: string): Promise<PlanPiece[]> {
	return withDatabase(actor, (database) =>
		database
			.select()
			.from(planEvidence)
			.where(eq(planEvidence.plan, id))
			.orderBy(asc(planEvidence.at), asc(planEvidence.id))
	);
}
