import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { RoleId } from '#lib/roles.ts';
import { signaturePath } from '#lib/signature.ts';
import * as assignments from '#server/assignments.ts';
import { today } from '#server/clock.ts';
import { register } from '#server/accounts/registering.ts';
import { closeDatabase, openDatabase } from '#server/db/index.ts';
import { claimSheet, openSheet } from '#server/enterprise-sheets.ts';
import { listEvidence } from '#server/evidence.ts';
import { endMembership, invite } from '#server/members.ts';
import * as sheets from '#server/sheets.ts';
import * as assignmentPage from '../../src/routes/assignments/[id]/+page.server.ts';
import * as enterprisePage from '../../src/routes/enterprises/[id]/+page.server.ts';
import * as evidencePage from '../../src/routes/sheets/[id]/evidence/+page.server.ts';
import * as invitationPage from '../../src/routes/(accounts)/invitation/[token]/+page.server.ts';
import * as membersPage from '../../src/routes/(people)/members/+page.server.ts';
import * as organisationsPage from '../../src/routes/(people)/organisations/+page.server.ts';
import * as signInPage from '../../src/routes/(accounts)/sign-in/+page.server.ts';
import * as workPage from '../../src/routes/work/+page.server.ts';
import * as kept from '../../src/routes/kept/[token]/+page.server.ts';
import * as registerPage from '../../src/routes/(accounts)/register/+page.server.ts';
import * as reviewPage from '../../src/routes/sheets/[id]/[layer]/[dimension]/+page.server.ts';
import * as sheetPage from '../../src/routes/sheets/[id]/+page.server.ts';
import { openContent } from '../../scripts/content.ts';
import { creditCodeOf } from '../../scripts/demo/fill.ts';
import { ask } from '../support/asked.ts';
import { databases, makeFolder, type TestDatabase } from '../support/databases.ts';
import { makeSheet, questionnaire } from '../support/made-sheets.ts';
import { makeMembers, type Made } from '../support/members.ts';
import { prepare } from '../support/prepare.ts';
import { addPicture, uploading } from '../support/uploads.ts';
import { addMember, addOrganisation } from '../support/worlds.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const library = openContent();
const password = '四海 correct horse 12';
const visited = {
	...{ 'visit.day': '2026-11-20', 'visit.from': '9:05', 'visit.until': '11:30' },
	...{ 'visit.seen': '铸造车间', 'visit.remarks': '' },
	...{ 'consultant.name': '顾问甲', 'enterprise.name': '厂长乙' },
	'consultant.strokes': '[[[0,0],[10,20]]]'
};

