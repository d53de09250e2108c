import { compare, mappingsBetween } from '#lib/comparison/compare.ts';
import { tellComparison, type ChartWords, type ComparisonTold } from '#lib/comparison/tell.ts';
import type { NoPlace, Place } from '#lib/comparison/peers.ts';
import { openDossier, type Dossier } from '#lib/diagnosis/dossier.ts';
import { receipt } from '#lib/editions/receipt.ts';
import { layers, states, writings, type Layer, type State } from '#lib/sheets/life.ts';
import { factWords } from '#lib/words/condition.ts';
import { isCertain, zero, type Day, type Locale, type Text } from '#scoring';
import { today } from './clock.ts';
import { library } from './content.ts';
import { namesOfEdition } from './editions.ts';
import {
	listSheets,
	openSheet,
	type EnterpriseSheet,
	type SheetLine
} from './enterprise-sheets.ts';
import type { Acting } from './member.ts';
import { namesIn } from './names.ts';
import { peersOf } from './peers.ts';
import { problems } from './problems.ts';
import { dossierOf, layersReached } from './reading-sheets.ts';
import { titleOf } from './shown-sheet.ts';

/** One side of a comparison: a layer of a sheet, as it is or carried over to a newer edition. */
export interface Side {
	/** As the address names it: `sheet.layer` or `sheet.layer.edition`. */
	readonly key: string;
	readonly sheet: EnterpriseSheet;
	readonly layer: Layer;
	readonly dossier: Dossier;
}

/** What can be chosen as a side. */
export interface SideOption {
	readonly key: string;
	readonly title: Text;
	readonly layer: Layer;
	readonly state: State;
	/** When the sheet last took a step. */
	readonly on: Day;
	/** The newer edition under which it would be looked at. */
	readonly edition?: string;
}

const keyPattern = /^([0-9a-f-]{36})\.([a-z]+)(?:\.([A-Za-z0-9-]{1,40}))?$/;

/**
 * Opens a side by its key in the file of an enterprise.
 * @throws the problem, where the actor sees no such sheet, layer or edition, or it is another enterprise's
 */
export async function openSide(
	{ member }: Pick<Acting, 'member'>,
	enterprise: string,
	key: string
): Promise<Side> {
	const [, id = '', named = '', edition] = keyPattern.exec(key) ?? [];
	const sheet = (await openSheet(member, id)) ?? problems.noSuchFiled();
	if (sheet.enterprise !== enterprise) problems.sheetOfAnother();
	const layer = layersReached(sheet).find((one) => one === named) ?? problems.noSuchFiled();
	const own = dossierOf(sheet, layer);
	return { key, sheet, layer, dossier: edition === undefined ? own : carried(own, edition) };
}

/** What was said, as it reads under a newer edition, on the same day. */
function carried({ said, diagnosis, rests }: Dossier, edition: string): Dossier {
	const { edition: older } = library.editions.get(rests.edition.ref)!;
	const ref = `${older.data.instrument}@${edition}`;
	const newer = (library.editions.get(ref) ?? problems.noSuchEdition(ref)).edition;
	const mappings = mappingsBetween(library, older, newer) ?? problems.noSuchEdition(ref);
	const answers = mappings.reduce(
		(given, mapping) => receipt(mapping, given).answers,
		said.answers
	);
	return openDossier(library, { ...said, questionnaire: ref, answers }, diagnosis.day);
}

/** Everything that can be chosen in the file of an enterprise, the last changed first. */
export async function sidesOf({ member }: Acting, enterprise: string): Promise<SideOption[]> {
	const lines = await listSheets(member, enterprise);
	return lines.flatMap((line) => optionsOf(line));
}

function optionsOf({ id, questionnaire, state, changedAt }: SheetLine): SideOption[] {
	const about = { title: titleOf(questionnaire), state, on: today(changedAt) };
	const own = layersBy(state).map((layer) => ({ ...about, key: `${id}.${layer}`, layer }));
	const top = own[0]!;
	const { edition: older } = library.editions.get(questionnaire)!;
	const newer = [...library.editions.values()].filter(
		({ edition }) => mappingsBetween(library, older, edition)?.length
	);
	return [
		...own,
		...newer.map(({ edition: { data } }) => ({
			...top,
			key: `${top.key}.${data.edition}`,
			edition: data.edition
		}))
	];
}

/** The layers that a sheet in a state has certainly reached, the highest first. */
function layersBy(state: State): readonly Layer[] {
	const reached = writings.filter((one) => states.indexOf(one.state) <= states.indexOf(state));
	return layers.filter((layer) => reached.some((one) => one.layer === layer)).reverse();
}

/** What comparing two sides found: the words, or why there is nothing to say. */
type Compared =
	| { readonly told: ComparisonTold }
	/** `turned`: the other way round there is a way from the one edition to the other. */
	| { readonly none: 'same' | 'turned' | 'no-mapping' };

/** @param names what the two sides are called in the chart */
export function compareSides(from: Side, to: Side, chart: ChartWords, locale: Locale): Compared {
	if (from.key === to.key) return { none: 'same' };
	const found = compare(library, from.dossier, to.dossier);
	if (!found) return { none: compare(library, to.dossier, from.dossier) ? 'turned' : 'no-mapping' };
	const names = {
		older: namesOfEdition(found.from.edition),
		newer: namesOfEdition(found.to.edition)
	};
	return { told: tellComparison(found, names, chart, locale) };
}

/** A place among peers in words, or why there is none. */
type PlaceTold = Place & {
	readonly areaName?: string;
	readonly sizeName?: string;
};
interface PeersTold {
	readonly division?: string;
	readonly places: readonly PlaceTold[];
	readonly why?: NoPlace;
}

/** Where a filed sheet stands among peers, for its own people; nothing for others, and before it is filed. */
export async function tellPeers(
	{ kind, member }: Acting,
	sheet: EnterpriseSheet,
	locale: Locale
): Promise<PeersTold | undefined> {
	const dossier = sheet.filed.get('confirmed')?.dossier;
	if (kind !== 'enterprise' || !dossier) return undefined;
	const places = await peersOf(member, sheet.id);
	const names = namesIn({});
	const { industry } = (dossier.said.facts ?? {}) as { industry?: unknown };
	const division = names.catalogue.industries.get(String(industry))?.[locale];
	const why = places.length > 0 ? undefined : await whyNone(member, sheet, dossier, division);
	return {
		...(division === undefined ? {} : { division }),
		places: places.map((place) => ({
			...place,
			...(place.area === undefined ? {} : { areaName: names.areaName?.(place.area) ?? place.area }),
			...(place.size === undefined
				? {}
				: { sizeName: factWords('size', place.size, names, locale) })
		})),
		...(why ? { why } : {})
	};
}

async function whyNone(
	member: Acting['member'],
	{ id, enterprise, questionnaire }: EnterpriseSheet,
	{ diagnosis }: Dossier,
	division: string | undefined
): Promise<NoPlace> {
	const lines = await listSheets(member, enterprise, { states: ['filed'] });
	const last = lines.find((line) => line.questionnaire === questionnaire);
	if (last?.id !== id) return 'superseded';
	if (diagnosis.trace!.max.n === zero.n) return 'no-points';
	if (!isCertain(diagnosis.points)) return 'open';
	return division === undefined ? 'no-division' : 'too-few';
}
