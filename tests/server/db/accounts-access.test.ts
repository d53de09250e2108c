import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { linkForFirstOperator } from '#server/accounts/first-operator.ts';
import { register } from '#server/accounts/registering.ts';
import { signIn } from '#server/accounts/signing-in.ts';
import { makeSigningKey } from '#server/accounts/signing-key.ts';
import { withAccounts } from '#server/db/accounts.ts';
import { closeDatabase, migrate, openDatabase } from '#server/db/index.ts';
import { databases, type Query, type Row, type TestDatabase } from '../../support/databases.ts';
import { makeVisitor } from '../../support/visitor.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

type Verb = 'select' | 'insert' | 'update' | 'delete' | 'truncate';

/** What the role of accounts may do; `insert` is tried with a row, the rest with whatever is there. */
const allowed: Record<string, readonly Verb[]> = {
	attempt: ['select', 'insert', 'update', 'delete'],
	credential: ['select', 'insert', 'update', 'delete'],
	password_reset: ['select', 'insert', 'update', 'delete'],
	person: ['select', 'insert', 'update'],
	session: ['select', 'insert', 'update', 'delete'],
	signing_key: ['select', 'insert'],
	two_factor: ['select', 'insert', 'update', 'delete'],
	verification: ['select', 'insert', 'update', 'delete']
};
/** What it reads and adds to beside them; changed by nobody. */
const beside = ['invitation', 'invitation_end', 'membership', 'organisation', 'profile'];

/** A row of each table that may stand: what is refused then is refused for want of a right. */
const rows: Record<string, string> = {
	attempt: `(key, failures, until) values (gen_random_uuid()::text, 1, now())`,
	credential: `(id, person, provider_id, account_id) values (gen_random_uuid(), (select id from person limit 1), 'p', 'a')`,
	password_reset: `(hash, person, organisation, by, expires_at) select encode(sha256(convert_to(gen_random_uuid()::text, 'UTF8')), 'hex'), person, organisation, person, now() from membership limit 1`,
	person: `(id, name, email) values (gen_random_uuid(), 'x', gen_random_uuid()::text)`,
	session: `(id, person, token, expires_at) values (gen_random_uuid(), (select id from person limit 1), encode(sha256(gen_random_uuid()::text::bytea), 'hex'), now())`,
	signing_key: `(id, key) values (1, 'k') on conflict do nothing`,
	two_factor: `(id, person, secret, backup_codes) values (gen_random_uuid(), (select id from person limit 1), 's', 'b') on conflict do nothing`,
	verification: `(id, identifier, value, expires_at) values (gen_random_uuid(), 'i', 'v', now())`
};
const keys: Record<string, string> = { attempt: 'key', password_reset: 'hash' };

function statement(verb: Verb, table: string): string {
	const key = keys[table] ?? 'id';
	switch (verb) {
		case 'select':
			return `select * from ${table}`;
		case 'insert':
			return `insert into ${table} ${rows[table]}`;
		case 'update':
			return `update ${table} set ${key} = ${key}`;
		case 'delete':
			return `delete from ${table}`;
		case 'truncate':
			return `truncate ${table} cascade`;
	}
}

const refused = '42501';

describe.each(databases)('on $name', ({ name, on, make }) => {
	let database: TestDatabase;

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		await openDatabase(database.settings);
		await migrate();
		await makeSigningKey();
		await linkForFirstOperator();
		const password = 'correct horse battery';
		const enterprise = { name: '甲厂', creditCode: '91320982MA1WABC001', area: '320903' };
		const person = { name: '甲', email: 'jia@factory.cn', username: '', password, consent: true };
		await register(enterprise, person);
		await makeVisitor().ask((event) => signIn(event, { login: person.email, password }));
		await withAccounts({}, async (accounts) => {
			for (const table of ['attempt', 'password_reset', 'two_factor', 'verification']) {
				await accounts.execute(statement('insert', table));
			}
		});
		await closeDatabase();
	});
	afterAll(() => database.remove());

	/** Runs a statement in a transaction that is undone. */
	async function asked(query: Query, role: string, text: string): Promise<Row[] | string> {
		await query('begin');
		try {
			await query(`set local role ${role}`);
			return await query(text);
		} catch (error) {
			return (error as { code: string }).code;
		} finally {
			await query('rollback');
		}
	}

	test(
		'the role of requests does nothing with accounts',
		on(async () => {
			await database.raw(async (query) => {
				for (const table of Object.keys(allowed)) {
					for (const verb of ['select', 'insert', 'update', 'delete', 'truncate'] as const) {
						const text = statement(verb, table);
						expect(await asked(query, 'qidang_app', text), `${table} ${verb}`).toBe(refused);
					}
				}
			});
		})
	);

	test(
		'the role of accounts does with each what is meant',
		on(async () => {
			await database.raw(async (query) => {
				for (const [table, verbs] of Object.entries(allowed)) {
					for (const verb of ['select', 'insert', 'update', 'delete', 'truncate'] as const) {
						const outcome = await asked(query, 'qidang_accounts', statement(verb, table));
						const what = `${table} ${verb}`;
						if (verbs.includes(verb)) expect(outcome, what).toBeInstanceOf(Array);
						else expect(outcome, what).toBe(refused);
						if (verb === 'select') expect(outcome.length, what).toBeGreaterThan(0);
					}
				}
			});
		})
	);

	test(
		'the role of accounts reads beside them what belonging needs, changes nothing of it, and sees no sheet',
		on(async () => {
			await database.raw(async (query) => {
				for (const table of beside) {
					const read = await asked(query, 'qidang_accounts', `select * from ${table}`);
					expect(read, table).toBeInstanceOf(Array);
					for (const verb of ['update', 'delete', 'truncate'] as const) {
						const key = table === 'organisation' ? 'id' : 'organisation';
						const column = { invitation: 'hash', invitation_end: 'invitation' }[table] ?? key;
						const text = statement(verb, table).replaceAll('id = id', `${column} = ${column}`);
						expect(await asked(query, 'qidang_accounts', text), `${table} ${verb}`).toBe(refused);
					}
				}
				for (const table of ['content', 'content_event', 'link', 'patch', 'sheet', 'role_right']) {
					const read = await asked(query, 'qidang_accounts', `select * from ${table}`);
					expect(read, table).toBe(refused);
				}
			});
		})
	);

	test(
		'every table of accounts holds its rows back from its owner, too',
		on(async () => {
			await database.raw(async (query) => {
				const forced = await query(`select relname from pg_class
					where relrowsecurity and relforcerowsecurity order by 1`);
				const names = forced.map(({ relname }) => String(relname));
				expect(names).toEqual(expect.arrayContaining(Object.keys(allowed)));
				for (const table of Object.keys(allowed)) {
					const seen = await query(`select * from ${table}`);
					// The embedded database has one user, its superuser, whom no policy holds back.
					if (name === 'PostgreSQL') expect(seen, table).toEqual([]);
					else expect(seen.length, table).toBeGreaterThan(0);
				}
			});
		})
	);

	test(
		'the role of accounts logs in nowhere, passes round no policy and makes nothing',
		on(async () => {
			await database.raw(async (query) => {
				const [role] = await query(`select rolsuper, rolbypassrls, rolcanlogin, rolcreaterole
					from pg_roles where rolname = 'qidang_accounts'`);
				expect(Object.values(role!)).toEqual([false, false, false, false]);
				const make = 'create table public.mine (id int)';
				expect(await asked(query, 'qidang_accounts', make)).toBe(refused);
			});
		})
	);
});
