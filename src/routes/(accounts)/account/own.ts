import { redirect, type RequestEvent } from '@sveltejs/kit';
import { localizeHref } from '#lib/paraglide/runtime.js';
import type { SignedIn } from '#server/accounts/sessions.ts';

/** Who sees a page of their own account; anybody else is led to sign in. */
export function own({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>): SignedIn {
	if (locals.signedIn) return locals.signedIn;
	redirect(303, `${localizeHref('/sign-in')}?to=${encodeURIComponent(url.pathname)}`);
}
