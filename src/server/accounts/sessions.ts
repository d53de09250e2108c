import { and, desc, eq, gt, ne } from 'drizzle-orm';
import { roles } from '#lib/roles.ts';
import { now } from '../clock.ts';
import { person, session, withAccounts } from '../db/accounts.ts';
import { isDemo } from '../db/index.ts';
import type { Member } from '../enterprise-sheets.ts';
import { membershipsOf, type Membership } from '../organisations.ts';
import { isUuid } from '../refused.ts';
import { hashOf } from '../token.ts';
import { requireAdministrator } from './administering.ts';
import { ask, type Event } from './asking.ts';
import { emailOf } from './contacts.ts';
import { endWaiting } from './people.ts';
import { note } from './sign-ins.ts';

/** Somebody who has signed in. */
export interface Person {
	readonly id: string;
	readonly name: string;
	readonly email: string | undefined;
	readonly username: string | undefined;
	/** Whether they have set up a second factor. */
	readonly secondFactor: boolean;
	readonly consent: string | undefined;
}

export interface SignedIn {
	readonly person: Person;
	readonly session: { readonly id: string; readonly since: Date };
	readonly memberships: readonly Membership[];
	/** Before anything else they must give their second factor, or set one up. */
	readonly missing: 'second-factor' | 'set-up' | undefined;
}

/** However often it is used, a session ends so many days after somebody signed in. */
export const mostDaysOfSession = 30;

/** For so many minutes after they signed in, somebody without a password need not do so again. */
export const minutesOfSignIn = 10;

/** Whether a session began just now. */
export function isRecent({ since }: SignedIn['session'], at = now()): boolean {
	return at.getTime() - since.getTime() < minutesOfSignIn * 60 * 1000;
}

/**
 * Recognises who has sent a request, for whatever answers it: in `locals`.
 *
 * @returns nobody where it brings no cookie that opens a session
 */
export async function recognise(event: Event): Promise<SignedIn | undefined> {
	event.locals.cookies = [];
	const who = await findSignedIn(event);
	if (who) event.locals[who.missing === 'second-factor' ? 'pending' : 'signedIn'] = who;
	return who;
}

async function findSignedIn(event: Event): Promise<SignedIn | undefined> {
	if (!event.request.headers.get('cookie')?.includes('qidang.session_token')) return undefined;
	const { said } = await ask(event, (auth, headers) =>
		auth.api.getSession({ headers, asResponse: true })
	);
	const id = (said?.session as { id: string } | undefined)?.id;
	if (id === undefined) return undefined;
	const oldest = new Date(now().getTime() - mostDaysOfSession * 24 * 60 * 60 * 1000);
	return withAccounts({}, async (accounts) => {
		const [found] = await accounts
			.select()
			.from(session)
			.innerJoin(person, eq(person.id, session.person))
			.where(and(eq(session.id, id), gt(session.createdAt, oldest)));
		if (!found) return undefined;
		const memberships = await membershipsOf(accounts, found.person.id);
		return {
			person: asPerson(found.person),
			session: { id, since: found.session.createdAt },
			memberships,
			missing: missingOf(found, memberships)
		};
	});
}

function asPerson(row: typeof person.$inferSelect): Person {
	const { id, name, username, twoFactorEnabled, consent } = row;
	return {
		id,
		name,
		email: emailOf(row),
		username: username ?? undefined,
		secondFactor: twoFactorEnabled,
		consent: consent ?? undefined
	};
}

function missingOf(
	found: { person: typeof person.$inferSelect; session: typeof session.$inferSelect },
	memberships: readonly Membership[]
): SignedIn['missing'] {
	// However they signed in: an issuer does not say whether it asked for more than a password.
	if (found.person.twoFactorEnabled)
		return found.session.secondFactorAt ? undefined : 'second-factor';
	return needsSecondFactor(memberships) ? 'set-up' : undefined;
}

/** Whether one of the roles wants a second factor of whoever has it; where anybody may be anybody, none does. */
export function needsSecondFactor(memberships: readonly Membership[]): boolean {
	return !isDemo() && memberships.some(({ role }) => roles[role].secondFactor);
}

/** Writes down that the second factor was given in the session that a token opens. */
export async function markSecondFactor(token: string, at = now()): Promise<void> {
	await withAccounts({}, (accounts) =>
		accounts
			.update(session)
			.set({ secondFactorAt: at })
			.where(eq(session.token, hashOf(token)))
	);
}

/** The browsers in which a person is signed in, the one used last first. */
export async function sessionsOf(personId: string) {
	const { id, userAgent, createdAt, updatedAt, expiresAt } = session;
	return withAccounts({}, (accounts) =>
		accounts
			.select({ id, userAgent, createdAt, updatedAt, expiresAt })
			.from(session)
			.where(eq(session.person, personId))
			.orderBy(desc(updatedAt))
	);
}

/** Signs a person out in one browser; another's session stays. */
export async function revoke(personId: string, id: string): Promise<void> {
	if (!isUuid(id)) return;
	const isIt = and(eq(session.person, personId), eq(session.id, id));
	await withAccounts({ person: personId }, (accounts) => accounts.delete(session).where(isIt));
}

/** Signs a person out everywhere but here. */
export async function revokeOthers(personId: string, here: string): Promise<void> {
	const isOther = and(eq(session.person, personId), ne(session.id, here));
	await withAccounts({ person: personId }, async (accounts) => {
		await accounts.delete(session).where(isOther);
		await endWaiting(accounts, personId);
	});
}

/**
 * Signs another out everywhere, whose device is lost; their password stays.
 *
 * @throws the problem, where `by` may not
 */
export async function endSessionsOf(by: Member, personId: string): Promise<void> {
	await withAccounts(by, async (accounts) => {
		await requireAdministrator(accounts, by, personId);
		await accounts.delete(session).where(eq(session.person, personId));
		await endWaiting(accounts, personId);
	});
}

/** Ends the session that somebody signs in over: its cookie is about to be replaced. */
export async function endBefore({ locals }: Event): Promise<void> {
	const before = locals.signedIn ?? locals.pending;
	if (before) await revoke(before.person.id, before.session.id);
}

/** Signs out of this browser. */
export async function signOut(event: Event): Promise<void> {
	const who = event.locals.signedIn ?? event.locals.pending;
	await ask(event, (auth, headers) => auth.api.signOut({ headers, asResponse: true }));
	if (who) await note(event, 'sign-out', who.person.id);
}
