import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
	closeDatabase,
	migrate,
	openDatabase,
	patch,
	publish,
	withDatabase,
	type Actor
} from '#server/db/index.ts';
import { organisationKinds, roleIds } from '#lib/roles.ts';
import { move } from '#server/moves.ts';
import * as sheets from '#server/sheets.ts';
import { openContent } from '../../../scripts/content.ts';
import { databases, type Query, type Row, type TestDatabase } from '../../support/databases.ts';
import {
	addAssignment,
	addBatch,
	addCorrection,
	addDecision,
	addEvidence,
	addFiled,
	addHold,
	addIssued,
	addMember,
	addOrganisation,
	addPackage,
	addPatch,
	addRemark,
	addPlan,
	addPlanEvidence,
	addPlanOwner,
	addPlanPatch,
	addPrintEvent,
	addPrintItem,
	addSignature,
	addStep,
	addWithdrawal,
	beginSheet,
	done,
	hashOf,
	makeWorld,
	person,
	running,
	signed,
	tried,
	type Somebody,
	type World
} from '../../support/worlds.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

const questionnaire = 'two-integration@2026';
const newer = 'two-integration@2026-2';
const refused = '42501';
const neverGiven = hashOf('no such token at all....');

/** What rows are about, by table; a new table must say so here. */
const about: Record<string, 'nothing' | 'everybody' | keyof Sight | 'profiles'> = {
	'drizzle.__drizzle_migrations': 'nothing',
	'jobs.bam': 'nothing',
	'jobs.job': 'nothing',
	'jobs.job_common': 'nothing',
	'jobs.job_dependency': 'nothing',
	'jobs.queue': 'nothing',
	'jobs.queue_stats': 'nothing',
	'jobs.schedule': 'nothing',
	'jobs.subscription': 'nothing',
	'jobs.version': 'nothing',
	'jobs.warning': 'nothing',
	'public.assignment': 'assignments',
	'public.assignment_event': 'assignments',
	'public.attempt': 'nothing',
	'public.content': 'everybody',
	'public.content_event': 'everybody',
	'public.correction': 'corrections',
	'public.credential': 'nothing',
	'public.decision': 'files',
	'public.demo': 'nothing',
	'public.evidence': 'files',
	'public.file_decision': 'files',
	'public.filed': 'files',
	'public.filed_score': 'nothing',
	'public.finding_remark': 'files',
	'public.invitation': 'invitations',
	'public.invitation_end': 'invitations',
	'public.issued_report': 'files',
	'public.layer_writing': 'everybody',
	'public.link': 'links',
	'public.membership': 'members',
	'public.move': 'links',
	'public.organisation': 'organisations',
	'public.package': 'files',
	'public.password_reset': 'nothing',
	'public.patch': 'files',
	'public.person': 'nothing',
	'public.place': 'trail',
	'public.plan': 'files',
	'public.plan_evidence': 'files',
	'public.plan_owner': 'files',
	'public.plan_patch': 'files',
	'public.print_batch': 'prints',
	'public.print_event': 'prints',
	'public.print_item': 'prints',
	'public.profile': 'profiles',
	'public.role_right': 'everybody',
	'public.session': 'nothing',
	'public.sheet': 'files',
	'public.sheet_event': 'files',
	'public.sheet_owner': 'files',
	'public.sheet_step': 'everybody',
	'public.sign_in': 'signIns',
	'public.signature': 'files',
	'public.signing_key': 'nothing',
	'public.trail': 'trail',
	'public.two_factor': 'nothing',
	'public.verification': 'nothing'
};
/** The queue’s own: requests reach none of them, and add to them in another role. */
const jobTables = Object.keys(about).filter((table) => table.startsWith('jobs.'));
/** Of links, which anonymous sheets have and those of a file do not. */
const anonymous = ['public.sheet', 'public.patch', 'public.link', 'public.move'];
/** Rows that say what the code says are written anew at every start; what says something of people is erased. */
const changing = [
	...['public.role_right', 'public.sheet_step', 'public.layer_writing'],
	...['public.place', 'public.plan_owner', 'public.signature']
];

/** What somebody sees, by whose it is; nothing of what is left out. */
interface Sight {
	readonly organisations?: readonly string[];
	/** Whose memberships; `own` are those of who asks. */
	readonly members?: readonly string[];
	readonly invitations?: readonly string[];
	/** Sheets with all that belongs to them, and the profile's figures. */
	readonly files?: readonly string[];
	readonly assignments?: readonly string[];
	readonly trail?: readonly string[];
	readonly links?: readonly string[];
	/** Batches of reports with all that belongs to them. */
	readonly prints?: readonly string[];
	/** Of whom it is written down that they signed in. */
	readonly signIns?: readonly string[];
	/** Of how an enterprise is registered. */
	readonly corrections?: readonly string[];
}

/** Everybody who belongs to something may look for a provider, or see which government there is. */
const open = [
	...['A.provider', 'A.government', 'B.provider', 'B.government'],
	...['town', 'province', 'neighbour', 'B.province']
];
/** Both enterprises of Dongtai: A, which is assigned to A.provider, and `other`, which was and will be. */
const dongtai = {
	organisations: ['A.enterprise', 'other', ...open],
	files: ['A', 'other'],
	assignments: ['A', 'A.left', 'A.handed over', 'other.ended', 'other.coming'],
	corrections: ['A.enterprise']
};
const ofA = {
	organisations: ['A.enterprise', ...open],
	members: ['own', 'A.enterprise'],
	files: ['A'],
	assignments: ['A', 'A.left', 'A.handed over'],
	corrections: ['A.enterprise']
};
const ofB = {
	organisations: ['B.enterprise', ...open],
	files: ['B'],
	assignments: ['B'],
	corrections: ['B.enterprise']
};
const ofEveryWorld = (kinds: readonly string[]) =>
	['A', 'B'].flatMap((world) => kinds.map((kind) => `${world}.${kind}`));
