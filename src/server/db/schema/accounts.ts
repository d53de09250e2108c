import { sql } from 'drizzle-orm';
import {
	bigint,
	boolean,
	check,
	index,
	integer,
	pgTable,
	text,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import { refusals, signInEvents } from '#lib/sign-ins.ts';
import { moment, oneOf } from './columns.ts';

// The only tables whose rows change and go, but for `sign_in`: names and contacts of people stand here and nowhere else. Their
// shape follows better-auth; what it would keep and nobody needs (a picture, addresses of the network, an
// issuer's tokens) has no column.

/** Somebody with an account. Erased, the row stays with its id alone, because other tables name it. */
export const person = pgTable(
	'person',
	{
		id: uuid().primaryKey(),
		name: text().notNull(),
		/** In small letters; where somebody gave none, one that nobody can have (see accounts/contacts.ts). */
		email: text().notNull().unique(),
		/** Whether an issuer of sign-ins has said that it is this person's. */
		emailVerified: boolean('email_verified').notNull().default(false),
		/** Another name to sign in with, such as a telephone number. */
		username: text().unique(),
		twoFactorEnabled: boolean('two_factor_enabled').notNull().default(false),
		/** Which text on privacy was agreed to, and when. */
		consent: text(),
		consentAt: moment('consent_at'),
		erasedAt: moment('erased_at'),
		createdAt: moment('created_at').notNull().defaultNow(),
		updatedAt: moment('updated_at').notNull().defaultNow()
	},
	(table) => [
		check('person_erased_is_nobody', sql`${table.erasedAt} is null or ${table.name} = ''`),
		check('person_consent_is_whole', sql`(${table.consent} is null) = (${table.consentAt} is null)`)
	]
);

const whose = () =>
	uuid()
		.notNull()
		.references(() => person.id);

/** A browser in which somebody is signed in. */
export const session = pgTable(
	'session',
	{
		id: uuid().primaryKey(),
		person: whose(),
		/** The SHA-256 of it, in hexadecimal: the cookie alone has the token. */
		token: text().notNull().unique(),
		/** When the second factor was given in it. */
		secondFactorAt: moment('second_factor_at'),
		userAgent: text('user_agent'),
		expiresAt: moment('expires_at').notNull(),
		createdAt: moment('created_at').notNull().defaultNow(),
		updatedAt: moment('updated_at').notNull().defaultNow()
	},
	(table) => [
		index('session_of').on(table.person),
		check('session_token_is_sha256', sql`${table.token} ~ '^[0-9a-f]{64}$'`)
	]
);

/** A way to sign in: a password, hashed, or an account at an issuer of sign-ins. */
export const credential = pgTable(
	'credential',
	{
		id: uuid().primaryKey(),
		person: whose(),
		/** `credential` for a password, else the issuer. */
		providerId: text('provider_id').notNull(),
		accountId: text('account_id').notNull(),
		password: text(),
		createdAt: moment('created_at').notNull().defaultNow(),
		updatedAt: moment('updated_at').notNull().defaultNow()
	},
	(table) => [
		index('credential_of').on(table.person),
		uniqueIndex('credential_at').on(table.providerId, table.accountId)
	]
);

/** A step of a sign-in under way, for some minutes. */
export const verification = pgTable(
	'verification',
	{
		id: uuid().primaryKey(),
		identifier: text().notNull(),
		value: text().notNull(),
		expiresAt: moment('expires_at').notNull(),
		createdAt: moment('created_at').notNull().defaultNow(),
		updatedAt: moment('updated_at').notNull().defaultNow()
	},
	(table) => [index('verification_of').on(table.identifier)]
);

/** A single-use link to a new password: the SHA-256 of its token, and for which organisation it was made. */
export const passwordReset = pgTable(
	'password_reset',
	{
		hash: text().primaryKey(),
		person: whose(),
		organisation: uuid().notNull(),
		by: uuid().notNull(),
		expiresAt: moment('expires_at').notNull(),
		usedAt: moment('used_at'),
		createdAt: moment('created_at').notNull().defaultNow()
	},
	(table) => [
		check('password_reset_hash_is_sha256', sql`${table.hash} ~ '^[0-9a-f]{64}$'`),
		index('password_reset_of').on(table.person)
	]
);

/** The second factor: its secret and the recovery codes, encrypted with the key below. */
export const twoFactor = pgTable(
	'two_factor',
	{
		id: uuid().primaryKey(),
		person: whose(),
		secret: text().notNull(),
		backupCodes: text('backup_codes').notNull(),
		verified: boolean().notNull().default(true),
		failedVerificationCount: integer('failed_verification_count').notNull().default(0),
		lockedUntil: moment('locked_until')
	},
	(table) => [uniqueIndex('two_factor_of').on(table.person)]
);

/** Failed attempts in a row, by a hash of what they were made at; the next one counts after `until`. */
export const attempt = pgTable('attempt', {
	key: text().primaryKey(),
	failures: integer().notNull(),
	until: moment('until').notNull()
});

/**
 * Who signed in, who failed to, and who was refused what: only added to, and removed after `days_of_sign_ins`.
 * Nothing that somebody typed stands in it, and of an address of ours its route alone.
 */
export const signIn = pgTable(
	'sign_in',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		at: moment('at').notNull().defaultNow(),
		/** Whose account, where it is somebody's: an id that stays when they are erased. */
		person: uuid(),
		what: text({ enum: signInEvents }).notNull(),
		route: text(),
		method: text(),
		/** From where: erased with the person. */
		address: text(),
		agent: text(),
		/** Of what may happen any number of times: what, whose or from where, and in which hour. */
		once: text().unique()
	},
	(table) => [
		index('sign_in_of').on(table.person, table.id),
		index('sign_in_at').on(table.at),
		check('sign_in_what_is_known', sql`${table.what} in ${oneOf(signInEvents)}`),
		check(
			'sign_in_route_is_of_refusals',
			sql`(${table.what} in ${oneOf(refusals)}) = (${table.route} is not null and ${table.method} is not null)`
		)
	]
);

/** What signs cookies and encrypts second factors; made by the first start, one row. */
export const signingKey = pgTable(
	'signing_key',
	{ id: integer().primaryKey(), key: text().notNull() },
	(table) => [check('signing_key_is_one', sql`${table.id} = 1`)]
);
