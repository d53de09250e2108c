import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { OrganisationKind, RoleId } from '#lib/roles.ts';
import { namesOfConsultants } from '#server/accounts/names.ts';
import * as assignments from '#server/assignments.ts';
import { endOfDay, today } from '#server/clock.ts';
import { closeDatabase, openDatabase } from '#server/db/index.ts';
import * as assignmentPage from '../../src/routes/assignments/[id]/+page.server.ts';
import * as enterprisePage from '../../src/routes/enterprises/[id]/+page.server.ts';
import * as work from '../../src/routes/work/+page.server.ts';
import { openContent } from '../../scripts/content.ts';
import { ask, type Outcome } from '../support/asked.ts';
import { databases, type TestDatabase } from '../support/databases.ts';
import { makeMembers, type Made } from '../support/members.ts';
import { prepare } from '../support/prepare.ts';
import { addMember, addOrganisation } from '../support/worlds.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const hour = 3_600_000;
const visited = {
	'visit.day': '2026-11-20',
	'visit.from': '9:05',
	'visit.until': '11：30',
	'visit.seen': '铸造车间\r\n\r\n 仓库 ',
	'visit.remarks': '第一行\r\n第二行',
	'consultant.name': ' 顾问甲 ',
	'consultant.post': '高级顾问',
	'consultant.strokes': '[[[0,0],[10,20]]]',
	'enterprise.name': '厂长乙',
	'enterprise.strokes': ''
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

	const as = (role: RoleId) => ({ member: made.members[role], role });
	const shown = async (role: RoleId, id: string) =>
		(await ask(assignmentPage.load, { who: as(role), params: { id } })).given as Awaited<
			ReturnType<typeof assignmentPage.load>
		>;
	const act = (
		action: keyof typeof assignmentPage.actions,
		role: RoleId,
		id: string,
		form: Record<string, string> = {}
	) => ask(assignmentPage.actions[action], { who: as(role), params: { id }, form });
	const assigned = (starts = -hour, ends = hour) =>
		assignments.assign(made.members['government-officer'], {
			enterprise: made.enterprise,
			provider: made.organisations.provider,
			startsAt: new Date(Date.now() + starts),
			endsAt: new Date(Date.now() + ends)
		});
	const looksAfter = async () => {
		const id = await assigned();
		await act('consultant', 'provider-manager', id, {
			'consultant.person': made.members.consultant.person
		});
		return id;
	};
	const workOf = async (role: RoleId) =>
		(await ask(work.load, { who: as(role), path: '/work' })).given as Awaited<
			ReturnType<typeof work.load>
		>;
	/** As the superuser, while the product has closed it. */
	const directly = async (work: Parameters<TestDatabase['asAdmin']>[0]) => {
		await closeDatabase();
		await database.asAdmin(work);
		await openDatabase(database.settings);
	};
	const named = (person: string, name: string) =>
		directly((query) =>
			query(`insert into person (id, name, email) values ('${person}', '${name}', '${person}')`)
		);
	async function addPerson(kind: OrganisationKind, role: RoleId, area: string) {
		const member = { person: randomUUID(), organisation: '' };
		await directly(async (query) => {
			member.organisation = await addOrganisation(query, kind, area);
			return addMember(query, member, role);
		});
		return member;
	}
	const addReviewer = (area: string) => addPerson('government', 'government-reviewer', area);
	const faultsOf = ({ given }: Outcome) => (given as { data: Refused }).data;
	interface Refused {
		readonly faults: Record<string, string>;
		readonly typed: Record<string, string>;
	}

	test(
		'an enterprise is assigned from its first day to the end of its last, in China',
		on(async () => {
			const who = as('government-officer');
			const params = { id: made.enterprise };
			const page = (await ask(enterprisePage.load, { who, params })).given as Awaited<
				ReturnType<typeof enterprisePage.load>
			>;
			expect(page.assigning).toMatchObject({
				providers: [{ id: made.organisations.provider, name: 'a provider' }],
				more: false
			});
			const form = {
				'assign.provider': made.organisations.provider,
				'assign.from': '2027-03-02',
				'assign.until': '2027-03-02'
			};
			const send = (more: Record<string, string>) =>
				ask(enterprisePage.actions.assign, { who, params, form: { ...form, ...more } });
			const { status, location } = await send({});
			expect(status).toBe(303);
			const found = await assignments.openAssignment(who.member, location!.split('/').at(-1)!);
			expect(found).toMatchObject({
				startsAt: new Date('2027-03-01T16:00:00Z'),
				endsAt: new Date('2027-03-02T16:00:00Z')
			});
			expect(await shown('government-officer', found!.id)).toMatchObject({
				startsOn: '2027-03-02',
				endsOn: '2027-03-02',
				standing: 'to-come'
			});
			const wrong = await send({ 'assign.from': '2027-02-30', 'assign.provider': '' });
			expect(wrong).toMatchObject({
				status: 400,
				given: { data: { assign: { typed: { 'assign.from': '2027-02-30' } } } }
			});
			const before = await send({ 'assign.until': '2027-03-01' });
			expect(before).toMatchObject({
				given: { data: { assign: { faults: { 'assign.until': '结束时间要晚于开始时间。' } } } }
			});
			for (const id of ['x', randomUUID(), made.enterprise])
				expect((await send({ 'assign.provider': id })).status).toBe(404);
		})
	);

	test(
		'an appointment is kept at the time it is in China, and shows first on its day',
		on(async () => {
			const id = await looksAfter();
			const wrong = await act('appointment', 'consultant', id, {
				'appointment.day': '2026-11-31',
				'appointment.time': '9:30',
				'appointment.place': '东门'
			});
			expect(wrong.status).toBe(400);
			expect(Object.keys(faultsOf(wrong).faults)).toEqual(['appointment.day']);
			expect(faultsOf(wrong).typed['appointment.place']).toBe('东门');
			const clockless = { 'appointment.day': today(), 'appointment.time': '24:00' };
			expect(
				Object.keys(faultsOf(await act('appointment', 'consultant', id, clockless)).faults)
			).toEqual(['appointment.time']);
			const form = { ...clockless, 'appointment.time': '09:30', 'appointment.place': '东门' };
			expect((await act('appointment', 'consultant', id, form)).status).toBe(303);
			const at = new Date(`${today()}T09:30:00+08:00`);
			expect((await shown('enterprise-admin', id)).appointment).toEqual({ at, place: '东门' });
			const todays = (await workOf('consultant')).visits!.today;
			expect(todays).toMatchObject([{ id, enterprise: { name: 'a enterprise' } }]);
			const later = { ...form, 'appointment.day': today(endOfDay(today())) };
			await act('appointment', 'consultant', id, later);
			const visits = (await workOf('consultant')).visits!;
			expect(visits.today).toEqual([]);
			expect(visits.later.map((one) => one.id)).toEqual([id]);
		})
	);

	test(
		'an assignment without a consultant waits for its provider’s manager, and shows to nobody else',
		on(async () => {
			const id = await assigned();
			const idsOf = async (role: RoleId) =>
				(await workOf(role)).visits!.unassigned.map((one) => one.id);
			expect(await idsOf('provider-manager')).toContain(id);
			expect(await idsOf('consultant')).not.toContain(id);
			expect((await workOf('enterprise-admin')).visits).toBeUndefined();
			const { colleagues } = await shown('provider-manager', id);
			const { consultant, 'provider-manager': manager } = made.members;
			expect(new Set(colleagues)).toEqual(
				new Set([
					{ id: consultant.person, isOwn: false },
					{ id: manager.person, isOwn: true }
				])
			);
			const refused = await act('consultant', 'provider-manager', id);
			expect(Object.keys(faultsOf(refused).faults)).toEqual(['consultant.person']);
			for (const stranger of [made.members['enterprise-admin'].person, randomUUID(), 'x']) {
				const form = { 'consultant.person': stranger };
				expect((await act('consultant', 'provider-manager', id, form)).status).toBe(409);
			}
			await act('consultant', 'provider-manager', id, { 'consultant.person': consultant.person });
			expect(await idsOf('provider-manager')).not.toContain(id);
			// Who hands over is led away from what they see no more.
			const handed = await act('consultant', 'consultant', id, {
				'consultant.person': manager.person
			});
			expect(handed).toMatchObject({ status: 303, location: '/work' });
			const { history } = await shown('provider-manager', id);
			expect(history.map(({ event, isHandOver, isOwn }) => [event, isHandOver, isOwn])).toEqual([
				['consultant', true, false],
				['consultant', false, true],
				['assigned', false, false]
			]);
		})
	);

	test(
		'a visit is recorded with both signatures, confirmed and rated',
		on(async () => {
			const id = await looksAfter();
			expect((await act('visit', 'consultant', id, visited)).status).toBe(303);
			const page = await shown('enterprise-admin', id);
			expect(page.visits).toEqual([
				{
					from: new Date('2026-11-20T01:05:00Z'),
					until: new Date('2026-11-20T03:30:00Z'),
					seen: ['铸造车间', '仓库'],
					remarks: '第一行\n第二行',
					consultant: { name: '顾问甲', post: '高级顾问', path: 'M0 0L10 20' },
					enterprise: { name: '厂长乙', post: '', path: '' }
				}
			]);
			expect(page.may).toMatchObject({ confirm: true, rate: false, record: false });
			const shownOne = { visits: '1' };
			expect((await act('confirm', 'enterprise-admin', id, shownOne)).status).toBe(303);
			expect((await act('confirm', 'enterprise-admin', id, shownOne)).status).toBe(409);
			const none = await act('rate', 'enterprise-admin', id, { 'rating.remarks': '准时' });
			expect(faultsOf(none)).toMatchObject({ typed: { 'rating.remarks': '准时' } });
			for (const stars of ['0', '6', '2.5'])
				expect((await act('rate', 'enterprise-admin', id, { 'rating.stars': stars })).status).toBe(
					400
				);
			const rating = { 'rating.stars': '4', 'rating.remarks': '准时' };
			await act('rate', 'enterprise-admin', id, rating);
			const after = await shown('consultant', id);
			expect(after.rating).toEqual({ stars: 4, remarks: '准时' });
			// It was not agreed: a step left out. All others were taken.
			expect(after.way.map(({ place }) => place)).toEqual([
				'passed',
				'passed',
				'to-come',
				'passed',
				'passed',
				'passed'
			]);
		})
	);

	test(
		'what is confirmed is what was shown: not a visit that was recorded after the page was opened',
		on(async () => {
			const id = await looksAfter();
			await act('visit', 'consultant', id, visited);
			const { visits } = await shown('enterprise-admin', id);
			const later = { ...visited, 'visit.from': '14:00', 'visit.until': '16:00' };
			await act('visit', 'consultant', id, { ...later, 'visit.remarks': '没有给企业看过' });
			const form = { visits: String(visits.length) };
			expect(await act('confirm', 'enterprise-admin', id, form)).toMatchObject({
				status: 409,
				said: '刚才又记录了一次上门，还没有确认任何内容。请刷新，看过之后再确认。'
			});
			for (const forged of [{}, { visits: 'all' }])
				expect((await act('confirm', 'enterprise-admin', id, forged)).status).toBe(409);
			const { confirmedAt } = (await assignments.openAssignment(made.members.consultant, id))!;
			expect(confirmedAt).toBeUndefined();
			const both = await act('confirm', 'enterprise-admin', id, { visits: '2' });
			expect(both.status).toBe(303);
		})
	);

	test(
		'what is wrong with a visit is named with its field, and nothing that was typed or drawn is lost',
		on(async () => {
			const id = await looksAfter();
			const wrong = async (more: Record<string, string>) => {
				const outcome = await act('visit', 'consultant', id, { ...visited, ...more });
				expect(outcome.status).toBe(400);
				const { faults, typed } = faultsOf(outcome);
				expect(typed).toMatchObject({
					'consultant.strokes': '[[[0,0],[10,20]]]',
					'consultant.name': '顾问甲',
					...more
				});
				return Object.keys(faults);
			};
			expect(await wrong({ 'visit.from': '9点' })).toEqual(['visit.from']);
			expect(await wrong({ 'visit.until': '9:05' })).toEqual(['visit.until']);
			expect(await wrong({ 'visit.day': '2026-02-29' })).toEqual(['visit.day']);
			expect(await wrong({ 'visit.day': '2999-01-01' })).toEqual(['visit.day']);
			expect(await wrong({ 'enterprise.name': '' })).toEqual(['enterprise.name']);
			expect(await wrong({ 'visit.remarks': '长'.repeat(4001) })).toEqual(['visit.remarks']);
			const fiftyOne = Array.from({ length: 51 }, () => 'x').join('\n');
			expect(await wrong({ 'visit.seen': fiftyOne })).toEqual(['visit.seen']);
			expect((await shown('consultant', id)).visits).toEqual([]);
			const forged = { ...visited, 'enterprise.strokes': '[[[-1,0]]]' };
			expect((await act('visit', 'consultant', id, forged)).status).toBe(400);
		})
	);

	test(
		'an erased signature is missing, and the rest of the visit is not',
		on(async () => {
			const id = await looksAfter();
			await act('visit', 'consultant', id, visited);
			const found = (await assignments.openAssignment(made.members.consultant, id))!;
			const { signature } = found.visits[0]!.consultant;
			await closeDatabase();
			await database.raw(async (query) => {
				await query(`delete from signature where id = '${signature}'`);
			});
			await openDatabase(database.settings);
			expect((await shown('consultant', id)).visits).toMatchObject([
				{ consultant: undefined, enterprise: { name: '厂长乙' }, seen: ['铸造车间', '仓库'] }
			]);
		})
	);

	test(
		'before its first day it is prepared and no visit recorded; after its end nothing is added',
		on(async () => {
			const id = await assigned(hour, 2 * hour);
			const { consultant } = made.members;
			await act('consultant', 'provider-manager', id, { 'consultant.person': consultant.person });
			expect((await shown('consultant', id)).may).toMatchObject({ agree: true, record: false });
			const early = await act('visit', 'consultant', id, visited);
			expect(early).toMatchObject({
				status: 409,
				said: expect.stringContaining('还没有开始') as string
			});
			expect((await act('end', 'government-officer', id)).status).toBe(303);
			const over = await shown('government-officer', id);
			expect(over.standing).toBe('over');
			expect(Object.values(over.may)).not.toContain(true);
			expect(over.way.map(({ step }) => step)).toEqual(['assigned', 'consultant', 'over']);
			expect((await act('end', 'government-officer', id)).status).toBe(409);
			const listed = Object.values((await workOf('provider-manager')).visits!).flat();
			expect(listed.map((one) => one.id)).not.toContain(id);
		})
	);

	test(
		'consultants are called by name for the enterprise, the provider and the unit that assigned, and for nobody else',
		on(async () => {
			const id = await looksAfter();
			const { consultant } = made.members;
			await named(consultant.person, '顾问甲');
			const called = async (role: RoleId, who = made.members[role]) =>
				(
					(await ask(assignmentPage.load, { who: { member: who, role }, params: { id } }))
						.given as Awaited<ReturnType<typeof assignmentPage.load>>
				).consultant?.name;
			for (const role of [
				...(['enterprise-admin', 'enterprise-filler', 'provider-manager'] as const),
				...(['government-officer', 'government-reviewer'] as const)
			])
				expect([role, await called(role)]).toEqual([role, '顾问甲']);
			const work = await workOf('provider-manager');
			const lists = Object.values(work.visits!).flat();
			expect(lists.find((one) => one.id === id)!.consultant!.name).toBe('顾问甲');

			// The province sees the assignment and did not make it; who claims a role they lost sees nothing at all.
			const province = await addReviewer('320000');
			expect(await called('government-reviewer', province)).toBeUndefined();
			const assignment = (await assignments.openAssignment(made.members.consultant, id))!;
			for (const stranger of [
				{ ...province, organisation: made.organisations.provider },
				{ person: randomUUID(), organisation: made.enterprise },
				made.members.operator
			])
				expect(await namesOfConsultants(stranger, [assignment])).toEqual(new Map());
			// Who is of another provider learns the names of none but their own.
			const rival = await addPerson('provider', 'provider-manager', '320900');
			expect((await namesOfConsultants(rival, [assignment])).has(consultant.person)).toBe(false);
		})
	);
});