const operator = {
	organisations: ['A.enterprise', 'B.enterprise', 'other', ...open],
	invitations: ofEveryWorld(organisationKinds),
	signIns: ofEveryWorld(['enterprise-filler']),
	corrections: ['A.enterprise', 'B.enterprise']
};
const everyMember = [
	...['own', 'other', 'town', 'province', 'neighbour', 'B.province'],
	...ofEveryWorld(['enterprise', 'provider', 'government'])
];

/** Who sees what. By hand: it is what was meant, not what the policies say. */
const sights: Record<string, Sight> = {
	nobody: {},
	'a link that was never given': {},
	'a shortened link': {},
	'a link in other letters': {},
	'a pattern': {},
	'the token itself': {},
	'its link': { links: ['mine'] },
	"another's link": { links: ['theirs'] },
	'a person without membership': {},
	'a member who names no organisation': { members: ['own'] },
	'a member who names an organisation of another world': { members: ['own'] },
	'a member who names another organisation of their world': { members: ['own'] },
	'somebody who has left the enterprise': { members: ['own'] },
	'a consultant who has left, with an assignment that runs': { members: ['own'] },
	'a consultant who has handed over': { organisations: open, members: ['own', 'A.provider'] },
	'a consultant whose assignment has ended': {
		organisations: open,
		members: ['own', 'A.provider'],
		assignments: ['other.ended']
	},
	'a consultant whose assignment is to begin': {
		organisations: open,
		members: ['own', 'A.provider'],
		assignments: ['other.coming']
	},
	'A.enterprise-admin': { ...ofA, invitations: ['A.enterprise'], trail: ['A.enterprise'] },
	'A.enterprise-admin with its link': {
		...ofA,
		invitations: ['A.enterprise'],
		trail: ['A.enterprise'],
		links: ['mine']
	},
	'A.enterprise-filler': { ...ofA, signIns: ['own'] },
	'A.provider-manager': {
		...ofA,
		members: ['own', 'A.provider'],
		invitations: ['A.provider'],
		assignments: dongtai.assignments
	},
	'A.consultant': { ...ofA, members: ['own', 'A.provider'], assignments: ['A', 'A.handed over'] },
	'A.government-officer': {
		...dongtai,
		members: ['own', 'A.government'],
		prints: ['A']
	},
	'A.government-reviewer': {
		...dongtai,
		members: ['own', 'A.government'],
		prints: ['A'],
		invitations: ['A.government'],
		trail: ['A.government', 'A.enterprise', 'other']
	},
	'A.operator': {
		...operator,
		organisations: [...operator.organisations, 'A.operator'],
		members: [...everyMember, 'B.operator']
	},
	'officer of the town': { ...dongtai, members: ['own'] },
	'reviewer of the province': {
		...dongtai,
		members: ['own'],
		trail: ['province', 'A.enterprise', 'other']
	},
	'officer of the town beside it': { organisations: open, members: ['own'] },
	'B.enterprise-admin': {
		...ofB,
		members: ['own', 'B.enterprise'],
		invitations: ['B.enterprise'],
		trail: ['B.enterprise']
	},
	'B.enterprise-filler': { ...ofB, members: ['own', 'B.enterprise'], signIns: ['own'] },
	'B.provider-manager': { ...ofB, members: ['own', 'B.provider'], invitations: ['B.provider'] },
	'B.consultant': { ...ofB, members: ['own', 'B.provider'] },
	'B.government-officer': {
		...ofB,
		members: ['own', 'B.government'],
		prints: ['B']
	},
	'B.government-reviewer': {
		...ofB,
		members: ['own', 'B.government'],
		prints: ['B'],
		invitations: ['B.government'],
		trail: ['B.government', 'B.enterprise']
	},
	'B.operator': {
		...operator,
		organisations: [...operator.organisations, 'B.operator'],
		members: [...everyMember, 'A.operator']
	},
	'reviewer of the other province': {
		...ofB,
		members: ['own'],
		trail: ['B.province', 'B.enterprise']
	}
};

const changes = {
	update: (table: string, column: string) => `update ${table} set ${column} = ${column}`,
	delete: (table: string) => `delete from ${table}`,
	// With what refers to it: else PostgreSQL refuses for that reason already.
	truncate: (table: string) => `truncate ${table} cascade`
};

/** Two parallel worlds, and who stands beside them. */
interface Worlds {
	readonly A: World;
	readonly B: World;
	/** Organisations by id, sheets by id, assignments by id: how the tables above call them. */
	readonly names: ReadonlyMap<string, string>;
	readonly assignments: Readonly<Record<string, string>>;
	readonly other: string;
	readonly otherSheet: string;
	readonly actors: ReadonlyMap<string, Actor>;
}

