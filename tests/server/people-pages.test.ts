import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { RoleId } from '#lib/roles.ts';
import { makeAccountBy, openInvitation } from '#server/accounts/invitations.ts';
import { erase } from '#server/accounts/people.ts';
import {
	closeDatabase,
	membership,
	migrate,
	openDatabase,
	withDatabase
} from '#server/db/index.ts';
import { listOrganisations, openOrganisation } from '#server/enterprises.ts';
import { listInvitations } from '#server/members.ts';
import * as layout from '../../src/routes/+layout.server.ts';
import * as invitationPage from '../../src/routes/(accounts)/invitation/[token]/+page.server.ts';
import * as membersPage from '../../src/routes/(people)/members/+page.server.ts';
import * as organisationPage from '../../src/routes/(people)/organisations/[id]/+page.server.ts';
import * as workPage from '../../src/routes/work/+page.server.ts';
import * as organisationsPage from '../../src/routes/(people)/organisations/+page.server.ts';
import { ask } from '../support/asked.ts';
import { databases, type TestDatabase } from '../support/databases.ts';
import { makeMembers, type Made } from '../support/members.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

const password = '四海 correct horse 12';
const tokenIn = (given: unknown) => (given as { link: string }).link.split('/').at(-1)!;

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
	});
	afterAll(async () => {
		await closeDatabase();
		await database.remove();
	});

	const as = (role: RoleId) => ({ member: made.members[role], role });
	const makeOf = (form: Record<string, string | string[]>) =>
		ask(organisationsPage.actions.make, {
			who: as('operator'),
			form: { id: randomUUID(), ...form }
		});

	test(
		'an organisation whose form is not whole is not made, and what is missing is said beside it',
		on(async () => {
			const whole = { kind: 'government', name: '测试局', area: ['320000', '320900'] };
			const wrong: [string, Record<string, string | string[]>, string][] = [
				['kind', { ...whole, kind: '' }, '请填写“单位类别”。'],
				['kind', { ...whole, kind: 'enterprise' }, '请填写“单位类别”。'],
				['name', { ...whole, name: ' ' }, '请填写“单位名称”。'],
				['name', { ...whole, name: '局'.repeat(201) }, '“单位名称”的写法不对。'],
				['area', { ...whole, area: '' }, '请填写“所在地区”。'],
				['area', { ...whole, area: '999999' }, '请填写“所在地区”。']
			];
			for (const [field, form, told] of wrong) {
				const { status, given } = await makeOf(form);
				expect([field, status]).toEqual([field, 400]);
				const { data } = given as { data: { typed: { faults: unknown } } };
				expect(data.typed.faults).toEqual({ [field]: told });
			}
			const { lines } = await listOrganisations(made.members.operator, { kind: 'government' });
			expect(lines.map(({ name }) => name)).toEqual(['a government']);
		})
	);

	test(
		'an operator is of no place, whatever its form says; a provider needs none',
		on(async () => {
			const form = { kind: 'operator', name: '第二运营方', area: ['320000', '320900'] };
			const { given } = await makeOf(form);
			const made = (given as { made: { id: string; link: string; days: number } }).made;
			expect(made.days).toBe(7);
			const typed = { name: '郑运营', email: '', username: 'second-operator', password };
			await makeAccountBy(tokenIn(made), { ...typed, consent: true });
			const rows = await withDatabase(as('operator').member, (database) =>
				database.select().from(membership)
			);
			const { person } = rows.find(({ organisation }) => organisation === made.id)!;
			expect(await openOrganisation({ person, organisation: made.id }, made.id)).toEqual({
				...{ id: made.id, kind: 'operator', name: '第二运营方', area: undefined }
			});
			expect((await makeOf({ kind: 'provider', name: '测试服务机构' })).status).toBe(200);
		})
	);

	test(
		'a form that is sent once more, as by reloading, makes no other organisation and no other link',
		on(async () => {
			const form = { id: randomUUID(), kind: 'provider', name: '只建一次的机构' };
			expect((await makeOf(form)).given).toMatchObject({ made: { id: form.id } });
			expect(await makeOf(form)).toMatchObject({ status: 303, location: '/organisations' });
			const { lines } = await listOrganisations(made.members.operator, { named: form.name });
			expect(lines).toHaveLength(1);
			expect(await listInvitations(made.members.operator, form.id)).toHaveLength(1);
			expect((await makeOf({ ...form, id: '' })).status).toBe(400);
		})
	);

	test(
		'a link is of the address that was asked, and is taken with the account one has',
		on(async () => {
			const who = as('provider-manager');
			const form = { role: 'consultant' };
			const { given } = await ask(membersPage.actions.invite, { who, form, path: '/members' });
			expect(given).toMatchObject({ days: 7 });
			expect((given as { link: string }).link).toMatch(
				/^http:\/\/localhost\/invitation\/[\w-]{24}$/
			);
			const params = { token: tokenIn(given) };
			expect(await openInvitation(params.token)).toMatchObject(form);
			const stranger = await ask(invitationPage.actions.take, {
				...{ params, form: {}, path: `/invitation/${params.token}` }
			});
			expect(stranger).toMatchObject({
				status: 303,
				location: `/sign-in?next=${encodeURIComponent(`/invitation/${params.token}`)}`
			});
			const taken = await ask(invitationPage.actions.take, {
				...{ who: as('enterprise-filler'), params, form: { consent: 'yes' } }
			});
			expect(taken).toMatchObject({ status: 303, location: '/work' });
			const { person } = made.members['enterprise-filler'];
			const page = await ask(membersPage.load, { who });
			expect(page.given).toMatchObject({
				members: expect.arrayContaining([
					expect.objectContaining({ person, ...form, isSelf: false })
				])
			});
		})
	);

	test(
		'a page that was opened for another of one’s organisations invites nobody into this one, and ends no role in it',
		on(async () => {
			const who = as('enterprise-admin');
			const { person } = made.members['enterprise-filler'];
			const { given } = await ask(membersPage.load, { who });
			const { organisation } = given as { organisation: { id: string } };
			expect(organisation.id).toBe(who.member.organisation);
			const form = { person, role: 'enterprise-filler' };
			const before = await listInvitations(who.member);
			for (const action of ['role', 'end', 'invite'] as const) {
				const switched = { ...form, organisation: randomUUID() };
				expect(await ask(membersPage.actions[action], { who, form: switched })).toMatchObject({
					status: 409,
					said: '这个页面是代表您的另一个单位打开的，而您现在代表的单位已经换了。什么都没有保存；请先刷新页面。'
				});
			}
			expect(await listInvitations(who.member)).toEqual(before);
			const after = (await ask(membersPage.load, { who })).given;
			expect(after).toMatchObject({
				members: expect.arrayContaining([expect.objectContaining({ person })])
			});
			const here = { ...form, organisation: organisation.id };
			expect((await ask(membersPage.actions.invite, { who, form: here })).status).toBe(200);
		})
	);

	test(
		'who gives up their own role is led to where they still may be',
		on(async () => {
			const act = (role: RoleId, person: string, form: Record<string, string> = {}) =>
				ask(membersPage.actions[form.role ? 'role' : 'end'], {
					who: as(role),
					form: { person, ...form }
				});
			const { 'government-officer': officer, 'government-reviewer': reviewer } = made.members;
			const raised = await act('government-reviewer', officer.person, {
				role: 'government-reviewer'
			});
			expect(raised.location).toBe('/members');
			expect((await act('government-reviewer', reviewer.person)).location).toBe('/work');
		})
	);

	test(
		'the head of a page leads to what one may do',
		on(async () => {
			const led = async (who?: ReturnType<typeof as>) =>
				(await ask(layout.load as never, { who })).given;
			expect(await led()).toEqual({});
			const signedInAs = '测试';
			expect(await led(as('consultant'))).toEqual({
				...{ signedInAs, mayMembers: false, mayOrganisations: false }
			});
			expect(await led(as('enterprise-admin'))).toEqual({
				...{ signedInAs, mayMembers: true, mayOrganisations: false }
			});
			expect(await led(as('operator'))).toEqual({
				...{ signedInAs, mayMembers: true, mayOrganisations: true }
			});
		})
	);

	test(
		'an enterprise with nobody left who may invite shows to an operator, who may invite one',
		on(async () => {
			const who = as('operator');
			const params = { id: made.enterprise };
			const listed = async () => {
				const { given } = await ask(workPage.load, { who, path: '/work?named=enterprise' });
				const { lines } = (given as Awaited<ReturnType<typeof workPage.load>>).listed!;
				return lines.map(({ id, unmanaged }) => ({ id, unmanaged }));
			};
			expect((await ask(organisationPage.load, { who, params })).status).toBe(404);
			expect(await listed()).toEqual([{ id: made.enterprise, unmanaged: false }]);
			await erase(made.members['enterprise-admin'].person);
			expect(await listed()).toEqual([{ id: made.enterprise, unmanaged: true }]);
			const { given } = await ask(organisationPage.load, { who, params });
			expect(given).toMatchObject({ kind: 'enterprise', roles: ['enterprise-admin'] });
			const invite = (role: string) =>
				ask(organisationPage.actions.invite, { who, params, form: { role } });
			expect((await invite('enterprise-filler')).status).toBe(403);
			const invited = await invite('enterprise-admin');
			expect(await openInvitation(tokenIn(invited.given))).toMatchObject({
				...{ organisation: made.enterprise, role: 'enterprise-admin' }
			});
		})
	);
});
