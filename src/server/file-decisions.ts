import { desc, eq, sql } from 'drizzle-orm';
import { isDay } from '#scoring';
import {
	keepingOf,
	type Keeping,
	type ShownDecision,
	type WithdrawalCategory
} from '#lib/file-decision.ts';
import { groupedCode } from '#lib/report/code.ts';
import { today } from './clock.ts';
import { fileDecision, profile, withDatabase } from './db/index.ts';
import type { Member } from './enterprise-sheets.ts';
import { problems } from './problems.ts';
import { asking } from './refused.ts';

export type FileDecision = typeof fileDecision.$inferSelect;

/** What somebody decides about the file of an enterprise. */
export type Deciding =
	| { readonly kind: 'retention'; readonly until: string }
	| { readonly kind: 'hold' | 'release' }
	| {
			readonly kind: 'withdrawal';
			readonly report: string;
			readonly category: WithdrawalCategory;
	  };

/**
 * Decides about a file; what was decided before stays written.
 * @throws the problem, where the actor may not, or the report is withdrawn already
 */
export async function decideFile(
	actor: Member,
	enterprise: string,
	decided: Deciding & { readonly reason: string }
): Promise<void> {
	if (decided.kind === 'retention' && !isDay(decided.until)) problems.noSuchDay(decided.until);
	await asking(actor, (database) =>
		database.insert(fileDecision).values({ enterprise, ...decided, by: actor.person })
	);
}

/** All that was decided about a file, oldest first. */
export async function listFileDecisions(
	actor: Member,
	enterprise: string
): Promise<FileDecision[]> {
	return withDatabase(actor, (database) =>
		database
			.select()
			.from(fileDecision)
			.where(eq(fileDecision.enterprise, enterprise))
			.orderBy(fileDecision.id)
	);
}

/** The same as pages list them, the last first. */
export function shownDecisions(decisions: readonly FileDecision[]): ShownDecision[] {
	return decisions
		.map(({ id, kind, report, category, reason, until, at }) => ({
			...{ id, kind, category, reason, until },
			report: report && groupedCode(report),
			on: today(at)
		}))
		.reverse();
}

/** A file about whose keeping something was decided. */
export interface KeptFile extends Keeping {
	readonly enterprise: string;
	readonly name: string;
}

/** Every such file that the actor sees: those whose retention has ended first, then by its end. */
export async function listKeptFiles(actor: Member): Promise<KeptFile[]> {
	const rows = await withDatabase(actor, (database) =>
		database
			.select({
				enterprise: fileDecision.enterprise,
				kind: fileDecision.kind,
				until: fileDecision.until,
				name: sql<string>`(select ${profile.name} from ${profile}
					where ${profile.organisation} = ${fileDecision.enterprise} order by ${desc(profile.id)} limit 1)`
			})
			.from(fileDecision)
			.orderBy(fileDecision.id)
	);
	const files = Map.groupBy(rows, ({ enterprise }) => enterprise);
	const kept = [...files].map(([enterprise, decisions]) => {
		return { enterprise, name: decisions[0]!.name, ...keepingOf(decisions, today()) };
	});
	const last = '9999-12-31';
	return kept
		.filter(({ until, isHeld }) => until !== undefined || isHeld)
		.sort(
			(a, b) =>
				Number(b.isDue) - Number(a.isDue) ||
				(a.until ?? last).localeCompare(b.until ?? last) ||
				a.enterprise.localeCompare(b.enterprise)
		);
}
