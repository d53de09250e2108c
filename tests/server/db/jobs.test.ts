import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { randomUUID } from 'node:crypto';
import {
	addJobs,
	closeDatabase,
	migrate,
	offerJobs,
	openDatabase,
	withDatabase,
	work
} from '#server/db/index.ts';
import { databases, type TestDatabase } from '../../support/databases.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

describe.each(databases)('on $name', ({ on, make }) => {
	let database: TestDatabase;

	beforeAll(async () => {
		database = await make();
		if (!database.isHere) return;
		await openDatabase(database.settings);
		await migrate();
		await offerJobs();
	});
	afterAll(async () => {
		await closeDatabase();
		await database.remove();
	});

	const never = () => Promise.reject(new Error('Nothing is given up here.'));

	test(
		'migrating again leaves the queue as it is',
		on(async () => {
			expect(await migrate()).toBe('found up to date');
		})
	);

	test(
		'what a transaction asks for is done once it is committed, and never where it is not',
		on(async () => {
			const [done, undone, last] = [randomUUID(), randomUUID(), randomUUID()];
			const seen: string[] = [];
			const { promise, resolve } = Promise.withResolvers<true>();
			const stop = await work(
				'print-item',
				{
					work: async (id) => {
						seen.push(id);
						if (id === last) resolve(true);
					},
					giveUp: never
				},
				1
			);
			await withDatabase({}, (transaction) => addJobs(transaction, 'print-item', [done]));
			const failing = withDatabase({}, async (transaction) => {
				await addJobs(transaction, 'print-item', [undone]);
				throw new Error('no');
			});
			await expect(failing).rejects.toThrow('no');
			await withDatabase({}, (transaction) => addJobs(transaction, 'print-item', [last]));
			await promise;
			await stop();
			expect(seen).toEqual([done, last]);
		})
	);

	test(
		'what is asked for twice waits once; what throws is tried again',
		on(async () => {
			const id = randomUUID();
			await withDatabase({}, (transaction) => addJobs(transaction, 'print-item', [id]));
			await withDatabase({}, (transaction) => addJobs(transaction, 'print-item', [id]));
			let tries = 0;
			const { promise, resolve } = Promise.withResolvers<true>();
			const stop = await work(
				'print-item',
				{
					work: async () => {
						if (++tries === 1) throw new Error('the first time');
						resolve(true);
					},
					giveUp: never
				},
				2
			);
			await promise;
			await stop();
			expect(tries).toBe(2);
		})
	);

	test(
		'what is tried often enough is given up, which is told until it is heard',
		on(async () => {
			const id = randomUUID();
			await withDatabase({}, (transaction) => addJobs(transaction, 'print-item', [id]));
			let [tries, tellings] = [0, 0];
			const { promise, resolve } = Promise.withResolvers<string>();
			const stop = await work(
				'print-item',
				{
					work: () => {
						tries++;
						return Promise.reject(new Error('each time'));
					},
					giveUp: async (which) => {
						if (++tellings === 1) throw new Error('nobody hears it');
						resolve(which);
					}
				},
				1
			);
			expect(await promise).toBe(id);
			await stop();
			// The first time, and five times again.
			expect([tries, tellings]).toEqual([6, 2]);
		})
	);
});
