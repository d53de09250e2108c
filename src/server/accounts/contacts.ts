/** What people sign in with, in one form each. */

/** Reserved by RFC 2606: no message ever arrives there. */
const nowhere = '@nobody.invalid';

/** The address of a person who gave none, or has none any more; better-auth wants one for everybody. */
export function noEmail(id: string): string {
	return id + nowhere;
}

/** The address that a person really gave. */
export function emailOf({ email }: { email: string }): string | undefined {
	return email.endsWith(nowhere) ? undefined : email;
}

/** Width, case and blanks make no other name; nor do the blanks and hyphens in a telephone number. */
export function normalise(typed: string): string {
	const plain = typed.normalize('NFKC').trim().toLowerCase();
	return /^\+?[\d\s-]+$/.test(plain) ? plain.replace(/[\s-]/g, '') : plain;
}

/** What better-auth takes for an address when somebody signs in with it, of small letters: no other is of use. */
const address = /^(?:[a-z0-9_'+-]+\.)*[a-z0-9_'+-]*[a-z0-9_+-]@(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,}$/;

/** @param email as `normalise` gives it */
export function isEmail(email: string): boolean {
	return email.length <= 200 && address.test(email) && !email.endsWith('.invalid');
}

/** @param username as `normalise` gives it; never with @, so that no name is another's address */
export function isUsername(username: string): boolean {
	return /^\+?[\p{L}\p{N}][\p{L}\p{N}._-]{2,39}$/u.test(username);
}
