import { randomUUID } from 'node:crypto';
import { asc, eq, getTableColumns, sql } from 'drizzle-orm';
import exifr from 'exifr';
import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';
import { isDay, type Day } from '#scoring';
import { isField } from '#lib/sheets/patch.ts';
import { list } from '#lib/ui/text.ts';
import { evidence, hasRoom, plan, planEvidence, sheet, withDatabase } from './db/index.ts';
import type { Member } from './enterprise-sheets.ts';
import { problems } from './problems.ts';
import { asking, isUuid } from './refused.ts';
import { missingFiles, putFile, readMade, readStored, StoredGone, StoreFailure } from './store.ts';

/** What evidence may be, by its content; pictures are written anew. */
const types = {
	'image/jpeg': { isImage: true, ending: 'jpg' },
	'image/png': { isImage: true, ending: 'png' },
	'image/webp': { isImage: true, ending: 'webp' },
	'application/pdf': { isImage: false, ending: 'pdf' },
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {
		isImage: false,
		ending: 'docx'
	},
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
		isImage: false,
		ending: 'xlsx'
	}
} as const;
type EvidenceType = keyof typeof types;

/** As a form may name it, and as a reader is told. */
export const evidenceEndings = Object.values(types).map(({ ending }) => ending);

/** Of one file: a photograph of a tablet has three to eight. */
export const mostEvidenceMegabytes = 10;
export const mostEvidenceBytes = mostEvidenceMegabytes * 1024 ** 2;

/** As everybody is told who sends more. */
export const refuseTooLarge = () => problems.evidenceTooLarge(mostEvidenceMegabytes);

/** No camera makes more; a small file that says it has more is made to fill the memory. */
const mostPixels = 100_000_000;

const thumbnailPixels = 320;

export interface GivenEvidence {
	/** From the device, so that what is sent again is known again. */
	readonly id: string;
	/** The question, as a field of the sheet: `answers.equipment`. */
	readonly field: string;
	readonly name: string;
	readonly content: Uint8Array;
	/** The day it speaks of, as typed; empty where nobody said. */
	readonly effectiveOn: string;
	/** The piece of the same question that it takes the place of. */
	readonly replaces: string | null;
}

export type Evidence = typeof evidence.$inferSelect;

/**
 * Keeps a piece of evidence for a question of a sheet. Of a picture only what is seen is kept, and the day it
 * was taken where no other was given: no place, no device, no name.
 *
 * @throws the problem, where it is of no known type, too large, damaged, or the actor may not
 */
export async function addEvidence(actor: Member, id: string, given: GivenEvidence): Promise<void> {
	if (!isField(given.field)) problems.badEvidence('field', given.field);
	refuseUnfit(given);
	await refuseUnseen(actor, id, given);
	const taken = await takeIn(given);
	const { file } = taken;
	const row = {
		...{ id: given.id, sheet: id, field: given.field, ...taken },
		...{ replaces: given.replaces, by: actor.person }
	};
	await asking(actor, async (database) => {
		const added = await database
			.insert(evidence)
			.values(row)
			.onConflictDoNothing()
			.returning({ id: evidence.id });
		if (added.length > 0) return;
		const [before] = await database.select().from(evidence).where(eq(evidence.id, given.id));
		if (before?.file !== file || before.sheet !== id) problems.otherPatch(given.id);
	});
}

type GivenFile = Pick<GivenEvidence, 'name' | 'content' | 'effectiveOn'>;

/** @throws the problem, before anything of it is looked at */
function refuseUnfit({ content, effectiveOn }: GivenFile): void {
	if (effectiveOn !== '' && !isDay(effectiveOn)) problems.badEvidence('effectiveOn', effectiveOn);
	if (content.length > mostEvidenceBytes) refuseTooLarge();
	if (!hasRoom()) problems.noRoom();
}

/** Puts a file into the store; what a row says of it. */
async function takeIn(given: GivenFile) {
	const type = await typeOf(given.content);
	const { isImage, ending } = types[type];
	const content = isImage ? await bare(given.content) : given.content;
	const takenOn = isImage ? await dayTaken(given.content) : undefined;
	return {
		file: await storing(() => putFile(content)),
		name: nameWith(given.name, ending),
		type,
		bytes: content.length,
		effectiveOn: given.effectiveOn || takenOn
	};
}

/**
 * Keeps a file that shows that an action of a plan was carried out, as `addEvidence` does.
 *
 * @param to a plan that the actor has opened, and an action of it
 * @throws the problem, where it is of no known type, too large, damaged, or the actor may not
 */
