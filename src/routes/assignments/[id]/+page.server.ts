import { fail, redirect } from '@sveltejs/kit';
import { standing, standingOf, wayOf, type AssignmentEvent } from '#lib/assignment.ts';
import { m } from '#lib/paraglide/messages.js';
import { localizeHref } from '#lib/paraglide/runtime.js';
import type { Right } from '#lib/roles.ts';
import { shownSignature } from '#lib/signature.ts';
import { namesOfConsultants } from '#server/accounts/names.ts';
import {
	agree,
	confirmVisits,
	consultantsOf,
	endAssignment,
	nameConsultant,
	openAssignment,
	rate,
	recordVisit,
	type Assignment
} from '#server/assignments.ts';
import { now, today } from '#server/clock.ts';
import { organisationNames } from '#server/enterprises.ts';
import { requireMember, requireRight, type Acting } from '#server/member.ts';
import { postedForm, textOf } from '#server/posted.ts';
import { problems } from '#server/problems.ts';
import { shownAssignment, shownPerson } from '#server/shown-assignment.ts';
import type { Signed } from '#server/signatures.ts';
import type { Told } from '#server/told.ts';
import { readAppointment, readRating, readVisit } from '#server/visit-forms.ts';

export async function load(event) {
	const { acting, assignment } = await read(event);
	const { member } = acting;
	const { assigned, enterprise, events, provider, rating, signatures, visits } = assignment;
	const names = await organisationNames(member, [enterprise, provider]);
	const people = await namesOfConsultants(member, [assignment]);
	const may = openTo(acting, assignment);
	const colleagues = may.name ? await consultantsOf(member) : [];
	const sign = ({ signature }: Signed) => {
		const found = signatures.get(signature);
		return found && shownSignature(found);
	};
	return {
		...shownAssignment(assignment, { names, people }, member),
		way: wayOf(assignment, now()).map(({ at, ...step }) => ({
			...step,
			...(at && { on: today(at) })
		})),
		may,
		colleagues: colleagues
			.filter((person) => person !== assignment.consultant)
			.map((person) => shownPerson(person, people, member)),
		visits: visits.map(({ from, until, seen, remarks, consultant, enterprise: owner }) => ({
			...{ seen, remarks },
			from: new Date(from),
			until: new Date(until),
			consultant: sign(consultant),
			enterprise: sign(owner)
		})),
		isUnconfirmed: isUnconfirmed(assignment),
		rating,
		today: today(),
		history: [
			...events.map(({ id, event, at, by, person }, i) => ({
				...{ id, event, at },
				isOwn: by === member.person,
				isHandOver: events.slice(0, i).some((one) => one.event === 'consultant'),
				person: person === undefined ? undefined : shownPerson(person, people, member)
			})),
			{
				id: 0,
				event: 'assigned' as const,
				at: assigned.at,
				isOwn: assigned.by === member.person,
				isHandOver: false,
				person: undefined
			}
		].sort((one, other) => Number(other.at) - Number(one.at) || other.id - one.id)
	};
}

export const actions = {
	/** Says who looks after it from now on. */
	consultant: async (event) => {
		const { acting, assignment } = await doing(event, 'consultant');
		const person = textOf(await postedForm(event.request), 'consultant.person');
		if (person === '') {
			const faults = { 'consultant.person': m.consultant_missing() };
			return fail(400, { step: 'consultant', faults, typed: {} });
		}
		await nameConsultant(acting.member, assignment.id, person);
		// Who has handed it over sees it no more.
		const isGone = !acting.may('assignment.all') && person !== acting.member.person;
		return isGone ? redirect(303, localizeHref('/work')) : done(assignment);
	},

	/** Agrees when and where to meet. */
	appointment: async (event) => {
		const { acting, assignment } = await doing(event, 'appointment');
		const told = readAppointment(await postedForm(event.request));
		if (!told.given) return refused('appointment', told);
		await agree(acting.member, assignment.id, told.given);
		return done(assignment);
	},

	/** Records a visit, with the signatures of both sides. */
	visit: async (event) => {
		const { acting, assignment } = await doing(event, 'visit');
		const told = readVisit(await postedForm(event.request));
		if (!told.given) return refused('visit', told);
		await recordVisit(acting.member, assignment.id, told.given.visit, told.given.signed);
		return done(assignment);
	},

	/** The enterprise confirms the visits that were recorded. */
	confirm: async (event) => {
		const { acting, assignment } = await doing(event, 'confirmed');
		if (!isUnconfirmed(assignment)) problems.nothingToConfirm();
		const seen = Number(textOf(await postedForm(event.request), 'visits'));
		await confirmVisits(acting.member, assignment.id, seen);
		return done(assignment);
	},

	/** The enterprise says how it found the service. */
	rate: async (event) => {
		const { acting, assignment } = await doing(event, 'rated');
		if (!standing(assignment.events, 'confirmed')) problems.notConfirmedYet();
		const told = readRating(await postedForm(event.request));
		if (!told.given) return refused('rated', told);
		await rate(acting.member, assignment.id, told.given);
		return done(assignment);
	},

	/** Ends it before its time. */
	end: async (event) => {
		const { acting, assignment } = await doing(event, 'ended');
		await endAssignment(acting.member, assignment.id);
		return done(assignment);
	}
};

const rightOf: Readonly<Record<AssignmentEvent, Right>> = {
	consultant: 'assignment.run',
	appointment: 'assignment.run',
	visit: 'assignment.run',
	confirmed: 'assignment.answer',
	rated: 'assignment.answer',
	ended: 'assignment.make'
};

/** What is prepared before the first day, or taken back. */
const beforeItBegins: readonly AssignmentEvent[] = ['consultant', 'appointment', 'ended'];

type Asked = Parameters<typeof requireMember>[0] & { readonly params: { readonly id: string } };

/** @throws the problem, where who asks sees none of that id */
async function read(event: Asked) {
	const acting = requireMember(event);
	const assignment =
		(await openAssignment(acting.member, event.params.id)) ?? problems.noSuchAssignment();
	return { acting, assignment };
}

/** @throws the problem, where they may not do that, or it cannot be done now */
async function doing(event: Asked, what: AssignmentEvent) {
	const found = await read(event);
	requireRight(found.acting, rightOf[what]);
	if (!takes(found.assignment, what)) problems.assignmentNotRunning();
	return found;
}

function takes(assignment: Assignment, what: AssignmentEvent): boolean {
	const stands = standingOf(assignment, now());
	return stands === 'running' || (stands === 'to-come' && beforeItBegins.includes(what));
}

function isUnconfirmed({ events, visits }: Assignment): boolean {
	return visits.length > 0 && !standing(events, 'confirmed');
}

/** Which forms the page has for somebody. */
function openTo({ may }: Acting, assignment: Assignment) {
	const open = (what: AssignmentEvent) => may(rightOf[what]) && takes(assignment, what);
	return {
		name: open('consultant'),
		agree: open('appointment'),
		record: open('visit'),
		confirm: open('confirmed') && isUnconfirmed(assignment),
		rate: open('rated') && standing(assignment.events, 'confirmed') !== undefined,
		end: open('ended')
	};
}

function refused(step: AssignmentEvent, { faults, typed }: Told<unknown>) {
	return fail(400, { step, faults, typed });
}

function done({ id }: Assignment): never {
	return redirect(303, localizeHref(`/assignments/${id}`));
}
