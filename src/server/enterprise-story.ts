import { asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Day, Locale } from '#scoring';
import type { WithdrawalCategory } from '#lib/file-decision.ts';
import type { Layer, State } from '#lib/sheets/life.ts';
import {
	evidence,
	filed,
	issuedReport,
	profile,
	sheet,
	sheetEvent,
	sheetOwner,
	withDatabase,
	type Transaction
} from './db/index.ts';
import type { Member } from './enterprise-sheets.ts';
import type { Evidence } from './evidence.ts';
import { standingOf, type Standing, type Verified } from './verifying.ts';

/** A diagnosis of an enterprise's file, and once it is filed what each layer came to. */
export interface StoryDiagnosis {
	readonly sheet: string;
	readonly questionnaire: string;
	readonly begunAt: Date;
	readonly state: State;
	readonly changedAt: Date;
	readonly layers: readonly {
		readonly layer: Layer;
		/** Ranks; nothing where the dossier says none. */
		readonly low: number | null;
		readonly high: number | null;
		readonly day: Day | null;
	}[];
}

export interface StoryReport {
	readonly code: string;
	readonly sheet: string;
	readonly layer: Layer;
	readonly locale: Locale;
	readonly issuedOn: Day;
	readonly standing: Standing;
	readonly category: WithdrawalCategory | undefined;
}

/** What stands of an enterprise over the years, each oldest first. */
export interface Story {
	readonly profiles: readonly (typeof profile.$inferSelect)[];
	readonly diagnoses: readonly StoryDiagnosis[];
	readonly reports: readonly StoryReport[];
	readonly evidence: readonly Evidence[];
	/** Which measures a filed diagnosis found met, by its confirmed dossier. */
	readonly recommended: readonly { readonly sheet: string; readonly measure: string }[];
}

/**
 * The story of one enterprise as the actor sees it. Everything is looked up by the sheets of this one, so that it
 * takes as long in a file among thousands as in the only one.
 */
export async function enterpriseStory(actor: Member, enterprise: string): Promise<Story> {
	return withDatabase(actor, async (database) => {
		const profiles = await database
			.select()
			.from(profile)
			.where(eq(profile.organisation, enterprise))
			.orderBy(asc(profile.id));
		const owned = await database
			.select({ id: sheetOwner.sheet })
			.from(sheetOwner)
			.where(eq(sheetOwner.enterprise, enterprise));
		const ids = owned.map(({ id }) => id);
		if (ids.length === 0) {
			return { profiles, diagnoses: [], reports: [], evidence: [], recommended: [] };
		}
		return {
			profiles,
			diagnoses: await diagnosesOf(database, ids),
			reports: await reportsOf(database, ids),
			evidence: await database
				.select()
				.from(evidence)
				.where(inArray(evidence.sheet, ids))
				.orderBy(asc(evidence.at), asc(evidence.id)),
			recommended: await recommendedOf(database, ids)
		};
	});
}

async function diagnosesOf(
	database: Transaction,
	ids: readonly string[]
): Promise<StoryDiagnosis[]> {
	const sheets = await database
		.select()
		.from(sheet)
		.where(inArray(sheet.id, [...ids]))
		.orderBy(asc(sheet.createdAt), asc(sheet.id));
	const events = await database
		.selectDistinctOn([sheetEvent.sheet])
		.from(sheetEvent)
		.where(inArray(sheetEvent.sheet, [...ids]))
		.orderBy(sheetEvent.sheet, desc(sheetEvent.id));
	// Not their dossiers: those are large.
	const { layer, low, high, day } = filed;
	const dossiers = await database
		.select({ sheet: filed.sheet, layer, low, high, day })
		.from(filed)
		.where(inArray(filed.sheet, [...ids]));
	const last = new Map(events.map((event) => [event.sheet, event]));
	const bySheet = Map.groupBy(dossiers, (one) => one.sheet);
	return sheets.map(({ id, questionnaire, createdAt }) => ({
		...{ sheet: id, questionnaire, begunAt: createdAt },
		state: last.get(id)?.state ?? 'draft',
		changedAt: last.get(id)?.at ?? createdAt,
		layers: bySheet.get(id) ?? []
	}));
}

async function reportsOf(database: Transaction, ids: readonly string[]): Promise<StoryReport[]> {
	const rows = await database
		.select({
			code: issuedReport.code,
			sheet: issuedReport.sheet,
			layer: issuedReport.layer,
			locale: issuedReport.locale,
			issuedOn: issuedReport.issuedOn,
			told: sql<Verified>`verify_report(${issuedReport.code})`
		})
		.from(issuedReport)
		.where(inArray(issuedReport.sheet, [...ids]))
		.orderBy(asc(issuedReport.at), asc(issuedReport.code));
	return rows.map(({ told, ...row }) => ({
		...row,
		standing: standingOf(told),
		category: told.withdrawn?.category
	}));
}

async function recommendedOf(
	database: Transaction,
	ids: readonly string[]
): Promise<Story['recommended']> {
	const met = sql<string>`jsonb_path_query(${filed.dossier},
		'$.diagnosis.support.recommendations[*] ? (@.outcome == "met").measure') #>> '{}'`;
	return database
		.select({ sheet: filed.sheet, measure: met })
		.from(filed)
		.where(sql`${inArray(filed.sheet, [...ids])} and ${filed.layer} = 'confirmed'`);
}
