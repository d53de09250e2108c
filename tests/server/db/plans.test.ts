import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { closeDatabase, openDatabase } from '#server/db/index.ts';
import * as plans from '#server/plans.ts';
import { areaBelow, areaFigures, fileFigures } from '#server/plan-figures.ts';
import { openContent } from '../../../scripts/content.ts';
import { databases, type TestDatabase } from '../../support/databases.ts';
import { makePlan } from '../../support/made-plans.ts';
import { makeSheet } from '../../support/made-sheets.ts';
import { makeMembers, type Made } from '../../support/members.ts';
import { prepare } from '../../support/prepare.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const library = openContent();

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;
	let made: Made;
	let sheet: string;

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		await prepare(database, library);
		made = await makeMembers(database);
		await openDatabase(database.settings);
		sheet = await makeSheet(made, library, 'draft');
	});
	afterAll(async () => {
		await closeDatabase();
		await database.remove();
	});

	const admin = () => made.members['enterprise-admin'];
	const filler = () => made.members['enterprise-filler'];
	const open = async (id: string) => (await plans.openPlan(admin(), id))!;
	const seenOf = async (id: string, action: string) => {
		const found = (await open(id)).actions.find((one) => one.id === action)!;
		return [...found.standing.values()].flat();
	};
	const three = ['甲', '乙', '丙'].map((what, i) => ({ what, order: i + 1 }));
	/** Says something of an action as it is now. */
	const say = async (id: string, action: string, said: Record<string, unknown>) =>
		plans.changeAction(admin(), id, {
			...{ action, save: randomUUID(), seen: await seenOf(id, action) },
			said
		});

	test(
		'a plan that is sent twice is made once, and a change that is sent twice is kept once',
		on(async () => {
			const id = randomUUID();
			const of = { id, sheet, layer: 'declared' as const };
			await plans.makePlan(admin(), of, three);
			await plans.makePlan(admin(), of, three);
			const [first] = (await open(id)).actions;
			const change = {
				...{ action: first!.id, save: randomUUID(), seen: await seenOf(id, first!.id) },
				...{ said: { due: '2026-12-31', budget: 12_500_000 }, owner: '王工' }
			};
			expect(await plans.changeAction(admin(), id, change)).toEqual({ kept: true });
			expect(await plans.changeAction(admin(), id, change)).toEqual({ kept: true });
			const { actions, patches, owners } = await open(id);
			expect(actions.map(({ what }) => what)).toEqual(['甲', '乙', '丙']);
			expect(actions[0]).toMatchObject({ due: '2026-12-31', budget: 12_500_000, conflicts: [] });
			expect(owners.get(actions[0]!.owner!)).toBe('王工');
			// Two fields of each of three, and the three that were changed.
			expect(patches).toHaveLength(9);
		})
	);

	test(
		'two people who change the same at once are both kept, and one of them is chosen',
		on(async () => {
			const { id, action } = await makePlan(made, sheet);
			const seen = await seenOf(id, action);
			const by = (due: string) => ({ action, save: randomUUID(), seen, said: { due } });
			await Promise.all([
				plans.changeAction(admin(), id, by('2026-12-31')),
				plans.changeAction(filler(), id, by('2027-01-31'))
			]);
			const [both] = (await open(id)).actions;
			const sides = both!.conflicts.find(({ field }) => field === 'due')!.patches;
			expect(sides.map(({ value }) => value).sort()).toEqual(['2026-12-31', '2027-01-31']);
			const settle = { action, save: randomUUID(), seen: await seenOf(id, action), settles: true };
			// Even the one that holds meanwhile is said once more, and then alone.
			await plans.changeAction(admin(), id, { ...settle, said: { due: sides.at(-1)!.value } });
			const [after] = (await open(id)).actions;
			expect([after!.due, after!.conflicts]).toEqual([sides.at(-1)!.value, []]);
		})
	);

	test(
		'what somebody else said of another field meanwhile stays',
		on(async () => {
			const { id, action } = await makePlan(made, sheet);
			const seen = await seenOf(id, action);
			const change = { action, seen, save: randomUUID() };
			await plans.changeAction(filler(), id, { ...change, said: { start: '2026-11-01' } });
			await plans.changeAction(admin(), id, {
				...{ ...change, save: randomUUID() },
				// A form says all of its fields: the start is as it was when the page was made.
				said: { start: null, due: '2026-12-31' }
			});
			const [after] = (await open(id)).actions;
			expect(after).toMatchObject({ start: '2026-11-01', due: '2026-12-31', conflicts: [] });
		})
	);

	test(
		'a circle is refused by name, and nothing of the change is kept',
		on(async () => {
			const { id, actions } = await makePlan(made, sheet, three);
			const [a, b, c] = actions as [string, string, string];
			await say(id, a, { after: [b] });
			await say(id, b, { after: [c] });
			const saved = await say(id, c, { after: [a], due: '2026-12-31' });
			if (!('circle' in saved)) throw new Error('It was kept.');
			const { circle } = saved;
			expect([...circle].sort()).toEqual(['甲', '乙', '丙'].sort());
			// Each waits for the next.
			const next = { 甲: '乙', 乙: '丙', 丙: '甲' } as Record<string, string>;
			expect(circle.map((_, i) => circle[(i + 1) % 3])).toEqual(circle.map((one) => next[one]));
			const last = (await open(id)).actions.find((one) => one.id === c)!;
			expect([last.after, last.due]).toEqual([[], undefined]);
		})
	);

	test(
		'of two who at once let each wait for the other, one is refused',
		on(async () => {
			const { id, actions } = await makePlan(made, sheet, three);
			const [a, b] = actions as [string, string];
			const outcomes = await Promise.all([say(id, a, { after: [b] }), say(id, b, { after: [a] })]);
			expect(outcomes.map(({ kept }) => kept).sort()).toEqual([false, true]);
		})
	);

	test(
		'what waits for another begins once that is finished or dropped',
		on(async () => {
			const { id, actions } = await makePlan(made, sheet, three);
			const [a, b] = actions as [string, string];
			await say(id, b, { after: [a] });
			const begun = { status: { state: 'doing' } };
			expect(await say(id, b, begun)).toEqual({ kept: false, waits: ['甲'] });
			await say(id, a, { status: { state: 'dropped', reason: '并入' } });
			expect(await say(id, b, begun)).toEqual({ kept: true });
		})
	);

	test(
		'an owner whose name was erased leaves the action as it is',
		on(async () => {
			const { id, action } = await makePlan(made, sheet);
			await plans.changeAction(admin(), id, {
				...{ action, save: randomUUID(), seen: await seenOf(id, action), said: {} },
				owner: '要删除的人'
			});
			await closeDatabase();
			await database.raw((query) => query(`delete from plan_owner where name = '要删除的人'`));
			await openDatabase(database.settings);
			const { actions, owners, patches } = await open(id);
			expect(actions[0]!.owner).toBeDefined();
			expect(owners.has(actions[0]!.owner!)).toBe(false);
			expect(JSON.stringify(patches)).not.toContain('要删除的人');
			// Saved once more with nobody named: nothing is said anew.
			const empty = { action, save: randomUUID(), seen: await seenOf(id, action), said: {} };
			await plans.changeAction(admin(), id, { ...empty, owner: '' });
			expect((await open(id)).patches).toHaveLength(patches.length);
		})
	);

	test(
		'government reads and changes nothing; a stranger is told of nothing; what is no field is refused',
		on(async () => {
			const { id, action } = await makePlan(made, sheet);
			const officer = made.members['government-officer'];
			expect((await plans.openPlan(officer, id))?.actions).toHaveLength(1);
			const change = { action, save: randomUUID(), seen: [], said: { due: '2026-12-31' } };
			await expect(plans.changeAction(officer, id, change)).rejects.toMatchObject({ status: 403 });
			const stranger = { person: randomUUID(), organisation: made.enterprise };
			expect(await plans.openPlan(stranger, id)).toBeUndefined();
			await expect(plans.changeAction(stranger, id, change)).rejects.toMatchObject({ status: 404 });
			const nonsense = { ...change, said: { whatever: 1 } };
			await expect(plans.changeAction(admin(), id, nonsense)).rejects.toMatchObject({
				status: 400
			});
			const other = { ...change, action: randomUUID() };
			await expect(plans.changeAction(admin(), id, other)).rejects.toMatchObject({ status: 404 });
		})
	);

	test(
		'a filed sheet still takes a plan, and its first finished action converts it',
		on(async () => {
			const filed = await makeSheet(made, library, 'filed');
			const { id, action } = await makePlan(made, filed);
			const before = await fileFigures(admin(), made.enterprise);
			expect(before.conversion).toEqual({ filed: 1, converted: 0 });
			await say(id, action, { status: { state: 'done' } });
			const after = await fileFigures(admin(), made.enterprise);
			expect(after.conversion).toEqual({ filed: 1, converted: 1 });
			expect(after.figures.finished).toBe(before.figures.finished + 1);
		})
	);

	/** Enterprises that lie there, each with a plan of one finished action for 2万. */
	async function addEnterprises(area: string, count: number): Promise<void> {
		const by = admin().person;
		await closeDatabase();
		await database.asAdmin(async (query) => {
			for (let i = 0; i < count; i += 1) {
				const [enterprise, of, plan, action] = [0, 1, 2, 3].map(() => randomUUID());
				const patch = (field: string, value: string) => `insert into plan_patch
					(id, plan, action, field, value, made_at, by)
					values (gen_random_uuid(), '${plan}', '${action}', '${field}', '${value}', now(), '${by}')`;
				for (const statement of [
					`insert into organisation (id, kind) values ('${enterprise}', 'enterprise')`,
					`insert into profile (organisation, name, area) values ('${enterprise}', 'x', '${area}')`,
					'begin',
					`insert into sheet_owner (sheet, enterprise, by) values ('${of}', '${enterprise}', '${by}')`,
					`insert into sheet (id, questionnaire, content)
						select '${of}', ref, hash from content where kind = 'edition' order by ref limit 1`,
					'commit',
					`insert into plan (id, sheet, layer, by) values ('${plan}', '${of}', 'declared', '${by}')`,
					patch('what', '"x"'),
					patch('status', '{"state": "done"}'),
					patch('budget', '2000000')
				])
					await query(statement);
			}
		});
		await openDatabase(database.settings);
	}

	test(
		'an area is told by the areas below it, and too small ones so that nothing is found by subtraction',
		on(async () => {
			const officer = made.members['government-officer'];
			const reading = () => areaFigures(officer, '320900');
			// The one enterprise of Dongtai that has plans: nothing is told of it, nor of all together.
			expect((await reading()).plans).toMatchObject({ shown: [], whole: undefined });
			await addEnterprises('320902', 6);
			await addEnterprises('320903', 4);
			const { plans: told, diagnoses } = await reading();
			// One and four are five together: they are hidden, and the six are told.
			expect(told.hidden).toEqual(['320903', '320981']);
			expect(told.shown).toMatchObject([
				{
					...{ area: '320902', enterprises: 6 },
					figures: { counted: 6, finished: 6, budget: { fen: 12_000_000, unstated: 0 } }
				}
			]);
			expect(told.whole?.enterprises).toBe(11);
			// Only one enterprise has a filed diagnosis.
			expect(diagnoses).toMatchObject({ shown: [], hidden: ['320981'], whole: undefined });
		})
	);

	test.each([
		['320981', '320900', '320981'],
		['320981', '320000', '320900'],
		['441900119', '441900', '441900119'],
		['320900', '320900', '320900'],
		[undefined, '320900', '320900']
	])('what lies in %s is told, in %s, under %s', (area, around, below) => {
		expect(areaBelow(area, around)).toBe(below);
	});
});
