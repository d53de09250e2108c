import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Event } from '#server/accounts/asking.ts';
import { linkForFirstOperator } from '#server/accounts/first-operator.ts';
import { makeAccountBy } from '#server/accounts/invitations.ts';
import { erase, exportOf, findLogin } from '#server/accounts/people.ts';
import { register } from '#server/accounts/registering.ts';
import { beginSetUp, giveSecondFactor } from '#server/accounts/second-factor.ts';
import { signOut } from '#server/accounts/sessions.ts';
import { lastSignIns, searchSignIns, type SignInSearch } from '#server/accounts/sign-ins.ts';
import { makeSigningKey } from '#server/accounts/signing-key.ts';
import { confirmPassword, signIn } from '#server/accounts/signing-in.ts';
import { signIn as table, withAccounts } from '#server/db/accounts.ts';
import { closeDatabase, migrate, openDatabase, withDatabase } from '#server/db/index.ts';
import type { Member } from '#server/enterprise-sheets.ts';
import { onBehalfOf } from '#server/on-behalf-of.ts';
import { creditCodeOf } from '../../../scripts/demo/fill.ts';
import { databases, type Query, type TestDatabase } from '../../support/databases.ts';
import { totp } from '../../support/totp.ts';
import { makeVisitor, type Visitor } from '../../support/visitor.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const password = '四海 correct horse 12';
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const typed = (login: string, name = login) => ({
	...{ name, email: '', username: login, password, consent: true }
});

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;
	let operator: Member;
	let made = 0;

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		await openDatabase(database.settings);
		await migrate();
		await makeSigningKey();
		await makeAccountBy((await linkForFirstOperator())!.split('/').at(-1)!, typed('yunying'));
		operator = await memberOf('yunying');
	});
	afterAll(async () => {
		await closeDatabase();
		await database.remove();
	});
	afterEach(() => void vi.useRealTimers());

	async function memberOf(login: string): Promise<Member> {
		const { id } = (await findLogin(login))!;
		return { person: id, organisation: (await exportOf(id)).memberships[0]!.organisation };
	}

	/** Somebody new, whose enterprise has registered. */
	async function newcomer(login: string, name = login): Promise<Member> {
		const enterprise = { name: '示例厂', creditCode: creditCodeOf(++made), area: '320981' };
		expect(await register(enterprise, typed(login, name))).toEqual({ login });
		return memberOf(login);
	}

	const come = (visitor: Visitor, login: string, given = password, at?: Date) =>
		visitor.ask((event) => signIn(event, { login, password: given }, at));

	/** What is written down of a person, the first first. */
	const of = (person: string) =>
		withAccounts({}, (accounts) =>
			accounts.select().from(table).where(eq(table.person, person)).orderBy(table.id)
		);
	const eventsOf = async (person: string) => (await of(person)).map(({ what }) => what);
	const from = (address: string) =>
		withAccounts({}, (accounts) =>
			accounts.select().from(table).where(eq(table.address, address)).orderBy(table.id)
		);

	/** As the raw driver sees it: the product has to let go of the embedded database. */
	async function raw<T>(work: (query: Query) => Promise<T>): Promise<T> {
		await closeDatabase();
		try {
			return await database.asAdmin(work);
		} finally {
			await openDatabase(database.settings);
		}
	}

	/** Puts rows there that are as old as they say. */
	const addOld = (person: string, ...ages: string[]) =>
		raw(async (query) => {
			await query('alter table sign_in disable trigger stamped');
			for (const age of ages)
				await query(`insert into sign_in (at, person, what, address)
					values (now() - interval '${age}', '${person}', 'wrong-password', '${age}')`);
			await query('alter table sign_in enable trigger stamped');
		});

	describe('signing in', () => {
		test(
			'is written down, whether it succeeds or fails: what, whose account, when and from where',
			on(async () => {
				const { person } = await newcomer('chen');
				const [address, agent] = ['10.7.0.1', 'Firefox of Chen'];
				const visitor = makeVisitor({ address, agent });
				const began = Date.now();
				await come(visitor, 'chen', 'not the password');
				await come(visitor, 'Chen');
				await visitor.ask((event) => confirmPassword(event, person, 'not the password'));
				await visitor.ask((event) => confirmPassword(event, person, password));
				await visitor.ask(signOut);
				// Who is signed out signs out of nothing.
				await visitor.ask(signOut);
				await come(visitor, 'chen-of-nowhere');
				const rows = await from(address);
				expect(rows.map((one) => [one.what, one.person])).toEqual([
					['wrong-password', person],
					['password', person],
					['wrong-password', person],
					['confirmed', person],
					['sign-out', person],
					['nobody', null]
				]);
				expect(await of(person)).toEqual(rows.slice(0, 5));
				for (const { at, agent: said } of rows) {
					expect(said).toBe(agent);
					expect(at.getTime()).toBeGreaterThan(began - minute);
					expect(at.getTime()).toBeLessThan(Date.now() + minute);
				}
			})
		);

		test(
			'is written down with each step of its second factor',
			on(async () => {
				vi.useFakeTimers({ toFake: ['Date'] });
				const { person } = await newcomer('factor');
				const visitor = makeVisitor();
				await come(visitor, 'factor');
				const { secret, recovery } = await visitor.ask((event) => beginSetUp(event, password));
				const give = (who: Visitor, given: Parameters<typeof giveSecondFactor>[1]) =>
					who.ask((event) => giveSecondFactor(event, given));
				await give(visitor, { code: totp(secret, -1) });
				const other = makeVisitor();
				await come(other, 'factor');
				await give(other, { recovery: '00000-00000' });
				await give(other, { code: totp(secret) });
				const third = makeVisitor();
				await come(third, 'factor');
				await give(third, { recovery: recovery[0]! });
				expect(await eventsOf(person)).toEqual([
					'password',
					'second-factor',
					'first-step',
					'wrong-second-factor',
					'second-factor',
					'first-step',
					'recovery-code'
				]);
				// Without the password before it, it is nobody's.
				await give(makeVisitor({ address: '10.7.0.2' }), { code: totp(secret) });
				expect(await from('10.7.0.2')).toMatchObject([
					{ what: 'wrong-second-factor', person: null }
				]);
			})
		);

		test(
			'that has to wait is written down once an hour, however often it is tried',
			on(async () => {
				const { person } = await newcomer('waits');
				vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-20T04:10:00Z') });
				const at = new Date();
				for (let i = 0; i < 8; i++) await come(makeVisitor(), 'waits', 'wrong one', at);
				const expected = [...Array<string>(5).fill('wrong-password'), 'wait'];
				expect(await eventsOf(person)).toEqual(expected);
				for (let i = 0; i < 8; i++) {
					await come(makeVisitor({ address: `10.7.1.${i}` }), 'no-such-name', 'wrong one', at);
				}
				// Of a name that is nobody's, once for each network.
				for (const i of [5, 5, 6, 7]) {
					const said = await come(makeVisitor({ address: `10.7.1.${i}` }), 'no-such-name', 'x', at);
					expect(said.kind).toBe('wait');
				}
				for (const i of [5, 6, 7]) {
					expect(await from(`10.7.1.${i}`)).toMatchObject([{ what: 'wait', person: null }]);
				}
				vi.setSystemTime(at.getTime() + hour);
				await come(makeVisitor(), 'waits', 'wrong one', at);
				expect(await eventsOf(person)).toEqual([...expected, 'wait']);
			})
		);

		test(
			'keeps nothing of what was typed',
			on(async () => {
				await newcomer('typist');
				const visitor = makeVisitor();
				await come(visitor, 'typed my Geheimnis here', password);
				await come(visitor, 'Geheimnis@factory.cn', 'Geheimnis');
				await come(visitor, 'typist', 'Geheimnis');
				await come(visitor, 'typist');
				await visitor.ask((event) => giveSecondFactor(event, { recovery: 'Geheimnis' }));
				const rows = await raw((query) => query('select s::text as said from sign_in s'));
				expect(rows.length).toBeGreaterThan(5);
				const said = rows.map((one) => String(one.said)).join('\n');
				expect(said).not.toMatch(/geheimnis|typed my|typist|horse/i);
			})
		);

		test(
			'opens nothing where it cannot be written down',
			on(async () => {
				const { person } = await newcomer('unwritten');
				const allow = (what: string) => raw((query) => query(`${what} qidang_accounts`));
				await allow('revoke insert on sign_in from');
				const visitor = makeVisitor();
				let event: Event | undefined;
				const tried = visitor.ask((one) => {
					event = one;
					return signIn(one, { login: 'unwritten', password });
				});
				await expect(tried).rejects.toMatchObject({ cause: { code: '42501' } });
				expect(event!.locals.cookies).toEqual([]);
				await allow('grant insert on sign_in to');
				expect(await eventsOf(person)).toEqual([]);
				await come(visitor, 'unwritten');
				expect(await eventsOf(person)).toEqual(['password']);
			})
		);
	});

	describe('a refusal', () => {
		/** What a page answers to somebody, as the hook sees it. */
		const answered = (
			visitor: Visitor,
			route: string | null,
			response: Response,
			more: { isDataRequest?: boolean; method?: string } = {}
		) =>
			visitor.ask(async (event) => {
				const { isDataRequest = false, method = 'GET' } = more;
				const request = new Request('http://localhost/sheets/secret-of-another?asked=this', {
					...{ method, headers: event.request.headers }
				});
				const url = new URL(request.url);
				const asked = { ...event, request, url, route: { id: route }, isDataRequest };
				return onBehalfOf({ event: asked as never, resolve: async () => response });
			});
		const refused = () => new Response('', { status: 403 });

		async function arrived(login: string): Promise<{ visitor: Visitor; person: string }> {
			const { person } = await newcomer(login);
			const visitor = makeVisitor();
			await come(visitor, login);
			return { visitor, person };
		}
		const refusalsOf = async (person: string) =>
			(await of(person)).flatMap(({ what, route, method }) =>
				route === null ? [] : [`${what} ${method} ${route}`]
			);

		test(
			'of somebody who has signed in is written down with route and method, once for each route and hour',
			on(async () => {
				const { visitor, person } = await arrived('refused');
				vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - (Date.now() % hour) });
				for (let i = 0; i < 3; i++) {
					const response = await answered(visitor, '/sheets/[id]', refused(), { method: 'POST' });
					expect(response.status).toBe(403);
				}
				expect(await refusalsOf(person)).toEqual(['refused POST /sheets/[id]']);
				await answered(visitor, '/(people)/trail', refused());
				await answered(visitor, '/sheets/[id]', new Response('', { status: 404 }));
				vi.setSystemTime(Date.now() + hour - 1);
				await answered(visitor, '/trail', refused());
				vi.setSystemTime(Date.now() + 1);
				await answered(visitor, '/trail', refused());
				expect(await refusalsOf(person)).toEqual([
					...['refused POST /sheets/[id]', 'refused GET /trail'],
					...['not-found GET /sheets/[id]', 'refused GET /trail']
				]);
				expect(JSON.stringify(await of(person))).not.toMatch(/secret|asked/);
				// They push nothing of signing in out of what one sees of one's own account.
				expect((await lastSignIns(person)).map(({ what }) => what)).toEqual(['password']);
				const other = await arrived('refused-too');
				await answered(other.visitor, '/trail', refused());
				expect(await refusalsOf(other.person)).toEqual(['refused GET /trail']);
			})
		);

		test(
			'is seen in the data of a page, which Kit sends with 200',
			on(async () => {
				const { visitor, person } = await arrived('by-script');
				const data = (...nodes: unknown[]) =>
					new Response(`${JSON.stringify({ type: 'data', nodes })}\n{"type":"chunk"}\n`);
				const ask = (response: Response, isDataRequest = true) =>
					answered(visitor, '/organisations', response, { isDataRequest });
				await ask(data(null, { type: 'data', data: [{ error: { status: 403 } }] }));
				await ask(new Response(JSON.stringify({ type: 'redirect', location: '/' })));
				await ask(new Response('no data'), false);
				expect(await refusalsOf(person)).toEqual([]);
				const error = { message: '…', status: 403 };
				const response = await ask(data({ type: 'skip' }, { type: 'error', error }));
				expect(await refusalsOf(person)).toEqual(['refused GET /organisations']);
				expect(await response.text()).toContain('"status":403');
			})
		);

		test(
			'of nobody, or at an address that leads nowhere, is none',
			on(async () => {
				const address = '10.7.0.3';
				const visitor = makeVisitor({ address });
				await answered(visitor, '/trail', refused());
				expect(await from(address)).toEqual([]);
				const known = await arrived('lost');
				await answered(known.visitor, null, new Response('', { status: 404 }));
				await answered(known.visitor, '/work', new Response('', { status: 200 }));
				expect(await eventsOf(known.person)).toEqual(['password']);
			})
		);
	});

	describe('what is written down', () => {
		test(
			'is kept for a year, and goes when somebody signs in after that',
			on(async () => {
				const { person } = await newcomer('old');
				await addOld(person, '365 days 1 minute', '365 days -10 minutes', '180 days');
				await come(makeVisitor({ address: 'now' }), 'old');
				expect((await of(person)).map((one) => one.address)).toEqual([
					...['365 days -10 minutes', '180 days', 'now']
				]);
			})
		);

		test(
			'is removed before by nobody, changed by nobody, and emptied by nobody',
			on(async () => {
				const { person } = await newcomer('firm');
				await addOld(person, '364 days', '366 days');
				const whose = `where person = '${person}'`;
				const tries = async (query: Query, role: string, statement: string) => {
					await query('begin');
					try {
						if (role !== 'owner') await query(`set local role ${role}`);
						return (await query(`${statement} returning address`)).map((one) => one.address);
					} catch (error) {
						return (error as { code: string }).code;
					} finally {
						await query('rollback');
					}
				};
				await closeDatabase();
				try {
					const refusedByRule = '23001';
					const notAllowed = '42501';
					const old = `delete from sign_in ${whose} and at < now() - interval '365 days'`;
					for (const work of [database.raw, database.asAdmin]) {
						await work(async (query) => {
							expect(await tries(query, 'qidang_accounts', old)).toEqual(['366 days']);
							for (const [role, statement, code] of [
								['qidang_accounts', `delete from sign_in ${whose}`, refusedByRule],
								['qidang_accounts', `update sign_in set address = 'x' ${whose}`, notAllowed],
								['qidang_accounts', `update sign_in set agent = 'x' ${whose}`, notAllowed],
								['qidang_accounts', `update sign_in set what = 'password' ${whose}`, notAllowed],
								['qidang_accounts', `update sign_in set at = now() ${whose}`, notAllowed],
								['qidang_app', old, notAllowed],
								['owner', old, refusedByRule],
								['owner', `update sign_in set address = null ${whose}`, refusedByRule]
							] as const) {
								expect(await tries(query, role, statement), `${role}: ${statement}`).toBe(code);
							}
							await expect(query('truncate sign_in')).rejects.toMatchObject({
								code: refusedByRule
							});
						});
					}
				} finally {
					await openDatabase(database.settings);
				}
			})
		);

		test(
			'says when by the clock of the database, whatever is given',
			on(async () => {
				const { person } = await newcomer('clock');
				const at = new Date('2020-01-01');
				const began = Date.now();
				await withAccounts({}, (accounts) =>
					accounts.insert(table).values({ at, person, what: 'password' })
				);
				const [row] = await of(person);
				expect(Math.abs(row!.at.getTime() - began)).toBeLessThan(minute);
			})
		);

		test(
			'is seen by its person, the last ten, and taken along whole',
			on(async () => {
				const { person } = await newcomer('own');
				const { person: another } = await newcomer('not-own');
				const visitor = makeVisitor({ address: '10.7.0.4' });
				await come(visitor, 'not-own');
				await come(visitor, 'own', 'not the password');
				for (let i = 0; i < 10; i++) await come(visitor, 'own');
				const last = await lastSignIns(person);
				expect(last.map(({ what }) => what)).toEqual(Array(10).fill('password'));
				expect(last[0]).toMatchObject({ address: '10.7.0.4', agent: 'Firefox on Linux' });
				expect(last[0]!.id).toBeGreaterThan(last[9]!.id);
				const { signIns } = await exportOf(person);
				expect(signIns.map(({ what }) => what)).toEqual([
					...Array<string>(10).fill('password'),
					'wrong-password'
				]);
				expect(signIns[10]).toEqual({
					...{ at: expect.any(Date) as Date, what: 'wrong-password', route: null, method: null },
					...{ address: '10.7.0.4', agent: 'Firefox on Linux' }
				});
				// Without a where, by the rules of the database.
				const seen = await withDatabase({ person: another }, (queries) =>
					queries.select({ person: table.person }).from(table)
				);
				expect(seen).toEqual([{ person: another }]);
			})
		);

		test(
			'loses the place, and nothing else, when its person is erased',
			on(async () => {
				const { person } = await newcomer('gone');
				const { person: stays } = await newcomer('stays');
				await come(makeVisitor({ address: '10.7.0.5' }), 'gone', 'not the password');
				await come(makeVisitor({ address: '10.7.0.5' }), 'gone');
				await come(makeVisitor({ address: '10.7.0.5' }), 'stays');
				const before = await of(person);
				await erase(person);
				expect(await of(person)).toEqual(
					before.map((one) => ({ ...one, address: null, agent: null }))
				);
				expect(await of(stays)).toMatchObject([{ address: '10.7.0.5' }]);
			})
		);
	});

	describe('an operator', () => {
		const search = async (looked: SignInSearch) => {
			const { entries, ...more } = await searchSignIns(operator, looked);
			return { ...more, found: entries.map(({ name, what }) => `${name} ${what}`) };
		};

		test(
			'finds what happened, of whom and when',
			on(async () => {
				const wang = await newcomer('wang-ping', '王平');
				const zhao = await newcomer('zhao', '赵平平');
				await addOld(wang.person, '40 days');
				await come(makeVisitor(), 'wang-ping', 'not the password');
				await come(makeVisitor(), 'wang-ping');
				await come(makeVisitor(), 'zhao');
				const inChina = (ago: number) =>
					new Date(Date.now() + 8 * hour - ago * day).toISOString().slice(0, 10);
				expect(await search({ who: '平' })).toEqual({
					found: [
						...['赵平平 password', '王平 password'],
						...['王平 wrong-password', '王平 wrong-password']
					],
					...{ hasMore: false, days: 365 }
				});
				expect((await search({ who: ' Wang-Ping' })).found).toHaveLength(3);
				expect((await search({ who: 'wang' })).found).toEqual([]);
				expect((await search({ who: '%' })).found).toEqual([]);
				expect((await search({ who: '平', what: 'password' })).found).toEqual([
					'赵平平 password',
					'王平 password'
				]);
				const old = { who: '王平', to: inChina(40) };
				expect((await search(old)).found).toEqual(['王平 wrong-password']);
				expect((await search({ ...old, from: inChina(40) })).found).toHaveLength(1);
				expect((await search({ ...old, to: inChina(41) })).found).toEqual([]);
				expect((await search({ who: '王平', from: inChina(39) })).found).toHaveLength(2);
				await erase(zhao.person);
				expect((await search({ who: '赵平平' })).found).toEqual([]);
				const { entries } = await searchSignIns(operator, { what: 'password' });
				expect(entries.find((one) => one.person === zhao.person)).toMatchObject({
					...{ name: undefined, address: null, agent: null }
				});
			})
		);

		test(
			'sees fifty at a time, the last first',
			on(async () => {
				const { person } = await newcomer('often', '常来');
				await addOld(person, ...Array.from({ length: 51 }, (_, i) => `${60 - i} days`));
				const pageOf = (page: number) => searchSignIns(operator, { who: '常来', page });
				const first = await pageOf(1);
				expect(first.hasMore).toBe(true);
				expect(first.entries).toHaveLength(50);
				expect(first.entries[0]!.address).toBe('10 days');
				const second = await pageOf(2);
				expect(second.entries.map(({ address }) => address)).toEqual(['60 days']);
				expect(second.hasMore).toBe(false);
			})
		);

		test(
			'alone does, and is told what cannot be looked for',
			on(async () => {
				const member = await newcomer('curious');
				await expect(searchSignIns(member, {})).rejects.toMatchObject({ status: 403 });
				for (const looked of [{ what: 'x' }, { page: 0 }, { page: 1.5 }, { from: '2026-02-30' }]) {
					await expect(searchSignIns(operator, looked as SignInSearch)).rejects.toMatchObject({
						status: 400
					});
				}
			})
		);
	});
});
