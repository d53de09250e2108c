import { may } from '#lib/roles.ts';
import type { Transaction } from '../db/index.ts';
import type { Member } from '../enterprise-sheets.ts';
import { membershipsOf } from '../organisations.ts';
import { problems } from '../problems.ts';
import { isUuid } from '../refused.ts';

/**
 * Whether somebody may act on another's account: whoever administers an organisation on those of its people, unless
 * these belong to others, too, that they do not administer; an operator on anybody's. On one's own nobody does so: whoever
 * sits at their screen would come past the password that their own page asks for.
 *
 * @throws the problem, where they may not
 */
export async function requireAdministrator(
	accounts: Transaction,
	by: Member,
	personId: string
): Promise<void> {
	const runs = (await membershipsOf(accounts, by.person)).filter(({ role }) =>
		may(role, 'members.write')
	);
	const here = runs.find(({ organisation }) => organisation === by.organisation);
	if (!here) return problems.notAllowed();
	if (!isUuid(personId)) problems.noSuchMember();
	if (personId === by.person) problems.ownAccount();
	if (may(here.role, 'organisations.write')) return;
	const theirs = (await membershipsOf(accounts, personId)).map((one) => one.organisation);
	if (!theirs.includes(by.organisation)) problems.noSuchMember();
	const isRun = (one: string) => runs.some(({ organisation }) => organisation === one);
	if (!theirs.every(isRun)) problems.byOperator();
}
