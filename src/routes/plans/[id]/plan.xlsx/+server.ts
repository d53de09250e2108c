import { planSheets } from '#lib/plan/spreadsheet.ts';
import { today } from '#server/clock.ts';
import { measureTitle } from '#server/plan-history.ts';
import { listPlanEvidence } from '#server/plans.ts';
import { groundOf, readPlan, shownActions } from '#server/shown-plan.ts';
import { noteSeen } from '#server/trail.ts';
import { writeXlsx, xlsxType } from '#server/xlsx.ts';

/** A plan as a spreadsheet. */
export async function GET(event) {
	const reading = await readPlan(event);
	const { acting, plan } = reading;
	const pieces = await listPlanEvidence(acting.member, plan.id);
	const shown = shownActions(plan, await groundOf(reading));
	await noteSeen(acting.member, plan.enterprise, `plan ${plan.id}`);
	const rows = plan.actions.map((action, i) => ({
		action,
		shown: shown[i]!,
		evidence: pieces.filter((one) => one.action === action.id).length
	}));
	return new Response(await writeXlsx(planSheets(rows, measureTitle)), {
		headers: {
			'content-type': xlsxType,
			'content-disposition': `attachment; filename="plan-${today()}.xlsx"`
		}
	});
}
