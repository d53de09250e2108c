import { fail, redirect } from '@sveltejs/kit';
import { localizeHref } from '#lib/paraglide/runtime.js';
import { makeAccountBy, openInvitation, takeAs } from '#server/accounts/invitations.ts';
import { hasIssuer } from '#server/accounts/issuer.ts';
import { leastCharacters } from '#server/accounts/password-rules.ts';
import { signIn } from '#server/accounts/signing-in.ts';
import { requireSignedIn } from '#server/member.ts';
import { postedForm } from '#server/posted.ts';
import { faultWords } from '../../fault-words.ts';
import { typedAccount, typedPerson } from '../../typed.ts';

export async function load({ params, locals, setHeaders }) {
	setHeaders({ 'x-robots-tag': 'noindex, nofollow' });
	const { name, role } = await openInvitation(params.token);
	return {
		name,
		role,
		least: leastCharacters,
		as: locals.signedIn?.person,
		here: localizeHref(`/invitation/${params.token}`),
		byIssuer: hasIssuer() && `${localizeHref('/sign-in/oidc')}?invitation=${params.token}`
	};
}

export const actions = {
	make: async (event) => {
		const form = await postedForm(event.request);
		const typed = typedAccount(form);
		const made = await makeAccountBy(event.params.token, typed);
		if ('faults' in made) {
			return fail(400, { person: typedPerson(form), faults: faultWords(made.faults) });
		}
		await signIn(event, { login: made.login, password: typed.password });
		redirect(303, localizeHref('/work'));
	},

	take: async (event) => {
		requireSignedIn(event);
		const { person } = event.locals.signedIn!;
		const form = await postedForm(event.request);
		const consents = form.has('consent');
		if (!consents && person.consent === undefined) {
			return fail(400, { faults: faultWords([{ field: 'consent', kind: 'missing' }]) });
		}
		await takeAs(person.id, event.params.token, { consents });
		redirect(303, localizeHref('/work'));
	}
};
