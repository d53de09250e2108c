import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { makeAccountBy } from '#server/accounts/invitations.ts';
import { linkForFirstOperator } from '#server/accounts/first-operator.ts';
import { changePassword, erase, exportOf, findLogin, isPassword } from '#server/accounts/people.ts';
import { register } from '#server/accounts/registering.ts';
import { hoursOfReset, issueReset } from '#server/accounts/resets.ts';
import { revokeOthers, sessionsOf } from '#server/accounts/sessions.ts';
import { passwordReset, session, verification, withAccounts } from '#server/db/accounts.ts';
import { closeDatabase, migrate, openDatabase, verifyTrail } from '#server/db/index.ts';
import type { Member } from '#server/enterprise-sheets.ts';
import { invite } from '#server/members.ts';
import { hashOf } from '#server/token.ts';
import { searchTrail } from '#server/trail.ts';
import * as newPassword from '../../../src/routes/(accounts)/new-password/[token]/+page.server.ts';
import * as membersPage from '../../../src/routes/(people)/members/+page.server.ts';
import * as organisationsPage from '../../../src/routes/(people)/organisations/+page.server.ts';
import { creditCodeOf } from '../../../scripts/demo/fill.ts';
import { ask } from '../../support/asked.ts';
import { databases, type TestDatabase } from '../../support/databases.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const password = '四海 correct horse 12';
const further = '五湖 staple battery 34';
const tokenIn = (given: unknown) =>
	(given as { reset: { link: string } }).reset.link.split('/').at(-1)!;
