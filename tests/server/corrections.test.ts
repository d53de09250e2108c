import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { RoleId } from '#lib/roles.ts';
import { register } from '#server/accounts/registering.ts';
import { findRegistered, listCorrections, openRegistered } from '#server/corrections.ts';
import {
	closeDatabase,
	migrate,
	openDatabase,
	organisation,
	withDatabase
} from '#server/db/index.ts';
import { describeEnterprise, openEnterprise } from '#server/enterprises.ts';
import { searchTrail } from '#server/trail.ts';
import * as correctionPage from '../../src/routes/(people)/organisations/[id]/correction/+page.server.ts';
import * as organisationsPage from '../../src/routes/(people)/organisations/+page.server.ts';
import { creditCodeOf } from '../../scripts/demo/fill.ts';
import { ask } from '../support/asked.ts';
import { databases, type TestDatabase } from '../support/databases.ts';
import { makeMembers, type Made } from '../support/members.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const [wrong, right, third] = [1, 2, 3].map(creditCodeOf) as [string, string, string];
const reason = '登记时抄错了一位';

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;
	let made: Made;

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		await openDatabase(database.settings);
		await migrate();
		await closeDatabase();
		made = await makeMembers(database);
		await openDatabase(database.settings);
		const { 'enterprise-admin': admin } = made.members;
		await describeEnterprise(admin, made.enterprise, {
			...{ name: '示例铸造厂', area: '320981', titles: [] },
			facts: { size: 'small' }
		});
	});
	afterAll(async () => {
		await closeDatabase();
		await database.remove();
	});

	const as = (role: RoleId) => ({ member: made.members[role], role });
	const correct = (form: Record<string, string>, role: RoleId = 'operator') =>
		ask(correctionPage.actions.default, {
			...{ who: as(role), params: { id: made.enterprise }, form }
		});
	const registerAs = (name: string, creditCode: string, username: string) =>
		register(
			{ name, creditCode, area: '320981' },
			{ name, email: '', username, password: '四海 correct horse 12', consent: true }
		);

	test(
		'an operator puts name and code right, with a reason; the enterprise and its trail say so',
		on(async () => {
			expect((await correct({ name: '示例铸造厂', creditCode: wrong, reason })).status).toBe(303);
			const named = { name: '示例精密铸造厂', creditCode: right.toLowerCase(), reason };
			expect((await correct(named)).status).toBe(303);
			const admin = made.members['enterprise-admin'];
			expect(await openEnterprise(admin, made.enterprise)).toEqual({
				id: made.enterprise,
				creditCode: right,
				name: '示例精密铸造厂',
				area: '320981',
				facts: { size: 'small' },
				titles: []
			});
			const { entries } = await searchTrail(admin, { action: 'correction' });
			expect(entries.map(({ person, detail }) => ({ person, detail }))).toEqual([
				{
					person: made.members.operator.person,
					detail: { before: wrong, credit_code: right }
				},
				{ person: made.members.operator.person, detail: { before: null, credit_code: wrong } }
			]);
			expect(await listCorrections(admin, made.enterprise)).toMatchObject([
				{ name: '示例精密铸造厂', creditCode: right, reason },
				{ name: '示例铸造厂', creditCode: wrong, reason }
			]);
			// The operator finds it by its new name, and sees nothing else of it.
			const { operator } = made.members;
			const found = { id: made.enterprise, name: '示例精密铸造厂', creditCode: right };
			for (const words of ['精密铸造', right.slice(0, 12)])
				expect(await findRegistered(operator, words)).toEqual([found]);
			expect(await openEnterprise(operator, made.enterprise)).toMatchObject({ facts: {} });
		})
	);

	test(
		'a code that was given up is free, and one that is taken stays whose it is',
		on(async () => {
			expect(await registerAs('示例甲厂', wrong, 'jia-admin')).toMatchObject({
				login: 'jia-admin'
			});
			expect(await registerAs('示例乙厂', right, 'yi-admin')).toMatchObject({
				faults: [{ field: 'credit-code', kind: 'taken' }]
			});
			const taken = { name: '示例精密铸造厂', creditCode: wrong, reason };
			expect(await correct(taken)).toMatchObject({
				status: 400,
				given: {
					data: {
						typed: taken,
						faults: {
							creditCode: '这个代码已经登记在另一家企业名下：请先核对，需要时先更正那一家。'
						}
					}
				}
			});
			const { creditCode } = (await openRegistered(made.members.operator, made.enterprise))!;
			expect(creditCode).toBe(right);
		})
	);

	test(
		'of two enterprises that are given the same code at once one gets it, and the other one is told',
		on(async () => {
			const other = (await findRegistered(made.members.operator, '示例甲厂'))[0]!.id;
			const came = await Promise.all(
				[made.enterprise, other].map((id) =>
					ask(correctionPage.actions.default, {
						...{ who: as('operator'), params: { id } },
						form: { name: `示例${id.slice(0, 4)}`, creditCode: third, reason }
					})
				)
			);
			const taken = came.filter(({ status }) => [400, 409].includes(status));
			expect(came.map(({ status }) => status).filter((one) => one === 303)).toHaveLength(1);
			expect(taken).toHaveLength(1);
		})
	);

	test(
		'what is missing, malformed or unchanged is said beside its field, and nothing is kept of it',
		on(async () => {
			const { operator } = made.members;
			const { name, creditCode } = (await openRegistered(operator, made.enterprise))!;
			const before = await listCorrections(operator, made.enterprise);
			const wrongs: [Record<string, string>, string[]][] = [
				[{ name, creditCode, reason }, ['creditCode']],
				[{ name: ' ', creditCode, reason }, ['name']],
				[{ name: '新名', creditCode: '123', reason }, ['creditCode']],
				[{ name: '新名', creditCode, reason: '  ' }, ['reason']],
				[
					{ name: '名'.repeat(201), creditCode: '', reason: '因'.repeat(2001) },
					['name', 'creditCode', 'reason']
				]
			];
			for (const [form, fields] of wrongs) {
				const { status, given } = await correct(form);
				expect(status).toBe(400);
				const { faults } = (given as { data: { faults: object } }).data;
				expect(Object.keys(faults).sort()).toEqual(fields.sort());
			}
			expect(await listCorrections(operator, made.enterprise)).toEqual(before);
		})
	);

	test(
		'nobody else corrects or finds one, and no statement changes a code by itself',
		on(async () => {
			const form = { name: '新名', creditCode: creditCodeOf(9), reason };
			for (const role of ['enterprise-admin', 'government-reviewer', 'provider-manager'] as const) {
				expect((await correct(form, role)).status).toBe(403);
				expect(await findRegistered(made.members[role], '示例')).toEqual([]);
				expect(await openRegistered(made.members[role], made.enterprise)).toBeUndefined();
				const page = { who: as(role), path: '/organisations?enterprise=示例' };
				expect((await ask(organisationsPage.load, page)).status).toBe(403);
			}
			const update = withDatabase(made.members.operator, (database) =>
				database.update(organisation).set({ creditCode: creditCodeOf(9) })
			);
			await expect(update).rejects.toMatchObject({ cause: { code: '42501' } });
			await closeDatabase();
			const asOwner = database.raw((query) =>
				query(`update organisation set credit_code = '${creditCodeOf(9)}'`)
			);
			await expect(asOwner).rejects.toThrow('append-only: update is refused.');
			await openDatabase(database.settings);
		})
	);
});
