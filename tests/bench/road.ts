import { roadOf } from '#lib/road/road-of.ts';
import type { Library } from '#lib/library/library.ts';
import { checkSheet, climb, scoreSheet } from '#scoring';
import { largestOf } from './editions.ts';
import { sheetMaker, type DatedSheet } from './sheets.ts';

/** Complete sheets of the edition with the most questions. */
export function largestSheets(library: Library, count: number): DatedSheet[] {
	const make = sheetMaker(largestOf(library));
	return Array.from({ length: count }, (_, i) => make(i));
}

/** The road of a sheet of the largest edition, each road scored again step by step. */
export function roadsOf(library: Library): (sheet: DatedSheet) => unknown {
	const standards = { edition: largestOf(library), catalogue: library.catalogue };
	return (sheet) => {
		const found = roadOf(standards, sheet, sheet.day);
		if (found.kind === 'unsolved') throw new Error(`Unsolved: ${JSON.stringify(sheet)}`);
		return found;
	};
}

/** One scoring of the same sheet, which a road takes at least twice. */
export function scoredOnce(library: Library): (sheet: DatedSheet) => unknown {
	const edition = largestOf(library);
	return ({ answers, day }) => {
		const known = { facts: {}, titles: [], tiers: {}, day };
		return climb(edition, scoreSheet(edition, checkSheet(edition, answers), known), false);
	};
}
