import type { Readable } from 'node:stream';
import { and, asc, desc, eq } from 'drizzle-orm';
import { contentHash, canonical } from '#lib/library/hash.ts';
import { packageFormat, paths, type PackedFile } from '#lib/archive/file.ts';
import { identifierOf } from '#lib/archive/properties.ts';
import { noPrevious, ownLabels, type Tag } from '#lib/archive/tags.ts';
import { toJson } from '#lib/diagnosis/json.ts';
import { traceDocument } from '#lib/diagnosis/trace-document.ts';
import { libraryOf, writeRecord } from '#lib/report/record.ts';
import { diagnosisSheets } from '#lib/report/spreadsheet.ts';
import { layers } from '#lib/sheets/life.ts';
import { today } from '../clock.ts';
import {
	archivePackage,
	evidence,
	fileDecision,
	filed,
	issuedReport,
	organisation,
	profile,
	sheetOwner,
	withDatabase,
	type Transaction
} from '../db/index.ts';
import { readSheet, type EnterpriseSheet, type Member } from '../enterprise-sheets.ts';
import { openIssued, type OpenIssued } from '../issued-reports.ts';
import { problems } from '../problems.ts';
import { asking } from '../refused.ts';
import { missingFiles, StoredGone, streamStored } from '../store.ts';
import { writeXlsx } from '../xlsx.ts';
import { settleOffice } from './settle-office.ts';
import { sealBag, sumPart, type Part, type SealedBag } from './write-bag.ts';

/**
 * The files that an issued report is printed as, by their endings. The same report must come out as the same bytes:
 * a package is known by them.
 */
export type PrintIssued = (issued: OpenIssued) => Promise<Readonly<Record<string, Uint8Array>>>;

/** A package that is on record, ready to be written. */
export interface Packed {
	readonly hash: string;
	readonly previous: string | null;
	readonly bytes: number;
	/** The one folder in it, and what the ZIP is called. */
	readonly name: string;
	write(): Readable;
}

/** Evidence that is on record is not in the store, or is not what was handed in. */
export class EvidenceGone extends Error {
	readonly names: readonly string[];
	constructor(names: readonly string[]) {
		super(`Evidence is gone or changed: ${names.join(', ')}`);
		this.names = names;
	}
}

export type PackageLine = typeof archivePackage.$inferSelect;

const algorithms = ['sha256'] as const;

/**
 * Makes the package of a filed sheet: a bag of RFC 8493 with all that was filed and issued. Whatever lies beneath is
 * read once before anything is written; nothing large is held in memory. As long as nothing was issued, withdrawn or
 * put right since, the package is the one that is on record.
 *
 * @throws {EvidenceGone}
 * @throws {StoreFailure}
 * @throws the problem, where the actor sees no such sheet, it is not filed, or no report of it was issued
 */
export async function packSheet(actor: Member, id: string, print: PrintIssued): Promise<Packed> {
	const found = await readFile(actor, id);
	const { file, known, name } = found;
	const pieces = await sumEvidence(file);
	const parts = await makeParts(actor, found, print);
	const summed = [
		...pieces,
		...(await Promise.all(parts.map((part) => sumPart(part, algorithms))))
	];
	const seal = async (previous: string | null) => {
		const whole: PackedFile = { ...file, previous };
		const described = await sumPart(textPart(paths.file, canonical(whole)), algorithms);
		return sealBag([...summed, described], {
			base: `qidang-${id}`,
			at: lastMoment(whole),
			tags: tagsOf(whole, name),
			algorithms
		});
	};
	const mine = known.findLast((one) => one.sheet === id);
	const again = mine && (await seal(mine.previous));
	if (again && again.hash === mine.hash) return named(again, mine.previous, id);
	const previous = known.at(-1)?.hash ?? null;
	const sealed = await seal(previous);
	const { hash, bytes } = sealed;
	const { enterprise } = file;
	await asking(actor, async (database) => {
		await database
			.insert(archivePackage)
			.values({ enterprise: enterprise.id, sheet: id, hash, previous, bytes, by: actor.person });
	});
	return named(sealed, previous, id);
}

const named = (sealed: SealedBag, previous: string | null, id: string): Packed => ({
	...sealed,
	previous,
	name: `qidang-${id}`
});

/** The packages of an enterprise, the last first. */
export async function listPackages(actor: Member, enterprise: string): Promise<PackageLine[]> {
	return withDatabase(actor, (database) =>
		database
			.select()
			.from(archivePackage)
			.where(eq(archivePackage.enterprise, enterprise))
			.orderBy(desc(archivePackage.id))
	);
}

