import { sql } from 'drizzle-orm';
import { bigint, check, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { organisationKinds, rights, roleIds } from '#lib/roles.ts';
import { json, moment, oneOf } from './columns.ts';

/** Enterprise, provider, government unit or operator; what it is called and where it lies is its profile. */
export const organisation = pgTable(
	'organisation',
	{
		id: uuid().primaryKey(),
		kind: text({ enum: organisationKinds }).notNull(),
		/** Unified social credit code of GB 32100-2015, in capitals; one organisation has it. */
		creditCode: text('credit_code').unique(),
		/** The person who made it; none where the installation made its own operator. */
		by: uuid(),
		at: moment('at').notNull().defaultNow()
	},
	(table) => [
		check('organisation_kind_is_known', sql`${table.kind} in ${oneOf(organisationKinds)}`),
		check('organisation_credit_code_is_one', sql`${table.creditCode} ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'`)
	]
);

/** How an organisation describes itself: the last row says how it is, the others how it was. */
export const profile = pgTable(
	'profile',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		organisation: uuid()
			.notNull()
			.references(() => organisation.id),
		name: text().notNull(),
		/** GB/T 2260 or town code, or a zone of ours: where it lies, and for a government unit what it sees. */
		area: text(),
		/** Facts by id and records of titles, in the words of a case file. */
		facts: json().notNull().default({}),
		titles: json().notNull().default({}),
		by: uuid(),
		at: moment('at').notNull().defaultNow()
	},
	(table) => [
		check('profile_name_has_a_length', sql`char_length(${table.name}) between 1 and 200`),
		check('profile_area_is_a_code', sql`${table.area} ~ '^[0-9]{6}([0-9]{3})?(-[a-z0-9]+)*$'`),
		index('profile_of').on(table.organisation, table.id)
	]
);

/** What an operator has put right in how an enterprise is registered, with the reason; the rows above follow it. */
export const correction = pgTable(
	'correction',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		organisation: uuid()
			.notNull()
			.references(() => organisation.id),
		/** How both read from then on. */
		name: text().notNull(),
		creditCode: text('credit_code').notNull(),
		reason: text().notNull(),
		by: uuid(),
		at: moment('at').notNull().defaultNow()
	},
	(table) => [
		check('correction_name_has_a_length', sql`char_length(${table.name}) between 1 and 200`),
		check('correction_credit_code_is_one', sql`${table.creditCode} ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'`),
		check('correction_reason_has_a_length', sql`char_length(${table.reason}) between 1 and 2000`),
		index('correction_of').on(table.organisation, table.id)
	]
);

/** Who belongs to which organisation in which role: the last row for a person and an organisation holds. */
export const membership = pgTable(
	'membership',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		organisation: uuid()
			.notNull()
			.references(() => organisation.id),
		person: uuid().notNull(),
		/** None where it has ended. */
		role: text({ enum: roleIds as [string, ...string[]] }),
		by: uuid(),
		at: moment('at').notNull().defaultNow()
	},
	(table) => [
		check('membership_role_is_known', sql`${table.role} in ${oneOf(roleIds)}`),
		index('membership_of').on(table.person, table.organisation, table.id)
	]
);

/** A single-use link into an organisation: the SHA-256 of its token, which itself is not kept. */
export const invitation = pgTable(
	'invitation',
	{
		hash: text().primaryKey(),
		organisation: uuid()
			.notNull()
			.references(() => organisation.id),
		role: text({ enum: roleIds as [string, ...string[]] }).notNull(),
		expiresAt: moment('expires_at').notNull(),
		by: uuid(),
		at: moment('at').notNull().defaultNow()
	},
	(table) => [
		check('invitation_hash_is_sha256', sql`${table.hash} ~ '^[0-9a-f]{64}$'`),
		check('invitation_role_is_known', sql`${table.role} in ${oneOf(roleIds)}`)
	]
);

/** That an invitation was taken, once, or taken back: one row ends it. */
export const invitationEnd = pgTable('invitation_end', {
	invitation: text()
		.primaryKey()
		.references(() => invitation.hash),
	/** Who took it; none where it was taken back. */
	person: uuid(),
	by: uuid(),
	at: moment('at').notNull().defaultNow()
});

/** What each role may do: a copy of src/lib/roles.ts, written by the owner when the product starts. */
export const roleRight = pgTable(
	'role_right',
	{
		role: text().notNull(),
		kind: text({ enum: organisationKinds }).notNull(),
		right: text({ enum: rights }).notNull()
	},
	(table) => [primaryKey({ columns: [table.role, table.right] })]
);
