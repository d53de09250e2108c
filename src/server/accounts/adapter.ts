import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import type { BetterAuthOptions, Where } from 'better-auth';
import {
	credential,
	person,
	session,
	twoFactor,
	verification,
	withAccounts
} from '../db/accounts.ts';
import { hashOf } from '../token.ts';

const schema = { person, session, credential, verification, twoFactor };

type Adapter = ReturnType<ReturnType<typeof drizzleAdapter>>;

/**
 * better-auth on our database: each of its operations is a transaction of its own, so that none is open while
 * it hashes a password or asks an issuer. What must hold together stands in one statement of its drizzle
 * adapter, or in a transaction of ours. Of a session's token only the SHA-256 is kept: who reads the database
 * cannot go on as anybody.
 */
export function accountsAdapter(options: BetterAuthOptions): Adapter {
	const within = <T>(work: (adapter: Adapter) => Promise<T>): Promise<T> =>
		withAccounts({}, (transaction) =>
			work(drizzleAdapter(transaction, { provider: 'pg', schema })(options))
		);
	/** Does it with the tokens hashed, and gives those back that were given, in place of their hashes. */
	const hashed = async <Given extends Asked, T>(
		given: Given,
		work: (adapter: Adapter, given: Given) => Promise<T>
	): Promise<T> => {
		if (given.model !== 'session') return within((one) => work(one, given));
		const { asked, restore } = withHashes(given);
		return restore(await within((one) => work(one, asked)));
	};
	const adapter: Adapter = {
		id: 'qidang',
		create: (given) => hashed(given, (one, asked) => one.create(asked)),
		findOne: (given) => hashed(given, (one, asked) => one.findOne(asked)),
		findMany: (given) => hashed(given, (one, asked) => one.findMany(asked)),
		count: (given) => hashed(given, (one, asked) => one.count(asked)),
		update: (given) => hashed(given, (one, asked) => one.update(asked)),
		updateMany: (given) => hashed(given, (one, asked) => one.updateMany(asked)),
		delete: (given) => hashed(given, (one, asked) => one.delete(asked)),
		deleteMany: (given) => hashed(given, (one, asked) => one.deleteMany(asked)),
		consumeOne: (given) => hashed(given, (one, asked) => one.consumeOne(asked)),
		incrementOne: (given) => hashed(given, (one, asked) => one.incrementOne(asked)),
		transaction: (work) => work(adapter)
	};
	return adapter;
}

interface Asked {
	readonly model: string;
	readonly where?: Where[] | undefined;
	readonly data?: object;
	readonly update?: object;
}

function withHashes<Given extends Asked>(given: Given) {
	const tokens = new Map<unknown, string>();
	const hashOne = (token: unknown) => {
		const hash = hashOf(String(token));
		tokens.set(hash, String(token));
		return hash;
	};
	const ofRow = (row: object) => ('token' in row ? { ...row, token: hashOne(row.token) } : row);
	const ofCondition = (one: Where): Where =>
		one.field === 'token'
			? { ...one, value: Array.isArray(one.value) ? one.value.map(hashOne) : hashOne(one.value) }
			: one;
	const restoreRow = (row: unknown) =>
		row instanceof Object && 'token' in row
			? { ...row, token: tokens.get(row.token) ?? row.token }
			: row;
	return {
		asked: {
			...given,
			...(given.where && { where: given.where.map(ofCondition) }),
			...(given.data && { data: ofRow(given.data) }),
			...(given.update && { update: ofRow(given.update) })
		},
		restore: <T>(result: T): T =>
			(Array.isArray(result) ? result.map(restoreRow) : restoreRow(result)) as T
	};
}
