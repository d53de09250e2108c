import { fail, redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { giveSecondFactor, type Given } from '#server/accounts/second-factor.ts';
import { postedForm, textOf } from '#server/posted.ts';
import { refusal } from '../../outcome.ts';
import { wayOn } from '../../way-on.ts';

export function load({ locals, url }) {
	if (locals.signedIn) redirect(303, wayOn(url));
}

export const actions = {
	code: (event) => give(event, (form) => ({ code: textOf(form, 'code') }), m.second_wrong()),
	recovery: (event) =>
		give(event, (form) => ({ recovery: textOf(form, 'recovery') }), m.second_recovery_wrong())
};

async function give(
	event: Parameters<typeof giveSecondFactor>[0] & { url: URL },
	read: (form: FormData) => Given,
	wrong: string
) {
	const given = read(await postedForm(event.request));
	const outcome = await giveSecondFactor(event, given);
	if (outcome.kind === 'in') redirect(303, wayOn(event.url));
	const { status, told } = refusal(outcome, wrong);
	return fail(status, { told, recovery: 'recovery' in given, anew: outcome.kind === 'anew' });
}
