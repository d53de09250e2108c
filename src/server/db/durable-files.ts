import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** What is used here of Emscripten's access to the files of Node. */
interface NodeFiles {
	stream_ops: { fsync?: (stream: { nfd: number }) => number };
}

/** Error numbers as WebAssembly has them. */
const invalid = 28;
const inputOutput = 29;

/**
 * The files of PGlite, with an fsync that reaches the disk: what Emscripten calls so does nothing. Only
 * with `startParams` does PostgreSQL call it.
 */
export class DurableFiles extends NodeFS {
	static startParams(defaults: readonly string[]): string[] {
		// By default PGlite starts PostgreSQL with -F, which is fsync off; and Emscripten's fdatasync, which
		// PostgreSQL would prefer for its log, cannot be replaced.
		return [...defaults.filter((param) => param !== '-F'), '-c', 'wal_sync_method=fsync'];
	}

	override async init(pg: PGlite, options: Parameters<NodeFS['init']>[1]) {
		const { emscriptenOpts } = await super.init(pg, options);
		const replaceFsync = (module: object) => {
			(module as { NODEFS: NodeFiles }).NODEFS.stream_ops.fsync = ({ nfd }) => fsync(nfd);
		};
		const before = emscriptenOpts.preRun ?? [];
		const preRun = Array.isArray(before) ? [...before, replaceFsync] : [before, replaceFsync];
		return { emscriptenOpts: { ...emscriptenOpts, preRun, onAbort: end } };
	}
}

/**
 * PostgreSQL gave up, as it does where its log cannot be written. Left alone, PGlite would then turn in a
 * circle and this process answer nobody; the next start finds all that was acknowledged.
 */
function end(): never {
	writeSync(2, 'The embedded database gave up; mend its disk if that is full, and start again.\n');
	process.exit(1);
}

/** Has what a file holds, or which files a folder holds, written to the disk. */
export function reachDisk(path: string): void {
	const descriptor = openSync(path, 'r');
	fsync(descriptor);
	closeSync(descriptor);
}

function fsync(descriptor: number): number {
	try {
		fsyncSync(descriptor);
		return 0;
	} catch (error) {
		// Windows does not do it to a folder; PostgreSQL passes over that where it is told so.
		return (error as NodeJS.ErrnoException).code === 'EPERM' ? invalid : inputOutput;
	}
}
