import { inArray } from 'drizzle-orm';
import { may } from '#lib/roles.ts';
import { person, withAccounts } from '../db/accounts.ts';
import { membersOf } from '../organisations.ts';

/**
 * What the people of an organisation are called, for somebody who looks after its people now.
 *
 * @returns names by person; none for anybody else
 */
export async function namesOfMembers(asker: {
	readonly person: string;
	readonly organisation: string;
}): Promise<ReadonlyMap<string, string>> {
	return withAccounts({ person: asker.person }, async (accounts) => {
		const members = await membersOf(accounts, asker.organisation);
		const own = members.find((one) => one.person === asker.person);
		if (!may(own?.role, 'members.write')) return new Map();
		const ids = members.map((one) => one.person);
		const rows = await accounts
			.select({ id: person.id, name: person.name })
			.from(person)
			.where(inArray(person.id, ids));
		return new Map(rows.map(({ id, name }) => [id, name]));
	});
}
