import { now } from '../clock.ts';
import { ask, type Event } from './asking.ts';
import { attemptedBy, begin, succeed } from './attempts.ts';
import { normalise } from './contacts.ts';
import { hashPassword } from './password-hash.ts';
import { isTooLong, mostCharacters } from './password-rules.ts';
import { findLogin, isPassword } from './people.ts';
import { endBefore } from './sessions.ts';

/** How far somebody came; `wait` in seconds, after too many failures. */
export type Outcome =
	| { kind: 'in' }
	| { kind: 'second-factor' }
	| { kind: 'wrong' }
	| { kind: 'wait'; seconds: number }
	/** The first step was too long ago. */
	| { kind: 'anew' };

/**
 * Signs somebody in with a name and a password. A name that is nobody's is answered as a wrong password is,
 * after the same work, and has to wait as it would.
 */
export async function signIn(
	event: Event,
	{ login, password }: { login: string; password: string },
	at = now()
): Promise<Outcome> {
	const name = normalise(login);
	const found = await findLogin(name);
	const attempted = attemptedBy(found?.id ?? name, event.getClientAddress());
	const seconds = await begin(attempted, at);
	if (seconds > 0) return { kind: 'wait', seconds };
	if (!found || isTooLong(password)) {
		await hashPassword(password.slice(0, mostCharacters));
		return { kind: 'wrong' };
	}
	const { email } = found;
	const { ok, said } = await ask(event, (auth, headers) =>
		auth.api.signInEmail({ body: { email, password }, headers, asResponse: true })
	);
	if (!ok) return { kind: 'wrong' };
	await succeed(attempted, at);
	await endBefore(event);
	return { kind: said?.twoFactorRedirect ? 'second-factor' : 'in' };
}

/** Whether somebody who is signed in knows their password; failures count as those of signing in do. */
export async function confirmPassword(
	event: Event,
	personId: string,
	password: string,
	at = now()
): Promise<Exclude<Outcome, { kind: 'second-factor' }>> {
	const attempted = attemptedBy(personId, event.getClientAddress());
	const seconds = await begin(attempted, at);
	if (seconds > 0) return { kind: 'wait', seconds };
	if (!(await isPassword(personId, password))) return { kind: 'wrong' };
	await succeed(attempted, at);
	return { kind: 'in' };
}
