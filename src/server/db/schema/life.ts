import { sql } from 'drizzle-orm';
import {
	bigint,
	check,
	date,
	index,
	integer,
	numeric,
	pgTable,
	primaryKey,
	smallint,
	text,
	uuid
} from 'drizzle-orm/pg-core';
import { priorities } from '#scoring';
import { assignmentEvents } from '#lib/assignment.ts';
import { remarkKinds } from '#lib/sheets/finding-remark.ts';
import { layers, states } from '#lib/sheets/life.ts';
import { content, sheet } from './content-and-sheets.ts';
import { json, moment, oneOf } from './columns.ts';
import { organisation } from './organisations.ts';

const sheetId = () =>
	uuid()
		.notNull()
		.references(() => sheet.id);

/** Whose file a sheet belongs to; one without a row here is anonymous, behind its private link. */
export const sheetOwner = pgTable(
	'sheet_owner',
	{
		/** Comes before its sheet where it is new: see drizzle/0006_people_access.sql. */
		sheet: uuid().primaryKey(),
		enterprise: uuid()
			.notNull()
			.references(() => organisation.id),
		by: uuid().notNull(),
		at: moment('at').notNull().defaultNow()
	},
	(table) => [index('sheet_owner_of').on(table.enterprise)]
);

/** The steps of a sheet's life; the last one says its state, and without any it is a draft. */
export const sheetEvent = pgTable(
	'sheet_event',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		sheet: sheetId(),
		state: text({ enum: states }).notNull(),
		reason: text(),
		/** The signed statement of truth: its text, and the signature under it by id and hash. */
		statement: json(),
		by: uuid().notNull(),
		at: moment('at').notNull().defaultNow()
	},
	(table) => [
		check('sheet_event_state_is_known', sql`${table.state} in ${oneOf(states)}`),
		check('sheet_event_reason_has_a_length', sql`char_length(${table.reason}) between 1 and 2000`),
		index('sheet_event_of').on(table.sheet, table.id)
	]
);

/**
 * Somebody's hand under something: who signed, as what, and the strokes drawn on the screen. It says something
 * of a person, so the row can be erased; what was signed keeps its id and its hash.
 */
export const signature = pgTable(
	'signature',
	{
		id: uuid().primaryKey(),
		enterprise: uuid()
			.notNull()
			.references(() => organisation.id),
		name: text().notNull(),
		post: text().notNull(),
		/** Lines of points in a box 600 wide and 200 high; empty where only the name was typed. */
		strokes: json().notNull().default([]),
		by: uuid().notNull(),
		at: moment('at').notNull().defaultNow()
	},
	(table) => [
		check(
			'signature_has_a_name',
			sql`char_length(${table.name}) between 1 and 100 and char_length(${table.post}) <= 100`
		)
	]
);

/** What was said about one question, and what was decided of it. */
export const decision = pgTable(
	'decision',
	{
		id: uuid().primaryKey(),
		sheet: sheetId(),
		field: text().notNull(),
		/** A comment decides nothing. After one of the others a change of the field asks for its reason. */
		kind: text({ enum: ['comment', 'accepted', 'corrected', 'rejected'] }).notNull(),
		text: text().notNull(),
		by: uuid().notNull(),
		at: moment('at').notNull().defaultNow()
	},
	(table) => [
		check(
			'decision_kind_is_known',
			sql`${table.kind} in ('comment', 'accepted', 'corrected', 'rejected')`
		),
		check('decision_text_has_a_length', sql`char_length(${table.text}) <= 2000`),
		index('decision_of').on(table.sheet, table.at)
	]
);

/** What a consultant remarked on something found of a sheet. It changes nothing that is computed. */
export const findingRemark = pgTable(
	'finding_remark',
	{
		id: uuid().primaryKey(),
		sheet: sheetId(),
		/** A question of the edition, or one of its dimensions. */
		finding: text().notNull(),
		kind: text({ enum: remarkKinds }).notNull(),
		/** With the kind of that name alone. */
		priority: text({ enum: priorities }),
		text: text().notNull(),
		by: uuid().notNull(),
		at: moment('at').notNull().defaultNow()
	},
	(table) => [
		check('finding_remark_kind_is_known', sql`${table.kind} in ${oneOf(remarkKinds)}`),
		check(
			'finding_remark_priority_is_known',
			sql`${table.priority} is null or ${table.priority} in ${oneOf(priorities)}`
		),
		check(
			'finding_remark_priority_goes_with_its_kind',
			sql`(${table.kind} = 'priority') = (${table.priority} is not null)`
		),
		check('finding_remark_text_has_a_length', sql`char_length(${table.text}) between 1 and 2000`),
		check(
			'finding_remark_finding_has_a_length',
			sql`char_length(${table.finding}) between 1 and 200`
		),
		index('finding_remark_of').on(table.sheet, table.at)
	]
);

