import { inForce } from '#scoring';
import { today } from '#server/clock.ts';
import { areaName, library } from '#server/content.ts';
import { problems } from '#server/problems.ts';

/** The name with its code; a zone without a code of its own is told by its name. */
const area = (code: string) => (/^\d+$/.test(code) ? `${areaName(code)} ${code}` : areaName(code));

export function load({ params }) {
	const found = library.documents.get(params.document) ?? problems.noSuchDocument(params.document);
	const { document, hash, targets } = found;
	const day = today();
	return {
		document: document.data,
		hash,
		titles: Object.fromEntries(document.measures.map(({ data }) => [data.id, data.title])),
		// Where a target is for the whole of the document's area, its areas need not be said again.
		targets: targets.map((target) => ({
			...target,
			areas: target.area.join() === document.data.area.within.join() ? [] : target.area.map(area)
		})),
		areas: document.data.area.within.map(area),
		elsewhere: document.data.area.elsewhere?.within.map(area),
		today: day,
		state: inForce(document.data.inForce, day)
	};
}
