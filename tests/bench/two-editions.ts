import { scoreUnderBoth } from '#lib/editions/under-both.ts';
import { receipt } from '#lib/editions/receipt.ts';
import type { Library } from '#lib/library/library.ts';
import { add, compare, diagnose, subtract, zero, type OpenEdition, type Standards } from '#scoring';
import { sheetMaker, type DatedSheet } from './sheets.ts';

/** The instrument that has two editions. */
function mappingIn({ editions }: Library) {
	return editions.get('two-integration@2026-2')!.moves!.mapping;
}

/** Complete sheets of the older edition. */
export function olderSheets(library: Library, count: number): DatedSheet[] {
	const make = sheetMaker(mappingIn(library).older);
	return Array.from({ length: count }, (_, i) => make(i));
}

/** The road of a sheet through two editions: the receipt, both results, and where each difference comes from. */
export function underBoth(library: Library) {
	const mapping = mappingIn(library);
	return (sheet: DatedSheet) => scoreUnderBoth(mapping, sheet, library.catalogue, sheet.day);
}

/** The least that must be done for it: the answers carried over, and both diagnoses, with why. */
export function diagnosedTwice(library: Library) {
	const mapping = mappingIn(library);
	const { catalogue } = library;
	const standards = (edition: OpenEdition): Standards => ({ edition, documents: [], catalogue });
	const [older, newer] = [standards(mapping.older), standards(mapping.newer)];
	return (sheet: DatedSheet) => {
		const { answers } = receipt(mapping, sheet.answers);
		return [
			diagnose(older, sheet, sheet.day),
			diagnose(newer, { ...sheet, answers }, sheet.day)
		] as const;
	};
}

/** The first sheet whose two results differ between the two ways, or whose lines do not add up. */
export function oddUnderBoth(library: Library, count: number): DatedSheet | undefined {
	const [judge, twice] = [underBoth(library), diagnosedTwice(library)];
	return olderSheets(library, count).find((sheet) => {
		const { older, newer, points } = judge(sheet);
		const results = twice(sheet);
		const isSame = [older, newer].every(({ standing, points }, i) => {
			const { standing: other, points: otherPoints } = results[i]!;
			const [low, high] = [other.low === standing.low, other.high === standing.high];
			return low && high && compare(points.low, otherPoints.low) === 0;
		});
		const told = points.reduce((sum, line) => add(sum, line.low), zero);
		return !isSame || compare(told, subtract(newer.points.low, older.points.low)) !== 0;
	});
}
