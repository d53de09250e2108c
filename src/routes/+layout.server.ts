/** The head of every page says who is signed in. */
export function load({ locals }) {
	return { signedInAs: locals.signedIn?.person.name };
}
