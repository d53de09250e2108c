import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openDossier } from '#lib/diagnosis/dossier.ts';
import { closeDatabase, migrate, openDatabase, publish } from '#server/db/index.ts';
import { beginSheet } from '#server/enterprise-sheets.ts';
import { peersOf } from '#server/peers.ts';
import { openContent } from '../../../scripts/content.ts';
import { databases, type Query, type TestDatabase } from '../../support/databases.ts';
import { makeSheet } from '../../support/made-sheets.ts';
import { makeMembers, type Made } from '../../support/members.ts';
import { addMember, addOrganisation, person, tried, type Somebody } from '../../support/worlds.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const library = openContent();
const refused = '42501';

/** What was filed of an enterprise: its points as a fraction, and by what it is compared. */
interface Filed {
	readonly points: string;
	readonly industry?: string | null;
	readonly size?: string | null;
	readonly area?: string | null;
	/** As an interval from now. */
	readonly at?: string;
	readonly enterprise?: string;
}

let next = 13;
/** A division for each test, so that none sees the enterprises of another. */
const division = () => `C${next++}`;
const text = (value: string | null) => (value === null ? 'null' : `'${value}'`);

/** Files something, as the superuser: what it takes to get so far is tried elsewhere. */
async function addScore(
	query: Query,
	filed: Filed
): Promise<{ sheet: string; enterprise: string }> {
	const { points, industry = null, size = 'small', area = '320981', at = '0 days' } = filed;
	const enterprise = filed.enterprise ?? (await addOrganisation(query, 'enterprise', '320981'));
	const sheet = randomUUID();
	const [n, d = '1'] = points.split('/');
	const edition = `from content where ref = 'sme-digital-level@2024'`;
	await query(
		`insert into sheet (id, questionnaire, content) select '${sheet}', ref, hash ${edition}`
	);
	await query(`insert into filed_score (sheet, enterprise, content, numerator, denominator, industry, size, area, at)
		select '${sheet}', '${enterprise}', hash, ${points === 'none' ? 'null, null' : `${n}, ${d}`},
			${text(industry)}, ${text(size)}, ${text(area)}, now() + interval '${at}' ${edition}`);
	return { sheet, enterprise };
}

/** Somebody of an enterprise that has filed. */
async function addOwn(query: Query, filed: Filed): Promise<{ who: Somebody; sheet: string }> {
	const { sheet, enterprise } = await addScore(query, filed);
	const who = person(enterprise);
	await addMember(query, who, 'enterprise-filler');
	return { who, sheet };
}

async function addAll(query: Query, all: readonly string[], filed: Omit<Filed, 'points'>) {
	const made: string[] = [];
	for (const points of all) made.push((await addScore(query, { ...filed, points })).enterprise);
	return made;
}

/** 10, 20 … thousandths. */
const tens = (count: number) => Array.from({ length: count }, (_, i) => String(10 * (i + 1)));

const asking = (sheet: string) =>
	`select area, size, others, percent, step from peers_of('${sheet}')`;
