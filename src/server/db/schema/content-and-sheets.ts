import { sql } from 'drizzle-orm';
import {
	bigint,
	check,
	index,
	pgTable,
	primaryKey,
	text,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import { layers } from '#lib/sheets/life.ts';
import { json, moment, oneOf } from './columns.ts';

/** Published editions and policy documents, and the terms that rules are written in, as their hash covers them. */
export const content = pgTable(
	'content',
	{
		hash: text().primaryKey(),
		kind: text({ enum: ['edition', 'document', 'terms'] }).notNull(),
		/** `instrument@edition`, the id of a document, or `terms`. */
		ref: text().notNull(),
		data: json().notNull(),
		publishedAt: moment('published_at').notNull().defaultNow()
	},
	(table) => [
		check('content_hash_is_sha256', sql`${table.hash} ~ '^sha256:[0-9a-f]{64}$'`),
		check('content_kind_is_known', sql`${table.kind} in ('edition', 'document', 'terms')`),
		// An edition has one content for ever; a document and the terms have one for each state they were in.
		uniqueIndex('content_edition')
			.on(table.ref)
			.where(sql`kind = 'edition'`)
	]
);

/** What became of content; the last event of a hash says how it stands. */
export const contentEvent = pgTable(
	'content_event',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		content: text()
			.notNull()
			.references(() => content.hash),
		event: text({ enum: ['published', 'retired', 'withdrawn'] }).notNull(),
		/** Of an edition, the entry of questionnaires/events.json that told it; of a document, when it was compared with its text. */
		told: json(),
		at: moment('at').notNull().defaultNow()
	},
	(table) => [
		check('content_event_is_known', sql`${table.event} in ('published', 'retired', 'withdrawn')`),
		index('content_event_of').on(table.content, table.id)
	]
);

/** A kept answer sheet; what it says is the fold of its patches. */
export const sheet = pgTable('sheet', {
	id: uuid().primaryKey(),
	questionnaire: text().notNull(),
	/** The edition as it reads: its questions never change under the answers. */
	content: text()
		.notNull()
		.references(() => content.hash),
	createdAt: moment('created_at').notNull().defaultNow()
});

/** A private link: the SHA-256 of its token, which itself is not kept, and the sheet it opens. */
export const link = pgTable(
	'link',
	{
		hash: text().primaryKey(),
		/** Comes before its sheet, which only its holder may make: see drizzle/0001_access.sql. */
		sheet: uuid().notNull().unique(),
		createdAt: moment('created_at').notNull().defaultNow()
	},
	(table) => [check('link_hash_is_sha256', sql`${table.hash} ~ '^[0-9a-f]{64}$'`)]
);

/** One change of one field of a sheet, as a device made it. */
export const patch = pgTable(
	'patch',
	{
		sheet: uuid()
			.notNull()
			.references(() => sheet.id),
		/** From the device: unique within the sheet, so that no device can be in another's way. */
		id: uuid().notNull(),
		field: text().notNull(),
		value: json().notNull(),
		replaces: uuid(),
		/** Who says it; what comes over a private link is declared. */
		layer: text({ enum: layers }).notNull().default('declared'),
		/** Who made it; nobody is named where it came over a private link. */
		author: uuid(),
		/** Why it was changed after it had been decided. */
		reason: text(),
		madeAt: moment('made_at').notNull(),
		receivedAt: moment('received_at').notNull().defaultNow()
	},
	(table) => [
		primaryKey({ columns: [table.sheet, table.id] }),
		check('patch_layer_is_known', sql`${table.layer} in ${oneOf(layers)}`),
		check('patch_replaces_another', sql`${table.replaces} <> ${table.id}`)
	]
);

/**
 * A draft sheet that was moved to a newer edition, and the sheet it became. What it becomes has an id worked out
 * from where it comes from, so that it is one sheet however often it is moved, and nobody can claim another.
 */
export const move = pgTable(
	'move',
	{
		/** The sheet of the newer edition. */
		sheet: uuid()
			.primaryKey()
			.references(() => sheet.id),
		fromSheet: uuid('from_sheet')
			.notNull()
			.references(() => sheet.id),
		/** The newer edition, `instrument@edition`. */
		questionnaire: text().notNull(),
		/** Of the mapping by which it was moved. */
		mapping: text().notNull(),
		createdAt: moment('created_at').notNull().defaultNow()
	},
	(table) => [
		check('move_mapping_is_sha256', sql`${table.mapping} ~ '^sha256:[0-9a-f]{64}$'`),
		check(
			'move_sheet_is_derived',
			sql`${table.sheet} = encode(substring(sha256(convert_to(${table.fromSheet}::text || ' ' || ${table.questionnaire}, 'UTF8')) from 1 for 16), 'hex')::uuid`
		),
		index('move_from').on(table.fromSheet)
	]
);
