import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { exportOf, findLogin, isPassword } from '#server/accounts/people.ts';
import { register } from '#server/accounts/registering.ts';
import { minutesOfSignIn, sessionsOf } from '#server/accounts/sessions.ts';
import { isSetUpBegun } from '#server/accounts/second-factor.ts';
import { makeSigningKey } from '#server/accounts/signing-key.ts';
import { credential, session, withAccounts } from '#server/db/accounts.ts';
import { closeDatabase, migrate, openDatabase } from '#server/db/index.ts';
import type { Member } from '#server/enterprise-sheets.ts';
import * as accountPage from '../../../src/routes/(accounts)/account/+page.server.ts';
import * as factorPage from '../../../src/routes/(accounts)/account/second-factor/+page.server.ts';
import * as issuerPage from '../../../src/routes/(accounts)/sign-in/oidc/+server.ts';
import { creditCodeOf } from '../../../scripts/demo/fill.ts';
import { ask, type Outcome } from '../../support/asked.ts';
import { databases, type TestDatabase } from '../../support/databases.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const password = '四海 correct horse 12';
const further = '五湖 staple battery 34';
/** Nobody listens there. */
const issuer = {
	ORIGIN: 'https://qidang.example',
	OIDC_ISSUER: 'http://localhost:9',
	OIDC_CLIENT_ID: 'qidang',
	OIDC_CLIENT_SECRET: 'a secret of a test'
};
const wrong = '当前密码不对。';
const anew = '这一步要求刚刚登录过。请退出后重新登录，再来办理。';

/** What only the holder of an account may do with it: the form, and where the page tells what came of it. */
const deeds = [
	{
		deed: 'names and contacts change',
		action: accountPage.actions.contacts,
		form: ({ login }: Sitting) => ({ name: '改了名', email: '', username: `${login}-renamed` }),
		told: (data: Told) => data.contacts?.faults.current
	},
	{
		deed: 'one session is ended',
		action: accountPage.actions.revoke,
		form: ({ there }: Sitting) => ({ session: there }),
		told: (data: Told) => data.sessions
	},
	{
		deed: 'all other sessions are ended',
		action: accountPage.actions.others,
		form: () => ({}),
		told: (data: Told) => data.sessions
	},
	{
		deed: 'the account is erased',
		action: accountPage.actions.erase,
		form: () => ({ sure: 'yes' }),
		told: (data: Told) => data.erase
	}
] as const;

/** Whose account it is, and their other session. */
interface Sitting {
	readonly login: string;
	readonly there: string;
}

