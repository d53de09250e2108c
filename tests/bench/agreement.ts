import { isDeepStrictEqual } from 'node:util';
import {
	checkKnown,
	diagnose,
	recommend,
	type Diagnosis,
	type Standards,
	type Support
} from '#scoring';
import type { Library } from '#lib/library/library.ts';
import { diagnoseByHand, type Result } from './by-hand.ts';
import { documentsOf, type DatedEnterprise } from './enterprises.ts';
import { measuresByHand, sumless, type Results } from './measures-by-hand.ts';
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

/** Judges all measures of all documents by the engine, which looks at all that was said first. */
export function recommendAll(
	library: Library,
	{ facts, projects, titles, day }: DatedEnterprise
): Support {
	const { known, faults } = checkKnown(library.catalogue, { facts, projects, titles });
	if (faults.length > 0) throw new Error(JSON.stringify(faults));
	return recommend(documentsOf(library), known, {}, day, false);
}

/** As `compare`, for all measures of all documents and without a questionnaire. */
export function compareMeasures(
	library: Library,
	enterprises: Iterable<DatedEnterprise>
): { differences: object[]; outcomes: Readonly<Record<string, number>> } {
	const differences: object[] = [];
	const counts = new Map<string, number>();
	for (const enterprise of enterprises) {
		const support = recommendAll(library, enterprise);
		const engine = sumsOf(support);
		const hand = measuresByHand(enterprise, enterprise.day);
		if (!isDeepStrictEqual(engine, hand)) differences.push({ enterprise, engine, hand });
		for (const { outcome } of support.recommendations) add(counts, outcome);
	}
	return { differences, outcomes: shareOf(counts) };
}

/** What was found as the function by hand writes it. */
function sumsOf({ recommendations }: Support): Results {
	const byRef = new Map(recommendations.map((one) => [one.measure, one]));
	const paying = recommendations.flatMap(({ measure, amount }) =>
		amount ? [[measure, { low: amount.low, high: amount.high }] as const] : []
	);
	return {
		outcomes: sumless.map((ref) => byRef.get(ref)!.outcome),
		amounts: Object.fromEntries(paying)
	};
}

function add(counts: Map<string, number>, key: string): void {
	counts.set(key, (counts.get(key) ?? 0) + 1);
}

function shareOf(counts: ReadonlyMap<string, number>): Record<string, number> {
	const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
	return Object.fromEntries([...counts].map(([key, count]) => [key, count / all]));
}
