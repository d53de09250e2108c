import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isWithin } from '#scoring';
import { closeDatabase, migrate, openDatabase, publish, type Actor } from '#server/db/index.ts';
import * as sheets from '#server/sheets.ts';
import { openContent } from '../../../scripts/content.ts';
import { databases, type Query, type TestDatabase } from '../../support/databases.ts';
import { needs } from '../../support/needs.ts';
import { withClient } from '../../support/postgres.ts';
import {
	addDecision,
	addEvidence,
	addFiled,
	addMember,
	addPatch,
	addStep,
	beginSheet,
	hashOf,
	makeWorld,
	person,
	settingsOf,
	tried,
	type World
} from '../../support/worlds.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const refused = '42501';

/** What requests may call, by what it tells: yes or no of who asks, something of themselves, or of its arguments. */
const callable = {
	'yes or no': [
		...[
			'has_right',
			'looks_after',
			'may_answer',
			'may_change_member',
			'may_describe',
			'may_invite',
			'may_move',
			'may_print',
			'may_take'
		],
		...['filed_by_own', 'sees', 'sees_batch', 'sees_plan', 'sees_sheet', 'takes_event']
	],
	themselves: [
		...['actor_kind', 'actor_organisation', 'actor_person', 'actor_role', 'reached_sheet'],
		'seen_files'
	],
	'one’s own place among many': ['peers_of'],
	// What one sees row by row besides: tests/server/db/area-files.test.ts.
	'a government unit alone': ['files_of_area'],
	arguments: ['lies_within', 'masked', 'trail_text'],
	'the same to everybody': ['days_of_sign_ins'],
	'whoever knows a code': ['verify_report'],
	// What an enterprise is called: tests/server/corrections.test.ts tries who else asks.
	'an operator alone': ['registered_name'],
	nothing: ['note_seen', 'note_view', 'refuse_change', 'stamp', 'stamp_created', 'stamp_received']
};

const inner = [
	...['kind_of(gen_random_uuid())', 'area_of(gen_random_uuid())', 'state_of(gen_random_uuid())'],
	...['enterprise_of(gen_random_uuid())', `is_decided(gen_random_uuid(), 'name')`],
	...[
		'is_running(gen_random_uuid())',
		'is_over(gen_random_uuid())',
		'hold_sheet(gen_random_uuid())'
	],
	'plan_enterprise(gen_random_uuid())',
	...[
		'is_managed(gen_random_uuid())',
		`reaches(gen_random_uuid(), 'enterprise', gen_random_uuid(), '320900')`
	],
	`append_trail(gen_random_uuid(), 'seen', 'x', '{}')`
];

