import {
	checkSheet,
	climb,
	exact,
	inPoints,
	scoreSheet,
	type Interval,
	type Known,
	type OpenEdition,
	type Scored
} from '#scoring';

/** Small editions, scored: what tests look at, in few words. */

/** Scores answers that must be without a fault. */
export function scored(
	edition: OpenEdition,
	answers: Readonly<Record<string, unknown>>,
	known: Partial<Known> = {}
): Scored {
	const sheet = checkSheet(edition, answers);
	if (sheet.faults.length > 0) throw new Error(JSON.stringify(sheet.faults));
	const { facts = {}, titles = [] } = known;
	return scoreSheet(edition, sheet, { facts, titles, tiers: {}, day: '2024-10-15' });
}

/** An interval in points as one text: `3.5`, `17/21` or `0…6`. */
export function shownPoints({ low, high }: Interval): string {
	const [from, to] = [exact(inPoints(low)), exact(inPoints(high))];
	return from === to ? from : `${from}…${to}`;
}

/** The points of a node under some answers, as `shownPoints` writes them. */
export function points(
	edition: OpenEdition,
	answers: Readonly<Record<string, unknown>>,
	node = 'total'
): string {
	return shownPoints(scored(edition, answers).points[edition.partByName.get(node)!.index]!);
}

/** The tier under some answers: `none`, an id, or `low…high`. */
export function tier(
	edition: OpenEdition,
	answers: Readonly<Record<string, unknown>>,
	known: Partial<Known> = {}
): string {
	const { tiers, low, high } = climb(edition, scored(edition, answers, known), true);
	const names = ['none', ...tiers];
	return low === high ? names[low]! : `${names[low]}…${names[high]}`;
}
