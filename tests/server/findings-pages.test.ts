import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { contentHash } from '#lib/library/hash.ts';
import type { RoleId } from '#lib/roles.ts';
import { openReport } from '#lib/report/report.ts';
import { change } from '#lib/sheets/patch.ts';
import { standingRemark } from '#lib/sheets/finding-remark.ts';
import { closeDatabase, openDatabase } from '#server/db/index.ts';
import * as files from '#server/enterprise-sheets.ts';
import { dossiersOf } from '#server/reading-sheets.ts';
import { shownRemarks } from '#server/shown-remarks.ts';
import * as findingsPage from '../../src/routes/sheets/[id]/findings/+page.server.ts';
import * as traceFile from '../../src/routes/sheets/[id]/trace.json/+server.ts';
import * as tracePage from '../../src/routes/sheets/[id]/trace/+page.server.ts';
import * as postedPage from '../../src/routes/trace/+page.server.ts';
import * as postedFile from '../../src/routes/trace.json/+server.ts';
import { openContent } from '../../scripts/content.ts';
import { textOf } from '../support/archive.ts';
import { ask } from '../support/asked.ts';
import { databases, type TestDatabase } from '../support/databases.ts';
import { makeSheet, questionnaire, say } from '../support/made-sheets.ts';
import { makeMembers, type Made } from '../support/members.ts';
import { prepare } from '../support/prepare.ts';
import { written } from '../support/rational.ts';
import { boundsIn, readTrace } from '../support/read-trace.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const library = openContent();

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
	const opened = async (id: string) => (await files.openSheet(made.members.consultant, id))!;
	const remark = (role: RoleId, id: string, form: Record<string, string>, layer = 'declared') =>
		ask(findingsPage.actions.remark, {
			who: as(role),
			params: { id },
			path: `/?layer=${layer}`,
			form
		});
	const shown = async (role: RoleId, id: string) =>
		(await ask(findingsPage.load, { who: as(role), params: { id } })).given as Awaited<
			ReturnType<typeof findingsPage.load>
		>;

	test(
		'a remark changes no point, no tier and no hash, and stands beside what was computed',
		on(async () => {
			const id = await makeSheet(made, library, 'verifying');
			const before = await opened(id);
			const [was, layers] = [before.patches, dossiersOf(before)];
			const found = (await shown('consultant', id)).found;

			const kinds = [
				{ kind: 'words', text: '现场看过排产系统' },
				{ kind: 'priority', priority: 'P2', text: '明年改造' },
				{ kind: 'set-aside', text: '订单式生产，用不上' }
			];
			for (const one of kinds) {
				const { status, location } = await remark('consultant', id, {
					finding: 'scheduling',
					...one
				});
				expect([status, location]).toEqual([
					303,
					`/sheets/${id}/findings?layer=declared#found-scheduling`
				]);
			}
			await remark('provider-manager', id, {
				finding: 'digital-operation',
				kind: 'words',
				text: '整体偏弱'
			});

			const after = await opened(id);
			expect(after.patches).toEqual(was);
			for (const layer of ['declared', 'verified', 'confirmed'] as const) {
				const now = dossiersOf(after)[layer];
				expect(now.hash).toBe(layers[layer].hash);
				expect(contentHash(now.diagnosis)).toBe(contentHash(layers[layer].diagnosis));
				expect(now.diagnosis.points).toEqual(layers[layer].diagnosis.points);
				expect(now.diagnosis.standing).toEqual(layers[layer].diagnosis.standing);
			}
			const page = await shown('consultant', id);
			expect(page.found).toEqual(found);
			expect(page.remarks.map(({ kind, text, by, finding }) => [finding, kind, text, by])).toEqual([
				['scheduling', 'words', '现场看过排产系统', '您'],
				['scheduling', 'priority', '明年改造', '您'],
				['scheduling', 'set-aside', '订单式生产，用不上', '您'],
				[
					'digital-operation',
					'words',
					'整体偏弱',
					`核实人员 ${made.members['provider-manager'].person.slice(0, 8)}`
				]
			]);
			expect(standingRemark(after.remarks)!.kind).toBe('set-aside');
			// The enterprise reads them and has no form for more.
			const read = await shown('enterprise-admin', id);
			expect([read.mayRemark, read.remarks.length]).toEqual([false, 4]);
		})
	);

	test(
		'a remark asks for words, for a priority where it changes one, and for a finding there is',
		on(async () => {
			const id = await makeSheet(made, library, 'verifying');
			const scheduling = { finding: 'scheduling', text: 'x' };
			const statuses = await Promise.all(
				[
					{ ...scheduling, kind: 'words', text: ' ' },
					{ ...scheduling, kind: 'words', text: '长'.repeat(2001) },
					{ ...scheduling, kind: 'priority' },
					{ ...scheduling, kind: 'priority', priority: 'P3' },
					{ ...scheduling, kind: 'rewrite' },
					{ ...scheduling, kind: 'words', finding: 'no-such-question' }
				].map(async (form) => (await remark('consultant', id, form)).status)
			);
			expect(statuses).toEqual([400, 400, 400, 400, 400, 400]);
			expect((await opened(id)).remarks).toEqual([]);
			// What was typed comes back with what is missing.
			const { given } = await remark('consultant', id, { ...scheduling, kind: 'priority' });
			expect(given).toMatchObject({ data: { finding: 'scheduling', text: 'x', kind: 'priority' } });
		})
	);

	test(
		'only who verifies remarks, past the page too',
		on(async () => {
			const id = await makeSheet(made, library, 'verifying');
			const said = { finding: 'scheduling', kind: 'words', priority: null, text: 'x' } as const;
			for (const role of [
				'enterprise-admin',
				'government-reviewer',
				'government-officer'
			] as const) {
				const remarked = files.remark(made.members[role], id, said);
				await expect(remarked, role).rejects.toMatchObject({ status: 403 });
			}
			const unseen = files.remark(made.members.operator, id, said);
			await expect(unseen).rejects.toMatchObject({ status: 404 });
			expect((await opened(id)).remarks).toEqual([]);
		})
	);

	test(
		'what is filed takes no remark, from the page or past it, and the report prints those there are',
		on(async () => {
			const id = await makeSheet(made, library, 'reviewing');
			const form = { finding: 'scheduling', kind: 'priority', priority: 'P0', text: '先做这一项' };
			expect((await remark('consultant', id, form, 'verified')).status).toBe(303);
			const before = dossiersOf(await opened(id)).verified;
			const { 'government-reviewer': reviewer, consultant } = made.members;
			await files.fileSheet(reviewer, id, library, before.diagnosis.day);

			const sheet = await opened(id);
			expect(sheet.filed.get('verified')!.hash).toBe(before.hash);
			expect((await remark('consultant', id, form)).status).toBe(403);
			const past = files.remark(consultant, id, {
				...{ finding: 'scheduling', kind: 'words', priority: null },
				text: 'x'
			});
			await expect(past).rejects.toMatchObject({ status: 403 });

			for (const [locale, changed] of [
				['zh-cn', '优先级改为 P0 必须：先做这一项'],
				['en', 'Priority changed to P0 must: 先做这一项']
			] as const) {
				const printedOn = '2026-11-23';
				const { verified } = dossiersOf(sheet);
				const print = (remarks: ReturnType<typeof shownRemarks>) =>
					textOf(openReport(verified, library, locale, { printedOn, layer: 'verified', remarks }));
				const report = print(shownRemarks(sheet, locale));
				expect(report).toContain(changed);
				expect(report).toContain(consultant.person.slice(0, 8));
				// The computed lines are all there, with a remark as without.
				const plain = print([]).split('\n');
				expect(plain.filter((line) => !report.split('\n').includes(line))).toEqual([]);
			}
		})
	);

	test(
		'a layer opens down to its answers, on the page and as a file that adds up',
		on(async () => {
			const id = await makeSheet(made, library, 'verifying');
			const layers = dossiersOf(await opened(id));
			for (const layer of ['declared', 'verified'] as const) {
				const path = `/?layer=${layer}`;
				const who = as('enterprise-filler');
				const given = (await ask(tracePage.load, { who, params: { id }, path })).given as Awaited<
					ReturnType<typeof tracePage.load>
				>;
				expect(given.layer).toBe(layer);
				const answer = await ask(traceFile.GET, { who, params: { id }, path });
				const file = answer.given as Response;
				expect(file.headers.get('content-disposition')).toContain('attachment');
				const read = readTrace(await file.text());
				const { points, standing } = layers[layer].diagnosis;
				const total = read.sums.get('total')!;
				expect([written(total.low), written(total.high)]).toEqual(
					Object.values(boundsIn(points)).map(written)
				);
				expect([read.low, read.high]).toEqual([standing.low, standing.high]);
				const scheduling = JSON.stringify(read.document, (_, value: unknown) =>
					typeof value === 'bigint' ? Number(value) : value
				);
				// 3 is declared and 2 verified.
				expect(scheduling).toContain(
					layer === 'declared' ? '"name":"scheduling","kind":"question"' : '"given":2'
				);
			}
		})
	);

	test(
		'more connected machines than machines are told by name, on every page of the sheet',
		on(async () => {
			const id = await makeSheet(made, library, 'draft');
			const { edition } = library.editions.get(questionnaire)!;
			const part = edition.questions
				.flatMap((one) =>
					one.type === 'multipletext' ? one.items.map((item) => ({ one, item })) : []
				)
				.find(({ item }) => item.atMost !== undefined)!;
			const numbers = { [part.item.name]: 120, [part.item.atMost!]: 100 };
			const { own } = (await opened(id)).layers.declared;
			const madeAt = '2026-11-20T02:00:00.000Z';
			await files.answer(
				made.members['enterprise-filler'],
				id,
				'declared',
				change(own, `answers.${part.one.name}`, numbers, { madeAt })
			);
			await say(made, 'enterprise-filler', id, 'declared', 1);
			const page = await shown('consultant', id);
			expect(page.contradictions).toHaveLength(1);
			expect(page.contradictions[0]!.numbers).toMatch(/120.*100/);
			const stored = (await opened(id)).layers.declared.said.answers as Record<string, unknown>;
			expect(stored[part.one.name]).toEqual(numbers);
		})
	);
});

