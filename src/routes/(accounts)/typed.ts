import { textOf } from '#server/posted.ts';

/** What a form says of a person. Passwords go into no answer. */
export function typedPerson(form: FormData) {
	return {
		name: textOf(form, 'name'),
		email: textOf(form, 'email'),
		username: textOf(form, 'username')
	};
}

/** The same for an account that is to be made. */
export function typedAccount(form: FormData) {
	return {
		...typedPerson(form),
		password: textOf(form, 'password'),
		consent: form.has('consent')
	};
}
