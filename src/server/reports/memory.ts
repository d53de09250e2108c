import { readFileSync } from 'node:fs';

/**
 * What a process and all it started hold in memory for themselves, in bytes: the program's own code, which
 * they share, is left out. Nothing where the system does not tell (it is read from /proc).
 */
export function ownBytes(pid: number): number | undefined {
	try {
		const own = Number(
			/^RssAnon:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
		);
		const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ');
		return children
			.filter(Boolean)
			.reduce((sum, child) => sum + (ownBytes(Number(child)) ?? 0), (own || 0) * 1024);
	} catch {
		return undefined;
	}
}
