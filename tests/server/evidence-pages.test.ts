import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { RoleId } from '#lib/roles.ts';
import { closeDatabase, openDatabase } from '#server/db/index.ts';
import { mostEvidenceBytes } from '#server/evidence.ts';
import { refuseTooMany } from '#server/rate-limit.ts';
import * as evidenceFile from '../../src/routes/evidence/[id]/+server.ts';
import * as thumbnail from '../../src/routes/evidence/[id]/thumbnail/+server.ts';
import * as evidencePage from '../../src/routes/sheets/[id]/evidence/+page.server.ts';
import * as sheetPage from '../../src/routes/sheets/[id]/+page.server.ts';
import { openContent } from '../../scripts/content.ts';
import { ask, type Asking, type Outcome } from '../support/asked.ts';
import { databases, makeFolder, type TestDatabase } from '../support/databases.ts';
import { makeSheet } from '../support/made-sheets.ts';
import { makeMembers, type Made } from '../support/members.ts';
import { prepare } from '../support/prepare.ts';
import { pdf, picture, uploading } from '../support/uploads.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const library = openContent();
const scheduling = 'answers.scheduling';
/** Of questionnaires/sme-digital-level/2024: the questions with a list of evidence, 7 + 16 + 4 + 4. */
const asking = 31;

type Loaded = Awaited<ReturnType<typeof evidencePage.load>>;

