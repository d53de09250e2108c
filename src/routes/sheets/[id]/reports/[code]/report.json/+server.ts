import { writeRecord } from '#lib/report/record.ts';
import { openIssued } from '#server/issued-reports.ts';
import { readSheet } from '#server/reading-sheets.ts';
import { noteSeen } from '#server/trail.ts';

/** The record of an issued report: what `npm run verify` reads. */
export async function GET(event) {
	const { acting, sheet } = await readSheet(event);
	const { code } = event.params;
	const { record } = await openIssued(acting.member, sheet.id, code);
	await noteSeen(acting.member, sheet.enterprise, `record ${code} ${sheet.id}`);
	return new Response(writeRecord(record).text, {
		headers: {
			'content-type': 'application/json',
			'content-disposition': `attachment; filename="report-${code}.json"`,
			'cache-control': 'private, no-store'
		}
	});
}
