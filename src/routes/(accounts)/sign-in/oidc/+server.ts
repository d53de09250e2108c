import { redirect } from '@sveltejs/kit';
import { localizeHref } from '#lib/paraglide/runtime.js';
import { openInvitation } from '#server/accounts/invitations.ts';
import { beginAtIssuer } from '#server/accounts/issuer.ts';
import { refuseTooMany } from '#server/rate-limit.ts';
import { wayOn, withWayOn } from '../../way-on.ts';

/** A link, not a form: no form may lead to another site. */
export async function GET(event) {
	const { url, locals } = event;
	refuseTooMany('issuer', event);
	// Who is signed in links theirs by the form of their account, which asks who they are.
	if (locals.signedIn) redirect(303, `${localizeHref('/account')}#issuer`);
	const invitation = url.searchParams.get('invitation');
	if (invitation !== null) await openInvitation(invitation);
	const to = invitation === null ? wayOn(url) : localizeHref(`/invitation/${invitation}`);
	const failed = withWayOn('/sign-in', url);
	const mayMake = invitation !== null;
	const address = await beginAtIssuer(event, { to, failed }, { mayMake });
	redirect(303, address ?? `${localizeHref('/sign-in')}?error=away`, { external: true });
}
