import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { RoleId } from '#lib/roles.ts';
import { closeDatabase, openDatabase } from '#server/db/index.ts';
import * as files from '#server/enterprise-sheets.ts';
import { openEnterprise } from '#server/enterprises.ts';
import { seenInLayer } from '#server/keeping.ts';
import * as plans from '#server/plans.ts';
import * as sheets from '#server/sheets.ts';
import * as journey from '../../src/routes/diagnose/[instrument]/[edition]/+page.server.ts';
import * as enterprisePage from '../../src/routes/enterprises/[id]/+page.server.ts';
import * as kept from '../../src/routes/kept/[token]/+page.server.ts';
import * as differencesPage from '../../src/routes/sheets/[id]/differences/+page.server.ts';
import * as roadPage from '../../src/routes/sheets/[id]/road/+page.server.ts';
import * as reviewPage from '../../src/routes/sheets/[id]/[layer]/[dimension]/+page.server.ts';
import * as sheetPage from '../../src/routes/sheets/[id]/+page.server.ts';
import * as work from '../../src/routes/work/+page.server.ts';
import { openContent } from '../../scripts/content.ts';
import { ask, type Outcome } from '../support/asked.ts';
import { databases, type TestDatabase } from '../support/databases.ts';
import { makeSheet, questionnaire } from '../support/made-sheets.ts';
import { changan, makeMembers, type Made } from '../support/members.ts';
import { prepare } from '../support/prepare.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const library = openContent();
const edition = { instrument: 'sme-digital-level', edition: '2024' };
const scheduling = 'answers.scheduling';

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;
	let made: Made;

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		await prepare(database, library);
		made = await makeMembers(database);
		await openDatabase(database.settings);
	});
	afterAll(async () => {
		await closeDatabase();
		await database.remove();
	});

	const as = (role: RoleId) => ({ member: made.members[role], role });
	const opened = async (id: string) =>
		(await files.openSheet(made.members['enterprise-admin'], id))!;
	const shown = async (role: RoleId, id: string) =>
		(await ask(sheetPage.load, { who: as(role), params: { id } })).given as Awaited<
			ReturnType<typeof sheetPage.load>
		>;
	const act = (
		action: keyof typeof sheetPage.actions,
		role: RoleId,
		id: string,
		form: Record<string, string>
	) => ask(sheetPage.actions[action], { who: as(role), params: { id }, form });
	/** Keeps what was said in the journey, as somebody who saw the sheet as `carried` says. */
	const keep = (role: RoleId, carried: string, said: object, reason = '') =>
		ask(journey.actions.keep, {
			who: as(role),
			params: edition,
			form: { said: JSON.stringify(said), step: 'result', kept: carried, reason }
		});
	const review = (
		role: RoleId,
		id: string,
		layer: 'verified' | 'confirmed',
		dimension: string,
		form: Record<string, string>
	) => ask(reviewPage.actions.save, { who: as(role), params: { id, layer, dimension }, form });
	const seenBy = async (id: string, layer: 'verified' | 'confirmed') =>
		JSON.stringify([...(await opened(id)).layers[layer].own.standing.values()].flat());
	const answersIn = async (id: string, layer: 'declared' | 'verified') =>
		(await opened(id)).layers[layer].said.answers as Record<string, unknown>;

	test(
		'a sheet leads to its road: a step is left out and nothing of the sheet is touched',
		on(async () => {
			const id = await makeSheet(made, library, 'verifying');
			const who = as('enterprise-filler');
			const params = { id };
			const shown = (await ask(roadPage.load, { who, params })).given as Awaited<
				ReturnType<typeof roadPage.load>
			>;
			const { layer } = shown;
			const { road } = shown.whatIf!;
			// Verified as 2, which counts above the 3 that was declared.
			expect({ layer, kind: road.kind, from: road.from }).toEqual({
				layer: 'verified',
				kind: 'reached',
				from: '无等级'
			});
			const [first] = road.steps;
			const before = JSON.stringify((await opened(id)).layers.verified.said);
			const decide = async (supposed: string, go: string) =>
				(await ask(roadPage.actions.decide, { who, params, form: { supposed, go } }))
					.given as Awaited<ReturnType<typeof roadPage.actions.decide>>;
			const { road: other, supposed } = (await decide('', `if.forbid.${first!.question}`)).whatIf;
			expect(supposed.road!.forbidden).toEqual([first!.question]);
			expect(other.steps.map(({ question }) => question)).not.toContain(first!.question);
			expect(other.effort).toBeGreaterThanOrEqual(road.effort);
			const carried = JSON.stringify(supposed);
			const back = await decide(carried, `if.release.${first!.question}`);
			expect(back.whatIf.road).toEqual(road);
			expect(JSON.stringify((await opened(id)).layers.verified.said)).toBe(before);
		})
	);

	test(
		'beside its road answers are supposed: tier, road and money follow, and the sheet does not',
		on(async () => {
			const id = await makeSheet(made, library, 'verifying');
			const who = as('consultant');
			const params = { id };
			const before = JSON.stringify((await opened(id)).layers.verified.said);
			const decide = async (form: Record<string, string>) =>
				(
					(await ask(roadPage.actions.decide, { who, params, form })).given as Awaited<
						ReturnType<typeof roadPage.actions.decide>
					>
				).whatIf;
			const plain = await decide({});
			expect([plain.differs, plain.tier.before]).toEqual([false, plain.tier.after]);
			// A step of the road, taken: it is none any more, and the rest takes that much less.
			const steps = plain.road.steps.map((step) => {
				const [, to] = JSON.parse(step.fix.replace(/^fix\./, '')) as [string, unknown];
				return { ...step, to };
			});
			const { question, effort, to } = steps.find((step) => !Array.isArray(step.to))!;
			const taken = await decide({ [`if.answers.${question}`]: String(to) });
			expect(taken.differs).toBe(true);
			expect(taken.supposed.change).toEqual({ [`answers.${question}`]: to });
			expect(taken.road.steps.map((one) => one.question)).not.toContain(question);
			expect(taken.road.effort).toBe(plain.road.effort - effort);
			// What would be taken over in the journey is only let go here.
			const carried = JSON.stringify(taken.supposed);
			for (const go of ['if.take', 'if.drop'])
				expect((await decide({ supposed: carried, go })).differs).toBe(false);
			expect(JSON.stringify((await opened(id)).layers.verified.said)).toBe(before);
		})
	);

	test(
		'the road becomes a plan: its steps as they are decided, with budgets, once, by who may',
		on(async () => {
			const id = await makeSheet(made, library, 'verifying');
			const params = { id };
			const who = as('consultant');
			const load = async (role: RoleId) =>
				(await ask(roadPage.load, { who: as(role), params })).given as Awaited<
					ReturnType<typeof roadPage.load>
				>;
			const { whatIf, plan } = await load('consultant');
			const { road } = whatIf!;
			expect(await load('government-reviewer')).not.toHaveProperty('plan');
			const [first, second, ...others] = road.steps.map(({ question }) => question);
			const decided = { fixed: {}, forbidden: [first!], budgets: { [second!]: 12.5 } };
			const form = {
				supposed: JSON.stringify({ change: {}, road: decided }),
				plan: plan!,
				[`if.budget.${others[0]!}`]: '30'
			};
			const make = (role: RoleId, form: Record<string, string>) =>
				ask(roadPage.actions.plan, { who: as(role), params, form });
			expect((await make('government-reviewer', form)).status).toBe(403);
			expect((await make('consultant', { ...form, plan: 'x' })).status).toBe(400);
			for (const _ of ['sent', 'sent again'])
				expect((await make('consultant', form)).location).toBe(`/plans/${plan}`);

			const { given } = await ask(roadPage.actions.decide, { who, params, form });
			const shown = (given as Awaited<ReturnType<typeof roadPage.actions.decide>>).whatIf.road
				.steps;
			const { actions, layer } = (await plans.openPlan(who.member, plan!))!;
			expect(layer).toBe('verified');
			expect(actions.map(({ question }) => question)).toEqual(shown.map((one) => one.question));
			expect(actions.map(({ effort }) => effort)).toEqual(shown.map((one) => one.effort));
			expect(actions.length).toBeGreaterThan(1);
			expect(actions.map(({ question }) => question)).not.toContain(first);
			const budgetOf = (of: string) => actions.find(({ question }) => question === of)?.budget;
			expect([budgetOf(second!), budgetOf(others[0]!)]).toEqual([12_500_000, 30_000_000]);
		})
	);

	test(
		'an enterprise describes itself, and a new sheet begins with that',
		on(async () => {
			const who = as('enterprise-admin');
			const params = { id: made.enterprise };
			const form = {
				name: '示例机械厂',
				region: ['320000', '320900', '320903'],
				'facts.size': 'small',
				'titles.dcmm.state': 'held',
				'titles.dcmm.awarded': '2023-06-30'
			};
			const wrong = { ...form, 'titles.dcmm.awarded': '2023-02-30' };
			const refused = await ask(enterprisePage.actions.profile, { who, params, form: wrong });
			expect(refused.status).toBe(400);
			expect((await openEnterprise(who.member, made.enterprise))!.name).toBe('a enterprise');
			expect((await ask(enterprisePage.actions.profile, { who, params, form })).status).toBe(303);
			expect(await openEnterprise(who.member, made.enterprise)).toMatchObject({
				name: '示例机械厂',
				area: '320903',
				facts: { size: 'small' },
				titles: [{ title: 'dcmm', state: 'held', awarded: '2023-06-30' }]
			});
			const begun = await ask(enterprisePage.actions.begin, {
				who,
				params,
				form: { questionnaire }
			});
			const id = begun.location!.split('/').at(-1)!;
			expect((await opened(id)).layers.declared.said).toEqual({
				questionnaire,
				name: '示例机械厂',
				facts: { size: 'small', area: '320903' },
				titles: [{ title: 'dcmm', state: 'held', awarded: '2023-06-30' }]
			});
		})
	);

	test(
		'of two who answer the same question both answers are shown, and one is chosen; others are merged',
		on(async () => {
			const id = await makeSheet(made, library, 'draft');
			const carried = seenInLayer(await opened(id), 'declared');
			const base = { answers: { scheduling: 3 } };
			expect((await keep('enterprise-admin', carried, base)).location).toBe(`/sheets/${id}`);
			expect((await opened(id)).patches).toHaveLength(2);
			await keep('enterprise-admin', carried, { answers: { scheduling: 1, 'product-design': 2 } });
			await keep('enterprise-filler', carried, {
				answers: { scheduling: 2, 'digital-rate': 'to-20' }
			});
			expect(await answersIn(id, 'declared')).toMatchObject({
				'product-design': 2,
				'digital-rate': 'to-20'
			});
			const [conflict] = (await shown('consultant', id)).conflicts;
			// The words of rungs 1 and 2 in questionnaires/sme-digital-level/2024.
			expect([...conflict!.values].sort()).toEqual(
				['用电子表格编制计划', '系统辅助编制计划，并检查生产准备情况'].sort()
			);
			const chosen = conflict!.patches[conflict!.values.indexOf('用电子表格编制计划')]!;
			const form = { layer: 'declared', field: scheduling };
			// Neither the reason is lost that was typed without a choice, nor the choice without its reason.
			const choose = (more: Record<string, string>) =>
				act('choose', 'enterprise-filler', id, { ...form, ...more });
			const here = { conflict: scheduling, layer: 'declared' };
			expect(await choose({ reason: '看错了' })).toMatchObject({
				status: 400,
				given: { data: { ...here, reason: '看错了', missing: '请先选一个。' } }
			});
			const decided = { field: scheduling, kind: 'rejected', text: '与现场不符' };
			expect((await act('decide', 'consultant', id, decided)).status).toBe(303);
			expect(await choose({ patch: chosen })).toMatchObject({
				status: 400,
				given: { data: { ...here, patch: chosen } }
			});
			expect((await choose({ patch: chosen, reason: '看错了' })).status).toBe(303);
			expect((await shown('consultant', id)).conflicts).toEqual([]);
			expect(await answersIn(id, 'declared')).toMatchObject({ scheduling: 1 });
			const values = (await opened(id)).patches.filter(({ field }) => field === scheduling);
			expect(values.map(({ value }) => value)).toEqual(expect.arrayContaining([1, 2, 3]));
		})
	);

	test(
		'a statement is signed at submission: a name, a post, the hand drawn and the text that was shown',
		on(async () => {
			const id = await makeSheet(made, library, 'draft');
			const typed = {
				'statement.name': '张三',
				'statement.post': '厂长',
				'statement.strokes': '[[[10,20],[300,100]],[[5,5]]]'
			};
			const form = { to: 'submitted', ...typed, 'statement.name': ' 张三 ' };
			const refused = await act('step', 'enterprise-admin', id, form);
			expect(refused.status).toBe(400);
			expect(refused.given).toMatchObject({ data: { typed, faults: {} } });
			for (const name of ['statement.name', 'statement.post']) {
				const without = { ...form, [name]: '', agreed: 'yes' };
				const { status, given } = await act('step', 'enterprise-admin', id, without);
				expect(status).toBe(400);
				expect(Object.keys((given as { data: { faults: object } }).data.faults)).toEqual([name]);
			}
			const noHand = { ...form, 'statement.strokes': '[[[10,20],[9999,1]]]', agreed: 'yes' };
			expect((await act('step', 'enterprise-admin', id, noHand)).status).toBe(400);
			expect((await opened(id)).state).toBe('draft');
			const signed = { ...form, agreed: 'yes' };
			expect((await act('step', 'enterprise-admin', id, signed)).status).toBe(303);
			const { state, history } = await shown('consultant', id);
			expect(state).toBe('submitted');
			expect(history[0]).toMatchObject({
				kind: 'step',
				side: 'enterprise',
				statement: {
					text: expect.stringContaining('真实、准确、完整') as string,
					signedBy: { name: '张三', post: '厂长', path: 'M10 20L300 100M5 5h0' }
				}
			});
			// The name alone is enough, as it is without script.
			const other = await makeSheet(made, library, 'draft');
			const byName = { ...signed, 'statement.strokes': '' };
			expect((await act('step', 'enterprise-admin', other, byName)).status).toBe(303);
			expect((await shown('consultant', other)).history[0]).toMatchObject({
				statement: { signedBy: { name: '张三', post: '厂长', path: '' } }
			});
		})
	);

	test(
		'a step back asks for its reason, and keeps what was typed',
		on(async () => {
			const id = await makeSheet(made, library, 'verifying');
			const form = { to: 'returned', reason: '  ' };
			expect((await act('step', 'consultant', id, form)).status).toBe(400);
			const long = await act('step', 'consultant', id, { ...form, reason: '长'.repeat(2001) });
			expect(long.status).toBe(400);
			expect((long.given as { data: { reason: string } }).data.reason).toHaveLength(2001);
			expect((await opened(id)).state).toBe('verifying');
			// As long as the field takes it: a browser counts the end of a line once, and sends two signs.
			const lines = Array.from({ length: 10 }, () => '长'.repeat(199));
			const words = { field: scheduling, kind: 'comment', text: lines.join('\r\n') };
			expect((await act('decide', 'consultant', id, words)).status).toBe(303);
			expect((await opened(id)).decisions.at(-1)!.text).toBe(lines.join('\n'));
			await act('step', 'consultant', id, { ...form, reason: '请补充设备清单' });
			expect((await shown('enterprise-admin', id)).history[0]).toMatchObject({
				state: 'returned',
				reason: '请补充设备清单'
			});
		})
	);

	test(
		'what was decided changes only with a reason, in the journey too',
		on(async () => {
			const id = await makeSheet(made, library, 'verifying');
			const decision = { field: scheduling, kind: 'rejected', text: '没有看到排产系统' };
			expect((await act('decide', 'consultant', id, { ...decision, text: '' })).status).toBe(400);
			await act('decide', 'consultant', id, decision);
			await act('step', 'consultant', id, { to: 'returned', reason: '请改' });
			const carried = seenInLayer(await opened(id), 'declared');
			const said = { answers: { scheduling: 1, 'product-design': 2 } };
			const refused = await keep('enterprise-filler', carried, said);
			expect(refused.status).toBe(409);
			expect(refused.given).toMatchObject({ data: { askReasonFor: ['计划排程'] } });
			expect(await answersIn(id, 'declared')).toEqual({ scheduling: 3 });
			await keep('enterprise-filler', carried, said, '按现场情况改');
			expect(await answersIn(id, 'declared')).toEqual({ scheduling: 1, 'product-design': 2 });
			const changed = (await opened(id)).patches.find(({ value }) => value === 1);
			expect(changed).toMatchObject({ field: scheduling, reason: '按现场情况改' });
		})
	);

	test(
		'verifying shows the declared answer, and asks for words where it is changed or rejected',
		on(async () => {
			const id = await makeSheet(made, library, 'submitted');
			await files.takeStep(made.members.consultant, id, 'verifying');
			const params = { id, layer: 'verified', dimension: 'digital-operation' };
			const page = (await ask(reviewPage.load, { who: as('consultant'), params })).given as Awaited<
				ReturnType<typeof reviewPage.load>
			>;
			const line = page.questions.find(({ question }) => question.name === 'scheduling')!;
			expect(line.below).toBe('系统按多种约束自动排出计划并下达');
			const form = {
				seen: page.seen,
				asked: 'scheduling',
				[scheduling]: '2',
				'verdict.product-design': 'rejected'
			};
			const refused = await review('consultant', id, 'verified', 'digital-operation', form);
			expect(refused.status).toBe(400);
			expect(missingOf(refused)).toMatch(/产品设计.*计划排程/);
			expect(await answersIn(id, 'verified')).toEqual({ scheduling: 3 });
			const worded = {
				...form,
				'remark.scheduling': '只见电子表格以上的辅助功能',
				'remark.product-design': '没有设计软件'
			};
			expect((await review('consultant', id, 'verified', 'digital-operation', worded)).status).toBe(
				303
			);
			expect(await answersIn(id, 'verified')).toEqual({ scheduling: 2 });
			expect(await answersIn(id, 'declared')).toEqual({ scheduling: 3 });
			const { decisions } = await opened(id);
			expect(decisions.map(({ field, kind, text }) => [field, kind, text]).sort()).toEqual([
				['answers.product-design', 'rejected', '没有设计软件'],
				[scheduling, 'corrected', '只见电子表格以上的辅助功能']
			]);
			// Again: it has been decided, and the words are the reason of the change.
			const again = { ...form, seen: await seenBy(id, 'verified'), [scheduling]: '1' };
			const third = { ...again, 'verdict.product-design': '', 'remark.scheduling': '再看一次' };
			await review('consultant', id, 'verified', 'digital-operation', third);
			const last = (await opened(id)).patches.find(({ value }) => value === 1);
			expect(last).toMatchObject({ layer: 'verified', reason: '再看一次' });
		})
	);

	test(
		'an acceptance needs no words, and words alone are a comment',
		on(async () => {
			const id = await makeSheet(made, library, 'verifying');
			const form = {
				seen: await seenBy(id, 'verified'),
				'verdict.scheduling': 'accepted',
				'remark.product-design': '下次再看',
				go: 'next'
			};
			const { location } = await review('consultant', id, 'verified', 'digital-operation', form);
			expect(location).toBe(`/sheets/${id}/verified/digital-management`);
			const { decisions, patches } = await opened(id);
			expect(decisions.map(({ kind, text }) => [kind, text]).sort()).toEqual([
				['accepted', ''],
				['comment', '下次再看']
			]);
			expect(patches.filter(({ layer }) => layer === 'verified')).toHaveLength(1);
		})
	);

	test(
		'the layers stand beside each other, each with what it comes to, and so they stay when it is filed',
		on(async () => {
			const id = await makeSheet(made, library, 'draft');
			const carried = seenInLayer(await opened(id), 'declared');
			await keep('enterprise-filler', carried, {
				answers: { scheduling: 3, 'digital-rate': 'to-60' }
			});
			const { member } = as('consultant');
			await files.takeStep(made.members['enterprise-admin'], id, 'submitted', {
				statement: { text: 'x', signature: { name: 'x', post: 'x', strokes: [] } }
			});
			await files.takeStep(member, id, 'verifying');
			const form = {
				...{ seen: '[]', asked: 'digital-rate', 'answers.digital-rate': 'to-20' },
				'remark.digital-rate': '清单上数字化设备占15 %'
			};
			await review('consultant', id, 'verified', 'digital-base', form);
			await files.takeStep(member, id, 'verified');
			await files.takeStep(made.members['government-reviewer'], id, 'reviewing');
			const compared = async () =>
				(await ask(differencesPage.load, { who: as('enterprise-filler'), params: { id } }))
					.given as Awaited<ReturnType<typeof differencesPage.load>>;
			const before = await compared();
			// 4.5 and 1.5 of the 6 points of that question; the other 94 are open.
			expect(before.results.map(({ layer, points }) => [layer, points])).toEqual([
				['declared', '4.5–98.5'],
				['verified', '1.5–95.5'],
				['confirmed', '1.5–95.5']
			]);
			expect(before.lines).toEqual([
				{
					field: 'answers.digital-rate',
					title: '生产设备数字化率',
					values: {
						declared: '40 %以上至60 %',
						verified: '10 %以上至20 %',
						confirmed: '10 %以上至20 %'
					}
				}
			]);
			await act('step', 'government-reviewer', id, { to: 'filed' });
			const { filed, steps, kinds, layer, line } = await shown('government-reviewer', id);
			expect({ steps, kinds, layer }).toEqual({ steps: [], kinds: [], layer: undefined });
			expect(new Set(line.map(({ place }) => place))).toEqual(new Set(['passed']));
			const after = await compared();
			expect(after.results.map(({ layer, hash }) => ({ layer, hash }))).toEqual(filed);
			expect(after.results.map(({ points }) => points)).toEqual(
				before.results.map(({ points }) => points)
			);
		})
	);

	test(
		'a claimed result leads those who see it to where it went, and tells nobody else',
		on(async () => {
			const { token } = await sheets.keep({ questionnaire, answers: { scheduling: 2 } });
			const params = { token };
			const offered = await ask(kept.load, { who: as('enterprise-filler'), params });
			expect(offered.given).toMatchObject({
				claimFor: { id: made.enterprise, name: '测试单位' }
			});
			const consultant = await ask(kept.load, { who: as('consultant'), params });
			expect((consultant.given as { claimFor: unknown }).claimFor).toBeUndefined();
			const claim = {
				who: as('enterprise-filler'),
				params,
				form: { organisation: made.enterprise }
			};
			// The page was opened for another enterprise of theirs, and they act for this one since.
			const switched = { ...claim, form: { organisation: randomUUID() } };
			expect((await ask(kept.actions.claim, switched)).status).toBe(409);
			const { location } = await ask(kept.actions.claim, claim);
			expect((await ask(kept.load, { who: as('consultant'), params })).location).toBe(location);
			expect((await ask(kept.load, { params })).status).toBe(404);
			expect((await ask(kept.actions.claim, claim)).status).toBe(404);
		})
	);

	test(
		'who has not signed in is led there and back, whether the thing exists or not',
		on(async () => {
			const id = await makeSheet(made, library, 'draft');
			for (const one of [id, made.enterprise, 'nonsense']) {
				const path = `/sheets/${one}?x=1`;
				const { status, location } = await ask(sheetPage.load, { params: { id: one }, path });
				expect([status, location]).toEqual([
					303,
					`/sign-in?next=${encodeURIComponent(`/sheets/${one}?x=1`)}`
				]);
			}
			const posted = { params: { id }, path: `/sheets/${id}?/step`, form: { to: 'submitted' } };
			expect((await ask(sheetPage.actions.step, posted)).location).toBe(
				`/sign-in?next=${encodeURIComponent(`/sheets/${id}`)}`
			);
		})
	);

	test(
		'somebody acts for the organisation they chose, of those they belong to',
		on(async () => {
			const who = as('consultant');
			const other = { organisation: made.enterprise, name: '另一个', role: 'enterprise-filler' };
			const chosen = async (organisation: string) => {
				const cookies = { organisation };
				return (await ask((event) => work.load(withMembership(event, other)), { who, cookies }))
					.given as Awaited<ReturnType<typeof work.load>>;
			};
			expect((await chosen(made.enterprise)).organisation).toMatchObject({ name: '另一个' });
			// To claim an organisation that one does not belong to counts for nothing.
			const strange = made.organisations.government;
			expect((await chosen(strange)).organisation).toMatchObject({ name: '测试单位' });
			const form = { organisation: strange };
			const refused = await ask(work.actions.switch, { who, form });
			expect([refused.status, refused.set]).toEqual([404, {}]);
			const own = { organisation: who.member.organisation };
			expect((await ask(work.actions.switch, { who, form: own })).set).toEqual(own);
			// Over https no other host can set it.
			const path = 'https://qidang.example.cn/work';
			expect((await ask(work.actions.switch, { who, form: own, path })).set).toEqual({
				'__Host-organisation': own.organisation
			});
		})
	);

	test(
		'the start page says what waits for whom',
		on(async () => {
			const fresh = await freshWorld();
			const id = await makeSheet(fresh, library, 'verified');
			const waiting = async (role: RoleId) => {
				const who = { member: fresh.members[role], role };
				const given = (await ask(work.load, { who })).given as Extract<
					Awaited<ReturnType<typeof work.load>>,
					{ sheets?: unknown }
				>;
				const { sheets } = given;
				return [
					sheets!.waiting.lines.map((one) => one.id),
					sheets!.others.lines.map((one) => one.id)
				];
			};
			expect(await waiting('government-reviewer')).toEqual([[id], []]);
			expect(await waiting('consultant')).toEqual([[], [id]]);
			expect(await waiting('enterprise-filler')).toEqual([[], [id]]);
		})
	);

	/** One in which there is nothing yet. */
	async function freshWorld(): Promise<Made> {
		await closeDatabase();
		const fresh = await makeMembers(database, changan);
		await openDatabase(database.settings);
		return fresh;
	}
});

function missingOf({ given }: Outcome): string {
	return (given as { data: { missing: string } }).data.missing;
}

function withMembership(event: never, membership: object): never {
	const { locals } = event as { locals: App.Locals };
	const { person, memberships } = locals.signedIn!;
	const signedIn = { person, memberships: [...memberships, membership] };
	return { ...(event as object), locals: { signedIn } } as never;
}
