import { m } from '#lib/paraglide/messages.js';
import type { Cell, Sheet } from '../spreadsheet.ts';
import { date } from '../ui/dates.ts';
import { list, say } from '../ui/text.ts';
import {
	applicationWords,
	dueWords,
	originNoteWords,
	ownerWords,
	planStatusWords
} from '../words/plan.ts';
import type { Text } from '#scoring';
import type { Action } from './action.ts';
import type { ShownAction } from './shown.ts';

/** 万元, as a number that Excel adds up. */
const wan = (fen: number | undefined) => (fen === undefined ? undefined : fen / 1_000_000);

/** An action with what pages show of it. */
export interface PlanRow {
	readonly action: Action;
	readonly shown: ShownAction;
	readonly evidence: number;
}

/**
 * A plan as two sheets: its actions, and the measures applied for. Money in 万元.
 * @param measureTitle by reference
 */
export function planSheets(rows: readonly PlanRow[], measureTitle: (ref: string) => Text): Sheet[] {
	const unit = (title: string) => `${title} (${m.plan_money_unit()})`;
	const names = new Map(rows.map(({ action }) => [action.id, action.what]));
	return [
		{
			name: m.plan_action(),
			columns: [
				{ title: m.plan_order(), width: 10 },
				{ title: m.plan_what(), width: 48 },
				{ title: m.plan_status(), width: 12 },
				{ title: m.plan_owner(), width: 16 },
				{ title: m.plan_start(), width: 16 },
				{ title: m.plan_due(), width: 16 },
				{ title: m.plan_overdue_kind(), width: 16 },
				{ title: unit(m.plan_budget()), width: 16 },
				{ title: m.plan_after(), width: 32 },
				{ title: m.plan_evidence(), width: 12 },
				{ title: m.plan_drop_reason(), width: 32 },
				{ title: m.plan_origin(), width: 48 }
			],
			rows: rows.map(({ action, shown, evidence }): Cell[] => [
				action.order,
				action.what,
				planStatusWords[shown.status](),
				ownerWords(shown.owner),
				shown.start && date(shown.start),
				shown.due && date(shown.due),
				shown.isOverdue ? dueWords(shown.daysLeft) : undefined,
				wan(action.budget),
				list(action.after.map((id) => names.get(id) ?? id)),
				evidence,
				shown.reason,
				shown.notes.map(originNoteWords).join('\n')
			])
		},
		{
			name: m.plan_measures(),
			columns: [
				{ title: m.plan_what(), width: 48 },
				{ title: m.plan_measure(), width: 40 },
				{ title: m.plan_measure_state(), width: 16 },
				{ title: unit(m.plan_applied()), width: 18 },
				{ title: unit(m.plan_granted()), width: 18 },
				{ title: m.plan_measure_on(), width: 18 }
			],
			rows: rows.flatMap(({ action }) =>
				Object.entries(action.measures).map(([ref, { state, applied, granted, on }]): Cell[] => [
					action.what,
					say(measureTitle(ref)),
					applicationWords[state](),
					wan(applied),
					wan(granted),
					on && date(on)
				])
			)
		}
	];
}
