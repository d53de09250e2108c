import { m } from '#lib/paraglide/messages.js';
import type { Outcome } from '#server/accounts/signing-in.ts';

/** Why somebody did not come in, as an answer to a form; `wrong` is told by its page. */
export function refusal(
	outcome: Exclude<Outcome, { kind: 'in' | 'second-factor' }>,
	wrong: string
): { status: number; told: string } {
	switch (outcome.kind) {
		case 'wrong':
			return { status: 400, told: wrong };
		case 'anew':
			return { status: 400, told: m.sign_in_anew() };
		case 'wait':
			return { status: 429, told: m.sign_in_wait({ minutes: Math.ceil(outcome.seconds / 60) }) };
	}
}
