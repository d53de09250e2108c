import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { networkInterfaces } from 'node:os';
import { gunzipSync } from 'node:zlib';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, failToStart, startApp } from '../support/app.ts';
import { findBarriers, launch, open } from '../support/browser.ts';
import { journey } from '../support/journey.ts';

let app: App;
let browser: Browser;

beforeAll(async () => {
	app = await startApp();
	browser = await launch();
});

afterAll(async () => {
	await browser.close();
	await app.stop();
});

describe('the first page', () => {
	test.each([
		['/', 'zh-CN'],
		['/en/', 'en']
	])('%s answers in %s', async (path, language) => {
		const response = await fetch(app.origin + path);
		expect(response.status).toBe(200);
		expect(await response.text()).toContain(`<html lang="${language}">`);
	});

	test.each(['/', '/en/'])('%s works in a browser, without complaint or barrier', async (path) => {
		const { page, complaints } = await open(browser, app.origin + path);
		expect(await findBarriers(page)).toEqual([]);
		expect(complaints).toEqual([]);
		const fonts = await page.evaluate(() =>
			[...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family)
		);
		expect(fonts).toContain('Noto Sans SC');
	});

	test('has a policy that allows nothing inline and nothing from elsewhere', async () => {
		const { headers } = await fetch(app.origin);
		const policy = headers.get('content-security-policy');
		expect(policy).toContain("default-src 'self'");
		expect(policy).not.toMatch(/unsafe-(inline|eval)|https?:|\*|data:/);
		expect(headers.get('x-content-type-options')).toBe('nosniff');
		expect(headers.get('referrer-policy')).toBe('same-origin');
	});
});

test.each([
	['gzip, deflate, br', 'gzip'],
	['identity', undefined]
])('a page comes as it is taken: %s', async (taken, encoding) => {
	const sent = request(app.origin, { headers: { 'accept-encoding': taken } }).end();
	const [response] = (await once(sent, 'response')) as [IncomingMessage];
	const body = Buffer.concat(await response.toArray());
	const { headers } = response;
	expect(headers['content-encoding']).toBe(encoding);
	expect(headers['content-length']).toBe(String(body.length));
	expect(headers.vary).toBe('accept-encoding');
	const page = (encoding ? gunzipSync(body) : body).toString();
	expect(page).toMatch(/^<!doctype html>[^]+<\/html>\s*$/i);
});

test('is built for use, not for development, whoever asks for it', () => {
	expect(process.env.NODE_ENV).toBe('test');
	const built = globSync('build/server/**/*.js').map((path) => readFileSync(path, 'utf8'));
	expect(built.length).toBeGreaterThan(10);
	// Svelte's check of every element that is written, in a build for development.
	expect(built.filter((code) => code.includes('is_tag_valid_with_ancestor'))).toEqual([]);
});

describe('a form sent over http', () => {
	const addresses = Object.values(networkInterfaces())
		.flat()
		.filter((address) => address?.family === 'IPv4')
		.map((address) => address!.address);

	test.each(['localhost', ...new Set(['127.0.0.1', ...addresses])])(
		'comes through from %s',
		async (host) => {
			const origin = `http://${host}:${app.port}`;
			expect(await sendForm(origin, { origin })).toBe(200);
		}
	);

	test('is refused from another site', async () => {
		expect(await sendForm(app.origin, { origin: 'http://elsewhere.example' })).toBe(403);
	});

	test.each(['https', 'http', 'http,https', 'ftp:'])(
		'is judged alike when the client claims x-forwarded-proto: %s',
		async (protocol) => {
			const claim = { 'x-forwarded-proto': protocol };
			const https = app.origin.replace('http:', 'https:');
			expect(await sendForm(app.origin, { ...claim, origin: app.origin })).toBe(200);
			expect(await sendForm(app.origin, { ...claim, origin: https })).toBe(403);
		}
	);

	test('is judged by ORIGIN where a proxy stands before it', async () => {
		const behindProxy = await startApp({ ORIGIN: 'https://qidang.example.cn' });
		const statuses = [
			await sendForm(behindProxy.origin, { origin: 'https://qidang.example.cn' }),
			await sendForm(behindProxy.origin, { origin: behindProxy.origin })
		];
		await behindProxy.stop();
		expect(statuses).toEqual([200, 403]);
	});
});

describe('what cannot start', () => {
	const settings: [given: Record<string, string>, said: RegExp][] = [
		[{ PORT: 'eighty' }, /^PORT is "eighty" but must be a whole number from 0 to 65535\.$/],
		[{ PORT: '65536' }, /^PORT is "65536" but must be /],
		[{ PORT: '-1' }, /^PORT is "-1" but must be /],
		[{ HOST: 'http://localhost' }, /^HOST is "http:\/\/localhost" but must be /],
		[{ HOST: '203.0.113.1' }, /^HOST is "203\.0\.113\.1" but that is no address of this machine: /],
		[{ HOST: 'no-such-host.invalid' }, /^HOST is "no-such-host\.invalid" but that is no address/],
		[{ ORIGIN: 'qidang.example.cn' }, /^ORIGIN is "qidang\.example\.cn" but must be /],
		[
			{ ADDRESS_HEADER: 'x forwarded' },
			/^ADDRESS_HEADER is "x forwarded" but must be the name of /
		],
		[{ CHROMIUM: '/no/such/program' }, /^CHROMIUM is "\/no\/such\/program" but must be /]
	];

	test.each(settings)('%o is told in one sentence', async (given, said) => {
		const { code, stderr } = await failToStart({ PORT: '0', ...given });
		expect(stderr.trimEnd()).toMatch(said);
		expect(stderr.trimEnd().split('\n')).toHaveLength(1);
		expect(code).toBe(1);
	});

	test('a taken port is told in one sentence', async () => {
		const { code, stderr } = await failToStart({ PORT: String(app.port) });
		expect(stderr).toBe(
			`Port ${app.port} is taken: end the program that uses it, or choose another port, for example PORT=${app.port + 1} npm start.\n`
		);
		expect(code).toBe(1);
	});
});

test('SIGTERM ends it', async () => {
	const another = await startApp();
	expect(await another.stop()).toBe(0);
});

/** Not `fetch`, which forbids some of these headers. */
function sendForm(url: string, headers: Record<string, string>): Promise<number | undefined> {
	return new Promise((resolve, reject) => {
		const form = { 'content-type': 'application/x-www-form-urlencoded', ...headers };
		request(`${url}${journey}?/turn`, { method: 'POST', headers: form }, (response) => {
			response.resume();
			resolve(response.statusCode);
		})
			.on('error', reject)
			.end('step=about&name=a&go=next');
	});
}
