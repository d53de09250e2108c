import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SettingError } from '../settings.ts';

/** What SQLite calls a file that another has locked. */
const busy = 5;

/**
 * Locks the data folder for this process. Node itself offers no lock that the system lifts when the
 * process is killed, and a process number in a file may by then be another's; SQLite has one, on every
 * system: an empty database in an exclusive transaction.
 *
 * @returns lifts the lock
 * @throws {SettingError} when another process has it
 */
export function lockFolder(folder: string): () => void {
	const file = new DatabaseSync(join(folder, 'lock'), { timeout: 0 });
	try {
		file.exec('BEGIN EXCLUSIVE');
	} catch (error) {
		file.close();
		if ((error as { errcode?: number }).errcode !== busy) throw error;
		throw new SettingError(
			`The data folder ${folder} is in use by another process: end that one, or choose another folder, for example DATA=./data-2 npm start.`
		);
	}
	return () => file.close();
}
