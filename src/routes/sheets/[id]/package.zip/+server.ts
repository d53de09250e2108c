import { Readable } from 'node:stream';
import { EvidenceGone, packSheet } from '#server/archive/packages.ts';
import { problems } from '#server/problems.ts';
import { refuseTooMany } from '#server/rate-limit.ts';
import { readSheet } from '#server/reading-sheets.ts';
import { issuedFiles } from '#server/reports/answer.ts';
import { StoreFailure } from '#server/store.ts';
import { noteSeen } from '#server/trail.ts';

/** The package of a filed sheet, written as it is sent. Its length is announced: who gets less knows it. */
export async function GET(event) {
	const { acting, sheet } = await readSheet(event);
	refuseTooMany('report', event);
	const packed = await packSheet(acting.member, sheet.id, (issued) =>
		issuedFiles(event, issued)
	).catch(tellNotPacked);
	await noteSeen(acting.member, sheet.enterprise, `package ${sheet.id}`);
	const body = Readable.toWeb(packed.write()) as ReadableStream<Uint8Array>;
	return new Response(body, {
		headers: {
			'content-type': 'application/zip',
			'content-length': String(packed.bytes),
			'content-disposition': `attachment; filename="${packed.name}.zip"`,
			'cache-control': 'private, no-store'
		}
	});
}

function tellNotPacked(error: unknown): never {
	if (error instanceof EvidenceGone) return problems.packedEvidenceGone(error.names.join('、'));
	if (!(error instanceof StoreFailure)) throw error;
	console.error(error);
	return problems.noStore();
}
