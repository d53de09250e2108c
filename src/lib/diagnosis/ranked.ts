import { rank, type Diagnosis, type OpenDocument, type OpenEdition, type Ranked } from '#scoring';
import { weakCapabilities } from './share.ts';

/** The recommendations of a diagnosis in our order; one that does not say why knows no weak capability. */
export function rankedOf(
	edition: OpenEdition,
	documents: readonly OpenDocument[],
	{ support, trace }: Pick<Diagnosis, 'support' | 'trace'>
): Ranked[] {
	const weak = trace ? weakCapabilities(edition, trace).map(({ id }) => id) : [];
	return rank(documents, support.recommendations, weak);
}
