import type { SignedIn } from '#server/accounts/sessions.ts';
import { requireSignedIn } from '#server/member.ts';

/** Who sees a page of their own account; anybody else is led to sign in. */
export function own(event: Parameters<typeof requireSignedIn>[0]): SignedIn {
	requireSignedIn(event);
	return event.locals.signedIn!;
}
