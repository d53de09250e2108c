import { eq, inArray, sql } from 'drizzle-orm';
import type { OpenPackage } from '#lib/archive/contents.ts';
import { canonical, contentHash } from '#lib/library/hash.ts';
import { layers } from '#lib/sheets/life.ts';
import { held, type Queries } from './connection.ts';
import { guardRole } from './roles.ts';
import {
	archivePackage,
	content,
	decision,
	evidence,
	fileDecision,
	filed,
	findingRemark,
	issuedReport,
	organisation,
	patch,
	profile,
	sheet,
	sheetEvent,
	sheetOwner
} from './schema/index.ts';

/** What is there already contradicts what is to be taken in; its message is for people. */
export class ImportRefused extends Error {}

/** What an import takes in. */
export interface Importing {
	readonly open: OpenPackage;
	/** The hash of the package. */
	readonly hash: string;
	readonly bytes: number;
}

/**
 * Takes a filed sheet in as it was filed, with its enterprise and the content it rests on: all of it or nothing.
 * Who did what, and when, is written as the package says; that it was taken in stands in the trail.
 *
 * The triggers that stamp rows and hold a sheet to the steps of its life are off within the one transaction: it took
 * those steps elsewhere. Only the owner of the tables can do that.
 *
 * @returns what was done
 * @throws {ImportRefused}
 */
export async function importFile(importing: Importing): Promise<'imported' | 'known'> {
	return held().alone((owner) =>
		owner.transaction(async (transaction) => {
			await open(transaction);
			const isNew = !(await isKnown(transaction, importing));
			if (isNew) {
				await addContent(transaction, importing.open);
				await addEnterprise(transaction, importing.open);
				await addSheet(transaction, importing);
				// Keys that wait for the end of the transaction would keep the tables from being closed again.
				await transaction.execute(sql`set constraints all immediate`);
			}
			// Whatever was found: what is thrown rolls all of it back, and what is not must pass here.
			await close(transaction);
			if (!isNew) return 'known';
			await leaveTrail(transaction, importing);
			return 'imported';
		})
	);
}

type Owner = Parameters<Parameters<Queries['transaction']>[0]>[0];

const tables = [
	...[organisation, profile, sheet, sheetOwner, patch, sheetEvent, decision, findingRemark],
	...[filed, evidence, issuedReport, fileDecision, archivePackage]
];

async function open(owner: Owner): Promise<void> {
	for (const table of tables) {
		await owner.execute(sql`alter table ${table} disable trigger user`);
		await owner.execute(sql`alter table ${table} no force row level security`);
	}
}

async function close(owner: Owner): Promise<void> {
	for (const table of tables) {
		await owner.execute(sql`alter table ${table} force row level security`);
		await owner.execute(sql`alter table ${table} enable trigger user`);
	}
}

/** Whether the very same sheet is there; another one under its id is refused. */
async function isKnown(owner: Owner, { open: { file } }: Importing): Promise<boolean> {
	const rows = await owner.select().from(filed).where(eq(filed.sheet, file.sheet.id));
	const [there] = await owner.select().from(sheet).where(eq(sheet.id, file.sheet.id));
	if (!there) return false;
	const hashes = Object.fromEntries(rows.map(({ layer, hash }) => [layer, hash]));
	const wanted = Object.fromEntries(file.filed.map(({ layer, hash }) => [layer, hash]));
	if (canonical(hashes) === canonical(wanted)) return true;
	throw new ImportRefused(`The sheet ${file.sheet.id} is here already, and says something else.`);
}

/** What of the content is not here yet, by its hash. */
async function addContent(owner: Owner, { content: packed }: OpenPackage): Promise<void> {
	const wanted = [
		...packed.editions.map((data) => ({
			kind: 'edition' as const,
			ref: `${data.instrument}@${data.edition}`,
			data
		})),
		...packed.documents.map((data) => ({
			...{ kind: 'document' as const, ref: data.document.id, data }
		})),
		{ kind: 'terms' as const, ref: 'terms', data: packed.terms }
	].map((one) => ({ ...one, hash: contentHash(one.data) }));
	const editions = wanted.filter(({ kind }) => kind === 'edition');
	const refs = editions.map(({ ref }) => ref);
	const known = await owner.select().from(content).where(inArray(content.ref, refs));
	for (const { ref, hash } of editions) {
		const other = known.find((one) => one.ref === ref && one.hash !== hash);
		if (!other) continue;
		throw new ImportRefused(`The edition ${ref} is here already as ${other.hash}, not ${hash}.`);
	}
	for (const one of wanted) await owner.insert(content).values(one).onConflictDoNothing();
}

