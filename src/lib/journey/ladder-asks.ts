import { conditionLeaves, type Diagnosis, type OpenEdition, type Text } from '#scoring';
import { lacking } from '../diagnosis/lacking.ts';

/** What the ladder asks beside the questions of its edition: facts and titles by id, each with its tiers. */
export function ladderAsks({ ladder }: OpenEdition): ReadonlyMap<string, readonly Text[]> {
	const asks = new Map<string, Text[]>();
	for (const { requires, title } of ladder.tiers) {
		for (const leaf of conditionLeaves(requires)) {
			const id = 'title' in leaf ? leaf.title : 'fact' in leaf ? leaf.fact : undefined;
			if (id !== undefined) asks.set(id, [...(asks.get(id) ?? []), title]);
		}
	}
	return asks;
}

/** Those of them that keep the tier from being certain, in the order of the ladder. */
export function openLadderAsks({ standing }: Diagnosis): readonly string[] {
	const open = standing.gates
		.slice(standing.low, standing.high)
		.flatMap(({ judgement }) => lacking(judgement!))
		.filter(({ verdict }) => verdict === 'unknown')
		.flatMap(({ leaf }) => ('title' in leaf ? leaf.title : 'fact' in leaf ? leaf.fact : []));
	return [...new Set(open)];
}
