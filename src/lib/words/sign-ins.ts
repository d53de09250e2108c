import { m } from '#lib/paraglide/messages.js';
import type { SignInEvent } from '#lib/sign-ins.ts';

export const signInWords: Readonly<Record<SignInEvent, () => string>> = {
	password: m.sign_ins_password,
	'first-step': m.sign_ins_first_step,
	issuer: m.sign_ins_issuer,
	'second-factor': m.sign_ins_second_factor,
	'recovery-code': m.sign_ins_recovery_code,
	confirmed: m.sign_ins_confirmed,
	'sign-out': m.sign_ins_sign_out,
	'wrong-password': m.sign_ins_wrong_password,
	'wrong-second-factor': m.sign_ins_wrong_second_factor,
	'issuer-failed': m.sign_ins_issuer_failed,
	nobody: m.sign_ins_nobody,
	wait: m.sign_ins_wait,
	refused: m.sign_ins_refused,
	'not-found': m.sign_ins_not_found
};

/** What came to nothing: of what one did not do oneself, it is worth a look. */
export const failed: readonly SignInEvent[] = [
	'wrong-password',
	'wrong-second-factor',
	'issuer-failed',
	'nobody',
	'wait',
	'refused',
	'not-found'
];