async function addEnterprise(owner: Owner, { file: { enterprise } }: OpenPackage): Promise<void> {
	const { id, creditCode, profiles } = enterprise;
	const [there] = await owner.select().from(organisation).where(eq(organisation.id, id));
	if (there && there.creditCode !== creditCode) {
		throw new ImportRefused(
			`The enterprise ${id} is here already, with the credit code ${there.creditCode}, not ${creditCode}.`
		);
	}
	if (!there && creditCode !== null) {
		const [other] = await owner
			.select()
			.from(organisation)
			.where(eq(organisation.creditCode, creditCode));
		if (other) {
			throw new ImportRefused(
				`The credit code ${creditCode} is here already, of the organisation ${other.id}.`
			);
		}
	}
	const before = await owner
		.select()
		.from(profile)
		.where(eq(profile.organisation, id))
		.orderBy(profile.id);
	const told = before.map(({ id: _, organisation: _of, at, ...row }) =>
		canonical({ ...row, at: at.toISOString() })
	);
	profiles.slice(0, told.length).forEach((one, i) => {
		if (canonical(one) === told[i]) return;
		throw new ImportRefused(
			`The enterprise ${id} is here already, and its profile says something else.`
		);
	});
	if (!there) {
		const { by, at } = enterprise;
		await owner
			.insert(organisation)
			.values({ id, kind: 'enterprise', creditCode, by, at: new Date(at) });
	}
	for (const { at, ...row } of profiles.slice(told.length)) {
		await owner.insert(profile).values({ ...row, organisation: id, at: new Date(at) });
	}
}

async function addSheet(owner: Owner, importing: Importing): Promise<void> {
	const { open: opened, hash, bytes } = importing;
	const { file, dossiers, records } = opened;
	const { id, questionnaire, edition, begunAt, by } = file.sheet;
	const of = <T extends { readonly at: string }>(row: T) => ({
		...row,
		sheet: id,
		at: new Date(row.at)
	});
	await owner
		.insert(sheet)
		.values({ id, questionnaire, content: edition, createdAt: new Date(begunAt) });
	const enterprise = file.enterprise.id;
	await owner.insert(sheetOwner).values({ sheet: id, enterprise, by, at: new Date(file.sheet.at) });
	for (const { madeAt, receivedAt, ...row } of file.patches) {
		await owner.insert(patch).values({
			...{ ...row, sheet: id },
			...{ madeAt: new Date(madeAt), receivedAt: new Date(receivedAt) }
		});
	}
	for (const row of file.events) await owner.insert(sheetEvent).values(of(row));
	for (const row of file.decisions) await owner.insert(decision).values(of(row));
	for (const row of file.remarks) await owner.insert(findingRemark).values(of(row));
	for (const row of file.filed) {
		await owner
			.insert(filed)
			.values({ ...of(row), dossier: dossiers[row.layer], content: edition });
	}
	for (const row of file.evidence) await owner.insert(evidence).values(of(row));
	for (const row of file.reports) {
		const { beside, issuedOn } = records.get(row.code)!;
		await owner.insert(issuedReport).values({ ...of(row), beside, issuedOn });
	}
	for (const { at, ...row } of file.withdrawals) {
		await owner
			.insert(fileDecision)
			.values({ ...row, enterprise, kind: 'withdrawal', at: new Date(at) });
	}
	await owner
		.insert(archivePackage)
		.values({ enterprise, sheet: id, hash, previous: file.previous, bytes });
}

/** In the name of who owns the trail and the scores: nobody else adds to them. */
async function leaveTrail(owner: Owner, { open: { file }, hash }: Importing): Promise<void> {
	await owner.execute(sql`select set_config('role', ${guardRole}, true)`);
	await owner.execute(
		sql`select append_trail(${file.enterprise.id}::uuid, 'imported', ${file.sheet.id},
			jsonb_build_object('manifest', ${hash}::text))`
	);
	await owner.execute(
		sql`select add_score(f) from filed f where f.sheet = ${file.sheet.id}::uuid and f.layer = ${layers.at(-1)}`
	);
}
