import type { RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { hasPassword } from '#server/accounts/people.ts';
import { isRecent, type SignedIn } from '#server/accounts/sessions.ts';
import { confirmPassword } from '#server/accounts/signing-in.ts';
import { requireSignedIn } from '#server/member.ts';
import { textOf } from '#server/posted.ts';
import { refusal } from '../outcome.ts';

/** Who sees a page of their own account; anybody else is led to sign in. */
export function own(event: Parameters<typeof requireSignedIn>[0]): SignedIn {
	requireSignedIn(event);
	return event.locals.signedIn!;
}

/**
 * Whether it is really they who ask, at whose screen somebody else may sit: by the password in `current` or, where they
 * have none, by a sign-in a moment ago.
 *
 * @returns nothing where it is; else what to answer
 */
export async function confirm(
	event: RequestEvent,
	form: FormData
): Promise<ReturnType<typeof refusal> | undefined> {
	const { person, session } = own(event);
	if (await hasPassword(person.id)) {
		const outcome = await confirmPassword(event, person.id, textOf(form, 'current'));
		return outcome.kind === 'in' ? undefined : refusal(outcome, m.fault_current());
	}
	return isRecent(session) ? undefined : { status: 403, told: m.account_sign_in_anew() };
}
