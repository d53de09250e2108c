import { fail, redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { hasIssuer } from '#server/accounts/issuer.ts';
import { signIn } from '#server/accounts/signing-in.ts';
import { signInsOfDemo } from '#server/demo.ts';
import { postedForm, textOf } from '#server/posted.ts';
import { refusal } from '../outcome.ts';
import { wayOn, withWayOn } from '../way-on.ts';

/** As better-auth calls them: nobody here is linked with who the issuer says it is. */
const unlinked = ['signup_disabled', 'account_not_linked'];

export function load({ locals, url }) {
	const failed = url.searchParams.get('error');
	if (locals.signedIn && failed === null) redirect(303, wayOn(url));
	return {
		byIssuer: hasIssuer() && withWayOn('/sign-in/oidc', url),
		told: failed && told(failed),
		demo: signInsOfDemo()
	};
}

function told(failed: string): string {
	if (failed === 'away') return m.sign_in_issuer_away();
	return unlinked.includes(failed) ? m.sign_in_issuer_none() : m.sign_in_issuer_failed();
}

export const actions = {
	default: async (event) => {
		const form = await postedForm(event.request);
		const login = textOf(form, 'login');
		const outcome = await signIn(event, { login, password: textOf(form, 'password') });
		if (outcome.kind === 'in') redirect(303, wayOn(event.url));
		if (outcome.kind === 'second-factor') {
			redirect(303, withWayOn('/sign-in/second-factor', event.url));
		}
		const { status, told } = refusal(outcome, m.sign_in_wrong());
		return fail(status, { login, told });
	}
};
