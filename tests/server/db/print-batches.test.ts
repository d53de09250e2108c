import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, statfsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { closeDatabase, openDatabase, printEvent, withJobs } from '#server/db/index.ts';
import { printItemWork } from '#server/jobs/print-item.ts';
import { holdOwnOrigin } from '#server/own-origin.ts';
import * as batches from '#server/print-batches.ts';
import { openContent } from '../../../scripts/content.ts';
import { databases, type TestDatabase } from '../../support/databases.ts';
import { makeSheet } from '../../support/made-sheets.ts';
import { changan, makeMembers, type Made } from '../../support/members.ts';
import { needs } from '../../support/needs.ts';
import { prepare } from '../../support/prepare.ts';
import { makeSmallDisk } from '../../support/small-disk.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const library = openContent();
const wanted = { layer: 'confirmed', locale: 'zh-cn' } as const;
const file = 'a'.repeat(64);

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;
	let made: Made;
	let others: Made;
	let sheet: string;
	let theirs: string;

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		await prepare(database, library);
		made = await makeMembers(database);
		others = await makeMembers(database, changan);
		await openDatabase(database.settings);
		await makeSheet(made, library, 'filed');
		sheet = await makeSheet(made, library, 'filed');
		theirs = await makeSheet(others, library, 'filed');
		await makeSheet(made, library, 'reviewing');
	});
	afterAll(async () => {
		await closeDatabase();
		await database.remove();
	});

	const officer = () => made.members['government-officer'];
	const refused = (status: number) => expect.objectContaining({ status }) as Error;
	const ask = (sheets = [sheet]) => batches.askForBatch(officer(), { sheets, ...wanted });
	const open = async (id: string) => (await batches.openBatch(officer(), id))!;
	/** As a worker tells it. */
	const tell = (batch: string, item: string, kind: 'printing' | 'printed' | 'failed') =>
		withJobs((queries) =>
			queries.insert(printEvent).values({
				...{ batch, item, kind },
				...(kind === 'printed' ? { file, bytes: 7 } : {}),
				...(kind === 'failed' ? { why: 'browser' } : {})
			})
		);

	/** What workers are to do, of all batches, as the queue has it. */
	const waiting = () =>
		withJobs(async (queries) => {
			const { rows } = (await queries.execute(
				sql`select data->>'id' as id from jobs.job where name = 'print-item' and state = 'created'`
			)) as unknown as { rows: { id: string }[] };
			return rows.map(({ id }) => id);
		});
	/** As a worker that came to them and let them go. */
	const letGo = async () => {
		await closeDatabase();
		await database.asAdmin((query) => query(`update jobs.job set state = 'completed'`));
		await openDatabase(database.settings);
	};

	test(
		'a batch and its jobs are there together, or neither is',
		on(async () => {
			const before = await waiting();
			const id = await ask();
			const [item] = (await open(id)).items;
			expect(await waiting()).toEqual(expect.arrayContaining([...before, item!.id]));
			expect(await waiting()).toHaveLength(before.length + 1);
			// What is refused at the very end of the transaction leaves no job behind.
			await closeDatabase();
			await database.asAdmin(async (query) => {
				await query(`create function refuse_late() returns trigger language plpgsql as
					$$ begin raise exception 'late'; end $$`);
				await query(`create constraint trigger refusing after insert on print_batch
					deferrable initially deferred for each row execute function refuse_late()`);
			});
			await openDatabase(database.settings);
			const known = (await batches.listBatches(officer(), 100)).length;
			await expect(ask()).rejects.toThrow();
			expect(await waiting()).toHaveLength(before.length + 1);
			expect(await batches.listBatches(officer(), 100)).toHaveLength(known);
			await closeDatabase();
			await database.asAdmin(async (query) => {
				await query('drop trigger refusing on print_batch');
				await query('drop function refuse_late()');
			});
			await openDatabase(database.settings);
		})
	);

	test(
		'of each enterprise the sheet that was filed last can be printed, where one sees it',
		on(async () => {
			const found = await batches.listPrintable(officer());
			expect(found.map((one) => one.sheet)).toEqual([sheet]);
			expect(found[0]).toMatchObject({ name: 'a enterprise', area: '320981' });
			expect(await batches.listPrintable(made.members.operator)).toEqual([]);
		})
	);

	test(
		'a batch of an area has what lies within it, and nothing else',
		on(async () => {
			const of = (area: string, member = officer()) =>
				batches.askForBatch(member, { area, ...wanted });
			const { items, state, area, counts } = await open(await of('320900'));
			expect(items.map((item) => item.sheet)).toEqual([sheet]);
			expect({ state, area }).toEqual({ state: 'running', area: '320900' });
			expect(counts).toEqual({ queued: 1, printing: 0, printed: 0, failed: 0, cancelled: 0 });
			await expect(of('320982')).rejects.toEqual(refused(400));
			await expect(of('441900')).rejects.toEqual(refused(400));
			await expect(of('320900', made.members.operator)).rejects.toEqual(refused(400));
		})
	);

	test(
		'what others filed is not chosen, whoever names it',
		on(async () => {
			await expect(ask([theirs])).rejects.toEqual(refused(400));
			expect((await open(await ask([sheet, theirs]))).items).toHaveLength(1);
		})
	);

	test(
		'one’s organisation sees it, no other does',
		on(async () => {
			const id = await ask();
			expect(await batches.openBatch(made.members['government-reviewer'], id)).toBeDefined();
			for (const role of ['enterprise-admin', 'provider-manager', 'operator'] as const) {
				expect(await batches.openBatch(made.members[role], id), role).toBeUndefined();
			}
			const stranger = others.members['government-officer'];
			expect(await batches.openBatch(stranger, id)).toBeUndefined();
			await expect(batches.takeBatchStep(stranger, id, 'cancel')).rejects.toEqual(refused(404));
			await expect(batches.retryFailed(stranger, id)).rejects.toEqual(refused(404));
			await expect(batches.openPrinted(stranger, id)).rejects.toEqual(refused(404));
			expect(await batches.openBatch(officer(), 'x')).toBeUndefined();
		})
	);

	test(
		'it is paused, resumed and cancelled; what was printed stays',
		on(async () => {
			const id = await ask();
			const item = (await open(id)).items[0]!.id;
			await batches.takeBatchStep(officer(), id, 'pause');
			expect((await open(id)).state).toBe('paused');
			// A worker that comes to it lets it go.
			await printItemWork.work(item);
			expect((await open(id)).items[0]!.state).toBe('queued');
			await letGo();
			await batches.takeBatchStep(officer(), id, 'resume');
			expect((await open(id)).state).toBe('running');
			expect(await waiting()).toEqual([item]);
			await batches.takeBatchStep(officer(), id, 'cancel');
			expect(await open(id)).toMatchObject({ state: 'cancelled', counts: { cancelled: 1 } });
			await printItemWork.work(item);
			expect((await open(id)).items[0]!.state).toBe('cancelled');
			await expect(batches.takeBatchStep(officer(), id, 'resume')).rejects.toEqual(refused(409));
			await expect(batches.retryFailed(officer(), id)).rejects.toEqual(refused(409));
			await tell(id, item, 'printed');
			expect((await open(id)).counts).toMatchObject({ printed: 1, cancelled: 0 });
		})
	);

	test(
		'what failed says why, and is tried again alone or with all others',
		on(async () => {
			const id = await ask();
			const item = (await open(id)).items[0]!.id;
			await expect(batches.retryFailed(officer(), id)).rejects.toEqual(refused(409));
			await tell(id, item, 'printing');
			expect((await open(id)).items[0]!.state).toBe('printing');
			await tell(id, item, 'failed');
			expect(await open(id)).toMatchObject({
				state: 'done',
				items: [{ name: 'a enterprise', state: 'failed', why: 'browser' }]
			});
			await expect(batches.retryFailed(officer(), id, randomUUID())).rejects.toEqual(refused(409));
			await letGo();
			await batches.retryFailed(officer(), id, item);
			expect(await waiting()).toEqual([item]);
			expect(await open(id)).toMatchObject({
				...{ state: 'running', counts: { queued: 1 } },
				items: [{ state: 'queued', before: ['browser'] }]
			});
			await printItemWork.giveUp(item);
			expect((await open(id)).items[0]).toMatchObject({
				...{ state: 'failed', why: 'gave-up', before: ['browser'] }
			});
		})
	);

	test(
		'it is printed once, however many say so, and who sees the file gets it',
		on(async () => {
			const id = await ask();
			const item = (await open(id)).items[0]!.id;
			await tell(id, item, 'printed');
			await expect(tell(id, item, 'printed')).rejects.toMatchObject({ cause: { code: '23505' } });
			await printItemWork.giveUp(item);
			expect(await open(id)).toMatchObject({ state: 'done', counts: { printed: 1 } });
			const [printed] = await batches.openPrinted(officer(), id);
			expect(printed).toMatchObject({ id: item, sheet, printed: { file, bytes: 7 } });
		})
	);

	test(
		'a worker that counted as dead and comes back takes nothing from what was printed meanwhile',
		on(async () => {
			const id = await ask();
			const item = (await open(id)).items[0]!.id;
			// It waits for its page until the other has printed, and fails then.
			const [asked, done] = [Promise.withResolvers<true>(), Promise.withResolvers<true>()];
			const server = createServer((_, response) => {
				asked.resolve(true);
				void done.promise.then(() => response.destroy());
			}).listen(0, '127.0.0.1');
			await once(server, 'listening');
			holdOwnOrigin(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
			const slow = printItemWork.work(item);
			await asked.promise;
			expect((await open(id)).items[0]!.state).toBe('printing');
			await tell(id, item, 'printed');
			done.resolve(true);
			await slow;
			server.close();
			await printItemWork.work(item);
			expect(await open(id)).toMatchObject({ state: 'done', counts: { printed: 1, failed: 0 } });
		})
	);

	test(
		'a right that ended since then prints nothing, and says of whom',
		on(async () => {
			const { consultant } = made.members;
			const id = await batches.askForBatch(consultant, { sheets: [sheet], ...wanted });
			const before = (await batches.openBatch(consultant, id))!;
			await closeDatabase();
			await database.asAdmin((query) =>
				query(`insert into assignment_event (assignment, event, person, by) values (
					'${made.assignment}', 'consultant', '${made.members['provider-manager'].person}',
					'${made.members['provider-manager'].person}')`)
			);
			await openDatabase(database.settings);
			await printItemWork.work(before.items[0]!.id);
			expect(await batches.openBatch(consultant, id)).toMatchObject({
				items: [{ name: 'a enterprise', state: 'failed', why: 'unseen' }]
			});
			expect(await batches.openPrinted(consultant, id)).toEqual([]);
		})
	);

	test(
		'what the font cannot print in full is not printed, and says so of whom',
		on(async () => {
			const rare = await makeSheet(others, library, 'filed', { name: '\u{20bb7}机械厂' });
			const theirOfficer = others.members['government-officer'];
			const id = await batches.askForBatch(theirOfficer, { sheets: [rare], ...wanted });
			const openTheirs = () => batches.openBatch(theirOfficer, id);
			holdOwnOrigin('http://127.0.0.1:9');
			await printItemWork.work((await openTheirs())!.items[0]!.id);
			expect(await openTheirs()).toMatchObject({
				state: 'done',
				items: [{ name: 'a enterprise', state: 'failed', why: 'unprintable' }]
			});
		})
	);
});

test(
	'what is left on the disk of the embedded database is left to it: no report is put there',
	needs('mount', async () => {
		const disk = makeSmallDisk(500);
		const embedded = await databases[0]!.make();
		try {
			await prepare(embedded, library);
			const made = await makeMembers(embedded);
			const officer = made.members['government-officer'];
			const DATA = join(disk.folder, 'data');
			cpSync(embedded.settings.DATA, DATA, { recursive: true });
			await openDatabase({ DATA, DATABASE_URL: undefined });
			const sheet = await makeSheet(made, library, 'filed');
			const id = await batches.askForBatch(officer, { sheets: [sheet], ...wanted });
			const open = async () => (await batches.openBatch(officer, id))!;
			const { bavail, bsize } = statfsSync(disk.folder);
			// Less than the embedded database keeps for itself, more than any report takes.
			writeFileSync(join(disk.folder, 'filler'), Buffer.alloc(bavail * bsize - 50 * 1024 ** 2));
			await printItemWork.work((await open()).items[0]!.id);
			expect((await open()).items).toMatchObject([{ state: 'failed', why: 'disk' }]);
		} finally {
			await closeDatabase();
			await embedded.remove();
			disk.remove();
		}
	})
);
