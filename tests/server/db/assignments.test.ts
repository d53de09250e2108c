import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { contentHash } from '#lib/library/hash.ts';
import { closeDatabase, openDatabase } from '#server/db/index.ts';
import * as assignments from '#server/assignments.ts';
import * as files from '#server/enterprise-sheets.ts';
import { openContent } from '../../../scripts/content.ts';
import { databases, type TestDatabase } from '../../support/databases.ts';
import { makeMembers, type Made } from '../../support/members.ts';
import { prepare } from '../../support/prepare.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const hour = 3_600_000;
const from = (hours: number) => new Date(Date.now() + hours * hour);
const hand = (name: string) => ({ name, post: '', strokes: [[[0, 0] as [number, number]]] });
const visit = {
	from: '2026-11-20T01:00:00.000Z',
	until: '2026-11-20T03:00:00.000Z',
	seen: ['铸造车间'],
	remarks: ''
};

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;
	let made: Made;

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		await prepare(database, openContent());
		made = await makeMembers(database);
		await openDatabase(database.settings);
	});
	afterAll(async () => {
		await closeDatabase();
		await database.remove();
	});

	const assigned = (starts = -1, ends = 1) =>
		assignments.assign(made.members['government-officer'], {
			enterprise: made.enterprise,
			provider: made.organisations.provider,
			startsAt: from(starts),
			endsAt: from(ends)
		});

	test(
		'a visit is agreed, recorded with both signatures, confirmed and rated',
		on(async () => {
			const { consultant, 'enterprise-admin': admin } = made.members;
			const manager = made.members['provider-manager'];
			const id = await assigned();
			expect(await assignments.openAssignment(consultant, id)).toBeUndefined();
			await assignments.nameConsultant(manager, id, consultant.person);
			await assignments.agree(consultant, id, { at: visit.from, place: '东门' });
			await expect(assignments.confirmVisits(consultant, id, 0)).rejects.toMatchObject({
				status: 403
			});
			await assignments.recordVisit(consultant, id, visit, {
				consultant: hand('顾问'),
				enterprise: hand('厂长')
			});
			await assignments.confirmVisits(admin, id, 1);
			await assignments.rate(admin, id, { stars: 4, remarks: '准时' });
			const told = (await assignments.openAssignment(admin, id))!;
			expect(told.appointment).toEqual({ at: visit.from, place: '东门' });
			expect(told.visits).toMatchObject([visit]);
			expect(told.rating).toEqual({ stars: 4, remarks: '准时' });
			expect(told.confirmedAt).toBeInstanceOf(Date);
			const [{ enterprise }] = told.visits as [(typeof told.visits)[0]];
			expect(told.signatures.get(enterprise.signature)).toEqual(hand('厂长'));
			expect(enterprise.hash).toBe(contentHash(hand('厂长')));
		})
	);

	test(
		'who hands over sees the enterprise no more, and the next one does',
		on(async () => {
			const { consultant } = made.members;
			const manager = made.members['provider-manager'];
			const sheet = await files.beginSheet(
				made.members['enterprise-admin'],
				made.enterprise,
				'sme-digital-level@2024'
			);
			const other = { ...consultant, person: randomUUID() };
			await closeDatabase();
			await database.asAdmin(async (query) => {
				await query(`insert into membership (organisation, person, role)
					values ('${other.organisation}', '${other.person}', 'consultant')`);
			});
			await openDatabase(database.settings);
			expect(await files.openSheet(other, sheet)).toBeUndefined();
			const id = await assigned();
			await assignments.nameConsultant(manager, id, other.person);
			expect((await files.openSheet(other, sheet))?.id).toBe(sheet);
			await assignments.nameConsultant(other, id, consultant.person);
			expect(await files.openSheet(other, sheet)).toBeUndefined();
			expect(await assignments.openAssignment(other, id)).toBeUndefined();
		})
	);

	test(
		'outside its time and after its end an assignment shows nothing of the enterprise',
		on(async () => {
			const manager = made.members['provider-manager'];
			const officer = made.members['government-officer'];
			const enterprise = randomUUID();
			await closeDatabase();
			await database.asAdmin(async (query) => {
				await query(`insert into organisation (id, kind) values ('${enterprise}', 'enterprise')`);
				await query(
					`insert into profile (organisation, name, area) values ('${enterprise}', 'x', '320902')`
				);
			});
			await openDatabase(database.settings);
			const sheet = () => files.beginSheet(manager, enterprise, 'sme-digital-level@2024');
			const to = (starts: number, ends: number) =>
				assignments.assign(officer, {
					enterprise,
					provider: made.organisations.provider,
					startsAt: from(starts),
					endsAt: from(ends)
				});
			await to(1, 2);
			await to(-2, -1);
			await expect(sheet()).rejects.toMatchObject({ status: 403 });
			const now = await to(-1, 1);
			await sheet();
			expect(await files.listSheets(manager, enterprise)).toHaveLength(1);
			await assignments.endAssignment(officer, now);
			expect(await files.listSheets(manager, enterprise)).toHaveLength(0);
			await expect(
				assignments.agree(manager, now, { at: visit.from, place: '' })
			).rejects.toMatchObject({
				status: 403
			});
		})
	);

	test(
		'only a consultant of the provider looks after it, and it ends after it starts',
		on(async () => {
			const manager = made.members['provider-manager'];
			const id = await assigned();
			for (const person of [randomUUID(), made.members['enterprise-admin'].person]) {
				await expect(assignments.nameConsultant(manager, id, person)).rejects.toMatchObject({
					status: 409
				});
			}
			await expect(assigned(2, 1)).rejects.toMatchObject({ status: 400 });
			await expect(
				assignments.assign(manager, {
					enterprise: made.enterprise,
					provider: made.organisations.provider,
					startsAt: from(0),
					endsAt: from(1)
				})
			).rejects.toMatchObject({ status: 403 });
		})
	);

	test(
		'a signature can be erased by the owner of the tables alone, and what was signed still says so',
		on(async () => {
			const { consultant } = made.members;
			const id = await assigned();
			await assignments.nameConsultant(made.members['provider-manager'], id, consultant.person);
			await assignments.recordVisit(consultant, id, visit, {
				consultant: hand('要删的人'),
				enterprise: hand('b')
			});
			const before = (await assignments.openAssignment(consultant, id))!;
			const erased = before.visits[0]!.consultant.signature;
			await closeDatabase();
			await database.raw(async (query) => {
				await query(`delete from signature where id = '${erased}'`);
			});
			await openDatabase(database.settings);
			const after = (await assignments.openAssignment(consultant, id))!;
			expect(after.visits).toEqual(before.visits);
			expect([...after.signatures.values()]).toEqual([hand('b')]);
		})
	);
});
