import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { contentHash } from '#lib/library/hash.ts';
import type { LibraryDocument } from '#lib/library/documents.ts';
import type { LibraryEdition } from '#lib/library/editions.ts';
import type { Library } from '#lib/library/library.ts';
import { closeDatabase, migrate, openDatabase, publish, withDatabase } from '#server/db/index.ts';
import { explain } from '#server/db/explain.ts';
import { checkVersion } from '#server/db/server.ts';
import { SettingError } from '#server/settings.ts';
import { openContent } from '../../../scripts/content.ts';
import { failToStart } from '../../support/app.ts';
import { databases, makeFolder, type TestDatabase } from '../../support/databases.ts';
import { needs } from '../../support/needs.ts';
import { makeCluster, type Cluster } from '../../support/postgres.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const library = openContent();

describe.each(databases)('on $name', ({ name, on, make }) => {
	let database: TestDatabase;

	beforeAll(async () => {
		database = await make();
	});
	afterEach(closeDatabase);
	afterAll(() => database.remove());

	const start = async (content = library) => {
		const said = await openDatabase(database.settings);
		return [said, await migrate(), await publish(content)];
	};

	/** The library with another content under an edition's name. */
	function withOtherEdition(hash: string): Library {
		const [[ref, edition]] = [...library.editions] as [[string, LibraryEdition], ...unknown[]];
		return { ...library, editions: new Map([...library.editions, [ref, { ...edition, hash }]]) };
	}

	/** The library with another content under a document's name. */
	function withOtherDocument(hash: string): Library {
		const [[id, document]] = [...library.documents] as [[string, LibraryDocument], ...unknown[]];
		return { ...library, documents: new Map([...library.documents, [id, { ...document, hash }]]) };
	}

	test(
		'the first start makes everything, the second finds it made',
		on(async () => {
			const [said, migrated, published] = await start();
			expect(said).toMatch(name === 'PGlite' ? /^PGlite in / : /^PostgreSQL 1[5-9]\.\d+ at 127\.0/);
			expect(said).not.toMatch(/p@ss|p%40ss/);
			expect(migrated).toMatch(/^[1-9]\d* done$/);
			expect(published).toBe(`${library.editions.size + library.documents.size + 1} added`);
			await closeDatabase();
			expect((await start()).slice(1)).toEqual(['found up to date', 'found unchanged']);
		})
	);

	test(
		'content is kept as its hash says',
		on(async () => {
			const rows = await database.raw((query) =>
				query('select hash, kind, ref, data from content')
			);
			for (const { hash, data } of rows) expect(contentHash(data)).toBe(hash);
			expect(rows.map(({ ref }) => ref).sort()).toEqual(
				[...library.editions.keys(), ...library.documents.keys(), 'terms'].sort()
			);
		})
	);

	test(
		'an edition that reads differently from what was published is refused, with both hashes',
		on(async () => {
			const other = contentHash('another');
			const [[ref, { hash }]] = [...library.editions] as [[string, LibraryEdition], ...unknown[]];
			const said = `${ref}: expected the content published in this database, ${hash}, which never changes, received ${other}`;
			await expect(start(withOtherEdition(other))).rejects.toThrow(said);
			expect(await publish(library)).toBe('found unchanged');
		})
	);

	test(
		'a policy document that changed is added, and what it was before is retired',
		on(async () => {
			const other = contentHash('another');
			const events = () =>
				database.raw((query) =>
					query(`select event, c.hash = '${other}' as other from content_event e
						join content c on c.hash = e.content where c.kind = 'document' order by e.id`)
				);
			expect((await start(withOtherDocument(other)))[2]).toBe('1 added');
			expect(await publish(withOtherDocument(other))).toBe('found unchanged');
			// Back again: its content is there already, and stands again.
			expect(await publish(library)).toBe('0 added');
			await closeDatabase();
			expect((await events()).slice(library.documents.size)).toEqual([
				{ event: 'retired', other: false },
				{ event: 'published', other: true },
				{ event: 'retired', other: true },
				{ event: 'published', other: false }
			]);
		})
	);
});

describe('a data folder', () => {
	test('that another process uses is refused in one sentence', async () => {
		const { folder, remove } = makeFolder();
		await openDatabase({ DATA: folder, DATABASE_URL: undefined });
		const { code, stderr } = await failToStart({ PORT: '0', DATA: folder });
		expect(stderr).toBe(
			`The data folder ${folder} is in use by another process: end that one, or choose another folder, for example DATA=./data-2 npm start.\n`
		);
		expect(code).toBe(1);
		await closeDatabase();
		remove();
	});

	test('that cannot be made is refused in one sentence', async () => {
		const opening = openDatabase({ DATA: '/dev/null/data', DATABASE_URL: undefined });
		await expect(opening).rejects.toThrow(
			/^The data folder \/dev\/null\/data cannot be used \(ENOTDIR\): /
		);
	});
});

