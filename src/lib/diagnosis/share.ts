import { isCertain, nearest, nodesOf, type OpenEdition, type TraceNode } from '#scoring';

/**
 * How far a question is answered in its best sense: the share of its points, or of its highest level.
 * Ours; it decides no tier. Nothing where the question gives neither, does not apply or is not settled.
 *
 * @returns from 0 to 1
 */
export function shareOf(edition: OpenEdition, node: TraceNode): number | undefined {
	if (node.kind !== 'question' || node.applies !== 'met') return undefined;
	const max = nearest(node.max);
	if (max > 0) {
		if (!isCertain(node.points)) return undefined;
		return nearest(node.points.low) / max;
	}
	const question = edition.byName.get(node.name)!;
	if (!node.level || question.type === 'multipletext' || question.highestLevel === 0)
		return undefined;
	const { low, high } = node.level;
	return low === high ? low / question.highestLevel : undefined;
}

export interface CapabilityShare {
	readonly id: string;
	/** The mean over its questions, from 0 to 1. */
	readonly share: number;
	readonly questions: number;
}

/**
 * The capabilities with the mean share of their questions, weakest first. A question that states an
 * effect measures none: it cannot be worked on by itself.
 */
function capabilityShares(edition: OpenEdition, nodes: readonly TraceNode[]): CapabilityShare[] {
	const shares = new Map<string, number[]>();
	for (const node of nodes) {
		const question = edition.byName.get(node.name)?.data;
		const share = shareOf(edition, node);
		if (!question?.capability || question.outcome || share === undefined) continue;
		shares.set(question.capability, [...(shares.get(question.capability) ?? []), share]);
	}
	return [...shares]
		.map(([id, all]) => ({
			id,
			share: all.reduce((sum, one) => sum + one, 0) / all.length,
			questions: all.length
		}))
		.sort((a, b) => a.share - b.share);
}

/** How many capabilities are called weak, where there are no ties. */
const weakest = 3;
/** Means of the same shares may differ by less in floating point. */
const alike = 1e-9;

/**
 * The weak capabilities of a sheet, weakest first: the three with the lowest mean share and those as low
 * as the third, but none that is reached in full. The rule is ours; it decides no tier.
 */
export function weakCapabilities(edition: OpenEdition, trace: TraceNode): CapabilityShare[] {
	const below = capabilityShares(edition, nodesOf(trace)).filter(({ share }) => share < 1 - alike);
	const least = below[Math.min(weakest, below.length) - 1]?.share ?? 0;
	return below.filter(({ share }) => share <= least + alike);
}

/** A share as people read it, its sign on the same line. */
export function percentWords(share: number): string {
	return `${Math.round(share * 100)}\u00a0%`;
}
