import { createHash, createHmac, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { accountsAdapter } from '#server/accounts/adapter.ts';
import { begin, succeed, type Attempted } from '#server/accounts/attempts.ts';
import { openAuth } from '#server/accounts/auth.ts';
import { daysForFirstOperator, linkForFirstOperator } from '#server/accounts/first-operator.ts';
import { makeAccountBy, openInvitation, takeAs } from '#server/accounts/invitations.ts';
import {
	changeContacts,
	changePassword,
	erase,
	exportOf,
	makeAccount,
	privacyVersion
} from '#server/accounts/people.ts';
import { register } from '#server/accounts/registering.ts';
import {
	beginSetUp,
	giveSecondFactor,
	isSetUpBegun,
	renewRecovery,
	switchOff
} from '#server/accounts/second-factor.ts';
import { revoke, revokeOthers, sessionsOf, signOut } from '#server/accounts/sessions.ts';
import { makeSigningKey, readSigningKey } from '#server/accounts/signing-key.ts';
import { confirmPassword, signIn, type Outcome } from '#server/accounts/signing-in.ts';
import { withAccounts } from '#server/db/accounts.ts';
import { closeDatabase, migrate, openDatabase, withDatabase } from '#server/db/index.ts';
import { invite } from '#server/members.ts';
import { databases, type Query, type TestDatabase } from '../../support/databases.ts';
import { totp } from '../../support/totp.ts';
import { makeVisitor, type Visitor } from '../../support/visitor.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

const password = 'correct horse battery';
const noon = new Date('2026-11-20T04:00:00Z');
const after = (seconds: number, from = noon) => new Date(from.getTime() + seconds * 1000);
const days = 24 * 60 * 60;

let made = 0;
/** A credit code that nobody has used here: its check digit need not hold. */
const creditCode = () => `91320982MA1WABC${String(++made).padStart(3, '0')}`;

function typed(name: string) {
	return { name, email: `${name}@factory.cn`, username: '', password, consent: true };
}

const enterprise = () => ({ name: '示例压铸有限公司', creditCode: creditCode(), area: '320903' });

async function registered(name: string): Promise<string> {
	const done = await register(enterprise(), typed(name));
	expect(done).toEqual({ login: `${name}@factory.cn` });
	return `${name}@factory.cn`;
}

const come = (visitor: Visitor, login: string, given = password, at?: Date): Promise<Outcome> =>
	visitor.ask((event) => signIn(event, { login, password: given }, at));

async function arrived(login: string, agent?: string): Promise<Visitor> {
	const visitor = makeVisitor({ agent });
	expect(await come(visitor, login)).toEqual({ kind: 'in' });
	return visitor;
}

const tokenOf = (link: string | undefined) => link!.replace('/invitation/', '');

describe.each(databases)('on $name', ({ name: databaseName, on, make }) => {
	let database: TestDatabase;

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

	/** As the raw driver sees it: the product has to let go of the embedded database. */
	async function raw<T>(work: (query: Query) => Promise<T>): Promise<T> {
		await closeDatabase();
		try {
			return await database.asAdmin(work);
		} finally {
			await openDatabase(database.settings);
		}
	}

	/**
	 * Lets nobody write in a table until two want to, who have both looked at it by then. The embedded database,
	 * which takes one after the other, has no such two.
	 * @returns once it is held; `done` once two were waiting
	 */
	async function holdBack(table: string): Promise<{ done: Promise<unknown> }> {
		const locks = `select from pg_locks where relation = '${table}'::regclass`;
		const done = database.asAdmin((query) =>
			query(`do $$ begin
				lock table ${table} in share mode;
				while (select count(*) < 2 from (${locks} and not granted) as waiting) loop
					perform pg_sleep(0.01);
				end loop;
			end $$`)
		);
		const isHeld = () =>
			database.asAdmin((query) => query(`${locks} and granted and mode = 'ShareLock'`));
		while ((await isHeld()).length === 0);
		return { done };
	}

	describe('the first operator', () => {
		test(
			'comes by a link that each start makes anew, and the one before is void',
			on(async () => {
				const first = tokenOf(await linkForFirstOperator(noon));
				expect(first).toMatch(/^[\w-]{24}$/);
				await expect(openInvitation(first, noon)).resolves.toMatchObject({
					role: 'operator',
					state: 'open'
				});
				const second = tokenOf(await linkForFirstOperator(noon));
				await expect(openInvitation(first, noon)).rejects.toMatchObject({ status: 410 });
				await expect(openInvitation(second, noon)).resolves.toMatchObject({ state: 'open' });
			})
		);

		test(
			'has one link that is good, of all that processes make which start at the same time',
			on(async () => {
				const links = await Promise.all(
					Array.from({ length: 8 }, () => linkForFirstOperator(noon))
				);
				const opened = await Promise.allSettled(
					links.map((link) => openInvitation(tokenOf(link), noon))
				);
				expect(opened.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
				const operators = await raw((query) =>
					query("select id from organisation where kind = 'operator'")
				);
				expect(operators).toHaveLength(1);
			})
		);

		test(
			'has so many days for it, to the second',
			on(async () => {
				const token = tokenOf(await linkForFirstOperator(noon));
				const whole = daysForFirstOperator * days;
				expect(whole).toBe(604_800);
				await expect(openInvitation(token, after(whole - 1))).resolves.toBeDefined();
				await expect(openInvitation(token, after(whole))).rejects.toMatchObject({
					status: 410,
					body: { message: expect.stringContaining('过期') }
				});
				await expect(makeAccountBy(token, typed('late'), after(whole))).rejects.toMatchObject({
					status: 410
				});
				expect(await come(makeVisitor(), 'late@factory.cn')).toEqual({ kind: 'wrong' });
			})
		);

		test(
			'is one, of two who take the link at the same time',
			on(async () => {
				const token = tokenOf(await linkForFirstOperator());
				const met = database.cluster ? await holdBack('invitation_end') : undefined;
				const both = await Promise.allSettled(
					['one', 'two'].map((name) => makeAccountBy(token, typed(name)))
				);
				await met?.done;
				expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
				const refused = both.find(({ status }) => status === 'rejected');
				expect(refused).toMatchObject({
					reason: { status: 410, body: { message: expect.stringContaining('只能用一次') } }
				});
				// Who came too late has no account left over.
				const outcomes = await Promise.all(
					['one', 'two'].map((name) => come(makeVisitor(), `${name}@factory.cn`))
				);
				expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['in', 'wrong']);
				await expect(openInvitation(token)).rejects.toMatchObject({ status: 410 });
				expect(await linkForFirstOperator()).toBeUndefined();
			})
		);

		test(
			'must set up a second factor before anything else',
			on(async () => {
				const visitors = [makeVisitor(), makeVisitor()];
				await come(visitors[0]!, 'one@factory.cn');
				await come(visitors[1]!, 'two@factory.cn');
				const who = (await visitors[0]!.who()) ?? (await visitors[1]!.who());
				expect(who).toMatchObject({
					missing: 'set-up',
					memberships: [{ role: 'operator', name: '平台运营方' }]
				});
			})
		);

		test.each(['', 'short', 'x'.repeat(24), '../../../etc/passwd12345', '%'])(
			'does not come by %j',
			async (token) => {
				if (!database.isHere) return expect(databaseName).toBe('PostgreSQL');
				await expect(openInvitation(token)).rejects.toMatchObject({ status: 404 });
			}
		);
	});

	describe('an enterprise that registers', () => {
		test(
			'gets its first person, who administers it',
			on(async () => {
				const login = await registered('founder');
				const visitor = await arrived(login);
				expect(await visitor.who()).toMatchObject({
					person: { name: 'founder', email: login, username: undefined, consent: privacyVersion },
					memberships: [{ name: '示例压铸有限公司', role: 'enterprise-admin' }],
					missing: undefined
				});
			})
		);

		test(
			'is not registered twice, and the second leaves no account',
			on(async () => {
				const given = enterprise();
				await register(given, typed('early'));
				const again = { ...given, creditCode: ` ${given.creditCode.toLowerCase()} ` };
				expect(await register(again, typed('double'))).toEqual({
					faults: [{ field: 'credit-code', kind: 'taken' }]
				});
				expect(await come(makeVisitor(), 'double@factory.cn')).toEqual({ kind: 'wrong' });
			})
		);

		test(
			'hears of every fault at once',
			on(async () => {
				const nothing = { name: ' ', creditCode: '123', area: undefined };
				const nobody = { name: '', email: 'a@b', username: 'x', password: 'short', consent: false };
				expect(await register(nothing, nobody)).toEqual({
					faults: [
						{ field: 'enterprise', kind: 'missing' },
						{ field: 'credit-code', kind: 'malformed' },
						{ field: 'area', kind: 'missing' },
						{ field: 'name', kind: 'missing' },
						{ field: 'email', kind: 'malformed' },
						{ field: 'username', kind: 'malformed' },
						{ field: 'password', kind: 'short' },
						{ field: 'consent', kind: 'missing' }
					]
				});
			})
		);

		test(
			'with a fault of its own leaves no account either',
			on(async () => {
				const done = await register({ ...enterprise(), name: '' }, typed('halfway'));
				expect(done).toEqual({ faults: [{ field: 'enterprise', kind: 'missing' }] });
				expect(await come(makeVisitor(), 'halfway@factory.cn')).toEqual({ kind: 'wrong' });
			})
		);

		test(
			'needs names that nobody has',
			on(async () => {
				await registered('taken');
				expect(await register(enterprise(), typed('TAKEN'))).toEqual({
					faults: [{ field: 'email', kind: 'taken' }]
				});
			})
		);
	});

	describe('an invitation into the organisation that one belongs to', () => {
		test(
			'gives another role, but takes from nobody the last that may invite',
			on(async () => {
				const visitor = await arrived(await registered('sole'));
				const { person, memberships } = (await visitor.who())!;
				const { organisation } = memberships[0]!;
				const roleNow = async () => (await visitor.who())!.memberships.map(({ role }) => role);
				const member = { person: person.id, organisation };
				const token = await invite(member, { organisation, role: 'enterprise-filler' });
				await expect(takeAs(person.id, token, { consents: false })).rejects.toMatchObject({
					status: 409,
					body: { message: expect.stringContaining('没有人能邀请成员') }
				});
				expect(await roleNow()).toEqual(['enterprise-admin']);
				// The link is as good as before, for whom it was meant; and for them, once there is another.
				expect(await openInvitation(token)).toMatchObject({ state: 'open' });
				const second = await invite(member, { organisation, role: 'enterprise-admin' });
				await makeAccountBy(second, typed('sole-no-more'));
				await takeAs(person.id, token, { consents: false });
				expect(await roleNow()).toEqual(['enterprise-filler']);
			})
		);
	});

	describe('signing in', () => {
		test(
			'takes the address or the name, as people type them',
			on(async () => {
				const person = { ...typed('phone'), username: '138 0013 8000' };
				await register(enterprise(), person);
				for (const login of [' Phone@Factory.CN', '13800138000', '１３８ 0013-8000']) {
					expect(await come(makeVisitor(), login), login).toEqual({ kind: 'in' });
				}
			})
		);

		test(
			'works for who gave a name alone',
			on(async () => {
				const person = { ...typed('x'), name: '王芳', email: '', username: 'wangfang' };
				await register(enterprise(), person);
				const visitor = await arrived('wangfang');
				expect((await visitor.who())!.person).toMatchObject({
					email: undefined,
					username: 'wangfang'
				});
			})
		);

		test(
			'answers a wrong name and a wrong password alike, as often as they come',
			on(async () => {
				await registered('alike');
				const answers = async (login: string) => {
					const said: Outcome[] = [];
					for (const seconds of [0, 0, 0, 0, 0, 1, 15, 16, 46]) {
						said.push(await come(makeVisitor(), login, 'not the password', after(seconds)));
					}
					return said;
				};
				const wrong = { kind: 'wrong' } as const;
				const expected: Outcome[] = [
					...Array<Outcome>(5).fill(wrong),
					// After the fifth 15 seconds, of which one is over; after the sixth 30; then 60.
					{ kind: 'wait', seconds: 14 },
					wrong,
					{ kind: 'wait', seconds: 29 },
					wrong
				];
				expect(await answers('alike@factory.cn')).toEqual(expected);
				expect(await answers('nobody@factory.cn')).toEqual(expected);
			})
		);

		test(
			'waits with the right password, too, and then forgets the failures',
			on(async () => {
				const login = await registered('patient');
				for (let i = 0; i < 5; i++) await come(makeVisitor(), login, 'wrong one', noon);
				const visitor = makeVisitor();
				expect(await come(visitor, login, password, after(14))).toEqual({
					kind: 'wait',
					seconds: 1
				});
				expect(await visitor.who()).toBeUndefined();
				expect(await come(visitor, login, password, after(15))).toEqual({ kind: 'in' });
				const again = await come(makeVisitor(), login, 'wrong one', after(15));
				expect(again).toEqual({ kind: 'wrong' });
			})
		);

		test(
			'is over where the cookie is not ours',
			on(async () => {
				const visitor = await arrived(await registered('forged'));
				const cookie = await visitor.ask(
					async ({ request }) =>
						/qidang\.session_token=[^;]+/.exec(request.headers.get('cookie')!)![0]
				);
				const token = /=(\w{32})\./.exec(cookie)![1]!;
				const signature = `${'y'.repeat(43)}=`;
				const forged = [
					`qidang.session_token=${'x'.repeat(32)}.${signature}`,
					// Of a session that there is, with no signature of ours.
					`qidang.session_token=${token}.${signature}`,
					`qidang.session_token=${token}`
				];
				for (const one of forged) {
					const stranger = makeVisitor();
					await stranger.ask(async ({ locals }) => void locals.cookies.push(`${one}; Path=/`));
					expect(await stranger.who(), one).toBeUndefined();
				}
				expect((await visitor.who())?.person.name).toBe('forged');
			})
		);

		test(
			'gives a cookie that no script reads',
			on(async () => {
				const login = await registered('cookie');
				const cookies = await makeVisitor().ask(async (event) => {
					await signIn(event, { login, password });
					return event.locals.cookies;
				});
				expect(cookies).toHaveLength(1);
				expect(cookies[0]).toMatch(/^qidang\.session_token=/);
				for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/']) {
					expect(cookies[0]).toContain(part);
				}
			})
		);

		test(
			'leaves in the database no token of a session, only what it is known again by',
			on(async () => {
				const visitor = await arrived(await registered('hashed'));
				const { id } = (await visitor.who())!.person;
				const token = await visitor.ask(
					async ({ request }) =>
						/session_token=(\w{32})\./.exec(request.headers.get('cookie')!)![1]!
				);
				const rows = await raw((query) =>
					query(`select token from session where person = '${id}'`)
				);
				const kept = createHash('sha256').update(token).digest('hex');
				expect(rows).toEqual([{ token: kept }]);
				const plain = raw((query) =>
					query(`update session set token = '${token}' where person = '${id}'`)
				);
				await expect(plain).rejects.toMatchObject({ code: '23514' });
				// Not even signed with the key, which stands in the database, too.
				const key = await readSigningKey();
				const signedInWith = (text: string) => {
					const signature = createHmac('sha256', key).update(text).digest('base64');
					const cookie = `qidang.session_token=${encodeURIComponent(`${text}.${signature}`)}; Path=/`;
					const somebody = makeVisitor();
					return somebody
						.ask(async ({ locals }) => void locals.cookies.push(cookie))
						.then(() => somebody.who());
				};
				expect((await signedInWith(token))?.person.id).toBe(id);
				expect(await signedInWith(kept)).toBeUndefined();
				expect((await visitor.who())?.person.id).toBe(id);
			})
		);

		test.for([
			['seven days after it was last used', 'expires_at', 7, '0 seconds'],
			['thirty days after signing in, however often it is used', 'created_at', 30, '-30 days']
		] as const)('is over %s', ([, column, , gone], context) =>
			on(async () => {
				const visitor = await arrived(await registered(`over-${++made}`));
				const { id } = (await visitor.who())!.person;
				const set = (time: string) =>
					raw((query) => query(`update session set ${column} = ${time} where person = '${id}'`));
				const [{ days }] = (await raw((query) =>
					query(`select round(extract(epoch from expires_at - created_at) / 86400)::int as days
						from session where person = '${id}'`)
				)) as [{ days: number }];
				expect(days).toBe(7);
				await set(`now() + interval '${gone}' + interval '1 hour'`);
				expect((await visitor.who())?.person.id).toBe(id);
				await set(`now() + interval '${gone}' - interval '1 second'`);
				expect(await visitor.who()).toBeUndefined();
			})(context)
		);

		test(
			'is by whatever address an account was made with: one that would never do makes none',
			on(async () => {
				const madeWith = (email: string) => register(enterprise(), { ...typed('any'), email });
				for (const email of ["o'neil+qd@factory-1.com.cn", 'A.B_c-D@x.y.CN']) {
					expect(await madeWith(email)).toEqual({ login: email.toLowerCase() });
					expect(await come(makeVisitor(), email)).toEqual({ kind: 'in' });
				}
				for (const email of [
					'王@工厂.中国',
					'a..b@factory.cn',
					'"a"@factory.cn',
					'a@10.0.0.1',
					'a\0@b.cn'
				])
					expect(await madeWith(email)).toEqual({
						faults: [{ field: 'email', kind: 'malformed' }]
					});
			})
		);

		test(
			'is by every password that was taken, however a keyboard writes its letters',
			on(async () => {
				// A hundred letters, as a Mac sends them in two signs each.
				const accented = 'e\u0301a\u0301o\u0301u\u0301i\u0301'.repeat(20);
				const given = { ...typed('accents'), password: accented };
				expect(await register(enterprise(), given)).toEqual({ login: 'accents@factory.cn' });
				const visitor = makeVisitor();
				expect(await come(visitor, 'accents@factory.cn', accented)).toEqual({ kind: 'in' });
				const { id } = (await visitor.who())!.person;
				const confirmed = visitor.ask((event) => confirmPassword(event, id, accented));
				expect(await confirmed).toEqual({ kind: 'in' });
			})
		);

		test(
			'draws its secrets from no chance that can be foreseen',
			on(async () => {
				const foreseen = vi.spyOn(Math, 'random').mockReturnValue(0.5);
				const drawn: string[] = [];
				for (let i = 0; i < 2; i++) {
					const login = await registered(`drawn-${++made}`);
					const visitor = await arrived(login);
					await visitor.ask(async (event) => {
						drawn.push(/session_token=(\w{32})\./.exec(event.request.headers.get('cookie')!)![1]!);
						const { secret, recovery } = await beginSetUp(event, password);
						drawn.push(secret, ...recovery);
					});
				}
				foreseen.mockRestore();
				expect(new Set(drawn).size).toBe(drawn.length);
				// A token, a secret and eight recovery codes of each.
				expect(drawn.length).toBe(20);
			})
		);

		test(
			'asks no variable of the machine whom to trust or where to report',
			on(async () => {
				const given = {
					BETTER_AUTH_TELEMETRY: '1',
					BETTER_AUTH_TELEMETRY_ENDPOINT: 'https://elsewhere.example',
					BETTER_AUTH_TRUSTED_ORIGINS: 'https://elsewhere.example',
					BETTER_AUTH_SECRET: 'x'.repeat(40),
					TEST: 'true'
				};
				for (const [name, value] of Object.entries(given)) vi.stubEnv(name, value);
				await closeDatabase();
				await openDatabase(database.settings);
				const { trustedOrigins, skipOriginCheck, secret } = await (await openAuth()).$context;
				expect(trustedOrigins).toEqual(['http://localhost:3000']);
				expect(skipOriginCheck).toBe(false);
				expect(secret).toBe(await readSigningKey());
				expect(Object.keys(process.env).filter((name) => name.startsWith('BETTER_AUTH_'))).toEqual(
					[]
				);
				vi.unstubAllEnvs();
				await closeDatabase();
				await openDatabase(database.settings);
			})
		);

		test(
			'gives one that goes over https alone, where people come by https',
			on(async () => {
				const login = await registered('secure');
				vi.stubEnv('ORIGIN', 'https://qidang.example.cn');
				await closeDatabase();
				await openDatabase(database.settings);
				const visitor = makeVisitor();
				const cookies = await visitor.ask(async (event) => {
					await signIn(event, { login, password });
					return event.locals.cookies;
				});
				expect(cookies[0]).toMatch(/^__Host-qidang\.session_token=.*; Secure/);
				expect(cookies[0]).toContain('Path=/;');
				expect(cookies[0]).not.toContain('Domain');
				expect((await visitor.who())?.person.name).toBe('secure');
				vi.unstubAllEnvs();
				await closeDatabase();
				await openDatabase(database.settings);
			})
		);

		test(
			'goes on under the key that the first start made',
			on(async () => {
				const key = await readSigningKey();
				expect(Buffer.from(key, 'base64url')).toHaveLength(32);
				const visitor = await arrived(await registered('restart'));
				await closeDatabase();
				await openDatabase(database.settings);
				await makeSigningKey();
				expect(await readSigningKey()).toBe(key);
				expect((await visitor.who())?.person.name).toBe('restart');
			})
		);
	});

	describe('attempts', () => {
		const account = (): Attempted[] => [{ kind: 'account', at: randomUUID() }];

		test(
			'wait longer and longer, up to a quarter of an hour',
			on(async () => {
				const who = account();
				let at = noon;
				const waits: number[] = [];
				for (let failures = 1; failures <= 13; failures++) {
					expect(await begin(who, at)).toBe(0);
					const wait = await begin(who, at);
					waits.push(wait);
					at = after(wait, at);
					// Where there is none, what asked has counted as another failure.
					if (wait === 0) failures++;
				}
				expect(waits).toEqual([0, 0, 15, 30, 60, 120, 240, 480, 900, 900, 900]);
			})
		);

		test(
			'made at the same time are counted one by one',
			on(async () => {
				const who = account();
				const waits = await Promise.all(Array.from({ length: 20 }, () => begin(who, noon)));
				expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
				expect(new Set(waits)).toEqual(new Set([0, 15]));
			})
		);

		test(
			'made at the same time need not wait for each other, in whatever order they are counted',
			on(async () => {
				const who = account();
				const order = [0.008, 0.004, 0, 0.006, 0.002];
				for (const seconds of order) expect(await begin(who, after(seconds))).toBe(0);
				// Fifteen seconds after the fifth, which is the first that counts for more than itself.
				expect(await begin(who, after(0))).toBe(16);
				expect(await begin(who, after(15.001))).toBe(1);
				expect(await begin(who, after(15.002))).toBe(0);
			})
		);

		test(
			'of an address go on counting after one that succeeds, and only that one is taken back',
			on(async () => {
				const where: Attempted[] = [{ kind: 'address', at: `198.51.100.${++made}` }];
				for (let i = 0; i < 49; i++) expect(await begin(where, noon)).toBe(0);
				expect(await begin(where, noon)).toBe(0);
				await succeed(where, noon);
				expect(await begin(where, noon)).toBe(0);
				expect(await begin(where, noon)).toBe(15);
			})
		);

		test(
			'of an account that waits hold up nobody else at the same address',
			on(async () => {
				const address: Attempted = { kind: 'address', at: `198.51.100.${++made}` };
				const both = [address, ...account()];
				for (let i = 0; i < 5; i++) expect(await begin(both, noon)).toBe(0);
				for (let i = 0; i < 60; i++) expect(await begin(both, noon)).toBe(15);
				// Five were made from there: 45 more are free, as many as were before.
				for (let i = 0; i < 45; i++) expect(await begin([address], noon)).toBe(0);
				expect(await begin([address], noon)).toBe(15);
			})
		);

		test(
			'are forgotten after a day',
			on(async () => {
				const who = account();
				for (let i = 0; i < 5; i++) await begin(who, noon);
				const later = after(15 + days + 1);
				for (let i = 0; i < 5; i++) expect(await begin(who, later)).toBe(0);
				expect(await begin(who, later)).toBe(15);
			})
		);
	});

	describe('a second factor', () => {
		// A code is good in its step of 30 seconds and in those beside it: on a busy machine a test would last longer.
		beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
		afterEach(() => void vi.useRealTimers());

		async function withFactor(name: string) {
			const login = await registered(name);
			const visitor = await arrived(login);
			const setUp = await visitor.ask((event) => beginSetUp(event, password));
			// One step early: each code is good once, and the tests need more than one.
			const code = totp(setUp.secret, -1);
			expect(await visitor.ask((event) => giveSecondFactor(event, { code }))).toEqual({
				kind: 'in'
			});
			return { login, visitor, setUp, used: code };
		}

		test(
			'is asked for at the next sign-in, and is good once',
			on(async () => {
				const { login, visitor, setUp, used } = await withFactor('careful');
				expect(await visitor.who()).toMatchObject({
					person: { secondFactor: true },
					missing: undefined
				});
				const other = makeVisitor();
				expect(await come(other, login)).toEqual({ kind: 'second-factor' });
				expect(await other.who()).toBeUndefined();
				const give = (code: string) => other.ask((event) => giveSecondFactor(event, { code }));
				const code = totp(setUp.secret);
				const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
				expect(await give(wrong)).toEqual({ kind: 'wrong' });
				expect(await give(used)).toEqual({ kind: 'anew' });
				expect(await other.who()).toBeUndefined();
				await come(other, login);
				expect(await give(code)).toEqual({ kind: 'in' });
				const { person } = (await other.who())!;
				expect(person.name).toBe('careful');

				const third = makeVisitor();
				await come(third, login);
				const before = await sessionsOf(person.id);
				expect(await third.ask((event) => giveSecondFactor(event, { code }))).toEqual({
					kind: 'anew'
				});
				expect(await third.who()).toBeUndefined();
				// Nor is a session left that waits for another code.
				expect(await third.ask(async ({ locals }) => locals.pending)).toBeUndefined();
				expect(await sessionsOf(person.id)).toEqual(before);
			})
		);

		test(
			'is replaced by a recovery code, each once, until there are new ones',
			on(async () => {
				const { login, visitor, setUp } = await withFactor('forgetful');
				expect(new Set(setUp.recovery).size).toBe(8);
				// Of 32 digits and letters, 28: 28 × 5 = 140 bits.
				for (const one of setUp.recovery)
					expect(one).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
				const give = async (recovery: string) => {
					const other = makeVisitor();
					await come(other, login);
					return (await other.ask((event) => giveSecondFactor(event, { recovery }))).kind;
				};
				expect(await give(` ${setUp.recovery[0]} `)).toBe('in');
				expect(await give(setUp.recovery[0]!)).toBe('wrong');
				expect(await give('0000-0000-0000-0000-0000-0000-0000')).toBe('wrong');
				// As somebody types it from paper, who takes 0 for O and 1 for l.
				const typed = setUp.recovery[1]!.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l');
				expect(await give(typed.replaceAll('-', ' '))).toBe('in');
				expect(await give(setUp.recovery[1]!)).toBe('wrong');
				const fresh = await visitor.ask((event) => renewRecovery(event, password));
				expect(await give(setUp.recovery[2]!)).toBe('wrong');
				expect(await give(fresh[0]!)).toBe('in');
			})
		);

		test(
			'is not given without the password before it',
			on(async () => {
				const { setUp } = await withFactor('order');
				const stranger = makeVisitor();
				const code = totp(setUp.secret);
				expect(await stranger.ask((event) => giveSecondFactor(event, { code }))).toEqual({
					kind: 'anew'
				});
				expect(await stranger.who()).toBeUndefined();
			})
		);

		test(
			'is asked of a session that came without it, as one through an issuer does',
			on(async () => {
				const { visitor, setUp } = await withFactor('issued');
				const { session } = (await visitor.who())!;
				await withAccounts({}, (accounts) =>
					accounts.execute(`update session set second_factor_at = null where id = '${session.id}'`)
				);
				expect(await visitor.who()).toBeUndefined();
				expect(await visitor.ask(async ({ locals }) => locals.pending?.person.name)).toBe('issued');
				const code = totp(setUp.secret);
				expect(await visitor.ask((event) => giveSecondFactor(event, { code }))).toEqual({
					kind: 'in'
				});
				const { person, session: after } = (await visitor.who())!;
				expect(person.name).toBe('issued');
				// Under another token; the one that was known before the code opens nothing.
				expect(after.id).not.toBe(session.id);
				expect((await sessionsOf(person.id)).map(({ id }) => id)).toEqual([after.id]);
			})
		);

		test(
			'holds only once its first code is given, and can be begun anew',
			on(async () => {
				const login = await registered('hesitant');
				const visitor = await arrived(login);
				const { id } = (await visitor.who())!.person;
				const first = await visitor.ask((event) => beginSetUp(event, password));
				expect(await isSetUpBegun(id)).toBe(true);
				expect(await come(makeVisitor(), login)).toEqual({ kind: 'in' });
				const second = await visitor.ask((event) => beginSetUp(event, password));
				expect(second.secret).not.toBe(first.secret);
				const give = (secret: string) =>
					visitor.ask((event) => giveSecondFactor(event, { code: totp(secret) }));
				expect(await give(first.secret)).toEqual({ kind: 'wrong' });
				expect(await give(second.secret)).toEqual({ kind: 'in' });
				expect(await isSetUpBegun(id)).toBe(false);
			})
		);

		test(
			'is switched off, and then not asked for',
			on(async () => {
				const { login, visitor } = await withFactor('easy');
				await visitor.ask((event) => switchOff(event, password));
				expect(await visitor.who()).toMatchObject({ person: { secondFactor: false } });
				expect(await come(makeVisitor(), login)).toEqual({ kind: 'in' });
			})
		);

		test(
			'is kept so that nobody reads it in the database',
			on(async () => {
				const { login, setUp } = await withFactor('secretive');
				const rows = await raw((query) => query('select * from two_factor'));
				const kept = JSON.stringify(rows);
				expect(rows.length).toBeGreaterThan(0);
				expect(kept).not.toContain(setUp.secret.replaceAll(' ', ''));
				for (const code of setUp.recovery) {
					expect(kept).not.toContain(code);
					expect(kept).not.toContain(code.replaceAll('-', ''));
				}
				// Hashes alone: the key that reads the seed reads no code, nor does a hash pass for one.
				const codes = rows.map(
					({ backup_codes: hashes }) => JSON.parse(String(hashes)) as string[]
				);
				for (const hash of codes.flat()) expect(hash).toMatch(/^[0-9a-f]{64}$/);
				const own = createHash('sha256')
					.update(setUp.recovery[7]!.replaceAll('-', ''))
					.digest('hex');
				expect(codes.flat()).toContain(own);
				const other = makeVisitor();
				await come(other, login);
				expect(await other.ask((event) => giveSecondFactor(event, { recovery: own }))).toEqual({
					kind: 'wrong'
				});
			})
		);
	});

	describe("one's own account", () => {
		test(
			'shows where one is signed in, and ends it there',
			on(async () => {
				const login = await registered('mobile');
				const [desk, phone, lost] = await Promise.all([
					arrived(login, 'Firefox on Linux'),
					arrived(login, 'MicroMessenger on Android'),
					arrived(login, 'Safari on iPhone')
				]);
				const { person, session } = (await desk.who())!;
				const sessions = await sessionsOf(person.id);
				expect(sessions.map(({ userAgent }) => userAgent).sort()).toEqual([
					'Firefox on Linux',
					'MicroMessenger on Android',
					'Safari on iPhone'
				]);
				// Another's session cannot be ended by its id.
				const stranger = (await (await arrived(await registered('stranger'))).who())!;
				await revoke(stranger.person.id, session.id);
				// Nor is there one that has no id.
				await revoke(person.id, 'not an id');
				expect(await desk.who()).toBeDefined();

				await revoke(person.id, sessions.find(({ userAgent }) => /iPhone/.test(userAgent!))!.id);
				expect([await lost.who(), await phone.who()].map(Boolean)).toEqual([false, true]);
				await revokeOthers(person.id, session.id);
				expect([await phone.who(), await desk.who()].map(Boolean)).toEqual([false, true]);
				await desk.ask(signOut);
				expect(await desk.who()).toBeUndefined();
				expect(await sessionsOf(person.id)).toEqual([]);
			})
		);

		test(
			'is signed in once in each browser: to sign in over a session ends it',
			on(async () => {
				const visitor = await arrived(await registered('again'));
				const { person, session } = (await visitor.who())!;
				const other = await registered('instead');
				expect(await come(visitor, 'again@factory.cn', 'not it')).toEqual({ kind: 'wrong' });
				expect((await sessionsOf(person.id)).map(({ id }) => id)).toEqual([session.id]);
				expect(await come(visitor, 'again@factory.cn')).toEqual({ kind: 'in' });
				const anew = (await visitor.who())!.session;
				expect(anew.id).not.toBe(session.id);
				expect((await sessionsOf(person.id)).map(({ id }) => id)).toEqual([anew.id]);
				expect(await come(visitor, other)).toEqual({ kind: 'in' });
				expect((await visitor.who())!.person.name).toBe('instead');
				expect(await sessionsOf(person.id)).toEqual([]);
			})
		);

		test(
			'changes its password, which signs out everywhere else',
			on(async () => {
				const login = await registered('renewed');
				const [here, there] = [await arrived(login), await arrived(login)];
				const { person, session } = (await here.who())!;
				const confirm = (given: string) =>
					here.ask((event) => confirmPassword(event, person.id, given));
				expect(await confirm('not it')).toEqual({ kind: 'wrong' });
				expect(await confirm(password)).toEqual({ kind: 'in' });
				expect(await changePassword(person, 'renewed-and-more', session.id)).toEqual([
					{ field: 'password', kind: 'named' }
				]);
				expect(await there.who()).toBeDefined();
				expect(await changePassword(person, 'another horse battery', session.id)).toEqual([]);
				expect([await there.who(), await here.who()].map(Boolean)).toEqual([false, true]);
				expect(await come(makeVisitor(), login)).toEqual({ kind: 'wrong' });
				expect(await come(makeVisitor(), login, 'another horse battery')).toEqual({ kind: 'in' });
			})
		);

		test(
			'changes its names, but not to those of another',
			on(async () => {
				await registered('neighbour');
				const visitor = await arrived(await registered('moving'));
				const { id } = (await visitor.who())!.person;
				const change = (given: object) =>
					changeContacts(id, { name: 'moving', email: '', username: '', ...given });
				expect(await change({ email: 'neighbour@factory.cn' })).toEqual([
					{ field: 'email', kind: 'taken' }
				]);
				expect(await change({})).toEqual([{ field: 'email', kind: 'missing' }]);
				expect(await change({ name: '搬家的人', username: 'Moved-1' })).toEqual([]);
				expect((await visitor.who())!.person).toMatchObject({
					name: '搬家的人',
					email: undefined,
					username: 'moved-1'
				});
				expect(await come(makeVisitor(), 'moved-1')).toEqual({ kind: 'in' });
				expect(await come(makeVisitor(), 'moving@factory.cn')).toEqual({ kind: 'wrong' });
			})
		);

		test(
			'takes a name that two want at the same time once, and tells the other',
			on(async () => {
				const people = await Promise.all(
					['wants-it', 'wants-it-too'].map(async (name) => {
						const login = await registered(name);
						return (await (await arrived(login)).who())!.person.id;
					})
				);
				const met = database.cluster ? await holdBack('person') : undefined;
				const faults = await Promise.all(
					people.map((id) => changeContacts(id, { name: 'x', email: '', username: 'wanted' }))
				);
				await met?.done;
				expect(faults.flat()).toEqual([{ field: 'username', kind: 'taken' }]);
			})
		);

		test(
			'is exported whole, without what would open it',
			on(async () => {
				const visitor = await arrived(await registered('curious'), 'Firefox on Linux');
				const exported = await exportOf((await visitor.who())!.person.id);
				expect(exported).toMatchObject({
					person: { name: 'curious', email: 'curious@factory.cn', consent: privacyVersion },
					memberships: [{ role: 'enterprise-admin' }],
					waysToSignIn: [{ by: 'credential' }],
					sessions: [{ userAgent: 'Firefox on Linux' }],
					signIns: [{ what: 'password', agent: 'Firefox on Linux' }]
				});
				expect(JSON.stringify(exported)).not.toMatch(/scrypt|token|secret"/i);
			})
		);

		test(
			'is erased to an id: no name, no contact, nothing to sign in with, anywhere',
			on(async () => {
				const person = {
					...typed('x'),
					name: '欧阳某某',
					email: 'ouyang@factory.cn',
					username: '13911112222'
				};
				await register(enterprise(), person);
				const visitor = await arrived('13911112222', 'Browser of Ouyang');
				await visitor.ask((event) => beginSetUp(event, password));
				const { id } = (await visitor.who())!.person;
				const traces = /欧阳某某|ouyang|13911112222/i;
				const rowsWith = (pattern: RegExp) =>
					raw(async (query) => {
						const found: string[] = [];
						for (const { table, row } of await everything(query)) {
							if (pattern.test(row)) found.push(table);
						}
						return [...new Set(found)].sort();
					});
				expect(await rowsWith(traces)).toEqual(['person', 'session', 'sign_in']);
				expect(await rowsWith(new RegExp(id))).toEqual(
					expect.arrayContaining(['credential', 'membership', 'person', 'session', 'two_factor'])
				);

				await erase(id);
				expect(await rowsWith(traces)).toEqual([]);
				// The ids stay, where somebody did something.
				expect(await rowsWith(new RegExp(id))).toEqual([
					'membership',
					'organisation',
					'person',
					'profile',
					'sign_in',
					'trail'
				]);
				expect(await visitor.who()).toBeUndefined();
				expect(await come(makeVisitor(), '13911112222')).toEqual({ kind: 'wrong' });
				const again = await makeAccount(person, async () => undefined);
				expect(again).toEqual({ login: 'ouyang@factory.cn' });
				const other = await arrived('ouyang@factory.cn');
				expect(await other.who()).toMatchObject({ memberships: [] });
			})
		);

		test(
			'that is an operator’s leaves the installation without one, until the next start',
			on(async () => {
				const login = await registered('operator');
				const visitor = await arrived(login);
				const before = (await visitor.who())!;
				// Whoever is operator since the tests above goes first.
				const operators = await raw((query) =>
					query(`select person from membership where role = 'operator'`)
				);
				for (const one of operators) await erase(String(one.person));
				const token = tokenOf(await linkForFirstOperator());
				await takeAs(before.person.id, token, { consents: false });
				expect((await visitor.who())!.memberships.map(({ role }) => role).sort()).toEqual([
					'enterprise-admin',
					'operator'
				]);
				expect(await linkForFirstOperator()).toBeUndefined();
				await erase(before.person.id);
				expect(await linkForFirstOperator()).toBeDefined();
			})
		);
	});

	describe('the adapter', () => {
		const adapter = async () => accountsAdapter((await openAuth()).options);
		const row = (identifier: string, value: string) => ({
			...{ identifier, value, expiresAt: after(days), createdAt: noon, updatedAt: noon }
		});
		const verification = 'verification';
		const where = (field: string, value: string) => [{ field, value }];

		test(
			'creates, finds, counts, changes and deletes',
			on(async () => {
				const {
					create,
					findOne,
					findMany,
					count,
					update,
					updateMany,
					delete: remove,
					deleteMany
				} = await adapter();
				const mark = randomUUID();
				const model = verification;
				const one = await create<{ id: string }>({ model, data: row(mark, 'a') });
				await create({ model, data: row(mark, 'b') });
				await create({ model, data: row(`${mark}-other`, 'c') });
				expect(one.id).toMatch(/^[0-9a-f-]{36}$/);
				const isMark = where('identifier', mark);
				expect(await findOne({ model, where: where('id', one.id) })).toMatchObject({
					...{ identifier: mark, value: 'a', expiresAt: after(days) }
				});
				expect(await findOne({ model, where: where('value', 'no such') })).toBeNull();
				const sortBy = { field: 'value', direction: 'desc' } as const;
				const values = async (options: object) =>
					(await findMany<{ value: string }>({ model, where: isMark, ...options })).map(
						({ value }) => value
					);
				expect(await values({ sortBy })).toEqual(['b', 'a']);
				expect(await values({ sortBy, limit: 1 })).toEqual(['b']);
				expect(await values({ sortBy, limit: 1, offset: 1 })).toEqual(['a']);
				expect(await count({ model, where: isMark })).toBe(2);
				expect(
					await update({ model, where: where('id', one.id), update: { value: 'z' } })
				).toMatchObject({ value: 'z' });
				expect(await updateMany({ model, where: isMark, update: { value: 'y' } })).toBe(2);
				expect(await values({})).toEqual(['y', 'y']);
				await remove({ model, where: where('id', one.id) });
				expect(await count({ model, where: isMark })).toBe(1);
				expect(await deleteMany({ model, where: isMark })).toBe(1);
				expect(await count({ model, where: isMark })).toBe(0);
				expect(await count({ model, where: where('identifier', `${mark}-other`) })).toBe(1);
			})
		);

		test(
			'gives a row that is taken once to one of many who take it',
			on(async () => {
				const { create, consumeOne } = await adapter();
				const mark = randomUUID();
				await create({ model: verification, data: row(mark, 'once') });
				const taken = await Promise.all(
					Array.from({ length: 8 }, () =>
						consumeOne({ model: verification, where: where('identifier', mark) })
					)
				);
				expect(taken.filter(Boolean)).toHaveLength(1);
				expect(taken.find(Boolean)).toMatchObject({ value: 'once' });
			})
		);

		test(
			'adds to a number without losing what is added at the same time',
			on(async () => {
				const { create, incrementOne, findOne } = await adapter();
				const visitor = await arrived(await registered(`counted-${++made}`));
				const { id } = (await visitor.who())!.person;
				const model = 'twoFactor';
				const data = { userId: id, secret: 'x', backupCodes: 'x', verified: false };
				await create({ model, data });
				const isIt = where('userId', id);
				const increment = { failedVerificationCount: 1 };
				await Promise.all(
					Array.from({ length: 8 }, () => incrementOne({ model, where: isIt, increment }))
				);
				expect(await findOne({ model, where: isIt })).toMatchObject({ failedVerificationCount: 8 });
			})
		);

		test(
			'refuses to work inside a transaction, where it would wait for itself',
			on(async () => {
				const { count } = await adapter();
				const inside = withDatabase({}, () => count({ model: verification }));
				await expect(inside).rejects.toThrow('inside withDatabase');
				const nested = withAccounts({}, () => count({ model: verification }));
				await expect(nested).rejects.toThrow('inside withDatabase');
				await expect(count({ model: verification })).resolves.toBeGreaterThanOrEqual(0);
			})
		);
	});

	/** Every row of every table, as text. */
	async function everything(query: Query): Promise<{ table: string; row: string }[]> {
		const tables = await query(`select relname as name from pg_class c
			join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and relkind = 'r'`);
		const rows: { table: string; row: string }[] = [];
		for (const { name } of tables) {
			const statement = `select t::text as row from "${String(name)}" t`;
			const found = await query(statement);
			rows.push(...found.map(({ row }) => ({ table: String(name), row: String(row) })));
		}
		return rows;
	}
});
