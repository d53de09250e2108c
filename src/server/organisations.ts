import { randomUUID } from 'node:crypto';
import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import { isRole, may, type RoleId } from '#lib/roles.ts';
import {
	invitation,
	invitationEnd,
	membership,
	organisation,
	profile,
	type Transaction
} from './db/index.ts';
import { problems } from './problems.ts';
import { hashOf, makeToken } from './token.ts';

// What accounts ask of organisations, in a transaction of theirs: it stands or falls with the account. Requests
// that ask the same come through members.ts.

export interface Membership {
	readonly organisation: string;
	readonly name: string;
	readonly role: RoleId;
}

/**
 * What the organisation of a row calls itself now. Named with its table: drizzle writes the columns of a query of
 * one table without it, and a profile has an organisation, too.
 */
export const nameOf = (table: typeof membership | typeof invitation) =>
	sql<string>`(select ${profile.name} from ${profile} where ${profile.organisation} = ${table}.organisation
		order by ${profile.id} desc limit 1)`;

/** What a person belongs to now: the last row for each organisation says it. */
export async function membershipsOf(accounts: Transaction, person: string): Promise<Membership[]> {
	const rows = await accounts
		.selectDistinctOn([membership.organisation], {
			organisation: membership.organisation,
			name: nameOf(membership),
			role: membership.role
		})
		.from(membership)
		.where(eq(membership.person, person))
		.orderBy(membership.organisation, desc(membership.id));
	return rows.flatMap(({ role, ...row }) =>
		role !== null && isRole(role) ? [{ ...row, role }] : []
	);
}

/** Somebody's role in an organisation, and since when they have it. */
export interface Standing {
	readonly person: string;
	readonly role: RoleId;
	readonly since: Date;
}

/** Who belongs to an organisation now, who has had their role longest first. */
export async function membersOf(database: Transaction, organisation: string): Promise<Standing[]> {
	const last = database
		.selectDistinctOn([membership.person], {
			...{ id: membership.id, person: membership.person },
			...{ role: membership.role, since: membership.at }
		})
		.from(membership)
		.where(eq(membership.organisation, organisation))
		.orderBy(membership.person, desc(membership.id))
		.as('last');
	const rows = await database.select().from(last).orderBy(asc(last.id));
	return rows.flatMap(({ person, role, since }) =>
		role !== null && isRole(role) ? [{ person, role, since }] : []
	);
}

/** Ends what a person belongs to; what they did there keeps their id. */
export async function endMemberships(accounts: Transaction, person: string): Promise<void> {
	const held = await membershipsOf(accounts, person);
	const ended = held.map(({ organisation }) => ({ organisation, person, role: null, by: person }));
	if (ended.length > 0) await accounts.insert(membership).values(ended);
}

/** An invitation by its token: into what, and whether it can still be taken. */
export interface Invitation {
	readonly organisation: string;
	readonly name: string;
	readonly role: RoleId;
	readonly state: 'open' | 'used' | 'expired';
}

export async function findInvitation(
	accounts: Transaction,
	token: string,
	at: Date
): Promise<Invitation | undefined> {
	const [row] = await accounts
		.select({
			organisation: invitation.organisation,
			name: nameOf(invitation),
			role: invitation.role,
			expiresAt: invitation.expiresAt,
			ended: invitationEnd.at
		})
		.from(invitation)
		.leftJoin(invitationEnd, eq(invitationEnd.invitation, invitation.hash))
		.where(eq(invitation.hash, hashOf(token)));
	if (!row || !isRole(row.role)) return undefined;
	const { organisation, name, role } = row;
	const state = row.ended ? 'used' : row.expiresAt <= at ? 'expired' : 'open';
	return { organisation, name, role, state };
}

/**
 * Makes a person a member by an invitation, which nobody can take after that.
 *
 * @returns as it was found; anything but `open` changes nothing
 * @throws the problem, where it would take from them the right to invite others, which nobody else there has
 */
export async function takeInvitation(
	accounts: Transaction,
	token: string,
	person: string,
	at: Date
): Promise<Invitation['state'] | undefined> {
	const found = await findInvitation(accounts, token, at);
	if (found?.state !== 'open') return found?.state;
	const { organisation, role } = found;
	// Of two who take it at the same time one finds the other's row.
	const end = { invitation: hashOf(token), person, by: person };
	const ended = await accounts.insert(invitationEnd).values(end).onConflictDoNothing().returning();
	if (ended.length === 0) return 'used';
	await refuseLastManager(accounts, { organisation, person, role });
	await accounts.insert(membership).values({ organisation, person, role, by: person });
	return 'open';
}

