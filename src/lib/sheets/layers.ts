import type { CaseFile } from '../diagnosis/case-file.ts';
import { fromFields } from '../journey/fields.ts';
import { canonical } from '../library/hash.ts';
import { fold, type Folded } from './fold.ts';
import { layers, type Layer } from './life.ts';
import { fieldsOf, type Patch } from './patch.ts';

/** A patch as it is kept in an enterprise's sheet. */
export interface LayerPatch extends Patch {
	readonly layer: Layer;
	/** The person who made it; nobody where it came over a private link. */
	readonly author: string | null;
	/** Why it was made, after the field had been decided. */
	readonly reason: string | null;
}

/** What a layer says of itself, and with those below it. */
export interface LayerSaid {
	/** Only what was said in this layer: what its next patches replace. */
	readonly own: Folded;
	/** The whole: this layer's word where it has one, else that of the layer below. */
	readonly said: CaseFile;
}

/**
 * The three layers of a sheet, each the fold of its own patches over the one below.
 * @param questionnaire what the sheet answers: no patch changes that
 */
export function openLayers(
	questionnaire: string,
	patches: readonly LayerPatch[]
): Readonly<Record<Layer, LayerSaid>> {
	let said: CaseFile = { questionnaire };
	const opened = layers.map((layer) => {
		const own = fold(patches.filter((patch) => patch.layer === layer));
		said = over(said, own);
		return [layer, { own, said }] as const;
	});
	return Object.fromEntries(opened) as Record<Layer, LayerSaid>;
}

/** A field that the upper layer says nothing of any more is unsaid there, whatever stands below. */
function over(beneath: CaseFile, { said, standing }: Folded): CaseFile {
	const kept = fieldsOf(beneath).filter(([field]) => !standing.has(field));
	return fromFields(beneath.questionnaire, Object.fromEntries([...kept, ...fieldsOf(said)]));
}

/** A field of which two layers do not say the same. */
export interface LayerDifference {
	readonly field: string;
	/** By layer what it says with those below; undefined where nothing is said. */
	readonly values: Readonly<Record<Layer, unknown>>;
}

/** Every field that is not the same in all three layers, in alphabetical order. */
export function layerDifferences(
	opened: Readonly<Record<Layer, Pick<LayerSaid, 'said'>>>
): LayerDifference[] {
	return fieldDifferences(layers.map((layer) => opened[layer].said)).map(({ field, values }) => ({
		field,
		values: Object.fromEntries(
			layers.map((layer, i) => [layer, values[i]])
		) as LayerDifference['values']
	}));
}

/** Every field that several case files do not say alike, in alphabetical order, with what each says. */
export function fieldDifferences(
	files: readonly CaseFile[]
): { readonly field: string; readonly values: readonly unknown[] }[] {
	const byFile = files.map((said) => new Map(fieldsOf(said)));
	const fields = [...new Set(byFile.flatMap((values) => [...values.keys()]))].sort();
	return fields.flatMap((field) => {
		const values = byFile.map((said) => said.get(field));
		if (new Set(values.map((value) => canonical(value ?? null))).size === 1) return [];
		return [{ field, values }];
	});
}