export async function addPlanEvidence(
	actor: Member,
	to: { readonly plan: string; readonly action: string },
	given: GivenFile & Pick<GivenEvidence, 'id'>
): Promise<void> {
	refuseUnfit(given);
	const taken = await takeIn(given);
	const row = { id: given.id, ...to, ...taken, by: actor.person };
	await asking(actor, async (database) => {
		const added = await database
			.insert(planEvidence)
			.values(row)
			.onConflictDoNothing()
			.returning({ id: planEvidence.id });
		if (added.length > 0) return;
		const [before] = await database
			.select()
			.from(planEvidence)
			.where(eq(planEvidence.id, given.id));
		const isSame =
			before?.file === taken.file && before.plan === to.plan && before.action === to.action;
		if (!isSame) problems.otherPatch(given.id);
	});
}

/** All evidence of a sheet that the actor sees, with what was replaced, in the order it came. */
export async function listEvidence(actor: Member, id: string): Promise<Evidence[]> {
	return withDatabase(actor, (database) =>
		database
			.select()
			.from(evidence)
			.where(eq(evidence.sheet, id))
			.orderBy(asc(evidence.at), asc(evidence.id))
	);
}

/**
 * A piece of evidence with its content.
 * @throws the problem, where the actor sees none of that id
 */
export async function openEvidence(
	actor: Member,
	id: string
): Promise<{ piece: Served; content: Uint8Array }> {
	const piece = await findServed(actor, id);
	return { piece, content: await storing(() => readStored(piece.file)) };
}

/**
 * A small picture of a piece of evidence, as WebP.
 * @throws the problem, where the actor sees none of that id or it is no picture
 */
export async function openThumbnail(actor: Member, id: string): Promise<Uint8Array> {
	const piece = await findServed(actor, id);
	if (!isPicture(piece)) problems.noSuchEvidence();
	return storing(() =>
		readMade(piece.file, 'thumbnail', (content) =>
			sharp(content, { limitInputPixels: mostPixels })
				.resize(thumbnailPixels, thumbnailPixels, { fit: 'inside', withoutEnlargement: true })
				.webp()
				.toBuffer()
		)
	);
}

/** The files of pieces that are on record and no longer in the store, by hash. */
export function missingEvidence(
	pieces: readonly Pick<Evidence, 'file'>[]
): Promise<ReadonlySet<string>> {
	return storing(() => missingFiles(pieces.map(({ file }) => file)));
}

/**
 * The pieces that hold now: none that another has taken the place of, and none that was settled, which stands
 * once more where it was put.
 */
export function standingEvidence(pieces: readonly Evidence[]): Evidence[] {
	const replaced = new Set(pieces.map(({ replaces }) => replaces));
	const isSettled = (piece: Evidence) =>
		pieces.some(({ file, replaces }) => {
			const place = pieces.find(({ id }) => id === replaces);
			return place !== undefined && isBeside(place, piece) && file === piece.file;
		});
	return pieces.filter((piece) => !replaced.has(piece.id) && !isSettled(piece));
}

/** The pieces that took the place of the same one as another did, at the same time, and still stand beside it. */
export function besideEvidence(piece: Evidence, pieces: readonly Evidence[]): Evidence[] {
	return standingEvidence(pieces).filter((one) => isBeside(one, piece));
}

function isBeside(one: Evidence, other: Evidence): boolean {
	return one.id !== other.id && one.replaces !== null && one.replaces === other.replaces;
}

/**
 * Settles what becomes of a piece that took the place of one that another had replaced meanwhile: it stands by
 * itself, or in the place of that other one. Where somebody has settled it already, nothing is done.
 *
 * @param over the other one; none where both stay
 * @throws the problem, where the actor may not, or sees no such piece
 */
export async function settleEvidence(
	actor: Member,
	sheetId: string,
	id: string,
	over: string | null
): Promise<Evidence> {
	const piece = await find(actor, id);
	if (piece.sheet !== sheetId) problems.noSuchEvidence();
	await asking(actor, async (database) => {
		// Of two who settle it at once the second finds it settled.
		await database.execute(sql`select pg_advisory_xact_lock(hashtextextended(${piece.sheet}, 1))`);
		const pieces = await database.select().from(evidence).where(eq(evidence.sheet, piece.sheet));
		const beside = besideEvidence(piece, pieces);
		const stands = standingEvidence(pieces).some((one) => one.id === id);
		if (!stands || beside.length === 0) return;
		if (over !== null && !beside.some((one) => one.id === over)) problems.noSuchEvidence();
		const { sheet, field, file, name, type, bytes, effectiveOn } = piece;
		await database.insert(evidence).values({
			...{ sheet, field, file, name, type, bytes, effectiveOn },
			...{ id: randomUUID(), replaces: over ?? id, by: actor.person }
		});
	});
	return piece;
}

