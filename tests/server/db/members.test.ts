import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { RoleId } from '#lib/roles.ts';
import { makeAccountBy, openInvitation } from '#server/accounts/invitations.ts';
import { namesOfMembers } from '#server/accounts/names.ts';
import { erase } from '#server/accounts/people.ts';
import {
	closeDatabase,
	membership,
	migrate,
	openDatabase,
	withDatabase
} from '#server/db/index.ts';
import type { Member } from '#server/enterprise-sheets.ts';
import { listOrganisations, openEnterprise, openOrganisation } from '#server/enterprises.ts';
import * as people from '#server/members.ts';
import { searchTrail } from '#server/trail.ts';
import { databases, type TestDatabase } from '../../support/databases.ts';
import { changan, makeMembers, type Made } from '../../support/members.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

const day = 24 * 3_600_000;
const password = '四海 correct horse 12';
const status = (code: number) => ({ status: code });

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;
	let made: Made;
	let others: Made;

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		await openDatabase(database.settings);
		await migrate();
		await closeDatabase();
		made = await makeMembers(database);
		others = await makeMembers(database, changan);
		await openDatabase(database.settings);
	});
	afterAll(async () => {
		await closeDatabase();
		await database.remove();
	});

	/** Comes in by a link, with an account of that name. */
	async function join(token: string, name: string): Promise<void> {
		const username = `u-${randomUUID().slice(0, 12)}`;
		const typed = { name, email: '', username, password, consent: true };
		expect(await makeAccountBy(token, typed)).toEqual({ login: username });
	}

	/** Somebody new, invited by who may; found by the name that they gave. */
	async function joined(by: Member, role: RoleId, name: string): Promise<Member> {
		const { organisation } = by;
		await join(await people.invite(by, { organisation, role }), name);
		const names = await namesOfMembers(by);
		const person = [...names].find(([, one]) => one === name)![0];
		return { person, organisation };
	}

	const standing = async (by: Member) =>
		new Map((await people.listMembers(by)).map(({ person, role }) => [person, role]));

	test(
		'a manager invites a consultant by a link that works once, for seven days',
		on(async () => {
			const { 'provider-manager': manager } = made.members;
			const into = { organisation: manager.organisation, role: 'consultant' as const };
			const at = new Date();
			const token = await people.invite(manager, into, at);
			expect(token).toMatch(/^[\w-]{24}$/);
			const [open] = await people.listInvitations(manager, manager.organisation, at);
			expect(open).toMatchObject({ ...into, name: 'a provider' });
			expect(open!.expiresAt).toEqual(new Date(at.getTime() + 7 * day));
			expect(JSON.stringify(open)).not.toContain(token);

			const last = new Date(at.getTime() + 7 * day);
			await expect(openInvitation(token, last)).rejects.toMatchObject(status(410));
			expect(await people.listInvitations(manager, manager.organisation, last)).toEqual([]);

			await join(token, '李顾问');
			await expect(openInvitation(token)).rejects.toMatchObject(status(410));
			expect(await people.listInvitations(manager, manager.organisation)).toEqual([]);
			expect([...(await namesOfMembers(manager)).values()]).toContain('李顾问');
			expect([...(await standing(manager)).values()].sort()).toEqual([
				'consultant',
				'consultant',
				'provider-manager'
			]);
		})
	);

	test(
		'names are for who looks after the people of the organisation, now',
		on(async () => {
			const { 'enterprise-admin': admin, 'enterprise-filler': filler } = made.members;
			const second = await joined(admin, 'enterprise-admin', '王管理');
			const { organisation } = admin;
			expect([...(await namesOfMembers(admin))]).toEqual([[second.person, '王管理']]);
			expect((await namesOfMembers(second)).get(second.person)).toBe('王管理');
			const nobody: Record<string, Member> = {
				'a member without the right': filler,
				'the operator of the platform': { ...made.members.operator, organisation },
				'the manager of another enterprise': {
					...others.members['enterprise-admin'],
					organisation
				},
				'somebody unknown': { person: randomUUID(), organisation }
			};
			for (const [who, asker] of Object.entries(nobody)) {
				expect([who, [...(await namesOfMembers(asker))]]).toEqual([who, []]);
			}
			await people.changeRole(admin, second.person, 'enterprise-filler');
			expect((await namesOfMembers(second)).size).toBe(0);
			await people.changeRole(admin, second.person, 'enterprise-admin');
			expect((await namesOfMembers(second)).size).toBe(1);
			await people.endMembership(admin, second.person);
			expect((await namesOfMembers(second)).size).toBe(0);
			// Who has left is nobody's member, and has no name there.
			expect((await namesOfMembers(admin)).size).toBe(0);
		})
	);

	test(
		'a role is changed and ended by a manager of the same organisation alone, and never the last manager’s',
		on(async () => {
			const { 'government-reviewer': reviewer, 'government-officer': officer } = made.members;
			const { 'provider-manager': stranger } = made.members;
			const change = (by: Member, { person }: Member, role: RoleId) =>
				expect(people.changeRole(by, person, role)).rejects;
			const end = (by: Member, { person }: Member) =>
				expect(people.endMembership(by, person)).rejects;

			await change(officer, officer, 'government-reviewer').toMatchObject(status(403));
			await end(officer, reviewer).toMatchObject(status(403));
			await change(stranger, officer, 'government-reviewer').toMatchObject(status(404));
			await end({ ...stranger, organisation: reviewer.organisation }, officer).toMatchObject(
				status(404)
			);
			await end(reviewer, { ...officer, person: 'nobody' }).toMatchObject(status(404));
			const message = expect.stringContaining('没有人能邀请成员');
			await end(reviewer, reviewer).toMatchObject({ status: 409, body: { message } });
			await change(reviewer, reviewer, 'government-officer').toMatchObject(status(409));
			await change(reviewer, officer, 'consultant').toMatchObject(status(409));
			expect(await standing(reviewer)).toEqual(
				new Map([
					[officer.person, 'government-officer'],
					[reviewer.person, 'government-reviewer']
				])
			);

			await people.changeRole(reviewer, officer.person, 'government-reviewer');
			await people.endMembership(officer, reviewer.person);
			expect(await standing(officer)).toEqual(new Map([[officer.person, 'government-reviewer']]));
			// Nobody comes back but by an invitation.
			await change(officer, reviewer, 'government-officer').toMatchObject(status(404));
			await end(reviewer, officer).toMatchObject(status(404));
		})
	);

	test(
		'an invitation is made and taken back by who may, and what was taken stays taken',
		on(async () => {
			const { 'provider-manager': manager, consultant } = others.members;
			const { organisation } = manager;
			const into = { organisation, role: 'consultant' as const };
			await expect(people.invite(consultant, into)).rejects.toMatchObject(status(403));
			await expect(people.invite(made.members['provider-manager'], into)).rejects.toMatchObject(
				status(403)
			);
			const other = { organisation, role: 'government-reviewer' as const };
			await expect(people.invite(manager, other)).rejects.toMatchObject(status(409));

			const token = await people.invite(manager, into);
			const [open] = await people.listInvitations(manager, organisation);
			expect(await people.listInvitations(consultant, organisation)).toEqual([]);
			for (const one of [consultant, made.members['provider-manager']])
				await expect(people.takeBack(one, open!.hash)).rejects.toMatchObject(status(404));
			await openInvitation(token);
			await people.takeBack(manager, open!.hash);
			await expect(openInvitation(token)).rejects.toMatchObject(status(410));
			await expect(people.takeBack(manager, open!.hash)).rejects.toMatchObject(status(409));

			const taken = await people.invite(manager, into);
			const [second] = await people.listInvitations(manager, organisation);
			await join(taken, '赵顾问');
			await expect(people.takeBack(manager, second!.hash)).rejects.toMatchObject(status(409));
			expect([...(await namesOfMembers(manager)).values()]).toEqual(['赵顾问']);
		})
	);

	test(
		'an operator makes an authority with its area; its first person sees what lies there, and invites others',
		on(async () => {
			const { operator } = made.members;
			const id = randomUUID();
			const given = { id, kind: 'government' as const, name: '盐城市工信局', area: '320900' };
			const token = (await people.makeOrganisation(operator, given))!;
			expect(await openOrganisation(operator, id)).toEqual(given);
			expect(await openInvitation(token)).toMatchObject({
				...{ organisation: id, name: given.name, role: 'government-reviewer' }
			});
			await join(token, '周审核');
			const rows = await withDatabase(operator, (database) =>
				database.select().from(membership).where(eq(membership.organisation, id))
			);
			const first: Member = { person: rows[0]!.person, organisation: id };
			expect([...(await namesOfMembers(first))]).toEqual([[first.person, '周审核']]);
			expect((await namesOfMembers({ ...operator, organisation: id })).size).toBe(0);
			// Dongtai lies in Yancheng, Chang'an in Dongguan.
			expect(await openEnterprise(first, made.enterprise)).toMatchObject({ name: 'a enterprise' });
			expect(await openEnterprise(first, others.enterprise)).toBeUndefined();
			const officer = await joined(first, 'government-officer', '吴受理');
			expect(await standing(first)).toEqual(
				new Map([
					[first.person, 'government-reviewer'],
					[officer.person, 'government-officer']
				])
			);
		})
	);

	test(
		'nobody else makes organisations, and nothing is left of one that was refused',
		on(async () => {
			const named = { kind: 'provider' as const, name: '不该有的机构', area: undefined };
			const given = { id: randomUUID(), ...named };
			for (const [role, member] of Object.entries(made.members)) {
				if (role === 'operator') continue;
				await expect(people.makeOrganisation(member, given)).rejects.toMatchObject(status(403));
			}
			const found = await listOrganisations(others.members.operator, { named: given.name });
			expect(found.lines).toEqual([]);
		})
	);

	test(
		'a further organisation of operators is made, whose name only its own people see',
		on(async () => {
			const { operator } = made.members;
			const id = randomUUID();
			const given = { id, kind: 'operator' as const, name: '第二运营方', area: undefined };
			const token = (await people.makeOrganisation(operator, given))!;
			expect(await openOrganisation(operator, id)).toBeUndefined();
			const open = await people.listInvitations(operator, id);
			expect(open).toMatchObject([{ organisation: id, name: undefined, role: 'operator' }]);
			expect(await openInvitation(token)).toMatchObject({ name: '第二运营方', role: 'operator' });
		})
	);

	test(
		'an enterprise with nobody left who may invite gets one who may from an operator, which its trail says',
		on(async () => {
			const { members, enterprise } = others;
			const { operator, 'enterprise-admin': admin } = members;
			const into = (role: RoleId) => ({ organisation: enterprise, role });
			const of = { id: enterprise, kind: 'enterprise' } as const;
			const filler = await joined(admin, 'enterprise-filler', '钱填报');
			const nobody = () =>
				Promise.all(
					Object.values(members)
						.filter(({ person }) => person !== admin.person && person !== operator.person)
						.map((member) => people.invitedRoles(member, of))
				);
			// While it has an administrator it is nobody else's affair.
			expect(await people.invitedRoles(operator, of)).toEqual([]);
			expect(await people.unmanaged(operator, [enterprise])).toEqual(new Set());
			await expect(people.invite(operator, into('enterprise-admin'))).rejects.toMatchObject(
				status(403)
			);

			await erase(admin.person);
			expect(await people.invitedRoles(operator, of)).toEqual(['enterprise-admin']);
			expect(await people.unmanaged(operator, [enterprise])).toEqual(new Set([enterprise]));
			expect((await nobody()).flat()).toEqual([]);
			await expect(people.invite(filler, into('enterprise-admin'))).rejects.toMatchObject(
				status(403)
			);
			await expect(people.invite(operator, into('enterprise-filler'))).rejects.toMatchObject(
				status(403)
			);
			await join(await people.invite(operator, into('enterprise-admin')), '孙管理');

			expect(await people.unmanaged(operator, [enterprise])).toEqual(new Set());
			await expect(people.invite(operator, into('enterprise-admin'))).rejects.toMatchObject(
				status(403)
			);
			const now = await standing(filler);
			const [next] = [...now].find(([, role]) => role === 'enterprise-admin')!;
			expect(now.get(filler.person)).toBe('enterprise-filler');
			const { entries } = await searchTrail(
				{ person: next, organisation: enterprise },
				{ action: 'invitation' }
			);
			expect(entries[0]).toMatchObject({
				...{ chain: enterprise, person: operator.person, organisation: operator.organisation },
				detail: { role: 'enterprise-admin' }
			});
		})
	);
});
