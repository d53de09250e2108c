import { and, asc, desc, eq, or, sql } from 'drizzle-orm';
import { check, normalise } from '#lib/credit-code.ts';
import { correction, organisation, withDatabase } from './db/index.ts';
import type { Member } from './enterprise-sheets.ts';
import { asking, isUuid } from './refused.ts';

/** How an enterprise is registered: all that an operator sees of it. */
export interface Registered {
	readonly id: string;
	readonly name: string;
	readonly creditCode: string;
}

export type Correction = Pick<
	typeof correction.$inferSelect,
	'id' | 'name' | 'creditCode' | 'reason' | 'at'
>;

export interface TypedCorrection {
	readonly name: string;
	readonly creditCode: string;
	readonly reason: string;
}

export interface CorrectionFault {
	readonly field: keyof TypedCorrection;
	readonly kind: 'missing' | 'malformed' | 'taken' | 'unchanged';
}

/** As many as anybody looks through: who looks for more types more of the name. */
export const mostFound = 20;
const most = { name: 200, reason: 2000 };

const name = sql<string>`registered_name(${organisation.id})`;
const registered = {
	id: organisation.id,
	name,
	creditCode: sql<string>`coalesce(${organisation.creditCode}, '')`
};

/** The enterprises whose name holds these words, or whose code begins with them, for an operator. */
export async function findRegistered(actor: Member, words: string): Promise<Registered[]> {
	const code = normalise(words);
	if (code === '') return [];
	return withDatabase(actor, (database) =>
		database
			.select(registered)
			.from(organisation)
			.where(
				and(
					eq(organisation.kind, 'enterprise'),
					or(
						sql`strpos(lower(${name}), lower(${words.trim()})) > 0`,
						sql`starts_with(${organisation.creditCode}, ${code})`
					)
				)
			)
			.orderBy(asc(name), asc(organisation.id))
			.limit(mostFound)
	);
}

/** One of them; nothing where the actor is no operator, or there is none of that id. */
export async function openRegistered(actor: Member, id: string): Promise<Registered | undefined> {
	if (!isUuid(id)) return undefined;
	const [found] = await withDatabase(actor, (database) =>
		database
			.select(registered)
			.from(organisation)
			.where(and(eq(organisation.kind, 'enterprise'), eq(organisation.id, id)))
	);
	return found?.name ? found : undefined;
}

/** What was put right of it, the last first. */
export async function listCorrections(actor: Member, id: string): Promise<Correction[]> {
	const { name, creditCode, reason, at } = correction;
	return withDatabase(actor, (database) =>
		database
			.select({ id: correction.id, name, creditCode, reason, at })
			.from(correction)
			.where(eq(correction.organisation, id))
			.orderBy(desc(correction.id))
	);
}

/**
 * Puts right how an enterprise is registered. Its code is then free for whose it is.
 *
 * @returns what is wrong with what was typed
 * @throws the problem, where the actor may not, or somebody else took the code in this moment
 */
export async function correct(
	actor: Member,
	before: Registered,
	typed: TypedCorrection
): Promise<CorrectionFault[]> {
	const { verdict, code } = check(typed.creditCode);
	const given = { name: typed.name.trim(), creditCode: code, reason: typed.reason.trim() };
	const faults: CorrectionFault[] = [];
	for (const field of ['name', 'reason'] as const) {
		if (given[field] === '') faults.push({ field, kind: 'missing' });
		if (given[field].length > most[field]) faults.push({ field, kind: 'malformed' });
	}
	// A check digit that fails is no reason to refuse: such codes have been issued.
	if (verdict === 'malformed') {
		faults.push({ field: 'creditCode', kind: code === '' ? 'missing' : 'malformed' });
	}
	const isSame = given.name === before.name && code === before.creditCode;
	if (isSame) faults.push({ field: 'creditCode', kind: 'unchanged' });
	if (faults.length > 0) return faults;
	return asking(actor, async (database) => {
		const holders = await database
			.select({ id: organisation.id })
			.from(organisation)
			.where(eq(organisation.creditCode, code));
		if (holders.some(({ id }) => id !== before.id)) {
			return [{ field: 'creditCode', kind: 'taken' } satisfies CorrectionFault];
		}
		await database.insert(correction).values({ organisation: before.id, ...given });
		return [];
	});
}
