import { randomUUID } from 'node:crypto';
import { fail, redirect } from '@sveltejs/kit';
import { regionLevels } from '#lib/journey/region-levels.ts';
import { m } from '#lib/paraglide/messages.js';
import { localizeHref } from '#lib/paraglide/runtime.js';
import { roles } from '#lib/roles.ts';
import { normalise } from '#server/accounts/contacts.ts';
import { findLogin, findPerson } from '#server/accounts/people.ts';
import { endSessionsOf } from '#server/accounts/sessions.ts';
import { findRegistered, mostFound } from '#server/corrections.ts';
import { requireMember, requireRight, type Acting } from '#server/member.ts';
import { listInvitations, madeKinds, makeOrganisation, type MadeKind } from '#server/members.ts';
import { postedForm, textOf } from '#server/posted.ts';
import { problems } from '#server/problems.ts';
import { isUuid } from '#server/refused.ts';
import { chosenArea, regions } from '#server/regions.ts';
import { resetBy, shownLink, takeBackBy } from '../inviting.ts';

const mostOfName = 200;

interface Typed {
	readonly kind: MadeKind | undefined;
	readonly name: string;
	readonly area: string | undefined;
}

type Faults = Partial<Record<keyof Typed, string>>;

export async function load(event) {
	const { member } = maker(event);
	const invitations = await listInvitations(member);
	const named = (event.url.searchParams.get('enterprise') ?? '').trim().slice(0, mostOfName);
	return {
		named,
		registered: await findRegistered(member, named),
		mostFound,
		/** Of the organisation that the form makes. */
		id: randomUUID(),
		kinds: madeKinds,
		levels: regionLevels(regions, undefined),
		// An enterprise invites its people itself.
		invitations: invitations.filter(({ role }) => roles[role].kind !== 'enterprise')
	};
}

export const actions = {
	/** Brings up the next level of areas. */
	area: async (event) => {
		maker(event);
		return { typed: shown(typedOrganisation(await postedForm(event.request)), {}) };
	},

	make: async (event) => {
		const { member } = maker(event);
		const form = await postedForm(event.request);
		const id = textOf(form, 'id');
		if (!isUuid(id)) problems.noForm();
		const typed = typedOrganisation(form);
		const { kind, name, area } = typed;
		const faults = faultsOf(typed);
		if (kind === undefined || Object.keys(faults).length > 0) {
			return fail(400, { typed: shown(typed, faults) });
		}
		const token = await makeOrganisation(member, {
			id,
			kind,
			name,
			// The platform is of no place.
			area: kind === 'operator' ? undefined : area
		});
		// The page was reloaded, and the form sent once more: its link has been shown.
		if (token === undefined) redirect(303, localizeHref('/organisations'));
		return { made: { id, name, kind, ...shownLink(token, event.url) } };
	},

	/** A link to a new password, for whoever signs in with a name. */
	reset: async (event) => {
		const acting = maker(event);
		const login = textOf(await postedForm(event.request), 'login');
		const found = await findLogin(normalise(login));
		if (!found) return fail(404, { login, unknown: m.reset_nobody() });
		return resetBy(acting, found.id, event.url);
	},

	/** Whoever signs in with a name is signed out everywhere. */
	'sign-out': async (event) => {
		const acting = maker(event);
		const login = textOf(await postedForm(event.request), 'login');
		const found = await findPerson(normalise(login));
		if (!found) return fail(404, { lost: { login, unknown: m.sign_out_all_nobody() } });
		await endSessionsOf(acting.member, found.id);
		return { signedOut: m.sign_out_all_done({ name: found.name }) };
	},

	'take-back': async (event) => {
		const acting = maker(event);
		await takeBackBy(acting, await postedForm(event.request));
		redirect(303, localizeHref('/organisations'));
	}
};

function maker(event: Parameters<typeof requireMember>[0]): Acting {
	const acting = requireMember(event);
	requireRight(acting, 'organisations.write');
	return acting;
}

function typedOrganisation(form: FormData): Typed {
	const kind = textOf(form, 'kind');
	return {
		kind: madeKinds.find((one) => one === kind),
		name: textOf(form, 'name').trim(),
		area: chosenArea(form)
	};
}

function faultsOf({ kind, name, area }: Typed): Faults {
	const field = m.organisation_name();
	return {
		...(kind === undefined ? { kind: m.fault_missing({ field: m.organisation_kind() }) } : {}),
		...(name === '' ? { name: m.fault_missing({ field }) } : {}),
		...(name.length > mostOfName ? { name: m.fault_malformed({ field }) } : {}),
		// A government unit sees what lies in its area: without one, nothing.
		...(kind === 'government' && area === undefined
			? { area: m.fault_missing({ field: m.region() }) }
			: {})
	};
}

/** The form again, with what was typed. */
function shown({ area, ...typed }: Typed, faults: Faults) {
	return { ...typed, levels: regionLevels(regions, area), faults };
}
