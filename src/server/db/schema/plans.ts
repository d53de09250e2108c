import { sql } from 'drizzle-orm';
import { check, date, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { layers } from '#lib/sheets/life.ts';
import { sheet } from './content-and-sheets.ts';
import { json, moment, oneOf } from './columns.ts';
import { organisation } from './organisations.ts';

/** A plan of improvement, and the layer of the sheet whose diagnosis it follows from. */
export const plan = pgTable(
	'plan',
	{
		/** From the device, so that what is sent again is known again. */
		id: uuid().primaryKey(),
		sheet: uuid()
			.notNull()
			.references(() => sheet.id),
		layer: text({ enum: layers }).notNull(),
		by: uuid().notNull(),
		at: moment('at').notNull().defaultNow()
	},
	(table) => [
		check('plan_layer_is_known', sql`${table.layer} in ${oneOf(layers)}`),
		index('plan_of').on(table.sheet)
	]
);

const planId = () =>
	uuid()
		.notNull()
		.references(() => plan.id);

/** One change of one field of an action. An action is the fold of its patches, as a sheet is of its own. */
export const planPatch = pgTable(
	'plan_patch',
	{
		/** From the device. */
		id: uuid().primaryKey(),
		plan: planId(),
		action: uuid().notNull(),
		/** `what`, `due`, `status` or `measures.yancheng-2022/loan-interest`: see src/lib/plan/action.ts. */
		field: text().notNull(),
		/** JSON null where nothing is said any more. */
		value: json().notNull(),
		/** The patch of the same field that was seen when this one was made. */
		replaces: uuid(),
		madeAt: moment('made_at').notNull(),
		by: uuid().notNull(),
		at: moment('at').notNull().defaultNow()
	},
	(table) => [
		check('plan_patch_field_has_a_length', sql`char_length(${table.field}) between 1 and 200`),
		check('plan_patch_value_has_a_length', sql`octet_length(${table.value}::text) <= 20000`),
		index('plan_patch_of').on(table.plan)
	]
);

/**
 * The person who answers for an action, by the name that somebody typed. It says something of a person, so the
 * row can be erased; the action keeps its id.
 */
export const planOwner = pgTable(
	'plan_owner',
	{
		id: uuid().primaryKey(),
		enterprise: uuid()
			.notNull()
			.references(() => organisation.id),
		name: text().notNull(),
		by: uuid().notNull(),
		at: moment('at').notNull().defaultNow()
	},
	(table) => [check('plan_owner_has_a_name', sql`char_length(${table.name}) between 1 and 100`)]
);

/** A file that shows that an action was carried out. */
export const planEvidence = pgTable(
	'plan_evidence',
	{
		id: uuid().primaryKey(),
		plan: planId(),
		action: uuid().notNull(),
		/** SHA-256 of its content, by which it lies in the store. */
		file: text().notNull(),
		name: text().notNull(),
		/** By its content, never by its name. */
		type: text().notNull(),
		bytes: integer().notNull(),
		/** The day it speaks of, which is not the day it came. */
		effectiveOn: date('effective_on'),
		by: uuid().notNull(),
		at: moment('at').notNull().defaultNow()
	},
	(table) => [
		check('plan_evidence_file_is_sha256', sql`${table.file} ~ '^[0-9a-f]{64}$'`),
		check('plan_evidence_name_has_a_length', sql`char_length(${table.name}) between 1 and 200`),
		index('plan_evidence_of').on(table.plan)
	]
);
