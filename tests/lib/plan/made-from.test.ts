import { describe, expect, test } from 'vitest';
import { calledFor } from '#lib/diagnosis/called.ts';
import { openDossier } from '#lib/diagnosis/dossier.ts';
import { foldPlan, schemaOf, type ActionPatch } from '#lib/plan/action.ts';
import { fromCalled, fromRoad } from '#lib/plan/drafts.ts';
import { originNotes } from '#lib/plan/origin.ts';
import { shownAction } from '#lib/plan/shown.ts';
import { planSheets } from '#lib/plan/spreadsheet.ts';
import { timelineOf } from '#lib/plan/timeline.ts';
import { roadOf } from '#lib/road/road-of.ts';
import { parse, zero } from '#scoring';
import { writeXlsx } from '#server/xlsx.ts';
import readXlsxFile from 'read-excel-file/node';
import { openContent } from '../../../scripts/content.ts';

const library = openContent();
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** Actions of which these fields are said, by number. */
function planOf(...actions: Record<string, unknown>[]) {
	const patches = actions.flatMap((fields, i) =>
		Object.entries({ order: i + 1, ...fields }).map(([field, value], n): ActionPatch => ({
			...{ id: id(1000 * (i + 1) + n), action: id(i + 1), field, value, replaces: null },
			madeAt: '2026-10-15T08:00:00.000Z'
		}))
	);
	return foldPlan(patches);
}

/** An edition, and the diagnosis of these answers to it. */
function judged(ref: string, answers: Record<string, unknown>) {
	const said = { questionnaire: ref, answers };
	const { edition } = library.editions.get(ref)!;
	return { edition, diagnosis: openDossier(library, said, '2026-11-22').diagnosis };
}

const withActions = [...library.editions.values()].find(({ edition }) => edition.data.actions)!;

describe('a plan from a diagnosis', () => {
	test('has what is called for, the most urgent first, and nothing else', () => {
		// Of every question the first choice: the weakest sheet calls for most.
		const answers = [...withActions.edition.byName.values()].flatMap(({ name, data }) =>
			data.type === 'radiogroup' ? [[name, data.choices[0]!.value] as const] : []
		);
		const { edition, diagnosis } = judged(withActions.edition.ref, Object.fromEntries(answers));
		const judgedMet = diagnosis.actions.filter(({ verdict }) => verdict === 'met');
		const { called } = calledFor(edition, diagnosis)!;
		const drafts = fromCalled(called, 'zh-cn');
		expect(drafts.length).toBeGreaterThan(3);
		const written = new Map(edition.data.actions!.actions.map((one) => [one.id, one]));
		const ranks = drafts.map(({ finding }) => written.get(finding!)!.priority);
		expect(ranks).toEqual([...ranks].sort());
		expect(drafts[0]!.what).toBe(written.get(drafts[0]!.finding!)!.action['zh-cn']);
		expect(drafts.map(({ finding }) => finding).sort()).toEqual(
			judgedMet.map((one) => one.id).sort()
		);
		expect(drafts.map(({ order }) => order)).toEqual(drafts.map((_, i) => i + 1));
		for (const draft of drafts)
			for (const [field, value] of Object.entries(draft))
				expect([field, parse(schemaOf(field)!, value).faults]).toEqual([field, undefined]);
	});

	test('from a road has a step for each question, with what it adds, its figure and its budget', () => {
		const { edition } = library.editions.get('sme-digital-level@2024')!;
		const { data } = edition.byName.get('scheduling')!;
		if (data.type !== 'radiogroup') throw new Error('Scheduling is a ladder.');
		const top = data.choices.at(-1)!;
		const step = {
			...{ question: 'scheduling', to: top.value, effort: 3, stated: false, fixed: false },
			...{ effortSoFar: 3, points: zero, rank: 1 }
		};
		const budgets = new Map([['scheduling', 12_500_000]]);
		expect(fromRoad([step], edition, budgets, 'zh-cn')).toEqual([
			{
				...{ question: 'scheduling', to: top.value, effort: 3, budget: 12_500_000, order: 1 },
				what: `“${data.title['zh-cn']}”达到“${top.text['zh-cn']}”`,
				...(data.capability ? { capability: data.capability } : {}),
				...(data.evidence ? { evidence: data.evidence.map((one) => one['zh-cn']) } : {})
			}
		]);
		const figure = { figure: 'equipment.connected', atLeast: 41_000 };
		const [counted] = fromRoad([{ ...step, figure }], edition, new Map(), 'zh-cn');
		expect(counted!.what).toMatch(/^“.*”达到“.*”（.* ≥ 41 .*）$/);
		expect(counted).not.toHaveProperty('budget');
	});

	test('from the road of a sheet of any edition is taken, in both languages', () => {
		for (const { edition } of library.editions.values()) {
			const { diagnosis } = judged(edition.ref, {});
			const found = roadOf({ edition, catalogue: library.catalogue }, {}, diagnosis.day);
			const steps = 'steps' in found ? found.steps : [];
			for (const locale of ['zh-cn', 'en'] as const)
				for (const draft of fromRoad(steps, edition, new Map(), locale))
					for (const [field, value] of Object.entries(draft))
						expect([edition.ref, field, parse(schemaOf(field)!, value).faults]).toEqual([
							...[edition.ref, field, undefined]
						]);
		}
	});

	test('a step can be to tick more of a list', () => {
		const lists = [...library.editions.values()].flatMap(({ edition }) =>
			edition.questions.flatMap(({ name, data }) =>
				data.type === 'checkbox' ? [{ edition, name, data }] : []
			)
		);
		const { edition, name, data } = lists.find(({ data }) => data.choices.length > 2)!;
		const [first, second] = data.choices.map(({ value }) => value);
		const step = {
			...{ question: name, from: [first], to: [first, second], effort: 1, stated: true },
			...{ fixed: false, effortSoFar: 1, points: zero, rank: 1 }
		};
		const [draft] = fromRoad([step], edition, new Map(), 'zh-cn');
		// Only what is added is to be done.
		expect(draft!.what).toBe(`“${data.title['zh-cn']}”增加“${data.choices[1]!.text['zh-cn']}”`);
		expect(parse(schemaOf('to')!, draft!.to).faults).toBeUndefined();
	});
});

