import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { m } from '#lib/paraglide/messages.js';
import { change } from '#lib/sheets/patch.ts';
import {
	closeDatabase,
	membership,
	openDatabase,
	organisation,
	profile,
	sheetEvent,
	withDatabase
} from '#server/db/index.ts';
import * as files from '#server/enterprise-sheets.ts';
import { asking } from '#server/refused.ts';
import * as sheets from '#server/sheets.ts';
import { openContent } from '../../../scripts/content.ts';
import { databases, type TestDatabase } from '../../support/databases.ts';
import { prepare } from '../../support/prepare.ts';
import { addMember, makeWorld, person, type World } from '../../support/worlds.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const questionnaire = 'sme-digital-level@2024';
const library = openContent();

/** What changes while somebody is at work. */
describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;
	let A: World;
	let B: World;
	/** A second administrator of the enterprise of A. */
	let leaving: files.Member;

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		await prepare(database, library);
		A = await makeWorld(database, { enterprise: '320981', government: '320900' }, '10.0.1');
		B = await makeWorld(database, { enterprise: '441900003', government: '441900' }, '10.0.2');
		leaving = person(A.organisations.enterprise);
		await database.asAdmin((query) => addMember(query, leaving, 'enterprise-admin'));
		await openDatabase(database.settings);
	});
	afterAll(async () => {
		await closeDatabase();
		await database.remove();
	});

	const says = async (
		actor: files.Member,
		id: string,
		layer: 'declared' | 'verified',
		field: string,
		value: unknown,
		madeAt = '2026-11-20T02:00:00.000Z'
	) => {
		const sheet = await files.openSheet(actor, id);
		const standing = sheet?.layers[layer].own.standing ?? new Map<string, string[]>();
		await files.answer(actor, id, layer, change({ standing }, field, value, { madeAt }));
	};

	test(
		'a consultant whose role ends in the middle of a visit saves no more, and what was saved stays',
		on(async () => {
			const { consultant, 'provider-manager': manager, 'enterprise-admin': admin } = A.members;
			const { organisation, person } = consultant;
			const id = A.sheets.verifying;
			await says(consultant, id, 'verified', 'answers.scheduling', 2);
			await asking(manager, (database) =>
				database.insert(membership).values({ organisation, person, role: null, by: manager.person })
			);
			const told = { status: 403, body: { message: m.problem_role_ended() } };
			const save = says(consultant, id, 'verified', 'answers.scheduling', 4);
			await expect(save).rejects.toMatchObject(told);
			// Of what never was theirs they learn no more than that.
			const step = files.takeStep(consultant, B.sheets.draft, 'verifying');
			await expect(step).rejects.toMatchObject(told);
			expect(await files.openSheet(consultant, id)).toBeUndefined();
			expect(await files.listSheets(consultant)).toEqual([]);
			const left = (await files.openSheet(admin, id))!.layers.verified.said;
			expect(left.answers).toEqual({ scheduling: 2 });
			// Who goes on sees it, and goes on.
			await says(manager, id, 'verified', 'answers.scheduling', 3);
			const after = (await files.openSheet(admin, id))!;
			expect(after.layers.verified.said.answers).toEqual({ scheduling: 3 });
			expect(after.layers.verified.own.conflicts).toEqual([]);
		})
	);

	test(
		'an enterprise that moves is seen where it is, with all it had, and no longer where it was',
		on(async () => {
			const { 'enterprise-admin': admin, 'government-officer': before } = B.members;
			const after = A.members['government-officer'];
			const { enterprise } = B.organisations;
			const sees = async (officer: files.Member) =>
				(await files.listSheets(officer, enterprise)).length;
			expect([await sees(before), await sees(after)]).toEqual([4, 0]);
			await asking(admin, (database) =>
				database
					.insert(profile)
					.values({ organisation: enterprise, name: 'moved', area: '320981', by: admin.person })
			);
			expect([await sees(before), await sees(after)]).toEqual([0, 4]);
			expect(await files.openSheet(before, B.sheets.filed)).toBeUndefined();
			expect((await files.openSheet(after, B.sheets.filed))!.filed.size).toBe(3);
			await asking(admin, (database) =>
				database
					.insert(profile)
					.values({ organisation: enterprise, name: 'back', area: '441900003', by: admin.person })
			);
			expect([await sees(before), await sees(after)]).toEqual([4, 0]);
		})
	);

	test(
		'clocks that are wrong put nothing in the wrong order',
		on(async () => {
			const { 'enterprise-admin': admin, 'enterprise-filler': filler } = A.members;
			const id = A.sheets.draft;
			await says(admin, id, 'declared', 'answers.scheduling', 1, '2099-12-31T23:59:59.000Z');
			await says(filler, id, 'declared', 'answers.scheduling', 2, '1970-01-01T00:00:00.000Z');
			const sheet = (await files.openSheet(admin, id))!;
			expect(sheet.layers.declared.said.answers).toEqual({ scheduling: 2 });
			expect(sheet.layers.declared.own.conflicts).toEqual([]);
			expect(sheet.patches.filter(({ field }) => field === 'answers.scheduling')).toHaveLength(2);
			// When they came is what this server says.
			const year = new Date().getUTCFullYear();
			const events = await withDatabase(admin, (database) => database.select().from(sheetEvent));
			for (const { at } of events) expect(at.getUTCFullYear()).toBe(year);
		})
	);

	test(
		'a credit code that is taken is told, and the organisation that has it keeps it',
		on(async () => {
			const { operator } = A.members;
			const creditCode = '91350211M000100Y43';
			const register = (id: string) =>
				asking(operator, (database) =>
					database
						.insert(organisation)
						.values({ id, kind: 'enterprise', creditCode, by: operator.person })
				);
			const first = randomUUID();
			await register(first);
			await expect(register(randomUUID())).rejects.toMatchObject({
				status: 409,
				body: { message: m.problem_credit_code_taken() }
			});
			const found = await withDatabase(operator, (database) =>
				database.select().from(organisation)
			);
			expect(found.filter((one) => one.creditCode === creditCode).map(({ id }) => id)).toEqual([
				first
			]);
		})
	);

	test(
		'of two who claim a sheet at the same time one has it, and the other is told that there is none',
		on(async () => {
			for (let round = 0; round < 10; round++) {
				const { token, id } = await sheets.keep({ questionnaire, answers: { scheduling: 2 } });
				const claims = await Promise.allSettled(
					[A, B].map((world) =>
						files.claimSheet(
							world.members['enterprise-admin'],
							world.organisations.enterprise,
							token
						)
					)
				);
				const [refused, ...others] = claims.filter(({ status }) => status === 'rejected');
				expect(others).toEqual([]);
				expect(refused).toMatchObject({ reason: { status: 404 } });
				const [winner, loser] = claims[0]!.status === 'fulfilled' ? [A, B] : [B, A];
				expect(await files.openSheet(winner.members['enterprise-admin'], id)).toBeDefined();
				expect(await files.openSheet(loser.members['enterprise-admin'], id)).toBeUndefined();
			}
		})
	);

	test(
		'of two steps at the same time one is taken, and the sheet is where that one leads',
		on(async () => {
			const { 'provider-manager': manager, 'enterprise-admin': admin } = A.members;
			for (let round = 0; round < 5; round++) {
				const id = await files.beginSheet(admin, A.organisations.enterprise, questionnaire);
				const statement = {
					text: '以上内容真实。',
					signature: { name: '测试', post: '厂长', strokes: [] }
				};
				await files.takeStep(admin, id, 'submitted', { statement });
				const wanted = ['verifying', 'returned'] as const;
				const steps = await Promise.allSettled(
					wanted.map((state) => files.takeStep(manager, id, state, { reason: '资料不全' }))
				);
				const { events, state } = (await files.openSheet(admin, id))!;
				const taken = events.map((event) => event.state).slice(1);
				// Taken up and then handed back is one after the other; the other way round is no step.
				const both = steps.every(({ status }) => status === 'fulfilled');
				if (both) expect(taken).toEqual(['verifying', 'returned']);
				else {
					expect(taken).toEqual(['returned']);
					expect(steps[0]).toMatchObject({ status: 'rejected', reason: { status: 409 } });
				}
				expect(state).toBe(taken.at(-1));
			}
		})
	);

	test(
		'of two who end each other one stays',
		on(async () => {
			const admin = A.members['enterprise-admin'];
			const end = (by: files.Member, whom: files.Member) =>
				asking(by, (database) =>
					database.insert(membership).values({
						organisation: by.organisation,
						person: whom.person,
						role: null,
						by: by.person
					})
				);
			const ended = await Promise.allSettled([end(admin, leaving), end(leaving, admin)]);
			expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
			const refused = ended.find(({ status }) => status === 'rejected');
			// Found to be the last, or to have been ended before.
			expect([409, 403]).toContain((refused as PromiseRejectedResult).reason.status);
		})
	);
});