async function makeWorlds(
	database: TestDatabase,
	mine: { id: string; token: string },
	theirs: { id: string; token: string },
	moved: ReadonlyMap<string, string>
): Promise<Worlds> {
	const A = await makeWorld(database, { enterprise: '320981', government: '320900' }, '10.0.1');
	const B = await makeWorld(database, { enterprise: '441900003', government: '441900' }, '10.0.2');
	return database.asAdmin(async (query) => {
		const names = new Map([[mine.id, 'mine'], [theirs.id, 'theirs'], ...moved]);
		for (const [name, world] of Object.entries({ A, B })) {
			for (const kind of organisationKinds) names.set(world.organisations[kind], `${name}.${kind}`);
			for (const id of Object.values(world.sheets)) names.set(id, name);
			names.set(world.assignment, name);
			names.set(world.members['enterprise-filler'].person, `${name}.enterprise-filler`);
			names.set(world.plan, name);
			names.set(world.batch, name);
		}
		const add = async (name: string, kind: 'enterprise' | 'government', area: string) => {
			const id = await addOrganisation(query, kind, area);
			names.set(id, name);
			return id;
		};
		const join = async (organisation: string, ...roles: Parameters<typeof addMember>[2][]) => {
			const joined = person(organisation);
			for (const role of roles) await addMember(query, joined, role);
			return joined;
		};
		const other = await add('other', 'enterprise', '320981');
		const otherSheet = randomUUID();
		names.set(otherSheet, 'other');
		const otherAdmin = { ...(await join(other, 'enterprise-admin')), address: '10.0.3.1' };
		await done(query, otherAdmin, ...beginSheet(otherSheet, other));

		const { provider, enterprise } = A.organisations;
		const left = await join(provider, 'consultant');
		const handedOver = await join(provider, 'consultant');
		const ended = await join(provider, 'consultant');
		const coming = await join(provider, 'consultant');
		const assign = (to: string, by: Somebody, when: readonly [string, string] = running) =>
			addAssignment(query, { enterprise: to, provider }, when, by.person);
		const assignments = {
			'A.left': await assign(enterprise, left),
			'A.handed over': await assign(enterprise, handedOver),
			'other.ended': await assign(other, ended, ['-2 days', '-1 day']),
			'other.coming': await assign(other, coming, ['1 day', '2 days'])
		};
		for (const [name, id] of Object.entries(assignments)) names.set(id, name);
		await addMember(query, left, null);
		const { consultant } = A.members;
		await query(`insert into assignment_event (assignment, event, person, by) values
			('${assignments['A.handed over']}', 'consultant', '${consultant.person}', '${handedOver.person}')`);

		const admin = A.members['enterprise-admin'];
		const link = hashOf(mine.token);
		const actors: Record<string, Actor> = {
			nobody: {},
			'a link that was never given': { link: neverGiven },
			'a shortened link': { link: hashOf(mine.token.slice(0, -1)) },
			'a link in other letters': { link: hashOf(mine.token.toUpperCase()) },
			'a pattern': { link: '%' },
			'the token itself': { link: mine.token },
			'its link': { link },
			"another's link": { link: hashOf(theirs.token) },
			'a person without membership': person(enterprise),
			'a member who names no organisation': { person: admin.person },
			'a member who names an organisation of another world': {
				...admin,
				organisation: B.organisations.enterprise
			},
			'a member who names another organisation of their world': {
				...admin,
				organisation: provider
			},
			'somebody who has left the enterprise': await join(enterprise, 'enterprise-admin', null),
			'a consultant who has left, with an assignment that runs': left,
			'a consultant who has handed over': handedOver,
			'a consultant whose assignment has ended': ended,
			'a consultant whose assignment is to begin': coming,
			'A.enterprise-admin with its link': { ...admin, link },
			'officer of the town': await join(
				await add('town', 'government', '320981'),
				'government-officer'
			),
			'reviewer of the province': await join(
				await add('province', 'government', '320000'),
				'government-reviewer'
			),
			'officer of the town beside it': await join(
				await add('neighbour', 'government', '320982'),
				'government-officer'
			),
			'reviewer of the other province': await join(
				await add('B.province', 'government', '440000'),
				'government-reviewer'
			)
		};
		for (const role of roleIds) {
			actors[`A.${role}`] = A.members[role];
			actors[`B.${role}`] = B.members[role];
		}
		return { A, B, names, assignments, other, otherSheet, actors: new Map(Object.entries(actors)) };
	});
}

/** A row that somebody might add, and who may: for everybody else it is refused, whatever there is. */
interface Addition {
	readonly table: string;
	readonly statements: readonly string[];
	readonly by: readonly string[];
	/** Who sees what it is about, and is told by another code why it does not go. */
	readonly told?: { readonly code: string; readonly to: readonly string[] } | undefined;
}

const declaring = ['enterprise-admin', 'enterprise-filler', 'provider-manager', 'consultant'];
const inA = (roles: readonly string[]) => [
	...roles.map((role) => `A.${role}`),
	...(roles.includes('enterprise-admin') ? ['A.enterprise-admin with its link'] : [])
];
const inB = (roles: readonly string[]) => roles.map((role) => `B.${role}`);
const adminsOfA = inA(['enterprise-admin']);
const operators = ['A.operator', 'B.operator'];
const verifiersOfA = ['A.provider-manager', 'A.consultant'];
const reviewersOfA = ['A.government-reviewer', 'reviewer of the province'];
const officialsOfA = [...reviewersOfA, 'A.government-officer', 'officer of the town'];
const printersOfA = ['A.government-officer', 'A.government-reviewer'];
const printersOfB = ['B.government-officer', 'B.government-reviewer'];
const whoSeesA = [...inA(declaring), ...officialsOfA];