/** The dossier of each layer as it was when the sheet was filed. */
export const filed = pgTable(
	'filed',
	{
		sheet: sheetId(),
		layer: text({ enum: layers }).notNull(),
		/** SHA-256 of the canonical dossier. */
		hash: text().notNull(),
		dossier: json().notNull(),
		/** Of the dossier, for lists: the tier at least and at most as ranks, 0 below the ladder, and the day it judges on. */
		low: smallint().generatedAlwaysAs(sql`(dossier #>> '{diagnosis,standing,low}')::smallint`),
		high: smallint().generatedAlwaysAs(sql`(dossier #>> '{diagnosis,standing,high}')::smallint`),
		day: text().generatedAlwaysAs(sql`dossier #>> '{diagnosis,day}'`),
		/** The edition it rests on. */
		content: text()
			.notNull()
			.references(() => content.hash),
		by: uuid().notNull(),
		at: moment('at').notNull().defaultNow()
	},
	(table) => [
		primaryKey({ columns: [table.sheet, table.layer] }),
		check('filed_layer_is_known', sql`${table.layer} in ${oneOf(layers)}`),
		check('filed_hash_is_sha256', sql`${table.hash} ~ '^sha256:[0-9a-f]{64}$'`)
	]
);

/**
 * What a filed sheet came to, as its confirmed dossier says: what enterprises are placed by among others. Written by
 * a trigger on `filed` and read by `peers_of` alone; requests see nothing of it.
 */
export const filedScore = pgTable(
	'filed_score',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		sheet: sheetId().unique(),
		enterprise: uuid()
			.notNull()
			.references(() => organisation.id),
		content: text()
			.notNull()
			.references(() => content.hash),
		/** Points in thousandths as a fraction; none where they are not certain, or the edition gives no points. */
		numerator: numeric(),
		denominator: numeric(),
		/** Division of GB/T 4754, size and area as they were filed; none where they were not said. */
		industry: text(),
		size: text(),
		area: text(),
		at: moment('at').notNull().defaultNow()
	},
	(table) => [
		check(
			'filed_score_is_a_fraction',
			sql`(${table.numerator} is null) = (${table.denominator} is null) and ${table.denominator} > 0`
		),
		index('filed_score_among').on(table.content, table.industry, table.id),
		index('filed_score_of').on(table.enterprise, table.content, table.id)
	]
);

/** That a provider looks after an enterprise, from one moment to another. */
export const assignment = pgTable(
	'assignment',
	{
		id: uuid().primaryKey(),
		enterprise: uuid()
			.notNull()
			.references(() => organisation.id),
		provider: uuid()
			.notNull()
			.references(() => organisation.id),
		startsAt: moment('starts_at').notNull(),
		endsAt: moment('ends_at').notNull(),
		by: uuid().notNull(),
		at: moment('at').notNull().defaultNow()
	},
	(table) => [
		check('assignment_ends_after_it_starts', sql`${table.endsAt} > ${table.startsAt}`),
		index('assignment_of').on(table.enterprise),
		index('assignment_to').on(table.provider)
	]
);

/** What became of an assignment. The last `consultant` looks after it: another one is a hand-over. */
export const assignmentEvent = pgTable(
	'assignment_event',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		assignment: uuid()
			.notNull()
			.references(() => assignment.id),
		event: text({ enum: assignmentEvents }).notNull(),
		/** Who looks after it, with `consultant`. */
		person: uuid(),
		/** The moment agreed, the record of the visit with its signatures, the rating. */
		data: json().notNull().default({}),
		by: uuid().notNull(),
		at: moment('at').notNull().defaultNow()
	},
	(table) => [
		check('assignment_event_is_known', sql`${table.event} in ${oneOf(assignmentEvents)}`),
		check(
			'assignment_event_names_its_consultant',
			sql`(${table.event} = 'consultant') = (${table.person} is not null)`
		),
		index('assignment_event_of').on(table.assignment, table.id)
	]
);

/** A file that shows what an answer says. */
export const evidence = pgTable(
	'evidence',
	{
		id: uuid().primaryKey(),
		sheet: sheetId(),
		field: text().notNull(),
		/** SHA-256 of its content, by which it lies in the store. */
		file: text().notNull(),
		name: text().notNull(),
		/** By its content, never by its name. */
		type: text().notNull(),
		bytes: integer().notNull(),
		/** The day it speaks of, which is not the day it came. */
		effectiveOn: date('effective_on'),
		/** The piece it takes the place of. */
		replaces: uuid(),
		by: uuid().notNull(),
		at: moment('at').notNull().defaultNow()
	},
	(table) => [
		check('evidence_file_is_sha256', sql`${table.file} ~ '^[0-9a-f]{64}$'`),
		check('evidence_name_has_a_length', sql`char_length(${table.name}) between 1 and 200`),
		index('evidence_of').on(table.sheet)
	]
);

/** Who may take which step of a sheet's life: a copy of src/lib/sheets/life.ts. */
export const sheetStep = pgTable(
	'sheet_step',
	{
		from: text().notNull(),
		to: text().notNull(),
		right: text().notNull(),
		asks: text()
	},
	(table) => [primaryKey({ columns: [table.from, table.to] })]
);

/** In which state which layer is answered, and by whom: a copy of src/lib/sheets/life.ts. */
export const layerWriting = pgTable(
	'layer_writing',
	{
		layer: text().notNull(),
		state: text().notNull(),
		right: text().notNull()
	},
	(table) => [primaryKey({ columns: [table.layer, table.state] })]
);
