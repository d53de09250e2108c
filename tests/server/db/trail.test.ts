import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import {
	closeDatabase,
	openDatabase,
	verifyTrail,
	type FoundChain,
	type KnownChain
} from '#server/db/index.ts';
import { searchTrail } from '#server/trail.ts';
import { today } from '#server/clock.ts';
import { openContent } from '../../../scripts/content.ts';
import { databases, makeFolder, type TestDatabase } from '../../support/databases.ts';
import { prepare } from '../../support/prepare.ts';
import { done, makeWorld, type World } from '../../support/worlds.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const run = promisify(execFile);

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;
	let A: World;
	let B: World;
	/** The chain that is tampered with, and all of them as they were. */
	let chain: string;
	let whole: FoundChain[];

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		await prepare(database, openContent());
		A = await makeWorld(database, { enterprise: '320981', government: '320900' }, '10.0.1');
		B = await makeWorld(database, { enterprise: '441900003', government: '441900' }, '10.0.2');
		chain = A.organisations.enterprise;
		// More than a page of it.
		await database.raw((query) => {
			const look = `select note_seen('${B.organisations.enterprise}', 'file')`;
			return done(query, B.members['government-reviewer'], ...Array<string>(10).fill(look));
		});
		await database.asAdmin((query) => query('create table trail_before as select * from trail'));
		whole = await verified();
	});
	afterAll(() => database.remove());

	/** As nobody can but who may do anything: a superuser who switches the triggers off. */
	async function tamper(...statements: string[]): Promise<void> {
		await database.asAdmin(async (query) => {
			await query('set session_replication_role = replica');
			for (const statement of statements) await query(statement);
			await query('set session_replication_role = origin');
		});
	}

	async function verified(known: readonly KnownChain[] = []): Promise<FoundChain[]> {
		const found: FoundChain[] = [];
		await openDatabase(database.settings);
		try {
			await verifyTrail(known, (one) => found.push(one));
		} finally {
			await closeDatabase();
		}
		return found;
	}

	const brokenOf = (found: readonly FoundChain[]) =>
		found.flatMap(({ organisation, broken }) => (broken ? [{ organisation, ...broken }] : []));

	/** What the command that people use says, and how it ends. */
	const command = (...args: string[]) => {
		const { DATA, DATABASE_URL } = database.settings;
		const env = { ...process.env, DATA, ...(DATABASE_URL && { DATABASE_URL }) };
		return run(process.execPath, ['scripts/trail-verify.ts', ...args], { env }).then(
			({ stdout }) => ({ stdout, code: 0 }),
			({ stdout, code }: { stdout: string; code: number }) => ({ stdout, code })
		);
	};

	test(
		'every chain is whole, and there is one for each organisation',
		on(async () => {
			expect(brokenOf(whole)).toEqual([]);
			const organisations = [A, B].flatMap((world) => Object.values(world.organisations));
			expect(whole.map(({ organisation }) => organisation)).toEqual(organisations.sort());
			const rows = await database.asAdmin((query) =>
				query('select count(*)::int as count from trail')
			);
			expect(whole.reduce((sum, { count }) => sum + count, 0)).toBe(rows[0]!.count);
		})
	);

	describe('where somebody has passed round the triggers', () => {
		afterEach(async () => {
			if (database.isHere)
				await tamper('delete from trail', 'insert into trail select * from trail_before');
		});

		test(
			'a change of any column is found where it is, and the chains beside it stay whole',
			on(async () => {
				// One of which every column says something.
				const [entry] = await database.asAdmin((query) =>
					query(`select min(seq)::int as seq from trail
						where chain = '${chain}' and person is not null and organisation is not null and place is not null`)
				);
				const full = entry!.seq as number;
				const changes: [change: string, why: RegExp][] = [
					[`at = at + interval '1 microsecond'`, /hash is of/],
					['person = gen_random_uuid()', /hash is of/],
					['organisation = null', /hash is of/],
					[`action = 'seem'`, /hash is of/],
					[`subject = subject || ' '`, /hash is of/],
					[`detail = detail || '{"x": 1}'`, /hash is of/],
					['place = null', /hash is of/],
					[`before = overlay(before placing '00' from 1)`, /hash of the one before/],
					[
						`hash = overlay(hash placing translate(left(hash, 1), '0123456789abcdef', '123456789abcdef0') from 1)`,
						/hash is of/
					]
				];
				for (const [change, why] of changes) {
					await tamper(`update trail set ${change} where chain = '${chain}' and seq = ${full}`);
					const [broken, ...others] = brokenOf(await verified());
					expect(broken, change).toMatchObject({ organisation: chain, seq: full });
					expect(broken!.why, change).toMatch(why);
					expect(others).toEqual([]);
					await tamper('delete from trail', 'insert into trail select * from trail_before');
				}
			})
		);

		test(
			'a row taken out, two that are swapped and one put in between are found',
			on(async () => {
				const of = `chain = '${chain}'`;
				await tamper(`delete from trail where ${of} and seq = 5`);
				expect(brokenOf(await verified())).toMatchObject([
					{ organisation: chain, seq: 6, why: '5 is missing before it' }
				]);
				await tamper(
					`insert into trail select * from trail_before where ${of} and seq = 5`,
					`update trail set seq = -5 where ${of} and seq = 5`,
					`update trail set seq = 5 where ${of} and seq = 6`,
					`update trail set seq = 6 where ${of} and seq = -5`
				);
				expect(brokenOf(await verified())).toMatchObject([{ organisation: chain, seq: 5 }]);
				// One of another chain, whole in itself.
				await tamper(
					`delete from trail where ${of} and seq >= 5`,
					`insert into trail select '${chain}', seq, at, person, organisation, action, subject, detail, place, before, hash
						from trail_before where chain = '${B.organisations.enterprise}' and seq = 5`
				);
				expect(brokenOf(await verified())).toMatchObject([{ organisation: chain, seq: 5 }]);
			})
		);

		test(
			'an end that is cut off or written anew is found by what was kept elsewhere alone',
			on(async () => {
				const { count } = whole.find(({ organisation }) => organisation === chain)!;
				const last = `chain = '${chain}' and seq = ${count}`;
				await tamper(`delete from trail where ${last}`);
				expect(brokenOf(await verified())).toEqual([]);
				expect(brokenOf(await verified(whole))).toMatchObject([
					{ organisation: chain, seq: count, why: `it ends before: there were ${count}` }
				]);
				await tamper(
					`insert into trail select * from trail_before where ${last}`,
					`update trail set person = gen_random_uuid() where ${last}`,
					`update trail t set hash = encode(sha256(convert_to(trail_text(t), 'UTF8')), 'hex') where ${last}`
				);
				expect(brokenOf(await verified())).toEqual([]);
				expect(brokenOf(await verified(whole))).toMatchObject([
					{ organisation: chain, seq: count }
				]);
				await tamper(`delete from trail where chain = '${chain}'`);
				expect(brokenOf(await verified(whole))).toMatchObject([{ organisation: chain, seq: 1 }]);
			})
		);

		test(
			'the owner erases from where something was done, and the chains stay whole',
			on(async () => {
				const erased = await database.raw((query) =>
					query(`delete from place where address like '10.0.1.%' returning id`)
				);
				expect(erased.length).toBeGreaterThan(0);
				expect(await verified(whole)).toEqual(whole);
				await expect(
					database.raw((query) => query(`update place set address = ''`))
				).rejects.toThrow('append-only: update is refused');
			})
		);

		test(
			'the command says what it found, a line for each chain, and fails where one is broken',
			on(async () => {
				const { folder, remove } = makeFolder();
				try {
					const { stdout, code } = await command();
					expect(code).toBe(0);
					const lines = whole.map((one) => `${one.organisation} ${one.count} ${one.last}`);
					expect(stdout).toBe(`${lines.join('\n')}\n`);
					const kept = join(folder, 'kept.txt');
					writeFileSync(kept, stdout);
					expect(await command('--against', kept)).toEqual({ stdout, code: 0 });
					const [before, entry] = await database.asAdmin((query) =>
						query(
							`select hash, action, subject from trail where chain = '${chain}' and seq in (4, 5) order by seq`
						)
					);
					await tamper(`update trail set action = 'seem' where chain = '${chain}' and seq = 5`);
					const told = await command();
					expect(told.code).toBe(1);
					expect(told.stdout).toContain(
						`${chain} 4 ${before!.hash} BROKEN at 5 (seem ${entry!.subject}): it does not say what its hash is of\n`
					);
					expect((await command('--against', join(folder, 'none.txt'))).code).toBe(1);
				} finally {
					remove();
				}
			})
		);
	});

	describe('its search', () => {
		beforeAll(async () => {
			if (database.isHere) await openDatabase(database.settings);
		});
		afterAll(closeDatabase);

		test(
			'finds who did what, when and from where, in the files that one may read',
			on(async () => {
				const reviewer = A.members['government-reviewer'];
				const { consultant } = A.members;
				// Taken up three times; closed for the sheet under review and the one that is filed.
				const steps = { person: consultant.person, action: 'sheet_event' };
				const found = await searchTrail(reviewer, steps);
				expect(found.entries).toHaveLength(5);
				expect(found.hasMore).toBe(false);
				for (const entry of found.entries) {
					expect(entry).toMatchObject({ chain, organisation: A.organisations.provider });
					expect(['verifying', 'verified']).toContain((entry.detail as { state: string }).state);
				}
				const on = today();
				expect((await searchTrail(reviewer, { ...steps, from: on, to: on })).entries).toHaveLength(
					5
				);
				expect((await searchTrail(reviewer, { ...steps, to: '2020-01-01' })).entries).toEqual([]);
				expect((await searchTrail(reviewer, { ...steps, from: '2190-01-01' })).entries).toEqual([]);
			})
		);

		test(
			'gives all there is page by page, the last first',
			on(async () => {
				const reviewer = B.members['government-reviewer'];
				const { enterprise, government } = B.organisations;
				const expected = whole
					.filter(({ organisation }) => [enterprise, government].includes(organisation))
					.reduce((sum, { count }) => sum + count, 0);
				const found = [];
				for (let page = 1, hasMore = true; hasMore; page++) {
					const next = await searchTrail(reviewer, { page });
					found.push(...next.entries);
					({ hasMore } = next);
				}
				expect(found).toHaveLength(expected);
				expect(expected).toBeGreaterThan(50);
				const times = found.map(({ at }) => at.getTime());
				expect(times).toEqual(times.toSorted((a, b) => b - a));
				const places = new Set(found.map(({ place }) => place?.address));
				expect(places.has(B.members.consultant.address)).toBe(true);
				const own = await searchTrail(reviewer, { file: government });
				expect(own.entries.every((entry) => entry.chain === government)).toBe(true);
			})
		);

		test(
			'finds nothing of another world, and is not for everybody',
			on(async () => {
				const reviewer = B.members['government-reviewer'];
				expect((await searchTrail(reviewer, { file: chain })).entries).toEqual([]);
				for (const role of ['consultant', 'enterprise-filler', 'operator'] as const)
					await expect(searchTrail(A.members[role], {})).rejects.toMatchObject({ status: 403 });
			})
		);

		test.for([
			{ page: 0 },
			{ page: 1.5 },
			{ file: 'x' },
			{ person: `' or ''='` },
			{ from: '2026-13-01' },
			{ to: 'yesterday' }
		])('refuses %j', (search, context) =>
			on(async () => {
				const admin = A.members['enterprise-admin'];
				await expect(searchTrail(admin, search)).rejects.toMatchObject({ status: 400 });
			})(context)
		);
	});
});
