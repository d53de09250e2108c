import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { localizeHref } from '#lib/paraglide/runtime.js';
import { namesOfMembers } from '#server/accounts/names.ts';
import { endSessionsOf } from '#server/accounts/sessions.ts';
import { requireMember, requireRight, requireSame, type Acting } from '#server/member.ts';
import {
	changeRole,
	endMembership,
	listInvitations,
	listMembers,
	rolesOf
} from '#server/members.ts';
import { postedForm, textOf } from '#server/posted.ts';
import { inviteBy, resetBy, roleOf, takeBackBy } from '../inviting.ts';

export async function load(event) {
	const { kind, member, organisation } = manager(event);
	const names = await namesOfMembers(member);
	const members = await listMembers(member);
	return {
		organisation: { id: organisation.organisation, name: organisation.name },
		roles: rolesOf(kind),
		members: members.map(({ person, role, since }) => ({
			...{ person, role, since, name: names.get(person) },
			isSelf: person === member.person
		})),
		invitations: await listInvitations(member, member.organisation)
	};
}

export const actions = {
	role: async (event) => {
		const acting = manager(event);
		const form = await postedForm(event.request);
		requireSame(acting, form);
		await changeRole(acting.member, textOf(form, 'person'), roleOf(form));
		backFrom(acting, form);
	},

	end: async (event) => {
		const acting = manager(event);
		const form = await postedForm(event.request);
		requireSame(acting, form);
		await endMembership(acting.member, textOf(form, 'person'));
		backFrom(acting, form);
	},

	reset: async (event) => {
		const acting = manager(event);
		const form = await postedForm(event.request);
		return resetBy(acting, textOf(form, 'person'), event.url);
	},

	'sign-out': async (event) => {
		const acting = manager(event);
		const form = await postedForm(event.request);
		const names = await namesOfMembers(acting.member);
		const person = textOf(form, 'person');
		await endSessionsOf(acting.member, person);
		return { told: m.sign_out_all_done({ name: names.get(person) ?? m.members_nameless() }) };
	},

	invite: async (event) => {
		const acting = manager(event);
		const form = await postedForm(event.request);
		requireSame(acting, form);
		return inviteBy(acting, acting.member.organisation, form, event.url);
	},

	'take-back': async (event) => {
		const acting = manager(event);
		await takeBackBy(acting, await postedForm(event.request));
		redirect(303, localizeHref('/members'));
	}
};

function manager(event: Parameters<typeof requireMember>[0]): Acting {
	const acting = requireMember(event);
	requireRight(acting, 'members.write');
	return acting;
}

/** Who has changed what they are themselves may no longer see this page. */
function backFrom({ member }: Acting, form: FormData): never {
	redirect(303, localizeHref(textOf(form, 'person') === member.person ? '/work' : '/members'));
}
