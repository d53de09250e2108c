import { createHash, randomUUID } from 'node:crypto';
import type { Actor } from '#server/db/index.ts';
import { roleIds, roles, type OrganisationKind, type RoleId } from '#lib/roles.ts';
import type { Query, Row, TestDatabase } from './databases.ts';

export const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/** The settings of a transaction that make it an actor's, as `withDatabase` sets them. */
export function settingsOf(actor: Actor): string {
	const set = Object.entries({ role: 'qidang_app', ...actor }).map(([name, value]) => {
		const setting = name === 'role' ? name : `qidang.${name}`;
		return `set_config('${setting}', '${value}', true)`;
	});
	return `select ${set.join(', ')}`;
}

/**
 * Runs statements as an actor, in a transaction that is undone, by the raw driver.
 * @returns the rows of the last, or PostgreSQL's code of the error
 */
export async function tried(
	query: Query,
	actor: Actor,
	...statements: string[]
): Promise<Row[] | string> {
	await query('begin');
	try {
		await query(settingsOf(actor));
		let rows: Row[] = [];
		for (const statement of statements) rows = await query(statement);
		return rows;
	} catch (error) {
		return (error as { code: string }).code;
	} finally {
		await query('rollback');
	}
}

/** The same for good: what is refused is thrown. */
export async function done(query: Query, actor: Actor, ...statements: string[]): Promise<void> {
	await query('begin');
	try {
		await query(settingsOf(actor));
		for (const statement of statements) await query(statement);
		await query('commit');
	} catch (error) {
		await query('rollback');
		throw error;
	}
}

/** Somebody in an organisation, from an address of their own. */
export type Somebody = Actor & { readonly person: string; readonly organisation: string };

export const sheetStates = ['draft', 'verifying', 'reviewing', 'filed'] as const;
type SheetState = (typeof sheetStates)[number];

/** An enterprise, its provider, its government and an operator, with rows in every table that is about them. */
export interface World {
	readonly organisations: Readonly<Record<OrganisationKind, string>>;
	readonly members: Readonly<Record<RoleId, Somebody>>;
	/** One in each of these states. */
	readonly sheets: Readonly<Record<SheetState, string>>;
	/** A plan of improvement that follows from the draft, with an action, its owner and its evidence. */
	readonly plan: string;
	/** By which the provider is assigned to the enterprise now, looked after by the consultant. */
	readonly assignment: string;
	/** A batch that its officer asked for, of the filed one, and that item of it. */
	readonly batch: string;
	readonly item: string;
	/** The code of the report that was issued of the filed one. */
	readonly issued: string;
	/** The hash of an invitation into each organisation that nobody has taken. */
	readonly invitations: Readonly<Record<OrganisationKind, string>>;
}

export const person = (organisation: string, address?: string): Somebody => ({
	person: randomUUID(),
	organisation,
	...(address && { address })
});

/** Adds an organisation with its name and, where it has one, its area; as the superuser. */
export async function addOrganisation(
	query: Query,
	kind: OrganisationKind,
	area: string | null
): Promise<string> {
	const id = randomUUID();
	await query(`insert into organisation (id, kind) values ('${id}', '${kind}')`);
	await query(`insert into profile (organisation, name, area)
		values ('${id}', 'a ${kind}', ${area === null ? 'null' : `'${area}'`})`);
	return id;
}

export const addMember = (query: Query, { person, organisation }: Somebody, role: RoleId | null) =>
	query(`insert into membership (organisation, person, role)
		values ('${organisation}', '${person}', ${role === null ? 'null' : `'${role}'`})`);

/**
 * Adds an assignment, as the superuser.
 * @param from when it begins and ends, as an interval from now
 */
export async function addAssignment(
	query: Query,
	{ enterprise, provider }: Pick<World['organisations'], 'enterprise' | 'provider'>,
	[from, to]: readonly [string, string],
	consultant: string
): Promise<string> {
	const id = randomUUID();
	await query(`insert into assignment (id, enterprise, provider, starts_at, ends_at, by) values (
		'${id}', '${enterprise}', '${provider}', now() + interval '${from}', now() + interval '${to}', '${consultant}')`);
	await query(`insert into assignment_event (assignment, event, person, by)
		values ('${id}', 'consultant', '${consultant}', '${consultant}')`);
	return id;
}

export const running = ['-1 hour', '1 day'] as const;

/**
 * Makes a world, in a database that nobody has open; what people of it do is done by them, in the role of
 * requests.
 * @param areas of the enterprise and of its government
 * @param address the beginning of the network addresses of its people
 */
