import { Readable } from 'node:stream';
import { packSheet } from '#server/archive/packages.ts';
import { refuseTooMany } from '#server/rate-limit.ts';
import { readSheet } from '#server/reading-sheets.ts';
import { issuedPdf } from '#server/reports/answer.ts';
import { noteSeen } from '#server/trail.ts';

/** The package of a filed sheet, written as it is sent. Its length is announced: who gets less knows it. */
export async function GET(event) {
	const { acting, sheet } = await readSheet(event);
	refuseTooMany('report', event);
	const packed = await packSheet(acting.member, sheet.id, async (issued) => ({
		pdf: await issuedPdf(event, issued)
	}));
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
