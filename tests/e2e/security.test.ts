import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type App } from '../support/app.ts';
import { sendKeep, tokenOf } from '../support/sending.ts';

const origin = 'https://qidang.example.cn';
let app: App;
/** Where reports about the installation would go, if anything sent them. */
let elsewhere: Server;
let told = 0;

beforeAll(async () => {
	elsewhere = createServer((_, response) => {
		told++;
		response.end();
	}).listen(0, '127.0.0.1');
	await once(elsewhere, 'listening');
	const { port } = elsewhere.address() as AddressInfo;
	app = await startApp({
		ORIGIN: origin,
		NODE_ENV: 'production',
		BETTER_AUTH_TELEMETRY: '1',
		BETTER_AUTH_TELEMETRY_ENDPOINT: `http://127.0.0.1:${port}/`
	});
});
afterAll(async () => {
	await app.stop();
	elsewhere.close();
});

const ask = (path: string, init: RequestInit = {}) =>
	fetch(app.origin + path, { redirect: 'manual', ...init });
const html = async (path: string) => (await ask(path)).text();

/** What is sent as bytes, without a client's care for form. */
async function sendRaw(text: string): Promise<string> {
	const socket = connect(app.port, 'localhost');
	await once(socket, 'connect');
	socket.write(text);
	const [answer] = (await once(socket, 'data')) as [Buffer];
	socket.destroy();
	return answer.toString();
}

describe('every answer', () => {
	const post = { method: 'POST', body: new URLSearchParams({ login: 'x' }) };
	const kinds: [
		what: string,
		path: string | (() => Promise<string>),
		init: RequestInit,
		status: number
	][] = [
		['a page', '/', {}, 200],
		['a page that is not there', '/nowhere', {}, 404],
		['a problem', '/kept/none', {}, 404],
		['the data of a page', '/measures/__data.json', {}, 200],
		['data', '/areas.json', {}, 200],
		['a spreadsheet', '/measures.xlsx', {}, 200],
		['a way to sign in', '/account', {}, 303],
		['a file of the build', async () => partOf('css'), {}, 200],
		['a script of the build', async () => partOf('js'), {}, 200],
		['a file of the build that is not there', '/_app/immutable/none.js', {}, 404],
		[
			'a form from another site',
			'/sign-in',
			{ ...post, headers: { origin: 'https://elsewhere.example' } },
			403
		],
		['a method that is not taken', '/measures', { method: 'DELETE', headers: { origin } }, 405]
	];
	const partOf = async (ending: string) =>
		new RegExp(`/_app/immutable/[^"]+\\.${ending}`).exec(
			await html('/diagnose/sme-digital-level/2024')
		)![0];

	test.each(kinds)(
		'is framed by nobody, taken for nothing else and for https alone: %s',
		async (_, path, init, status) => {
			const { status: got, headers } = await ask(
				typeof path === 'string' ? path : await path(),
				init
			);
			expect(got).toBe(status);
			const policy = headers.get('content-security-policy')!;
			expect(policy).toContain("frame-ancestors 'none'");
			expect(policy).toMatch(/default-src 'none'|object-src 'none'; .*base-uri 'none'/);
			expect(policy).not.toMatch(/unsafe-(inline|eval)|https?:|\*|data:/);
			expect(headers.get('x-content-type-options')).toBe('nosniff');
			expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
			// Nobody else's page reads anything.
			expect(headers.get('access-control-allow-origin')).toBeNull();
			const type = headers.get('content-type');
			if (type?.startsWith('text/html')) {
				expect(type).toBe('text/html; charset=utf-8');
				expect(headers.get('referrer-policy')).toBe('same-origin');
				expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
			}
		}
	);

	test('that nothing has changed leaves a page the policy that it came with', async () => {
		const etag = (await ask('/')).headers.get('etag')!;
		const again = await ask('/', { headers: { 'if-none-match': etag } });
		expect(again.status).toBe(304);
		expect(again.headers.get('content-security-policy')).toBeNull();
	});

	test('says nothing of https where people come by http', async () => {
		const plain = await startApp();
		const { headers } = await fetch(plain.origin);
		await plain.stop();
		expect(headers.get('strict-transport-security')).toBeNull();
		expect(headers.get('x-content-type-options')).toBe('nosniff');
	});
});