export async function makeWorld(
	database: TestDatabase,
	areas: { readonly enterprise: string; readonly government: string },
	address: string
): Promise<World> {
	return database.asAdmin(async (query) => {
		const organisations = {
			enterprise: await addOrganisation(query, 'enterprise', areas.enterprise),
			provider: await addOrganisation(query, 'provider', areas.government),
			government: await addOrganisation(query, 'government', areas.government),
			operator: await addOrganisation(query, 'operator', null)
		};
		const members = Object.fromEntries(
			roleIds.map((role, i) => [role, person(organisations[roles[role].kind], `${address}.${i}`)])
		) as Record<RoleId, Somebody>;
		for (const role of roleIds) await addMember(query, members[role], role);
		const { consultant } = members;
		const assignment = await addAssignment(query, organisations, running, consultant.person);
		const { enterprise } = organisations;
		await done(
			query,
			members['enterprise-admin'],
			`insert into profile (organisation, name, area, facts)
				values ('${enterprise}', 'with figures', '${areas.enterprise}', '{"employees": 120}')`
		);
		await done(query, members['enterprise-admin'], addSignature(enterprise));
		await query(addSignIn(members['enterprise-filler'].person));
		await done(query, members.operator, addCorrection(enterprise, letterOf(address)));
		const sheets = {} as Record<SheetState, string>;
		for (const state of sheetStates)
			sheets[state] = await addSheet(query, members, enterprise, state);
		const [issued] = await query(`select code from issued_report where sheet = '${sheets.filed}'`);
		const plan = randomUUID();
		await done(
			query,
			consultant,
			addPlan(plan, sheets.draft),
			addPlanPatch(plan),
			addPlanOwner(enterprise),
			addPlanEvidence(plan)
		);
		const [batch, item] = [randomUUID(), randomUUID()];
		await done(
			query,
			members['government-officer'],
			addBatch(batch, organisations.government),
			addPrintItem(item, batch, sheets.filed),
			addPrintEvent(batch, null, 'paused')
		);
		const invitations = {} as Record<OrganisationKind, string>;
		for (const role of [
			'enterprise-admin',
			'provider-manager',
			'government-reviewer',
			'operator'
		] as const)
			invitations[roles[role].kind] = await addInvitations(query, members[role], role);
		return {
			...{ organisations, members, sheets, plan, batch, item, assignment, invitations },
			issued: String(issued!.code)
		};
	});
}

/** An invitation that stays, and one that is taken back. */
async function addInvitations(query: Query, by: Somebody, role: RoleId): Promise<string> {
	const [open, ended] = [hashOf(randomUUID()), hashOf(randomUUID())];
	const invite = (hash: string) => `insert into invitation (hash, organisation, role, expires_at)
		values ('${hash}', '${by.organisation}', '${role}', now() + interval '1 day')`;
	const end = `insert into invitation_end (invitation) values ('${ended}')`;
	await done(query, by, invite(open), invite(ended), end);
	return open;
}

export const beginSheet = (id: string, enterprise: string) => [
	`insert into sheet_owner (sheet, enterprise) values ('${id}', '${enterprise}')`,
	`insert into sheet (id, questionnaire, content)
		select '${id}', ref, hash from content where kind = 'edition' order by ref limit 1`
];

export const addPatch = (
	sheet: string,
	layer: string,
	author: string | null,
	{ field = 'name', reason = null as string | null } = {}
) => `insert into patch (sheet, id, field, value, layer, author, reason, made_at) values ('${sheet}',
	gen_random_uuid(), '${field}', '"x"', '${layer}', ${quoted(author)}, ${quoted(reason)}, now())`;

const quoted = (text: string | null) => (text === null ? 'null' : `'${text}'`);

export const addStep = (sheet: string, state: string, extra: Record<string, string> = {}) =>
	`insert into sheet_event (sheet, state${Object.keys(extra).map((name) => `, ${name}`)})
		values ('${sheet}', '${state}'${Object.values(extra).map((value) => `, '${value}'`)})`;

export const signed = { statement: '{"text": "true"}' };

export const addDecision = (sheet: string, kind: string, field = 'name') =>
	`insert into decision (id, sheet, field, kind, text)
		values (gen_random_uuid(), '${sheet}', '${field}', '${kind}', 'seen')`;

export const addRemark = (sheet: string, kind = 'words', priority: string | null = null) =>
	`insert into finding_remark (id, sheet, finding, kind, priority, text)
		values (gen_random_uuid(), '${sheet}', 'scheduling', '${kind}', ${priority ? `'${priority}'` : 'null'}, 'seen')`;

export const addEvidence = (sheet: string) =>
	`insert into evidence (id, sheet, field, file, name, type, bytes) values (
		gen_random_uuid(), '${sheet}', 'answers.scheduling', '${'a'.repeat(64)}', 'list.pdf', 'application/pdf', 1)`;

