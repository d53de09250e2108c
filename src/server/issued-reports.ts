import { randomInt } from 'node:crypto';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { locales, type Day, type Locale } from '#scoring';
import type { WithdrawalCategory } from '#lib/file-decision.ts';
import { localizeHref } from '#lib/paraglide/runtime.js';
import type { Dossier } from '#lib/diagnosis/dossier.ts';
import {
	termsOf,
	type FrozenDocument,
	type FrozenEdition,
	type Terms
} from '#lib/library/frozen.ts';
import { canonical, contentHash } from '#lib/library/hash.ts';
import type { Library } from '#lib/library/library.ts';
import { makeCode } from '#lib/report/code.ts';
import { reportForm } from '#lib/report/form.ts';
import {
	libraryOf,
	recordFormat,
	reportOf,
	writeRecord,
	type Beside,
	type ReportRecord
} from '#lib/report/record.ts';
import { layers, type Layer } from '#lib/sheets/life.ts';
import {
	content,
	contentEvent,
	fileDecision,
	filed,
	issuedReport,
	withDatabase,
	type Transaction
} from './db/index.ts';
import { openSheet, type EnterpriseSheet, type Member } from './enterprise-sheets.ts';
import { listEvidence, standingEvidence } from './evidence.ts';
import { filedBefore } from './filed-before.ts';
import { problems } from './problems.ts';
import { asking } from './refused.ts';

/** Where and when it is issued, and from which content. */
export interface Issuing {
	readonly library: Library;
	readonly on: Day;
	readonly areaName: (code: string) => string;
	/** The address of this installation, where it knows it. */
	readonly origin: string | undefined;
}

/** A line of the list of a sheet's issued reports. */
export interface IssuedLine {
	readonly code: string;
	readonly layer: Layer;
	readonly locale: Locale;
	readonly issuedOn: Day;
	readonly record: string;
	readonly withdrawn?: {
		readonly on: Date;
		readonly category: WithdrawalCategory;
		readonly reason: string;
	};
}

/** An issued report, to be printed as it was. */
export interface OpenIssued {
	readonly record: ReportRecord;
	/** When it was issued. */
	readonly at: Date;
}

/**
 * Issues the report of a layer of a filed sheet. Issued again it is the one that is there.
 *
 * @returns its code
 * @throws the problem, where the sheet is not filed or the actor may not
 */
export async function issueReport(
	actor: Member,
	id: string,
	{ layer, locale }: { layer: Layer; locale: Locale },
	issuing: Issuing
): Promise<string> {
	const sheet = (await openSheet(actor, id)) ?? problems.noSuchFiled();
	if (sheet.state !== 'filed') problems.notFiledYet();
	const code = makeCode(() => randomInt(32));
	const more = await readMore(actor, sheet, sheet.filed.get(layer)!.dossier, issuing.library);
	return asking(actor, async (database) => {
		const named = { code, layer, locale };
		const record = await newRecord(database, sheet, named, more, issuing);
		const { hash } = writeRecord(record);
		const { beside, issuedOn } = record;
		const added = await database
			.insert(issuedReport)
			.values({ code, sheet: id, layer, locale, issuedOn, beside, record: hash, by: actor.person })
			.onConflictDoNothing({
				target: [issuedReport.sheet, issuedReport.layer, issuedReport.locale]
			})
			.returning({ code: issuedReport.code });
		if (added.length > 0) return code;
		const same = and(
			eq(issuedReport.sheet, id),
			eq(issuedReport.layer, layer),
			eq(issuedReport.locale, locale)
		);
		const [there] = await database
			.select({ code: issuedReport.code })
			.from(issuedReport)
			.where(same);
		return there!.code;
	});
}

/** The issued reports of a sheet, by layer. */
export async function listIssued(actor: Member, id: string): Promise<IssuedLine[]> {
	return withDatabase(actor, async (database) => {
		const rows = await database
			.select()
			.from(issuedReport)
			.leftJoin(fileDecision, eq(fileDecision.report, issuedReport.code))
			.where(eq(issuedReport.sheet, id))
			.orderBy(asc(issuedReport.at), asc(issuedReport.code));
		const lines = rows.map(({ issued_report: row, file_decision: withdrawal }): IssuedLine => ({
			code: row.code,
			layer: row.layer,
			locale: row.locale,
			issuedOn: row.issuedOn,
			record: row.record,
			...(withdrawal?.category
				? {
						withdrawn: {
							on: withdrawal.at,
							category: withdrawal.category,
							reason: withdrawal.reason
						}
					}
				: {})
		}));
		const place = ({ layer, locale }: IssuedLine) =>
			layers.indexOf(layer) * locales.length + locales.indexOf(locale);
		return lines.sort((a, b) => place(a) - place(b));
	});
}

/**
 * An issued report of a sheet, from what was filed and the content it rests on.
 * @throws the problem, where the actor sees none of that code
 */
