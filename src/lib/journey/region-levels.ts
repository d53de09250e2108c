import { isWithin } from '#scoring';
import type { Regions } from '../regions.ts';

/** One list to choose from: provinces, then cities, then what lies below. */
export interface RegionLevel {
	readonly kind: 'province' | 'city' | 'below';
	readonly chosen: string;
	readonly options: readonly { readonly code: string; readonly name: string }[];
}

/**
 * The lists to choose an area from, down to the first that is not chosen yet. The table's fillers between
 * Beijing and its districts are stepped over.
 *
 * @param area the narrowest area chosen
 */
export function regionLevels(regions: Regions, area: string | undefined): RegionLevel[] {
	const line: string[] = [];
	for (let at = regions.find(area ?? ''); at; at = regions.parent(at.code)) {
		if (!regions.isFiller(at)) line.unshift(at.code);
	}
	const levels: RegionLevel[] = [];
	for (let depth = 0; depth <= line.length; depth++) {
		const around = line[depth - 1];
		const options = below(regions, around).map(({ code, name }) => ({ code, name }));
		const chosen = line[depth] ?? '';
		// A town that the picker does not list, chosen elsewhere, stays.
		const kept = regions.find(chosen);
		if (kept && !options.some((option) => option.code === chosen)) options.push(kept);
		if (options.length === 0) break;
		const kind =
			depth === 0 ? 'province' : depth === 1 && isCity(options[0]!.code) ? 'city' : 'below';
		levels.push({ kind, chosen, options });
	}
	return levels;
}

function isCity(code: string): boolean {
	return /^\d{4}00$/.test(code);
}

function below(regions: Regions, code: string | undefined): readonly Region[] {
	return regions
		.children(code)
		.flatMap((region) => (regions.isFiller(region) ? regions.children(region.code) : [region]));
}
type Region = ReturnType<Regions['children']>[number];

/**
 * The narrowest of the areas chosen from lists, the widest first. What lies outside the one above is left
 * from before that one was changed, and is dropped.
 *
 * @param chosen empty where nothing was chosen from a list
 */
export function narrowest(chosen: readonly string[]): string | undefined {
	let found: string | undefined;
	for (const code of chosen) {
		if (code === '') continue;
		if (found === undefined || isWithin(code, [found]) === 'met') found = code;
	}
	return found;
}