/** @param letter in which its credit code ends: no two enterprises have the same */
export const addCorrection = (enterprise: string, letter: string) =>
	`insert into correction (organisation, name, credit_code, reason)
		values ('${enterprise}', 'with figures', '91320981MA0000000${letter}', '登记时写错')`;

/** Of a world, by the last number of its addresses: A for 10.0.1. */
const letterOf = (address: string) => String.fromCharCode(64 + Number(address.split('.').at(-1)));

export const addSignature = (enterprise: string) =>
	`insert into signature (id, enterprise, name, post)
		values (gen_random_uuid(), '${enterprise}', '测试', '厂长')`;

const addSignIn = (person: string) =>
	`insert into sign_in (person, what) values ('${person}', 'password')`;

export const addPlan = (id: string, sheet: string) =>
	`insert into plan (id, sheet, layer) values ('${id}', '${sheet}', 'declared')`;

export const addPlanPatch = (plan: string) =>
	`insert into plan_patch (id, plan, action, field, value, made_at)
		values (gen_random_uuid(), '${plan}', gen_random_uuid(), 'what', '"x"', now())`;

export const addPlanOwner = (enterprise: string) =>
	`insert into plan_owner (id, enterprise, name) values (gen_random_uuid(), '${enterprise}', '测试')`;

export const addPlanEvidence = (plan: string) =>
	`insert into plan_evidence (id, plan, action, file, name, type, bytes) values (
		gen_random_uuid(), '${plan}', gen_random_uuid(), '${'a'.repeat(64)}', 'done.pdf', 'application/pdf', 1)`;

export const addBatch = (id: string, organisation: string) =>
	`insert into print_batch (id, organisation, layer, locale)
		values ('${id}', '${organisation}', 'confirmed', 'zh-cn')`;

export const addPrintItem = (id: string, batch: string, sheet: string) =>
	`insert into print_item (id, batch, sheet, name) values ('${id}', '${batch}', '${sheet}', '测试')`;

export const addPrintEvent = (batch: string, item: string | null, kind: string) =>
	`insert into print_event (batch, item, kind) values ('${batch}', ${quoted(item)}, '${kind}')`;

export const addFiled = (sheet: string, layer: string) =>
	`insert into filed (sheet, layer, hash, dossier, content)
		select '${sheet}', '${layer}', 'sha256:${'b'.repeat(64)}', '{}', hash
		from content where kind = 'edition' order by ref limit 1`;

/** A report of a layer of a filed sheet. */
export const addIssued = (
	sheet: string,
	layer: string,
	code = `${issuedCodes++}`.padStart(13, '0')
) =>
	`insert into issued_report (code, sheet, layer, locale, issued_on, beside, record)
		values ('${code}', '${sheet}', '${layer}', 'zh-cn', '2026-11-22', '{}', 'sha256:${'d'.repeat(64)}')`;

/** Each report of the tests has a code of its own; the database does not look at its check. */
let issuedCodes = 1;

export const addPackage = (enterprise: string, sheet: string, previous: string | null = null) =>
	`insert into package (enterprise, sheet, hash, previous, bytes)
		values ('${enterprise}', '${sheet}', 'sha256:${'e'.repeat(64)}', ${previous ? `'${previous}'` : 'null'}, 1)`;

export const addHold = (enterprise: string) =>
	`insert into file_decision (enterprise, kind, reason) values ('${enterprise}', 'hold', 'an audit')`;

export const addWithdrawal = (enterprise: string, report: string) =>
	`insert into file_decision (enterprise, kind, report, category, reason)
		values ('${enterprise}', 'withdrawal', '${report}', 'answers', 'wrong')`;

async function addSheet(
	query: Query,
	members: World['members'],
	enterprise: string,
	state: SheetState
): Promise<string> {
	const id = randomUUID();
	const { 'enterprise-admin': admin, consultant, 'government-reviewer': reviewer } = members;
	await done(query, admin, ...beginSheet(id, enterprise), addPatch(id, 'declared', admin.person));
	await done(query, admin, addEvidence(id), addDecision(id, 'comment'));
	await done(query, consultant, addRemark(id));
	if (state === 'draft') return id;
	await done(query, admin, addStep(id, 'submitted', signed));
	await done(query, consultant, addStep(id, 'verifying'));
	if (state === 'verifying') return id;
	await done(query, consultant, addStep(id, 'verified'));
	await done(query, reviewer, addStep(id, 'reviewing'));
	if (state === 'reviewing') return id;
	const dossiers = ['declared', 'verified', 'confirmed'].map((layer) => addFiled(id, layer));
	await done(query, reviewer, ...dossiers, addStep(id, 'filed'));
	await done(
		query,
		reviewer,
		addIssued(id, 'confirmed'),
		addHold(enterprise),
		addPackage(enterprise, id)
	);
	return id;
}
