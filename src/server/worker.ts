/**
 * The worker of this process. The built application knows the jobs and offers to do them; the shell, which serves
 * the pages that they print, has it begin and end. Kept beside both, as the own origin is.
 */
const place = Symbol.for('qidang.worker');
const shared = globalThis as { [place]?: Begin };

/** Begins to do jobs, so many of each kind at once; what it gives ends that, after those under way. */
type Begin = (atOnce: number) => Promise<() => Promise<void>>;

export function offerWorker(begin: Begin): void {
	shared[place] = begin;
}

/** @throws {Error} where no application is loaded that offered it */
export async function beginWork(atOnce: number): Promise<() => Promise<void>> {
	const begin = shared[place];
	if (!begin) throw new Error('No application offered its jobs: it is loaded first.');
	return begin(atOnce);
}
