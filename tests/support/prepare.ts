import { closeDatabase, migrate, openDatabase, publish } from '#server/db/index.ts';
import type { Library } from '#lib/library/library.ts';
import type { TestDatabase } from './databases.ts';

/** Migrates an empty database and publishes content there, as a first start does; leaves it closed. */
export async function prepare({ settings }: TestDatabase, library: Library): Promise<void> {
	await openDatabase(settings);
	await migrate();
	await publish(library);
	await closeDatabase();
}
