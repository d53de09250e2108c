import { questionsIn } from '#lib/journey/form.ts';
import { listed } from '#server/content.ts';

export function load({ url }) {
	const { shown, drafts } = listed(url, ['published']);
	return {
		drafts,
		editions: shown.map(({ edition: { data, root }, older, stage }) => ({
			stage,
			older: older.map((one) => one.data.edition),
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
