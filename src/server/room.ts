import { statfsSync } from 'node:fs';

/**
 * Left free on a disk. PostgreSQL gives up where its log, which grows by 16 MB at a time, finds no room (see
 * db/durable-files.ts), and Chromium stands still.
 */
export const reserveInMegabytes = 64;

/** Whether the disk of a folder takes more than that. */
export function hasRoomIn(folder: string): boolean {
	const { bavail, bsize } = statfsSync(folder);
	return bavail * bsize >= reserveInMegabytes * 1024 ** 2;
}
