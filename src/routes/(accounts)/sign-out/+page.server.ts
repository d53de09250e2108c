import { redirect } from '@sveltejs/kit';
import { localizeHref } from '#lib/paraglide/runtime.js';
import { signOut } from '#server/accounts/sessions.ts';

/** There is nothing to see here: the button that leads here stands on the page of one's account. */
export function load() {
	redirect(303, localizeHref('/'));
}

export const actions = {
	default: async (event) => {
		await signOut(event);
		redirect(303, localizeHref('/'));
	}
};