const typed = (username: string) => ({
	...{ name: username, email: '', username, password, consent: true }
});

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;
	let operator: Member;
	let admin: Member;
	let rival: Member;
	/** Of the first enterprise alone. */
	let filler: Member;
	/** Of both, which have different administrators. */
	let both: Member;

	const memberOf = async (login: string, at = 0): Promise<Member> => {
		const { id } = (await findLogin(login))!;
		return { person: id, organisation: (await exportOf(id)).memberships[at]!.organisation };
	};

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		await openDatabase(database.settings);
		await migrate();
		await makeAccountBy((await linkForFirstOperator())!.split('/').at(-1)!, typed('yunying'));
		operator = await memberOf('yunying');
		for (const [i, login] of ['jia-admin', 'yi-admin'].entries()) {
			const enterprise = { name: `示例${i}厂`, creditCode: creditCodeOf(i + 1), area: '320981' };
			await register(enterprise, typed(login));
		}
		const nameOf = async (login: string) =>
			(await exportOf((await findLogin(login))!.id)).memberships.map(({ name }) => name);
		// Each is told its own organisation, whichever was described last.
		expect([await nameOf('jia-admin'), await nameOf('yi-admin')]).toEqual([
			['示例0厂'],
			['示例1厂']
		]);
		[admin, rival] = [await memberOf('jia-admin'), await memberOf('yi-admin')];
		const into = { organisation: admin.organisation, role: 'enterprise-filler' } as const;
		await makeAccountBy(await invite(admin, into), typed('jia-filler'));
		filler = await memberOf('jia-filler');
		await makeAccountBy(await invite(admin, into), typed('both-filler'));
		both = await memberOf('both-filler');
		await closeDatabase();
		await database.asAdmin((query) =>
			query(`insert into membership (organisation, person, role)
				values ('${rival.organisation}', '${both.person}', 'enterprise-filler')`)
		);
		await openDatabase(database.settings);
	});
	afterAll(async () => {
		await closeDatabase();
		await database.remove();
	});

	const open = (token: string) => ask(newPassword.load, { params: { token } });
	const set = (token: string, to: string) =>
		ask(newPassword.actions.default, { params: { token }, form: { password: to } });
	const signIn = (person: string) =>
		withAccounts({}, (accounts) =>
			accounts.insert(session).values({
				...{ id: randomUUID(), person, token: hashOf(randomUUID()) },
				expiresAt: new Date(Date.now() + 60_000)
			})
		);

	test(
		'a link of the administrator sets a new password once, signs out everywhere and is in the trail',
		on(async () => {
			await signIn(filler.person);
			const asked = await ask(membersPage.actions.reset, {
				who: { member: admin, role: 'enterprise-admin' },
				form: { person: filler.person }
			});
			expect(asked.given).toMatchObject({
				reset: {
					link: expect.stringMatching(/^http:\/\/localhost\/new-password\/[\w-]{24}$/) as string,
					hours: 24
				}
			});
			const token = tokenIn(asked.given);
			expect((await open(token)).status).toBe(200);
			// Made, it changes nothing yet.
			expect(await isPassword(filler.person, password)).toBe(true);
			expect(await sessionsOf(filler.person)).toHaveLength(1);

			const weak = await set(token, 'short');
			expect(weak).toMatchObject({
				status: 400,
				given: { data: { faults: { password: '密码太短：至少 10 个字符。' } } }
			});
			expect((await set(token, further)).given).toEqual({ isSet: true });
			expect(await isPassword(filler.person, further)).toBe(true);
			expect(await isPassword(filler.person, password)).toBe(false);
			expect(await sessionsOf(filler.person)).toEqual([]);

			const used = '这个链接已经用过，密码已经设置。如果不是本人操作，请马上联系管理员。';
			expect(await open(token)).toMatchObject({ status: 410, said: used });
			expect(await set(token, password)).toMatchObject({ status: 410, said: used });
			expect(await isPassword(filler.person, further)).toBe(true);

			const { entries } = await searchTrail(admin, { action: 'password_reset' });
			expect(entries.map(({ person, subject, detail }) => ({ person, subject, detail }))).toEqual([
				{ person: filler.person, subject: filler.person, detail: { used: true } },
				{ person: admin.person, subject: filler.person, detail: { used: false } }
			]);
		})
	);

	test(
		'of two who use it at once one sets the password',
		on(async () => {
			const token = await issueReset(admin, filler.person);
			const came = await Promise.all([set(token, password), set(token, further)]);
			expect(came.map(({ status }) => status).sort()).toEqual([200, 410]);
			const won = came[0]!.status === 200 ? password : further;
			expect(await isPassword(filler.person, won)).toBe(true);
		})
	);

	test(
		'one that has expired, that a newer one took the place of, or that never was says so',
		on(async () => {
			const old = new Date(Date.now() - (hoursOfReset * 60 + 1) * 60_000);
			const expired = await issueReset(admin, filler.person, old);
			const told = '这个链接已经过期，原密码仍然有效。请管理员重新生成。';
			expect(await open(expired)).toMatchObject({ status: 410, said: told });
			expect(await set(expired, password)).toMatchObject({ status: 410, said: told });
			const before = await issueReset(admin, filler.person);
			await issueReset(admin, filler.person);
			expect(await open(before)).toMatchObject({ status: 410, said: told });
			for (const token of ['x', 'a'.repeat(24)])
				expect(await open(token)).toMatchObject({
					status: 404,
					said: '没有这个链接。请核对是否完整，或请管理员重新生成。'
				});
		})
	);

	test(
		'nobody makes one for who is not theirs alone; an operator does, by the name they sign in with',
		on(async () => {
			const resetBy = (member: Member, person: string) =>
				ask(membersPage.actions.reset, {
					who: { member, role: 'enterprise-admin' },
					form: { person }
				});
			const byOperator = '只能由平台运营方办理';
			expect(await resetBy(admin, both.person)).toMatchObject({
				status: 403,
				said: expect.stringContaining(byOperator) as string
			});
			expect((await resetBy(rival, filler.person)).status).toBe(404);
			expect((await resetBy(admin, rival.person)).status).toBe(404);
			expect((await resetBy(admin, operator.person)).status).toBe(404);
			// The role that counts is the one in the database, not the one that the request says.
			expect((await resetBy(filler, admin.person)).status).toBe(403);
			expect(
				(await resetBy({ ...filler, organisation: rival.organisation }, rival.person)).status
			).toBe(403);

			const named = (login: string) =>
				ask(organisationsPage.actions.reset, {
					who: { member: operator, role: 'operator' },
					form: { login }
				});
			expect((await named('nobody-of-that-name')).given).toMatchObject({
				data: { login: 'nobody-of-that-name' }
			});
			const { given } = await named(' BOTH-filler ');
			const token = tokenIn(given);
			expect((await set(token, further)).given).toEqual({ isSet: true });
			expect(await isPassword(both.person, further)).toBe(true);
			// Both enterprises see that it was made and used.
			for (const who of [admin, rival]) {
				const { entries } = await searchTrail(who, { action: 'password_reset' });
				const own = entries.filter(({ subject }) => subject === both.person);
				expect(own.map(({ detail }) => detail)).toEqual([{ used: true }, { used: false }]);
			}
			const broken: string[] = [];
			await verifyTrail([], (chain) => {
				if (chain.broken) broken.push(chain.organisation);
			});
			expect(broken).toEqual([]);
		})
	);

	test(
		'nobody makes one for themselves: who sits down at their screen would need no password',
		on(async () => {
			const told = {
				status: 403,
				said: '这是您自己的账号：请在“我的账号”中办理，那里会先核对密码。'
			};
			await signIn(admin.person);
			for (const action of ['reset', 'sign-out'] as const) {
				const own = { member: admin, role: 'enterprise-admin' } as const;
				const asked = await ask(membersPage.actions[action], {
					...{ who: own, form: { person: admin.person } }
				});
				expect(asked).toMatchObject(told);
				const named = await ask(organisationsPage.actions[action], {
					...{ who: { member: operator, role: 'operator' }, form: { login: 'yunying' } }
				});
				expect(named).toMatchObject(told);
			}
			const links = await withAccounts({}, (accounts) => accounts.select().from(passwordReset));
			const own = [admin.person, operator.person];
			expect(links.filter(({ person }) => own.includes(person))).toEqual([]);
			expect(await sessionsOf(admin.person)).toHaveLength(1);
			await revokeOthers(admin.person, randomUUID());
		})
	);

	test(
		'a person of no id that anybody has is told as one who is not there',
		on(async () => {
			for (const action of ['reset', 'sign-out'] as const)
				for (const [member, role] of [
					[admin, 'enterprise-admin'],
					[operator, 'operator']
				] as const) {
					const asked = await ask(membersPage.actions[action], {
						...{ who: { member, role }, form: { person: 'not an id' } }
					});
					expect(asked.status).toBe(404);
				}
		})
	);

	test(
		'who has lost a device is signed out everywhere by who administers their organisation, and it is in the trail',
		on(async () => {
			const signOut = (member: Member, person: string) =>
				ask(membersPage.actions['sign-out'], {
					who: { member, role: 'enterprise-admin' },
					form: { person }
				});
			await signIn(filler.person);
			await signIn(filler.person);
			await signIn(admin.person);
			await signIn(both.person);
			// Their password was given, the second factor not yet.
			await withAccounts({}, (accounts) =>
				accounts.insert(verification).values({
					...{ id: randomUUID(), identifier: '2fa-of-a-test', value: filler.person },
					expiresAt: new Date(Date.now() + 60_000)
				})
			);
			const sessionsAt = async () => [
				(await sessionsOf(filler.person)).length,
				(await sessionsOf(admin.person)).length,
				(await sessionsOf(both.person)).length
			];
			const passwordsOf = async (person: string) => [
				await isPassword(person, password),
				await isPassword(person, further)
			];
			const kept = await passwordsOf(filler.person);
			expect(kept).toContain(true);
			expect(await sessionsAt()).toEqual([2, 1, 1]);
			expect((await signOut(rival, filler.person)).status).toBe(404);
			expect((await signOut(filler, admin.person)).status).toBe(403);
			expect(await signOut(admin, both.person)).toMatchObject({
				status: 403,
				said: expect.stringContaining('只能由平台运营方办理') as string
			});
			expect(await sessionsAt()).toEqual([2, 1, 1]);

			expect((await signOut(admin, filler.person)).given).toEqual({
				told: 'jia-filler的登录已全部退出。'
			});
			expect(await sessionsAt()).toEqual([0, 1, 1]);
			const waiting = await withAccounts({}, (accounts) =>
				accounts.select().from(verification).where(eq(verification.value, filler.person))
			);
			expect(waiting).toEqual([]);
			expect(await passwordsOf(filler.person)).toEqual(kept);
			const told = async (who: Member) =>
				(await searchTrail(who, { action: 'session_end' })).entries.map(
					({ person, subject, detail }) => ({ person, subject, detail })
				);
			const first = { person: admin.person, subject: filler.person, detail: { browsers: 2 } };
			expect(await told(admin)).toEqual([first]);
			expect(await told(rival)).toEqual([]);

			const named = (login: string) =>
				ask(organisationsPage.actions['sign-out'], {
					who: { member: operator, role: 'operator' },
					form: { login }
				});
			expect((await named('nobody-of-that-name')).given).toMatchObject({
				data: { lost: { login: 'nobody-of-that-name', unknown: expect.any(String) as string } }
			});
			expect((await named(' BOTH-filler ')).given).toEqual({
				signedOut: 'both-filler的登录已全部退出。'
			});
			expect(await sessionsAt()).toEqual([0, 1, 0]);
			const second = { person: operator.person, subject: both.person, detail: { browsers: 1 } };
			expect(await told(admin)).toEqual([second, first]);
			expect(await told(rival)).toEqual([second]);
			// One's own are nobody's business.
			await revokeOthers(admin.person, randomUUID());
			expect(await sessionsAt()).toEqual([0, 0, 0]);
			expect(await told(admin)).toEqual([second, first]);
		})
	);

	test(
		'a password that is changed ends the links to another, and the sign-ins that had the one before',
		on(async () => {
			const { person } = filler;
			const waiting = () =>
				withAccounts({}, (accounts) =>
					accounts.select().from(verification).where(eq(verification.value, person))
				);
			const wait = () =>
				withAccounts({}, (accounts) =>
					accounts.insert(verification).values({
						...{ id: randomUUID(), identifier: '2fa-of-a-test', value: person },
						expiresAt: new Date(Date.now() + 60_000)
					})
				);
			const token = await issueReset(admin, person);
			await wait();
			const who = { id: person, email: undefined, username: 'jia-filler' };
			expect(await changePassword(who, '三江 lantern battery 56', randomUUID())).toEqual([]);
			expect(await open(token)).toMatchObject({ status: 410 });
			expect((await set(token, further)).status).toBe(410);
			expect(await isPassword(person, '三江 lantern battery 56')).toBe(true);
			expect(await waiting()).toEqual([]);

			// Nor does one go on where somebody signs out everywhere but here.
			await wait();
			await revokeOthers(person, randomUUID());
			expect(await waiting()).toEqual([]);
		})
	);

	test(
		'nothing of it is left of somebody who is erased',
		on(async () => {
			await issueReset(admin, filler.person);
			await erase(filler.person);
			const rows = await withAccounts({}, (accounts) => accounts.select().from(passwordReset));
			expect(rows.length).toBeGreaterThan(0);
			expect(rows.filter(({ person }) => person === filler.person)).toEqual([]);
		})
	);
});
