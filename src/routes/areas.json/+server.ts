import { areas } from '#server/journey.ts';
import { sendSealed } from '#server/sealed.ts';

export function GET({ request }) {
	return sendSealed(areas, request);
}