describe('a server', () => {
	let cluster: Cluster | undefined;
	afterEach(closeDatabase);
	afterAll(() => cluster?.remove());
	const withCluster = (body: (cluster: Cluster) => Promise<void>) =>
		needs('postgres', async () => body((cluster ??= await makeCluster())));

	/** That an address cannot be used is told in one sentence, without what is secret in it. */
	async function refused(address: string, said: RegExp | string): Promise<void> {
		const opening = openDatabase({ DATA: '', DATABASE_URL: address }).then(migrate);
		const error: unknown = await opening.then(
			() => undefined,
			(thrown: unknown) => thrown
		);
		expect(error).toBeInstanceOf(SettingError);
		const { message } = error as SettingError;
		expect(message).toMatch(said);
		expect(message).not.toMatch(/p@ss|p%40ss|wrong/);
		await closeDatabase();
	}

	test(
		'whose owner may not make roles is refused, unless they are there and given to it',
		withCluster(async (server) => {
			const address = await server.createDatabase('nocreaterole');
			await refused(
				address,
				/may not make what is needed at .+ \(permission denied to create role\)/
			);
			for (const role of ['qidang_app', 'qidang_guard', 'qidang_accounts', 'qidang_jobs']) {
				await server.ask(`create role ${role} nologin`);
				await refused(address, /may not make what is needed at/);
				await server.ask(`grant ${role} to ${new URL(address).username}`);
			}
			await openDatabase({ DATA: '', DATABASE_URL: address });
			expect(await migrate()).toMatch(/done$/);
			expect(await withDatabase({}, async () => 'in role')).toBe('in role');
		})
	);

	test(
		'whose user owns nothing is refused',
		withCluster(async (server) => {
			const mine = new URL(await server.createDatabase());
			const other = new URL(await server.createDatabase());
			mine.pathname = other.pathname;
			await refused(
				mine.href,
				/may not make what is needed at .+ \(permission denied for database/
			);
		})
	);

	test(
		'one of whose roles may do too much is refused',
		withCluster(async (server) => {
			const address = await server.createDatabase();
			await openDatabase({ DATA: '', DATABASE_URL: address });
			await migrate();
			await closeDatabase();
			for (const role of ['qidang_app', 'qidang_guard', 'qidang_accounts', 'qidang_jobs']) {
				await server.ask(`alter role ${role} bypassrls`);
				await refused(address, `The role ${role} of the database may do too much: ALTER ROLE `);
				await server.ask(`alter role ${role} nobypassrls`);
			}
		})
	);

	test(
		'that does not know the password, the user or the database says which',
		withCluster(async (server) => {
			const address = new URL(await server.createDatabase());
			const place = `127\\.0\\.0\\.1:${address.port}/`;
			const wrong = new URL(address);
			wrong.password = 'wrong';
			await refused(
				wrong.href,
				new RegExp(`at ${place}qidang_\\d does not take the user and password`)
			);
			wrong.username = 'nobody';
			await refused(wrong.href, /does not take the user and password of DATABASE_URL/);
			const nowhere = new URL(address);
			nowhere.pathname = '/none';
			await refused(nowhere.href, new RegExp(`^There is no database at ${place}none: create it`));
		})
	);

	test('that nobody answers for ends the start with one sentence, code 1 and no password', async () => {
		const address = 'postgres://qidang:p%40ss@127.0.0.1:1/qidang';
		const { code, stdout, stderr } = await failToStart({ PORT: '0', DATABASE_URL: address });
		expect(stderr).toBe(
			'No database answers at 127.0.0.1:1/qidang: start PostgreSQL there, or correct DATABASE_URL.\n'
		);
		expect(stdout).not.toContain('p%40ss');
		expect(code).toBe(1);
	});

	test('that does not exist is told', async () => {
		await refused('postgres://u:p%40ss@no-such-host.invalid/db', /^The host .+ is not known/);
	});

	test.each(['CONNECT_TIMEOUT', 'ECONNRESET', 'DEPTH_ZERO_SELF_SIGNED_CERT', '57P03', '53300'])(
		'that fails with %s is told in one sentence',
		(code) => {
			const address = 'postgres://u:p%40ss@db.example.cn/qidang';
			const error = Object.assign(new Error(`quotes ${address}`), { code });
			const { message } = explain(new AggregateError([error]), address) as SettingError;
			expect(message).toMatch(/^[^\n]+db\.example\.cn:5432\/qidang[^\n]+\.$/);
			expect(message).not.toContain('p%40ss');
		}
	);

	test('that is too old is refused, and one of version 15 is not', () => {
		expect(() => checkVersion('here', '14.9', 140_009)).toThrow(
			'is PostgreSQL 14.9, which is too old'
		);
		expect(() => checkVersion('here', '15.0', 150_000)).not.toThrow();
	});
});
