import type { Settings } from '../settings.ts';
import { held, hold, isHeld } from './connection.ts';
import { readDemo } from './demo.ts';
import { closeJobs } from './jobs.ts';
import { openEmbedded } from './embedded.ts';
import { openServer } from './server.ts';

/**
 * Opens the database for this process: the server that DATABASE_URL names, else PGlite in the folder DATA.
 * Where it is open already it stays so: the development server loads its modules again and again.
 *
 * @returns what was opened, for people
 * @throws {SettingError} when it cannot be had
 */
export async function openDatabase({
	DATA,
	DATABASE_URL
}: Pick<Settings, 'DATA' | 'DATABASE_URL'>): Promise<string> {
	if (!isHeld()) {
		const connection = DATABASE_URL ? await openServer(DATABASE_URL) : await openEmbedded(DATA);
		try {
			connection.demo = await readDemo(connection.queries);
		} catch (error) {
			await connection.close();
			throw error;
		}
		hold(connection);
	}
	return held().name;
}

/** Lets transactions under way finish, and closes it. */
export async function closeDatabase(): Promise<void> {
	if (!isHeld()) return;
	const connection = held();
	await closeJobs(connection);
	hold(undefined);
	await connection.close();
}