/** What a piece took the place of, and that before it: the last first. */
export function earlierEvidence(piece: Evidence, pieces: readonly Evidence[]): Evidence[] {
	const before = pieces.find(({ id }) => id === piece.replaces);
	return before ? [before, ...earlierEvidence(before, pieces)] : [];
}

/** Whether a piece is shown in the browser; every other type is only saved. */
export function isPicture({ type }: Pick<Evidence, 'type'>): boolean {
	return types[type as EvidenceType].isImage;
}

/** Tells the reader what the store cannot do. */
async function storing<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (error instanceof StoreFailure) {
			console.error(error);
			return error.why === 'full' ? problems.noRoom() : problems.noStore();
		}
		if (!(error instanceof StoredGone)) throw error;
		console.error(error.message);
		return problems.evidenceGone();
	}
}

/** A piece of a sheet, or of an action of a plan. */
type Served = Omit<Evidence, 'field' | 'replaces'>;

async function findServed(actor: Member, id: string): Promise<Served> {
	if (!isUuid(id)) return problems.noSuchEvidence();
	const [piece] = await withDatabase(actor, async (database) => {
		const ofSheets = await database.select().from(evidence).where(eq(evidence.id, id));
		if (ofSheets.length > 0) return ofSheets;
		return database
			.select({ ...getTableColumns(planEvidence), sheet: plan.sheet })
			.from(planEvidence)
			.innerJoin(plan, eq(plan.id, planEvidence.plan))
			.where(eq(planEvidence.id, id));
	});
	return piece ?? problems.noSuchEvidence();
}

async function find(actor: Member, id: string): Promise<Evidence> {
	if (!isUuid(id)) return problems.noSuchEvidence();
	const [piece] = await withDatabase(actor, (database) =>
		database.select().from(evidence).where(eq(evidence.id, id))
	);
	return piece ?? problems.noSuchEvidence();
}

/** Before anything is written to the disk for somebody who may not, or in the place of what is not there. */
async function refuseUnseen(
	actor: Member,
	id: string,
	{ field, replaces }: GivenEvidence
): Promise<void> {
	const [found] = await withDatabase(actor, (database) =>
		database.select({ id: sheet.id }).from(sheet).where(eq(sheet.id, id))
	);
	if (!found) problems.noSuchSheet();
	if (replaces === null) return;
	const older = await find(actor, replaces);
	if (older.sheet !== id || older.field !== field) problems.noSuchEvidence();
}

async function typeOf(content: Uint8Array): Promise<EvidenceType> {
	const found = await fileTypeFromBuffer(content);
	if (found && Object.hasOwn(types, found.mime)) return found.mime as EvidenceType;
	return problems.evidenceType(list(evidenceEndings));
}

/** The picture the right way up, with nothing beside it. */
async function bare(content: Uint8Array): Promise<Uint8Array> {
	try {
		return await sharp(content, { limitInputPixels: mostPixels, failOn: 'truncated' })
			.autoOrient()
			.toBuffer();
	} catch (error) {
		// What sharp says of a picture it cannot read; there is nothing else it is asked here.
		console.error(`A picture could not be read: ${(error as Error).message}`);
		return problems.damagedPicture();
	}
}

/** By the camera's clock; nothing where the picture does not say. */
async function dayTaken(content: Uint8Array): Promise<Day | undefined> {
	const said = (await exifr.parse(content, {
		pick: ['DateTimeOriginal'],
		reviveValues: false
	})) as { DateTimeOriginal?: unknown } | undefined;
	const day = String(said?.DateTimeOriginal ?? '')
		.slice(0, 10)
		.replaceAll(':', '-');
	return isDay(day) ? day : undefined;
}

/** A name that can be saved anywhere, and ends as its content does. */
function nameWith(name: string, ending: string): string {
	const bareName = name
		.replace(/\.[a-zA-Z0-9]{1,5}$/, '')
		.replace(/[\p{Cc}\p{Cf}\\/:*?"<>|]/gu, ' ')
		.trim();
	return `${[...bareName].slice(0, 150).join('') || 'evidence'}.${ending}`;
}
