import { diagnose } from '#scoring';
import { openContent } from '../../scripts/content.ts';
import { standardsByHand } from './agreement.ts';
import { sheetMaker } from './sheets.ts';

export interface Memory {
	readonly sheets: number;
	readonly seconds: number;
	/** Bytes in use after collecting garbage, after each tenth of the sheets. */
	readonly heaps: readonly number[];
	/** The most the process ever held, in bytes. */
	readonly peak: number;
}

/** Makes and judges sheets one after the other, and watches the memory. Needs `--expose-gc`. */
export function measureMemory(sheets: number, progress: (done: number) => void): Memory {
	const collect = globalThis.gc;
	if (!collect) throw new Error('expected node --expose-gc');
	const standards = standardsByHand(openContent());
	const make = sheetMaker(standards.edition);
	const heaps: number[] = [];
	const begun = performance.now();
	for (let number = 1; number <= sheets; number++) {
		const sheet = make(number);
		diagnose(standards, sheet, sheet.day, false);
		if (number % (sheets / 10) !== 0) continue;
		collect();
		heaps.push(process.memoryUsage().heapUsed);
		progress(number);
	}
	return {
		sheets,
		seconds: (performance.now() - begun) / 1000,
		heaps,
		peak: process.resourceUsage().maxRSS * 1024
	};
}
