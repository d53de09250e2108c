import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { localizeHref } from '#lib/paraglide/runtime.js';
import { hasPassword } from '#server/accounts/people.ts';
import {
	beginSetUp,
	giveSecondFactor,
	isSetUpBegun,
	renewRecovery,
	switchOff
} from '#server/accounts/second-factor.ts';
import { needsSecondFactor } from '#server/accounts/sessions.ts';
import { postedForm, textOf } from '#server/posted.ts';
import { refusal } from '../../outcome.ts';
import { confirm, own } from '../own.ts';

export async function load(event) {
	const { person, memberships, missing } = own(event);
	return {
		isOn: person.secondFactor,
		isBegun: await isSetUpBegun(person.id),
		isNeeded: needsSecondFactor(memberships),
		isMissing: missing === 'set-up',
		hasPassword: await hasPassword(person.id),
		isDone: event.url.searchParams.has('done')
	};
}

export const actions = {
	begin: (event) =>
		confirmed(event, async (password) => ({ setUp: await beginSetUp(event, password) })),

	confirm: async (event) => {
		own(event);
		const form = await postedForm(event.request);
		const outcome = await giveSecondFactor(event, { code: textOf(form, 'code') });
		if (outcome.kind !== 'in') {
			const { status, told } = refusal(outcome, m.second_wrong());
			return fail(status, { told });
		}
		redirect(303, `${localizeHref('/account/second-factor')}?done`);
	},

	renew: (event) =>
		confirmed(event, async (password) => ({ recovery: await renewRecovery(event, password) })),

	'switch-off': (event) =>
		confirmed(event, async (password, { memberships }) => {
			if (needsSecondFactor(memberships)) return { told: m.second_switch_off_never() };
			await switchOff(event, password);
			redirect(303, localizeHref('/account/second-factor'));
		})
};

/** Does what only somebody may who has shown who they are; better-auth wants their password once more. */
async function confirmed<T extends Record<string, unknown>>(
	event: RequestEvent,
	work: (password: string | undefined, who: ReturnType<typeof own>) => Promise<T>
) {
	const who = own(event);
	const form = await postedForm(event.request);
	const refused = await confirm(event, form);
	if (refused) return fail(refused.status, { told: refused.told });
	return work(textOf(form, 'current') || undefined, who);
}
