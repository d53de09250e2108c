import * as v from 'valibot';
import { parse } from '#scoring';
import type { CaseFile } from '#lib/diagnosis/case-file.ts';
import { differences } from '#lib/journey/fields.ts';
import { fold, type Folded } from '#lib/sheets/fold.ts';
import { openLayers, type LayerSaid } from '#lib/sheets/layers.ts';
import { layers, type Layer } from '#lib/sheets/life.ts';
import { change, type Patch } from '#lib/sheets/patch.ts';
import { now } from './clock.ts';
import { answer, openSheet, type EnterpriseSheet, type Member } from './enterprise-sheets.ts';
import { problems } from './problems.ts';
import { append, keep, open, type Sheet } from './sheets.ts';

const seen = v.array(v.string());

/** Which kept sheet a journey goes on with: its private link, and the patches that were seen there. */
const linkSchema = v.strictObject({ token: v.string(), seen });

/** Which layer of which sheet of an enterprise it goes on with. */
const layerSchema = v.strictObject({ sheet: v.string(), layer: v.picklist(layers), seen });

const carriedSchema = v.union([linkSchema, layerSchema]);
type Carried = v.InferOutput<typeof carriedSchema>;

/** What a page carries along to keep its answers in the same sheet again. */
export function seenOf(token: string, { standing }: Sheet): string {
	return JSON.stringify({ token, seen: idsIn(standing) });
}

/** The same for a layer of an enterprise's sheet. */
export function seenInLayer({ id, layers }: EnterpriseSheet, layer: Layer): string {
	return JSON.stringify({ sheet: id, layer, seen: idsIn(layers[layer].own.standing) });
}

function idsIn(standing: Folded['standing']): string[] {
	return [...standing.values()].flat();
}

/**
 * Keeps what was said: in a new sheet, or as changes of the one that was gone on with. A change names the
 * patch that was seen when it was made, so that what somebody else changed meanwhile shows as a conflict.
 *
 * @param carried as `seenOf` wrote it; empty for a new sheet
 * @returns the address of what was kept
 */
export async function keepAnswers(said: CaseFile, carried: string): Promise<string> {
	if (carried === '') return `/kept/${(await keep(said)).token}`;
	const link = readCarried(carried);
	if ('sheet' in link) return problems.noSuchSheet();
	const sheet = (await open(link.token)) ?? problems.noSuchSheet();
	const before = fold(sheet.patches.filter(({ id }) => link.seen.includes(id)));
	const patches = patchesFrom(before, { questionnaire: said.questionnaire, ...before.said }, said);
	if (patches.length > 0) await append(link.token, patches);
	return `/kept/${link.token}`;
}

/**
 * Keeps what was said in a layer of an enterprise's sheet.
 *
 * @param carried as `seenInLayer` wrote it
 * @param reason why, where something that was decided is changed
 * @returns the address of the sheet; or the fields that were decided, where their change has no reason yet
 * @throws the problem, where the layer is not answered now, or not by this actor
 */
export async function keepInLayer(
	actor: Member,
	said: CaseFile,
	carried: string,
	reason: string
): Promise<
	{ address: string; askReasonFor?: never } | { address?: never; askReasonFor: string[] }
> {
	const link = readCarried(carried);
	if (!('sheet' in link)) return problems.noSuchFiled();
	const sheet = (await openSheet(actor, link.sheet)) ?? problems.noSuchFiled();
	const patches = changesIn(sheet, link.layer, link.seen, said);
	const decided = decidedFields(sheet);
	const askReasonFor = patches.flatMap(({ field }) => (decided.has(field) ? [field] : []));
	if (reason === '' && askReasonFor.length > 0) return { askReasonFor };
	if (patches.length > 0) await answer(actor, sheet.id, link.layer, patches, reason || null);
	return { address: `/sheets/${sheet.id}` };
}

/**
 * The patches by which somebody who had seen a layer as it was says this in it.
 * @param seen the ids of the layer's patches that stood then
 */
export function changesIn(
	sheet: Pick<EnterpriseSheet, 'questionnaire' | 'patches'>,
	layer: Layer,
	seen: readonly string[],
	said: CaseFile
): Patch[] {
	const { own, said: before } = asSeen(sheet, layer, seen);
	return patchesFrom(own, before, said);
}

/** A layer as somebody saw it; those below it as they are. */
export function asSeen(
	sheet: Pick<EnterpriseSheet, 'questionnaire' | 'patches'>,
	layer: Layer,
	seen: readonly string[]
): LayerSaid {
	const known = sheet.patches.filter((one) => one.layer !== layer || seen.includes(one.id));
	return openLayers(sheet.questionnaire, known)[layer];
}

/** The fields that were decided: a change of one asks for its reason. */
export function decidedFields({ decisions }: Pick<EnterpriseSheet, 'decisions'>): Set<string> {
	return new Set(decisions.flatMap(({ field, kind }) => (kind === 'comment' ? [] : [field])));
}

function patchesFrom(own: Pick<Folded, 'standing'>, before: CaseFile, said: CaseFile): Patch[] {
	const madeAt = now().toISOString();
	return Object.entries(differences(before, said)).flatMap(([field, value]) =>
		change(own, field, value ?? null, { madeAt })
	);
}

function readCarried(carried: string): Carried {
	let given: unknown;
	try {
		given = JSON.parse(carried);
	} catch {
		return problems.noSuchSheet();
	}
	return parse(carriedSchema, given).output ?? problems.noSuchSheet();
}
