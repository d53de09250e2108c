import { and, desc, eq, sql } from 'drizzle-orm';
import { place, trail, withDatabase } from './db/index.ts';
import type { Member } from './enterprise-sheets.ts';
import { problems } from './problems.ts';
import { asking, isUuid } from './refused.ts';
import {
	offsetOf,
	requireRightIn,
	rowsPerPage,
	within,
	type Page,
	type Period
} from './searching.ts';

/** What is looked for in the trail; what is left out is not asked. */
export interface TrailSearch extends Period, Page {
	/** The organisation whose file it is. */
	readonly file?: string | undefined;
	/** Who did it. */
	readonly person?: string | undefined;
	/** `sheet_event`, `patch` …, or `seen`. */
	readonly action?: string | undefined;
}

export interface TrailPage {
	/** The last first. */
	readonly entries: readonly TrailEntry[];
	/** Whether there is a page after this one. */
	readonly hasMore: boolean;
}

/** That somebody did something, for which organisation, and from where if that was not erased. */
export type TrailEntry = Omit<typeof trail.$inferSelect, 'before' | 'hash' | 'place'> & {
	readonly place: Pick<typeof place.$inferSelect, 'address' | 'agent'> | null;
};

/**
 * Finds who did what in the files whose trail the actor may read: there is no other that they could name.
 * @throws the problem, where the actor may read none, or what is looked for cannot be
 */
export async function searchTrail(actor: Member, search: TrailSearch): Promise<TrailPage> {
	const wanted = conditions(search);
	const offset = offsetOf(search);
	return withDatabase(actor, async (database) => {
		await requireRightIn(database, 'trail.read');
		const found = await database
			.select({
				chain: trail.chain,
				seq: trail.seq,
				at: trail.at,
				person: trail.person,
				organisation: trail.organisation,
				action: trail.action,
				subject: trail.subject,
				detail: trail.detail,
				place: { address: place.address, agent: place.agent }
			})
			.from(trail)
			.leftJoin(place, eq(place.id, trail.place))
			.where(and(...wanted))
			.orderBy(desc(trail.at), desc(trail.seq), trail.chain)
			.limit(rowsPerPage + 1)
			.offset(offset);
		return { entries: found.slice(0, rowsPerPage), hasMore: found.length > rowsPerPage };
	});
}

/**
 * Notes in the trail of an enterprise's file that something was taken out of it.
 * @param what in a word or two, with an id: `report declared 1f0c…`
 */
export async function noteSeen(actor: Member, file: string, what: string): Promise<void> {
	await asking(actor, (database) => database.execute(sql`select note_seen(${file}, ${what})`));
}

/**
 * Notes in the trail of an enterprise that somebody from outside it looked at a sheet, or at something of it: once
 * for each person, thing and day in China.
 * @param what in a word or two, with an id: `evidence 1f0c…`
 */
export async function noteView(actor: Member, sheet: string, what: string): Promise<void> {
	await asking(actor, (database) => database.execute(sql`select note_view(${sheet}, ${what})`));
}

function conditions({ file, person, action, ...period }: TrailSearch) {
	for (const [name, id] of Object.entries({ file, person })) {
		if (id !== undefined && !isUuid(id)) problems.badSearch(name);
	}
	return [
		file === undefined ? undefined : eq(trail.chain, file),
		person === undefined ? undefined : eq(trail.person, person),
		action === undefined ? undefined : eq(trail.action, action),
		...within(trail.at, period)
	];
}
