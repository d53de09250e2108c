/** What is written down of signing in, and of what somebody who has signed in was refused; as people look for it. */
export const signInEvents = [
	'password',
	/** The password was right, and the second factor is asked for. */
	'first-step',
	'issuer',
	'second-factor',
	'recovery-code',
	/** Who was signed in gave their password once more, before something that only they may do. */
	'confirmed',
	'sign-out',
	'wrong-password',
	'wrong-second-factor',
	'issuer-failed',
	/** A name that opens nothing by a password; what was typed is not kept, since it may be one. */
	'nobody',
	/** After too many failures; whether the password was right was not looked at. */
	'wait',
	'refused',
	/** What is not there, or not for them to see. */
	'not-found'
] as const;
export type SignInEvent = (typeof signInEvents)[number];

/** Those that happen at an address. */
export const refusals = ['refused', 'not-found'] as const satisfies readonly SignInEvent[];

export function isSignInEvent(text: string): text is SignInEvent {
	return (signInEvents as readonly string[]).includes(text);
}
