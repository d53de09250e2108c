import type { Day } from '#scoring';
import type { TimelineData } from '../charts/timeline.ts';
import { daysBetween } from './action.ts';
import type { ShownAction } from './shown.ts';

/** How many pieces the days below the bars are cut into. */
const pieces = 4;

interface Words {
	readonly kinds: TimelineData['kinds'];
	/** Of an action that is overdue. */
	readonly overdue: (title: string, days: number) => string;
	readonly day: (day: Day) => string;
	readonly label: (said: { count: number; overdue: number; today: string }) => string;
}

/**
 * The actions that have a due day and were not dropped, as bars from their start to it; a bar of one day where
 * no start is set. Nothing where there is none.
 */
export function timelineOf(
	actions: readonly ShownAction[],
	today: Day,
	words: Words
): TimelineData | undefined {
	const dated = actions.flatMap((one) =>
		one.due === undefined || one.status === 'dropped' ? [] : [{ ...one, due: one.due }]
	);
	if (dated.length === 0) return undefined;
	const starts = dated.map(({ start, due }) => (start !== undefined && start < due ? start : due));
	const first = [...starts, today].sort()[0]!;
	const bars = dated.map((one, i) => ({
		title: one.isOverdue ? words.overdue(one.what, -one.daysLeft!) : one.what,
		from: daysBetween(first, starts[i]!),
		to: daysBetween(first, one.due) + 1,
		kind: one.status === 'done' ? 'done' : one.isOverdue ? 'overdue' : 'open'
	})) satisfies TimelineData['bars'];
	const length = Math.max(...bars.map(({ to }) => to), daysBetween(first, today) + 1);
	const ticks = new Set(
		Array.from({ length: pieces + 1 }, (_, i) => Math.round((length * i) / pieces))
	);
	const overdue = dated.filter((one) => one.isOverdue).length;
	return {
		label: words.label({ count: bars.length, overdue, today: words.day(today) }),
		bars,
		today: daysBetween(first, today),
		days: [...ticks].map((at) => ({ at, title: words.day(dayAfter(first, at)) })),
		kinds: words.kinds
	};
}

function dayAfter(day: Day, days: number): Day {
	return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
