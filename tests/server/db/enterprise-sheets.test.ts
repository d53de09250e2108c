import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { change } from '#lib/sheets/patch.ts';
import type { RoleId } from '#lib/roles.ts';
import { closeDatabase, openDatabase } from '#server/db/index.ts';
import * as files from '#server/enterprise-sheets.ts';
import * as sheets from '#server/sheets.ts';
import { openContent } from '../../../scripts/content.ts';
import { databases, type TestDatabase } from '../../support/databases.ts';
import { makeMembers, type Made } from '../../support/members.ts';
import { prepare } from '../../support/prepare.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const questionnaire = 'sme-digital-level@2024';
const library = openContent();
const madeAt = '2026-11-20T02:00:00.000Z';
const signature = {
	name: '测试',
	post: '厂长',
	strokes: [
		[
			[10, 20],
			[30, 40]
		]
	] as [number, number][][]
};
const statement = { text: '以上内容真实。', signature };

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;
	let made: Made;
	const as = (role: RoleId) => made.members[role];

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

	const begun = () => files.beginSheet(as('enterprise-admin'), made.enterprise, questionnaire);
	const opened = async (id: string, role: RoleId = 'enterprise-admin') =>
		(await files.openSheet(as(role), id))!;
	const say = async (
		role: RoleId,
		id: string,
		layer: 'declared' | 'verified' | 'confirmed',
		value: unknown,
		reason?: string
	) => {
		const { own } = (await opened(id, role)).layers[layer];
		const patches = change(own, 'answers.scheduling', value, { madeAt });
		await files.answer(as(role), id, layer, patches, reason);
	};

	test(
		'a sheet goes from declared to filed, and every layer says what was said in it',
		on(async () => {
			const id = await begun();
			await say('enterprise-filler', id, 'declared', 3);
			await expect(
				files.takeStep(as('enterprise-filler'), id, 'submitted', { statement })
			).rejects.toMatchObject({ status: 403 });
			await expect(files.takeStep(as('enterprise-admin'), id, 'submitted')).rejects.toMatchObject({
				status: 400
			});
			await files.takeStep(as('enterprise-admin'), id, 'submitted', { statement });
			await expect(say('enterprise-admin', id, 'declared', 4)).rejects.toMatchObject({
				status: 403
			});
			await files.takeStep(as('consultant'), id, 'verifying');
			await say('consultant', id, 'verified', 2);
			await files.takeStep(as('consultant'), id, 'verified');
			await files.takeStep(as('government-reviewer'), id, 'reviewing');
			await files.decide(as('government-reviewer'), id, {
				field: 'answers.scheduling',
				kind: 'corrected',
				text: '看过现场'
			});
			await expect(say('government-reviewer', id, 'confirmed', 1)).rejects.toMatchObject({
				status: 409
			});
			await say('government-reviewer', id, 'confirmed', 1, '设备清单只列出一台');
			await files.fileSheet(as('government-reviewer'), id, library, '2026-11-22');
			const sheet = await opened(id);
			expect(sheet.state).toBe('filed');
			expect([...sheet.signatures.values()]).toEqual([signature]);
			const values = Object.values(sheet.layers).map(
				({ said }) => (said.answers as { scheduling: number }).scheduling
			);
			expect(values).toEqual([3, 2, 1]);
			expect([...sheet.filed.keys()].sort()).toEqual(['confirmed', 'declared', 'verified']);
			await expect(say('government-reviewer', id, 'confirmed', 4, 'x')).rejects.toMatchObject({
				status: 403
			});
			await expect(
				files.takeStep(as('government-reviewer'), id, 'returned', { reason: 'x' })
			).rejects.toMatchObject({ status: 409 });
		})
	);

	test(
		'a kept sheet is claimed once, and its link opens nothing after that',
		on(async () => {
			const { token, id } = await sheets.keep({ questionnaire, answers: { scheduling: 2 } });
			expect(await files.claimSheet(as('enterprise-admin'), made.enterprise, token)).toBe(id);
			expect(await sheets.open(token)).toBeUndefined();
			expect((await opened(id)).layers.declared.said.answers).toEqual({ scheduling: 2 });
			await expect(
				files.claimSheet(as('enterprise-admin'), made.enterprise, token)
			).rejects.toMatchObject({ status: 404 });
		})
	);

	test(
		'who sees no sheet is told that there is none',
		on(async () => {
			const id = await begun();
			const stranger = { person: randomUUID(), organisation: made.enterprise };
			expect(await files.openSheet(stranger, id)).toBeUndefined();
			await expect(files.takeStep(stranger, id, 'submitted', { statement })).rejects.toMatchObject({
				status: 404
			});
			expect(await files.openSheet(as('operator'), id)).toBeUndefined();
		})
	);
});
