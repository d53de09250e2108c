import { and, eq, inArray, ne, or, sql } from 'drizzle-orm';
import { may, roles } from '#lib/roles.ts';
import type { Assignment } from '../assignments.ts';
import { person, withAccounts } from '../db/accounts.ts';
import { membership, type Transaction } from '../db/index.ts';
import { membersOf, membershipsOf } from '../organisations.ts';
import { normalise } from './contacts.ts';

/** Who asks, and for which organisation. */
interface Asker {
	readonly person: string;
	readonly organisation: string;
}

/**
 * What the people of an organisation are called, for somebody who looks after its people now.
 *
 * @returns names by person; none for anybody else
 */
export async function namesOfMembers(asker: Asker): Promise<ReadonlyMap<string, string>> {
	return withAccounts({ person: asker.person }, async (accounts) => {
		const members = await membersOf(accounts, asker.organisation);
		const own = members.find((one) => one.person === asker.person);
		if (!may(own?.role, 'members.write')) return new Map();
		return namesOf(
			accounts,
			members.map((one) => one.person)
		);
	});
}

/**
 * What the consultants of assignments are called, for who may know it: the enterprise, the government unit that
 * assigned it, and the provider, which knows all its people.
 *
 * @param assignments that the asker sees
 * @returns names by person; none for anybody else
 */
export async function namesOfConsultants(
	asker: Asker,
	assignments: readonly Pick<Assignment, 'enterprise' | 'provider' | 'consultants' | 'assigned'>[]
): Promise<ReadonlyMap<string, string>> {
	return withAccounts({ person: asker.person }, async (accounts) => {
		const { organisation } = asker;
		const own = (await membershipsOf(accounts, asker.person)).find(
			(one) => one.organisation === organisation
		);
		if (!own) return new Map();
		const { kind } = roles[own.role];
		if (kind === 'provider') return namesOf(accounts, await everIn(accounts, organisation));
		const colleagues = kind === 'government' ? await everIn(accounts, organisation) : [];
		const known = assignments.filter(({ enterprise, assigned }) =>
			kind === 'enterprise' ? enterprise === organisation : colleagues.includes(assigned.by)
		);
		return namesOf(
			accounts,
			known.flatMap(({ consultants }) => consultants.map((one) => one.person))
		);
	});
}

/** Who belongs to an organisation or did. */
async function everIn(accounts: Transaction, organisation: string): Promise<string[]> {
	const rows = await accounts
		.selectDistinct({ person: membership.person })
		.from(membership)
		.where(eq(membership.organisation, organisation));
	return rows.map((one) => one.person);
}

/** Whose name has a text in it, or who signs in with it. */
export async function peopleCalled(asker: Asker, text: string): Promise<string[]> {
	const login = normalise(text);
	const isNamed = sql`strpos(lower(${person.name}), lower(${text.trim()})) > 0`;
	const rows = await withAccounts({ person: asker.person }, (accounts) =>
		accounts
			.select({ id: person.id })
			.from(person)
			.where(or(eq(person.email, login), eq(person.username, login), isNamed))
	);
	return rows.map((one) => one.id);
}

/** Without those who were erased. */
export async function namesOf(
	accounts: Transaction,
	ids: readonly string[]
): Promise<ReadonlyMap<string, string>> {
	if (ids.length === 0) return new Map();
	const rows = await accounts
		.select({ id: person.id, name: person.name })
		.from(person)
		.where(and(inArray(person.id, [...new Set(ids)]), ne(person.name, '')));
	return new Map(rows.map(({ id, name }) => [id, name]));
}
