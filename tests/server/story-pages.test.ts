import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { RoleId } from '#lib/roles.ts';
import { closeDatabase, openDatabase } from '#server/db/index.ts';
import { describeEnterprise } from '#server/enterprises.ts';
import { decideFile } from '#server/file-decisions.ts';
import { issueReport } from '#server/issued-reports.ts';
import * as plans from '#server/plans.ts';
import { noteView } from '#server/trail.ts';
import * as page from '../../src/routes/enterprises/[id]/file/+page.server.ts';
import { openContent } from '../../scripts/content.ts';
import { ask } from '../support/asked.ts';
import { databases, makeFolder, type TestDatabase } from '../support/databases.ts';
import { addFiles } from '../support/made-files.ts';
import { makePlan } from '../support/made-plans.ts';
import { makeSheet } from '../support/made-sheets.ts';
import { makeMembers, type Made } from '../support/members.ts';
import { prepare } from '../support/prepare.ts';
import { addPicture } from '../support/uploads.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const library = openContent();
const sme = 'sme-digital-level@2024';

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;
	let made: Made;
	const store = makeFolder();

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		vi.stubEnv('DATA', store.folder);
		await prepare(database, library);
		made = await makeMembers(database);
		await openDatabase(database.settings);
	});
	afterAll(async () => {
		await closeDatabase();
		vi.unstubAllEnvs();
		await database.remove();
		store.remove();
	});

	const told = async (role: RoleId, of = made) => {
		const who = { member: of.members[role], role };
		const { status, given } = await ask(page.load, { who, params: { id: made.enterprise } });
		expect(status).toBe(200);
		return given as Awaited<ReturnType<typeof page.load>>;
	};

	test(
		'of an enterprise of which nothing is known it says nothing',
		on(async () => {
			const story = await told('consultant');
			expect(story).toMatchObject({
				...{ diagnoses: [], reports: [], evidence: [], plans: [], measures: [], visits: [] },
				...{ decisions: [], keeping: { isHeld: false, isDue: false } },
				profiles: [{ isFirst: true, changes: [{ field: 'name' }, { field: 'facts.area' }] }]
			});
			expect([story.years, story.looked]).toEqual([undefined, undefined]);
		})
	);

	test(
		'what was done over the years stands in it, each in its place',
		on(async () => {
			const { members, enterprise } = made;
			const admin = members['enterprise-admin'];
			const reviewer = members['government-reviewer'];
			const area = '320981';
			await describeEnterprise(admin, enterprise, {
				...{ name: '甲铸造厂', area, facts: { size: 'small' }, titles: [] }
			});
			await describeEnterprise(admin, enterprise, {
				...{ name: '甲铸造厂', area, facts: { size: 'medium' }, titles: [] }
			});
			const draft = await makeSheet(made, library, 'draft');
			await addPicture(made, draft);
			const filed = await makeSheet(made, library, 'filed');
			const issuing = {
				...{ library, on: '2026-11-22', origin: undefined },
				areaName: (code: string) => code
			};
			const issue = (locale: 'zh-cn' | 'en') =>
				issueReport(reviewer, filed, { layer: 'confirmed', locale }, issuing);
			const [stays, goes] = [await issue('zh-cn'), await issue('en')];
			const decided = [
				{ kind: 'retention', until: '2036-12-31', reason: '按档案规定' },
				{ kind: 'hold', reason: '审计' },
				{ kind: 'withdrawal', report: goes, category: 'answers', reason: '答错' }
			] as const;
			for (const one of decided) await decideFile(reviewer, enterprise, one);
			const { id: plan, action } = await makePlan(made, filed);
			const on = '2026-11-21';
			await plans.changeAction(admin, plan, {
				...{ action, save: randomUUID(), seen: [] },
				said: {
					'measures.yancheng-2022/adviser': { state: 'granted', granted: 5_000_000, on },
					'measures.gone/away': { state: 'applied', on }
				}
			});
			await noteView(members.consultant, filed, `sheet ${filed}`);

			const story = await told('government-reviewer');
			expect(story.profiles.map(({ changes }) => changes)).toEqual([
				[{ field: 'facts.size', title: '企业规模', was: '小型', is: '中型' }],
				[
					{ field: 'name', title: '企业名称', was: 'a enterprise', is: '甲铸造厂' },
					{ field: 'facts.size', title: '企业规模', was: undefined, is: '小型' }
				],
				expect.anything()
			]);
			expect(story.diagnoses.map(({ sheet, state }) => [sheet, state])).toEqual([
				[filed, 'filed'],
				[draft, 'draft']
			]);
			expect(story.diagnoses[0]!.layers.map(({ layer, day }) => [layer, day])).toEqual([
				['declared', '2026-11-22'],
				['verified', '2026-11-22'],
				['confirmed', '2026-11-22']
			]);
			expect(story.diagnoses[1]!.layers).toEqual([]);
			expect(
				story.reports.map(({ code, standing, category }) => [code, standing, category])
			).toEqual([
				[goes, 'withdrawn', 'answers'],
				[stays, 'genuine', undefined]
			]);
			expect(story.evidence).toMatchObject([{ sheet: draft, name: '看板.jpg' }]);
			expect(story.plans).toMatchObject([{ id: plan }]);
			expect(story.keeping).toMatchObject({ until: '2036-12-31', isHeld: true, isDue: false });
			expect(story.decisions.map(({ kind }) => kind)).toEqual(['withdrawal', 'hold', 'retention']);
			const measures = story.measures.filter(({ applications }) => applications.length > 0);
			expect(measures).toMatchObject([
				{
					...{ measure: 'gone/away', isKnown: false, title: { en: 'gone/away' } },
					applications: [{ plan, state: 'applied', on }]
				},
				{
					...{ measure: 'yancheng-2022/adviser', isKnown: true },
					applications: [{ plan, state: 'granted', granted: 5_000_000, on }]
				}
			]);
			expect(story.looked).toMatchObject({
				hasMore: false,
				entries: [{ isYou: true }, { isYou: false }]
			});
			// Once a day, however often.
			expect((await told('government-reviewer')).looked!.entries).toHaveLength(2);
			// Its filler has no right to the trail.
			expect((await told('enterprise-filler')).looked).toBeUndefined();
		})
	);

	test(
		'the tiers of twenty years are drawn by instrument, from the first day to the last',
		on(async () => {
			await closeDatabase();
			const { enterprise } = made;
			await database.asAdmin((query) =>
				addFiles(query, [
					...Array.from({ length: 20 }, (_, i) => ({
						...{ name: '', enterprise, questionnaire: sme, state: 'filed' as const },
						...{
							low: Math.floor(i / 5),
							day: `${2001 + i}-01-01`,
							at: `${2001 + i}-01-02T02:00:00Z`
						}
					})),
					{
						...{ name: '', enterprise, questionnaire: 'yancheng-diagnosis@2026', state: 'filed' },
						...{ low: 2, high: 3, day: '2004-01-01', at: '2004-01-02T02:00:00Z' }
					}
				])
			);
			await openDatabase(database.settings);
			const { years, diagnoses } = await told('government-officer');
			// With the two of the test before, one of which is filed.
			expect(diagnoses).toHaveLength(23);
			// 20 of one instrument and the one filed on 2026-11-22.
			const [first, second] = years!.lines;
			expect(first!.points).toHaveLength(21);
			expect(first!.points.slice(0, 6).map(({ rank }) => rank)).toEqual([0, 0, 0, 0, 0, 1]);
			// 2001 has 365 days; from 2001-01-01 to 2004-01-01 there are three of those.
			expect(first!.points[1]!.at).toBe(365);
			expect(second!.points).toEqual([{ at: 1095, rank: 2 }]);
			// 25 years, six of them leap years, and from 1 January to 22 November 325 days.
			expect(years!.days.at(-1)).toMatchObject({ at: 25 * 365 + 6 + 325 });
			expect(years!.days[0]).toMatchObject({ at: 0 });
			expect(years!.label).toContain('2001年1月1日');
			const uncertain = diagnoses.find(({ edition }) => edition === '2026')!;
			expect(uncertain.layers.find(({ layer }) => layer === 'confirmed')!.tier).toMatch(/ – /);
		})
	);

	test(
		'another enterprise’s people are not told that it is there',
		on(async () => {
			const stranger = { ...made.members['enterprise-admin'], organisation: randomUUID() };
			const who = { member: stranger, role: 'enterprise-admin' } as const;
			const { status } = await ask(page.load, { who, params: { id: made.enterprise } });
			expect(status).toBe(404);
		})
	);
});
