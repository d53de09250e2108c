import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export interface Someone {
	readonly sub: string;
	readonly email: string;
	readonly email_verified: boolean;
	readonly name: string;
}

export interface Issuer {
	/** Settings of the product that go with it. */
	readonly settings: Record<string, string>;
	/** Whoever comes next is this one: nobody types a password here. */
	signInAs(someone: Someone): void;
	close(): Promise<void>;
}

/** A real OpenID Connect issuer on this machine: code flow, PKCE, signed ID tokens. */
export async function startIssuer(origin: string): Promise<Issuer> {
	const server = createServer();
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const people = new Map<string, Someone>();
	let next = '';

	const client = { client_id: 'qidang', client_secret: 'a secret of the issuer & its client' };
	const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
	const provider: Provider = new Provider(address, {
		clients: [{ ...client, redirect_uris: [`${origin}/sign-in/oidc/callback/oidc`] }],
		jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
		cookies: { keys: ['of this test alone'] },
		claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
		conformIdTokenClaims: false,
		features: { devInteractions: { enabled: false } },
		pkce: { required: () => true },
		ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
		interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
		findAccount: (_context, id) => ({
			accountId: id,
			claims: () => ({ ...people.get(id)! })
		}),
		async loadExistingGrant({ oidc }) {
			const grant = new provider.Grant({
				clientId: oidc.client!.clientId,
				accountId: oidc.session!.accountId
			});
			grant.addOIDCScope('openid email profile');
			await grant.save();
			return grant;
		}
	});
	provider.use(async (context, goOn) => {
		if (!context.path.startsWith('/interaction/')) return goOn();
		const login = { accountId: next, remember: false };
		await provider.interactionFinished(context.req, context.res, { login });
		context.respond = false;
	});
	const handle = provider.callback();
	server.on('request', (request, response) => void handle(request, response));
	return {
		settings: {
			OIDC_ISSUER: address,
			OIDC_CLIENT_ID: client.client_id,
			OIDC_CLIENT_SECRET: client.client_secret
		},
		signInAs(someone) {
			people.set(someone.sub, someone);
			next = someone.sub;
		},
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		}
	};
}
