import { encoded, savedName } from '#lib/report/file-name.ts';
import { today } from '#server/clock.ts';
import { requireMember } from '#server/member.ts';
import { openBatch, openPrinted } from '#server/print-batches.ts';
import { problems } from '#server/problems.ts';
import { missingFiles } from '#server/store.ts';
import { zipStored } from '#server/zip-stored.ts';

/** All reports of a batch that are printed, as one ZIP that is made while it is sent. */
export async function GET(event) {
	const { member } = requireMember(event);
	const { id } = event.params;
	const { locale, at } = (await openBatch(member, id)) ?? problems.noSuchBatch();
	const printed = await openPrinted(member, id);
	if (printed.length === 0) problems.noSuchReport();
	// Told before anything is sent: half an archive is none.
	const missing = await missingFiles(printed.map((item) => item.printed.file));
	if (missing.size > 0) problems.evidenceGone();
	const width = String(printed.length).length;
	const files = printed.map(({ name, printed: { file, bytes, at } }, i) => {
		const number = String(i + 1).padStart(width, '0');
		return { file, bytes, at, name: `${number}-${savedName(name, today(at), locale, 'pdf')}` };
	});
	const title = locale === 'en' ? 'reports' : '诊断报告';
	return new Response(zipStored(files), {
		headers: {
			'content-type': 'application/zip',
			'content-disposition': `attachment; filename="reports.zip"; filename*=UTF-8''${encoded(`${title}-${today(at)}.zip`)}`,
			'cache-control': 'no-store'
		}
	});
}
