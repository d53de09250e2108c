import { performance } from 'node:perf_hooks';

/**
 * Does a piece of work and says so on one line: `Building … done in 12 s`. Work that returns a
 * short string has it said in place of "done". On a terminal the seconds count up meanwhile.
 *
 * @param {string} title
 * @param {() => Promise<unknown>} work
 * @param {NodeJS.WriteStream} [out]
 */
export async function step(title, work, out = process.stdout) {
	const started = performance.now();
	const elapsed = () => `${Math.round((performance.now() - started) / 1000)} s`;
	const again = out.isTTY ? `\r${title} … ` : '';

	out.write(`${title} … `);
	const ticker = out.isTTY ? setInterval(() => out.write(again + elapsed()), 1000) : undefined;
	try {
		const outcome = await work();
		out.write(`${again}${typeof outcome === 'string' ? outcome : 'done'} in ${elapsed()}\n`);
	} catch (error) {
		out.write(`${again}failed in ${elapsed()}\n`);
		throw error;
	} finally {
		clearInterval(ticker);
	}
}