/** Where the pages say what came of it. */
interface Told {
	readonly contacts?: { readonly faults: { readonly current?: string } };
	readonly password?: { readonly current?: string };
	readonly sessions?: string;
	readonly erase?: string;
	readonly told?: string;
}

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;
	let made = 0;
	let login: string;
	let member: Member;
	/** In which they sit, and another. */
	let here: string;
	let there: string;

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		await openDatabase(database.settings);
		await migrate();
		await makeSigningKey();
	});
	afterAll(async () => {
		await closeDatabase();
		await database.remove();
	});
	beforeEach(async () => {
		if (!database.isHere) return;
		login = `holder-${++made}`;
		const enterprise = { name: '示例压铸厂', creditCode: creditCodeOf(made), area: '320981' };
		await register(enterprise, {
			...{ name: login, email: '', username: login, password, consent: true }
		});
		const { id: person } = (await findLogin(login))!;
		member = { person, organisation: (await exportOf(person)).memberships[0]!.organisation };
		[here, there] = [randomUUID(), randomUUID()];
		for (const id of [here, there]) {
			await withAccounts({}, (accounts) =>
				accounts.insert(session).values({
					...{ id, person, token: id.replaceAll('-', '').repeat(2) },
					expiresAt: new Date(Date.now() + 60_000)
				})
			);
		}
	});

	afterEach(() => void vi.unstubAllEnvs());

	/** As a browser asks in which they signed in so many minutes ago. */
	const come = (
		work: (event: never) => unknown,
		form: Readonly<Record<string, string>> | undefined,
		minutes = 0
	): Promise<Outcome> =>
		ask(work, {
			who: {
				...{ member, role: 'enterprise-admin' },
				session: { id: here, since: new Date(Date.now() - minutes * 60_000) }
			},
			...(form && { form })
		});
	const dataOf = ({ given }: Outcome) => (given as { data: Told }).data;
	/** All that any of the deeds would change. */
	const state = async () => [
		(await exportOf(member.person)).person,
		(await sessionsOf(member.person)).map(({ id }) => id).sort(),
		await isPassword(member.person, password),
		await isSetUpBegun(member.person)
	];
	const withoutPassword = () =>
		withAccounts({}, (accounts) =>
			accounts
				.update(credential)
				.set({ providerId: 'oidc' })
				.where(eq(credential.person, member.person))
		);

	describe.each(deeds)('$deed', ({ action, form, told }) => {
		test(
			'for who gives the password, and for nobody who sits down at their screen',
			on(async () => {
				const before = await state();
				for (const given of [{}, { current: '' }, { current: further }]) {
					const refused = await come(action, { ...form({ login, there }), ...given });
					expect(refused.status).toBe(400);
					expect(told(dataOf(refused))).toBe(wrong);
				}
				expect(await state()).toEqual(before);
				expect((await come(action, { ...form({ login, there }), current: password })).status).toBe(
					303
				);
				expect(await state()).not.toEqual(before);
			})
		);

		test(
			'for who has none but has signed in a moment ago',
			on(async () => {
				await withoutPassword();
				const before = await state();
				const refused = await come(
					action,
					{ ...form({ login, there }), current: password },
					minutesOfSignIn
				);
				expect(refused.status).toBe(403);
				expect(told(dataOf(refused))).toBe(anew);
				expect(await state()).toEqual(before);
				expect((await come(action, form({ login, there }), minutesOfSignIn - 1)).status).toBe(303);
				expect(await state()).not.toEqual(before);
			})
		);
	});

	test(
		'the password changes for who gives the one before',
		on(async () => {
			const { password: change } = accountPage.actions;
			for (const given of [{}, { current: '' }, { current: further }]) {
				const refused = await come(change, { password: further, ...given });
				expect(refused.status).toBe(400);
				expect(dataOf(refused).password?.current).toBe(wrong);
			}
			expect(await isPassword(member.person, password)).toBe(true);
			expect((await come(change, { password: further, current: password })).given).toEqual({
				told: '密码已修改，其他设备上的登录都已退出。'
			});
			expect(await isPassword(member.person, further)).toBe(true);
		})
	);

	test(
		'who has no password gets none this way',
		on(async () => {
			await withoutPassword();
			const outcome = await come(accountPage.actions.password, { password: further });
			expect(outcome.status).toBe(409);
			expect(await isPassword(member.person, further)).toBe(false);
		})
	);

	test(
		'a second factor is set up, its recovery codes renewed and it is switched off for who gives the password',
		on(async () => {
			for (const action of ['begin', 'renew', 'switch-off'] as const) {
				await expect(come(factorPage.actions[action], { current: further })).resolves.toMatchObject(
					{
						status: 400,
						given: { data: { told: wrong } }
					}
				);
			}
			expect(await isSetUpBegun(member.person)).toBe(false);
			await withoutPassword();
			for (const action of ['begin', 'renew', 'switch-off'] as const) {
				const refused = await come(factorPage.actions[action], {}, minutesOfSignIn);
				expect([refused.status, dataOf(refused).told]).toEqual([403, anew]);
			}
			expect(await isSetUpBegun(member.person)).toBe(false);
		})
	);

	test(
		'an account is linked with one at the issuer for who gives the password, and by no address that a link could lead to',
		on(async () => {
			for (const [name, value] of Object.entries(issuer)) vi.stubEnv(name, value);
			expect((await come(issuerPage.GET, undefined)).location).toBe('/account#issuer');
			const { link } = accountPage.actions;
			await expect(come(link, { current: further })).resolves.toMatchObject({
				status: 400,
				given: { data: { link: { told: wrong } } }
			});
			// Who they are is known; the issuer of this test is not there.
			await expect(come(link, { current: password })).resolves.toMatchObject({
				status: 502,
				given: { data: { link: { told: '单位的统一登录现在连不上，请稍后再试，或用密码登录。' } } }
			});
			await withoutPassword();
			await expect(come(link, {}, minutesOfSignIn)).resolves.toMatchObject({
				status: 403,
				given: { data: { link: { told: anew } } }
			});
		})
	);
});
