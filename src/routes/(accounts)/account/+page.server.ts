import { fail, redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { localizeHref } from '#lib/paraglide/runtime.js';
import { hasIssuer } from '#server/accounts/issuer.ts';
import { leastCharacters } from '#server/accounts/password-rules.ts';
import {
	changeContacts,
	changePassword,
	erase,
	hasPassword,
	isLinked
} from '#server/accounts/people.ts';
import { revoke, revokeOthers, sessionsOf, signOut } from '#server/accounts/sessions.ts';
import { confirmPassword } from '#server/accounts/signing-in.ts';
import { postedForm, textOf } from '#server/posted.ts';
import { faultWords, type FaultWords } from '../fault-words.ts';
import { refusal } from '../outcome.ts';
import { typedPerson } from '../typed.ts';
import { own } from './own.ts';

export async function load(event) {
	const { person, session, memberships } = own(event);
	const sessions = await sessionsOf(person.id);
	return {
		person,
		memberships,
		least: leastCharacters,
		hasPassword: await hasPassword(person.id),
		sessions: sessions.map((one) => ({ ...one, isHere: one.id === session.id })),
		issuer: hasIssuer()
			? { isLinked: await isLinked(person.id), failed: event.url.searchParams.has('issuer') }
			: undefined
	};
}

export const actions = {
	contacts: async (event) => {
		const { person } = own(event);
		const form = await postedForm(event.request);
		const typed = typedPerson(form);
		const faults = await changeContacts(person.id, typed);
		if (faults.length > 0) return fail(400, { person: typed, faults: faultWords(faults) });
		// By a way of its own, so that the head of the page already knows the new name.
		redirect(303, `${localizeHref('/account')}?saved`);
	},

	password: async (event) => {
		const { person, session } = own(event);
		const form = await postedForm(event.request);
		const outcome = await confirmPassword(event, person.id, textOf(form, 'current'));
		if (outcome.kind !== 'in') {
			const { status, told } = refusal(outcome, m.fault_current());
			const faults: FaultWords = { current: told };
			return fail(status, { faults });
		}
		const faults = await changePassword(person, textOf(form, 'password'), session.id);
		if (faults.length > 0) return fail(400, { faults: faultWords(faults) });
		return { told: m.account_password_changed() };
	},

	revoke: async (event) => {
		const { person } = own(event);
		const form = await postedForm(event.request);
		await revoke(person.id, textOf(form, 'session'));
		redirect(303, `${localizeHref('/account')}#sessions`);
	},

	others: async (event) => {
		const { person, session } = own(event);
		await revokeOthers(person.id, session.id);
		redirect(303, `${localizeHref('/account')}#sessions`);
	},

	erase: async (event) => {
		const { person } = own(event);
		const form = await postedForm(event.request);
		if (!form.has('sure')) return fail(400, { erase: m.account_erase_unsure() });
		if (await hasPassword(person.id)) {
			const outcome = await confirmPassword(event, person.id, textOf(form, 'password'));
			if (outcome.kind !== 'in') {
				const { status, told } = refusal(outcome, m.fault_current());
				return fail(status, { erase: told });
			}
		}
		await signOut(event);
		await erase(person.id);
		redirect(303, `${localizeHref('/privacy')}?erased`);
	}
};
