import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
	closeDatabase,
	migrate,
	openDatabase,
	patch,
	publish,
	withDatabase
} from '#server/db/index.ts';
import { move } from '#server/moves.ts';
import * as sheets from '#server/sheets.ts';
import { openContent } from '../../../scripts/content.ts';
import { databases, type Query, type Row, type TestDatabase } from '../../support/databases.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const questionnaire = 'two-integration@2026';
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/** What the app's role may do with each table; a new table must say so here. */
const expected: Record<string, 'nothing' | 'read' | 'own'> = {
	'drizzle.__drizzle_migrations': 'nothing',
	'public.content': 'read',
	'public.content_event': 'read',
	'public.link': 'own',
	'public.move': 'own',
	'public.patch': 'own',
	'public.sheet': 'own'
};

const changes = {
	update: (table: string, column: string) => `update ${table} set ${column} = ${column}`,
	delete: (table: string) => `delete from ${table}`,
	// With what refers to it: else PostgreSQL refuses for that reason already.
	truncate: (table: string) => `truncate ${table} cascade`
};

describe.each(databases)('on $name', ({ name, on, make }) => {
	let database: TestDatabase;
	let mine: { id: string; token: string };
	let theirs: { id: string; token: string };

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		await openDatabase(database.settings);
		await migrate();
		const library = openContent();
		await publish(library);
		mine = await sheets.keep({ questionnaire, answers: { sales: 1 } });
		theirs = await sheets.keep({ questionnaire, name: '邻厂', facts: { area: '441900' } });
		const { moves } = library.editions.get('two-integration@2026-2')!;
		for (const { token } of [mine, theirs]) await move(token, moves!);
		await closeDatabase();
	});
	afterAll(() => database.remove());

	/** Runs a statement in a transaction that is undone, as the role of requests with a link. */
	async function asked(query: Query, link: string, statement: string): Promise<Row[] | string> {
		await query('begin');
		try {
			await query(`set local role qidang_app`);
			await query(`select set_config('qidang.link', '${link}', true)`);
			return await query(statement);
		} catch (error) {
			return (error as { code: string }).code;
		} finally {
			await query('rollback');
		}
	}

	async function tablesOf(
		query: Query
	): Promise<{ table: string; column: string; forced: boolean }[]> {
		const rows = await query(`
			select n.nspname || '.' || c.relname as table, c.relrowsecurity and c.relforcerowsecurity as forced,
				(select min(a.attname) from pg_attribute a
					where a.attrelid = c.oid and a.attnum > 0 and a.attidentity = '') as column
			from pg_class c join pg_namespace n on n.oid = c.relnamespace
			where c.relkind in ('r', 'p', 'm', 'v', 'f')
				and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_toast%'
			order by 1`);
		return rows as never;
	}

	/** Everybody who may ask: what the link says, and which sheet that opens. */
	const actors = (): [actor: string, link: string, sheet: string | undefined][] => [
		['nobody', '', undefined],
		['a link that was never given', hashOf('no such token at all....'), undefined],
		['a shortened link', hashOf(mine.token.slice(0, -1)), undefined],
		['a link in other letters', hashOf(mine.token.toUpperCase()), undefined],
		['a pattern', '%', undefined],
		['the token itself', mine.token, undefined],
		['its link', hashOf(mine.token), mine.id],
		["another's link", hashOf(theirs.token), theirs.id]
	];

	test(
		'every table is one of those below, and holds its rows back from its owner too',
		on(async () => {
			const tables = await database.raw(tablesOf);
			expect(tables.map(({ table }) => table)).toEqual(Object.keys(expected));
			const own = tables.filter(({ table }) => expected[table] === 'own');
			expect(own.every(({ forced }) => forced)).toBe(true);
		})
	);

	test(
		'the role of requests does with every table what is meant, whoever asks',
		on(async () => {
			const refused = '42501';
			await database.raw(async (query) => {
				for (const { table, column } of await tablesOf(query)) {
					for (const [actor, link, sheet] of actors()) {
						const ask = (statement: string) => asked(query, link, statement);
						const what = `${actor}: ${table}`;
						for (const [verb, write] of Object.entries(changes)) {
							expect(await ask(write(table, column)), `${what} ${verb}`).toBe(refused);
						}
						expect(await ask(`insert into ${table} default values`), what).toBe(refused);

						const rows = await ask(`select * from ${table}`);
						if (expected[table] === 'nothing') expect(rows, what).toBe(refused);
						else if (expected[table] === 'read') expect(rows.length, what).toBeGreaterThan(0);
						else {
							const key = { 'public.sheet': 'id', 'public.move': 'from_sheet' }[table] ?? 'sheet';
							const found = [...new Set((rows as Row[]).map((row) => row[key]))];
							expect(found, what).toEqual(sheet ? [sheet] : []);
						}
					}
				}
			});
		})
	);

	test(
		'a link adds patches to its own sheet and to no other',
		on(async () => {
			const add = (sheet: string) => `insert into patch (sheet, id, field, value, made_at)
				values ('${sheet}', gen_random_uuid(), 'name', '"x"', now()) returning sheet`;
			await database.raw(async (query) => {
				for (const [actor, link, sheet] of actors()) {
					for (const { id } of [mine, theirs]) {
						const outcome = await asked(query, link, add(id));
						expect(outcome, actor).toEqual(sheet === id ? [{ sheet: id }] : '42501');
					}
				}
			});
		})
	);

	test(
		'no link can be made to a sheet that is there, and no sheet without its link',
		on(async () => {
			const link = hashOf('a token of my own choice.');
			const sheet = `insert into sheet (id, questionnaire, content)
				select gen_random_uuid(), ref, hash from content where kind = 'edition' limit 1`;
			const linkTo = (id: string) => `insert into link (hash, sheet) values ('${link}', '${id}')`;
			await database.raw(async (query) => {
				expect(await asked(query, link, linkTo(theirs.id))).toBe('23505');
				expect(await asked(query, link, sheet)).toBe('42501');
				expect(await asked(query, hashOf(mine.token), sheet)).toBe('42501');
				expect(await asked(query, '', linkTo(theirs.id))).toBe('42501');
				// A link alone does not outlive its transaction.
				await query('begin');
				await query('set local role qidang_app');
				await query(`select set_config('qidang.link', '${link}', true)`);
				await query(linkTo('00000000-0000-4000-8000-000000000000'));
				await expect(query('commit')).rejects.toMatchObject({ code: '23503' });
			});
		})
	);

	test(
		'the role of requests makes nothing and calls itself nothing else',
		on(async () => {
			await database.raw(async (query) => {
				expect(await asked(query, '', 'create table public.mine (id int)')).toBe('42501');
				expect(await asked(query, '', 'create role qidang_more')).toBe('42501');
				const [role] = await query(`select rolsuper, rolbypassrls, rolcanlogin, rolcreaterole
					from pg_roles where rolname = 'qidang_app'`);
				expect(Object.values(role!)).toEqual([false, false, false, false]);
			});
		})
	);

	// The owner of the tables can drop a trigger, and a superuser can do anything: no grant goes against
	// either. What is tried here is that no statement about rows passes.
	test(
		'the owner neither updates, deletes nor truncates',
		on(async () => {
			await database.raw(async (query) => {
				for (const { table, column } of await tablesOf(query)) {
					if (expected[table] === 'nothing') continue;
					for (const [verb, write] of Object.entries(changes)) {
						await expect(query(write(table, column)), `${table} ${verb}`).rejects.toThrow(
							`append-only: ${verb} is refused.`
						);
					}
					const bare = table.replace('public.', '');
					await expect(query(changes.delete(table))).rejects.toThrow(
						`The table ${bare} is append-only`
					);
				}
			});
		})
	);

	test(
		'the owner of a server, who is no superuser, sees no sheet at all',
		on(async () => {
			const rows = await database.raw((query) => query('select * from patch'));
			// The embedded database has one user, its superuser, whom no policy holds back.
			if (name === 'PostgreSQL') expect(rows).toEqual([]);
			else expect(rows.length).toBeGreaterThan(0);
		})
	);

	test(
		'through withDatabase a query without where finds what the link opens, in the role of requests',
		on(async () => {
			await openDatabase(database.settings);
			try {
				const rows = await withDatabase({ link: hashOf(mine.token) }, (queries) =>
					queries.select({ sheet: patch.sheet }).from(patch)
				);
				expect(rows).toEqual([{ sheet: mine.id }, { sheet: mine.id }]);
				expect(await withDatabase({}, (queries) => queries.select().from(patch))).toEqual([]);
				await expect(withDatabase({}, (queries) => queries.delete(patch))).rejects.toMatchObject({
					cause: { code: '42501' }
				});
			} finally {
				await closeDatabase();
			}
		})
	);

	test(
		'withDatabase refuses to be called inside itself, and what is no hash',
		on(async () => {
			await openDatabase(database.settings);
			try {
				const inside = withDatabase({}, () => withDatabase({}, async () => 1));
				await expect(inside).rejects.toThrow('withDatabase was called inside withDatabase');
				await expect(withDatabase({}, async () => 1)).resolves.toBe(1);
				await expect(withDatabase({ link: "' or ''='" }, async () => 1)).rejects.toThrow('SHA-256');
			} finally {
				await closeDatabase();
			}
		})
	);
});
