import type { ShownPerson } from './words/person.ts';

/** What becomes of an assignment. The last `consultant` looks after it: another one is a hand-over. */
export const assignmentEvents = [
	'consultant',
	'appointment',
	'visit',
	'confirmed',
	'rated',
	'ended'
] as const;
export type AssignmentEvent = (typeof assignmentEvents)[number];

/** Before its first day it is prepared; once it is over nothing is added. */
export type Standing = 'to-come' | 'running' | 'over';

interface Times {
	readonly startsAt: Date;
	readonly endsAt: Date;
	/** Where it ended before its time. */
	readonly endedAt: Date | undefined;
}

export function standingOf({ startsAt, endsAt, endedAt }: Times, at: Date): Standing {
	if (endedAt || endsAt <= at) return 'over';
	return startsAt <= at ? 'running' : 'to-come';
}

interface Happened {
	readonly event: AssignmentEvent;
	readonly at: Date;
}

/** What stands of what happened: a confirmation and a rating are of the visits before them. */
export function standing(events: readonly Happened[], event: AssignmentEvent): Date | undefined {
	const last = events.findLastIndex((one) => one.event === event);
	const isOfVisit = event === 'confirmed' || event === 'rated';
	const visited = events.findLastIndex((one) => one.event === 'visit');
	return isOfVisit && last < visited ? undefined : events[last]?.at;
}

const way = ['assigned', 'consultant', 'appointment', 'visit', 'confirmed', 'rated'] as const;
export type AssignmentStep = (typeof way)[number] | 'over';

/** A step on the way of an assignment, and when it was taken. */
export interface StepOnWay {
	readonly step: AssignmentStep;
	readonly place: 'passed' | 'now' | 'to-come';
	readonly at?: Date;
}

/** The way of an assignment; of one that is over, only what happened. */
export function wayOf(
	assignment: Times & {
		readonly assigned: { readonly at: Date };
		readonly events: readonly Happened[];
	},
	at: Date
): StepOnWay[] {
	const { assigned, events, endsAt, endedAt } = assignment;
	const times = way.map((step) => (step === 'assigned' ? assigned.at : standing(events, step)));
	const next = times.findLastIndex((time) => time !== undefined) + 1;
	const steps = way.map((step, i): StepOnWay => {
		const time = times[i];
		if (time) return { step, place: 'passed', at: time };
		return { step, place: i === next ? 'now' : 'to-come' };
	});
	if (standingOf(assignment, at) !== 'over') return steps;
	return [
		...steps.filter(({ place }) => place === 'passed'),
		{ step: 'over', place: 'passed', at: endedAt ?? endsAt }
	];
}

/** An assignment of a list, as pages show it. */
export interface ShownAssignment {
	readonly id: string;
	/** Without a name where who asks does not see the enterprise: before its first day, after its last. */
	readonly enterprise: { readonly id: string; readonly name: string | undefined };
	readonly provider: string | undefined;
	readonly startsOn: string;
	readonly endsOn: string;
	readonly standing: Standing;
	readonly consultant: ShownPerson | undefined;
	readonly appointment: { readonly at: Date; readonly place: string } | undefined;
}
