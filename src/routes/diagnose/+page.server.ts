import { questionsIn } from '#lib/journey/form.ts';
import { library } from '#server/content.ts';

export function load() {
	return {
		editions: [...library.editions.values()].map(({ edition: { data, root } }) => ({
			instrument: data.instrument,
			edition: data.edition,
			title: data.title,
			description: data.description,
			dimensions: root.parts.map(({ title }) => title),
			questions: questionsIn(root).filter(({ type }) => type !== 'multipletext').length
		}))
	};
}
