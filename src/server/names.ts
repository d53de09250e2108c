import type { Names } from '#lib/words/condition.ts';
import type { MeasureData, OpenEdition } from '#scoring';
import { areaName, library } from './content.ts';

/** What the names in a condition of an edition or of a measure stand for. */
export function namesIn({
	edition,
	measure
}: {
	edition?: OpenEdition;
	measure?: MeasureData;
}): Names {
	return {
		catalogue: library.catalogue,
		editions: [...library.editions.values()].map((one) => one.edition),
		areaName,
		open: new Map(measure?.open?.map(({ id, question }) => [id, question])),
		...(edition ? { edition } : {})
	};
}
