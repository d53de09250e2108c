import { isDeepStrictEqual } from 'node:util';
import { diagnose, type Diagnosis, type Standards } from '#scoring';
import type { Library } from '#lib/library/library.ts';
import { diagnoseByHand, type Result } from './by-hand.ts';
import type { DatedSheet } from './sheets.ts';

/** The edition and the document that the function by hand knows. */
export function standardsByHand({ editions, documents, catalogue }: Library): Standards {
	const { edition } = editions.get('sme-digital-level@2024')!;
	return { edition, documents: [documents.get('yancheng-2022')!.document], catalogue };
}

/** What the sheets reach, as shares of them; outcomes as shares of all judgements of a measure. */
export interface Shares {
	readonly tiers: Readonly<Record<string, number>>;
	readonly outcomes: Readonly<Record<string, number>>;
	/** Sheets with a measure that is met and certainly pays. */
	readonly paid: number;
}

/**
 * Judges sheets by the engine and by hand.
 *
 * @returns the sheets on which the two differ, and what the sheets reach
 */
export function compare(
	standards: Standards,
	sheets: Iterable<DatedSheet>
): { differences: DatedSheet[]; shares: Shares } {
	const differences: DatedSheet[] = [];
	const tiers = new Map<string, number>();
	const outcomes = new Map<string, number>();
	let count = 0;
	let paid = 0;
	for (const sheet of sheets) {
		const diagnosis = diagnose(standards, sheet, sheet.day, false);
		if (!isDeepStrictEqual(resultOf(diagnosis), diagnoseByHand(sheet, sheet.day))) {
			differences.push(sheet);
		}
		const { standing, support } = diagnosis;
		add(tiers, standing.tiers[standing.low - 1] ?? 'none');
		for (const { outcome } of support.recommendations) add(outcomes, outcome);
		if (support.recommendations.some(({ amount }) => amount && amount.low > 0)) paid++;
		count++;
	}
	return {
		differences,
		shares: { tiers: shareOf(tiers), outcomes: shareOf(outcomes), paid: paid / count }
	};
}

/** A diagnosis as the function by hand writes it; what is not certain or was refused shows as NaN. */
function resultOf({ points, standing, support, faults }: Diagnosis): Result {
	const certain = points.low.n === points.high.n && points.low.d === 1 && faults.length === 0;
	const amounts = support.recommendations.flatMap(({ measure, amount }) =>
		amount ? [[measure.split('/')[1]!, { low: amount.low, high: amount.high }] as const] : []
	);
	return {
		tier: standing.low === standing.high ? standing.low : NaN,
		points: certain ? Number(points.low.n) : NaN,
		amounts: Object.fromEntries(amounts)
	};
}

function add(counts: Map<string, number>, key: string): void {
	counts.set(key, (counts.get(key) ?? 0) + 1);
}

function shareOf(counts: ReadonlyMap<string, number>): Record<string, number> {
	const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
	return Object.fromEntries([...counts].map(([key, count]) => [key, count / all]));
}