test('the scripts of a page carry the nonce of its answer, another each time', async () => {
	const nonces = new Set<string>();
	for (let i = 0; i < 3; i++) {
		const response = await ask('/diagnose/sme-digital-level/2024');
		const policy = response.headers.get('content-security-policy')!;
		const [, nonce] = /script-src [^;]*'nonce-([\w+/=]{22,})'/.exec(policy)!;
		const scripts = [...(await response.text()).matchAll(/<script\b([^>]*)>/g)];
		expect(scripts.length).toBeGreaterThan(0);
		for (const [, attributes] of scripts) expect(attributes).toContain(`nonce="${nonce}"`);
		nonces.add(nonce!);
	}
	expect(nonces.size).toBe(3);
});

describe('what somebody types', () => {
	test('is text wherever it is shown', async () => {
		const typed = `"><script>alert(1)</script><img src=x onerror=alert(2)>`;
		const page = await html(`/measures?${new URLSearchParams({ q: typed }).toString()}`);
		expect(page).toContain('&lt;script>alert(1)');
		expect(page).not.toMatch(/<script>alert|<img src=x/);
		for (const [address] of page.matchAll(/(?:href|action)="[^"]*"/g)) {
			expect(address).not.toMatch(/="\s*(?!https:)[a-z-]+:/i);
		}
	});

	test('is decoded once', async () => {
		expect(await html('/measures?q=%2527')).toContain('value="%27"');
	});

	test('leads to no script in the data of a page', async () => {
		const name = '</script><script>alert(1)</script><!--';
		const kept = await sendKeep({ origin: app.origin, headers: { origin } }, { name });
		const page = await html(`/kept/${tokenOf(kept)}`);
		expect(page).toContain('alert(1)');
		expect(page).not.toContain('<script>alert(1)');
		// Kit's own, which carries the data of the page.
		expect(page.match(/<script\b/g)).toHaveLength(1);
		expect(page.match(/<\/script>/g)).toHaveLength(1);
	});
});

describe('a request', () => {
	// All that a browser sends without asking first.
	test.each([
		'text/plain',
		'application/x-www-form-urlencoded',
		'multipart/form-data; boundary=x',
		undefined
	])('from another site that changes something is refused: %s', async (type) => {
		const send = (from: string) =>
			ask('/kept/none/patches', {
				method: 'POST',
				headers: { origin: from, ...(type && { 'content-type': type }) },
				body: Buffer.from('{"patches":[]}')
			});
		expect((await send('https://elsewhere.example')).status).toBe(403);
		expect((await send(origin)).status).not.toBe(403);
	});

	test('that a browser asks about first, for another site, is not allowed', async () => {
		const { headers } = await ask('/kept/none/patches', {
			method: 'OPTIONS',
			headers: {
				origin: 'https://elsewhere.example',
				'access-control-request-method': 'POST',
				'access-control-request-headers': 'content-type'
			}
		});
		expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
	});

	test('that only asks signs nobody out', async () => {
		expect((await ask('/sign-out')).status).not.toBe(200);
		expect((await ask('/sign-out')).headers.getSetCookie()).toEqual([]);
	});

	test('whose length is said in two ways is not read', async () => {
		const answer = await sendRaw(
			'POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'
		);
		expect(answer).toMatch(/^HTTP\/1\.1 400 /);
	});

	test('to be traced is refused, and says nothing back', async () => {
		const answer = await sendRaw('TRACE / HTTP/1.1\r\nHost: x\r\nX-Mark: abc\r\n\r\n');
		expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
		expect(answer).not.toContain('abc');
	});

	test.each([
		'/.git/config',
		'/.env',
		'/package.json',
		'/src/hooks.server.ts',
		'/_app/',
		'/_app/immutable/'
	])('for %s finds nothing', async (path) => {
		expect((await ask(path)).status).toBe(404);
	});

	test.each(['/../package.json', '/_app/..%2f..%2f..%2fpackage.json', '/%2e%2e/%2e%2e/etc/passwd'])(
		'climbs out of no folder: %s',
		async (path) => {
			expect(await sendRaw(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`)).toMatch(
				/^HTTP\/1\.1 4\d\d /
			);
		}
	);
});

test('a field for a password hides it, and lets it be pasted and filled in', async () => {
	for (const path of ['/sign-in', '/register']) {
		const fields = (await html(path)).match(/<input[^>]*name="password"[^>]*>/g)!;
		expect(fields).toHaveLength(1);
		expect(fields[0]).toContain('type="password"');
		expect(fields[0]).toMatch(/autocomplete="(current|new)-password"/);
		expect(fields[0]).not.toContain('onpaste');
	}
});

test('nothing is reported elsewhere about the installation', async () => {
	// Whoever comes with a cookie is looked for, by what would report it.
	const cookie = '__Host-qidang.session_token=made.up';
	expect((await ask('/account', { headers: { cookie } })).status).toBe(303);
	expect(told).toBe(0);
});
