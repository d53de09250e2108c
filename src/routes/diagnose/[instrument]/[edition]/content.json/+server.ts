import { contentFor, worldOf } from '#server/journey.ts';
import { sendSealed } from '#server/sealed.ts';
import { problems } from '#server/problems.ts';

export function GET({ params, request }) {
	const ref = `${params.instrument}@${params.edition}`;
	if (!worldOf(ref)) problems.noSuchEdition(ref);
	return sendSealed(contentFor(ref), request);
}
