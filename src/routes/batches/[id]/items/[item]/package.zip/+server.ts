import { Readable } from 'node:stream';
import { requireMember } from '#server/member.ts';
import { openPrintedItem } from '#server/print-batches.ts';
import { problems } from '#server/problems.ts';
import { readRange } from '#server/range.ts';
import { missingFiles, streamHeld } from '#server/store.ts';

/** A package of a batch, as it was made. A download that broke off goes on where it ended: its bytes stay the same. */
export async function GET(event) {
	const { member } = requireMember(event);
	const { id, item } = event.params;
	const found = await openPrintedItem(member, id, item);
	if (found?.kind !== 'packages') return problems.noSuchBatch();
	const { sheet, file, bytes } = found;
	if ((await missingFiles([file])).size > 0) problems.evidenceGone();
	const etag = `"${file}"`;
	const headers = {
		'content-type': 'application/zip',
		'content-disposition': `attachment; filename="qidang-${sheet}.zip"`,
		'cache-control': 'private, no-store',
		'accept-ranges': 'bytes',
		etag
	};
	const { from, status, length, range } = readRange(event.request.headers, { bytes, etag });
	if (status === 416) return new Response(null, { status, headers: { ...headers, ...range } });
	const body = Readable.toWeb(Readable.from(await streamHeld(file, from)));
	return new Response(body as ReadableStream<Uint8Array>, {
		status,
		headers: { ...headers, ...range, 'content-length': String(length) }
	});
}
