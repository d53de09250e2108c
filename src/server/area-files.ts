import { and, inArray, sql, type SQL } from 'drizzle-orm';
import type { FileFilters, FileSort, FileState, ShownFile } from '#lib/area-files.ts';
import type { State } from '#lib/sheets/life.ts';
import { factWords } from '#lib/words/condition.ts';
import { tierWords } from '#lib/words/tier.ts';
import { checkKnown, type Locale } from '#scoring';
import { areaName, library } from './content.ts';
import { withDatabase } from './db/index.ts';
import type { Member } from './enterprise-sheets.ts';
import { linesOfPage, type OrganisationLine } from './enterprises.ts';
import { namesIn } from './names.ts';
import { problems } from './problems.ts';
import { isUuid } from './refused.ts';
import { titleOf } from './shown-sheet.ts';

/** How many files a page of the list has. */
export const filesOfPage = 50;

/** A file of an area, as the database tells it. */
interface AreaFile {
	/** Its sheet, or its enterprise where that has none. */
	readonly id: string;
	/** By what it is sorted. */
	readonly key: string;
	readonly enterprise: string;
	readonly name: string;
	readonly creditCode: string | null;
	readonly area: string | null;
	readonly industry: string | null;
	readonly size: string | null;
	readonly sheet: string | null;
	readonly questionnaire: string | null;
	readonly state: FileState;
	readonly low: number | null;
	readonly high: number | null;
	readonly day: string | null;
	readonly changedOn: string;
}

export interface FoundFiles {
	readonly files: readonly AreaFile[];
	/** Of all that were found: sheets with the enterprises that have none, and enterprises. */
	readonly count: number;
	readonly enterprises: number;
	/** Where the next page begins; nothing where there is none. */
	readonly next: string | undefined;
}

/**
 * The files of the area of the actor's government unit, none for anybody else.
 *
 * @param page `after`: where it begins, as the page before said; all files where `page` is left out
 * @throws the problem, where no page ends there
 */
export async function findFiles(
	actor: Member,
	filters: FileFilters,
	page?: { readonly after: string | undefined }
): Promise<FoundFiles> {
	const { sort } = filters;
	const order = sql.raw(isFromLast(sort) ? 'desc' : 'asc');
	const limit = page ? sql`limit ${filesOfPage + 1}` : sql``;
	const found = await withDatabase(actor, (database) =>
		database.execute(sql`
			with found as materialized (
				select *, coalesce(sheet, enterprise)::text collate "C" as id, ${keys[sort]} collate "C" as key
				from files_of_area() where ${and(sql`true`, ...wanted(filters))}
			)
			select counted.count, counted.enterprises, shown.* from (
				select count(*)::int as count, count(distinct enterprise)::int as enterprises from found
			) as counted left join (
				select id, key, enterprise, name, credit_code as "creditCode", area, industry, size, sheet,
					questionnaire, coalesce(state, 'none') as state, low, high, day, ${changedOn} as "changedOn"
				from found where ${page?.after === undefined ? sql`true` : beyond(sort, page.after)}
				order by key ${order}, id ${order} ${limit}
			) as shown on true
			order by shown.key ${order}, shown.id ${order}
		`)
	);
	const { rows } = found as unknown as {
		rows: (AreaFile & Pick<FoundFiles, 'count' | 'enterprises'>)[];
	};
	const { count, enterprises } = rows[0]!;
	// Where nothing is shown, the counts stand alone in their row.
	const files = rows.filter((row) => row.enterprise !== null);
	const shown = page ? files.slice(0, filesOfPage) : files;
	const last = files.length > shown.length ? shown.at(-1) : undefined;
	return { files: shown, count, enterprises, next: last && `${last.id}~${last.key}` };
}

/** The ids of the sheets in the area of the actor's government unit that are in one of these states and changed last. */
export async function lastOfArea(
	actor: Member,
	states: readonly State[],
	most: number
): Promise<string[]> {
	const found = await withDatabase(actor, (database) =>
		database.execute(sql`
			select sheet from files_of_area() where ${inArray(sql`state`, [...states])}
			order by changed_at desc, sheet limit ${most}
		`)
	);
	return (found as unknown as { rows: { sheet: string }[] }).rows.map(({ sheet }) => sheet);
}

