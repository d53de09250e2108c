import { redirect } from '@sveltejs/kit';
import type { Handle } from '@sveltejs/kit/hooks';
import { localizeHref } from '#lib/paraglide/runtime.js';
import { recognise } from './accounts/sessions.ts';
import { noteRefusal } from './accounts/sign-ins.ts';
import { wayBefore } from './accounts/way-before.ts';

/** Recognises who asks before a page does, and writes down what they were refused. */
export const onBehalfOf: Handle = async ({ event, resolve }) => {
	const who = await recognise(event);
	const { method } = event.request;
	const way = who && wayBefore(who, { route: event.route.id ?? '/', method });
	if (way === '/consent') {
		const next = encodeURIComponent(event.url.pathname + event.url.search);
		redirect(303, `${localizeHref(way)}?next=${next}`);
	}
	if (way) redirect(303, localizeHref(way));
	const response = await resolve(event);
	if (who) await noteRefusal(event, who.person.id, response);
	// What one person sees is kept by no browser for the next and by nothing on the way.
	if (who) response.headers.set('cache-control', 'private, no-store');
	for (const cookie of event.locals.cookies) response.headers.append('set-cookie', cookie);
	return response;
};
