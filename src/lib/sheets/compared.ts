import type { Locale, OpenEdition } from '#scoring';
import type { Dossier } from '../diagnosis/dossier.ts';
import type { Names } from '../words/condition.ts';
import { fieldWords } from '../words/field.ts';
import { intervalWords, pointsWords } from '../words/format.ts';
import { tierWords } from '../words/tier.ts';
import { layerDifferences } from './layers.ts';
import { layers, type Layer } from './life.ts';

/** What a layer comes to. */
export interface LayerResult {
	readonly layer: Layer;
	/** The tier; where it is not certain, the lowest that is possible. */
	readonly tier: string;
	/** The highest that is possible, where the tier is not certain. */
	readonly best?: string;
	readonly points: string;
	readonly max: string;
	/** How many questions that apply have no answer. */
	readonly unanswered: number;
	/** Of the dossier. */
	readonly hash: string;
}

/** Something that the layers do not say alike. */
export interface LayerLine {
	readonly field: string;
	/** What is asked there; left out for what only the page has a name for. */
	readonly title?: string;
	/** In words; nothing where nothing is said. */
	readonly values: Readonly<Record<Layer, string | undefined>>;
}

export interface Compared {
	readonly results: readonly LayerResult[];
	readonly lines: readonly LayerLine[];
}

/** The three layers of a sheet beside each other, in the words of one language. */
export function compareLayers(
	edition: OpenEdition,
	names: Names,
	dossiers: Readonly<Record<Layer, Dossier>>,
	locale: Locale
): Compared {
	return {
		results: layers.map((layer) => resultOf(edition, layer, dossiers[layer], locale)),
		lines: layerDifferences(dossiers).map(({ field, values }) =>
			layerLine(edition, names, field, values, locale)
		)
	};
}

function resultOf(
	edition: OpenEdition,
	layer: Layer,
	{ diagnosis, hash }: Dossier,
	locale: Locale
): LayerResult {
	const { low, high } = diagnosis.standing;
	return {
		layer,
		tier: tierWords(edition, low, locale),
		...(low === high ? {} : { best: tierWords(edition, high, locale) }),
		points: intervalWords(diagnosis.points),
		max: pointsWords(edition.root.max),
		unanswered: diagnosis.unanswered.length,
		hash
	};
}

/** What each layer says in a field, in words. */
export function layerLine(
	edition: OpenEdition,
	names: Names,
	field: string,
	values: Readonly<Record<Layer, unknown>>,
	locale: Locale
): LayerLine {
	const { title, said } = fieldWords(edition, names, field, locale);
	const told = layers.map((layer) => [layer, said(values[layer])] as const);
	return {
		field,
		...(title === undefined ? {} : { title }),
		values: Object.fromEntries(told) as LayerLine['values']
	};
}
