import { library, listed } from '#server/content.ts';

export function load({ url }) {
	return {
		editions: listed(url, ['published']).shown.map(({ edition: { data } }) => ({
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
