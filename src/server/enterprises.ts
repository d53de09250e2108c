import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { OrganisationKind } from '#lib/roles.ts';
import { organisation, profile, withDatabase } from './db/index.ts';
import type { Member } from './enterprise-sheets.ts';
import { problems } from './problems.ts';
import { asking, isUuid } from './refused.ts';

/** How an enterprise describes itself, in the words of a case file. */
export interface Profile {
	readonly name: string;
	/** GB/T 2260 or town code, or a zone of ours. */
	readonly area: string | undefined;
	/** The other facts by id, without the area. */
	readonly facts: Readonly<Record<string, unknown>>;
	readonly titles: readonly unknown[];
}

export interface OrganisationLine {
	readonly id: string;
	readonly kind: OrganisationKind;
	readonly name: string;
	readonly area: string | undefined;
}

export interface Enterprise extends Profile {
	readonly id: string;
	readonly creditCode: string | undefined;
}

/** How many lines a page of a list has. */
export const linesOfPage = 50;

/**
 * The organisations that the actor sees, by name.
 *
 * @param filter `named`: whose name holds these words; `page` counts from 0
 * @returns a page of them, and whether there are more
 */
export async function listOrganisations(
	actor: Member,
	{
		id,
		kind,
		named = '',
		page = 0
	}: { id?: string; kind?: OrganisationKind; named?: string; page?: number } = {}
): Promise<{ lines: OrganisationLine[]; more: boolean }> {
	return withDatabase(actor, async (database) => {
		const last = database
			.select({ name: profile.name, area: profile.area })
			.from(profile)
			.where(eq(profile.organisation, organisation.id))
			.orderBy(desc(profile.id))
			.limit(1)
			.as('last');
		const rows = await database
			.select({ id: organisation.id, kind: organisation.kind, name: last.name, area: last.area })
			.from(organisation)
			.innerJoinLateral(last, sql`true`)
			.where(
				and(
					id === undefined ? undefined : eq(organisation.id, id),
					kind === undefined ? undefined : eq(organisation.kind, kind),
					named === '' ? undefined : sql`strpos(lower(${last.name}), lower(${named})) > 0`
				)
			)
			.orderBy(asc(last.name), asc(organisation.id))
			.limit(linesOfPage + 1)
			.offset(page * linesOfPage);
		const lines = rows
			.slice(0, linesOfPage)
			.map((row) => ({ ...row, area: row.area ?? undefined }));
		return { lines, more: rows.length > linesOfPage };
	});
}

/** A line of that list; nothing where the actor sees no organisation of that id. */
export async function openOrganisation(
	actor: Member,
	id: string
): Promise<OrganisationLine | undefined> {
	return isUuid(id) ? (await listOrganisations(actor, { id })).lines[0] : undefined;
}

/** What those organisations are called that the actor sees, by id. */
export async function organisationNames(
	actor: Member,
	ids: readonly string[]
): Promise<ReadonlyMap<string, string>> {
	if (ids.length === 0) return new Map();
	return withDatabase(actor, async (database) => {
		const rows = await database
			.selectDistinctOn([profile.organisation], { id: profile.organisation, name: profile.name })
			.from(profile)
			.where(inArray(profile.organisation, [...new Set(ids)]))
			.orderBy(profile.organisation, desc(profile.id));
		return new Map(rows.map(({ id, name }) => [id, name]));
	});
}

/** An enterprise as it describes itself now; nothing where the actor sees none of that id. */
export async function openEnterprise(actor: Member, id: string): Promise<Enterprise | undefined> {
	if (!isUuid(id)) return undefined;
	return withDatabase(actor, async (database) => {
		const [found] = await database
			.select()
			.from(organisation)
			.innerJoin(profile, eq(profile.organisation, organisation.id))
			.where(and(eq(organisation.id, id), eq(organisation.kind, 'enterprise')))
			.orderBy(desc(profile.id))
			.limit(1);
		if (!found) return undefined;
		const { name, area, facts, titles } = found.profile;
		return {
			id,
			creditCode: found.organisation.creditCode ?? undefined,
			name,
			area: area ?? undefined,
			facts: facts as Profile['facts'],
			titles: Array.isArray(titles) ? (titles as unknown[]) : []
		};
	});
}

/**
 * Describes an enterprise anew; how it was described before stays.
 * @throws the problem, where the actor may not
 */
export async function describeEnterprise(
	actor: Member,
	id: string,
	{ name, area, facts, titles }: Profile
): Promise<void> {
	if (!isUuid(id)) return problems.noSuchEnterprise();
	const row = { organisation: id, name, area: area ?? null, facts, titles };
	await asking(actor, (database) => database.insert(profile).values(row));
}
