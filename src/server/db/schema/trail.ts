import { sql } from 'drizzle-orm';
import { bigint, check, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { json, moment } from './columns.ts';

/**
 * Who did what to which thing, when, from where: one chain for each organisation's file. Rows are written
 * by triggers alone; each holds the hash of the one before it.
 */
export const trail = pgTable(
	'trail',
	{
		/** The organisation whose file it is. */
		chain: uuid().notNull(),
		/** From 1, without a gap. */
		seq: bigint({ mode: 'number' }).notNull(),
		at: moment('at').notNull(),
		/** Ids only: names stand where they can be erased. */
		person: uuid(),
		organisation: uuid(),
		/** `sheet_event`, `patch` …: the table it happened to, or `seen`. */
		action: text().notNull(),
		subject: text().notNull(),
		detail: json().notNull(),
		/** Where from: a row that can be erased. */
		place: uuid(),
		/** The hash of the row before; 64 zeros for the first. */
		before: text().notNull(),
		/** SHA-256 of all of the above, as `trail_text` writes them. */
		hash: text().notNull()
	},
	(table) => [
		primaryKey({ columns: [table.chain, table.seq] }),
		check('trail_hash_is_sha256', sql`${table.hash} ~ '^[0-9a-f]{64}$'`),
		index('trail_by').on(table.person),
		index('trail_at').on(table.at)
	]
);

/** From where something was done. Addresses say something of people: a row can be erased. */
export const place = pgTable('place', {
	id: uuid().primaryKey(),
	address: text().notNull(),
	agent: text().notNull(),
	at: moment('at').notNull().defaultNow()
});
