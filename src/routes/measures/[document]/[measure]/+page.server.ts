import { inWords } from '#lib/ui/condition-words.ts';
import { inForce, inherit } from '#scoring';
import { today } from '#server/clock.ts';
import { library } from '#server/content.ts';
import { namesIn } from '#server/names.ts';
import { problems } from '#server/problems.ts';
import { baseOf } from '../../base-of.ts';
import { exampleView } from './example-view.ts';
import { historyOf } from './history.ts';

export function load({ params }) {
	const found = library.documents.get(params.document) ?? problems.noSuchDocument(params.document);
	const { document, hash, examples } = found;
	const opened =
		document.measures.find(({ data }) => data.id === params.measure) ??
		problems.noSuchMeasure(params.measure);
	const { data: measure, units } = opened;
	const { catalogue, capabilities } = library;
	const { requires } = measure;
	const { id, title, number, inForce: period, area, source, unknown } = document.data;
	const day = today();
	return {
		document: { id, title, number, unknown, period: { from: period.from, until: period.until } },
		hash,
		measure,
		units,
		area: (measure.area ?? area).title,
		areaSource: measure.area && inherit(inherit(source, measure.source), measure.area.source),
		source: inherit(source, measure.source),
		base: baseOf(measure, catalogue.facts),
		requires: requires && inWords(requires, namesIn({ measure })),
		capabilities: measure.capabilities.flatMap((capability) => capabilities.get(capability) ?? []),
		article: document.data.articles.find(({ clause }) => clause === measure.article)?.title,
		examples: (examples.get(measure.id) ?? []).map((one) => exampleView(one, measure, catalogue)),
		history: historyOf(document, opened),
		today: day,
		state: inForce(period, day)
	};
}
