import { encoded } from '#lib/report/file-name.ts';
import { isPicture, openEvidence } from '#server/evidence.ts';
import { requireMember } from '#server/member.ts';
import { noteView } from '#server/trail.ts';
import { evidenceHeaders } from './headers.ts';

/** A piece of evidence: pictures are shown, everything else is saved. */
export async function GET(event) {
	const { kind, member } = requireMember(event);
	const { piece, content } = await openEvidence(member, event.params.id);
	if (kind !== 'enterprise') await noteView(member, piece.sheet, `evidence ${piece.id}`);
	const placed = isPicture(piece) ? 'inline' : 'attachment';
	return new Response(new Uint8Array(content), {
		headers: {
			...evidenceHeaders,
			'content-type': piece.type,
			'content-disposition': `${placed}; filename*=UTF-8''${encoded(piece.name)}`
		}
	});
}
