import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { beginLinking, returnFromIssuer } from '#server/accounts/issuer.ts';
import { isLinked } from '#server/accounts/people.ts';
import { register } from '#server/accounts/registering.ts';
import { makeSigningKey } from '#server/accounts/signing-key.ts';
import { signIn } from '#server/accounts/signing-in.ts';
import { closeDatabase, migrate, openDatabase } from '#server/db/index.ts';
import { databases, type TestDatabase } from '../../support/databases.ts';
import { makeVisitor, type Visitor } from '../../support/visitor.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

// A real issuer makes no wrong tokens: this one makes whatever token a test wants.
const client = { id: 'qidang', secret: 'a secret of the client, long enough for HS256' };
const password = 'correct horse battery';
const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const own = pair();
const others = pair();
const access = 'access-token-of-the-issuer';

interface Token {
	readonly header: Record<string, unknown>;
	readonly claims: Record<string, unknown>;
	readonly sign: (text: string) => string;
}

const byKey = (key: KeyObject) => (text: string) =>
	createSign('sha256').update(text).sign(key, 'base64url');
const coded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
function written({ header, claims, sign }: Token): string {
	const text = `${coded(header)}.${coded(claims)}`;
	return `${text}.${sign(text)}`;
}

const now = () => Math.floor(Date.now() / 1000);
const hour = 60 * 60;
const jwkOf = ({ publicKey }: ReturnType<typeof pair>) => ({
	...publicKey.export({ format: 'jwk' }),
	...{ kid: 'one', alg: 'RS256', use: 'sig' }
});

/** What is wrong with a token, and how it comes to be so. */
const forged: [what: string, change: (token: Token) => Token][] = [
	['another key signed it', (token) => ({ ...token, sign: byKey(others.privateKey) })],
	[
		'nobody signed it',
		(token) => ({ ...token, header: { alg: 'none', typ: 'JWT' }, sign: () => '' })
	],
	[
		'what is no secret signed it: the public key, as if it were one',
		(token) => ({
			...token,
			header: { ...token.header, alg: 'HS256' },
			sign: (text) =>
				createHmac('sha256', own.publicKey.export({ type: 'spki', format: 'pem' }))
					.update(text)
					.digest('base64url')
		})
	],
	[
		'it brings the key to check it with',
		(token) => ({
			...token,
			header: { ...token.header, jwk: jwkOf(others) },
			sign: byKey(others.privateKey)
		})
	],
	['its time is over', (token) => claiming(token, { iat: now() - 2 * hour, exp: now() - hour })],
	['its time has not come', (token) => claiming(token, { nbf: now() + hour })],
	['it is for somebody else', (token) => claiming(token, { aud: 'another-client' })],
	['somebody else issued it', (token) => claiming(token, { iss: 'https://elsewhere.example' })],
	['it was made for another request', (token) => claiming(token, { nonce: 'of another request' })],
	['it names no request', (token) => claiming(token, { nonce: undefined })]
];
const claiming = (token: Token, claims: object): Token => ({
	...token,
	claims: { ...token.claims, ...claims }
});

const { on, make } = databases[0]!;

describe('an answer of the issuer', () => {
	let database: TestDatabase;
	let issuer: Server;
	let address: string;
	let visitor: Visitor;
	let person: string;
	/** Of the token that is given out next. */
	let next: (token: Token) => Token;
	let nonce: string | null;

	beforeAll(async () => {
		issuer = createServer((request, response) => {
			const token: Token = {
				header: { alg: 'RS256', typ: 'JWT', kid: 'one' },
				claims: {
					...{ iss: address, aud: client.id, sub: 'sub-of-wang', nonce },
					...{ iat: now(), exp: now() + hour },
					...{ email: 'wang@bureau.cn', email_verified: true, name: '王' }
				},
				sign: byKey(own.privateKey)
			};
			const answers: Record<string, () => object> = {
				'/.well-known/openid-configuration': () => ({
					issuer: address,
					authorization_endpoint: `${address}/authorize`,
					token_endpoint: `${address}/token`,
					jwks_uri: `${address}/keys`,
					response_types_supported: ['code'],
					subject_types_supported: ['public'],
					id_token_signing_alg_values_supported: ['RS256']
				}),
				'/keys': () => ({ keys: [jwkOf(own)] }),
				'/token': () => ({
					...{ access_token: access, token_type: 'Bearer', expires_in: 60 },
					id_token: written(next(token))
				})
			};
			const answer = answers[new URL(request.url!, address).pathname];
			response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
			response.end(JSON.stringify(answer?.() ?? {}));
		}).listen(0, '127.0.0.1');
		await once(issuer, 'listening');
		address = `http://localhost:${(issuer.address() as AddressInfo).port}`;
		vi.stubEnv('ORIGIN', 'http://localhost:3000');
		vi.stubEnv('OIDC_ISSUER', address);
		vi.stubEnv('OIDC_CLIENT_ID', client.id);
		vi.stubEnv('OIDC_CLIENT_SECRET', client.secret);
		database = await make();
		await openDatabase(database.settings);
		await migrate();
		await makeSigningKey();
		const enterprise = { name: '示例压铸有限公司', creditCode: '91320982MA1WABC001' };
		const typed = { name: '王', email: 'wang@factory.cn', username: '', password, consent: true };
		await register({ ...enterprise, area: '320903' }, typed);
		visitor = makeVisitor();
		await visitor.ask((event) => signIn(event, { login: typed.email, password }));
		person = (await visitor.who())!.person.id;
	});
	afterAll(async () => {
		vi.unstubAllEnvs();
		await closeDatabase();
		await database.remove();
		issuer.close();
	});

	/** Goes to the issuer and comes back, with a token that was changed so. */
	async function comeBack(change: (token: Token) => Token): Promise<string | null> {
		next = change;
		const way = { to: '/account', failed: '/account?issuer=failed' };
		const to = new URL((await visitor.ask((event) => beginLinking(event, way)))!);
		nonce = to.searchParams.get('nonce');
		expect(nonce?.length).toBeGreaterThanOrEqual(22);
		expect(to.searchParams.get('code_challenge_method')).toBe('S256');
		const state = to.searchParams.get('state')!;
		const back = `http://localhost:3000/sign-in/oidc/callback/oidc?code=made&state=${state}`;
		return visitor.ask(async (event) => {
			const cookie = event.request.headers.get('cookie')!;
			const request = new Request(back, { headers: { cookie } });
			const response = await returnFromIssuer({ ...event, request });
			return response.headers.get('location');
		});
	}

	test.each(forged)('is refused where %s', async (_, change) => {
		expect(await comeBack(change)).toMatch(/error/);
		expect(await isLinked(person)).toBe(false);
	});

	test(
		'of who signs in nothing of the issuer is kept',
		on(async () => {
			expect(await comeBack((token) => token)).toBe('/account');
			expect(await isLinked(person)).toBe(true);
			await closeDatabase();
			const rows = await database.asAdmin((query) =>
				query(`select t::text as row from credential t where provider_id = 'oidc'`)
			);
			await openDatabase(database.settings);
			expect(rows).toHaveLength(1);
			expect(rows[0]!.row).toContain('sub-of-wang');
			expect(rows[0]!.row).not.toMatch(/access-token|eyJ|bureau/);
		})
	);
});
