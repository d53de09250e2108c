import { fail, redirect } from '@sveltejs/kit';
import { regionLevels } from '#lib/journey/region-levels.ts';
import { localizeHref } from '#lib/paraglide/runtime.js';
import { leastCharacters } from '#server/accounts/password-rules.ts';
import { register } from '#server/accounts/registering.ts';
import { signIn } from '#server/accounts/signing-in.ts';
import { postedForm, textOf } from '#server/posted.ts';
import { refuseTooMany } from '#server/rate-limit.ts';
import { chosenArea, regions } from '#server/regions.ts';
import { faultWords, type FaultWords } from '../fault-words.ts';
import { typedAccount, typedPerson } from '../typed.ts';

export function load() {
	return { least: leastCharacters, levels: regionLevels(regions, undefined) };
}

export const actions = {
	/** Brings up the next level of areas. */
	area: async ({ request }) => shown(await postedForm(request), {}),

	register: async (event) => {
		const form = await postedForm(event.request);
		refuseTooMany('register', event);
		const typed = typedAccount(form);
		const made = await register(typedEnterprise(form), typed);
		if ('faults' in made) return fail(400, shown(form, faultWords(made.faults)));
		await signIn(event, { login: made.login, password: typed.password });
		redirect(303, localizeHref('/account'));
	}
};

function typedEnterprise(form: FormData) {
	return {
		name: textOf(form, 'enterprise'),
		creditCode: textOf(form, 'credit-code'),
		area: chosenArea(form)
	};
}

/** The page again, with what was typed but for the password. */
function shown(form: FormData, faults: FaultWords) {
	const enterprise = typedEnterprise(form);
	return {
		enterprise,
		levels: regionLevels(regions, enterprise.area),
		person: typedPerson(form),
		faults
	};
}
