import { openThumbnail } from '#server/evidence.ts';
import { requireMember } from '#server/member.ts';
import { evidenceHeaders } from '../headers.ts';

/** A picture, small. */
export async function GET(event) {
	const { member } = requireMember(event);
	const content = await openThumbnail(member, event.params.id);
	return new Response(new Uint8Array(content), {
		headers: { ...evidenceHeaders, 'content-type': 'image/webp' }
	});
}