describe('what an action rests on', () => {
	test('is said where the edition has no such question, and stays silent once it is finished', () => {
		const ground = { ...judged('sme-digital-level@2024', {}), newer: [] };
		const [open, done] = planOf(
			{ what: '甲', question: 'gone' },
			{ what: '乙', question: 'gone', status: { state: 'done' } }
		);
		expect(originNotes(open!, ground)).toEqual([{ kind: 'unknown', question: 'gone' }]);
		expect(originNotes(done!, ground)).toEqual([]);
	});

	test('is said by name where a newer edition has removed the question', () => {
		const removals = [...library.editions.values()].flatMap(({ moves }) =>
			(moves?.mapping.ways ?? [])
				.filter(({ kind }) => kind === 'removed')
				.map(({ from }) => ({ mapping: moves!.mapping, question: from[0]! }))
		);
		const [{ mapping, question }] = removals as [(typeof removals)[0]];
		const { older, newer } = mapping;
		const ground = { ...judged(older.ref, {}), newer: [mapping] };
		const [action] = planOf({ what: '甲', question: question.name });
		expect(originNotes(action!, ground)).toEqual([
			{ kind: 'removed', question: question.data.title, edition: newer.data.title }
		]);
	});
});

describe('the timeline', () => {
	const words = {
		kinds: { open: '未完成', done: '已完成', overdue: '逾期', today: '今天' },
		overdue: (title: string, days: number) => `${title}（逾期${days}天）`,
		day: (day: string) => day,
		label: ({ count, overdue }: { count: number; overdue: number }) => `${count} ${overdue}`
	};
	const shown = (actions: ReturnType<typeof planOf>) =>
		actions.map((one) => shownAction(one, { actions, owners: new Map(), today: '2026-11-22' }));

	test('by hand: one overdue, one to come, one finished without a start; undated and dropped ones are left out', () => {
		const actions = planOf(
			{ what: '甲', start: '2026-11-01', due: '2026-11-15', status: { state: 'doing' } },
			{ what: '乙', start: '2026-11-20', due: '2026-12-01' },
			{ what: '丙', due: '2026-11-10', status: { state: 'done' } },
			{ what: '丁' },
			{ what: '戊', due: '2027-12-31', status: { state: 'dropped', reason: '并入' } }
		);
		const timeline = timelineOf(shown(actions), '2026-11-22', words)!;
		// The first day is 1 November; the last day of a bar counts.
		expect(timeline.bars).toEqual([
			{ title: '甲（逾期7天）', from: 0, to: 15, kind: 'overdue' },
			{ title: '乙', from: 19, to: 31, kind: 'open' },
			{ title: '丙', from: 9, to: 10, kind: 'done' }
		]);
		expect([timeline.today, timeline.label]).toEqual([21, '3 1']);
		expect(timeline.days.at(0)).toEqual({ at: 0, title: '2026-11-01' });
		expect(timeline.days.at(-1)).toEqual({ at: 31, title: '2026-12-02' });
	});

	test('is none where nothing has a due day', () => {
		expect(timelineOf(shown(planOf({ what: '甲' })), '2026-11-22', words)).toBeUndefined();
	});
});

test('the spreadsheet keeps words as words: none of them becomes a formula', async () => {
	const what = '=HYPERLINK("http://example.com","x")';
	const actions = planOf({
		...{ what, due: '2026-11-01', budget: 12_500_000, owner: id(500) },
		'measures.yancheng-2022/loan-interest': { state: 'granted', applied: 5_000_000, granted: 1 }
	});
	const owners = new Map([[id(500), '+8613800000000']]);
	const rows = actions.map((action) => ({
		...{ action, evidence: 2 },
		shown: shownAction(action, { actions, owners, today: '2026-11-22' })
	}));
	const sheets = planSheets(rows, (ref) => ({ 'zh-cn': `@${ref}`, en: ref }));
	const [plan, measures] = await readXlsxFile(Buffer.from(await writeXlsx(sheets)));
	expect(plan!.data[1]!.slice(0, 10)).toEqual([
		...[1, what, '未开始', '+8613800000000', null, '2026年11月1日', '逾期 21 天', 12.5, null, 2]
	]);
	expect(measures!.data[1]).toEqual([
		...[what, '@yancheng-2022/loan-interest', '已获批', 5, 0.000001, null]
	]);
});
