import { accountsRole } from './roles.ts';
import { withSettings, type Actor, type Transaction } from './with-database.ts';

/**
 * Gives the tables of accounts: one transaction, in the role of signing in. What `withDatabase` asks of
 * `work` holds here, too: hash no password and fetch nothing inside.
 *
 * @param actor on whose behalf, for what is written down beside it
 */
export async function withAccounts<T>(
	actor: Omit<Actor, 'link'>,
	work: (accounts: Transaction) => Promise<T>
): Promise<T> {
	return withSettings(accountsRole, actor, work);
}