/** The sheets of an enterprise of which a package can be made: filed, with a report issued. */
export async function packableSheets(actor: Member, enterprise: string): Promise<Set<string>> {
	const lines = await withDatabase(actor, (database) =>
		database
			.selectDistinct({ sheet: issuedReport.sheet })
			.from(issuedReport)
			.innerJoin(sheetOwner, eq(sheetOwner.sheet, issuedReport.sheet))
			.where(eq(sheetOwner.enterprise, enterprise))
	);
	return new Set(lines.map((line) => line.sheet));
}

interface FoundFile {
	readonly file: Omit<PackedFile, 'previous'>;
	readonly sheet: EnterpriseSheet;
	readonly name: string;
	/** The packages of the enterprise, oldest first. */
	readonly known: readonly PackageLine[];
}

/** All that is on record of a filed sheet. */
async function readFile(actor: Member, id: string): Promise<FoundFile> {
	return withDatabase(actor, async (database) => {
		const found = (await readSheet(database, id)) ?? problems.noSuchFiled();
		if (found.state !== 'filed') problems.notFiledYet();
		const { enterprise } = found;
		const dossiers = await database.select().from(filed).where(eq(filed.sheet, id));
		const filedAt = dossiers[0]!.at;
		const [whose] = await database
			.select()
			.from(organisation)
			.where(eq(organisation.id, enterprise));
		const described = await database
			.select()
			.from(profile)
			.where(eq(profile.organisation, enterprise))
			.orderBy(asc(profile.id));
		const profiles = described.filter(({ at }) => at <= filedAt);
		const reports = await database
			.select()
			.from(issuedReport)
			.where(eq(issuedReport.sheet, id))
			.orderBy(asc(issuedReport.at), asc(issuedReport.code));
		if (reports.length === 0) problems.notIssuedYet();
		const known = await database
			.select()
			.from(archivePackage)
			.where(eq(archivePackage.enterprise, enterprise))
			.orderBy(asc(archivePackage.id));
		const [owner] = await database.select().from(sheetOwner).where(eq(sheetOwner.sheet, id));
		const file: FoundFile['file'] = {
			format: packageFormat,
			enterprise: {
				...{ id: enterprise, creditCode: whose!.creditCode, by: whose!.by },
				at: whose!.at.toISOString(),
				profiles: profiles.map(({ name, area, facts, titles, by, at }) => ({
					...{ name, area, facts, titles, by },
					at: at.toISOString()
				}))
			},
			sheet: {
				...{ id, questionnaire: found.questionnaire, edition: found.edition },
				begunAt: found.begunAt.toISOString(),
				...done(owner!)
			},
			patches: found.patches.map((patch) => ({
				...patch,
				receivedAt: patch.receivedAt.toISOString()
			})),
			events: found.events.map((event) => ({
				...{ state: event.state, reason: event.reason, statement: event.statement },
				...done(event)
			})),
			decisions: found.decisions.map(({ id, field, kind, text, ...more }) => ({
				...{ id, field, kind, text },
				...done(more)
			})),
			remarks: found.remarks.map(({ id, finding, kind, priority, text, ...more }) => ({
				...{ id, finding, kind, priority, text },
				...done(more)
			})),
			filed: layers.map((layer) => {
				const row = dossiers.find((one) => one.layer === layer)!;
				return { layer, hash: row.hash, ...done(row) };
			}),
			evidence: await readEvidence(database, id),
			reports: reports.map(({ code, layer, locale, record, ...more }) => ({
				...{ code, layer, locale, record },
				...done(more)
			})),
			withdrawals: await readWithdrawals(database, id)
		};
		const name = found.filed.get('confirmed')!.dossier.said.name ?? profiles.at(-1)?.name;
		return { file, sheet: found, known, name: name ?? described.at(-1)!.name };
	});
}

const done = ({ by, at }: { readonly by: string; readonly at: Date }) => ({
	by,
	at: at.toISOString()
});

async function readEvidence(database: Transaction, id: string): Promise<PackedFile['evidence']> {
	const pieces = await database
		.select()
		.from(evidence)
		.where(eq(evidence.sheet, id))
		.orderBy(asc(evidence.at), asc(evidence.id));
	return pieces.map(({ sheet: _, by, at, ...piece }) => ({ ...piece, ...done({ by, at }) }));
}