/** What of a world is asked about. */
type Asked = Pick<World, 'sheets' | 'assignment' | 'plan' | 'batch'>;

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;
	let A: World;
	let B: World;
	let token: string;
	let kept: string;

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		await openDatabase(database.settings);
		await migrate();
		await publish(openContent());
		({ token, id: kept } = await sheets.keep({ questionnaire: 'sme-digital-level@2024' }));
		await closeDatabase();
		A = await makeWorld(database, { enterprise: '320981', government: '320900' }, '10.0.1');
		B = await makeWorld(database, { enterprise: '441900003', government: '441900' }, '10.0.2');
	});
	afterAll(() => database.remove());

	const raw = (work: (query: Query) => Promise<void>) => on(() => database.raw(work));

	test(
		'requests call what policies ask, and that tells yes or no of who asks',
		raw(async (query) => {
			const rows = await query(`
				select p.proname as name, p.prorettype::regtype::text as returns, p.prosecdef as definer,
					pg_get_userbyid(p.proowner) = 'qidang_guard' as guarded
				from pg_proc p where p.pronamespace = 'public'::regnamespace
					and has_function_privilege('qidang_app', p.oid, 'execute') order by name`);
			expect(rows.map(({ name }) => name)).toEqual(Object.values(callable).flat().sort());
			const telling = rows.filter(({ name }) => callable['yes or no'].includes(name as string));
			expect(new Set(telling.map(({ returns }) => returns))).toEqual(new Set(['boolean']));
			// What passes round a policy belongs to who can do nothing else.
			expect(rows.filter(({ definer, guarded }) => definer !== guarded)).toEqual([]);
		})
	);

	test(
		'what is of another world is no, as what is not there is no',
		raw(async (query) => {
			const nothing = '00000000-0000-4000-8000-000000000000';
			const { enterprise } = A.organisations;
			const asked = (organisation: string, { sheets, assignment, plan, batch }: Asked) =>
				`select sees('${organisation}') as a, sees_sheet('${sheets.draft}') as b,
					may_answer('${sheets.draft}', 'declared') as c, may_describe('${organisation}') as d,
					may_invite('${organisation}', 'enterprise-admin') as j,
					looks_after('${assignment}') as e, takes_event('${assignment}', 'visit') as f,
					may_change_member('${organisation}', '${B.members['enterprise-filler'].person}') as g,
					may_move('${sheets.draft}', '${sheets.draft}') as h, sees_plan('${plan}') as i,
					sees_batch('${batch}') as k, may_print('${batch}', '${sheets.filed}') as l`;
			const admin = A.members['enterprise-admin'];
			const none: Asked = {
				...{ assignment: nothing, plan: nothing, batch: nothing },
				sheets: { ...A.sheets, draft: nothing, filed: nothing }
			};
			const unseen = await tried(query, admin, asked(nothing, none));
			expect(await tried(query, admin, asked(B.organisations.enterprise, B))).toEqual(unseen);
			expect(unseen).toEqual([
				{
					...{ a: false, b: false, c: false, d: false, e: false, f: false, g: false },
					...{ h: false, i: false, j: false, k: false, l: false }
				}
			]);
			const own = asked(enterprise, A);
			expect(await tried(query, admin, own)).toMatchObject([
				{ a: true, b: true, c: true, d: true, i: true, j: true, k: false, l: false }
			]);
			const officer = A.members['government-officer'];
			expect(await tried(query, officer, own)).toMatchObject([{ k: true, l: true }]);
			const theirs = asked(B.organisations.enterprise, B);
			expect(await tried(query, officer, theirs)).toMatchObject([{ k: false, l: false }]);
		})
	);

	test(
		'the files that one may see, asked for together, are those that one may see each by itself',
		raw(async (query) => {
			const counts = [];
			for (const world of [A, B])
				for (const [role, member] of Object.entries(world.members)) {
					const together = `select coalesce(array_agg(id order by id), '{}') as ids from seen_files() as id`;
					const [{ ids }] = (await tried(query, member, together)) as [{ ids: string[] }];
					const each = [];
					for (const { organisations } of [A, B])
						for (const one of Object.values(organisations)) {
							const [row] = (await tried(query, member, `select sees('${one}') as yes`)) as [
								{ yes: boolean }
							];
							if (row.yes) each.push(one);
						}
					expect([role, ids]).toEqual([role, each.sort()]);
					counts.push(ids.length);
				}
			expect(counts).toContain(0);
			expect(counts).toContain(1);
		})
	);

	test(
		'nobody calls what tells more',
		raw(async (query) => {
			for (const call of inner)
				for (const role of ['enterprise-admin', 'government-reviewer', 'operator'] as const)
					expect(await tried(query, A.members[role], `select ${call}`), call).toBe(refused);
		})
	);

	// Who may make a temporary table may hang triggers on it: with our functions they would write as the guard.
	test(
		'nobody hangs a function of ours on a table of their own',
		raw(async (query) => {
			const functions = await query(`select proname as name from pg_proc
				where pronamespace = 'public'::regnamespace and prorettype = 'trigger'::regtype and prosecdef`);
			expect(functions.length).toBeGreaterThan(0);
			const { consultant } = A.members;
			const made = 'create temp table organisation (id uuid)';
			expect(await tried(query, consultant, made)).toEqual([]);
			for (const { name } of functions) {
				const hung = `create trigger t after insert on pg_temp.organisation
					for each row execute function public.${name}()`;
				expect(await tried(query, consultant, made, hung), `${name}`).toBe(refused);
			}
		})
	);

	test(
		'who and when are not taken from a statement',
		raw(async (query) => {
			const admin = A.members['enterprise-admin'];
			const by = B.members['enterprise-admin'].person;
			const draft = A.sheets.draft;
			const old = `'2000-01-01'`;
			const forged: [table: string, column: string, statements: string[]][] = [
				[
					'profile',
					'at',
					[
						`insert into profile (organisation, name, by, at)
					values ('${admin.organisation}', 'forged', '${by}', ${old})`
					]
				],
				[
					'decision',
					'at',
					[
						`insert into decision (id, sheet, field, kind, text, by, at)
					values (gen_random_uuid(), '${draft}', 'forged', 'comment', '', '${by}', ${old})`
					]
				],
				[
					'finding_remark',
					'at',
					[
						`insert into finding_remark (id, sheet, finding, kind, text, by, at)
					values (gen_random_uuid(), '${draft}', 'forged', 'words', 'x', '${by}', ${old})`
					]
				],
				[
					'sheet_event',
					'at',
					[
						`insert into sheet_event (sheet, state, statement, by, at)
					values ('${draft}', 'submitted', '{}', '${by}', ${old})`
					]
				],
				[
					'evidence',
					'at',
					[
						`insert into evidence (id, sheet, field, file, name, type, bytes, by, at)
					values (gen_random_uuid(), '${draft}', 'forged', '${'a'.repeat(64)}', 'x', 'x', 1, '${by}', ${old})`
					]
				],
				[
					'patch',
					'received_at',
					[
						addPatch(draft, 'declared', admin.person)
							.replace('made_at)', 'made_at, received_at)')
							.replace('now())', `now(), ${old})`)
					]
				],
				[
					'sheet',
					'created_at',
					beginSheet('00000000-0000-4000-8000-000000000001', admin.organisation).map((one) =>
						one
							.replace('content)', 'content, created_at)')
							.replace('hash from', `hash, ${old} from`)
					)
				]
			];
			for (const [table, column, statements] of forged) {
				// Who verifies remarks.
				const asker = table === 'finding_remark' ? A.members.consultant : admin;
				const told = ['patch', 'sheet'].includes(table) ? 'null' : `by = '${asker.person}'`;
				const outcome = await tried(
					query,
					asker,
					...statements,
					`select count(*)::int as old, count(*) filter (where ${told} is false)::int as others
						from ${table} where ${column} < '2020-01-01' or ${told} is false and ${column} = now()`
				);
				expect(outcome, table).toEqual([{ old: 0, others: 0 }]);
			}
		})
	);

	test(
		'nobody chooses the number of a row where the last one holds',
		raw(async (query) => {
			const admin = A.members['enterprise-admin'];
			const { person: filler, organisation } = A.members['enterprise-filler'];
			const roleOf = `select role from membership where person = '${filler}' order by id desc limit 1`;
			const become = (id: string, role: string) =>
				`insert into membership (id, organisation, person, role) overriding system value
					values (${id}, '${organisation}', '${filler}', ${role})`;
			// A role that nobody could ever end, and an end that would be none.
			const highest = await tried(
				query,
				admin,
				become('9223372036854775807', `'enterprise-admin'`),
				become('default', `'enterprise-filler'`),
				roleOf
			);
			expect(highest).toEqual([{ role: 'enterprise-filler' }]);
			expect(await tried(query, admin, become('-1', 'null'), roleOf)).toEqual([{ role: null }]);
			const step = addStep(A.sheets.verifying, 'verified')
				.replace('(sheet', '(id, sheet')
				.replace('values (', 'overriding system value values (-1, ');
			expect(
				await tried(
					query,
					A.members.consultant,
					step,
					`select state from sheet_event where sheet = '${A.sheets.verifying}' order by id desc limit 1`
				)
			).toEqual([{ state: 'verified' }]);
		})
	);

	test(
		'a transaction that still sees how things stood before writes in no sheet',
		raw(async (query) => {
			const { consultant } = A.members;
			for (const statement of [
				addPatch(A.sheets.verifying, 'verified', consultant.person),
				addStep(A.sheets.verifying, 'verified'),
				addDecision(A.sheets.verifying, 'comment'),
				addEvidence(A.sheets.verifying)
			]) {
				for (const level of ['repeatable read', 'serializable']) {
					await query(`begin isolation level ${level}`);
					await query(settingsOf(consultant));
					await expect(query(statement), statement).rejects.toMatchObject({ code: '25000' });
					await query('rollback');
				}
				expect(await tried(query, consultant, statement)).toEqual([]);
			}
		})
	);

	test(
		'what has been decided changes with a reason alone, whoever changes it',
		raw(async (query) => {
			const { consultant } = A.members;
			const decided = addDecision(A.sheets.verifying, 'accepted');
			const change = (reason: string | null) =>
				addPatch(A.sheets.verifying, 'verified', consultant.person, { reason });
			expect(await tried(query, consultant, decided, change(null))).toBe('23514');
			expect(await tried(query, consultant, decided, change('counted again'))).toEqual([]);
			const comment = addDecision(A.sheets.verifying, 'comment');
			expect(await tried(query, consultant, comment, change(null))).toEqual([]);
		})
	);

	test(
		'an organisation keeps somebody who may invite others',
		raw(async (query) => {
			const admin = A.members['enterprise-admin'];
			const filler = A.members['enterprise-filler'].person;
			const become = (who: string, role: string | null) =>
				`insert into membership (organisation, person, role)
					values ('${admin.organisation}', '${who}', ${role === null ? 'null' : `'${role}'`})`;
			expect(await tried(query, admin, become(admin.person, null))).toBe('23514');
			expect(await tried(query, admin, become(admin.person, 'enterprise-filler'))).toBe('23514');
			const handedOver = [become(filler, 'enterprise-admin'), become(admin.person, null)];
			expect(await tried(query, admin, ...handedOver)).toEqual([]);
			// From the moment it has ended it is worth nothing, in the same transaction too.
			expect(await tried(query, admin, ...handedOver, become(filler, null))).toBe(refused);
		})
	);

	test(
		'who has left comes back by an invitation alone',
		on(() =>
			database.asAdmin(async (query) => {
				const gone = person(A.organisations.enterprise);
				await addMember(query, gone, 'enterprise-filler');
				await addMember(query, gone, null);
				const again = `insert into membership (organisation, person, role)
					values ('${gone.organisation}', '${gone.person}', 'enterprise-filler')`;
				expect(await tried(query, A.members['enterprise-admin'], again)).toBe(refused);
			})
		)
	);

	test(
		'what somebody saw is noted of what they see, and in few words',
		raw(async (query) => {
			const { consultant } = A.members;
			const seen = (file: string, what: string) => `select note_seen('${file}', '${what}')`;
			expect(await tried(query, consultant, seen(B.organisations.enterprise, 'x'))).toBe(refused);
			expect(await tried(query, {}, seen(A.organisations.enterprise, 'x'))).toBe(refused);
			expect(await tried(query, consultant, seen(A.organisations.enterprise, ''))).toBe('23514');
			const long = seen(A.organisations.enterprise, 'x'.repeat(201));
			expect(await tried(query, consultant, long)).toBe('23514');
			expect(await tried(query, consultant, seen(A.organisations.enterprise, 'file'))).toHaveLength(
				1
			);
		})
	);

	test(
		'the trail names nobody, and no secret',
		on(() =>
			database.asAdmin(async (query) => {
				const rows = await query(
					'select distinct action, jsonb_object_keys(detail) as key from trail'
				);
				const forbidden = [
					'name',
					'text',
					'reason',
					'statement',
					'data',
					'hash',
					'invitation',
					'dossier'
				];
				expect(rows.filter(({ key }) => forbidden.includes(key as string))).toEqual([]);
				expect(new Set(rows.map(({ action }) => action))).toEqual(
					new Set([
						...['plan', 'plan_evidence', 'plan_patch'],
						...['organisation', 'profile', 'membership', 'invitation', 'invitation_end'],
						...['assignment', 'assignment_event', 'sheet_owner', 'patch', 'sheet_event'],
						...['decision', 'finding_remark', 'evidence', 'filed', 'correction'],
						...['issued_report', 'file_decision', 'package']
					])
				);
			})
		)
	);

	test(
		'an area lies in another as in scoring/',
		raw(async (query) => {
			const codes = [
				...['320000', '320900', '320981', '320981102', '320900-yannan', '320900-yannan-north'],
				...['320981-park', '320981102-park', '440000', '441900', '441900003', '441900-songshan'],
				...['429000', '429004', '110000', '110101', '330900']
			];
			const pairs = codes.flatMap((area) => codes.map((scope) => [area, scope] as const));
			const rows = await query(`select area, scope, lies_within(area, scope) as inside from (values
				${pairs.map(([area, scope]) => `('${area}', '${scope}')`).join(', ')}) as pairs (area, scope)`);
			const found = rows.map(({ area, scope, inside }) => `${area} in ${scope}: ${inside}`);
			const expected = pairs.map(
				([area, scope]) => `${area} in ${scope}: ${isWithin(area, [scope]) === 'met'}`
			);
			expect(found.sort()).toEqual(expected.sort());
			expect(found).toContain('441900003 in 441900: true');
			// A zone is not in the one whose name begins like its own.
			expect(found).toContain('320900-yannan-north in 320900-yannan: false');
			expect(found).toContain('320900-yannan in 320981: false');
		})
	);

	test(
		'a link writes nothing more once its sheet is claimed',
		raw(async (query) => {
			const link = hashOf(token);
			const claimer = { ...A.members['enterprise-admin'], link };
			const claim = beginSheet(kept, A.organisations.enterprise)[0]!;
			const patch = addPatch(kept, 'declared', null);
			expect(await tried(query, { link }, patch)).toEqual([]);
			expect(await tried(query, claimer, claim, patch)).toBe(refused);
			expect(await tried(query, claimer, claim, 'select * from link')).toHaveLength(1);
		})
	);
});

