import { inForce } from '#scoring';
import { today } from '#server/clock.ts';
import { areaName, library } from '#server/content.ts';
import { problems } from '#server/problems.ts';

/** The name with its code; a zone without a code of its own is told by its name. */
const area = (code: string) => (/^\d+$/.test(code) ? `${areaName(code)} ${code}` : areaName(code));

export function load({ params }) {
	const found = library.documents.get(params.document) ?? problems.noSuchDocument(params.document);
	const { document, hash } = found;
	const day = today();
	return {
		document: document.data,
		hash,
		titles: Object.fromEntries(document.measures.map(({ data }) => [data.id, data.title])),
		areas: document.data.area.within.map(area),
		elsewhere: document.data.area.elsewhere?.within.map(area),
		today: day,
		state: inForce(document.data.inForce, day)
	};
}
