import { diagnose } from '#scoring';
import { openContent } from '../../scripts/content.ts';
import { recommendAll, standardsByHand } from './agreement.ts';
import { enterpriseMaker } from './enterprises.ts';
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
	const standards = standardsByHand(openContent());
	const make = sheetMaker(standards.edition);
	return watched(sheets, progress, (number) => {
		const sheet = make(number);
		diagnose(standards, sheet, sheet.day, false);
	});
}

/** The same for all measures of all documents. */
export function measureMeasures(enterprises: number, progress: (done: number) => void): Memory {
	const library = openContent();
	const make = enterpriseMaker(library);
	return watched(enterprises, progress, (number) => recommendAll(library, make(number)));
}

function watched(
	sheets: number,
	progress: (done: number) => void,
	judge: (number: number) => unknown
): Memory {
	const collect = globalThis.gc;
	if (!collect) throw new Error('expected node --expose-gc');
	const heaps: number[] = [];
	const begun = performance.now();
	for (let number = 1; number <= sheets; number++) {
		judge(number);
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
