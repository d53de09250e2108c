import * as v from 'valibot';
import { m } from '#lib/paraglide/messages.js';
import { readStrokes, signatureSchema, type Signature } from '#lib/signature.ts';
import {
	appointmentSchema,
	ratingSchema,
	visitSchema,
	type Appointment,
	type Rating,
	type Visit
} from '#lib/visit.ts';
import { isDay } from '#scoring';
import { endOfDay, momentOf, now, startOfDay } from './clock.ts';
import { problems } from './problems.ts';
import { only, told, typedIn, type Told } from './told.ts';

/** For which days an enterprise is assigned to whom; the last day counts. */
export function readAssigned(
	form: FormData
): Told<{ provider: string; startsAt: Date; endsAt: Date }> {
	const typed = typedIn(form, ['assign.provider', 'assign.from', 'assign.until']);
	const [provider, from, until] = Object.values(typed) as [string, string, string];
	const isAfter = isDay(from) && isDay(until) && until < from;
	const faults = only({
		'assign.provider': provider === '' && m.assign_provider_missing(),
		'assign.from': !isDay(from) && m.problem_day({ field: m.assign_from() }),
		'assign.until':
			(!isDay(until) && m.problem_day({ field: m.assign_until() })) ||
			(isAfter && m.problem_ends_before_it_starts())
	});
	return told(typed, faults, () => ({
		provider,
		startsAt: startOfDay(from),
		endsAt: endOfDay(until)
	}));
}

/** The day, the time and the place that were agreed. */
export function readAppointment(form: FormData): Told<Appointment> {
	const names = ['appointment.day', 'appointment.time', 'appointment.place'];
	const typed = typedIn(form, names);
	const [day, time, place] = Object.values(typed) as [string, string, string];
	const at = momentOf(day, time);
	const faults = only({
		'appointment.day': !isDay(day) && m.problem_day({ field: m.visit_day() }),
		'appointment.time': isDay(day) && !at && m.problem_clock({ field: m.visit_time() }),
		'appointment.place': !v.is(appointmentSchema.entries.place, place) && tooLong(200)
	});
	return told(typed, faults, () => ({ at: at!.toISOString(), place }));
}

/** A visit as it is recorded on site, with both signatures. */
export function readVisit(
	form: FormData
): Told<{ visit: Visit; signed: { consultant: Signature; enterprise: Signature } }> {
	const names = ['day', 'from', 'until', 'seen', 'remarks'].map((name) => `visit.${name}`);
	const typed = typedIn(form, names);
	const [day, from, until, seen, remarks] = Object.values(typed) as [
		...[string, string, string, string, string]
	];
	const [begun, ended] = [momentOf(day, from), momentOf(day, until)];
	const parts = seen
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '');
	const consultant = readSignature(form, 'consultant');
	const enterprise = readSignature(form, 'enterprise');
	const faults = only({
		'visit.day':
			(!isDay(day) && m.problem_day({ field: m.visit_day() })) ||
			(begun !== undefined && begun > now() && m.visit_in_future()),
		'visit.from': isDay(day) && !begun && m.problem_clock({ field: m.visit_from() }),
		'visit.until':
			(isDay(day) && !ended && m.problem_clock({ field: m.visit_until() })) ||
			(begun !== undefined &&
				ended !== undefined &&
				ended <= begun &&
				m.problem_ends_before_it_starts()),
		'visit.seen': !v.is(visitSchema.pipe[0].entries.seen, parts) && m.visit_seen_fault(),
		'visit.remarks': !v.is(visitSchema.pipe[0].entries.remarks, remarks) && tooLong(4000)
	});
	return told(
		{ ...typed, ...consultant.typed, ...enterprise.typed },
		{ ...faults, ...consultant.faults, ...enterprise.faults },
		() => ({
			visit: { from: begun!.toISOString(), until: ended!.toISOString(), seen: parts, remarks },
			signed: { consultant: consultant.given!, enterprise: enterprise.given! }
		})
	);
}

export function readRating(form: FormData): Told<Rating> {
	const typed = typedIn(form, ['rating.stars', 'rating.remarks']);
	const [stars, remarks] = Object.values(typed) as [string, string];
	const faults = only({
		'rating.stars': !/^[1-5]$/.test(stars) && m.rating_stars_missing(),
		'rating.remarks': !v.is(ratingSchema.entries.remarks, remarks) && tooLong(2000)
	});
	return told(typed, faults, () => ({ stars: Number(stars), remarks }));
}

/** A statement, signed by the enterprise: as what is asked, too. */
export function readStatementSignature(form: FormData): Told<Signature> {
	const { typed, faults, given } = readSignature(form, 'statement');
	const post = typed['statement.post'];
	if (post !== '') return { typed, faults, ...(given ? { given } : {}) };
	return { typed, faults: { ...faults, 'statement.post': m.statement_post_missing() } };
}

/** The name is a signature where nothing is drawn. */
function readSignature(form: FormData, side: string): Told<Signature> {
	const typed = typedIn(form, [`${side}.name`, `${side}.post`, `${side}.strokes`]);
	const [name, post, sent] = Object.values(typed) as [string, string, string];
	const strokes = readStrokes(sent) ?? problems.noForm();
	const { entries } = signatureSchema;
	const faults = only({
		[`${side}.name`]: !v.is(entries.name, name) && m.signature_name_missing(),
		[`${side}.post`]: !v.is(entries.post, post) && tooLong(100)
	});
	return told(typed, faults, () => ({ name, post, strokes }));
}

const tooLong = (count: number) => m.problem_text_long({ count });
