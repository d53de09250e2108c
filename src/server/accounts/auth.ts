import { randomUUID } from 'node:crypto';
import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { genericOAuth, twoFactor } from 'better-auth/plugins';
import { held } from '../db/accounts.ts';
import { readSettings, type Settings } from '../settings.ts';
import { accountsAdapter } from './adapter.ts';
import { newToken } from './new-token.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';
import { leastCharacters, mostCharacters } from './password-rules.ts';
import { hashCodes, makeRecoveryCodes } from './recovery-codes.ts';
import { readSigningKey } from './signing-key.ts';

/** The issuer of sign-ins that the settings name, as its credentials call it. */
export const issuer = 'oidc';
/** Below it better-auth has its addresses; a route serves the callback of the issuer and no other. */
const basePath = '/sign-in/oidc';

const day = 24 * 60 * 60;

export type Auth = Awaited<ReturnType<typeof make>>;

/** Of each open database: its key signs the cookies. */
const made = new WeakMap<object, Promise<Auth>>();

/** better-auth as this process uses it; made when it is first asked for. */
export function openAuth(): Promise<Auth> {
	const connection = held();
	const known = made.get(connection);
	if (known) return known;
	const auth = make(readSettings(process.env));
	made.set(connection, auth);
	// Where the database was away for a moment, the next who asks tries again.
	auth.catch(() => made.delete(connection));
	return auth;
}

async function make(settings: Settings) {
	forgetVariables();
	return betterAuth(optionsFor(settings, await readSigningKey()));
}

/**
 * better-auth also reads variables of the machine, past its options: with them it would send reports about the
 * installation elsewhere, or trust other sites.
 */
function forgetVariables(): void {
	for (const name of Object.keys(process.env)) {
		if (name.startsWith('BETTER_AUTH_')) Reflect.deleteProperty(process.env, name);
	}
}

function optionsFor(settings: Settings, key: string) {
	const { ORIGIN = `http://localhost:${settings.PORT}` } = settings;
	const isSecure = ORIGIN.startsWith('https:');
	return {
		appName: '企档',
		baseURL: ORIGIN,
		basePath,
		secret: key,
		// Named, so that no variable of the machine can bring in another one.
		secrets: [{ version: 1, value: key }],
		database: accountsAdapter,
		telemetry: { enabled: false },
		// Counted in the database, by attempts.ts.
		rateLimit: { enabled: false },
		// Its further arguments may hold what was sent: they are left out.
		logger: { level: 'error', log: (_level, message) => console.error(`Signing in: ${message}`) },
		emailAndPassword: {
			enabled: true,
			disableSignUp: true,
			minPasswordLength: leastCharacters,
			maxPasswordLength: 2 * mostCharacters,
			password: { hash: hashPassword, verify: verifyPassword }
		},
		user: { modelName: 'person' },
		session: {
			modelName: 'session',
			fields: { userId: 'person' },
			expiresIn: 7 * day,
			updateAge: day
		},
		account: {
			modelName: 'credential',
			fields: { userId: 'person' },
			// An account is linked where its holder is signed in, or where an issuer has confirmed the address.
			accountLinking: {
				enabled: true,
				allowDifferentEmails: true,
				requireLocalEmailVerified: true
			},
			updateAccountOnSignIn: false
		},
		databaseHooks: {
			user: { create: { before: async () => ({ data: { image: undefined } }) } },
			session: { create: { before: async () => ({ data: { ipAddress: undefined } }) } },
			account: { create: { before: async () => ({ data: nothingOfTheIssuer }) } }
		},
		advanced: {
			// No other host sets or gets a cookie of that prefix; better-auth's own allows those above it.
			cookiePrefix: isSecure ? '__Host-qidang' : 'qidang',
			useSecureCookies: false,
			defaultCookieAttributes: { secure: isSecure },
			ipAddress: { disableIpTracking: true },
			// Else a variable called TEST would switch it off.
			disableOriginCheck: false,
			database: { generateId: () => randomUUID() }
		},
		onAPIError: { errorURL: '/sign-in' },
		plugins: [
			twoFactor({
				issuer: '企档',
				// Who signs in through an issuer has none here.
				allowPasswordless: true,
				backupCodeOptions: {
					customBackupCodesGenerate: makeRecoveryCodes,
					storeBackupCodes: { encrypt: hashCodes, decrypt: async (hashes) => hashes }
				},
				schema: { twoFactor: { fields: { userId: 'person' } } }
			}),
			newToken,
			...(settings.OIDC_ISSUER ? [genericOAuth({ config: [issuerOf(settings)] })] : [])
		]
	} satisfies BetterAuthOptions;
}

/** Nothing is asked of the issuer later, so nothing that would open it is kept. */
const nothingOfTheIssuer = {
	accessToken: undefined,
	refreshToken: undefined,
	idToken: undefined,
	accessTokenExpiresAt: undefined,
	refreshTokenExpiresAt: undefined,
	scope: undefined
};

function issuerOf({ OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET }: Settings) {
	return {
		providerId: issuer,
		discoveryUrl: `${OIDC_ISSUER!.replace(/\/$/, '')}/.well-known/openid-configuration`,
		clientId: OIDC_CLIENT_ID!,
		clientSecret: OIDC_CLIENT_SECRET!,
		scopes: ['openid', 'email', 'profile'],
		requireIdTokenVerification: true,
		// Nobody makes an account by signing in; who was invited does, and asks for it expressly.
		disableImplicitSignUp: true
	};
}
