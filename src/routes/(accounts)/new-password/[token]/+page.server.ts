import { fail } from '@sveltejs/kit';
import { leastCharacters } from '#server/accounts/password-rules.ts';
import { openReset, useReset } from '#server/accounts/resets.ts';
import { postedForm, textOf } from '#server/posted.ts';
import { faultWords } from '../../fault-words.ts';

/** Where somebody sets a new password by the link they were given. */
export async function load({ params, request }) {
	// After it has been used its own answer says so.
	if (request.method === 'GET') await openReset(params.token);
	return { least: leastCharacters };
}

export const actions = {
	default: async ({ params, request }) => {
		const form = await postedForm(request);
		const faults = await useReset(params.token, textOf(form, 'password'));
		if (faults.length > 0) return fail(400, { faults: faultWords(faults) });
		return { isSet: true };
	}
};
