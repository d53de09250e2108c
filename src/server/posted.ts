import { m } from '#lib/paraglide/messages.js';
import { problems } from './problems.ts';

/** The form that was sent; what is too long for the server or no form at all is told in a sentence. */
export function postedForm(request: Request): Promise<FormData> {
	return posted(() => request.formData(), problems.noForm);
}

/** What a field of it says; nothing where it is not there or holds a file. */
export function textOf(form: FormData, name: string): string {
	const value = form.get(name);
	return typeof value === 'string' ? value : '';
}

/** The JSON that was sent. */
export function postedJson(request: Request): Promise<unknown> {
	return posted<unknown>(
		() => request.json() as Promise<unknown>,
		() => problems.badPatch(m.patch_no_list())
	);
}

async function posted<T>(read: () => Promise<T>, unreadable: () => never): Promise<T> {
	try {
		return await read();
	} catch (error) {
		const isTooLong = typeof error === 'object' && error !== null && 'status' in error;
		return isTooLong ? problems.tooLarge() : unreadable();
	}
}
