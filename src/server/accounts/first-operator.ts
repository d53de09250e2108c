import { now } from '../clock.ts';
import { withAccounts } from '../db/accounts.ts';
import { inviteFirstOperator } from '../organisations.ts';

export const daysForFirstOperator = 7;

/**
 * For a start of the product: while it has no operator, a link that makes somebody the first one, once.
 *
 * @returns the path of that link
 */
export async function linkForFirstOperator(at = now()): Promise<string | undefined> {
	const token = await withAccounts({}, (accounts) =>
		inviteFirstOperator(accounts, at, daysForFirstOperator)
	);
	return token && `/invitation/${token}`;
}
