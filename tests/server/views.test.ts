import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { RoleId } from '#lib/roles.ts';
import { closeDatabase, openDatabase } from '#server/db/index.ts';
import { noteView, searchTrail } from '#server/trail.ts';
import * as evidenceFile from '../../src/routes/evidence/[id]/+server.ts';
import * as differencesPage from '../../src/routes/sheets/[id]/differences/+page.server.ts';
import * as sheetPage from '../../src/routes/sheets/[id]/+page.server.ts';
import * as trailPage from '../../src/routes/trail/+page.server.ts';
import { openContent } from '../../scripts/content.ts';
import { ask } from '../support/asked.ts';
import { databases, makeFolder, type TestDatabase } from '../support/databases.ts';
import { makeSheet } from '../support/made-sheets.ts';
import { changan, makeMembers, type Made } from '../support/members.ts';
import { prepare } from '../support/prepare.ts';
import { addPicture } from '../support/uploads.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const library = openContent();

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;
	let made: Made;
	let elsewhere: Made;
	let id: string;
	let piece: string;
	const store = makeFolder();

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		process.env.DATA = store.folder;
		await prepare(database, library);
		made = await makeMembers(database);
		elsewhere = await makeMembers(database, changan);
		await openDatabase(database.settings);
		id = await makeSheet(made, library, 'draft');
		piece = await addPicture(made, id);
	});
	afterAll(async () => {
		await closeDatabase();
		await database.remove();
		store.remove();
		delete process.env.DATA;
	});

	const as = (role: RoleId) => ({ member: made.members[role], role });
	const look = (role: RoleId) => ask(sheetPage.load, { who: as(role), params: { id } });
	/** Who looked at what, by role and by the first word, the first first. */
	async function looked(): Promise<string[]> {
		const { entries } = await searchTrail(made.members['enterprise-admin'], { action: 'seen' });
		const roleOf = (person: string | null) =>
			Object.entries(made.members).find(([, member]) => member.person === person)?.[0];
		return entries
			.map(({ person, subject }) => `${roleOf(person)}: ${subject.split(' ')[0]}`)
			.reverse();
	}

	test(
		'who looks from outside is noted once a day for each thing, and the enterprise itself is not',
		on(async () => {
			expect(await looked()).toEqual([]);
			for (const role of ['enterprise-admin', 'enterprise-filler'] as const) {
				expect((await look(role)).status).toBe(200);
				await ask(evidenceFile.GET, { who: as(role), params: { id: piece } });
			}
			expect(await looked()).toEqual([]);

			expect((await look('consultant')).status).toBe(200);
			expect((await look('consultant')).status).toBe(200);
			const other = { who: as('consultant'), params: { id } };
			expect((await ask(differencesPage.load, other)).status).toBe(200);
			expect(await looked()).toEqual(['consultant: sheet']);
			for (let i = 0; i < 2; i++) {
				const file = { who: as('consultant'), params: { id: piece } };
				expect((await ask(evidenceFile.GET, file)).status).toBe(200);
			}
			await look('government-officer');
			await Promise.all([look('provider-manager'), look('provider-manager')]);
			const today = [
				...['consultant: sheet', 'consultant: evidence', 'government-officer: sheet'],
				'provider-manager: sheet'
			];
			expect(await looked()).toEqual(today);

			// The day before in China is another day.
			await closeDatabase();
			await database.asAdmin(async (query) => {
				await query('set session_replication_role = replica');
				await query(`update trail set at = date_trunc('day', now() at time zone 'Asia/Shanghai')
					at time zone 'Asia/Shanghai' - interval '1 second' where action = 'seen'`);
				await query('set session_replication_role = origin');
			});
			await openDatabase(database.settings);
			await look('consultant');
			expect((await looked()).sort()).toEqual([...today, 'consultant: sheet'].sort());
		})
	);

	test(
		'nothing is noted of what one does not see, nor in words too long',
		on(async () => {
			const before = await looked();
			const stranger = elsewhere.members.consultant;
			await expect(noteView(stranger, id, `sheet ${id}`)).rejects.toMatchObject({ status: 403 });
			const gone = { who: { member: stranger, role: 'consultant' as const }, params: { id } };
			expect((await ask(sheetPage.load, gone)).status).toBe(404);
			await expect(noteView(made.members.consultant, id, 'x'.repeat(201))).rejects.toThrow();
			expect(await looked()).toEqual(before);
		})
	);

	test(
		'the trail page says who looked, of which organisation, and leads to the sheet',
		on(async () => {
			const page = await ask(trailPage.load, {
				who: as('enterprise-admin'),
				path: `/trail?file=${made.enterprise}&action=seen`
			});
			const { entries } = page.given as Awaited<ReturnType<typeof trailPage.load>>;
			const { person } = made.members['government-officer'];
			expect(entries.find((one) => one.person === person.slice(0, 8))).toMatchObject({
				...{ organisation: 'a government', seen: 'sheet', sheet: id, isYou: false }
			});
			expect(entries.find((one) => one.seen === 'evidence')).toMatchObject({
				...{ organisation: 'a provider', sheet: undefined }
			});
		})
	);
});
