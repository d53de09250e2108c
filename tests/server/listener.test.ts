import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { close, listen } from '#server/listener.ts';

const origin = 'https://qidang.example.cn';
const proxied = { ORIGIN: origin, ADDRESS_HEADER: 'x-forwarded-for' };
let server: Server | undefined;

afterEach(async () => {
	if (server) await close(server);
	server = undefined;
});

/** Answers each request with the headers that reach the application. */
async function serve(settings: Partial<Parameters<typeof listen>[0]> = {}): Promise<number> {
	server = await listen(
		{ PORT: 0, HOST: '127.0.0.1', ...settings },
		Promise.resolve((request, response) => void response.end(JSON.stringify(request.headers)))
	);
	return (server.address() as AddressInfo).port;
}

async function ask(port: number, headers: Record<string, string> = {}) {
	const response = await fetch(`http://127.0.0.1:${port}/`, { headers });
	return {
		answered: response.headers,
		reached: (await response.json()) as Record<string, string>
	};
}

/** What is sent as bytes, without a client's care for form. */
async function sendRaw(port: number, text: string): Promise<string> {
	const socket = connect(port, '127.0.0.1');
	await once(socket, 'connect');
	socket.write(text);
	const [answer] = (await once(socket, 'data')) as [Buffer];
	socket.destroy();
	return answer.toString();
}

describe('an answer', () => {
	test('has its headers', async () => {
		const { answered } = await ask(await serve(proxied), { origin: 'https://elsewhere.example' });
		expect(answered.get('content-security-policy')).toBe(
			"default-src 'none'; frame-ancestors 'none'"
		);
		expect(answered.get('x-content-type-options')).toBe('nosniff');
		expect(answered.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
		const shared = [...answered.keys()].filter((name) => name.startsWith('access-control'));
		expect(shared).toEqual([]);
	});

	test('says nothing of https where people come by http', async () => {
		const { answered } = await ask(await serve());
		expect(answered.get('strict-transport-security')).toBeNull();
	});
});

describe('of a request', () => {
	test('the protocol and the host are those of the settings, whatever it claims', async () => {
		const claims = { 'x-forwarded-proto': 'ftp', 'x-forwarded-host': 'elsewhere.example' };
		expect((await ask(await serve(proxied), claims)).reached).toMatchObject({
			'x-forwarded-proto': 'https',
			host: 'qidang.example.cn'
		});
		await close(server!);
		expect((await ask(await serve(), claims)).reached).toMatchObject({
			'x-forwarded-proto': 'http'
		});
	});

	// The adapter takes the last of them, which the proxy has added.
	test('the address is the one that the proxy says, its own where it came past the proxy', async () => {
		const port = await serve(proxied);
		const said = '198.51.100.1, 203.0.113.7';
		expect((await ask(port, { 'x-forwarded-for': said })).reached['x-forwarded-for']).toBe(said);
		expect((await ask(port)).reached['x-forwarded-for']).toBe('127.0.0.1');
	});

	test('the length is said in one way, else it is not read', async () => {
		const answer = await sendRaw(
			await serve(),
			'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'
		);
		expect(answer).toMatch(/^HTTP\/1\.1 400 /);
	});
});
