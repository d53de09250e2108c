import { privacyVersion } from './people.ts';
import type { SignedIn } from './sessions.ts';

/** Where somebody may be who must give a second factor, or set one up, before anything else. */
const beforeSecondFactor =
	/^\/\(accounts\)\/(sign-in|sign-out|privacy|new-password|account\/second-factor)(\/|$)/;

/** Who has not agreed to the text on privacy as it reads now may also look at their own account, and leave. */
const beforeConsent =
	/^\/\(accounts\)\/(sign-in|sign-out|privacy|new-password|consent|invitation|account)(\/|$)/;

/**
 * Where somebody is led before they go on: to their second factor, or to the text on privacy where it has
 * changed since they agreed to it. A form that is sent meanwhile is taken: what was typed is not lost over it.
 *
 * @param asked the route that answers, and how it is asked
 */
export function wayBefore(
	{
		missing,
		person
	}: Pick<SignedIn, 'missing'> & { readonly person: Pick<SignedIn['person'], 'consent'> },
	{ route, method }: { readonly route: string; readonly method: string }
): '/account/second-factor' | '/sign-in/second-factor' | '/consent' | undefined {
	if (missing) {
		if (beforeSecondFactor.test(route)) return undefined;
		return missing === 'set-up' ? '/account/second-factor' : '/sign-in/second-factor';
	}
	const isAsked = method === 'GET' && person.consent !== privacyVersion;
	return isAsked && !beforeConsent.test(route) ? '/consent' : undefined;
}