describe('with two connections at once, on PostgreSQL', () => {
	let database: TestDatabase;
	let A: World;
	let kept: { id: string; token: string };

	beforeAll(async () => {
		database = await databases[1]!.make();
		if (!database.isHere) return;
		await openDatabase(database.settings);
		await migrate();
		await publish(openContent());
		kept = await sheets.keep({ questionnaire: 'sme-digital-level@2024' });
		await closeDatabase();
		A = await makeWorld(database, { enterprise: '320981', government: '320900' }, '10.0.1');
	});
	afterAll(() => database.remove());

	type Connection = Parameters<Parameters<typeof withClient>[1]>[0];
	const twice = (work: (one: Connection, other: Connection) => Promise<void>) =>
		needs('postgres', () => {
			const address = database.settings.DATABASE_URL!;
			return withClient(address, (one) => withClient(address, (other) => work(one, other)));
		});
	async function begin(client: Connection, actor: Actor, ...statements: string[]): Promise<void> {
		for (const one of ['begin', settingsOf(actor), ...statements]) await client.unsafe(one);
	}

	test(
		'who claims a sheet waits for what its link is writing, and the link for them',
		twice(async (one, other) => {
			const link = hashOf(kept.token);
			const claimer = { ...A.members['enterprise-admin'], link };
			const patch = addPatch(kept.id, 'declared', null);
			await begin(one, { link }, patch);
			await begin(other, claimer);
			const claimed = other.unsafe(beginSheet(kept.id, claimer.organisation)[0]!).execute();
			await untilWaiting(database);
			await one.unsafe('commit');
			await claimed;
			// The link was open when this began: it is not when it is its turn.
			await begin(one, { link });
			const late = one.unsafe(patch).catch((error) => error.code);
			await untilWaiting(database);
			await other.unsafe('commit');
			expect(await late).toBe(refused);
			await one.unsafe('rollback');
			const rows = await database.asAdmin((query) =>
				query(`select count(*)::int as count from patch where sheet = '${kept.id}'`)
			);
			// Its questionnaire, and what was written before the claim.
			expect(rows).toEqual([{ count: 2 }]);
		})
	);

	test(
		'who files a sheet waits for what is being written in it, and who writes for them',
		twice(async (one, other) => {
			const { 'enterprise-admin': admin, 'government-reviewer': reviewer } = A.members;
			const id = A.sheets.reviewing;
			const dossiers = ['declared', 'verified', 'confirmed'].map((layer) => addFiled(id, layer));
			await begin(one, admin, addEvidence(id));
			await begin(other, reviewer);
			const filing = other.unsafe(dossiers[0]!).execute();
			await untilWaiting(database);
			await one.unsafe('commit');
			await filing;
			for (const statement of [...dossiers.slice(1), addStep(id, 'filed')])
				await other.unsafe(statement);
			await begin(one, admin);
			const late = one.unsafe(addEvidence(id)).catch((error) => error.code);
			await untilWaiting(database);
			await other.unsafe('commit');
			expect(await late).toBe(refused);
			await one.unsafe('rollback');
			const own: [Actor, string][] = [
				[admin, addDecision(id, 'comment')],
				[reviewer, addPatch(id, 'confirmed', reviewer.person)]
			];
			await database.raw(async (query) => {
				for (const [actor, statement] of own) {
					expect(await tried(query, actor, statement), statement).toBe(refused);
				}
			});
		})
	);
});

async function untilWaiting(database: TestDatabase): Promise<void> {
	const waiting = `select 1 from pg_locks where locktype = 'advisory' and not granted`;
	while ((await database.asAdmin((query) => query(waiting))).length === 0);
}
