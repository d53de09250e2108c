import { decimal, inPoints } from '#scoring';
import { listed } from '#server/content.ts';

export function load({ url }) {
	const { shown, drafts } = listed(url, ['published', 'retired', 'withdrawn']);
	return {
		drafts,
		editions: shown.map(({ edition: { data, ref, root }, older, stage }) => ({
			older: older.map((one) => one.data.edition),
			ref,
			instrument: data.instrument,
			edition: data.edition,
			title: data.title,
			description: data.description,
			issuer: data.issuer,
			number: data.number,
			issued: data.issued,
			stage,
			source: data.source,
			points: decimal(inPoints(root.max), 3),
			tiers: data.ladder.tiers.length
		}))
	};
}
