import { sql } from 'drizzle-orm';
import {
	bigint,
	check,
	date,
	foreignKey,
	index,
	pgTable,
	text,
	unique,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import { locales } from '#scoring';
import { fileDecisionKinds, withdrawalCategories } from '#lib/file-decision.ts';
import { layers } from '#lib/sheets/life.ts';
import { json, moment, oneOf } from './columns.ts';
import { sheet } from './content-and-sheets.ts';
import { filed } from './life.ts';
import { organisation } from './organisations.ts';

/** A report that was issued of what was filed: what it says is that dossier's, for ever. */
export const issuedReport = pgTable(
	'issued_report',
	{
		/** As src/lib/report/code.ts makes it. */
		code: text().primaryKey(),
		sheet: uuid().notNull(),
		layer: text({ enum: layers }).notNull(),
		locale: text({ enum: locales }).notNull(),
		/** The day on which it was issued, which is not the day it judges on. */
		issuedOn: date('issued_on').notNull(),
		/** What it rests on beside the dossiers: `Beside` in src/lib/report/record.ts. */
		beside: json().notNull(),
		/** The hash of its record: of the dossiers and all content it rests on. */
		record: text().notNull(),
		by: uuid().notNull(),
		at: moment('at').notNull().defaultNow()
	},
	(table) => [
		foreignKey({ columns: [table.sheet, table.layer], foreignColumns: [filed.sheet, filed.layer] }),
		// Whoever issues it again gets the same one.
		unique('issued_report_once').on(table.sheet, table.layer, table.locale),
		check('issued_report_code_is_one', sql`${table.code} ~ '^[0-9A-HJKMNP-TV-Z]{13}$'`),
		check('issued_report_record_is_sha256', sql`${table.record} ~ '^sha256:[0-9a-f]{64}$'`),
		check('issued_report_layer_is_known', sql`${table.layer} in ${oneOf(layers)}`),
		check('issued_report_locale_is_known', sql`${table.locale} in ${oneOf(locales)}`)
	]
);

/** What was decided about an enterprise's file, or about one report in it. Of holds and releases the last one stands, of retentions too. */
export const fileDecision = pgTable(
	'file_decision',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		enterprise: uuid()
			.notNull()
			.references(() => organisation.id),
		kind: text({ enum: fileDecisionKinds }).notNull(),
		/** Of a withdrawal. */
		report: text().references(() => issuedReport.code),
		/** Of a withdrawal, what everybody is told; the reason is for those who see the file. */
		category: text({ enum: withdrawalCategories }),
		reason: text().notNull(),
		/** Of a retention: the last day. */
		until: date(),
		by: uuid().notNull(),
		at: moment('at').notNull().defaultNow()
	},
	(table) => [
		check('file_decision_kind_is_known', sql`${table.kind} in ${oneOf(fileDecisionKinds)}`),
		check(
			'file_decision_category_is_known',
			sql`${table.category} in ${oneOf(withdrawalCategories)}`
		),
		check(
			'file_decision_says_what_it_must',
			sql`(${table.kind} = 'withdrawal') = (${table.report} is not null)
				and (${table.kind} = 'withdrawal') = (${table.category} is not null)
				and (${table.kind} = 'retention') = (${table.until} is not null)`
		),
		check(
			'file_decision_reason_has_a_length',
			sql`char_length(${table.reason}) between 1 and 2000`
		),
		uniqueIndex('file_decision_withdraws_once')
			.on(table.report)
			.where(sql`kind = 'withdrawal'`),
		index('file_decision_of').on(table.enterprise, table.id)
	]
);

/** A package that was made of a filed sheet: which it was, and which of the same enterprise came before it. */
export const archivePackage = pgTable(
	'package',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		enterprise: uuid()
			.notNull()
			.references(() => organisation.id),
		sheet: uuid()
			.notNull()
			.references(() => sheet.id),
		/** SHA-256 of its manifest, which covers the whole payload, and in it the hash before it. */
		hash: text().notNull(),
		/** The hash of the enterprise's package before it; none of the first. */
		previous: text(),
		/** Of the whole ZIP. */
		bytes: bigint({ mode: 'number' }).notNull(),
		/** Nobody where it was taken in from another installation. */
		by: uuid(),
		at: moment('at').notNull().defaultNow()
	},
	(table) => [
		unique('package_once').on(table.sheet, table.hash),
		check('package_hash_is_sha256', sql`${table.hash} ~ '^sha256:[0-9a-f]{64}$'`),
		check('package_previous_is_sha256', sql`${table.previous} ~ '^sha256:[0-9a-f]{64}$'`),
		index('package_of').on(table.enterprise, table.id)
	]
);
