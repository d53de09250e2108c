import readXlsxFile from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { fileSorts, readFileFilters, type FileFilters } from '#lib/area-files.ts';
import { roleIds } from '#lib/roles.ts';
import { filesOfPage, findFiles } from '#server/area-files.ts';
import { closeDatabase, openDatabase } from '#server/db/index.ts';
import * as page from '../../../src/routes/files/+page.server.ts';
import * as spreadsheet from '../../../src/routes/files.xlsx/+server.ts';
import { openContent } from '../../../scripts/content.ts';
import { ask } from '../../support/asked.ts';
import { databases, type TestDatabase } from '../../support/databases.ts';
import { addFiles, type MadeFile } from '../../support/made-files.ts';
import { makeMembers, type Made } from '../../support/members.ts';
import { prepare } from '../../support/prepare.ts';
import { addAssignment, addMember, person, running, tried } from '../../support/worlds.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const library = openContent();
const sme = 'sme-digital-level@2024';
const yancheng = 'yancheng-diagnosis@2026';

/** In and around the area of the unit, 320900. */
const files: readonly MadeFile[] = [
	{
		name: '=1+1',
		questionnaire: sme,
		state: 'filed',
		low: 2,
		day: '2024-05-01',
		at: '2024-05-02T02:00:00Z'
	},
	{
		name: '乙厂',
		area: '320903',
		facts: { industry: 'C33', size: 'small' },
		questionnaire: sme,
		state: 'filed',
		low: 1,
		high: 3
	},
	{
		name: '丙厂',
		area: '320900-yannan',
		questionnaire: sme,
		state: 'verifying',
		at: '2025-12-31T20:00:00Z'
	},
	{ name: '丁厂 ~100%', questionnaire: yancheng },
	{ name: '戊厂', area: '320900' },
	{ name: '外市', area: '440106', questionnaire: sme, state: 'filed', low: 2 },
	{ name: '邻市', area: '320802', questionnaire: sme, state: 'filed', low: 2 },
	{ name: '未填', area: null, questionnaire: sme }
];

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;
	let made: Made;

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		await prepare(database, library);
		made = await makeMembers(database);
		await database.asAdmin((query) => addFiles(query, files));
	});
	afterAll(() => database.remove());

	/** With the database open. */
	const opened = (work: () => Promise<void>) =>
		on(async () => {
			await openDatabase(database.settings);
			try {
				await work();
			} finally {
				await closeDatabase();
			}
		});
	const filters = (asked: Partial<FileFilters> = {}): FileFilters => ({
		q: '',
		sort: 'name',
		...asked
	});
	const found = async (asked: Partial<FileFilters>) => {
		const { files } = await findFiles(made.members['government-officer'], filters(asked));
		return files.map(({ name }) => name);
	};

	test(
		'a government unit is listed what row-level security shows it, and nobody else anything',
		on(async () => {
			await database.asAdmin(async (query) => {
				const wide = { enterprise: '320981', government: '320000' };
				const outside = await addFiles(query, [{ name: '苏州厂', area: '320506' }]);
				expect(outside).toHaveLength(1);
				const asked: [string, Parameters<typeof tried>[1]][] = roleIds.map((role) => [
					role,
					made.members[role]
				]);
				const { government } = made.organisations;
				const left = person(government);
				await addMember(query, left, 'government-officer');
				await addMember(query, left, null);
				asked.push(['somebody who has left', left], ['nobody', {}]);
				asked.push(['a claim', { ...made.members.operator, organisation: government }]);
				await query(`insert into profile (organisation, name, area)
					values ('${government}', 'the province', '${wide.government}')`);
				asked.push(['the same unit, moved', made.members['government-reviewer']]);
				for (const [who, actor] of asked) {
					const listed = await tried(query, actor, `select enterprise, sheet from files_of_area()`);
					const kind = await tried(query, actor, `select actor_kind() as kind`);
					if ((kind as { kind: string | null }[])[0]!.kind !== 'government') {
						expect(listed, who).toEqual([]);
						continue;
					}
					const seen = await tried(
						query,
						actor,
						`select o.id as enterprise, w.sheet from organisation o
							left join sheet_owner w on w.enterprise = o.id where o.kind = 'enterprise'`
					);
					const told = (rows: typeof seen) =>
						(rows as { enterprise: string; sheet: string | null }[])
							.map(({ enterprise, sheet }) => `${enterprise} ${sheet}`)
							.sort();
					expect(told(listed), who).toEqual(told(seen));
					expect(told(listed), who).not.toEqual([]);
				}
				await query(`insert into profile (organisation, name, area)
					values ('${government}', 'the city', '320900')`);
			});
		})
	);

	test(
		'a provider to whom one is assigned is not listed it either',
		on(async () => {
			await database.asAdmin(async (query) => {
				const { provider } = made.organisations;
				const manager = made.members['provider-manager'];
				const { enterprise } = made;
				await addAssignment(query, { enterprise, provider }, running, manager.person);
				expect(await tried(query, manager, 'select * from files_of_area()')).toEqual([]);
			});
		})
	);

	test(
		'each filter leaves what it says',
		opened(async () => {
			const all = ['=1+1', 'a enterprise', '丁厂 ~100%', '丙厂', '乙厂', '戊厂'];
			expect((await found({})).toSorted()).toEqual(all.toSorted());
			expect(await found({ area: '320903' })).toEqual(['乙厂']);
			expect(await found({ area: '320900-yannan' })).toEqual(['丙厂']);
			expect(await found({ area: '440000' })).toEqual([]);
			expect(await found({ instrument: 'yancheng-diagnosis' })).toEqual(['丁厂 ~100%']);
			expect(await found({ state: 'verifying' })).toEqual(['丙厂']);
			expect(await found({ state: 'draft' })).toEqual(['丁厂 ~100%']);
			expect((await found({ state: 'none' })).toSorted()).toEqual(['a enterprise', '戊厂']);
			// 一级 at least, 三级 at most: it may be 二级, and is certainly neither below nor 四级.
			const tier = (rank: number) => found({ tier: { instrument: 'sme-digital-level', rank } });
			expect((await tier(2)).toSorted()).toEqual(['=1+1', '乙厂']);
			expect(await tier(3)).toEqual(['乙厂']);
			expect(await tier(4)).toEqual([]);
			expect(await tier(0)).toEqual([]);
			// Judged on a day of 2024; changed last as 2026 began in China.
			expect(await found({ year: '2024' })).toEqual(['=1+1']);
			expect(await found({ year: '2026', state: 'verifying' })).toEqual(['丙厂']);
			expect(await found({ year: '2025' })).toEqual([]);
			expect(await found({ q: '100%' })).toEqual(['丁厂 ~100%']);
			expect(await found({ q: "' or true --" })).toEqual([]);
		})
	);

	test(
		'the pages of every order are the whole, once each, beginning with the first or the last',
		opened(async () => {
			await closeDatabase();
			await database.asAdmin((query) =>
				addFiles(
					query,
					Array.from({ length: 2 * filesOfPage }, (_, i) => ({
						// Every other name twice, and days and tiers that many have.
						name: `批量${Math.floor(i / 2)}`,
						area: '320924',
						...(i % 5 === 0 ? {} : { questionnaire: sme, state: 'filed' as const, low: i % 4 })
					}))
				)
			);
			await openDatabase(database.settings);
			const officer = made.members['government-officer'];
			for (const sort of fileSorts) {
				const whole = await findFiles(officer, filters({ sort }));
				expect(whole.next).toBeUndefined();
				// With the six from before.
				expect([whole.count, whole.enterprises]).toEqual([106, 106]);
				const paged: string[] = [];
				let after: string | undefined;
				do {
					const one = await findFiles(officer, filters({ sort }), { after });
					expect([one.count, one.enterprises]).toEqual([106, 106]);
					expect(one.files.length).toBeLessThanOrEqual(filesOfPage);
					paged.push(...one.files.map(({ id }) => id));
					after = one.next;
				} while (after !== undefined);
				expect(paged, sort).toEqual(whole.files.map(({ id }) => id));
				expect(new Set(paged).size, sort).toBe(106);
				const said = whole.files.map((file) => [
					...{
						changed: [file.changedOn],
						name: [],
						area: [file.area ?? ''],
						tier: [file.low ?? -1],
						day: [file.day ?? '']
					}[sort]
				]);
				const first = said[0];
				const sorted = said.toSorted(([a = 0], [b = 0]) => (a < b ? -1 : a > b ? 1 : 0));
				expect(first, sort).toEqual(sort === 'area' || sort === 'name' ? sorted[0] : sorted.at(-1));
			}
			const wrong = await ask(page.load, {
				who: { member: officer, role: 'government-officer' },
				path: '/files?after=x'
			});
			expect(wrong.status).toBe(400);
		})
	);

	test(
		'the spreadsheet holds exactly what the page finds, and words are no formulas',
		opened(async () => {
			const who = {
				member: made.members['government-officer'],
				role: 'government-officer'
			} as const;
			const query = '?instrument=sme-digital-level&tier=sme-digital-level.2&area=320981';
			const shown = (await ask(page.load, { who, path: `/files${query}` })).given as {
				files: { name: string; tier: string }[];
				count: number;
			};
			expect(shown.files).toMatchObject([{ name: '=1+1', tier: '二级 规范级' }]);
			const { given } = await ask(spreadsheet.GET, { who, path: `/files.xlsx${query}` });
			const read = await readXlsxFile(Buffer.from(await (given as Response).arrayBuffer()));
			const [titles, ...rows] = read[0]!.data;
			expect(titles!.slice(0, 3)).toEqual(['企业', '统一社会信用代码', '所在地']);
			expect(rows).toHaveLength(1);
			expect(rows[0]!.slice(0, 2)).toEqual(['=1+1', null]);
			expect(rows[0]!.slice(6, 10)).toEqual(['2024', '已归档', '二级 规范级', '2024-05-01']);
		})
	);
});

test('an address says what it asks, and what it cannot ask is named', () => {
	const choices = {
		hasArea: (code: string) => code.startsWith('32'),
		hasInstrument: (id: string) => id === 'sme-digital-level'
	};
	const read = (query: string) => readFileFilters(new URLSearchParams(query), choices);
	expect(read('area=320000&area=320900&tier=sme-digital-level.0&q=%20x%20')).toEqual({
		filters: {
			...{ area: '320900', instrument: undefined, state: undefined, year: undefined },
			...{ tier: { instrument: 'sme-digital-level', rank: 0 }, q: 'x', sort: 'changed' }
		}
	});
	const wrong = ['area=99', 'instrument=x', 'state=x', 'tier=x.1', 'tier=1', 'year=26', 'sort=x'];
	for (const query of wrong) expect(read(query)).toEqual({ wrong: query.split('=')[0] });
});