export async function openIssued(actor: Member, id: string, code: string): Promise<OpenIssued> {
	return withDatabase(actor, async (database) => {
		const [row] = await database
			.select()
			.from(issuedReport)
			.where(and(eq(issuedReport.code, code), eq(issuedReport.sheet, id)));
		if (!row) return problems.noSuchReport();
		const rows = await database.select().from(filed).where(eq(filed.sheet, id));
		const dossiers = Object.fromEntries(rows.map(({ layer, dossier }) => [layer, dossier]));
		const { layer, locale, issuedOn, at } = row;
		const record = await recordOf(database, {
			...{ code, layer, locale, issuedOn },
			dossiers: dossiers as Record<Layer, Dossier>,
			beside: row.beside as Beside
		});
		if (writeRecord(record).hash !== row.record) {
			throw new Error(`The issued report ${code} is not what it was.`);
		}
		return { record, at };
	});
}

/** The record of a report that is issued now, with the names of the areas that it mentions. */
async function newRecord(
	database: Transaction,
	{ filed: kept }: EnterpriseSheet,
	named: Pick<ReportRecord, 'code' | 'layer' | 'locale'>,
	more: Pick<Beside, 'evidence' | 'earlier'>,
	{ library, on, areaName, origin }: Issuing
): Promise<ReportRecord> {
	const dossiers = Object.fromEntries(
		layers.map((layer) => [layer, kept.get(layer)!.dossier])
	) as Record<Layer, Dossier>;
	const published = [...library.editions.values()].filter(
		({ edition }) => edition.data.status === 'published'
	);
	const { code, locale } = named;
	const beside: Beside = {
		...{ form: reportForm, ...more },
		editions: published.map(({ hash }) => hash),
		terms: contentHash(termsOf(library)),
		areas: {},
		checked: await checkedOf(database, dossiers.confirmed.rests.documents, library),
		events: Object.fromEntries(
			published.flatMap(({ edition, events }) => (events.length > 0 ? [[edition.ref, events]] : []))
		),
		address:
			origin === undefined
				? null
				: new URL(localizeHref(`/verify/${code}`, { locale }), origin).href
	};
	const record = await recordOf(database, { ...named, issuedOn: on, dossiers, beside });
	const areas: Record<string, string> = {};
	reportOf(record, libraryOf(record), { areaName: (area) => (areas[area] = areaName(area)) });
	return { ...record, beside: { ...record.beside, areas } };
}

/** What else the report tells of: evidence, and the last of the same edition that was filed before. */
async function readMore(
	actor: Member,
	sheet: EnterpriseSheet,
	dossier: Dossier,
	library: Library
): Promise<Pick<Beside, 'evidence' | 'earlier'>> {
	const pieces = standingEvidence(await listEvidence(actor, sheet.id));
	const earlier = await filedBefore(library, actor, sheet, dossier);
	// How an older edition leads to a newer one is not in a record.
	const isSame = earlier?.dossier.rests.edition.hash === dossier.rests.edition.hash;
	return {
		evidence: pieces.map(({ field, name, bytes, effectiveOn, file }) => {
			return { field, name, bytes, effectiveOn, file };
		}),
		...(earlier && isSame ? { earlier } : {})
	};
}

/** As it comes out of its file: in the order in which records are written, whatever kept it until now. */
async function recordOf(
	database: Transaction,
	known: Omit<ReportRecord, 'format' | 'editions' | 'documents' | 'terms'>
): Promise<ReportRecord> {
	const { beside, dossiers } = known;
	const documents = dossiers[known.layer].rests.documents.map(({ hash }) => hash);
	const wanted = [...beside.editions, ...documents, beside.terms];
	const rows = await database
		.select({ hash: content.hash, data: content.data })
		.from(content)
		.where(inArray(content.hash, wanted));
	const byHash = new Map(rows.map(({ hash, data }) => [hash, data]));
	const of = (hash: string) => byHash.get(hash) ?? problems.contentNotKept();
	const record: ReportRecord = {
		format: recordFormat,
		...known,
		editions: beside.editions.map((hash) => of(hash) as FrozenEdition),
		documents: documents.map((hash) => of(hash) as FrozenDocument),
		terms: of(beside.terms) as Terms
	};
	return JSON.parse(canonical(record)) as ReportRecord;
}

/** When each document was last compared with its text: as it reads today, or as it was told when it was published. */
async function checkedOf(
	database: Transaction,
	documents: Dossier['rests']['documents'],
	library: Library
): Promise<Record<string, Day>> {
	const { content: of, told } = contentEvent;
	const rows = await database
		.select({ of, checked: sql<Day | null>`${told} ->> 'checked'` })
		.from(contentEvent)
		.where(
			inArray(
				of,
				documents.map(({ hash }) => hash)
			)
		)
		.orderBy(contentEvent.id);
	const checked = documents.map(({ id, hash }) => {
		const today = library.documents.get(id);
		const known =
			today?.hash === hash
				? today.document.data.checked
				: rows.findLast((row) => row.of === hash && row.checked)?.checked;
		return [id, known ?? problems.contentNotKept()] as const;
	});
	return Object.fromEntries(checked);
}
