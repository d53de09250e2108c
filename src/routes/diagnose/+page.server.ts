import { questionsIn } from '#lib/journey/form.ts';
import { editions } from '#server/content.ts';

export function load() {
	return {
		editions: editions.map(({ data, root }) => ({
			instrument: data.instrument,
			edition: data.edition,
			title: data.title,
			description: data.description,
			authority: data.authority,
			dimensions: root.parts.map(({ title }) => title),
			questions: questionsIn(root).filter(({ type }) => type !== 'multipletext').length
		}))
	};
}
