import type { SignInEvent } from '#lib/sign-ins.ts';
import { now } from '../clock.ts';
import { ask, type Event } from './asking.ts';
import { attemptedBy, begin, succeed, type Attempted } from './attempts.ts';
import { normalise } from './contacts.ts';
import { hashPassword } from './password-hash.ts';
import { isTooLong, mostCharacters } from './password-rules.ts';
import { findLogin, isPassword } from './people.ts';
import { endBefore } from './sessions.ts';
import { note } from './sign-ins.ts';

/** How far somebody came; `wait` in seconds, after too many failures. */
export type Outcome =
	| { kind: 'in' }
	| { kind: 'second-factor' }
	| { kind: 'wrong' }
	| { kind: 'wait'; seconds: number }
	/** The first step was too long ago. */
	| { kind: 'anew' };

/** As it is written down; that the first step was too long ago no password says. */
const noted = {
	in: 'password',
	'second-factor': 'first-step',
	wrong: 'wrong-password',
	wait: 'wait'
} as const satisfies Partial<Record<Outcome['kind'], SignInEvent>>;

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
	const outcome = await tryPassword(event, found, attempted, password, at);
	const isNobody = outcome.kind === 'wrong' && !found;
	await note(event, isNobody ? 'nobody' : noted[outcome.kind], found?.id);
	return outcome;
}

async function tryPassword(
	event: Event,
	found: Awaited<ReturnType<typeof findLogin>>,
	attempted: readonly Attempted[],
	password: string,
	at: Date
): Promise<Exclude<Outcome, { kind: 'anew' }>> {
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
): Promise<Exclude<Outcome, { kind: 'second-factor' | 'anew' }>> {
	const attempted = attemptedBy(personId, event.getClientAddress());
	const seconds = await begin(attempted, at);
	if (seconds > 0) {
		await note(event, 'wait', personId);
		return { kind: 'wait', seconds };
	}
	if (!(await isPassword(personId, password))) {
		await note(event, 'wrong-password', personId);
		return { kind: 'wrong' };
	}
	await succeed(attempted, at);
	await note(event, 'confirmed', personId);
	return { kind: 'in' };
}
