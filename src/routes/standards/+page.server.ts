import { decimal, inPoints } from '#scoring';
import { editions } from '#server/content.ts';

export function load() {
	return {
		editions: editions.map(({ data, ref, root }) => ({
			ref,
			instrument: data.instrument,
			edition: data.edition,
			title: data.title,
			description: data.description,
			issuer: data.issuer,
			number: data.number,
			issued: data.issued,
			status: data.status,
			source: data.source,
			points: decimal(inPoints(root.max), 3),
			tiers: data.ladder.tiers.length
		}))
	};
}
