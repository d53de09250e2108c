import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { RoleId } from '#lib/roles.ts';
import { closeDatabase, openDatabase } from '#server/db/index.ts';
import { openSide } from '#server/comparing.ts';
import * as files from '#server/enterprise-sheets.ts';
import { filedBefore } from '#server/filed-before.ts';
import { dossiersOf } from '#server/reading-sheets.ts';
import * as comparePage from '../../src/routes/enterprises/[id]/compare/+page.server.ts';
import * as sheetPage from '../../src/routes/sheets/[id]/+page.server.ts';
import { openContent } from '../../scripts/content.ts';
import { ask } from '../support/asked.ts';
import { databases, type TestDatabase } from '../support/databases.ts';
import { makeSheet } from '../support/made-sheets.ts';
import { makeMembers, type Made } from '../support/members.ts';
import { prepare } from '../support/prepare.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const library = openContent();
type Given = Awaited<ReturnType<typeof comparePage.load>>;

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;
	let made: Made;
	/** Another enterprise of the same city, which its government sees as well. */
	let beside: Made;

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		await prepare(database, library);
		made = await makeMembers(database);
		beside = await makeMembers(database);
		await openDatabase(database.settings);
	});
	afterAll(async () => {
		await closeDatabase();
		await database.remove();
	});

	const asked = (from: string, to: string, role: RoleId = 'enterprise-admin', of = made) =>
		ask(comparePage.load, {
			who: { member: made.members[role], role },
			params: { id: of.enterprise },
			path: `/enterprises/${of.enterprise}/compare?${new URLSearchParams({ from, to })}`
		});
	const told = async (from: string, to: string) => {
		const { given } = await asked(from, to);
		const found = given as Given;
		if (!('told' in found) || !found.told) throw new Error(JSON.stringify(found));
		return { ...found, told: found.told };
	};

	test(
		'an enterprise without sheets is told what to do; with them the last and what came before are proposed',
		on(async () => {
			const who = { member: beside.members['enterprise-admin'], role: 'enterprise-admin' as const };
			const params = { id: beside.enterprise };
			const page = async () =>
				(await ask(comparePage.load, { who, params })).given as Given & { chosen: object };
			expect(await page()).toMatchObject({ options: [], chosen: {} });
			const first = await makeSheet(beside, library, 'draft');
			expect((await page()).options).toHaveLength(1);
			const last = await makeSheet(beside, library, 'verifying');
			expect((await page()).options.map(({ key }) => key)).toEqual([
				`${last}.verified`,
				`${last}.declared`,
				`${first}.declared`
			]);
			expect((await page()).chosen).toEqual({ from: `${first}.declared`, to: `${last}.verified` });
		})
	);

	test(
		'what was declared against what was verified: scheduling 3, then 2',
		on(async () => {
			const id = await makeSheet(made, library, 'filed');
			const { told: one, sides } = await told(`${id}.declared`, `${id}.verified`);
			expect(one.quiet).toEqual([
				{
					title: '计划排程',
					was: '系统按多种约束自动排出计划并下达',
					is: '系统辅助编制计划，并检查生产准备情况'
				}
			]);
			expect(one.stages).toEqual([]);
			expect(sides.from.words).toBe('先前：自评，2026年11月22日');
			// One question of many is answered: nothing is certain.
			expect(one.difference!.isCertain).toBe(false);
		})
	);

	test(
		'two sheets of two times, and the same sheet under the newer edition',
		on(async () => {
			const admin = made.members['enterprise-admin'];
			const [first, second] = [
				await makeSheet(made, library, 'draft'),
				await makeSheet(made, library, 'draft')
			];
			expect((await told(`${first}.declared`, `${second}.declared`)).told.quiet).toEqual([]);
			const older = await files.beginSheet(admin, made.enterprise, 'two-integration@2026');
			const found = await told(`${older}.declared`, `${older}.declared.2026-2`);
			expect(found.told.from.edition).toBe('2026');
			expect(found.told.to.edition).toBe('2026-2');
			expect(found.sides.to.words).toContain('2026-2');
			// The older one first, whichever was chosen first.
			const turned = await asked(`${older}.declared.2026-2`, `${older}.declared`);
			expect(turned.status).toBe(303);
			expect(turned.location).toBe(
				`/enterprises/${made.enterprise}/compare?from=${older}.declared&to=${older}.declared.2026-2`
			);
		})
	);

	test(
		'sheets of two instruments are not subtracted',
		on(async () => {
			const admin = made.members['enterprise-admin'];
			const one = await makeSheet(made, library, 'draft');
			const other = await files.beginSheet(
				admin,
				made.enterprise,
				'dongguan-industrial-internet@2026'
			);
			const { told: found } = await told(`${one}.declared`, `${other}.declared`);
			expect(found.difference).toBeUndefined();
			expect(found.shared.length).toBeGreaterThan(5);
			expect(found.shared.every(({ is }) => is === 'open')).toBe(true);
		})
	);

	test(
		'a sheet and itself: nothing to compare, and said so',
		on(async () => {
			const id = await makeSheet(made, library, 'draft');
			const { status, given } = await asked(`${id}.declared`, `${id}.declared`);
			expect([status, (given as { none: string }).none]).toEqual([200, 'same']);
		})
	);

	test(
		'what is not there, not reached, no key or not of this enterprise is refused by name',
		on(async () => {
			const id = await makeSheet(made, library, 'draft');
			const theirs = await makeSheet(beside, library, 'draft');
			const own = `${id}.declared`;
			for (const key of [
				`${randomUUID()}.declared`,
				`${id}.verified`,
				`${id}.said`,
				`${id}.declared.1999`,
				id,
				'x',
				`${theirs}.declared`
			]) {
				expect((await asked(own, key)).status, key).toBe(404);
				expect((await asked(key, own)).status, key).toBe(404);
			}
			// The government sees both files, and still they are two enterprises.
			const both = await asked(own, `${theirs}.declared`, 'government-officer');
			expect([both.status, both.said]).toEqual([
				400,
				'这份答卷属于另一家企业，两家企业的答卷不能放在一起比较。'
			]);
			expect((await asked('', '', 'enterprise-admin', beside)).status).toBe(404);
		})
	);

	test(
		'a report tells of the last that was filed before it, and of none that came later',
		on(async () => {
			const acting = { member: made.members['enterprise-admin'] } as never;
			const first = await makeSheet(made, library, 'filed');
			const second = await makeSheet(made, library, 'filed');
			const draft = await makeSheet(made, library, 'draft');
			const before = async (id: string) => {
				const member = made.members['enterprise-admin'];
				const sheet = (await files.openSheet(member, id))!;
				return filedBefore(library, member, sheet, dossiersOf(sheet).declared);
			};
			const confirmed = async (id: string) =>
				(await openSide(acting, made.enterprise, `${id}.confirmed`)).dossier.hash;
			expect((await before(second))!.dossier.hash).toBe(await confirmed(first));
			expect((await before(draft))!.dossier.hash).toBe(await confirmed(second));
			const other = await files.beginSheet(
				made.members['enterprise-admin'],
				made.enterprise,
				'dongguan-industrial-internet@2026'
			);
			expect(await before(other)).toBeUndefined();
		})
	);

	test(
		'its own people are told why there is no place among peers, others nothing at all',
		on(async () => {
			const first = await makeSheet(made, library, 'filed');
			const page = async (role: RoleId, id: string) =>
				(
					(await ask(sheetPage.load, { who: { member: made.members[role], role }, params: { id } }))
						.given as Awaited<ReturnType<typeof sheetPage.load>>
				).peers;
			// One question is answered.
			expect(await page('enterprise-filler', first)).toEqual({ places: [], why: 'open' });
			expect(await page('government-reviewer', first)).toBeUndefined();
			expect(await page('consultant', first)).toBeUndefined();
			const second = await makeSheet(made, library, 'filed');
			expect(await page('enterprise-filler', first)).toEqual({ places: [], why: 'superseded' });
			expect(await page('enterprise-filler', second)).toMatchObject({ why: 'open' });
			const draft = await makeSheet(made, library, 'draft');
			expect(await page('enterprise-filler', draft)).toBeUndefined();
		})
	);
});