/** Requests have nothing of them; signing in has a role of its own (tests/server/accounts). */
const accountTables = [
	...['attempt', 'credential', 'person', 'session', 'signing_key'],
	...['two_factor', 'verification', 'password_reset']
];

function additions({ A, B, assignments, other, otherSheet }: Worlds, mine: string): Addition[] {
	const { enterprise, provider, government } = A.organisations;
	const filler = A.members['enterprise-filler'].person;
	const id = randomUUID();
	const linkTo = (sheet: string) =>
		`insert into link (hash, sheet) values ('${neverGiven}', '${sheet}')`;
	const moveOf = (
		sheet: string
	) => `insert into move (sheet, from_sheet, questionnaire, mapping) values (
		encode(substring(sha256(convert_to('${sheet} ${newer}', 'UTF8')) from 1 for 16), 'hex')::uuid,
		'${sheet}', '${newer}', 'sha256:${'0'.repeat(64)}')`;
	const movedId = (sheet: string) =>
		createHash('sha256')
			.update(`${sheet} ${newer}`)
			.digest('hex')
			.slice(0, 32)
			.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
	const member = (organisation: string, who: string, role: string) =>
		`insert into membership (organisation, person, role) values ('${organisation}', '${who}', '${role}')`;
	const describe = (organisation: string) =>
		`insert into profile (organisation, name, area) values ('${organisation}', 'x', '320900')`;
	const invite = (organisation: string, role: string) =>
		`insert into invitation (hash, organisation, role, expires_at)
			values ('${hashOf(id)}', '${organisation}', '${role}', now() + interval '1 day')`;
	const assign = (to: string, by: string) =>
		`insert into assignment (id, enterprise, provider, starts_at, ends_at)
			values ('${id}', '${to}', '${by}', now(), now() + interval '1 day')`;
	const event = (assignment: string, what: string, who = 'null') =>
		`insert into assignment_event (assignment, event, person) values ('${assignment}', '${what}', ${who})`;
	const own = 'actor_person()';
	const patched = (sheet: string, layer: string) =>
		addPatch(sheet, layer, null).replace('null', own);
	const one = (
		table: string,
		statement: string,
		by: readonly string[],
		told?: Addition['told']
	): Addition => ({ table, statements: [statement], by, told });
	return [
		one(
			'content',
			`insert into content select 'sha256:${'c'.repeat(64)}', kind, 'x', data from content limit 1`,
			[]
		),
		one(
			'content_event',
			`insert into content_event (content, event) select hash, 'retired' from content`,
			[]
		),
		one('role_right', `insert into role_right values ('consultant', 'provider', 'sheet.file')`, []),
		one('sheet_step', `insert into sheet_step values ('draft', 'filed', 'file.read')`, []),
		one('sign_in', `insert into sign_in (what) values ('password')`, []),
		one('layer_writing', `insert into layer_writing values ('declared', 'filed', 'file.read')`, []),
		one(
			'drizzle.__drizzle_migrations',
			`insert into drizzle.__drizzle_migrations (hash) values ('x')`,
			[]
		),
		one(
			'trail',
			`insert into trail select '${enterprise}', 999, now(), null, null, 'x', 'x', '{}', null, 'x', '${'0'.repeat(64)}'`,
			[]
		),
		one('demo', `insert into demo (stage) values ('filled')`, []),
		one('correction', addCorrection(enterprise, 'C'), operators),
		one('correction', addCorrection(government, 'C'), []),
		one('correction', addCorrection(enterprise, 'B'), [], { code: '23505', to: operators }),
		...accountTables.map((table) => one(table, `insert into ${table} default values`, [])),
		one('place', `insert into place (id, address, agent) values ('${id}', '10.0.0.1', '')`, []),

		// It was moved before: who may move it finds that out.
		one('move', moveOf(mine), [], {
			code: '23505',
			to: ['its link', 'A.enterprise-admin with its link']
		}),
		// Only a draft moves, and only to a sheet of the same file: what it becomes is begun there with it.
		one('move', moveOf(A.sheets.draft), []),
		...(['draft', 'verifying', 'filed'] as const).map((state) => ({
			table: 'move',
			statements: [...beginSheet(movedId(A.sheets[state]), enterprise), moveOf(A.sheets[state])],
			by: state === 'draft' ? inA(declaring) : []
		})),
		{
			table: 'move',
			statements: [...beginSheet(movedId(B.sheets.draft), enterprise), moveOf(B.sheets.draft)],
			by: []
		},

		one('link', linkTo(id), ['a link that was never given']),
		// A sheet that is there gets no link of anybody's choice, whether it has one or began in a file.
		one('link', linkTo(mine), []),
		one('link', linkTo(A.sheets.draft), []),
		one('sheet', beginSheet(id, enterprise)[1]!, []),
		{ table: 'sheet', statements: beginSheet(id, enterprise), by: inA(declaring) },
		{ table: 'sheet', statements: beginSheet(id, B.organisations.enterprise), by: inB(declaring) },
		{ table: 'sheet', statements: beginSheet(id, other), by: [] },
		one('sheet_owner', beginSheet(mine, enterprise)[0]!, ['A.enterprise-admin with its link']),
		one('sheet_owner', beginSheet(B.sheets.draft, enterprise)[0]!, []),
		one('sheet_owner', beginSheet(otherSheet, enterprise)[0]!, []),

		one('patch', addPatch(mine, 'declared', null), [
			'its link',
			'A.enterprise-admin with its link'
		]),
		one('patch', addPatch(mine, 'verified', null), []),
		one('patch', addPatch(A.sheets.draft, 'declared', null), []),
		one('patch', addPatch(A.sheets.draft, 'declared', filler), ['A.enterprise-filler']),
		one('patch', patched(A.sheets.draft, 'declared'), inA(declaring)),
		one('patch', patched(A.sheets.draft, 'verified'), []),
		one('patch', patched(A.sheets.draft, 'confirmed'), []),
		one('patch', patched(B.sheets.draft, 'declared'), inB(declaring)),
		one('patch', patched(otherSheet, 'declared'), []),
		one('patch', patched(A.sheets.verifying, 'declared'), []),
		one('patch', patched(A.sheets.verifying, 'verified'), verifiersOfA),
		one('patch', patched(A.sheets.reviewing, 'verified'), []),
		one('patch', patched(A.sheets.reviewing, 'confirmed'), reviewersOfA),
		...['declared', 'verified', 'confirmed'].map((layer) =>
			one('patch', patched(A.sheets.filed, layer), [])
		),

		one('sheet_event', addStep(A.sheets.draft, 'submitted', signed), adminsOfA),
		one('sheet_event', addStep(A.sheets.draft, 'submitted'), [], { code: '23514', to: adminsOfA }),
		one('sheet_event', addStep(A.sheets.draft, 'filed'), [], { code: '23514', to: whoSeesA }),
		one('sheet_event', addStep(A.sheets.verifying, 'verified'), verifiersOfA),
		one('sheet_event', addStep(A.sheets.verifying, 'returned', { reason: '  ' }), [], {
			code: '23514',
			to: verifiersOfA
		}),
		one('sheet_event', addStep(A.sheets.reviewing, 'returned', { reason: 'x' }), reviewersOfA),
		one('sheet_event', addStep(A.sheets.reviewing, 'filed'), [], {
			code: '23514',
			to: reviewersOfA
		}),
		one('sheet_event', addStep(A.sheets.filed, 'returned', { reason: 'x' }), [], {
			code: '23514',
			to: whoSeesA
		}),

		one('decision', addDecision(A.sheets.draft, 'comment'), whoSeesA),
		one('decision', addDecision(A.sheets.draft, 'accepted'), [...verifiersOfA, ...reviewersOfA]),
		one('decision', addDecision(A.sheets.draft, 'rejected'), [...verifiersOfA, ...reviewersOfA]),
		one('decision', addDecision(A.sheets.filed, 'comment'), []),
		one('finding_remark', addRemark(A.sheets.draft), verifiersOfA),
		one('finding_remark', addRemark(A.sheets.reviewing, 'priority', 'P0'), verifiersOfA),
		one('finding_remark', addRemark(A.sheets.verifying, 'set-aside'), verifiersOfA),
		one('finding_remark', addRemark(A.sheets.filed), []),
		one('finding_remark', addRemark(A.sheets.draft, 'priority'), [], {
			code: '23514',
			to: verifiersOfA
		}),
		one('finding_remark', addRemark(A.sheets.draft, 'words', 'P1'), [], {
			code: '23514',
			to: verifiersOfA
		}),
		one('evidence', addEvidence(A.sheets.draft), inA(declaring)),
		one('evidence', addEvidence(A.sheets.filed), []),
		one('filed', addFiled(A.sheets.reviewing, 'declared'), reviewersOfA),
		one(
			'filed_score',
			`insert into filed_score (sheet, enterprise, content)
				select sheet, enterprise, content from filed_score limit 1`,
			[]
		),
		one('filed', addFiled(A.sheets.draft, 'declared'), []),
		one('filed', addFiled(A.sheets.filed, 'declared'), [], { code: '23505', to: reviewersOfA }),

		one('issued_report', addIssued(A.sheets.filed, 'declared'), [...reviewersOfA, ...adminsOfA]),
		one('issued_report', addIssued(A.sheets.filed, 'confirmed'), [], {
			code: '23505',
			to: [...reviewersOfA, ...adminsOfA]
		}),
		// What was not filed has no dossier that it could say.
		one('issued_report', addIssued(A.sheets.reviewing, 'confirmed'), [], {
			code: '23503',
			to: [...reviewersOfA, ...adminsOfA]
		}),
		one('file_decision', addHold(enterprise), reviewersOfA),
		one('file_decision', addHold(other), reviewersOfA),
		// Of what one's own unit filed, and in the file that it stands in.
		one('file_decision', addWithdrawal(enterprise, A.issued), ['A.government-reviewer']),
		one('file_decision', addWithdrawal(other, A.issued), []),
		one('file_decision', addWithdrawal(enterprise, B.issued), []),

		one('plan', addPlan(id, A.sheets.draft), inA(declaring)),
		one('plan', addPlan(id, A.sheets.filed), inA(declaring)),
		one('plan', addPlan(id, B.sheets.draft), inB(declaring)),
		one('plan', addPlan(id, otherSheet), []),
		one('plan', addPlan(id, mine), []),
		one('plan_patch', addPlanPatch(A.plan), inA(declaring)),
		one('plan_patch', addPlanPatch(B.plan), inB(declaring)),
		one('plan_owner', addPlanOwner(enterprise), inA(declaring)),
		one('plan_owner', addPlanOwner(other), []),
		one('plan_evidence', addPlanEvidence(A.plan), inA(declaring)),
		one('plan_evidence', addPlanEvidence(B.plan), inB(declaring)),
		one('print_batch', addBatch(id, government), printersOfA),
		one('print_batch', addBatch(id, enterprise), inA(['enterprise-admin', 'enterprise-filler'])),
		// Into one's own batch, and only what was filed and one sees.
		one('print_item', addPrintItem(id, A.batch, A.sheets.filed), [], {
			code: '23505',
			to: ['A.government-officer']
		}),
		one('print_item', addPrintItem(id, A.batch, A.sheets.draft), []),
		one('print_item', addPrintItem(id, A.batch, B.sheets.filed), []),
		one('print_event', addPrintEvent(A.batch, null, 'resumed'), printersOfA),
		one('print_event', addPrintEvent(A.batch, A.item, 'retried'), printersOfA),
		one('print_event', addPrintEvent(B.batch, null, 'cancelled'), printersOfB),
		// What workers tell.
		one('print_event', addPrintEvent(A.batch, A.item, 'printing'), []),
		...jobTables.map((table) => one(table, `insert into ${table} default values`, [])),
		// Of a sheet in one's own file that is filed, after the one before it.
		one('package', addPackage(enterprise, A.sheets.filed), [], { code: '23505', to: whoSeesA }),
		one('package', addPackage(enterprise, A.sheets.draft, `sha256:${'e'.repeat(64)}`), [], {
			code: '23514',
			to: whoSeesA
		}),
		one('package', addPackage(other, A.sheets.filed), []),

		one('signature', addSignature(enterprise), whoSeesA),
		one('assignment', assign(enterprise, provider), officialsOfA),
		one('assignment', assign(enterprise, government), []),
		one('assignment_event', event(A.assignment, 'visit'), verifiersOfA),
		one('assignment_event', event(A.assignment, 'confirmed'), adminsOfA),
		one('assignment_event', event(A.assignment, 'ended'), officialsOfA),
		one(
			'assignment_event',
			event(A.assignment, 'consultant', `'${A.members.consultant.person}'`),
			verifiersOfA
		),
		one(
			'assignment_event',
			event(A.assignment, 'consultant', `'${B.members.consultant.person}'`),
			[],
			{
				code: '23514',
				to: verifiersOfA
			}
		),
		one('assignment_event', event(assignments['other.coming']!, 'appointment'), [
			...['A.provider-manager', 'a consultant whose assignment is to begin']
		]),
		one('assignment_event', event(assignments['other.coming']!, 'visit'), []),
		one('assignment_event', event(assignments['other.coming']!, 'ended'), officialsOfA),
		one('assignment_event', event(assignments['other.ended']!, 'visit'), []),
		one('assignment_event', event(assignments['other.ended']!, 'ended'), []),

		one(
			'organisation',
			`insert into organisation (id, kind) values ('${id}', 'enterprise')`,
			operators
		),
		one('profile', describe(enterprise), adminsOfA),
		one('profile', describe(government), operators),
		one('membership', member(enterprise, filler, 'enterprise-admin'), adminsOfA),
		one('membership', member(enterprise, filler, 'operator'), [], { code: '23514', to: adminsOfA }),
		// Nobody is made a member who has not taken an invitation.
		one('membership', member(enterprise, randomUUID(), 'enterprise-filler'), []),
		one('membership', member(enterprise, B.members.consultant.person, 'enterprise-filler'), []),
		// Whom an enterprise invites is its own affair while it has somebody who may.
		one('invitation', invite(enterprise, 'enterprise-filler'), adminsOfA),
		one('invitation', invite(enterprise, 'enterprise-admin'), adminsOfA),
		one('invitation', invite(provider, 'consultant'), ['A.provider-manager', ...operators]),
		one('invitation', invite(enterprise, 'operator'), [], { code: '23514', to: adminsOfA }),
		one(
			'invitation_end',
			`insert into invitation_end (invitation) values ('${A.invitations.enterprise}')`,
			[...[...adminsOfA, ...operators]]
		),
		one(
			'invitation_end',
			`insert into invitation_end (invitation, person) values ('${A.invitations.enterprise}', ${own})`,
			[]
		)
	];
}