describe.each(databases)('on $name', ({ name, on, make }) => {
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
		await database.remove();
		vi.unstubAllEnvs();
		store.remove();
	});

	const as = (role: RoleId) => ({ member: made.members[role], role });
	const shown = async (role: RoleId, id: string) =>
		(await ask(evidencePage.load, { who: as(role), params: { id } })).given as Loaded;
	const lineOf = ({ groups }: Loaded, field = scheduling) =>
		groups.flatMap(({ lines }) => lines).find((line) => line.field === field)!;
	const add = (id: string, asked: Omit<Asking, 'who' | 'params'>, role: RoleId = 'consultant') =>
		ask(evidencePage.actions.add, { who: as(role), params: { id }, ...asked });
	const faultOf = ({ given }: Outcome) => (given as { data: { fault: string } }).data.fault;
	const stored = () =>
		readdirSync(store.folder, { recursive: true, withFileTypes: true }).filter((one) =>
			one.isFile()
		).length;
	const file = async (work: (event: never) => unknown, id: string) => {
		const { given } = await ask(work, { who: as('enterprise-admin'), params: { id } });
		const { headers } = given as Response;
		return {
			content: Buffer.from(await (given as Response).arrayBuffer()),
			header: (name: string) => headers.get(name)
		};
	};

	test(
		'what is asked for is listed before the visit, what is missing after it',
		on(async () => {
			const id = await makeSheet(made, library, 'draft');
			const before = await shown('enterprise-filler', id);
			expect(before.count).toEqual({ asked: asking, present: 0, missing: asking });
			const line = lineOf(before);
			expect(line.asked.length).toBeGreaterThan(0);
			expect(line.pieces).toEqual([]);
			const added = await add(id, uploading(scheduling, { effectiveOn: '2026-10-31' }));
			expect(added.location).toBe(`/sheets/${id}/evidence?added=${scheduling}#${scheduling}`);
			const after = await shown('enterprise-filler', id);
			expect(after.count).toEqual({ asked: asking, present: 1, missing: asking - 1 });
			expect(lineOf(after).pieces).toMatchObject([
				{
					name: '排程.pdf',
					effectiveOn: '2026-10-31',
					isPicture: false,
					isMissing: false,
					isOwn: false,
					earlier: []
				}
			]);
			expect(lineOf(await shown('consultant', id)).pieces[0]!.isOwn).toBe(true);
			const { given } = await ask(sheetPage.load, { who: as('consultant'), params: { id } });
			expect((given as { evidence: unknown }).evidence).toEqual({
				...{ asked: asking, present: 1, missing: asking - 1 },
				mayAdd: true
			});
			const reader = await shown('government-officer', id);
			expect([reader.mayAdd, lineOf(reader).pieces.length]).toEqual([false, 1]);
		})
	);

	test(
		'a newer piece replaces an older one of its question, which stays to be seen',
		on(async () => {
			const id = await makeSheet(made, library, 'verifying');
			await add(id, uploading(scheduling, { name: '旧.pdf' }));
			const [old] = lineOf(await shown('consultant', id)).pieces;
			await add(id, uploading(scheduling, { name: '新.pdf', replaces: old!.id }));
			const [newer, ...others] = lineOf(await shown('consultant', id)).pieces;
			expect(others).toEqual([]);
			expect([newer!.name, newer!.earlier.map(({ name }) => name)]).toEqual(['新.pdf', ['旧.pdf']]);
			expect((await file(evidenceFile.GET, old!.id)).content).toEqual(pdf);
			const before = stored();
			const content = Buffer.concat([pdf, Buffer.from('% another')]);
			for (const [field, replaces] of [
				['answers.product-design', newer!.id],
				[scheduling, randomUUID()]
			] as const)
				expect((await add(id, uploading(field, { content, replaces }))).status).toBe(404);
			const elsewhere = await makeSheet(made, library, 'verifying');
			const form = uploading(scheduling, { content, replaces: newer!.id });
			expect((await add(elsewhere, form)).status).toBe(404);
			expect(stored()).toBe(before);
		})
	);

	test(
		'of two who replace the same piece at once both are kept, and the choice is theirs',
		on(async () => {
			const settle = (id: string, piece: string, over = '', role: RoleId = 'consultant') =>
				ask(evidencePage.actions.settle, {
					...{ who: as(role), params: { id }, form: { piece, over } }
				});
			const forked = async () => {
				const id = await makeSheet(made, library, 'verifying');
				await add(id, uploading(scheduling, { name: '旧.pdf' }));
				const [old] = lineOf(await shown('consultant', id)).pieces;
				for (const name of ['甲.pdf', '乙.pdf']) {
					const content = Buffer.concat([pdf, Buffer.from(`% ${name}`)]);
					await add(id, uploading(scheduling, { name, content, replaces: old!.id }));
				}
				const pieces = lineOf(await shown('consultant', id)).pieces;
				const [one, two] = ['甲.pdf', '乙.pdf'].map((name) =>
					pieces.find((piece) => piece.name === name)
				);
				return { id, pieces, one: one!, two: two! };
			};
			const now = async (id: string) =>
				lineOf(await shown('consultant', id)).pieces.map(({ name, earlier, beside }) => [
					...[name, earlier.map((before) => before.name), beside.map((other) => other.name)]
				]);

			const kept = await forked();
			expect((await now(kept.id)).sort()).toEqual([
				['乙.pdf', ['旧.pdf'], ['甲.pdf']],
				['甲.pdf', ['旧.pdf'], ['乙.pdf']]
			]);
			expect((await settle(kept.id, kept.two.id, '', 'government-officer')).status).toBe(403);
			expect((await settle(kept.id, kept.two.id, kept.id)).status).toBe(404);
			expect((await settle(kept.id, kept.two.id)).status).toBe(303);
			const both = [
				['乙.pdf', ['乙.pdf', '旧.pdf'], []],
				['甲.pdf', ['旧.pdf'], []]
			];
			expect((await now(kept.id)).sort()).toEqual(both);
			// Pressed once more, by the other one: it is settled.
			expect((await settle(kept.id, kept.one.id, kept.two.id)).status).toBe(303);
			expect((await now(kept.id)).sort()).toEqual(both);

			const replaced = await forked();
			const { id, one, two } = replaced;
			await Promise.all([settle(id, two.id, one.id), settle(id, two.id, one.id)]);
			expect(await now(id)).toEqual([['乙.pdf', ['甲.pdf', '旧.pdf'], []]]);
			// What was handed in is still there, all of it.
			for (const piece of [one, two])
				expect((await file(evidenceFile.GET, piece.id)).content.toString()).toContain(piece.name);
		})
	);

	test(
		'what cannot be taken is told at its question, and leaves everything as it was',
		on(async () => {
			const id = await makeSheet(made, library, 'draft');
			await add(id, uploading(scheduling));
			const before = stored();
			const photograph = await picture('#c82');
			const refused: [
				what: string,
				form: Parameters<typeof add>[1],
				status: number,
				told: string
			][] = [
				[
					'a page',
					uploading(scheduling, { content: Buffer.from('<script>alert(1)</script>') }),
					415,
					'不能识别或不接受这种文件，请上传：jpg、png、webp、pdf、docx、xlsx。'
				],
				[
					'a file of eleven megabytes',
					uploading(scheduling, { content: Buffer.alloc(11 * 1024 ** 2, pdf) }),
					413,
					'文件太大：每个文件最多 10 MB，这个文件没有保存。'
				],
				[
					'one byte more than ten megabytes',
					uploading(scheduling, { content: Buffer.alloc(mostEvidenceBytes + 1, pdf) }),
					413,
					'文件太大：每个文件最多 10 MB，这个文件没有保存。'
				],
				[
					'a picture cut short',
					uploading(scheduling, { content: photograph.subarray(0, -100) }),
					400,
					'图片无法读取：可能没有传完、已损坏，或尺寸过大。请重新拍摄或另存后再传。'
				],
				[
					'a day that is none',
					uploading(scheduling, { content: photograph, effectiveOn: '2026-02-30' }),
					400,
					'佐证材料要对应一道题，材料日期要写成2026-11-22这样。'
				],
				[
					'nothing',
					uploading(scheduling, { content: Buffer.alloc(0), name: '' }),
					400,
					'请先选择文件或拍照。'
				],
				[
					'a file and a photograph',
					uploading(scheduling, { photograph: photograph }),
					400,
					'一次只能交一个文件：请在“选择文件”和“拍照”中只用一处。'
				],
				[
					'an upload that stopped half-way',
					{ ...uploading(scheduling, { content: Buffer.alloc(100_000, pdf) }), arriving: 50_000 },
					400,
					'文件没有传完，这次没有保存；此前保存的都在，请再传一次。'
				]
			];
			for (const [what, form, status, told] of refused) {
				const outcome = await add(id, form);
				expect([what, outcome.status, faultOf(outcome)]).toEqual([what, status, told]);
			}
			expect(stored()).toBe(before);
			expect(lineOf(await shown('consultant', id)).pieces).toHaveLength(1);
		})
	);

	test(
		'a question that there is not is refused, and so is a form without its id',
		on(async () => {
			const id = await makeSheet(made, library, 'draft');
			for (const field of ['answers.none', 'name', 'scheduling', ''])
				expect([field, (await add(id, uploading(field))).status]).toEqual([field, 400]);
			const { path, form } = uploading(scheduling);
			form.set('id', 'x');
			expect((await add(id, { path, form })).status).toBe(400);
			expect((await shown('consultant', id)).count.present).toBe(0);
		})
	);

	test(
		'what is sent twice is kept once',
		on(async () => {
			const id = await makeSheet(made, library, 'draft');
			const once = uploading(scheduling);
			expect([(await add(id, once)).status, (await add(id, once)).status]).toEqual([303, 303]);
			expect(lineOf(await shown('consultant', id)).pieces).toHaveLength(1);
		})
	);

	test(
		'a picture is shown and a document saved, neither of which can run',
		on(async () => {
			const id = await makeSheet(made, library, 'draft');
			await add(id, uploading(scheduling, { name: '排程 (1)’.pdf' }));
			await add(id, uploading(scheduling, { name: '看板.jpg', content: await picture() }));
			const [document, shownPicture] = lineOf(await shown('consultant', id)).pieces;
			const both = [
				[
					await file(evidenceFile.GET, document!.id),
					'application/pdf',
					// 排程 (1)’.pdf, with the signs that RFC 5987 does not leave as they are.
					"attachment; filename*=UTF-8''%E6%8E%92%E7%A8%8B%20%281%29%E2%80%99.pdf"
				],
				[
					await file(evidenceFile.GET, shownPicture!.id),
					'image/jpeg',
					"inline; filename*=UTF-8''%E7%9C%8B%E6%9D%BF.jpg"
				],
				[await file(thumbnail.GET, shownPicture!.id), 'image/webp', null]
			] as const;
			for (const [{ header }, type, disposition] of both) {
				expect(header('content-type')).toBe(type);
				expect(header('content-disposition')).toBe(disposition);
				expect(header('content-security-policy')).toBe(
					"sandbox; default-src 'none'; frame-ancestors 'none'"
				);
				expect(header('x-content-type-options')).toBe('nosniff');
				expect(header('cross-origin-resource-policy')).toBe('same-origin');
				expect(header('cache-control')).toBe('private, no-store');
			}
			const { width, height, format } = await sharp(both[2][0].content).metadata();
			expect([width, height, format]).toEqual([64, 48, 'webp']);
			for (const work of [evidenceFile.GET, thumbnail.GET]) {
				const { location } = await ask(work, {
					params: { id: shownPicture!.id },
					path: '/evidence/x'
				});
				expect(location).toBe('/sign-in?next=%2Fevidence%2Fx');
				const wrong = await ask(work, { who: as('consultant'), params: { id: '../../x' } });
				expect(wrong.status).toBe(404);
			}
			const none = await ask(thumbnail.GET, {
				who: as('consultant'),
				params: { id: document!.id }
			});
			expect(none.status).toBe(404);
		})
	);

	test(
		'one address hands in five hundred files at once and no more',
		on(async () => {
			const id = await makeSheet(made, library, 'draft');
			const from = (address: string) => add(id, { ...uploading(scheduling), address });
			const address = name === 'PGlite' ? '203.0.113.7' : '203.0.113.8';
			const sent = { getClientAddress: () => address, setHeaders: () => undefined };
			for (let i = 0; i < 500; i++) refuseTooMany('upload', sent);
			const { status, said } = await from(address);
			expect([status, said]).toEqual([
				429,
				'从这个网络地址上传的文件太多；请过 1 分钟再试，此前保存的都在。'
			]);
			expect((await from('203.0.113.9')).status).toBe(303);
			expect(lineOf(await shown('consultant', id)).pieces).toHaveLength(1);
		})
	);
});
