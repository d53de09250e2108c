import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type Handle, sequence } from '@sveltejs/kit/hooks';
import { paraglideMiddleware } from '#lib/paraglide/server.js';
import { dev } from '$app/env';
import { linkForFirstOperator } from '#server/accounts/first-operator.ts';
import { makeSigningKey } from '#server/accounts/signing-key.ts';
// Opened before the first request: a server whose content has a fault does not start.
import { library } from '#server/content.ts';
import { migrate, openDatabase, publish } from '#server/db/index.ts';
import { beginJobs } from '#server/jobs/index.ts';
import { onBehalfOf } from '#server/on-behalf-of.ts';
import { readSettings } from '#server/settings.ts';
import { offerWorker } from '#server/worker.ts';

/** `npm start` has done this before it loads the application, and said so. */
export async function init(): Promise<void> {
	offerWorker(beginJobs);
	if (!dev) return;
	await openDatabase(readSettings(process.env));
	await migrate();
	await publish(library);
	await makeSigningKey();
	const link = await linkForFirstOperator();
	if (link) console.log(`No operator yet: ${link} makes the first one.`);
}

/** As the standard writes it: https://www.rfc-editor.org/info/bcp47 */
const languageTags = { 'zh-cn': 'zh-CN', en: 'en' };

const inLanguageOfAddress: Handle = ({ event, resolve }) => {
	// Without the body, which paraglide would take over and no form action could then read.
	const { url, headers } = event.request;
	return paraglideMiddleware(new Request(url, { headers }), async ({ locale }) => {
		const inLanguage = (html: string) => html.replace('%lang%', languageTags[locale]);
		const response = await resolve(event, {
			transformPageChunk: ({ html }) =>
				inLanguage(event.locals.withoutScript ? withoutScript(html) : html)
		});
		// Kit sends src/error.html, for what is no page, past that.
		const isError = response.status >= 400 && /^text\/html/.test(typeOf(response));
		if (!isError) return response;
		const { status, headers: sent } = response;
		const told = new Response(inLanguage(await response.text()), { status, headers: sent });
		told.headers.delete('content-length');
		return told;
	});
};

/** The page without Kit's one script, which carries all data of the page once more, and what it would load. */
function withoutScript(html: string): string {
	const start = html.lastIndexOf('<script');
	const end = html.indexOf('</script>', start) + '</script>'.length;
	const head = html.indexOf('</head>');
	return (
		html.slice(0, head).replace(/<link [^>]*rel="modulepreload"[^>]*>\s*/g, '') +
		html.slice(head, start) +
		html.slice(end)
	);
}

function typeOf({ headers }: Response): string {
	return headers.get('content-type') ?? '';
}

/** Beside the content security policy, which vite.config.ts sets, and what src/server/listener.ts says of every answer. */
const securityHeaders = {
	'cross-origin-opener-policy': 'same-origin',
	'permissions-policy': 'camera=(self), geolocation=(), microphone=()',
	// Not `no-referrer`: the browser would then send forms with `Origin: null`, which are refused.
	'referrer-policy': 'same-origin'
};

const withSecurityHeaders: Handle = async ({ event, resolve }) => {
	const response = await resolve(event);
	for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value);
	if (typeOf(response) === 'text/html') {
		response.headers.set('content-type', 'text/html; charset=utf-8');
	}
	return response;
};

const gzipped = promisify(gzip);

/** Pages, for those who take it so. What is the same for everyone is compressed once, when it is made. */
const compressed: Handle = async ({ event, resolve }) => {
	const response = await resolve(event);
	if (!response.headers.get('content-type')?.startsWith('text/html')) return response;
	response.headers.append('vary', 'accept-encoding');
	if (!/\bgzip\b/.test(event.request.headers.get('accept-encoding') ?? '')) return response;
	const page = await gzipped(await response.arrayBuffer());
	const headers = new Headers(response.headers);
	headers.set('content-encoding', 'gzip');
	headers.set('content-length', String(page.length));
	return new Response(page, { status: response.status, headers });
};

export const handle = sequence(compressed, withSecurityHeaders, inLanguageOfAddress, onBehalfOf);
