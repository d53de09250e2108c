import { createHash } from 'node:crypto';
import { eq, lt, lte, or, sql, type SQL } from 'drizzle-orm';
import { now } from '../clock.ts';
import { attempt, session, verification, withAccounts } from '../db/accounts.ts';
import type { Transaction } from '../db/index.ts';
import { isThisMachine, networkOf } from '../rate-limit.ts';

interface Rate {
	/** How many may fail in a row before the next one has to wait. */
	readonly free: number;
	/** How long it then waits, in seconds; twice as long after each further failure, up to the most. */
	readonly first: number;
	readonly most: number;
}

/** An office or a training hall of a hundred enterprises has one address. docs/security.md lists them. */
export const attemptRates = {
	account: { free: 5, first: 15, most: 900 },
	address: { free: 50, first: 15, most: 900 },
	/** A code of an authenticator is good for 90 seconds, and once. */
	code: { free: 1, first: 90, most: 90 }
} as const satisfies Record<string, Rate>;

/** Beyond it the exponent is of no use, and of harm to the arithmetic. */
const mostDoublings = 20;
const forgottenAfterSeconds = 24 * 60 * 60;

export interface Attempted {
	readonly kind: keyof typeof attemptRates;
	readonly at: string;
}

/**
 * What a request with a password or a code counts against; this machine as an address is not held up.
 *
 * @param account where it is known
 */
export function attemptedBy(account: string | undefined, address: string): Attempted[] {
	const network = { kind: 'address', at: networkOf(address) } as const;
	const one = { kind: 'account', at: account ?? '' } as const;
	return [...(isThisMachine(address) ? [] : [network]), ...(account === undefined ? [] : [one])];
}

/**
 * Begins an attempt: counts it as failed before anything is compared, so that many at once gain nothing. In
 * the database, so that all processes count together.
 *
 * @returns 0, or where it may not be made yet, in how many seconds it may
 */
export async function begin(attempted: readonly Attempted[], at = now()): Promise<number> {
	try {
		await withAccounts({}, async (accounts) => {
			await tidy(accounts, at);
			for (const one of attempted) {
				const isCounted = await count(accounts, one, at);
				if (!isCounted) throw new Waits(await secondsToWait(accounts, one, at));
			}
		});
		return 0;
	} catch (error) {
		if (error instanceof Waits) return error.seconds;
		throw error;
	}
}

/** Undoes what was counted of an attempt that is not made: an account that waits holds up nobody beside it. */
class Waits extends Error {
	readonly seconds: number;
	constructor(seconds: number) {
		super('To wait.');
		this.seconds = seconds;
	}
}

/**
 * Takes back what `begin` counted, because it did not fail. At an account the failures before it go, too; at
 * an address they stay: one password that is known there makes no other guess better.
 */
export async function succeed(attempted: readonly Attempted[], at = now()): Promise<void> {
	await withAccounts({}, async (accounts) => {
		for (const one of attempted) {
			const isIt = eq(attempt.key, keyOf(one));
			if (one.kind === 'account') await accounts.delete(attempt).where(isIt);
			else {
				const before = { failures: sql`${attempt.failures} - 1`, until: at };
				await accounts.update(attempt).set(before).where(isIt);
			}
		}
	});
}

/** One statement, so that of two at the same time the second finds the first counted. */
async function count(accounts: Transaction, one: Attempted, at: Date): Promise<boolean> {
	const until = (failures: SQL) =>
		sql`${at.toISOString()}::timestamptz + make_interval(secs => ${delay(attemptRates[one.kind], failures)})`;
	const again = sql`${attempt.failures} + 1`;
	const counted = await accounts
		.insert(attempt)
		.values({ key: keyOf(one), failures: 1, until: until(sql`1`) })
		.onConflictDoUpdate({
			target: attempt.key,
			set: { failures: again, until: until(again) },
			// Of two at once the later one may ask first: while none has to wait, neither does.
			setWhere: or(lt(attempt.failures, attemptRates[one.kind].free), lte(attempt.until, at))!
		})
		.returning({ key: attempt.key });
	return counted.length > 0;
}

/** In seconds, after so many failures in a row. */
function delay({ free, first, most }: Rate, failures: SQL): SQL {
	const doublings = sql`least(${failures} - ${number(free)}, ${number(mostDoublings)})`;
	const grown = sql`least(${number(most)}, ${number(first)} * power(2, ${doublings}))`;
	return sql`case when ${failures} >= ${number(free)} then ${grown} else 0 end`;
}

/** As it stands in the statement: PostgreSQL need not guess what a parameter is. */
function number(value: number): SQL {
	return sql.raw(String(value));
}

async function secondsToWait(accounts: Transaction, one: Attempted, at: Date): Promise<number> {
	const [found] = await accounts
		.select()
		.from(attempt)
		.where(eq(attempt.key, keyOf(one)));
	return found ? Math.ceil((found.until.getTime() - at.getTime()) / 1000) : 0;
}

/** What is over is kept no longer than it is of use. */
async function tidy(accounts: Transaction, at: Date): Promise<void> {
	const long = new Date(at.getTime() - forgottenAfterSeconds * 1000);
	await accounts.delete(attempt).where(lt(attempt.until, long));
	await accounts.delete(session).where(lt(session.expiresAt, at));
	await accounts.delete(verification).where(lt(verification.expiresAt, at));
}

/** No name that somebody typed is kept, only whether it is the same again. */
function keyOf({ kind, at }: Attempted): string {
	return createHash('sha256').update(`${kind}:${at}`).digest('hex');
}
