import { openIssued } from '#server/issued-reports.ts';
import { readSheet } from '#server/reading-sheets.ts';
import { answerIssued } from '#server/reports/answer.ts';
import { noteSeen } from '#server/trail.ts';

/** A copy of an issued report that can be edited; it is not the issued one, and says so. */
export async function GET(event) {
	const { acting, sheet } = await readSheet(event);
	const { code } = event.params;
	const issued = await openIssued(acting.member, sheet.id, code);
	await noteSeen(acting.member, sheet.enterprise, `editable report ${code} ${sheet.id}`);
	return answerIssued(event, issued, event.params.id, 'docx');
}
