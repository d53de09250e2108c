import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readCase } from '#lib/diagnosis/case-file.ts';
import { parseYaml } from '#lib/library/yaml.ts';
import { closeDatabase, openDatabase } from '#server/db/index.ts';
import { peersOf } from '#server/peers.ts';
import { openContent } from '../../../scripts/content.ts';
import { databases, type Query, type TestDatabase } from '../../support/databases.ts';
import { makeSheet } from '../../support/made-sheets.ts';
import { makeMembers, type Made } from '../../support/members.ts';
import { prepare } from '../../support/prepare.ts';
import { addScore, addScores, type Filed } from '../../support/scores.ts';
import { addMember, person, tried, type Somebody } from '../../support/worlds.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const library = openContent();
const example = 'examples/yancheng-caster.yaml';
const { questionnaire: _, ...said } = readCase(
	library,
	parseYaml(readFileSync(example, 'utf8'), example)
).output!;
const refused = '42501';

let next = 13;
/** A division for each test, so that none sees the enterprises of another. */
const division = () => `C${next++}`;
/** Somebody of an enterprise that has filed. */
async function addOwn(query: Query, filed: Filed): Promise<{ who: Somebody; sheet: string }> {
	const { sheet, enterprise } = await addScore(query, filed);
	const who = person(enterprise);
	await addMember(query, who, 'enterprise-filler');
	return { who, sheet };
}

/** As if it had never been filed; nobody but a superuser gets past the triggers. */
async function forget(query: Query, sheet: string): Promise<void> {
	await query('set session_replication_role = replica');
	await query(`delete from filed_score where sheet = '${sheet}'`);
	await query('set session_replication_role = default');
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
		await prepare(database, library);
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
			await addScores(query, tens(10), { industry });
			for (const [points, percent] of placed) {
				const own = await addOwn(query, { points, industry });
				expect(await told(own), points).toEqual([{ ...inCounty, others: 10, percent, step: 20 }]);
				await forget(query, own.sheet);
			}
		})
	);

	test(
		'points that differ by less than a number can say are told apart, and equal ones are equal',
		raw(async (query, told) => {
			const industry = division();
			const just = '333333333333333333333/1000000000000000000000';
			await addScores(query, [...Array(6).fill(just), ...Array(4).fill('2/6')] as string[], {
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
			await addScores(query, Array(10).fill('7') as string[], { industry });
			const own = await addOwn(query, { points: '7', industry });
			expect(await told(own)).toEqual([{ ...inCounty, others: 10, percent: 60, step: 20 }]);
		})
	);

	test(
		'a step is smaller where more are compared: at least two enterprises in each',
		raw(async (query, told) => {
			const industry = division();
			const own = await addOwn(query, { points: '335', industry });
			await addScores(query, tens(15), { industry });
			expect(await told(own)).toMatchObject([{ others: 15, percent: 100, step: 20 }]);
			await addScores(query, ['1000', '1000', '1000', '1000', '1000'], { industry });
			// 15 of 20 are below: 75 %, in steps of 10 %, goes up.
			expect(await told(own)).toMatchObject([{ others: 20, percent: 80, step: 10 }]);
			await addScores(query, [...Array(18).fill('1'), '1000', '1000'] as string[], { industry });
			// 33 of 40: 82.5 %, in steps of 5 %, goes up.
			expect(await told(own)).toMatchObject([{ others: 40, percent: 85, step: 5 }]);
		})
	);

	test(
		'below ten others nothing is told, by any group',
		raw(async (query, told) => {
			const industry = division();
			const own = await addOwn(query, { points: '55', industry });
			await addScores(query, tens(9), { industry });
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
			await addScores(query, tens(10), { industry });
			// Of the city, not of the county: nine, so that from both something of nine would follow.
			await addScores(query, tens(9), { industry, area: '320902' });
			expect(await told(own)).toMatchObject([{ area: '320981', others: 10 }]);
			await addScore(query, { points: '1', industry, area: '320903002' });
			expect(await told(own)).toMatchObject([
				{ area: '320981', others: 10 },
				{ area: '320900', others: 20 }
			]);
			// Of another size in the province, then of another province.
			await addScores(query, tens(10), { industry, area: '320100', size: 'medium' });
			await addScores(query, tens(10), { industry, area: '441900119', size: 'large' });
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
			await addScores(query, tens(3), { industry });
			await addScores(query, tens(7), { industry, area: '110105', size: 'micro' });
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
			const others = await addScores(query, tens(10), { industry });
			const before = await told(own);
			// The victim, above; then it again and again; then three more.
			const [victim] = await addScores(query, ['99'], { industry });
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
			const [first] = await addScores(query, tens(10), { industry });
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
			await addScores(query, tens(10), { industry });
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
			const others = await addScores(query, tens(10), { industry });
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
			await addScores(query, tens(5), { industry, at: '-800 days' });
			await addScores(query, tens(5), { industry, at: '-780 days' });
			// Long ago, and yet within 24 months of each other.
			expect(await told(own)).toMatchObject([{ others: 10 }]);
			await addScores(query, tens(4), { industry });
			expect(await told(own)).toMatchObject([{ others: 10 }]);
			await addScores(query, tens(1), { industry });
			expect(await told(own)).toEqual([]);
			await addScores(query, tens(5), { industry });
			expect(await told(own)).toMatchObject([{ others: 10 }]);
		})
	);

	test(
		'without a division, or with points that are still open, there is no place',
		raw(async (query, told) => {
			const industry = division();
			await addScores(query, tens(10), { industry });
			await addScores(query, tens(10), { industry: null });
			expect(await told(await addOwn(query, { points: '55' }))).toEqual([]);
			expect(await told(await addOwn(query, { points: 'none', industry }))).toEqual([]);
		})
	);

	test(
		'filing keeps what the confirmed dossier says, and what was filed before can be read again',
		on(async () => {
			const { 'enterprise-admin': admin } = made.members;
			const industry = division();
			const facts = {
				...(said.facts as object),
				industry,
				size: 'small',
				area: '320981'
			};
			await openDatabase(database.settings);
			const open = await makeSheet(made, library, 'filed');
			const complete = await makeSheet(made, library, 'filed', { ...said, facts });
			const draft = await makeSheet(made, library, 'reviewing', { ...said, facts });
			expect(await peersOf(admin, complete)).toEqual([]);
			await closeDatabase();
			await database.asAdmin(async (query) => {
				const kept = (sheet: string) =>
					query(`select numerator::text as n, denominator::text as d, industry, size, area, enterprise
						from filed_score where sheet = '${sheet}'`);
				const { enterprise } = made;
				const nothing = { n: null, d: null, industry: null, size: null, area: null };
				// One question is answered: the points are open, and nothing is said beside it.
				expect(await kept(open)).toEqual([{ ...nothing, enterprise }]);
				// 54.2 points, in thousandths.
				const row = {
					n: '54200',
					d: '1',
					...{ industry, size: 'small', area: '320981' }
				};
				expect(await kept(complete)).toEqual([{ ...row, enterprise }]);
				expect(await kept(draft)).toEqual([]);
				await forget(query, complete);
				await query(
					`select add_score(f) from filed f where layer = 'confirmed' and sheet = '${complete}'`
				);
				expect(await kept(complete)).toEqual([{ ...row, enterprise }]);
			});
		})
	);
});