test('the computation of a result opens from its form, is searched there, and comes as a file', async () => {
	const said = JSON.stringify({ questionnaire, name: '示例厂', answers: { scheduling: 3 } });
	const form = { said, on: '2026-11-22', lang: 'zh-cn' };
	const open = async (more: Record<string, string> = {}) =>
		(await ask(postedPage.actions.default, { form: { ...form, ...more } })).given as Awaited<
			ReturnType<typeof postedPage.actions.default>
		>;
	const whole = await open();
	expect(whole.page).toMatchObject({ name: '示例厂', looking: { words: '', open: false } });
	expect(whole.page.found).toBeUndefined();
	const { title } = library.editions.get(questionnaire)!.edition.byName.get('scheduling')!.data;
	const found = await open({ q: title['zh-cn'] });
	expect(found.page.found).toBeGreaterThan(0);
	expect(JSON.stringify(found.page.trace)).toContain('"name":"scheduling"');
	expect(JSON.stringify(found.page.trace)).not.toContain('"name":"digital-rate"');
	const none = await open({ q: '没有这样的字' });
	expect([none.page.found, none.page.trace]).toEqual([0, undefined]);
	expect((await open({ open: 'all' })).page.looking).toEqual({ words: '', open: true });

	const file = (await ask(postedFile.POST, { form })).given as Response;
	expect(file.headers.get('content-type')).toBe('application/json');
	expect(readTrace(await file.text()).document).toMatchObject({
		format: 'qidang-trace',
		edition: { ref: questionnaire }
	});
	expect((await ask(postedFile.POST, { form: { ...form, said: '{' } })).status).toBe(400);
});
