import type { Day } from '#scoring';
import { daysBetween, isOpen, isOverdue, waitsFor, type Action, type Status } from './action.ts';
import { originNotes, type Ground, type OriginNote } from './origin.ts';

/** An action as a page shows it. */
export interface ShownAction {
	readonly id: string;
	readonly what: string;
	readonly status: Status;
	/** Why it was dropped. */
	readonly reason: string | undefined;
	/** Who answers for it; null where the name was erased. */
	readonly owner: string | null | undefined;
	readonly start: Day | undefined;
	readonly due: Day | undefined;
	/** To the due day, while it is open; negative where it is overdue. */
	readonly daysLeft: number | undefined;
	readonly isOverdue: boolean;
	/** 分. */
	readonly budget: number | undefined;
	/** What it waits for. */
	readonly waits: readonly string[];
	readonly measures: number;
	readonly notes: readonly OriginNote[];
	/** Whether two people say different things of it. */
	readonly isInConflict: boolean;
	/** The patches that stand, for a form to bring along. */
	readonly seen: string;
}

/** @param owners names by id; what was erased is missing */
export function shownAction(
	action: Action,
	{
		actions,
		owners,
		today,
		ground
	}: {
		readonly actions: readonly Action[];
		readonly owners: ReadonlyMap<string, string>;
		readonly today: Day;
		/** Left out where nobody asks what an action rests on. */
		readonly ground?: Ground;
	}
): ShownAction {
	const { id, what, status, owner, start, due, budget, measures, conflicts, standing } = action;
	return {
		...{ id, what, start, due, budget },
		status: status.state,
		reason: status.state === 'dropped' ? status.reason : undefined,
		owner: owner === undefined ? undefined : (owners.get(owner) ?? null),
		daysLeft: due !== undefined && isOpen(action) ? daysBetween(today, due) : undefined,
		isOverdue: isOverdue(action, today),
		waits: isOpen(action) ? waitsFor(action, actions).map((one) => one.what) : [],
		measures: Object.keys(measures).length,
		notes: ground ? originNotes(action, ground) : [],
		isInConflict: conflicts.length > 0,
		seen: [...standing.values()].flat().join(' ')
	};
}
