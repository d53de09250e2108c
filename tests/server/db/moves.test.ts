import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { change } from '#lib/sheets/patch.ts';
import { today } from '#server/clock.ts';
import { closeDatabase, migrate, openDatabase, publish } from '#server/db/index.ts';
import * as files from '#server/enterprise-sheets.ts';
import { addEvidence, listEvidence } from '#server/evidence.ts';
import * as moves from '#server/moves.ts';
import * as sheets from '#server/sheets.ts';
import { openContent } from '../../../scripts/content.ts';
import { databases, makeFolder, type Query, type TestDatabase } from '../../support/databases.ts';
import { statement } from '../../support/made-sheets.ts';
import { changan, makeMembers, type Made } from '../../support/members.ts';
import { pdf } from '../../support/uploads.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const library = openContent();
const [questionnaire, newer] = ['two-integration@2026', 'two-integration@2026-2'];
const mapping = library.editions.get(newer)!.moves!;
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		await openDatabase(database.settings);
		await migrate();
		await publish(library);
	});
	afterAll(async () => {
		await closeDatabase();
		await database.remove();
	});

	const said = {
		questionnaire,
		name: '试制一厂',
		answers: { sales: 2, 'energy-environment': 1, 'project-management': 3 },
		facts: { area: '441900' }
	};

	test(
		'a draft moves to a sheet of its own under a link of its own, and stays as it is',
		on(async () => {
			const { token } = await sheets.keep(said);
			const before = await sheets.open(token);
			const moved = await moves.move(token, mapping);
			expect(moved).toMatch(/^[\w-]{24}$/);
			expect(moved).not.toBe(token);
			const after = (await sheets.open(moved))!;
			expect(after.said).toEqual({
				...said,
				questionnaire: newer,
				answers: { sales: 2, energy: 1, environment: 1 }
			});
			expect(after.edition).toBe(library.editions.get(newer)!.hash);
			expect(await sheets.open(token)).toEqual(before);
			expect(await moves.movesOf(token, before!)).toEqual({
				to: [{ questionnaire: newer, on: today(), token: moved }]
			});
			expect(await moves.movesOf(moved, after)).toEqual({
				to: [],
				from: { questionnaire: newer, on: today() }
			});
		})
	);

	test(
		'moving it again, also at once and after either has changed, leads to the same sheet and changes nothing',
		on(async () => {
			const { token } = await sheets.keep(said);
			const all = await Promise.all(Array.from({ length: 8 }, () => moves.move(token, mapping)));
			expect(new Set(all).size).toBe(1);
			const [moved] = all as [string];
			const madeAt = '2026-11-22T08:30:00.000Z';
			const first = (await sheets.open(moved))!;
			await sheets.append(moved, change(first, 'answers.energy', 3, { madeAt }));
			const older = (await sheets.open(token))!;
			await sheets.append(token, change(older, 'answers.sales', 0, { madeAt }));
			const changed = await sheets.open(moved);
			expect(await moves.move(token, mapping)).toBe(moved);
			expect(await sheets.open(moved)).toEqual(changed);
			expect(changed!.said.answers).toMatchObject({ sales: 2, energy: 3 });
		})
	);

	test(
		'two sheets that say the same move to two',
		on(async () => {
			const [one, other] = [await sheets.keep(said), await sheets.keep(said)];
			const moved = [await moves.move(one.token, mapping), await moves.move(other.token, mapping)];
			expect(moved[0]).not.toBe(moved[1]);
		})
	);

	test(
		'a sheet of another edition, one that is there already, and a link that opens nothing are refused',
		on(async () => {
			const { token } = await sheets.keep({ questionnaire: 'sme-digital-level@2024' });
			await expect(moves.move(token, mapping)).rejects.toMatchObject({ status: 409 });
			const moved = await moves.move((await sheets.keep(said)).token, mapping);
			await expect(moves.move(moved, mapping)).rejects.toMatchObject({ status: 409 });
			await expect(moves.move('no such token at all....', mapping)).rejects.toMatchObject({
				status: 404
			});
		})
	);

	test(
		'nobody but the holder of the older link says that it was moved, and only to what it becomes',
		on(async () => {
			const [mine, theirs] = [await sheets.keep(said), await sheets.keep(said)];
			const moved = await moves.move(mine.token, mapping);
			const { id } = (await sheets.open(moved))!;
			await closeDatabase();
			const asked = async (query: Query, token: string, statement: string) => {
				await query('begin');
				try {
					await query('set local role qidang_app');
					await query(`select set_config('qidang.link', '${hashOf(token)}', true)`);
					return await query(statement);
				} catch (error) {
					return (error as { code: string }).code;
				} finally {
					await query('rollback');
				}
			};
			const add = (sheet: string, from: string) => `
				insert into move (sheet, from_sheet, questionnaire, mapping)
				values ('${sheet}', '${from}', '${newer}', '${mapping.hash}')`;
			await database.raw(async (query) => {
				const seen = 'select sheet, from_sheet from move';
				const row = { sheet: id, from_sheet: mine.id };
				expect(await asked(query, mine.token, seen)).toEqual([row]);
				expect(await asked(query, moved, seen)).toEqual([row]);
				expect(await asked(query, theirs.token, seen)).toEqual([]);
				// The newer link, or another, in the name of the older sheet.
				expect(await asked(query, moved, add(id, mine.id))).toBe('42501');
				expect(await asked(query, theirs.token, add(id, mine.id))).toBe('42501');
				// One's own sheet as if it had become another's.
				expect(await asked(query, theirs.token, add(id, theirs.id))).toBe('23514');
				expect(await asked(query, mine.token, add(theirs.id, mine.id))).toBe('23514');
			});
			await openDatabase(database.settings);
		})
	);

	describe("in an enterprise's file", () => {
		let made: Made;
		let others: Made;
		const store = makeFolder();

		beforeAll(async () => {
			if (!database.isHere) return;
			vi.stubEnv('DATA', store.folder);
			await closeDatabase();
			made = await makeMembers(database);
			others = await makeMembers(database, changan);
			await openDatabase(database.settings);
		});
		afterAll(() => {
			vi.unstubAllEnvs();
			store.remove();
		});

		const begin = ({ members, enterprise }: Made = made) =>
			files.beginSheet(members['enterprise-admin'], enterprise, questionnaire, said);
		const show = (sheet: string, field: string, replaces: string | null = null) => {
			const piece = { id: crypto.randomUUID(), field: `answers.${field}`, replaces };
			const given = { ...piece, name: `${field}.pdf`, content: pdf, effectiveOn: '2026-05-01' };
			return addEvidence(made.members.consultant, sheet, given).then(() => piece.id);
		};

		test(
			'a draft becomes another draft of the file with the evidence that goes over, and stays as it is',
			on(async () => {
				const admin = made.members['enterprise-admin'];
				const id = await begin();
				const first = await show(id, 'energy-environment');
				const second = await show(id, 'energy-environment', first);
				const lost = await show(id, 'project-management');
				const before = await files.openSheet(admin, id);

				const moved = await moves.moveInFile(made.members.consultant, id, mapping);
				const after = (await files.openSheet(admin, moved))!;
				expect(after).toMatchObject({
					enterprise: made.enterprise,
					state: 'draft',
					edition: library.editions.get(newer)!.hash
				});
				expect(after.layers.declared.said).toEqual({
					...said,
					questionnaire: newer,
					answers: { sales: 2, energy: 1, environment: 1 }
				});
				expect(await files.openSheet(admin, id)).toEqual(before);
				// The question was split: what stands shows both of what it became. What it replaced stays behind.
				const shown = await listEvidence(admin, moved);
				expect(
					shown.map(({ field, name, effectiveOn, replaces }) => [
						field,
						name,
						effectiveOn,
						replaces
					])
				).toEqual(
					expect.arrayContaining([
						['answers.energy', 'energy-environment.pdf', '2026-05-01', null],
						['answers.environment', 'energy-environment.pdf', '2026-05-01', null]
					])
				);
				expect(shown).toHaveLength(2);
				const ids = (await listEvidence(admin, id)).map((piece) => piece.id);
				expect(ids.sort()).toEqual([first, second, lost].sort());

				expect(await moves.movesInFile(admin, id)).toEqual({
					to: [{ sheet: moved, questionnaire: newer, on: today() }]
				});
				expect(await moves.movesInFile(admin, moved)).toEqual({
					to: [],
					from: { sheet: id, questionnaire: newer, on: today() }
				});
			})
		);

		test(
			'moving it again, also at once, leads to the same sheet and changes nothing',
			on(async () => {
				const [admin, filler] = [
					made.members['enterprise-admin'],
					made.members['enterprise-filler']
				];
				const id = await begin();
				const all = await Promise.all(
					[admin, filler, admin, filler].map((one) => moves.moveInFile(one, id, mapping))
				);
				expect(new Set(all).size).toBe(1);
				const [moved] = all as [string];
				const { own } = (await files.openSheet(admin, moved))!.layers.declared;
				const madeAt = '2026-11-22T08:30:00.000Z';
				await files.answer(admin, moved, 'declared', change(own, 'answers.energy', 3, { madeAt }));
				const changed = await files.openSheet(admin, moved);
				expect(await moves.moveInFile(filler, id, mapping)).toBe(moved);
				expect(await files.openSheet(admin, moved)).toEqual(changed);
			})
		);

		test(
			'what is no draft, is there already or is not seen does not move; who reads alone moves nothing',
			on(async () => {
				const { members } = made;
				const admin = members['enterprise-admin'];
				const id = await begin();
				for (const reads of ['government-officer', 'government-reviewer'] as const) {
					const refused = moves.moveInFile(members[reads], id, mapping);
					await expect(refused).rejects.toMatchObject({ status: 403 });
				}
				for (const stranger of Object.values(others.members)) {
					const unseen = moves.moveInFile(stranger, id, mapping);
					await expect(unseen).rejects.toMatchObject({ status: 404 });
				}
				const moved = await moves.moveInFile(admin, id, mapping);
				const again = moves.moveInFile(admin, moved, mapping);
				await expect(again).rejects.toMatchObject({ status: 409 });
				expect((await moves.movesInFile(others.members.consultant, id)).to).toEqual([]);

				const submitted = await begin();
				await files.takeStep(admin, submitted, 'submitted', { statement });
				const late = moves.moveInFile(admin, submitted, mapping);
				await expect(late).rejects.toMatchObject({
					status: 409,
					body: { message: expect.stringContaining('不是草稿') }
				});
			})
		);

		test(
			'one that was moved under its private link before it was claimed says where the moved one is',
			on(async () => {
				const admin = made.members['enterprise-admin'];
				const { token } = await sheets.keep(said);
				const link = await moves.move(token, mapping);
				const id = await files.claimSheet(admin, made.enterprise, token);
				expect((await moves.movesInFile(admin, id)).to).toEqual([]);
				await expect(moves.moveInFile(admin, id, mapping)).rejects.toMatchObject({
					status: 409,
					body: { message: expect.stringContaining('私人链接') }
				});
				const claimed = await files.claimSheet(admin, made.enterprise, link);
				expect(await moves.moveInFile(admin, id, mapping)).toBe(claimed);
				expect((await moves.movesInFile(admin, id)).to).toMatchObject([{ sheet: claimed }]);
			})
		);

		test(
			'it is in the trail',
			on(async () => {
				const admin = made.members['enterprise-admin'];
				const moved = await moves.moveInFile(admin, await begin(), mapping);
				await closeDatabase();
				const rows = await database.asAdmin((query) =>
					query(`select chain, action from trail where subject = '${moved}' order by seq`)
				);
				await openDatabase(database.settings);
				expect(rows).toEqual(
					['sheet_owner', 'patch', 'move'].map((action) => ({ chain: made.enterprise, action }))
				);
			})
		);
	});
});
