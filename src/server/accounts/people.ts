import { randomUUID } from 'node:crypto';
import { and, eq, gt, isNull, ne, or } from 'drizzle-orm';
import { now } from '../clock.ts';
import {
	credential,
	passwordReset,
	person,
	session,
	twoFactor,
	verification,
	withAccounts
} from '../db/accounts.ts';
import { causeOf, type Transaction } from '../db/index.ts';
import { endMemberships, membershipsOf } from '../organisations.ts';
import { issuer } from './auth.ts';
import { emailOf, isEmail, isUsername, noEmail, normalise } from './contacts.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';
import { isTooLong, passwordFault, type PasswordFault } from './password-rules.ts';
import type { Person } from './sessions.ts';
import { erasePlaces, signInsOf } from './sign-ins.ts';

/** The text on privacy that is agreed to now; it changes with the text (src/routes/privacy). */
export const privacyVersion = '2026-11-23';

/** What a form says of somebody; as typed. */
export interface Typed {
	readonly name: string;
	readonly email: string;
	readonly username: string;
}

export type Fault =
	| { field: 'name' | 'email' | 'username'; kind: 'missing' | 'malformed' | 'taken' }
	| { field: 'password'; kind: PasswordFault }
	| { field: 'current'; kind: 'wrong' }
	| { field: 'consent'; kind: 'missing' };

const mostOfName = 100;
/** unique_violation of PostgreSQL. */
const takenKey = '23505';

/** What is wrong with a name and contacts, and what they are in the form in which they are kept. */
function checkContacts(typed: Typed): { contacts: Typed; faults: Fault[] } {
	const contacts = {
		name: typed.name.trim(),
		email: normalise(typed.email),
		username: normalise(typed.username)
	};
	const { name, email, username } = contacts;
	const faults: Fault[] = [];
	if (name === '') faults.push({ field: 'name', kind: 'missing' });
	if (name.length > mostOfName) faults.push({ field: 'name', kind: 'malformed' });
	if (email === '' && username === '') faults.push({ field: 'email', kind: 'missing' });
	if (email !== '' && !isEmail(email)) faults.push({ field: 'email', kind: 'malformed' });
	if (username !== '' && !isUsername(username)) {
		faults.push({ field: 'username', kind: 'malformed' });
	}
	return { contacts, faults };
}

/** A refusal that ends a transaction, with what is wrong. */
class Refused extends Error {
	readonly because: { faults: Fault[] } | { refusal: unknown };
	constructor(because: Refused['because']) {
		super('Refused.');
		this.because = because;
	}
}

/**
 * Makes an account, and in the same transaction what it is made for.
 *
 * @param join what it is made for; a refusal that it returns undoes everything
 * @returns what is wrong, or how to sign in
 */
export async function makeAccount<Refusal>(
	typed: Typed & { readonly password: string; readonly consent: boolean },
	join: (accounts: Transaction, personId: string) => Promise<Refusal | undefined>,
	at = now()
): Promise<{ faults: Fault[] } | { refusal: Refusal } | { login: string }> {
	const { contacts, faults } = checkContacts(typed);
	const { name, email, username } = contacts;
	const weak = passwordFault(typed.password, [email, username]);
	if (weak) faults.push({ field: 'password', kind: weak });
	if (!typed.consent) faults.push({ field: 'consent', kind: 'missing' });
	if (faults.length > 0) return { faults };

	const id = randomUUID();
	const password = await hashPassword(typed.password);
	try {
		await withAccounts({ person: id }, async (accounts) => {
			const made = await accounts
				.insert(person)
				.values({
					...{ id, name, email: email || noEmail(id), username: username || null },
					...{ consent: privacyVersion, consentAt: at }
				})
				.onConflictDoNothing()
				.returning({ id: person.id });
			if (made.length === 0) throw new Refused({ faults: await takenBy(accounts, contacts, id) });
			await accounts.insert(credential).values({ ...passwordOf(id), password });
			const refusal = await join(accounts, id);
			if (refusal !== undefined) throw new Refused({ refusal });
		});
	} catch (error) {
		if (error instanceof Refused)
			return error.because as { faults: Fault[] } | { refusal: Refusal };
		throw error;
	}
	return { login: email || username };
}

