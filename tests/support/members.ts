import { randomUUID } from 'node:crypto';
import { roleIds, roles, type OrganisationKind, type RoleId } from '#lib/roles.ts';
import type { Member } from '#server/enterprise-sheets.ts';
import type { TestDatabase } from './databases.ts';

/** One organisation of each kind and one person in each role. */
export interface Made {
	readonly enterprise: string;
	readonly organisations: Readonly<Record<OrganisationKind, string>>;
	readonly members: Readonly<Record<RoleId, Member>>;
	readonly assignment: string;
}

/** Where an enterprise lies, and the area of its government. */
interface Place {
	readonly enterprise: string;
	readonly government: string;
}

/** A county-level city of Yancheng, and the city around it. */
const dongtai: Place = { enterprise: '320981', government: '320900' };
/** A town of Dongguan, and the city. */
export const changan: Place = { enterprise: '441900119', government: '441900' };

/**
 * Makes them, in a database that nobody has open: an enterprise in Dongtai, the government of Yancheng, a
 * provider that the enterprise is assigned to until tomorrow, and its consultant.
 */
export async function makeMembers(database: TestDatabase, place = dongtai): Promise<Made> {
	const organisations = {
		enterprise: randomUUID(),
		provider: randomUUID(),
		government: randomUUID(),
		operator: randomUUID()
	};
	const members = Object.fromEntries(
		roleIds.map((role) => {
			const organisation = organisations[roles[role].kind];
			return [role, { person: randomUUID(), organisation }];
		})
	) as Record<RoleId, Member>;
	const assignment = randomUUID();
	const areas = { ...place, provider: place.government, operator: null };
	const operator = members.operator.person;
	await database.asAdmin(async (query) => {
		for (const [kind, id] of Object.entries(organisations)) {
			const area = areas[kind as OrganisationKind];
			await query(`insert into organisation (id, kind) values ('${id}', '${kind}')`);
			await query(`insert into profile (organisation, name, area)
				values ('${id}', 'a ${kind}', ${area === null ? 'null' : `'${area}'`})`);
		}
		for (const [role, { person, organisation }] of Object.entries(members)) {
			await query(`insert into membership (organisation, person, role)
				values ('${organisation}', '${person}', '${role}')`);
		}
		await query(`insert into assignment (id, enterprise, provider, starts_at, ends_at, by)
			values ('${assignment}', '${organisations.enterprise}', '${organisations.provider}',
				now() - interval '1 hour', now() + interval '1 day', '${operator}')`);
		await query(`insert into assignment_event (assignment, event, person, by)
			values ('${assignment}', 'consultant', '${members.consultant.person}', '${operator}')`);
	});
	return { enterprise: organisations.enterprise, organisations, members, assignment };
}
