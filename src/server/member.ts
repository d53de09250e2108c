import { redirect, type RequestEvent } from '@sveltejs/kit';
import { may, roles, type OrganisationKind, type Right, type RoleId } from '#lib/roles.ts';
import { localizeHref } from '#lib/paraglide/runtime.js';
import type { Member } from './enterprise-sheets.ts';
import { problems } from './problems.ts';

type Asking = Pick<RequestEvent, 'cookies' | 'getClientAddress' | 'locals' | 'request' | 'url'>;
type Membership = NonNullable<App.Locals['signedIn']>['memberships'][number];

/** Somebody who has signed in, in one of the organisations they belong to. */
export interface Acting {
	readonly member: Member;
	readonly role: RoleId;
	readonly kind: OrganisationKind;
	readonly organisation: Membership;
	/** All they belong to: they act for one at a time. */
	readonly memberships: readonly Membership[];
	readonly may: (right: Right) => boolean;
}

/** For which of several organisations a browser acts. A claim to another than one's own counts for nothing. */
const choice = ({ protocol }: URL) =>
	protocol === 'https:' ? '__Host-organisation' : 'organisation';

/** Who has sent the request, and for which organisation; nobody where they belong to none. */
export function actingOf({
	cookies,
	getClientAddress,
	locals,
	request,
	url
}: Asking): Acting | undefined {
	const { person, memberships = [] } = locals.signedIn ?? {};
	const chosen = cookies.get(choice(url));
	const organisation = memberships.find((one) => one.organisation === chosen) ?? memberships[0];
	if (!person || !organisation) return undefined;
	const { role } = organisation;
	return {
		member: {
			person: person.id,
			organisation: organisation.organisation,
			address: getClientAddress(),
			agent: request.headers.get('user-agent') ?? ''
		},
		role,
		kind: roles[role].kind,
		organisation,
		memberships,
		may: (right) => may(role, right)
	};
}

/**
 * The same, for a page that is nobody's without signing in: it leads there and back, and who belongs to no
 * organisation to the page that says how one comes to belong to one.
 */
export function requireMember(event: Asking): Acting {
	const acting = actingOf(event);
	if (acting) return acting;
	requireSignedIn(event);
	// Who has sent a form was a member when they opened it: what they typed is still in it.
	if (event.request.method === 'POST') problems.roleEnded();
	return redirect(303, localizeHref('/work'));
}

/** Leads to the page where one signs in, and back from there, where nobody has. */
export function requireSignedIn({
	locals,
	request,
	url
}: Pick<Asking, 'locals' | 'request' | 'url'>): void {
	if (locals.signedIn) return;
	// A form that was sent cannot be sent again from there.
	const next = url.pathname + (request.method === 'GET' ? url.search : '');
	redirect(303, `${localizeHref('/sign-in')}?next=${encodeURIComponent(next)}`);
}

/** @throws the problem, where the role has not the right: for what the page shows and the role may not do */
export function requireRight({ may }: Acting, right: Right): void {
	if (!may(right)) problems.notAllowed();
}

/**
 * For a form whose address does not say of which organisation it is: in another tab they may have gone on to act for
 * another one since. What says nothing of it is taken.
 *
 * @throws the problem, where it was made for another of their organisations
 */
export function requireSame({ member }: Acting, form: FormData): void {
	const madeFor = form.get('organisation');
	if (madeFor !== null && madeFor !== member.organisation) problems.otherOrganisation();
}

/** Acts for another of one's organisations from now on. */
export function actFor({ cookies, locals, url }: Asking, organisation: string): void {
	const isOwn = locals.signedIn?.memberships.some((one) => one.organisation === organisation);
	if (!isOwn) return problems.noSuchOrganisation();
	cookies.set(choice(url), organisation, { path: '/', secure: url.protocol === 'https:' });
}
