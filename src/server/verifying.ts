import { sql } from 'drizzle-orm';
import type { Day, Locale } from '#scoring';
import type { Dossier } from '#lib/diagnosis/dossier.ts';
import type { WithdrawalCategory } from '#lib/file-decision.ts';
import type { Layer } from '#lib/sheets/life.ts';
import { withDatabase } from './db/index.ts';

/** What everybody is told who knows the code of a report. */
export interface Verified {
	readonly code: string;
	readonly layer: Layer;
	readonly locale: Locale;
	readonly issuedOn: Day;
	/** The hash of its record, which is in the PDF. */
	readonly record: string;
	/** The content hash on its cover. */
	readonly hash: string;
	/** Of the enterprise, masked. */
	readonly name: string;
	/** The day it judges on. */
	readonly day: Day;
	/** Tiers by rank. */
	readonly standing: { readonly low: number; readonly high: number };
	readonly rests: Dossier['rests'];
	readonly withdrawn: { readonly at: string; readonly category: WithdrawalCategory } | null;
	/** By which report: when it was issued, what it judges and by which edition. */
	readonly superseded: { readonly at: string; readonly day: Day; readonly edition: string } | null;
}

/**
 * What is known of a code, for everybody; nothing where it was never given.
 * @param code as `readCode` gives it
 */
export async function verifyReport(code: string): Promise<Verified | undefined> {
	return withDatabase({}, async (database) => {
		const { rows } = (await database.execute(
			sql`select verify_report(${code}) as told`
		)) as unknown as { rows: { told: Verified | null }[] };
		return rows[0]?.told ?? undefined;
	});
}

export type Standing = 'genuine' | 'superseded' | 'withdrawn';

/** What was withdrawn stays withdrawn, whatever came after it. */
export function standingOf({ withdrawn, superseded }: Verified): Standing {
	return withdrawn ? 'withdrawn' : superseded ? 'superseded' : 'genuine';
}
