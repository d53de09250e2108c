import type { Happening, ShownStatement } from '#lib/sheets/happening.ts';
import { shownSignature } from '#lib/signature.ts';
import { sideOf } from '#lib/sheets/overview.ts';
import { today } from './clock.ts';
import type { EnterpriseSheet, SignedStatement } from './enterprise-sheets.ts';

/** All steps and all saves of a sheet, the last first. */
export function history(
	{ events, patches, signatures }: Pick<EnterpriseSheet, 'events' | 'patches' | 'signatures'>,
	person: string
): Happening[] {
	const shown = (statement: unknown): ShownStatement | undefined => {
		if (!statement) return undefined;
		const { text, signature } = statement as SignedStatement;
		const found = signatures.get(signature);
		return { text, signedBy: found && shownSignature(found) };
	};
	const took = events.map((event, i) => ({
		at: event.at,
		happening: {
			kind: 'step' as const,
			on: today(event.at),
			isOwn: event.by === person,
			reason: event.reason ?? undefined,
			state: event.state,
			side: sideOf(events[i - 1]?.state ?? 'draft', event.state),
			statement: shown(event.statement)
		}
	}));
	const saves = Map.groupBy(patches, ({ receivedAt, layer, author, reason }) =>
		JSON.stringify([receivedAt, layer, author, reason])
	);
	const saved = [...saves.values()].map((together) => {
		const { receivedAt, layer, author, reason } = together[0]!;
		return {
			at: receivedAt,
			happening: {
				kind: 'answers' as const,
				on: today(receivedAt),
				isOwn: author === person,
				reason: reason ?? undefined,
				layer,
				count: new Set(together.map(({ field }) => field)).size
			}
		};
	});
	return [...took, ...saved]
		.sort((a, b) => b.at.getTime() - a.at.getTime())
		.map(({ happening }) => happening);
}
