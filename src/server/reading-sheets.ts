import { openDossier, type Dossier } from '#lib/diagnosis/dossier.ts';
import type { World } from '#lib/journey/world.ts';
import { may } from '#lib/roles.ts';
import { layers, writings, type Layer } from '#lib/sheets/life.ts';
import { today } from './clock.ts';
import { library } from './content.ts';
import { openSheet, type EnterpriseSheet } from './enterprise-sheets.ts';
import { worldOf } from './journey.ts';
import { requireMember, type Acting } from './member.ts';
import { problems } from './problems.ts';
import { noteView } from './trail.ts';

/** A sheet as a page reads it: by whom, and what it is judged by. */
export interface Reading {
	readonly acting: Acting;
	readonly sheet: EnterpriseSheet;
	readonly world: World;
}

/**
 * The sheet of an address, for who has signed in; that somebody from outside looked at it is noted.
 * @throws the problem, where they see none: nobody is told whether it exists
 */
export async function readSheet(
	event: Parameters<typeof requireMember>[0] & { readonly params: { readonly id: string } }
): Promise<Reading> {
	const acting = requireMember(event);
	const sheet = (await openSheet(acting.member, event.params.id)) ?? problems.noSuchFiled();
	if (acting.kind !== 'enterprise') await noteView(acting.member, sheet.id, `sheet ${sheet.id}`);
	const world = worldOf(sheet.questionnaire) ?? problems.noSuchEdition(sheet.questionnaire);
	return { acting, sheet, world };
}

/** The layer that somebody in a role answers now, if any. */
export function openLayer({ acting, sheet }: Pick<Reading, 'acting' | 'sheet'>): Layer | undefined {
	return writings.find(({ state, right }) => state === sheet.state && may(acting.role, right))
		?.layer;
}

/** The layers in which something can have been said: those above wait for their turn. */
export function layersReached({ events, state }: EnterpriseSheet): readonly Layer[] {
	const been = new Set(['draft', ...events.map((event) => event.state)]);
	const begun = writings.filter((writing) => been.has(writing.state)).map(({ layer }) => layer);
	return layers.filter((layer) => state === 'filed' || begun.includes(layer));
}

/**
 * The layer that an address names, and the highest that is reached where it names none.
 * @throws the problem, where there is no such layer of the sheet
 */
export function layerAsked(sheet: EnterpriseSheet, { searchParams }: URL): Layer {
	const reached = layersReached(sheet);
	const named = searchParams.get('layer');
	if (named === null) return reached.at(-1)!;
	return reached.find((one) => one === named) ?? problems.noSuchLayer();
}

/** The diagnosis of each layer: as it was filed, or as it is today. */
export function dossiersOf(sheet: EnterpriseSheet): Record<Layer, Dossier> {
	const each = layers.map((layer) => [layer, dossierOf(sheet, layer)]);
	return Object.fromEntries(each) as Record<Layer, Dossier>;
}

/** The diagnosis of one layer: as it was filed, or as it is today. */
export function dossierOf({ layers: opened, filed }: EnterpriseSheet, layer: Layer): Dossier {
	return filed.get(layer)?.dossier ?? openDossier(library, opened[layer].said, today());
}