// Of the pages, as people meet it: what is wrong has its sentence, and nothing of what was there is lost.
describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;
	let made: Made;
	const store = makeFolder();

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		process.env.DATA = store.folder;
		await prepare(database, library);
		made = await makeMembers(database);
		await openDatabase(database.settings);
	});
	afterAll(async () => {
		await closeDatabase();
		await database.remove();
		store.remove();
		delete process.env.DATA;
	});

	const as = (role: RoleId) => ({ member: made.members[role], role });

	test(
		'an invitation that was used or has expired, and the link of a sheet that was claimed',
		on(async () => {
			const { 'provider-manager': manager, 'enterprise-admin': admin } = made.members;
			const into = { organisation: manager.organisation, role: 'consultant' } as const;
			const person = (username: string) => ({
				...{ name: '示例', username, password, consent: 'yes' }
			});
			const open = (token: string) => ask(invitationPage.load, { params: { token } });
			const take = (token: string, username: string) =>
				ask(invitationPage.actions.take, {
					...{ who: as('enterprise-filler'), params: { token }, form: person(username) }
				});
			const used = await invite(manager, into);
			expect((await take(used, 'first')).status).toBe(303);
			const toldUsed =
				'这个邀请链接已经用过或已收回，每个链接只能用一次。如果是您用过的，请直接登录。';
			for (const again of [await open(used), await take(used, 'second')])
				expect(again).toMatchObject({ status: 410, said: toldUsed });

			const eightDaysAgo = new Date(Date.now() - 8 * 24 * 3_600_000);
			const expired = await invite(manager, into, eightDaysAgo);
			const toldExpired = '这个邀请链接已经过期。请邀请您的人重新发一个。';
			for (const late of [await open(expired), await take(expired, 'third')])
				expect(late).toMatchObject({ status: 410, said: toldExpired });

			const { token } = await sheets.keep({ questionnaire, answers: { scheduling: 2 } });
			const id = await claimSheet(admin, made.enterprise, token);
			const gone = await ask(kept.load, { params: { token } });
			expect(gone).toMatchObject({ status: 404, said: expect.stringContaining('链接') as string });
			expect((await openSheet(admin, id))!.layers.declared.said.answers).toEqual({ scheduling: 2 });
		})
	);

	test(
		'a role that ends in the middle of a visit',
		on(async () => {
			const { consultant, 'provider-manager': manager } = made.members;
			const officer = made.members['government-officer'];
			const hour = 3_600_000;
			const id = await assignments.assign(officer, {
				enterprise: made.enterprise,
				provider: manager.organisation,
				startsAt: new Date(Date.now() - hour),
				endsAt: new Date(Date.now() + hour)
			});
			const leaver = { ...consultant, person: randomUUID() };
			await closeDatabase();
			await database.asAdmin((query) => addMember(query, leaver, 'consultant'));
			await openDatabase(database.settings);
			await assignments.nameConsultant(manager, id, leaver.person);
			const sheet = await makeSheet(made, library, 'verifying');
			const who = { member: leaver, role: 'consultant' } as const;
			const visit = () => ask(assignmentPage.actions.visit, { who, params: { id }, form: visited });
			expect((await visit()).status).toBe(303);

			await endMembership(manager, leaver.person);
			const told = {
				status: 403,
				said: '您在本单位的角色已经结束，不能再保存；之前保存的内容都还在。如有误，请联系本单位的管理员。'
			};
			// As the request finds them: signed in, and a member of nothing any more.
			const leftAsking = async (work: (event: never) => unknown, params: Record<string, string>) =>
				ask(
					(event: never) => {
						const { locals } = event as { locals: App.Locals };
						locals.signedIn = { ...locals.signedIn!, memberships: [] };
						return work(event);
					},
					{ who, params, form: visited }
				);
			expect(await leftAsking(assignmentPage.actions.visit, { id })).toMatchObject(told);
			const review = { id: sheet, layer: 'verified', dimension: 'digital-operation' };
			expect(await leftAsking(reviewPage.actions.save, review)).toMatchObject(told);

			// What was recorded before stays, signatures and all, and whoever takes over goes on.
			const found = (await assignments.openAssignment(manager, id))!;
			expect(found.visits).toHaveLength(1);
			const signed = found.signatures.get(found.visits[0]!.consultant.signature)!;
			expect(signaturePath(signed.strokes)).toBe('M0 0L10 20');
			await assignments.nameConsultant(manager, id, consultant.person);
			expect(
				(await ask(assignmentPage.load, { who: as('consultant'), params: { id } })).status
			).toBe(200);
		})
	);

	test(
		'an enterprise that moves to another town',
		on(async () => {
			const id = await makeSheet(made, library, 'submitted');
			let officers: { member: { person: string; organisation: string }; role: RoleId }[] = [];
			await closeDatabase();
			await database.asAdmin(async (query) => {
				for (const town of ['320981', '320903']) {
					const organisation = await addOrganisation(query, 'government', town);
					const member = { person: randomUUID(), organisation };
					await addMember(query, member, 'government-officer');
					officers = [...officers, { member, role: 'government-officer' }];
				}
			});
			await openDatabase(database.settings);
			const [before, after] = officers as [(typeof officers)[0], (typeof officers)[0]];
			const sheetFor = (who: (typeof officers)[0]) => ask(sheetPage.load, { who, params: { id } });
			expect((await sheetFor(before)).status).toBe(200);
			const toldUnseen = (await sheetFor(after)).said;
			expect(toldUnseen).toContain('没有');

			const moved = await ask(enterprisePage.actions.profile, {
				who: as('enterprise-admin'),
				params: { id: made.enterprise },
				form: { name: '示例铸造厂', region: ['320000', '320900', '320903'] }
			});
			expect(moved.status).toBe(303);
			expect(await sheetFor(before)).toMatchObject({ status: 404, said: toldUnseen });
			const file = { who: before, params: { id: made.enterprise } };
			expect((await ask(enterprisePage.load, file)).status).toBe(404);
			expect((await sheetFor(after)).status).toBe(200);
			// The consultant who is assigned to it goes on, and the sheet is as it was.
			expect((await sheetFor(as('consultant'))).status).toBe(200);
			const sheet = (await openSheet(made.members['enterprise-admin'], id))!;
			expect(sheet.state).toBe('submitted');
			expect(sheet.layers.declared.said.answers).toEqual({ scheduling: 3 });
		})
	);

	test(
		'a credit code that is taken',
		on(async () => {
			const form = (enterprise: string, username: string) => ({
				...{ enterprise, 'credit-code': creditCodeOf(1), area: ['320000', '320900', '320981'] },
				...{ name: '示例', email: '', username, password, consent: 'yes' }
			});
			const first = { name: '示例甲厂', creditCode: creditCodeOf(1), area: '320981' };
			const person = { name: '示例', email: '', username: 'jia-chang', password, consent: true };
			expect(await register(first, person)).toEqual({ login: 'jia-chang' });
			const second = await ask(registerPage.actions.register, {
				form: form('示例乙厂', 'yi-chang')
			});
			expect(second).toMatchObject({
				status: 400,
				given: {
					data: {
						faults: {
							'credit-code': '这个统一社会信用代码的企业已经注册。请向该企业的管理员索取邀请链接。'
						},
						enterprise: { name: '示例乙厂', creditCode: creditCodeOf(1) },
						person: { name: '示例', username: 'yi-chang' }
					}
				}
			});
		})
	);

	test(
		'a clock that is ahead: a visit that has not begun',
		on(async () => {
			const { consultant } = made.members;
			const id = made.assignment;
			const tomorrow = today(new Date(Date.now() + 24 * 3_600_000));
			const outcome = await ask(assignmentPage.actions.visit, {
				who: as('consultant'),
				params: { id },
				form: { ...visited, 'visit.day': tomorrow }
			});
			expect(outcome).toMatchObject({
				status: 400,
				given: {
					data: {
						faults: { 'visit.day': '上门还没有开始，不能记录。' },
						typed: { ...visited, 'visit.day': tomorrow }
					}
				}
			});
			expect((await assignments.openAssignment(consultant, id))!.visits).toEqual([]);
		})
	);

	test(
		'a sign that no text in the database has, wherever it can be sent',
		on(async () => {
			const admin = as('enterprise-admin');
			const enterprise = { id: made.enterprise };
			const sheet = { id: await makeSheet(made, library, 'draft') };
			const asked = [
				ask(signInPage.actions.default, { form: { login: 'a\0b', password } }),
				ask(workPage.load, { who: as('operator'), path: '/work?named=%00' }),
				ask(workPage.load, { who: as('government-officer'), path: '/work?named=%00' }),
				ask(organisationsPage.load, { who: as('operator'), path: '/?enterprise=%00' }),
				ask(enterprisePage.load, {
					...{ who: as('government-officer'), params: enterprise, path: '/?provider=%00' }
				}),
				ask(enterprisePage.actions.profile, {
					...{ who: admin, params: enterprise, form: { name: '厂\0' } }
				}),
				ask(sheetPage.actions.decide, {
					...{ who: admin, params: sheet },
					form: { field: 'answers.scheduling', kind: 'comment', text: 'a\0b' }
				}),
				ask(membersPage.actions['take-back'], { who: admin, form: { invitation: '\0' } })
			];
			// A bug would be thrown on, and no more than its status is told here.
			for (const { status } of await Promise.all(asked)) expect([200, 400, 404]).toContain(status);
			const { events, decisions } = (await openSheet(admin.member, sheet.id))!;
			expect([events, decisions]).toEqual([[], []]);
		})
	);

	test(
		'more than the database takes: a page, a name and a reason without end',
		on(async () => {
			for (const page of ['1e300', 'Infinity', '-1e300', '9007199254740993'])
				for (const role of ['operator', 'government-officer'] as const)
					expect(
						(await ask(workPage.load, { who: as(role), path: `/work?page=${page}` })).status
					).toBe(200);
			const name = '厂🏭'.repeat(5000);
			const profile = await ask(enterprisePage.actions.profile, {
				who: as('enterprise-admin'),
				params: { id: made.enterprise },
				form: { name }
			});
			expect(profile.status).toBe(400);
			expect(profile.given).toMatchObject({
				data: { nameFault: '最多 200 个字。', profile: { about: { name } } }
			});
			const id = await makeSheet(made, library, 'submitted');
			const taken = await ask(sheetPage.actions.step, {
				...{ who: as('consultant'), params: { id } },
				form: { to: 'verifying', reason: '长'.repeat(10_000) }
			});
			// No reason was asked for.
			expect(taken.status).toBe(303);
			const { events } = (await openSheet(made.members.consultant, id))!;
			expect(events.at(-1)).toMatchObject({ state: 'verifying', reason: null });
		})
	);

	test(
		'an upload that stops half-way',
		on(async () => {
			const id = await makeSheet(made, library, 'draft');
			const before = await addPicture(made, id);
			const halves = uploading('answers.scheduling', {
				content: Buffer.alloc(100_000, '%PDF-1.7\n')
			});
			const stopped = await ask(evidencePage.actions.add, {
				...{ who: as('enterprise-filler'), params: { id }, arriving: 50_000 },
				...halves
			});
			expect(JSON.stringify(stopped)).toContain(
				'文件没有传完，这次没有保存；此前保存的都在，请再传一次。'
			);
			const pieces = await listEvidence(made.members.consultant, id);
			expect(pieces.map((one) => one.id)).toEqual([before]);
		})
	);
});
