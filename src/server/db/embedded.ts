import { AsyncLocalStorage } from 'node:async_hooks';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { fromPglite, type Db } from 'pg-boss';
import { hasRoomIn, reserveInMegabytes } from '../room.ts';
import { SettingError } from '../settings.ts';
import type { Connection } from './connection.ts';
import { DurableFiles, reachDisk } from './durable-files.ts';
import { lockFolder } from './folder-lock.ts';

/** PGlite makes no checkpoint by itself: its log would grow, and be read again after a crash, for ever. */
const checkpointEveryMilliseconds = 5 * 60_000;

/**
 * Opens the embedded database of the data folder, for this process alone; makes both where they are not.
 * @throws {SettingError} when the folder cannot be had
 */
export async function openEmbedded(folder: string): Promise<Connection> {
	const unlock = take(folder);
	try {
		const client = await openCluster(join(folder, 'database'));
		const queries = drizzle({ client });
		const { executeSql } = fromPglite(client);
		const raw: Db = {
			async executeSql(text, values) {
				if (hasRoomIn(folder)) return executeSql(text, values);
				// What is written now could stop the whole database.
				throw new Error('the disk of the data folder is full, they wait.');
			}
		};
		const checkpoints = setInterval(() => {
			if (!hasRoomIn(folder)) return;
			// One that fails takes nothing away; the next may succeed.
			void client.exec('CHECKPOINT').catch(() => undefined);
		}, checkpointEveryMilliseconds).unref();
		return {
			name: `PGlite in ${folder}`,
			queries,
			raw,
			alone: (work) => work(queries, raw),
			hasRoom: () => hasRoomIn(folder),
			inside: new AsyncLocalStorage(),
			async close() {
				clearInterval(checkpoints);
				await client.close();
				unlock();
			}
		};
	} catch (error) {
		unlock();
		throw error;
	}
}

function take(folder: string): () => void {
	try {
		mkdirSync(folder, { recursive: true });
		refuseFull(folder);
		return lockFolder(folder);
	} catch (error) {
		if (error instanceof SettingError) throw error;
		const { code } = error as NodeJS.ErrnoException;
		throw new SettingError(
			`The data folder ${folder} cannot be used (${code}): give this user the right to write there, or choose another folder, for example DATA=./data-2 npm start.`
		);
	}
}

function refuseFull(folder: string): void {
	if (hasRoomIn(folder)) return;
	throw new SettingError(
		`The disk of the data folder ${folder} is full: free ${reserveInMegabytes} MB there, or choose another folder, for example DATA=./data-2 npm start.`
	);
}

/** A cluster gets its name only when it is complete: one that a crash cut short is made anew. */
async function openCluster(folder: string): Promise<PGlite> {
	if (!existsSync(folder)) {
		const partial = `${folder}.partial`;
		rmSync(partial, { recursive: true, force: true });
		const made = await openFiles(partial);
		await made.close();
		for (const file of readdirSync(partial, { recursive: true }))
			reachDisk(join(partial, file.toString()));
		renameSync(partial, folder);
		reachDisk(dirname(folder));
	}
	return openFiles(folder);
}

function openFiles(folder: string): Promise<PGlite> {
	return PGlite.create({
		fs: new DurableFiles(folder),
		startParams: DurableFiles.startParams(PGlite.defaultStartParams),
		relaxedDurability: false
	});
}
