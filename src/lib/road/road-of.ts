import { checkKnown, checkSheet, type Day, type Said, type Standards } from '#scoring';
import { road, type Road, type RoadOptions } from './road.ts';

/** The road of what is said of an enterprise, on the day and by the standards that `diagnose` was given. */
export function roadOf(
	{ edition, catalogue }: Pick<Standards, 'edition' | 'catalogue'>,
	said: Said,
	day: Day,
	options: RoadOptions = {}
): Road {
	const { facts, titles } = checkKnown(catalogue, said).known;
	const sheet = checkSheet(edition, said.answers ?? {});
	return road(edition, sheet, { facts, titles, tiers: {}, day }, options);
}
