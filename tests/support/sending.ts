import type { CaseFile } from '#lib/diagnosis/case-file.ts';
import type { Patch } from '#lib/sheets/patch.ts';
import { journey } from './journey.ts';

/** Where something is sent to: a server, and the language of the address. */
export interface Target {
	readonly origin: string;
	readonly language?: '' | '/en';
	/** Headers beside those of a browser. */
	readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
	readonly status: number;
	/** What a reader sees of it, as HTML. */
	readonly text: string;
	readonly headers: Headers;
}

/** Sends a form as a browser without script does; where it would go on, that is not followed. */
export async function sendForm(
	{ origin, language = '', headers = {} }: Target,
	path: string,
	fields: Readonly<Record<string, string>>
): Promise<Answer> {
	const response = await fetch(origin + language + path, {
		method: 'POST',
		body: new URLSearchParams(fields),
		headers: { origin, accept: 'text/html', ...headers },
		redirect: 'manual'
	});
	return { status: response.status, text: await response.text(), headers: response.headers };
}

/** Keeps what was said as the page does. */
export function sendKeep(target: Target, said: Partial<CaseFile>, kept = ''): Promise<Answer> {
	const fields = { said: JSON.stringify(said), kept, step: 'result', on: '2024-10-15' };
	return sendForm(target, `${journey}?/keep`, fields);
}

/** The token of the private link that was answered. */
export function tokenOf({ headers }: Answer): string {
	return /\/kept\/([\w-]{24})/.exec(headers.get('location') ?? '')![1]!;
}

export async function sendPatches(
	{ origin, language = '', headers = {} }: Target,
	token: string,
	body: unknown
): Promise<Answer> {
	const response = await fetch(`${origin}${language}/kept/${token}/patches`, {
		method: 'POST',
		body: typeof body === 'string' ? body : JSON.stringify(body),
		headers: { origin, 'content-type': 'application/json', accept: 'text/html', ...headers }
	});
	return { status: response.status, text: await response.text(), headers: response.headers };
}

/** A patch of a field that no other touches. */
export function newPatch(more: Partial<Patch> = {}): Patch {
	const id = crypto.randomUUID();
	const madeAt = '2024-10-15T08:30:00.000Z';
	return { id, field: `answers.q-${id}`, value: 'a', replaces: null, madeAt, ...more };
}

/** The page of a private link. */
export async function openKept(
	{ origin, language = '' }: Target,
	token: string
): Promise<{ status: number; text: string; seen: string; ids: ReadonlySet<string> }> {
	const response = await fetch(`${origin}${language}/kept/${token}`);
	const text = await response.text();
	const field = /name="kept" value="([^"]*)"/.exec(text)?.[1] ?? '';
	const seen = field.replaceAll('&quot;', '"');
	const ids = new Set(seen.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g));
	return { status: response.status, text, seen, ids };
}
