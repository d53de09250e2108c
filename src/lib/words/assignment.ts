import { m } from '#lib/paraglide/messages.js';
import type { AssignmentEvent, AssignmentStep, ShownAssignment, Standing } from '../assignment.ts';
import type { OrganisationKind } from '../roles.ts';

export const assignmentStepWords: Readonly<Record<AssignmentStep, () => string>> = {
	assigned: m.assignment_assigned,
	consultant: m.assignment_consultant,
	appointment: m.assignment_appointment,
	visit: m.assignment_visit,
	confirmed: m.assignment_confirmed,
	rated: m.assignment_rated,
	over: m.assignment_over
};

export const standingWords: Readonly<Record<Standing, () => string>> = {
	'to-come': m.assignment_to_come,
	running: m.assignment_running,
	over: m.assignment_over
};

/** Whose doing it is. */
export const sideOfEvent: Readonly<Record<AssignmentEvent | 'assigned', OrganisationKind>> = {
	assigned: 'government',
	consultant: 'provider',
	appointment: 'provider',
	visit: 'provider',
	confirmed: 'enterprise',
	rated: 'enterprise',
	ended: 'government'
};

/** What an enterprise is called, where who reads may know it. */
export function enterpriseWords({ id, name }: ShownAssignment['enterprise']): string {
	return name ?? m.assignment_enterprise_hidden({ id: id.slice(0, 8) });
}