async function readWithdrawals(
	database: Transaction,
	id: string
): Promise<PackedFile['withdrawals']> {
	const rows = await database
		.select({
			report: issuedReport.code,
			category: fileDecision.category,
			reason: fileDecision.reason,
			by: fileDecision.by,
			at: fileDecision.at
		})
		.from(fileDecision)
		.innerJoin(issuedReport, eq(issuedReport.code, fileDecision.report))
		.where(and(eq(issuedReport.sheet, id), eq(fileDecision.kind, 'withdrawal')))
		.orderBy(asc(fileDecision.id));
	return rows.map(({ report, category, reason, ...more }) => ({
		...{ report, category: category!, reason },
		...done(more)
	}));
}

/**
 * Every piece of evidence, read to its end: nothing is written of what is not whole.
 * @throws {EvidenceGone} which names all that are missing, or the first that was changed
 */
async function sumEvidence({ evidence }: FoundFile['file']) {
	const missing = await missingFiles(evidence.map(({ file }) => file));
	const gone = evidence.filter(({ file }) => missing.has(file));
	if (gone.length > 0) throw new EvidenceGone(gone.map(({ name }) => name));
	const summed = [];
	for (const piece of evidence) {
		const part: Part = { path: paths.evidence(piece), content: () => streamStored(piece.file) };
		const one = await sumPart(part, algorithms).catch((error: unknown) => {
			throw error instanceof StoredGone ? new EvidenceGone([piece.name]) : error;
		});
		if (one.sums.sha256 !== piece.file) throw new EvidenceGone([piece.name]);
		summed.push(one);
	}
	return summed;
}

/** All but the evidence, and `file.json`, which names the package before. */
async function makeParts(
	actor: Member,
	{ file, sheet: found }: FoundFile,
	print: PrintIssued
): Promise<Part[]> {
	const parts: Part[] = [];
	const add = (path: string, text: string) => parts.push(textPart(path, text));
	const issued: OpenIssued[] = [];
	for (const { code } of file.reports) issued.push(await openIssued(actor, file.sheet.id, code));
	const record = issued[0]!.record;
	const library = libraryOf(record);
	const filedAt = new Date(file.filed[0]!.at);
	add(paths.terms, canonical(record.terms));
	for (const edition of record.editions) {
		add(paths.edition(`${edition.instrument}@${edition.edition}`), canonical(edition));
	}
	for (const one of record.documents) add(paths.document(one.document.id), canonical(one));
	for (const layer of layers) {
		// As it was filed, in the order in which records are written.
		const dossier = record.dossiers[layer];
		if (contentHash(dossier) !== contentHash(found.filed.get(layer)!.dossier)) {
			throw new Error(`The dossier ${layer} of ${file.sheet.id} is not what was issued.`);
		}
		add(paths.dossier(layer), canonical(dossier));
		add(paths.answers(layer), canonical(dossier.said));
		const edition = library.editions.get(dossier.rests.edition.ref)!;
		add(paths.trace(layer), `${toJson(traceDocument(edition, dossier))}\n`);
		const sheets = diagnosisSheets(dossier, library, record.locale, {
			printedOn: today(filedAt),
			areaName: (code) => record.beside.areas[code]
		});
		const content = await settleOffice(await writeXlsx(sheets), filedAt);
		parts.push({ path: paths.workbook(layer), content });
	}
	for (const one of issued) {
		const { code } = one.record;
		add(paths.record(code), writeRecord(one.record).text);
		for (const [ending, content] of Object.entries(await print(one))) {
			parts.push({ path: paths.report(code, ending), content });
		}
	}
	return parts;
}

const textPart = (path: string, text: string): Part => ({ path, content: Buffer.from(text) });

/** When the last of what is in a package happened: it bears that time whenever it is made. */
function lastMoment({ filed, reports, withdrawals }: PackedFile): Date {
	const moments = [...filed, ...reports, ...withdrawals].map(({ at }) => at).sort();
	return new Date(moments.at(-1)!);
}

function tagsOf(file: PackedFile, name: string): Tag[] {
	return [
		['Source-Organization', name],
		['External-Identifier', identifierOf(file.enterprise, file.sheet.id)],
		['External-Description', `企业数字化水平诊断档案包 ${file.sheet.questionnaire}`],
		['Bagging-Date', today(lastMoment(file))],
		['Bag-Software-Agent', `Qidang ${packageFormat}`],
		[ownLabels.sheet, file.sheet.id],
		[ownLabels.previous, file.previous ?? noPrevious]
	];
}