/**
 * The enterprises in the area of the actor's government unit, by name.
 *
 * @param page from 0
 * @returns a page of them, and whether there are more
 */
export async function enterprisesOfArea(
	actor: Member,
	{ named, page }: { named: string; page: number }
): Promise<{ lines: OrganisationLine[]; more: boolean }> {
	const found = await withDatabase(actor, (database) =>
		database.execute(sql`
			select distinct name, enterprise as id, area from files_of_area()
			where strpos(lower(name), lower(${named})) > 0
			order by name, enterprise limit ${linesOfPage + 1} offset ${page * linesOfPage}
		`)
	);
	const { rows } = found as unknown as {
		rows: { id: string; name: string; area: string | null }[];
	};
	const kind = 'enterprise';
	const lines = rows
		.slice(0, linesOfPage)
		.map((row) => ({ ...row, kind, area: row.area ?? undefined }) as const);
	return { lines, more: rows.length > linesOfPage };
}

/** A file in words. */
export function shownFile(file: AreaFile, locale: Locale): ShownFile {
	const names = namesIn({});
	const { enterprise, name, questionnaire, state, changedOn } = file;
	const fact = (id: 'industry' | 'size') => {
		const value = file[id];
		if (value === null) return undefined;
		const { faults } = checkKnown(names.catalogue, { facts: { [id]: value } });
		return faults.length > 0 ? value : factWords(id, value, names, locale);
	};
	return {
		...{ enterprise, name, state, changedOn },
		creditCode: file.creditCode ?? undefined,
		area: file.area === null ? undefined : areaName(file.area),
		industry: fact('industry'),
		size: fact('size'),
		sheet: file.sheet ?? undefined,
		title: questionnaire === null ? undefined : titleOf(questionnaire),
		edition: questionnaire?.split('@')[1],
		tier: tierOf(file, locale),
		day: file.day ?? undefined
	};
}

/** The confirmed tier of a filed sheet in words, `low – high` where it is not certain; nothing where none is known. */
export function tierOf(
	{ questionnaire, low, high }: Pick<AreaFile, 'questionnaire' | 'low' | 'high'>,
	locale: Locale
): string | undefined {
	if (questionnaire === null || low === null || high === null) return undefined;
	const { edition } = library.editions.get(questionnaire) ?? problems.noSuchEdition(questionnaire);
	const ends = [...new Set([low, high])].map((rank) => tierWords(edition, rank, locale));
	return ends.join(' – ');
}

const changedOn = sql`to_char(changed_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD')`;

/** Texts that stand in the order of what they say. */
const keys: Readonly<Record<FileSort, SQL>> = {
	changed: sql`to_char(changed_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')`,
	name: sql`name`,
	area: sql`coalesce(area, '')`,
	tier: sql`coalesce(lpad(low::text, 2, '0') || lpad(high::text, 2, '0'), '')`,
	day: sql`coalesce(day, '')`
};

function isFromLast(sort: FileSort): boolean {
	return sort !== 'name' && sort !== 'area';
}

function beyond(sort: FileSort, after: string): SQL {
	const [id, key] = [after.slice(0, 36), after.slice(37)];
	if (!isUuid(id) || after[36] !== '~' || key.length > 300) problems.badSearch('after');
	const past = sql.raw(isFromLast(sort) ? '<' : '>');
	return sql`(key, id) ${past} (${key}::text collate "C", ${id}::text collate "C")`;
}

function wanted({ area, instrument, state, tier, year, q }: FileFilters): (SQL | undefined)[] {
	const of = (one: string) => sql`split_part(questionnaire, '@', 1) = ${one}`;
	return [
		area === undefined ? undefined : sql`lies_within(area, ${area})`,
		instrument === undefined ? undefined : of(instrument),
		state === undefined ? undefined : sql`coalesce(state, 'none') = ${state}`,
		tier && and(of(tier.instrument), sql`${tier.rank}::int between low and high`),
		year === undefined ? undefined : sql`left(coalesce(day, ${changedOn}), 4) = ${year}`,
		q === '' ? undefined : sql`(strpos(lower(name), lower(${q})) > 0 or credit_code = upper(${q}))`
	];
}
