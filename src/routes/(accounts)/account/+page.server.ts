import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { localizeHref } from '#lib/paraglide/runtime.js';
import { beginLinking, hasIssuer } from '#server/accounts/issuer.ts';
import { leastCharacters } from '#server/accounts/password-rules.ts';
import {
	changeContacts,
	changePassword,
	erase,
	hasPassword,
	isLinked
} from '#server/accounts/people.ts';
import {
	revoke,
	revokeOthers,
	sessionsOf,
	signOut,
	type SignedIn
} from '#server/accounts/sessions.ts';
import { lastSignIns } from '#server/accounts/sign-ins.ts';
import { postedForm, textOf } from '#server/posted.ts';
import { problems } from '#server/problems.ts';
import { refuseTooMany } from '#server/rate-limit.ts';
import { faultWords, type FaultWords } from '../fault-words.ts';
import { typedPerson } from '../typed.ts';
import { confirm, own } from './own.ts';

export async function load(event) {
	const { person, session, memberships } = own(event);
	const sessions = await sessionsOf(person.id);
	return {
		person,
		memberships,
		least: leastCharacters,
		hasPassword: await hasPassword(person.id),
		sessions: sessions.map((one) => ({ ...one, isHere: one.id === session.id })),
		signIns: await lastSignIns(person.id),
		issuer: hasIssuer()
			? {
					isLinked: await isLinked(person.id),
					failed: event.url.searchParams.has('issuer')
				}
			: undefined
	};
}

export const actions = {
	contacts: async (event) => {
		const { person } = own(event);
		const form = await postedForm(event.request);
		const typed = typedPerson(form);
		const refused = await confirm(event, form);
		if (refused) {
			const faults: FaultWords = { current: refused.told };
			return fail(refused.status, { contacts: { typed, faults } });
		}
		const faults = await changeContacts(person.id, typed);
		if (faults.length > 0) return fail(400, { contacts: { typed, faults: faultWords(faults) } });
		// By a way of its own, so that the head of the page already knows the new name.
		redirect(303, `${localizeHref('/account')}?saved`);
	},

	password: async (event) => {
		const { person, session } = own(event);
		const form = await postedForm(event.request);
		if (!(await hasPassword(person.id))) problems.noPassword();
		const refused = await confirm(event, form);
		if (refused) {
			const faults: FaultWords = { current: refused.told };
			return fail(refused.status, { password: faults });
		}
		const faults = await changePassword(person, textOf(form, 'password'), session.id);
		if (faults.length > 0) return fail(400, { password: faultWords(faults) });
		return { told: m.account_password_changed() };
	},

	revoke: (event) =>
		endingSessions(event, ({ person }, form) => revoke(person.id, textOf(form, 'session'))),

	others: (event) =>
		endingSessions(event, ({ person, session }) => revokeOthers(person.id, session.id)),

	/** Leads to the issuer by a link in the answer: no form may lead to another site. */
	link: async (event) => {
		own(event);
		const refused = await confirm(event, await postedForm(event.request));
		if (refused) return fail(refused.status, { link: { told: refused.told } });
		refuseTooMany('issuer', event);
		const to = localizeHref('/account');
		const address = await beginLinking(event, { to, failed: `${to}?issuer` });
		if (address === undefined) return fail(502, { link: { told: m.sign_in_issuer_away() } });
		return { link: { address } };
	},

	erase: async (event) => {
		const { person } = own(event);
		const form = await postedForm(event.request);
		if (!form.has('sure')) return fail(400, { erase: m.account_erase_unsure() });
		const refused = await confirm(event, form);
		if (refused) return fail(refused.status, { erase: refused.told });
		await signOut(event);
		await erase(person.id);
		redirect(303, `${localizeHref('/privacy')}?erased`);
	}
};

async function endingSessions(
	event: RequestEvent,
	end: (who: SignedIn, form: FormData) => Promise<void>
) {
	const who = own(event);
	const form = await postedForm(event.request);
	const refused = await confirm(event, form);
	if (refused) return fail(refused.status, { sessions: refused.told });
	await end(who, form);
	redirect(303, `${localizeHref('/account')}#sessions`);
}
