import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import type { BetterAuthOptions } from 'better-auth';
import {
	credential,
	person,
	session,
	twoFactor,
	verification,
	withAccounts
} from '../db/accounts.ts';

const schema = { person, session, credential, verification, twoFactor };

type Adapter = ReturnType<ReturnType<typeof drizzleAdapter>>;

/**
 * better-auth on our database: each of its operations is a transaction of its own, so that none is open while
 * it hashes a password or asks an issuer. What must hold together stands in one statement of its drizzle
 * adapter, or in a transaction of ours.
 */
export function accountsAdapter(options: BetterAuthOptions): Adapter {
	const within = <T>(work: (adapter: Adapter) => Promise<T>): Promise<T> =>
		withAccounts({}, (transaction) =>
			work(drizzleAdapter(transaction, { provider: 'pg', schema })(options))
		);
	const adapter: Adapter = {
		id: 'qidang',
		create: (given) => within((one) => one.create(given)),
		findOne: (given) => within((one) => one.findOne(given)),
		findMany: (given) => within((one) => one.findMany(given)),
		count: (given) => within((one) => one.count(given)),
		update: (given) => within((one) => one.update(given)),
		updateMany: (given) => within((one) => one.updateMany(given)),
		delete: (given) => within((one) => one.delete(given)),
		deleteMany: (given) => within((one) => one.deleteMany(given)),
		consumeOne: (given) => within((one) => one.consumeOne(given)),
		incrementOne: (given) => within((one) => one.incrementOne(given)),
		transaction: (work) => work(adapter)
	};
	return adapter;
}
