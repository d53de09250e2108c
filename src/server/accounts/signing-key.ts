import { randomBytes } from 'node:crypto';
import { signingKey, withAccounts } from '../db/accounts.ts';

/** Makes the key that signs cookies and encrypts second factors, where there is none yet. */
export async function makeSigningKey(): Promise<void> {
	const key = randomBytes(32).toString('base64url');
	await withAccounts({}, (accounts) =>
		accounts.insert(signingKey).values({ id: 1, key }).onConflictDoNothing()
	);
}

/** @throws {Error} where the product was not started as it should be, which makes it */
export async function readSigningKey(): Promise<string> {
	const [row] = await withAccounts({}, (accounts) => accounts.select().from(signingKey));
	if (!row) throw new Error('There is no key to sign cookies.');
	return row.key;
}