const inCounty = { area: '320981', size: 'small' };

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;
	let made: Made;

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		await openDatabase(database.settings);
		await migrate();
		await publish(library);
		await closeDatabase();
		made = await makeMembers(database);
	});
	afterAll(() => database.remove());

	/** Puts things there as the superuser, then asks as the role of requests. */
	const raw = (
		work: (
			query: Query,
			told: (one: { who: Somebody; sheet: string }) => Promise<unknown>
		) => Promise<void>
	) =>
		on(() =>
			database.asAdmin((query) => work(query, ({ who, sheet }) => tried(query, who, asking(sheet))))
		);

	test(
		'the place is worked out exactly, half of those with the same points below, in whole steps',
		raw(async (query, told) => {
			// Among 10, 20 … 100 a step is 20 %: 2 of the 10.
			const placed: [points: string, percent: number][] = [
				['5', 0],
				// 4 below.
				['45', 40],
				// 4 below and half of one: 45 %, nearest to 40 %.
				['50', 40],
				// 5 below: 50 % is as near to 40 % as to 60 %, and goes up.
				['55', 60],
				// 7 below and half of one: 75 %, nearest to 80 %.
				['80', 80],
				['101', 100]
			];
			const industry = division();
			await addAll(query, tens(10), { industry });
			for (const [points, percent] of placed) {
				// In another county, so that it is nobody's peer but in the wider groups.
				const own = await addOwn(query, { points, industry, area: '320981' });
				expect(await told(own), points).toEqual([{ ...inCounty, others: 10, percent, step: 20 }]);
				await query(`set session_replication_role = replica`);
				await query(`delete from filed_score where sheet = '${own.sheet}'`);
				await query(`set session_replication_role = default`);
			}
		})
	);

	test(
		'points that differ by less than a number can say are told apart, and equal ones are equal',
		raw(async (query, told) => {
			const industry = division();
			const just = '333333333333333333333/1000000000000000000000';
			await addAll(query, [...Array(6).fill(just), ...Array(4).fill('2/6')] as string[], {
				industry
			});
			// 6 below and half of 4: 80 %.
			const own = await addOwn(query, { points: '1/3', industry });
			expect(await told(own)).toEqual([{ ...inCounty, others: 10, percent: 80, step: 20 }]);
		})
	);

	test(
		'where all are alike, one stands in the middle',
		raw(async (query, told) => {
			const industry = division();
			await addAll(query, Array(10).fill('7') as string[], { industry });
			const own = await addOwn(query, { points: '7', industry });
			expect(await told(own)).toEqual([{ ...inCounty, others: 10, percent: 60, step: 20 }]);
		})
	);

	test(
		'a step is smaller where more are compared: at least two enterprises in each',
		raw(async (query, told) => {
			const industry = division();
			const own = await addOwn(query, { points: '335', industry });
			await addAll(query, tens(15), { industry });
			expect(await told(own)).toMatchObject([{ others: 15, percent: 100, step: 20 }]);
			await addAll(query, ['1000', '1000', '1000', '1000', '1000'], { industry });
			// 15 of 20 are below: 75 %, in steps of 10 %, goes up.
			expect(await told(own)).toMatchObject([{ others: 20, percent: 80, step: 10 }]);
			await addAll(query, [...Array(18).fill('1'), '1000', '1000'] as string[], { industry });
			// 33 of 40: 82.5 %, in steps of 5 %, goes up.
			expect(await told(own)).toMatchObject([{ others: 40, percent: 85, step: 5 }]);
		})
	);

	test(
		'below ten others nothing is told, by any group',
		raw(async (query, told) => {
			const industry = division();
			const own = await addOwn(query, { points: '55', industry });
			await addAll(query, tens(9), { industry });
			expect(await told(own)).toEqual([]);
			await addScore(query, { points: '100', industry });
			expect(await told(own)).toMatchObject([{ ...inCounty, others: 10 }]);
		})
	);

	test(
		'a wider group is shown beside a narrower one only with ten more in it, and each with its count',
		raw(async (query, told) => {
			const industry = division();
			const own = await addOwn(query, { points: '55', industry });
			await addAll(query, tens(10), { industry });
			// Of the city, not of the county: nine, so that from both something of nine would follow.
			await addAll(query, tens(9), { industry, area: '320902' });
			expect(await told(own)).toMatchObject([{ area: '320981', others: 10 }]);
			await addScore(query, { points: '1', industry, area: '320903002' });
			expect(await told(own)).toMatchObject([
				{ area: '320981', others: 10 },
				{ area: '320900', others: 20 }
			]);
			// Of another size in the province, then of another province.
			await addAll(query, tens(10), { industry, area: '320100', size: 'medium' });
			await addAll(query, tens(10), { industry, area: '441900119', size: 'large' });
			expect(await told(own)).toMatchObject([
				{ area: '320981', size: 'small', others: 10 },
				{ area: '320900', size: 'small', others: 20 },
				{ area: '320000', size: null, others: 30 },
				{ area: null, size: null, others: 40 }
			]);
		})
	);

	test(
		'where too few are near, the first group with enough is shown',
		raw(async (query, told) => {
			const industry = division();
			const own = await addOwn(query, { points: '55', industry });
			await addAll(query, tens(3), { industry });
			await addAll(query, tens(7), { industry, area: '110105', size: 'micro' });
			expect(await told(own)).toMatchObject([{ area: null, size: null, others: 10 }]);
			const nowhere = await addOwn(query, { points: '55', industry, area: null, size: null });
			expect(await told(nowhere)).toMatchObject([{ area: null, size: null, others: 10 }]);
		})
	);

	test(
		'asking before and after somebody files tells nothing of them: five have to file first',
		raw(async (query, told) => {
			const industry = division();
			const own = await addOwn(query, { points: '55', industry });
			const others = await addAll(query, tens(10), { industry });
			const before = await told(own);
			// The victim, above; then it again and again; then three more.
			const [victim] = await addAll(query, ['99'], { industry });
			expect(await told(own)).toEqual(before);
			for (const points of ['1', '99', '1', '99', '1', '99'])
				await addScore(query, { points, industry, enterprise: victim! });
			expect(await told(own)).toEqual(before);
			for (const enterprise of others.slice(0, 3))
				await addScore(query, { points: '99', industry, enterprise });
			expect(await told(own)).toEqual(before);
			// The fifth: five changed at once, of which four say 99 now where 10, 20 and 30 had been below.
			await addScore(query, { points: '99', industry });
			expect(await told(own)).toEqual([
				// 40 and 50 of 12.
				{ ...inCounty, others: 12, percent: 20, step: 20 }
			]);
		})
	);

	test(
		'asking as another, or of another sheet, tells nothing; nor does the table itself',
		raw(async (query) => {
			const industry = division();
			const own = await addOwn(query, { points: '55', industry });
			const [first] = await addAll(query, tens(10), { industry });
			const another = await addScore(query, { points: '99', industry, enterprise: first! });
			const { who } = own;
			expect(await tried(query, who, asking(another.sheet))).toEqual([]);
			expect(await tried(query, who, asking(randomUUID()))).toEqual([]);
			const outsider = { ...who, person: randomUUID() };
			expect(await tried(query, outsider, asking(own.sheet))).toEqual([]);
			expect(await tried(query, {}, asking(own.sheet))).toEqual([]);
			for (const member of Object.values(made.members))
				expect(await tried(query, member, asking(own.sheet))).toEqual([]);
			for (const statement of [
				'select count(*) from filed_score',
				"select currval('filed_score_id_seq')",
				`select add_score(f) from filed f`
			])
				expect(await tried(query, who, statement), statement).toBe(refused);
		})
	);

	test(
		'who sees many files has not as many rods to measure by: only its own people are told',
		raw(async (query, told) => {
			const industry = division();
			const own = await addOwn(query, { points: '55', industry });
			await addAll(query, tens(10), { industry });
			expect(await told(own)).toHaveLength(1);
			const { organisation: enterprise } = own.who;
			const { provider } = made.organisations;
			await query(`insert into assignment (id, enterprise, provider, starts_at, ends_at, by) values (gen_random_uuid(),
				'${enterprise}', '${provider}', now() - interval '1 hour', now() + interval '1 day', '${randomUUID()}')`);
			for (const role of [
				'provider-manager',
				'government-officer',
				'government-reviewer'
			] as const) {
				const member = made.members[role];
				expect(await tried(query, member, `select sees('${enterprise}') as it`)).toEqual([
					{ it: true }
				]);
				expect(await tried(query, member, asking(own.sheet)), role).toEqual([]);
			}
		})
	);

	test(
		'only the last that an enterprise filed is placed, and counts',
		raw(async (query, told) => {
			const industry = division();
			const own = await addOwn(query, { points: '55', industry });
			const others = await addAll(query, tens(10), { industry });
			const { organisation: enterprise } = own.who;
			const later = await addScore(query, { points: '1', industry, enterprise });
			expect(await told(own)).toEqual([]);
			expect(await told({ ...own, ...later })).toMatchObject([{ others: 10, percent: 0 }]);
			// Five of the ten file less than that: still ten, five of them below.
			for (const one of others.slice(0, 5))
				await addScore(query, { points: '1/2', industry, enterprise: one });
			expect(await told({ ...own, ...later })).toMatchObject([{ others: 10, percent: 60 }]);
			// What is open is placed nowhere, and stands for what was filed before it.
			for (const one of others.slice(0, 5))
				await addScore(query, { points: 'none', industry, enterprise: one });
			expect(await told({ ...own, ...later })).toEqual([]);
		})
	);

	test(
		'what was filed more than 24 months before the last that counts is left out, all at once',
		raw(async (query, told) => {
			const industry = division();
			const own = await addOwn(query, { points: '55', industry });
			await addAll(query, tens(5), { industry, at: '-800 days' });
			await addAll(query, tens(5), { industry, at: '-780 days' });
			// Long ago, and yet within 24 months of each other.
			expect(await told(own)).toMatchObject([{ others: 10 }]);
			await addAll(query, tens(4), { industry });
			expect(await told(own)).toMatchObject([{ others: 10 }]);
			await addAll(query, tens(1), { industry });
			expect(await told(own)).toEqual([]);
			await addAll(query, tens(5), { industry });
			expect(await told(own)).toMatchObject([{ others: 10 }]);
		})
	);

	test(
		'without a division, or with points that are still open, there is no place',
		raw(async (query, told) => {
			const industry = division();
			await addAll(query, tens(10), { industry });
			await addAll(query, tens(10), { industry: null });
			expect(await told(await addOwn(query, { points: '55' }))).toEqual([]);
			expect(await told(await addOwn(query, { points: 'none', industry }))).toEqual([]);
		})
	);

	test(
		'filing keeps what the confirmed dossier says, and nothing of a sheet that is open',
		on(async () => {
			await openDatabase(database.settings);
			const open = await makeSheet(made, library, 'filed');
			const facts = { industry: 'C33', size: 'small', area: '320981', employees: 12 };
			const { 'enterprise-admin': admin } = made.members;
			const draft = await beginSheet(admin, made.enterprise, 'sme-digital-level@2024', { facts });
			expect(await peersOf(admin, open)).toEqual([]);
			await closeDatabase();
			await database.asAdmin(async (query) => {
				const rows = await query(
					`select numerator, industry, enterprise from filed_score where sheet = '${open}'`
				);
				// One question is answered: the points are open, and no division is said.
				expect(rows).toEqual([{ numerator: null, industry: null, enterprise: made.enterprise }]);
				expect(await query(`select from filed_score where sheet = '${draft}'`)).toEqual([]);
			});
		})
	);

	test(
		'a certain dossier is kept as its exact fraction, with what it is compared by',
		raw(async (query) => {
			const { said, diagnosis } = openDossier(
				library,
				{
					questionnaire: 'sme-digital-level@2024',
					facts: { industry: 'C33', size: 'small', area: '320981' }
				},
				'2026-11-22'
			);
			const third = { n: 100000, d: 3 };
			const dossier = { said, diagnosis: { ...diagnosis, points: { low: third, high: third } } };
			const sheet = randomUUID();
			await query('begin');
			await query(`insert into sheet_owner (sheet, enterprise, by)
				values ('${sheet}', '${made.enterprise}', '${randomUUID()}')`);
			await query(`insert into sheet (id, questionnaire, content)
				select '${sheet}', ref, hash from content where ref = 'sme-digital-level@2024'`);
			await query('set session_replication_role = replica');
			await query(`insert into filed (sheet, layer, hash, dossier, content, by)
				select '${sheet}', 'confirmed', 'sha256:${'c'.repeat(64)}', '${JSON.stringify(dossier)}', content,
					'${randomUUID()}' from sheet where id = '${sheet}'`);
			await query('set session_replication_role = default');
			await query(`select add_score(f) from filed f where sheet = '${sheet}'`);
			const rows =
				await query(`select numerator::text as n, denominator::text as d, industry, size, area
				from filed_score where sheet = '${sheet}'`);
			await query('rollback');
			expect(rows).toEqual([
				{ n: '100000', d: '3', industry: 'C33', size: 'small', area: '320981' }
			]);
		})
	);
});