describe.each(databases)('on $name', ({ name, on, make }) => {
	let database: TestDatabase;
	let mine: { id: string; token: string };
	let theirs: { id: string; token: string };
	let worlds: Worlds;

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		await openDatabase(database.settings);
		await migrate();
		const library = openContent();
		await publish(library);
		mine = await sheets.keep({ questionnaire, answers: { sales: 1 } });
		theirs = await sheets.keep({ questionnaire, name: '邻厂', facts: { area: '441900' } });
		const { moves } = library.editions.get(newer)!;
		const moved = new Map<string, string>();
		for (const [name, { token }] of Object.entries({ mine, theirs })) {
			const to = await sheets.open(await move(token, moves!));
			moved.set(to!.id, `${name}, moved`);
		}
		await closeDatabase();
		worlds = await makeWorlds(database, mine, theirs, moved);
	});
	afterAll(() => database.remove());

	/** Runs a statement in a transaction that is undone, as the role of requests with a link. */
	const asked = (query: Query, link: string, statement: string) =>
		tried(query, { link }, statement);

	async function tablesOf(
		query: Query
	): Promise<{ table: string; column: string; forced: boolean }[]> {
		const rows = await query(`
			select n.nspname || '.' || c.relname as table, c.relrowsecurity and c.relforcerowsecurity as forced,
				(select min(a.attname) from pg_attribute a
					where a.attrelid = c.oid and a.attnum > 0 and a.attidentity = '') as column
			from pg_class c join pg_namespace n on n.oid = c.relnamespace
			where c.relkind in ('r', 'p', 'm', 'v', 'f')
				and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_toast%'
				-- Of each day one, part of a table that is here.
				and not (n.nspname = 'jobs' and c.relname ~ '^queue_stats_[0-9]{8}$')
			order by 1`);
		return rows as never;
	}

	/** How the tables above call what a row is about. */
	async function namerOf(
		query: Query
	): Promise<(table: string, row: Row, asker?: string) => string> {
		const invited = await query('select hash as id, organisation as of from invitation');
		const placed = await query(
			'select distinct place as id, chain as of from trail where place is not null'
		);
		const through = new Map([...invited, ...placed].map((row) => [row.id, row.of]));
		const nameOf = (id: unknown) => worlds.names.get(String(id)) ?? `unknown ${id}`;
		return (table, row, asker) => {
			switch (about[table]) {
				case 'assignments':
					return nameOf(row.assignment ?? row.id);
				case 'files':
				case 'links':
					return nameOf(
						row.plan ?? row.from_sheet ?? row.sheet ?? row.enterprise ?? row.id
					).replace('.enterprise', '');
				case 'invitations':
					return nameOf(through.get(row.hash ?? row.invitation));
				case 'prints':
					return nameOf(row.batch ?? row.id);
				case 'corrections':
					return nameOf(row.organisation);
				case 'members':
					return row.person === asker ? 'own' : nameOf(row.organisation);
				case 'signIns':
					return row.person === asker ? 'own' : nameOf(row.person);
				case 'profiles':
					return nameOf(row.organisation) + (canSay(row.facts) ? ' figures' : '');
				case 'trail':
					return nameOf(row.chain ?? through.get(row.id));
				default:
					return nameOf(row.id);
			}
		};
	}
	const canSay = (facts: unknown) => Object.keys(facts as object).length > 0;

	/** What somebody is to see of a table, where all of it is as given. */
	function expectedOf(table: string, sight: Sight, all: ReadonlySet<string>): string[] {
		const seen = about[table]!;
		if (seen === 'profiles') {
			const figures = (sight.files ?? []).map((world) => `${world}.enterprise figures`);
			return [...(sight.organisations ?? []), ...figures].filter((name) => all.has(name));
		}
		const links = anonymous.includes(table) ? (sight.links ?? []) : [];
		const named = seen === 'links' ? [] : (sight[seen as keyof Sight] ?? []);
		return [...named, ...links].filter((name) => name === 'own' || all.has(name));
	}

	test(
		'every table is one of those above, and holds its rows back from its owner too',
		on(async () => {
			const tables = await database.raw(tablesOf);
			expect(tables.map(({ table }) => table)).toEqual(Object.keys(about));
			const own = tables.filter(({ table }) => !['nothing', 'everybody'].includes(about[table]!));
			expect(own.filter(({ forced }) => !forced)).toEqual([]);
		})
	);

	test(
		'every table that is about somebody has rows of both worlds',
		on(async () => {
			await database.asAdmin(async (query) => {
				const name = await namerOf(query);
				for (const [table, seen] of Object.entries(about)) {
					if (['nothing', 'everybody'].includes(seen)) continue;
					const found = (await query(`select * from ${table}`)).map((row) => name(table, row));
					const worlds = seen === 'links' ? ['mine', 'theirs'] : ['A', 'B'];
					for (const world of worlds) {
						expect(
							found.some((one) => one.startsWith(world)),
							`${table}: ${world}`
						).toBe(true);
					}
					expect(
						found.filter((one) => one.startsWith('unknown')),
						table
					).toEqual([]);
				}
			});
		})
	);

	test(
		'everybody sees in every table what is meant, without a where',
		on(async () => {
			expect([...worlds.actors.keys()].sort()).toEqual(Object.keys(sights).sort());
			const all = new Map<string, Set<string>>();
			const name = await database.asAdmin(async (query) => {
				const named = await namerOf(query);
				for (const table of Object.keys(about)) {
					if (['nothing', 'everybody'].includes(about[table]!)) continue;
					const rows = await query(`select * from ${table}`);
					all.set(table, new Set(rows.map((row) => named(table, row))));
				}
				return named;
			});
			await database.raw(async (query) => {
				for (const [who, actor] of worlds.actors) {
					for (const [table, seen] of Object.entries(about)) {
						const what = `${who}: ${table}`;
						const rows = await tried(query, actor, `select * from ${table}`);
						if (seen === 'nothing') expect(rows, what).toBe(refused);
						else if (seen === 'everybody') expect(rows.length, what).toBeGreaterThan(0);
						else {
							const found = (rows as Row[]).map((row) => name(table, row, actor.person));
							const expected = expectedOf(table, sights[who]!, all.get(table)!);
							expect([...new Set(found)].sort(), what).toEqual(expected.sort());
						}
					}
				}
			});
		})
	);

	test(
		'nobody updates, deletes or truncates anything',
		on(async () => {
			await database.raw(async (query) => {
				const tables = await tablesOf(query);
				for (const [who, actor] of worlds.actors) {
					for (const { table, column } of tables) {
						for (const [verb, write] of Object.entries(changes)) {
							const outcome = await tried(query, actor, write(table, column));
							expect(outcome, `${who}: ${table} ${verb}`).toBe(refused);
						}
					}
				}
			});
		})
	);

	test(
		'everybody adds what is meant, and is refused all else without being told what there is',
		on(async () => {
			const tryable = additions(worlds, mine.id);
			const tables = new Set(
				tryable.map(({ table }) => table.replace(/^(?!drizzle|jobs)/, 'public.'))
			);
			expect([...tables].sort()).toEqual(Object.keys(about));
			const wrong: string[] = [];
			await database.raw(async (query) => {
				for (const { statements, by, told } of tryable) {
					for (const [who, actor] of worlds.actors) {
						const outcome = await tried(query, actor, ...statements);
						const code = typeof outcome === 'string' ? outcome : 'added';
						const other = told?.to.includes(who) ? told.code : refused;
						const expected = by.includes(who) ? 'added' : other;
						if (code === expected) continue;
						wrong.push(`${who}: ${code}, not ${expected}: ${statements.at(-1)}`);
					}
				}
			});
			expect(wrong).toEqual([]);
		})
	);

	test(
		'no link can be made to a sheet that is there, and no sheet without its link',
		on(async () => {
			const link = hashOf('a token of my own choice.');
			const sheet = `insert into sheet (id, questionnaire, content)
				select gen_random_uuid(), ref, hash from content where kind = 'edition' limit 1`;
			const linkTo = (id: string) => `insert into link (hash, sheet) values ('${link}', '${id}')`;
			await database.raw(async (query) => {
				expect(await asked(query, link, linkTo(theirs.id))).toBe('42501');
				expect(await asked(query, link, sheet)).toBe('42501');
				expect(await asked(query, hashOf(mine.token), sheet)).toBe('42501');
				expect(await asked(query, '', linkTo(theirs.id))).toBe('42501');
				// A link alone does not outlive its transaction.
				await query('begin');
				await query('set local role qidang_app');
				await query(`select set_config('qidang.link', '${link}', true)`);
				await query(linkTo('00000000-0000-4000-8000-000000000000'));
				await expect(query('commit')).rejects.toMatchObject({ code: '23503' });
			});
		})
	);

	test(
		'the role of requests makes nothing and calls itself nothing else',
		on(async () => {
			await database.raw(async (query) => {
				expect(await asked(query, '', 'create table public.mine (id int)')).toBe('42501');
				expect(await asked(query, '', 'create role qidang_more')).toBe('42501');
				const jobs = `select has_schema_privilege('qidang_app', 'jobs', 'usage') as yes`;
				expect(await query(jobs)).toEqual([{ yes: false }]);
				const found = await query(`select rolsuper, rolbypassrls, rolcanlogin, rolcreaterole
					from pg_roles where rolname in ('qidang_app', 'qidang_guard', 'qidang_jobs')`);
				expect(found).toHaveLength(3);
				for (const role of found) expect(Object.values(role)).toEqual([false, false, false, false]);
			});
		})
	);

	// The owner of the tables can drop a trigger, and a superuser can do anything: no grant goes against
	// either. What is tried here is that no statement about rows passes.
	test(
		'the owner neither updates, deletes nor truncates',
		on(async () => {
			await database.raw(async (query) => {
				for (const { table, column } of await tablesOf(query)) {
					if (about[table] === 'nothing' || changing.includes(table)) continue;
					for (const [verb, write] of Object.entries(changes)) {
						await expect(query(write(table, column)), `${table} ${verb}`).rejects.toThrow(
							`append-only: ${verb} is refused.`
						);
					}
					const bare = table.replace('public.', '');
					await expect(query(changes.delete(table))).rejects.toThrow(
						`The table ${bare} is append-only`
					);
				}
			});
		})
	);

	test(
		'the owner of a server, who is no superuser, sees nothing of anybody but what it may erase',
		on(async () => {
			const erasable = ['public.place', 'public.plan_owner', 'public.signature'];
			await database.raw(async (query) => {
				for (const { table, forced } of await tablesOf(query)) {
					if (!forced) continue;
					const rows = await query(`select * from ${table}`);
					// The embedded database has one user, its superuser, whom no policy holds back.
					if (name === 'PostgreSQL' && !erasable.includes(table)) expect(rows, table).toEqual([]);
					else if (about[table] !== 'nothing') expect(rows.length, table).toBeGreaterThan(0);
				}
			});
		})
	);

	test(
		'through withDatabase a query without where finds what the link opens, in the role of requests',
		on(async () => {
			await openDatabase(database.settings);
			try {
				const rows = await withDatabase({ link: hashOf(mine.token) }, (queries) =>
					queries.select({ sheet: patch.sheet }).from(patch)
				);
				expect(rows).toEqual([{ sheet: mine.id }, { sheet: mine.id }]);
				expect(await withDatabase({}, (queries) => queries.select().from(patch))).toEqual([]);
				await expect(withDatabase({}, (queries) => queries.delete(patch))).rejects.toMatchObject({
					cause: { code: '42501' }
				});
			} finally {
				await closeDatabase();
			}
		})
	);

	test(
		'withDatabase refuses to be called inside itself, and what is no hash',
		on(async () => {
			await openDatabase(database.settings);
			try {
				const inside = withDatabase({}, () => withDatabase({}, async () => 1));
				await expect(inside).rejects.toThrow('withDatabase was called inside withDatabase');
				await expect(withDatabase({}, async () => 1)).resolves.toBe(1);
				await expect(withDatabase({ link: "' or ''='" }, async () => 1)).rejects.toThrow(
					'link has not the form'
				);
			} finally {
				await closeDatabase();
			}
		})
	);
});