/** What the trigger `checked_last` says of a role that somebody else changes, of who takes another themselves. */
async function refuseLastManager(
	accounts: Transaction,
	{ organisation, person, role }: { organisation: string; person: string; role: RoleId }
): Promise<void> {
	// The lock of that trigger: of two who would leave nobody the second waits, and finds itself the last.
	await accounts.execute(sql`select pg_advisory_xact_lock(hashtextextended(${organisation}, 3))`);
	const members = await membersOf(accounts, organisation);
	const managers = members.filter((one) => may(one.role, 'members.write'));
	const isLast = managers.length === 1 && managers[0]!.person === person;
	if (isLast && !may(role, 'members.write')) problems.lastManager();
}

export interface Enterprise {
	readonly name: string;
	/** As `check` of src/lib/credit-code.ts gives it. */
	readonly creditCode: string;
	readonly area: string | undefined;
}

/** Registers an enterprise, with its first person; false where one with that credit code is registered. */
export async function foundEnterprise(
	accounts: Transaction,
	{ name, creditCode, area }: Enterprise,
	person: string
): Promise<boolean> {
	const id = randomUUID();
	const made = await accounts
		.insert(organisation)
		.values({ id, kind: 'enterprise', creditCode, by: person })
		.onConflictDoNothing()
		.returning({ id: organisation.id });
	if (made.length === 0) return false;
	await accounts.insert(profile).values({ organisation: id, name, area, by: person });
	const role: RoleId = 'enterprise-admin';
	await accounts.insert(membership).values({ organisation: id, person, role, by: person });
	return true;
}

/** What the operator's organisation is called until somebody renames it. */
const operatorName = '平台运营方';

/**
 * Where nobody is operator, makes an invitation for the first one; those made before it are taken back.
 *
 * @returns its token, which is written down nowhere else
 */
export async function inviteFirstOperator(
	accounts: Transaction,
	at: Date,
	days: number
): Promise<string | undefined> {
	// Of processes that start at the same time one waits for the other, and takes its link back.
	await accounts.execute(sql`select pg_advisory_xact_lock(hashtextextended('first operator', 9))`);
	if (await hasOperator(accounts)) return undefined;
	const operator = await findOrMakeOperator(accounts);
	const before = await accounts
		.select({ invitation: invitation.hash })
		.from(invitation)
		.where(and(eq(invitation.organisation, operator), isNull(invitation.by)));
	if (before.length > 0) await accounts.insert(invitationEnd).values(before).onConflictDoNothing();
	return addInvitation(accounts, { organisation: operator, role: 'operator' }, at, days);
}

/**
 * Invites somebody, once, for some days.
 *
 * @returns the token of their link, which is written down nowhere else
 */
export async function addInvitation(
	database: Transaction,
	into: { readonly organisation: string; readonly role: RoleId },
	at: Date,
	days: number
): Promise<string> {
	const token = makeToken();
	const expiresAt = new Date(at.getTime() + days * 24 * 60 * 60 * 1000);
	await database.insert(invitation).values({ hash: hashOf(token), ...into, expiresAt });
	return token;
}

async function hasOperator(accounts: Transaction): Promise<boolean> {
	const standing = accounts
		.selectDistinctOn([membership.person, membership.organisation], { role: membership.role })
		.from(membership)
		.orderBy(membership.person, membership.organisation, desc(membership.id))
		.as('standing');
	const isOperator = eq(standing.role, 'operator' satisfies RoleId);
	return (await accounts.select().from(standing).where(isOperator).limit(1)).length > 0;
}

async function findOrMakeOperator(accounts: Transaction): Promise<string> {
	const isOurs = and(eq(organisation.kind, 'operator'), isNull(organisation.by));
	const [found] = await accounts.select({ id: organisation.id }).from(organisation).where(isOurs);
	if (found) return found.id;
	const id = randomUUID();
	await accounts.insert(organisation).values({ id, kind: 'operator' });
	await accounts.insert(profile).values({ organisation: id, name: operatorName });
	return id;
}
