import { redirect } from '@sveltejs/kit';
import { localizeHref } from '#lib/paraglide/runtime.js';
import type { RoleId } from '#lib/roles.ts';
import { areaName } from '#server/content.ts';
import { openOrganisation, type OrganisationLine } from '#server/enterprises.ts';
import { requireMember, requireRight, type Acting } from '#server/member.ts';
import { invitedRoles, listInvitations } from '#server/members.ts';
import { postedForm } from '#server/posted.ts';
import { problems } from '#server/problems.ts';
import { inviteBy, takeBackBy } from '../../inviting.ts';

export async function load(event) {
	const { acting, organisation, roles } = await opened(event);
	const { id, name, kind, area } = organisation;
	return {
		...{ name, kind, area: area && areaName(area), roles },
		invitations: await listInvitations(acting.member, id)
	};
}

export const actions = {
	invite: async (event) => {
		const { acting, organisation } = await opened(event);
		const form = await postedForm(event.request);
		return inviteBy(acting, organisation.id, form, event.url);
	},

	'take-back': async (event) => {
		const { acting, organisation } = await opened(event);
		await takeBackBy(acting, await postedForm(event.request));
		redirect(303, localizeHref(`/organisations/${organisation.id}`));
	}
};

/** An enterprise invites its people itself; an operator only where nobody is left in it who may. */
async function opened(
	event: Parameters<typeof requireMember>[0] & { params: { id: string } }
): Promise<{ acting: Acting; organisation: OrganisationLine; roles: RoleId[] }> {
	const acting = requireMember(event);
	requireRight(acting, 'organisations.write');
	const organisation = await openOrganisation(acting.member, event.params.id);
	if (!organisation) return problems.noSuchOrganisation();
	const roles = await invitedRoles(acting.member, organisation);
	if (roles.length === 0) return problems.noSuchOrganisation();
	return { acting, organisation, roles };
}
