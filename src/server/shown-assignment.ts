import { standingOf, type ShownAssignment } from '#lib/assignment.ts';
import type { ShownPerson } from '#lib/words/person.ts';
import { namesOfConsultants } from './accounts/names.ts';
import { listAssignments, type Assignment } from './assignments.ts';
import { now, today } from './clock.ts';
import { organisationNames } from './enterprises.ts';
import type { Member } from './enterprise-sheets.ts';

type Names = ReadonlyMap<string, string>;

/** The assignments that somebody sees, as `listAssignments` filters them. */
export async function shownAssignments(
	actor: Member,
	filter: Parameters<typeof listAssignments>[1]
): Promise<ShownAssignment[]> {
	const found = await listAssignments(actor, filter);
	const ids = new Set(found.flatMap(({ enterprise, provider }) => [enterprise, provider]));
	const names = await organisationNames(actor, [...ids]);
	const people = await namesOfConsultants(actor, found);
	return found.map((one) => shownAssignment(one, { names, people }, actor));
}

/** @param known what its organisations and its people are called, as far as the actor may know */
export function shownAssignment(
	given: Assignment,
	{ names, people }: { names: Names; people: Names },
	actor: Member
): ShownAssignment {
	const { id, enterprise, provider, consultant, appointment } = given;
	return {
		id,
		enterprise: { id: enterprise, name: names.get(enterprise) },
		provider: names.get(provider),
		startsOn: today(given.startsAt),
		// It ends as a day begins: the day before is its last.
		endsOn: today(new Date(given.endsAt.getTime() - 1)),
		standing: standingOf(given, now()),
		consultant: consultant === undefined ? undefined : shownPerson(consultant, people, actor),
		appointment: appointment && { at: new Date(appointment.at), place: appointment.place }
	};
}

/** @param people what those are called whose names the actor may know */
export function shownPerson(id: string, people: Names, { person }: Member): ShownPerson {
	return { id, isOwn: id === person, name: people.get(id) };
}
