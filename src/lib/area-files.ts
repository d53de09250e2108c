import type { Text } from '#scoring';
import { narrowest } from './journey/region-levels.ts';
import { states, type State } from './sheets/life.ts';

/** Where a file of a list stands: the state of the sheet, or that the enterprise has none. */
export const fileStates = [...states, 'none'] as const;
export type FileState = State | 'none';

/** By what a list of files is sorted: names and areas from the first, the others from the last. */
export const fileSorts = ['changed', 'name', 'area', 'tier', 'day'] as const;
export type FileSort = (typeof fileSorts)[number];

/** Which files are asked for; what is left out is not asked. */
export interface FileFilters {
	/** GB/T 2260 or town code, or a zone of ours; what lies in it counts. */
	readonly area?: string | undefined;
	/** The id of an instrument, without its edition. */
	readonly instrument?: string | undefined;
	readonly state?: FileState | undefined;
	/** A rank that the tier certainly has, or may have where it is not certain. */
	readonly tier?: { readonly instrument: string; readonly rank: number } | undefined;
	/** Of the day judged on; of what is not filed, of its last change in China. */
	readonly year?: string | undefined;
	/** Words of the name, or the credit code. */
	readonly q: string;
	readonly sort: FileSort;
}

/** A file of a list, as pages and spreadsheets show it. */
export interface ShownFile {
	readonly enterprise: string;
	readonly name: string;
	readonly creditCode: string | undefined;
	readonly area: string | undefined;
	readonly industry: string | undefined;
	readonly size: string | undefined;
	/** Left out where the enterprise has none. */
	readonly sheet: string | undefined;
	readonly title: Text | undefined;
	/** Of the questionnaire. */
	readonly edition: string | undefined;
	readonly state: FileState;
	/** Once it is filed, in words: its confirmed tier, at least and at most where it is not certain. */
	readonly tier: string | undefined;
	readonly day: string | undefined;
	readonly changedOn: string;
}

/** What the values of an address are checked against. */
export interface FileChoices {
	readonly hasArea: (code: string) => boolean;
	readonly hasInstrument: (id: string) => boolean;
}

/** Reads the filters of an address, or names the parameter that cannot be understood. */
export function readFileFilters(
	params: URLSearchParams,
	{ hasArea, hasInstrument }: FileChoices
):
	| { readonly filters: FileFilters; readonly wrong?: never }
	| { readonly filters?: never; readonly wrong: string } {
	const said = (name: string) => params.get(name)?.trim() || undefined;
	const areas = params.getAll('area').filter(Boolean);
	const [state, year, instrument] = [said('state'), said('year'), said('instrument')];
	const sort = said('sort') ?? 'changed';
	const tier = readTier(said('tier'));
	if (!areas.every(hasArea)) return { wrong: 'area' };
	if (instrument !== undefined && !hasInstrument(instrument)) return { wrong: 'instrument' };
	if (state !== undefined && !isOf(fileStates, state)) return { wrong: 'state' };
	if (tier === 'wrong' || (tier && !hasInstrument(tier.instrument))) return { wrong: 'tier' };
	if (year !== undefined && !/^\d{4}$/.test(year)) return { wrong: 'year' };
	if (!isOf(fileSorts, sort)) return { wrong: 'sort' };
	const q = (said('q') ?? '').slice(0, 200);
	return { filters: { area: narrowest(areas), instrument, state, tier, year, q, sort } };
}

/** The same filters as an address says them; empty where nothing is asked. */
export function fileQuery({ area, instrument, state, tier, year, q, sort }: FileFilters): string {
	const said = Object.entries({
		...{ area, instrument, state, year, q },
		tier: tier && tierValue(tier.instrument, tier.rank),
		sort: sort === 'changed' ? undefined : sort
	});
	return new URLSearchParams(
		said.filter((one): one is [string, string] => Boolean(one[1]))
	).toString();
}

/** A tier as an address says it. */
export function tierValue(instrument: string, rank: number): string {
	return `${instrument}.${rank}`;
}

function readTier(said: string | undefined): FileFilters['tier'] | 'wrong' {
	if (said === undefined) return undefined;
	const [, instrument, rank] = /^([a-z0-9-]+)\.(\d)$/.exec(said) ?? [];
	return instrument === undefined ? 'wrong' : { instrument, rank: Number(rank) };
}

function isOf<T extends string>(list: readonly T[], value: string): value is T {
	return (list as readonly string[]).includes(value);
}
