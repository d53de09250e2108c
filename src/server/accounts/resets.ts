import { and, eq, isNull } from 'drizzle-orm';
import { now } from '../clock.ts';
import { credential, passwordReset, person, session, withAccounts } from '../db/accounts.ts';
import type { Member } from '../enterprise-sheets.ts';
import { problems } from '../problems.ts';
import { hashOf, isToken, makeToken } from '../token.ts';
import { requireAdministrator } from './administering.ts';
import { succeed } from './attempts.ts';
import { hashPassword } from './password-hash.ts';
import { passwordFault } from './password-rules.ts';
import { endResets, isPasswordOf, setPassword, type Fault } from './people.ts';

/** For how long a link to a new password can be used. */
export const hoursOfReset = 24;

/**
 * Makes a link by which somebody sets a new password, once; the ones before it open nothing more.
 *
 * @returns the token of the link, which is written down nowhere else
 * @throws the problem, where the issuer may not, or the person signs in without a password
 */
export async function issueReset(issuer: Member, personId: string, at = now()): Promise<string> {
	const token = makeToken();
	await withAccounts(issuer, async (accounts) => {
		await requireAdministrator(accounts, issuer, personId);
		const own = await accounts.select().from(credential).where(isPasswordOf(personId));
		if (own.length === 0) problems.noPassword();
		await endResets(accounts, personId, at);
		await accounts.insert(passwordReset).values({
			hash: hashOf(token),
			person: personId,
			organisation: issuer.organisation,
			by: issuer.person,
			expiresAt: new Date(at.getTime() + hoursOfReset * 60 * 60 * 1000)
		});
	});
	return token;
}

/**
 * Whose link it is, while it can be used.
 * @throws the problem, where it cannot
 */
export async function openReset(token: string, at = now()): Promise<{ person: string }> {
	const [found] = isToken(token)
		? await withAccounts({}, (accounts) =>
				accounts
					.select()
					.from(passwordReset)
					.where(eq(passwordReset.hash, hashOf(token)))
			)
		: [];
	if (!found) return problems.noSuchReset();
	if (found.usedAt) problems.usedReset();
	if (found.expiresAt <= at) problems.expiredReset();
	return { person: found.person };
}

/**
 * Sets the new password and signs out everywhere; a second factor stays as it is.
 *
 * @returns what is wrong with the password; the link can then still be used
 * @throws the problem, where the link cannot be used, or somebody was faster
 */
export async function useReset(token: string, password: string, at = now()): Promise<Fault[]> {
	const { person: id } = await openReset(token, at);
	const [{ email, username } = { email: '', username: null }] = await withAccounts({}, (accounts) =>
		accounts.select().from(person).where(eq(person.id, id))
	);
	const weak = passwordFault(password, [email, username ?? undefined]);
	if (weak) return [{ field: 'password', kind: weak }];
	const hash = await hashPassword(password);
	await withAccounts({ person: id }, async (accounts) => {
		const isOpen = and(eq(passwordReset.hash, hashOf(token)), isNull(passwordReset.usedAt));
		const used = await accounts
			.update(passwordReset)
			.set({ usedAt: at })
			.where(isOpen)
			.returning({ hash: passwordReset.hash });
		if (used.length === 0) problems.usedReset();
		await setPassword(accounts, id, hash, at);
		await accounts.delete(session).where(eq(session.person, id));
	});
	// Whoever has forgotten it has tried in vain, and waits no longer for that.
	await succeed([{ kind: 'account', at: id }], at);
	return [];
}
