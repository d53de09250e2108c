import { sql } from 'drizzle-orm';
import {
	bigint,
	check,
	foreignKey,
	index,
	pgTable,
	text,
	unique,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import { locales } from '#scoring';
import { batchEvents, batchKinds, printEvents, printFailures } from '#lib/print-batch.ts';
import { layers } from '#lib/sheets/life.ts';
import { sheet } from './content-and-sheets.ts';
import { moment, oneOf } from './columns.ts';
import { organisation } from './organisations.ts';

/** Reports or packages that somebody asked to have made together, for their organisation. */
export const printBatch = pgTable(
	'print_batch',
	{
		id: uuid().primaryKey(),
		organisation: uuid()
			.notNull()
			.references(() => organisation.id),
		kind: text({ enum: batchKinds }).notNull().default('reports'),
		/** Whose: of a code of GB/T 2260 or a town; null where sheets were chosen one by one. */
		area: text(),
		/** Of reports; a package has all that were issued. */
		layer: text({ enum: layers }),
		/** Of reports; of packages that of their index. */
		locale: text({ enum: locales }).notNull(),
		by: uuid().notNull(),
		at: moment('at').notNull().defaultNow()
	},
	(table) => [
		check('print_batch_kind_is_known', sql`${table.kind} in ${oneOf(batchKinds)}`),
		check(
			'print_batch_says_what_it_must',
			sql`(${table.kind} = 'reports') = (${table.layer} is not null)`
		),
		check('print_batch_layer_is_known', sql`${table.layer} in ${oneOf(layers)}`),
		check('print_batch_locale_is_known', sql`${table.locale} in ${oneOf(locales)}`),
		check('print_batch_area_has_a_length', sql`char_length(${table.area}) <= 12`),
		index('print_batch_of').on(table.organisation)
	]
);

/** One report or package of a batch. */
export const printItem = pgTable(
	'print_item',
	{
		id: uuid().primaryKey(),
		batch: uuid()
			.notNull()
			.references(() => printBatch.id),
		sheet: uuid()
			.notNull()
			.references(() => sheet.id),
		/** What the enterprise was called when it was asked for: of one that is not seen any more it says which. */
		name: text().notNull()
	},
	(table) => [
		unique('print_item_once').on(table.batch, table.sheet),
		unique('print_item_of').on(table.batch, table.id),
		check('print_item_name_has_a_length', sql`char_length(${table.name}) between 1 and 200`)
	]
);

/** What became of a batch, or of one item of it: the last one stands. */
export const printEvent = pgTable(
	'print_event',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		batch: uuid().notNull(),
		/** Null of what is told of the whole batch. */
		item: uuid(),
		kind: text({ enum: printEvents }).notNull(),
		/** Of what was printed: SHA-256 of the file, by which it lies in the store, and its size. */
		file: text(),
		bytes: bigint({ mode: 'number' }),
		/** Of what failed. */
		why: text({ enum: printFailures }),
		/** Which of it, for people: the names of what is gone, the fields that cannot be printed. */
		what: text(),
		/** Nobody, where a worker tells it. */
		by: uuid(),
		at: moment('at').notNull().defaultNow()
	},
	(table) => [
		foreignKey({ columns: [table.batch], foreignColumns: [printBatch.id] }),
		foreignKey({
			columns: [table.batch, table.item],
			foreignColumns: [printItem.batch, printItem.id]
		}),
		check('print_event_kind_is_known', sql`${table.kind} in ${oneOf(printEvents)}`),
		check('print_event_why_is_known', sql`${table.why} in ${oneOf(printFailures)}`),
		check(
			'print_event_says_what_it_must',
			sql`(${table.kind} in ${oneOf(batchEvents)}) = (${table.item} is null)
				and (${table.kind} = 'printed') = (${table.file} is not null)
				and (${table.kind} = 'printed') = (${table.bytes} is not null)
				and (${table.kind} = 'failed') = (${table.why} is not null)`
		),
		check('print_event_file_is_sha256', sql`${table.file} ~ '^[0-9a-f]{64}$'`),
		check(
			'print_event_what_has_a_length',
			sql`${table.what} is null or ${table.kind} = 'failed' and char_length(${table.what}) between 1 and 2000`
		),
		// However many workers had it in their hands.
		uniqueIndex('print_event_prints_once')
			.on(table.item)
			.where(sql`kind = 'printed'`),
		index('print_event_of').on(table.batch, table.item, table.id)
	]
);
