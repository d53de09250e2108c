import { redirect } from '@sveltejs/kit';
import { localizeHref } from '#lib/paraglide/runtime.js';
import { agreeAnew, privacyVersion } from '#server/accounts/people.ts';
import { signOut } from '#server/accounts/sessions.ts';
import { requireSignedIn } from '#server/member.ts';
import { wayOn } from '../way-on.ts';

/** Where somebody agrees to the text on privacy as it reads now, or does not. */
export function load(event) {
	requireSignedIn(event);
	if (event.locals.signedIn!.person.consent === privacyVersion) redirect(303, wayOn(event.url));
	return { version: privacyVersion };
}

export const actions = {
	agree: async (event) => {
		requireSignedIn(event);
		await agreeAnew(event.locals.signedIn!.person.id);
		redirect(303, wayOn(event.url));
	},

	decline: async (event) => {
		await signOut(event);
		redirect(303, localizeHref('/'));
	}
};
