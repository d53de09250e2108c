import type { Fact, MeasureData } from '#scoring';

/** What the share of a measure is taken of. */
export function baseOf(
	{ benefit }: MeasureData,
	facts: ReadonlyMap<string, Fact>
): Fact | undefined {
	return 'of' in benefit && benefit.of ? facts.get(benefit.of) : undefined;
}
