import type { RequestEvent } from '@sveltejs/kit';
import { openAuth, type Auth } from './auth.ts';

/** What is used here of a request. */
export type Event = Pick<RequestEvent, 'request' | 'locals' | 'getClientAddress'>;

interface Answer {
	readonly ok: boolean;
	readonly said: Record<string, unknown> | null;
	/** Of the session that the answer's cookie opens, where it brings a new one. */
	readonly token: string | undefined;
}

/** Of a browser's name for itself, more says nothing to anybody. */
export const mostOfAgent = 300;

/**
 * Asks better-auth on behalf of a request, of which it gets the cookies and the browser's name. The cookies that it sets go out
 * with whatever the request is answered with (src/server/on-behalf-of.ts).
 */
export async function ask(
	{ request, locals }: Event,
	call: (auth: Auth, headers: Headers) => Promise<Response>
): Promise<Answer> {
	const headers = new Headers({
		cookie: request.headers.get('cookie') ?? '',
		'user-agent': request.headers.get('user-agent')?.slice(0, mostOfAgent) ?? ''
	});
	const response = await call(await openAuth(), headers);
	// What it could not do for our fault is a bug, not an answer.
	if (response.status >= 500) throw new Error(`better-auth answered ${response.status}.`);
	const cookies = response.headers.getSetCookie();
	locals.cookies.push(...cookies);
	const said = (await response.json()) as Answer['said'];
	return { ok: response.ok, said, token: tokenIn(cookies) };
}

/** The token of the session that cookies open, where they do; a cookie holds it with its signature. */
export function tokenIn(cookies: readonly string[]): string | undefined {
	const value = cookies
		.map((cookie) => /^(?:__Host-)?qidang\.session_token=([^;.]+)/.exec(cookie)?.[1])
		.findLast(Boolean);
	return value && decodeURIComponent(value);
}
