import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { held } from './connection.ts';
import { guardRole } from './roles.ts';
import type { Transaction } from './with-database.ts';

/** A chain of the trail as it was found. */
export interface FoundChain {
	/** The organisation whose file it is. */
	readonly organisation: string;
	/** How many links hold, from the first on, and the hash of the last of them: 64 zeros where none does. */
	readonly count: number;
	readonly last: string;
	/** The first link that does not hold. */
	readonly broken?: { readonly seq: number; readonly what: string; readonly why: string };
}

/** A chain as it was found before: so many links, the last with this hash. */
export type KnownChain = Pick<FoundChain, 'organisation' | 'count' | 'last'>;

interface Entry extends Record<string, unknown> {
	readonly seq: string;
	/** Microseconds since 1970. */
	readonly at: string;
	readonly person: string | null;
	readonly organisation: string | null;
	readonly action: string;
	readonly subject: string;
	readonly detail: string;
	readonly place: string | null;
	readonly before: string;
	readonly hash: string;
}

const nothing = '0'.repeat(64);
const atOnce = 1000;

/**
 * Goes along every chain of the trail and makes every hash anew, from the rows alone: nothing of the database
 * that wrote them is asked how.
 *
 * A chain shows what was changed, taken out or put in between. That its end was cut off, or that all of it
 * was written anew, it cannot show by itself: for that compare it with what was found before and kept elsewhere.
 *
 * @param known what was found before; the trail only grows, so it must still be there
 * @param found is told of one chain after the other
 */
export async function verifyTrail(
	known: readonly KnownChain[],
	found: (chain: FoundChain) => void
): Promise<void> {
	await held().queries.transaction(
		async (transaction) => {
			await transaction.execute(sql`select set_config('role', ${guardRole}, true)`);
			const before = new Map(known.map((one) => [one.organisation, one]));
			const chains = await ask<{ chain: string }>(
				transaction,
				sql`select distinct chain::text from trail order by chain`
			);
			const names = new Set([...chains.map(({ chain }) => chain), ...before.keys()]);
			for (const name of [...names].sort()) {
				found(await verifyChain(transaction, name, before.get(name)));
			}
		},
		{ isolationLevel: 'repeatable read', accessMode: 'read only' }
	);
}

async function verifyChain(
	transaction: Transaction,
	organisation: string,
	known: KnownChain | undefined
): Promise<FoundChain> {
	let count = 0;
	let last = nothing;
	for (;;) {
		const entries = await readEntries(transaction, organisation, count);
		for (const entry of entries) {
			const why = faultOf(organisation, entry, count + 1, last) ?? otherThan(known, entry);
			if (why) return { organisation, count, last, broken: { ...nameOf(entry), why } };
			count += 1;
			last = entry.hash;
		}
		if (entries.length < atOnce) break;
	}
	if (!known || known.count <= count) return { organisation, count, last };
	const why = `it ends before: there were ${known.count}`;
	return { organisation, count, last, broken: { seq: count + 1, what: '-', why } };
}

/** Why an entry does not go on from the one before it; undefined where it does. */
function faultOf(chain: string, entry: Entry, seq: number, before: string): string | undefined {
	if (Number(entry.seq) !== seq) return `${seq} is missing before it`;
	if (entry.before !== before) return 'it does not name the hash of the one before it';
	if (entry.hash !== hashOf(chain, entry)) return 'it does not say what its hash is of';
	return undefined;
}

function otherThan(known: KnownChain | undefined, { seq, hash }: Entry): string | undefined {
	if (!known || known.count !== Number(seq) || known.last === hash) return undefined;
	return 'it is another than was found before: the chain was written anew';
}

const nameOf = ({ seq, action, subject }: Entry) => ({
	seq: Number(seq),
	what: `${action} ${subject}`
});

/** SHA-256 of what a row says, one line for each column, as drizzle/0006_people_access.sql says. */
function hashOf(chain: string, entry: Entry): string {
	const lines = [
		...[chain, entry.seq, momentOf(entry.at), entry.person ?? '-', entry.organisation ?? '-'],
		...[entry.action, entry.subject, entry.detail, entry.place ?? '-', entry.before]
	];
	return createHash('sha256').update(lines.join('\n')).digest('hex');
}

/** `2026-11-22T08:30:00.123456Z`; a Date knows no microseconds. */
function momentOf(microseconds: string): string {
	const whole = new Date(Number(microseconds.slice(0, -6)) * 1000).toISOString();
	return whole.replace('.000Z', `.${microseconds.slice(-6)}Z`);
}

async function readEntries(
	transaction: Transaction,
	chain: string,
	after: number
): Promise<Entry[]> {
	return ask<Entry>(
		transaction,
		sql`select seq::text, (extract(epoch from at) * 1000000)::bigint::text as at, person::text,
				organisation::text, action, subject, detail::text as detail, place::text, before, hash
			from trail where chain = ${chain} and seq > ${after} order by trail.seq limit ${atOnce}`
	);
}

async function ask<Row>(transaction: Transaction, query: ReturnType<typeof sql>): Promise<Row[]> {
	const { rows } = (await transaction.execute(query)) as unknown as { rows: Row[] };
	return rows;
}
