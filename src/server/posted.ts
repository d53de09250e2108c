import { m } from '#lib/paraglide/messages.js';
import { problems } from './problems.ts';

/** A case file in a form, where a Chinese sign is nine bytes, is shorter than this. */
const mostBytes = 4 * 1024 ** 2;

/** What the reader is told of a form that is too long, and of one that did not come whole. */
interface Refusals {
	readonly tooLarge: () => never;
	readonly unreadable: () => never;
}

/**
 * The form that was sent; what is too long for it or no form at all is told in a sentence.
 * @param most how long it may be, in bytes; the server itself takes a form with one piece of evidence
 */
export function postedForm(
	request: Request,
	most = mostBytes,
	refusals: Refusals = { tooLarge: problems.tooLarge, unreadable: problems.noForm }
): Promise<FormData> {
	refuseLonger(request, most, refusals.tooLarge);
	return posted(() => request.formData(), refusals);
}

/**
 * What a field of it says; nothing where it is not there or holds a file. A browser ends lines with two signs, and
 * counts them as one.
 */
export function textOf(form: FormData, name: string): string {
	const value = form.get(name);
	return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : '';
}

/** The JSON that was sent. */
export function postedJson(request: Request): Promise<unknown> {
	refuseLonger(request, mostBytes, problems.tooLarge);
	return posted<unknown>(() => request.json() as Promise<unknown>, {
		tooLarge: problems.tooLarge,
		unreadable: () => problems.badPatch(m.patch_no_list())
	});
}

/** By what the request says of its length: more than that no server reads, and every browser says it. */
function refuseLonger({ headers }: Request, most: number, tooLarge: () => never): void {
	if (Number(headers.get('content-length') ?? Infinity) > most) tooLarge();
}

async function posted<T>(read: () => Promise<T>, { tooLarge, unreadable }: Refusals): Promise<T> {
	try {
		return await read();
	} catch (error) {
		const isTooLong = typeof error === 'object' && error !== null && 'status' in error;
		return isTooLong ? tooLarge() : unreadable();
	}
}
