import { gte, lt, sql, type Column } from 'drizzle-orm';
import type { Right } from '#lib/roles.ts';
import { isDay, type Day } from '#scoring';
import { endOfDay, startOfDay } from './clock.ts';
import type { Transaction } from './db/index.ts';
import { problems } from './problems.ts';

/** The first and the last day, in China. */
export interface Period {
	readonly from?: Day | undefined;
	readonly to?: Day | undefined;
}

export interface Page {
	/** From 1. */
	readonly page?: number | undefined;
}

const mostPages = 1_000_000;

/** How many rows one page has. */
export const rowsPerPage = 50;

/** @throws the problem, where there is no such page */
export function offsetOf({ page = 1 }: Page): number {
	const isPage = Number.isSafeInteger(page) && page >= 1 && page <= mostPages;
	if (!isPage) problems.badSearch('page');
	return (page - 1) * rowsPerPage;
}

/** @throws the problem, where one of the days is none */
export function within(at: Column, { from, to }: Period) {
	for (const day of [from, to]) if (day !== undefined && !isDay(day)) problems.noSuchDay(day);
	return [
		from === undefined ? undefined : gte(at, startOfDay(from)),
		to === undefined ? undefined : lt(at, endOfDay(to))
	];
}

/** @throws the problem, where who asks has not the right now: the policies alone would show them nothing */
export async function requireRightIn(database: Transaction, right: Right): Promise<void> {
	const { rows } = (await database.execute(sql`select has_right(${right}) as yes`)) as unknown as {
		rows: { yes: boolean }[];
	};
	if (!rows[0]!.yes) problems.notAllowed();
}
