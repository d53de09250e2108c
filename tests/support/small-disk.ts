import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
	readonly folder: string;
	/** Fills it to the last byte. */
	fill(): void;
	/** Takes away again what filled it. */
	empty(): void;
	remove(): void;
}

/** A disk of its own, in memory. Only who may mount has one: see `needs('mount', …)`. */
export function makeSmallDisk(megabytes: number): SmallDisk {
	const folder = mkdtempSync(join(tmpdir(), 'qidang-disk-'));
	execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=1777`, 'none', folder]);
	const filler = join(folder, 'filler');
	return {
		folder,
		fill() {
			const descriptor = openSync(filler, 'a');
			for (const size of [1 << 20, 1 << 12, 1]) writeUntilFull(descriptor, Buffer.alloc(size));
			closeSync(descriptor);
		},
		empty: () => rmSync(filler),
		remove() {
			execFileSync('umount', ['--lazy', folder]);
			rmdirSync(folder);
		}
	};
}

function writeUntilFull(descriptor: number, bytes: Buffer): void {
	try {
		while (writeSync(descriptor, bytes) > 0);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
	}
}

/** Whether this user may mount: the superuser may, except in many containers. */
export function mayMount(): boolean {
	try {
		makeSmallDisk(1).remove();
		return true;
	} catch {
		return false;
	}
}
