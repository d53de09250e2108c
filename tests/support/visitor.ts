import type { Event } from '#server/accounts/asking.ts';
import { recognise } from '#server/accounts/sessions.ts';

/** Each comes from somewhere else, so that none waits for another's failures. */
let come = 0;

/** Somebody with a browser, as the server sees them: requests that keep its cookies. */
export function makeVisitor({
	address = `10.0.${++come >> 8}.${come & 255}`,
	agent = 'Firefox on Linux'
} = {}) {
	const jar = new Map<string, string>();
	return {
		/** Does what a request does, after it was recognised who sends it. */
		async ask<T>(work: (event: Event) => Promise<T>): Promise<T> {
			const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
			const event: Event = {
				request: new Request('http://localhost/', { headers: { cookie, 'user-agent': agent } }),
				locals: { cookies: [] },
				getClientAddress: () => address
			};
			await recognise(event);
			const done = await work(event);
			for (const one of event.locals.cookies) {
				const [, name, value] = /^([^=]+)=([^;]*)/.exec(one)!;
				if (value === '') jar.delete(name!);
				else jar.set(name!, value!);
			}
			return done;
		},
		/** Who the server takes them for. */
		who() {
			return this.ask(async ({ locals }) => locals.signedIn);
		}
	};
}
export type Visitor = ReturnType<typeof makeVisitor>;
