import { randomUUID } from 'node:crypto';
import { and, asc, desc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { AssignmentEvent } from '#lib/assignment.ts';
import { isRole, may } from '#lib/roles.ts';
import type { Signature } from '#lib/signature.ts';
import type { Appointment, Rating, Visit } from '#lib/visit.ts';
import {
	assignment,
	assignmentEvent,
	membership,
	withDatabase,
	type Transaction
} from './db/index.ts';
import type { Member } from './enterprise-sheets.ts';
import { problems } from './problems.ts';
import { asking, isUuid } from './refused.ts';
import { keepSignature, readSignatures, type Signed } from './signatures.ts';

type Row = typeof assignment.$inferSelect;

/** A visit as it was recorded, signed by both sides. */
export interface VisitRecord extends Visit {
	readonly consultant: Signed;
	readonly enterprise: Signed;
}

/** An assignment with what became of it. */
export interface Assignment extends Pick<Row, 'id' | 'enterprise' | 'provider'> {
	readonly startsAt: Date;
	readonly endsAt: Date;
	/** Whether it ended before its time. */
	readonly endedAt: Date | undefined;
	/** Who looks after it now; nobody yet, where none was named. */
	readonly consultant: string | undefined;
	/** The one agreed last. */
	readonly appointment: Appointment | undefined;
	readonly visits: readonly (VisitRecord & { readonly at: Date })[];
	readonly confirmedAt: Date | undefined;
	readonly rating: Rating | undefined;
	/** By id; one that was erased is missing. */
	readonly signatures: ReadonlyMap<string, Signature>;
	/** Every consultant it had, oldest first. */
	readonly consultants: readonly { readonly person: string; readonly at: Date }[];
	readonly assigned: { readonly by: string; readonly at: Date };
	/** All that became of it, oldest first. */
	readonly events: readonly Happening[];
}

export interface Happening {
	readonly id: number;
	readonly event: AssignmentEvent;
	readonly at: Date;
	readonly by: string;
	/** Who looks after it from then on, with `consultant`. */
	readonly person: string | undefined;
}

/**
 * Assigns an enterprise to a provider for a time.
 * @returns its id
 * @throws the problem, where the actor may not, or it would end before it starts
 */
export async function assign(
	actor: Member,
	given: Pick<Row, 'enterprise' | 'provider' | 'startsAt' | 'endsAt'>
): Promise<string> {
	if (!(given.startsAt < given.endsAt)) problems.endsBeforeItStarts();
	const id = randomUUID();
	await asking(actor, (database) =>
		database.insert(assignment).values({ id, ...given, by: actor.person })
	);
	return id;
}

/**
 * The assignments that the actor sees, the latest first.
 *
 * @param filter those of one enterprise, those that had not run out at a moment; all where nothing is said
 */
export async function listAssignments(
	actor: Member,
	{ enterprise, at }: { enterprise?: string; at?: Date } = {}
): Promise<Assignment[]> {
	return withDatabase(actor, async (database) => {
		const rows = await database
			.select()
			.from(assignment)
			.where(
				and(
					enterprise === undefined ? undefined : eq(assignment.enterprise, enterprise),
					at === undefined ? undefined : gt(assignment.endsAt, at)
				)
			)
			.orderBy(desc(assignment.startsAt), asc(assignment.id));
		return told(database, rows);
	});
}

/** An assignment; nothing where the actor sees none of that id. */
export async function openAssignment(actor: Member, id: string): Promise<Assignment | undefined> {
	if (!isUuid(id)) return undefined;
	return withDatabase(actor, async (database) => {
		const rows = await database.select().from(assignment).where(eq(assignment.id, id));
		return (await told(database, rows))[0];
	});
}

/**
 * Names the consultant who looks after it; where there was another, hands it over.
 * @throws the problem, where the actor may not, or the person is no consultant of the provider
 */
export async function nameConsultant(actor: Member, id: string, person: string): Promise<void> {
	if (!isUuid(person)) problems.noConsultantOfTheProvider();
	await add(actor, id, async () => ({ event: 'consultant', person }));
}

export async function agree(actor: Member, id: string, appointment: Appointment): Promise<void> {
	await add(actor, id, async () => ({ event: 'appointment', data: appointment }));
}

/** Records a visit, signed on the consultant's screen by both sides. */
export async function recordVisit(
	actor: Member,
	id: string,
	visit: Visit,
	signed: { consultant: Signature; enterprise: Signature }
): Promise<void> {
	await add(actor, id, async (database, { enterprise }) => {
		const under = { enterprise, by: actor.person };
		const record: VisitRecord = {
			...visit,
			consultant: await keepSignature(database, under, signed.consultant),
			enterprise: await keepSignature(database, under, signed.enterprise)
		};
		return { event: 'visit', data: record };
	});
}

/**
 * The enterprise confirms that the visits took place as they were recorded.
 *
 * @param seen how many it was shown
 * @throws the problem, where one more was recorded meanwhile, or the actor may not
 */
export async function confirmVisits(actor: Member, id: string, seen: number): Promise<void> {
	await add(actor, id, async (database) => {
		const isVisit = and(eq(assignmentEvent.assignment, id), eq(assignmentEvent.event, 'visit'));
		if ((await database.$count(assignmentEvent, isVisit)) !== seen) problems.visitedMeanwhile();
		return { event: 'confirmed' };
	});
}

export async function rate(actor: Member, id: string, rating: Rating): Promise<void> {
	await add(actor, id, async () => ({ event: 'rated', data: rating }));
}

/** Ends it before its time. */
export async function endAssignment(actor: Member, id: string): Promise<void> {
	await add(actor, id, async () => ({ event: 'ended' }));
}

/** Who of the actor's own organisation can look after an assignment now. */
export async function consultantsOf(actor: Member): Promise<string[]> {
	return withDatabase(actor, async (database) => {
		const rows = await database
			.selectDistinctOn([membership.person], { person: membership.person, role: membership.role })
			.from(membership)
			.where(eq(membership.organisation, actor.organisation))
			.orderBy(membership.person, desc(membership.id));
		return rows
			.filter(({ role }) => role !== null && isRole(role) && may(role, 'sheet.verify'))
			.map(({ person }) => person);
	});
}

type Happened = Pick<typeof assignmentEvent.$inferInsert, 'event' | 'person' | 'data'>;

async function add(
	actor: Member,
	id: string,
	happened: (database: Transaction, row: Row) => Promise<Happened>
): Promise<void> {
	if (!isUuid(id)) problems.noSuchAssignment();
	await asking(actor, async (database) => {
		const [row] = await database.select().from(assignment).where(eq(assignment.id, id));
		if (!row) return problems.noSuchAssignment();
		// One after the other: what somebody has seen of it is all there is until theirs is added.
		await database.execute(sql`select pg_advisory_xact_lock(hashtextextended(${id}, 8))`);
		const values = await happened(database, row);
		await database.insert(assignmentEvent).values({ assignment: id, ...values, by: actor.person });
	});
}

async function told(database: Transaction, rows: readonly Row[]): Promise<Assignment[]> {
	if (rows.length === 0) return [];
	const ids = rows.map(({ id }) => id);
	const events = await database
		.select()
		.from(assignmentEvent)
		.where(inArray(assignmentEvent.assignment, ids))
		.orderBy(assignmentEvent.id);
	const visits = events.filter(({ event }) => event === 'visit');
	const signatures = await readSignatures(
		database,
		visits.flatMap(({ data }) => {
			const { consultant, enterprise } = data as VisitRecord;
			return [consultant.signature, enterprise.signature];
		})
	);
	return rows.map(({ id, enterprise, provider, startsAt, endsAt, by, at }) => {
		const own = events.filter((one) => one.assignment === id);
		const all = (kind: (typeof own)[number]['event']) => own.filter(({ event }) => event === kind);
		const consultants = all('consultant').map(({ person, at }) => ({ person: person!, at }));
		return {
			id,
			enterprise,
			provider,
			startsAt,
			endsAt,
			endedAt: all('ended')[0]?.at,
			consultant: consultants.at(-1)?.person,
			appointment: all('appointment').at(-1)?.data as Appointment | undefined,
			visits: all('visit').map(({ data, at }) => ({ ...(data as VisitRecord), at })),
			confirmedAt: all('confirmed').at(-1)?.at,
			rating: all('rated').at(-1)?.data as Rating | undefined,
			signatures,
			consultants,
			assigned: { by, at },
			events: own.map(({ person, ...one }) => ({ ...one, person: person ?? undefined }))
		};
	});
}
