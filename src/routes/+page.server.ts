import { editions, library } from '#server/content.ts';

export function load() {
	return {
		editions: editions.map(({ data }) => ({
			title: data.title,
			instrument: data.instrument,
			edition: data.edition
		})),
		documents: [...library.documents.values()].map(({ document: { data, measures } }) => ({
			id: data.id,
			title: data.title,
			measures: measures.length
		}))
	};
}
