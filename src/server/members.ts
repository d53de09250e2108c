import { and, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import { isRole, roleIds, roles, type OrganisationKind, type RoleId } from '#lib/roles.ts';
import { now } from './clock.ts';
import {
	causeOf,
	invitation,
	invitationEnd,
	membership,
	organisation,
	profile,
	withDatabase,
	type Transaction
} from './db/index.ts';
import type { Member } from './enterprise-sheets.ts';
import { addInvitation, membersOf, nameOf, type Standing } from './organisations.ts';
import { problems } from './problems.ts';
import { asking } from './refused.ts';

// People and organisations as those with a right to them make and change them. What they are called stands with
// the accounts: accounts/names.ts.

/** For how long an invitation can be taken. */
export const daysOfInvitation = 7;

/** Who comes first into a new organisation: somebody who can invite the others. */
const firstRoles = {
	provider: 'provider-manager',
	government: 'government-reviewer',
	operator: 'operator'
} as const satisfies Partial<Record<OrganisationKind, RoleId>>;

/** The kinds of organisation that an operator makes; an enterprise registers itself. */
export type MadeKind = keyof typeof firstRoles;
export const madeKinds = Object.keys(firstRoles) as MadeKind[];

export function rolesOf(kind: OrganisationKind): RoleId[] {
	return roleIds.filter((role) => roles[role].kind === kind);
}

/**
 * The roles into which the actor may invite people of an organisation: none where they may not, and where an
 * enterprise has nobody left who may invite others, for an operator the one that may.
 */
export async function invitedRoles(
	actor: Member,
	{ id, kind }: { readonly id: string; readonly kind: OrganisationKind }
): Promise<RoleId[]> {
	const wanted = rolesOf(kind);
	return withDatabase(actor, async (database) => {
		const columns = wanted.map(
			(role) => sql`may_invite(${id}::uuid, ${role}) as ${sql.identifier(role)}`
		);
		const { rows } = (await database.execute(
			sql`select ${sql.join(columns, sql`, `)}`
		)) as unknown as { rows: Record<RoleId, boolean>[] };
		return wanted.filter((role) => rows[0]![role]);
	});
}

/** Which of these enterprises have nobody left who may invite others, for an operator to invite one who may. */
export async function unmanaged(actor: Member, ids: readonly string[]): Promise<Set<string>> {
	if (ids.length === 0) return new Set();
	const role: RoleId = 'enterprise-admin';
	return withDatabase(actor, async (database) => {
		const isUnmanaged = sql`may_invite(${organisation.id}, ${role})`;
		const rows = await database
			.select({ id: organisation.id })
			.from(organisation)
			.where(
				and(inArray(organisation.id, [...ids]), eq(organisation.kind, 'enterprise'), isUnmanaged)
			);
		return new Set(rows.map(({ id }) => id));
	});
}

/** An invitation that somebody can still take. */
export interface OpenInvitation {
	/** Says which it is, and opens nothing: the SHA-256 of the token that does. */
	readonly hash: string;
	readonly organisation: string;
	/** None where the actor does not see what the organisation is called. */
	readonly name: string | undefined;
	readonly role: RoleId;
	readonly expiresAt: Date;
}

/** Who belongs to the actor's own organisation. */
export async function listMembers(actor: Member): Promise<Standing[]> {
	return withDatabase(actor, (database) => membersOf(database, actor.organisation));
}

/**
 * Gives somebody of one's own organisation another role.
 * @throws the problem, where the actor may not, they have left, the role is not one of that kind of
 * organisation, or nobody would be left who may invite others
 */
export async function changeRole(actor: Member, person: string, role: RoleId): Promise<void> {
	await putDown(actor, person, role);
}

/** Ends what somebody is in one's own organisation; refused as `changeRole` is. */
export async function endMembership(actor: Member, person: string): Promise<void> {
	await putDown(actor, person, null);
}

async function putDown(actor: Member, person: string, role: RoleId | null): Promise<void> {
	const { organisation } = actor;
	await asking(actor, async (database) => {
		const members = await membersOf(database, organisation);
		if (!members.some((one) => one.person === person)) problems.noSuchMember();
		await database.insert(membership).values({ organisation, person, role });
	});
}

/**
 * Invites somebody into an organisation: one's own, or as an operator any.
 * @returns the token of the link
 * @throws the problem, where the actor may not, or the role is not one of that kind of organisation
 */
export async function invite(
	actor: Member,
	into: { readonly organisation: string; readonly role: RoleId },
	at = now()
): Promise<string> {
	return asking(actor, (database) => addInvitation(database, into, at, daysOfInvitation));
}

/** The invitations that the actor sees and that can still be taken, the latest first. */
export async function listInvitations(
	actor: Member,
	into?: string,
	at = now()
): Promise<OpenInvitation[]> {
	return withDatabase(actor, async (database) => {
		const { hash, organisation, role, expiresAt } = invitation;
		const rows = await database
			.select({ hash, organisation, name: nameOf(invitation), role, expiresAt })
			.from(invitation)
			.leftJoin(invitationEnd, eq(invitationEnd.invitation, hash))
			.where(
				and(
					isNull(invitationEnd.invitation),
					gt(expiresAt, at),
					into === undefined ? undefined : eq(organisation, into)
				)
			)
			.orderBy(desc(invitation.at), hash);
		return rows.flatMap(({ role, name, ...row }) =>
			isRole(role) ? [{ ...row, role, name: (name as string | null) ?? undefined }] : []
		);
	});
}

/**
 * Takes an invitation back: its link opens nothing from then on.
 * @throws the problem, where the actor sees no such invitation, or it has been taken, here or there
 */
export async function takeBack(actor: Member, hash: string): Promise<void> {
	const ended = await asking(actor, async (database) => {
		const isIt = eq(invitation.hash, hash);
		if ((await database.select().from(invitation).where(isIt)).length === 0) {
			problems.noSuchInvitation();
		}
		return database
			.insert(invitationEnd)
			.values({ invitation: hash })
			.onConflictDoNothing()
			.returning();
	});
	if (ended.length === 0) problems.endedInvitation();
}

/**
 * Makes an organisation and invites its first person, who can invite the others.
 * @param given `id`: a UUID, by which a form that is sent twice is known again; `area`: where it lies, for a
 * government unit what it sees; a code that the tables have
 * @returns the token of that person's link; nothing where the organisation has been made before
 * @throws the problem, where the actor may not
 */
export async function makeOrganisation(
	actor: Member,
	given: {
		readonly id: string;
		readonly kind: MadeKind;
		readonly name: string;
		readonly area: string | undefined;
	},
	at = now()
): Promise<string | undefined> {
	const made = asking(actor, async (database) => {
		await addOrganisation(database, given);
		const into = { organisation: given.id, role: firstRoles[given.kind] };
		return addInvitation(database, into, at, daysOfInvitation);
	});
	return made.catch((error) => {
		const { constraint } = (causeOf(error) ?? {}) as { constraint?: string };
		if (constraint === 'organisation_pkey') return undefined;
		throw error;
	});
}

async function addOrganisation(
	database: Transaction,
	{ id, kind, name, area }: Parameters<typeof makeOrganisation>[1]
): Promise<void> {
	await database.insert(organisation).values({ id, kind });
	await database.insert(profile).values({ organisation: id, name, area: area ?? null });
}
