import { redirect } from '@sveltejs/kit';
import { localizeHref } from '#lib/paraglide/runtime.js';
import { openInvitation } from '#server/accounts/invitations.ts';
import { beginAtIssuer, beginLinking } from '#server/accounts/issuer.ts';
import { isRecent } from '#server/accounts/sessions.ts';
import { refuseTooMany } from '#server/rate-limit.ts';
import { wayOn, withWayOn } from '../../way-on.ts';

/** A link, not a form: no form may lead to another site. */
export async function GET(event) {
	const { url, locals } = event;
	refuseTooMany('issuer', event);
	if (locals.signedIn) {
		const to = localizeHref('/account');
		// Who links their own with somebody's account comes in as them from then on.
		if (!isRecent(locals.signedIn.session)) redirect(303, `${to}?issuer=anew`);
		const way = { to, failed: `${to}?issuer=failed` };
		redirect(303, (await beginLinking(event, way)) ?? way.failed, { external: true });
	}
	const invitation = url.searchParams.get('invitation');
	if (invitation !== null) await openInvitation(invitation);
	const to = invitation === null ? wayOn(url) : localizeHref(`/invitation/${invitation}`);
	const failed = withWayOn('/sign-in', url);
	const mayMake = invitation !== null;
	const address = await beginAtIssuer(event, { to, failed }, { mayMake });
	redirect(303, address ?? `${localizeHref('/sign-in')}?error=away`, { external: true });
}