function passwordOf(personId: string) {
	return { id: randomUUID(), person: personId, providerId: 'credential', accountId: personId };
}

async function takenBy(
	accounts: Transaction,
	{ email, username }: Typed,
	self: string
): Promise<Fault[]> {
	const isSame = or(eq(person.email, email), eq(person.username, username));
	const others = await accounts
		.select()
		.from(person)
		.where(and(isSame, ne(person.id, self)));
	return others.map((other) => ({
		field: other.email === email ? ('email' as const) : ('username' as const),
		kind: 'taken' as const
	}));
}

/** Changes what somebody is called and reached by; an address that changes is confirmed by nobody. */
export async function changeContacts(personId: string, typed: Typed): Promise<Fault[]> {
	const { contacts, faults } = checkContacts(typed);
	if (faults.length > 0) return faults;
	const { name, username } = contacts;
	const email = contacts.email || noEmail(personId);
	try {
		await withAccounts({ person: personId }, async (accounts) => {
			const [before] = await accounts.select().from(person).where(eq(person.id, personId));
			const emailVerified = before!.emailVerified && before!.email === email;
			await accounts
				.update(person)
				.set({ name, email, emailVerified, username: username || null, updatedAt: now() })
				.where(eq(person.id, personId));
		});
		return [];
	} catch (error) {
		// Its keys alone know, even of who takes the same name in this moment.
		if (causeOf(error)?.code !== takenKey) throw error;
		const taken = await withAccounts({}, (accounts) => takenBy(accounts, contacts, personId));
		if (taken.length === 0) throw error;
		return taken;
	}
}

/** Who signs in with a name; nobody where it is nobody's, or where they have no password. */
export async function findLogin(login: string): Promise<{ id: string; email: string } | undefined> {
	const [found] = await withAccounts({}, (accounts) =>
		accounts
			.select({ id: person.id, email: person.email })
			.from(person)
			.innerJoin(credential, isPasswordOf(person.id))
			.where(isCalled(login))
	);
	return found;
}

/** Who has a name to sign in with, by whatever way they do. */
export async function findPerson(login: string): Promise<{ id: string; name: string } | undefined> {
	const { id, name } = person;
	const [found] = await withAccounts({}, (accounts) =>
		accounts.select({ id, name }).from(person).where(isCalled(login))
	);
	return found;
}

function isCalled(login: string) {
	const isIt = login.includes('@') ? eq(person.email, login) : eq(person.username, login);
	return and(isIt, isNull(person.erasedAt));
}

/** Of somebody's ways to sign in, their password. */
export function isPasswordOf(personId: string | typeof person.id) {
	return and(eq(credential.person, personId), eq(credential.providerId, 'credential'));
}

async function keptPassword(personId: string): Promise<string | undefined> {
	const [found] = await withAccounts({}, (accounts) =>
		accounts.select().from(credential).where(isPasswordOf(personId))
	);
	return found?.password ?? undefined;
}

/** Nobody's, who signs in through an issuer alone. */
export async function hasPassword(personId: string): Promise<boolean> {
	return (await keptPassword(personId)) !== undefined;
}

/** Whether a person may sign in through the issuer. */
export async function isLinked(personId: string): Promise<boolean> {
	const isIssuers = and(eq(credential.person, personId), eq(credential.providerId, issuer));
	const rows = await withAccounts({}, (accounts) =>
		accounts.select().from(credential).where(isIssuers)
	);
	return rows.length > 0;
}

export async function isPassword(personId: string, password: string): Promise<boolean> {
	if (isTooLong(password)) return false;
	const hash = await keptPassword(personId);
	return hash !== undefined && verifyPassword({ hash, password });
}

