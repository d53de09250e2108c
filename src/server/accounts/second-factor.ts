import { eq } from 'drizzle-orm';
import { drawQr, type QrPicture } from '#lib/qr.ts';
import type { SignInEvent } from '#lib/sign-ins.ts';
import { now } from '../clock.ts';
import { session, twoFactor, verification, withAccounts } from '../db/accounts.ts';
import { hashOf } from '../token.ts';
import { ask, type Event } from './asking.ts';
import { attemptedBy, begin, succeed } from './attempts.ts';
import { hashOfRecovery } from './recovery-codes.ts';
import { markSecondFactor } from './sessions.ts';
import { note } from './sign-ins.ts';
import type { Outcome } from './signing-in.ts';

/** The code that an authenticator shows, or one of the codes for when it is lost. */
export type Given = { readonly code: string } | { readonly recovery: string };

/** What better-auth says where the first step of a sign-in has to be made again. */
const tooLate = ['INVALID_TWO_FACTOR_COOKIE', 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE'];
/** As long as better-auth locks after ten wrong codes in a row. */
const lockedSeconds = 900;

type Came = Exclude<Outcome, { kind: 'second-factor' }>;

/**
 * Takes the second factor: of a sign-in whose password was right, of a session that came from an issuer, or
 * to end the set-up.
 */
export async function giveSecondFactor(event: Event, given: Given, at = now()): Promise<Came> {
	const known = event.locals.pending ?? event.locals.signedIn;
	// Before it is tried: what says so of a sign-in is used up by that.
	const person = known?.person.id ?? (await whoWaits(event));
	const came = await tryFactor(event, given, known?.person.id, at);
	await note(event, eventOf(came, given), person);
	return came;
}

function eventOf({ kind }: Came, given: Given): SignInEvent {
	if (kind === 'wait') return 'wait';
	if (kind !== 'in') return 'wrong-second-factor';
	return 'code' in given ? 'second-factor' : 'recovery-code';
}

/** Whose password was right a moment ago, as the cookie says that better-auth gave for that. */
async function whoWaits({ request }: Event): Promise<string | undefined> {
	const cookies = request.headers.get('cookie') ?? '';
	const [, identifier] = /(?:^|; )(?:__Host-)?qidang\.two_factor=(2fa-[\w-]+)/.exec(cookies) ?? [];
	if (identifier === undefined) return undefined;
	const [found] = await withAccounts({}, (accounts) =>
		accounts.select().from(verification).where(eq(verification.identifier, identifier))
	);
	return found?.value;
}

async function tryFactor(
	event: Event,
	given: Given,
	known: string | undefined,
	at: Date
): Promise<Came> {
	const attempted = attemptedBy(known, event.getClientAddress());
	const seconds = await begin(attempted, at);
	if (seconds > 0) return { kind: 'wait', seconds };
	const { ok, said, token } = await ask(event, (auth, headers) =>
		'code' in given
			? auth.api.verifyTOTP({ body: { code: digitsOf(given.code) }, headers, asResponse: true })
			: auth.api.verifyBackupCode({
					body: { code: hashOfRecovery(given.recovery) },
					headers,
					asResponse: true
				})
	);
	if (!ok) return outcomeOf(String(said?.code));
	if ('code' in given && !(await isFirstUse(said, digitsOf(given.code), at))) {
		if (token === undefined) return { kind: 'wrong' };
		// The first step is used up by then.
		await forget(token);
		return { kind: 'anew' };
	}
	await succeed(attempted, at);
	await markSecondFactor(token ?? (await renewToken(event)), at);
	return { kind: 'in' };
}

/** Gives the session that was there before the second factor another token, and that one ends. */
async function renewToken(event: Event): Promise<string> {
	const { token } = await ask(event, (auth, headers) =>
		auth.api.renewToken({ headers, asResponse: true })
	);
	if (token === undefined) throw new Error('A session got no new token.');
	return token;
}

function outcomeOf(code: string): Came {
	if (tooLate.includes(code)) return { kind: 'anew' };
	if (code === 'ACCOUNT_TEMPORARILY_LOCKED') return { kind: 'wait', seconds: lockedSeconds };
	return { kind: 'wrong' };
}

function digitsOf(typed: string): string {
	return typed.normalize('NFKC').replace(/\s/g, '');
}

/** Whoever looks over a shoulder has the code for as long as it is good: better-auth would take it again. */
async function isFirstUse(said: Record<string, unknown> | null, code: string, at: Date) {
	const { id } = said?.user as { id: string };
	return (await begin([{ kind: 'code', at: `${id}:${code}` }], at)) === 0;
}

async function forget(token: string): Promise<void> {
	await withAccounts({}, (accounts) =>
		accounts.delete(session).where(eq(session.token, hashOf(token)))
	);
}

/** What somebody needs to enter it into their authenticator, shown once. */
export interface SetUp {
	/** A QR code: how many squares it is wide, and the dark ones as a path of SVG. */
	readonly picture: QrPicture;
	/** The same for typing, in groups of four. */
	readonly secret: string;
	readonly recovery: readonly string[];
}

/**
 * Begins to set up a second factor, or begins anew; it holds when the first code is given.
 *
 * @param password confirmed before; none where somebody signs in through an issuer alone
 */
export async function beginSetUp(event: Event, password: string | undefined): Promise<SetUp> {
	const { ok, said } = await ask(event, (auth, headers) =>
		auth.api.enableTwoFactor({ body: { password, method: 'totp' }, headers, asResponse: true })
	);
	if (!ok) throw new Error(`No second factor could be set up (${said?.code}).`);
	const { totpURI, backupCodes } = said as { totpURI: string; backupCodes: string[] };
	const secret = new URL(totpURI).searchParams.get('secret')!;
	return {
		picture: drawQr(totpURI),
		secret: secret.match(/.{1,4}/g)!.join(' '),
		recovery: backupCodes
	};
}

/** New recovery codes in place of those before. */
export async function renewRecovery(
	event: Event,
	password: string | undefined
): Promise<readonly string[]> {
	const { ok, said } = await ask(event, (auth, headers) =>
		auth.api.generateBackupCodes({ body: { password }, headers, asResponse: true })
	);
	if (!ok) throw new Error(`No recovery codes could be made (${said?.code}).`);
	return said?.backupCodes as string[];
}

export async function switchOff(event: Event, password: string | undefined): Promise<void> {
	const { ok, said } = await ask(event, (auth, headers) =>
		auth.api.disableTwoFactor({ body: { password }, headers, asResponse: true })
	);
	if (!ok) throw new Error(`The second factor could not be switched off (${said?.code}).`);
}

/** Whether a set-up was begun and waits for its first code. */
export async function isSetUpBegun(personId: string): Promise<boolean> {
	const rows = await withAccounts({}, (accounts) =>
		accounts.select().from(twoFactor).where(eq(twoFactor.person, personId))
	);
	return rows.some(({ verified }) => !verified);
}
