import { eq } from 'drizzle-orm';
import { session, withAccounts } from '../db/accounts.ts';
import { readSettings } from '../settings.ts';
import { hashOf } from '../token.ts';
import { ask, tokenIn, type Event } from './asking.ts';
import { issuer, openAuth } from './auth.ts';
import { endBefore } from './sessions.ts';
import { note } from './sign-ins.ts';

/** Whether people may sign in through an issuer, too. */
export function hasIssuer(): boolean {
	return readSettings(process.env).OIDC_ISSUER !== undefined;
}

interface Way {
	/** The path to come back to. */
	readonly to: string;
	/** Where it did not work: with `error` as better-auth calls it. */
	readonly failed: string;
}

/**
 * Begins to sign in through the issuer.
 *
 * @param options.mayMake whether an account may be made: only for who holds an invitation
 * @returns the issuer's address to go to; nothing where the issuer is away
 */
export async function beginAtIssuer(
	event: Event,
	{ to, failed }: Way,
	{ mayMake }: { mayMake: boolean }
): Promise<string | undefined> {
	const body = { provider: issuer, callbackURL: to, errorCallbackURL: failed };
	const { ok, said } = await ask(event, (auth, headers) =>
		auth.api.signInSocial({
			body: { ...body, requestSignUp: mayMake, disableRedirect: true },
			headers,
			asResponse: true
		})
	);
	return ok ? String(said?.url) : undefined;
}

/** Begins to link the account of who is signed in with theirs at the issuer. */
export async function beginLinking(event: Event, { to, failed }: Way): Promise<string | undefined> {
	const body = { provider: issuer, callbackURL: to, errorCallbackURL: failed };
	const { ok, said } = await ask(event, (auth, headers) =>
		auth.api.linkSocialAccount({
			body: { ...body, disableRedirect: true },
			headers,
			asResponse: true
		})
	);
	return ok ? String(said?.url) : undefined;
}

/** Ends what was begun: the one address of better-auth that the network reaches. */
export async function returnFromIssuer(event: Event): Promise<Response> {
	const response = await (await openAuth()).handler(event.request);
	const token = tokenIn(response.headers.getSetCookie());
	if (token !== undefined) {
		await endBefore(event);
		await note(event, 'issuer', await personOf(token));
	} else if (/[?&]error=/.test(response.headers.get('location') ?? '')) {
		await note(event, 'issuer-failed', event.locals.signedIn?.person.id);
	}
	return response;
}

/** Whose session a token opens. */
async function personOf(token: string): Promise<string> {
	const [found] = await withAccounts({}, (accounts) =>
		accounts
			.select({ person: session.person })
			.from(session)
			.where(eq(session.token, hashOf(token)))
	);
	return found!.person;
}