/** Sets a password, where the one before was given; signs out everywhere but here. */
export async function changePassword(
	{ id, email, username }: Pick<Person, 'id' | 'email' | 'username'>,
	password: string,
	here: string
): Promise<Fault[]> {
	const weak = passwordFault(password, [email, username]);
	if (weak) return [{ field: 'password', kind: weak }];
	const hash = await hashPassword(password);
	await withAccounts({ person: id }, async (accounts) => {
		await setPassword(accounts, id, hash, now());
		await accounts.delete(session).where(and(eq(session.person, id), ne(session.id, here)));
	});
	return [];
}

/** Sets a password: whatever waits on the one before, or would set another, goes no further. */
export async function setPassword(
	accounts: Transaction,
	personId: string,
	hash: string,
	at: Date
): Promise<void> {
	await accounts
		.update(credential)
		.set({ password: hash, updatedAt: at })
		.where(isPasswordOf(personId));
	await endWaiting(accounts, personId);
	await endResets(accounts, personId, at);
}

/** Ends sign-ins that wait for their second factor: the first was given. */
export async function endWaiting(accounts: Transaction, personId: string): Promise<void> {
	await accounts.delete(verification).where(eq(verification.value, personId));
}

/** Ends the links to a new password that can still be used. */
export async function endResets(accounts: Transaction, personId: string, at: Date): Promise<void> {
	const { expiresAt, usedAt } = passwordReset;
	const isOpen = and(eq(passwordReset.person, personId), isNull(usedAt), gt(expiresAt, at));
	await accounts.update(passwordReset).set({ expiresAt: at }).where(isOpen);
}

/** Writes down that somebody whose account an issuer made has agreed to the text on privacy. */
export async function consentTo(accounts: Transaction, personId: string, at: Date): Promise<void> {
	await accounts
		.update(person)
		.set({ consent: privacyVersion, consentAt: at })
		.where(eq(person.id, personId));
}

/** The same for somebody who has signed in, where the text has changed since they agreed to it. */
export async function agreeAnew(personId: string, at = now()): Promise<void> {
	await withAccounts({ person: personId }, (accounts) => consentTo(accounts, personId, at));
}

/** Everything that is kept of a person here, but what would let somebody sign in as them. */
export async function exportOf(personId: string) {
	return withAccounts({ person: personId }, async (accounts) => {
		const [found] = await accounts.select().from(person).where(eq(person.id, personId));
		const { providerId, createdAt } = credential;
		const { id, emailVerified, name, username, consent, consentAt, twoFactorEnabled } = found!;
		return {
			person: {
				...{ id, name, email: emailOf(found!), emailVerified, username, consent, consentAt },
				...{ secondFactor: twoFactorEnabled, createdAt: found!.createdAt }
			},
			memberships: await membershipsOf(accounts, personId),
			waysToSignIn: await accounts
				.select({ by: providerId, since: createdAt })
				.from(credential)
				.where(eq(credential.person, personId)),
			newPasswords: await accounts
				.select({ linkedAt: passwordReset.createdAt, setAt: passwordReset.usedAt })
				.from(passwordReset)
				.where(eq(passwordReset.person, personId)),
			sessions: await accounts
				.select({
					userAgent: session.userAgent,
					createdAt: session.createdAt,
					usedAt: session.updatedAt,
					expiresAt: session.expiresAt
				})
				.from(session)
				.where(eq(session.person, personId)),
			signIns: await signInsOf(accounts, personId)
		};
	});
}

/** Takes away all that says who a person is; their id stays, because what they did names it. */
export async function erase(personId: string, at = now()): Promise<void> {
	await withAccounts({ person: personId }, async (accounts) => {
		await endMemberships(accounts, personId);
		for (const table of [session, credential, twoFactor, passwordReset]) {
			await accounts.delete(table).where(eq(table.person, personId));
		}
		await endWaiting(accounts, personId);
		await erasePlaces(accounts, personId);
		await accounts
			.update(person)
			.set({
				...{ name: '', email: noEmail(personId), emailVerified: false, username: null },
				...{ twoFactorEnabled: false, erasedAt: at, updatedAt: at }
			})
			.where(eq(person.id, personId));
	});
}
