import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { ApplicationState, Status } from '../plan/action.ts';
import type { Conversion, Figures, Sum } from '../plan/figures.ts';
import { percent } from '../ui/percent.ts';
import type { OriginNote } from '../plan/origin.ts';
import { say } from '../ui/text.ts';
import { moneyWords } from './format.ts';

export const planStatusWords: Readonly<Record<Status, () => string>> = {
	planned: m.plan_status_planned,
	doing: m.plan_status_doing,
	done: m.plan_status_done,
	dropped: m.plan_status_dropped
};

export const applicationWords: Readonly<Record<ApplicationState, () => string>> = {
	intended: m.plan_measure_intended,
	applied: m.plan_measure_applied,
	granted: m.plan_measure_granted,
	refused: m.plan_measure_refused
};

/** What a button is called that moves an action from where it stands. */
export function moveWords(from: Status, to: Exclude<Status, 'dropped'>): string {
	if (to === 'doing') return from === 'planned' ? m.plan_to_doing() : m.plan_to_doing_again();
	return to === 'done' ? m.plan_to_done() : m.plan_to_planned();
}

/** Money that was stated, and how much was not. */
export function sumWords({ fen, unstated }: Sum): string {
	const missing = unstated > 0 ? m.plan_unstated({ count: unstated }) : '';
	const stated = moneyWords(fen, getLocale());
	if (fen === 0) return missing || m.plan_money_none();
	return missing ? `${stated}${m.comma()}${missing}` : stated;
}

export function completionWords({ counted, finished }: Figures): string {
	if (counted === 0) return m.plan_completion_none();
	return m.plan_completion_said({ share: shareWords(finished, counted), counted, finished });
}

export function conversionWords({ filed, converted }: Conversion): string {
	if (filed === 0) return m.plan_conversion_none();
	return m.plan_conversion_said({ share: shareWords(converted, filed), filed, converted });
}

/** A share in percent to a tenth, rounded once. */
export function shareWords(part: number, whole: number): string {
	return percent(Math.round((part * 1000) / whole) / 10);
}

/** How an action stands to its due day; nothing where it has none or is over. */
export function dueWords(daysLeft: number | undefined): string | undefined {
	if (daysLeft === undefined) return undefined;
	if (daysLeft < 0) return m.plan_overdue({ days: -daysLeft });
	return daysLeft === 0 ? m.plan_due_today() : m.plan_due_in({ days: daysLeft });
}

/** @param owner null where the name was erased */
export function ownerWords(owner: string | null | undefined): string {
	return owner === null ? m.plan_owner_erased() : (owner ?? m.plan_owner_none());
}

export function originNoteWords(note: OriginNote): string {
	switch (note.kind) {
		case 'unknown':
			return m.plan_step_unknown({ question: note.question });
		case 'not-applying':
			return m.plan_step_not_applying({ question: say(note.question) });
		case 'removed':
			return m.plan_step_removed({ question: say(note.question), edition: say(note.edition) });
		case 'finding-gone':
			return m.plan_finding_gone({ finding: say(note.finding) });
	}
}

/** A circle of actions, back to the first: A → B → A. */
export function circleWords(names: readonly string[]): string {
	return [...names, ...names.slice(0, 1)].join(' → ');
}
