import { sql } from 'drizzle-orm';
import { fromDrizzle, PgBoss, type Db, type DrizzleTransactionLike } from 'pg-boss';
import { openComplaints } from '../complaints.ts';
import { held, type Connection, type Queries } from './connection.ts';
import { jobsRole, requestRole } from './roles.ts';
import type { Transaction } from './with-database.ts';

/** Where the queue keeps its tables; requests reach none of them. */
const schema = 'jobs';

/**
 * How often jobs are looked for, and whether a worker has fallen silent; after how long it counts as dead, and its
 * job goes to another: in seconds.
 */
const pollingSeconds = 1;
const superviseSeconds = 5;
const silentSeconds = 15;
/** However long one takes: far more than a report does. */
const mostSeconds = 15 * 60;
/** How many workers may die of the same job. */
const mostRetries = 5;
const retryAfterSeconds = 2;
/** That a job was given up is told as soon as the database takes it. */
const mostTellings = 100_000;

/** What the names of queues mean for the queue of those whose every worker died. */
const givenUp = (queue: string) => `${queue}-given-up`;

/** Of a job the queue knows an id; what it is about is read when it is done. */
interface Payload {
	readonly id: string;
}

/** While the database is away, every worker misses it every second. */
const complaints = openComplaints();

/** What is done with the jobs of a queue, by the id of what each is about. */
export interface JobWork {
	/** Done again where a worker died of it, or where it throws. */
	work(id: string): Promise<void>;
	/** Where it was tried often enough. */
	giveUp(id: string): Promise<void>;
}

/** Every queue there is; one that has gone keeps its table. */
const queues = ['print-item'] as const;
export type QueueName = (typeof queues)[number];

/** Makes the tables of the queue, or brings them up to date; under the lock of migrations. */
export async function installJobs(owner: Queries, raw: Db): Promise<void> {
	const boss = openBoss({ db: raw, migrate: true });
	await boss.start();
	try {
		for (const name of queues) {
			await boss.createQueue(givenUp(name), {
				retryLimit: mostTellings,
				retryDelay: retryAfterSeconds
			});
			await boss.createQueue(name, {
				// One at most waits for each id and one is being done.
				policy: 'stately',
				retryLimit: mostRetries,
				retryDelay: retryAfterSeconds,
				heartbeatSeconds: silentSeconds,
				expireInSeconds: mostSeconds,
				deadLetter: givenUp(name)
			});
		}
	} finally {
		await boss.stop({ graceful: false });
	}
	await owner.execute(sql.raw(`grant usage on schema ${schema} to ${jobsRole}`));
	await owner.execute(
		sql.raw(`grant select, insert on all tables in schema ${schema} to ${jobsRole}`)
	);
}

/**
 * Gets the queue ready to take jobs; before the transaction that adds them, since within it nothing else is
 * awaited.
 */
export async function offerJobs(): Promise<void> {
	await queue();
}

/** Adds jobs as part of a transaction of a request: they are there when it is committed, and else not. */
export async function addJobs(
	transaction: Transaction,
	name: QueueName,
	ids: readonly string[]
): Promise<void> {
	if (!held().jobs) throw new Error('offerJobs comes before the transaction that adds jobs.');
	const boss = await queue();
	const become = (role: string) =>
		transaction.execute(sql`select set_config('role', ${role}, true)`);
	await become(jobsRole);
	const jobs = ids.map((id) => ({ data: { id } satisfies Payload, singletonKey: id }));
	await boss.insert(name, jobs, { db: fromDrizzle(transaction as DrizzleTransactionLike, sql) });
	await become(requestRole);
}

/**
 * Does the jobs of a queue in this process, until it is told to stop.
 *
 * @param atOnce how many at a time
 * @returns stops: takes no more, and waits for those under way
 */
export async function work(
	name: QueueName,
	{ work, giveUp }: JobWork,
	atOnce: number
): Promise<() => Promise<void>> {
	const boss = openBoss({ db: held().raw, supervise: true });
	await boss.start();
	const options = { pollingIntervalSeconds: pollingSeconds };
	for (let i = 0; i < atOnce; i++) {
		const worker: string = await boss.work<Payload>(name, options, async ([job]) => {
			await work(job!.data.id);
			complaints.over();
			// Else the next one is looked for when the second is over.
			boss.notifyWorker(worker);
		});
	}
	await boss.work<Payload>(givenUp(name), options, async ([job]) => giveUp(job!.data.id));
	return () => boss.stop({ graceful: true, timeout: mostSeconds * 1000 });
}

/** Lets go of the queue of a database that is about to be closed. */
export async function closeJobs(connection: Connection): Promise<void> {
	const boss = await connection.jobs;
	connection.jobs = undefined;
	await boss?.stop({ graceful: false });
}

/** The queue of this process, for adding to it. */
function queue(): Promise<PgBoss> {
	const connection = held();
	connection.jobs ??= openBoss({ db: connection.raw })
		.start()
		.catch((error: unknown) => {
			connection.jobs = undefined;
			throw error;
		});
	return connection.jobs;
}

function openBoss(
	options: Pick<ConstructorParameters<typeof PgBoss>[0] & object, 'db' | 'migrate' | 'supervise'>
): PgBoss {
	const boss = new PgBoss({
		migrate: false,
		supervise: false,
		schedule: false,
		reindex: false,
		...options,
		schema,
		superviseIntervalSeconds: superviseSeconds,
		monitorIntervalSeconds: superviseSeconds
	});
	// It goes on by itself: what it could not do now it tries again, and says so each time.
	boss.on('error', ({ message }) => {
		const cause = message.replace(/ \(Queue: .*\)$/, '');
		complaints.say(cause, `Jobs: ${cause}`);
	});
	return boss;
}
