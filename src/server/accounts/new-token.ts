import type { BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint, sessionMiddleware } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';

/**
 * A session under a new token in place of its old one, as better-auth gives where a second factor ends a sign-in by
 * password; it gives none where the session is there already, as one through an issuer is. Of use from here alone:
 * without a path the network has no way to it.
 */
export const newToken = {
	id: 'new-token',
	endpoints: {
		renewToken: createAuthEndpoint(
			{ method: 'POST', use: [sessionMiddleware] },
			async (endpoint) => {
				const { session: held, internalAdapter } = endpoint.context;
				const session = await internalAdapter.createSession(held.user.id, false, held.session);
				await setSessionCookie(endpoint, { session, user: held.user });
				await internalAdapter.deleteSession(held.session.token);
				return endpoint.json({});
			}
		)
	}
} satisfies BetterAuthPlugin;
