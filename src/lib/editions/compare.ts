import type {
	Choice,
	EditionData,
	Element,
	Item,
	Ladder,
	Part,
	Question,
	Source,
	Text
} from '#scoring';
import { canonical } from '../library/hash.ts';
import type { Link, Mapping, Way } from './mapping.ts';

type Group = EditionData['dimensions'][number] | Extract<Element, { type: 'panel' }>;
type Tier = Ladder['tiers'][number];
type KeyOf<T> = T extends unknown ? keyof T : never;

/** What can read otherwise: a key of the data as an author writes it, or `part`, where a question stands. */
export type What =
	| Exclude<
			KeyOf<EditionData>,
			Apart | 'instrument' | 'edition' | 'status' | 'dimensions' | 'ladder'
	  >
	| Exclude<KeyOf<Question>, Apart | Naming | 'choices' | 'items'>
	| Exclude<KeyOf<Group>, Apart | Naming | 'elements'>
	| Exclude<KeyOf<Tier>, Apart | 'id'>
	| Exclude<KeyOf<Ladder>, Apart | 'tiers'>
	| Exclude<KeyOf<Choice | Item>, Apart | Naming | 'value' | 'inputType'>
	| `source.${keyof Source}`
	| 'part';
type Naming = 'name' | 'type';
/** Told by its own keys. */
type Apart = 'source';

/** One thing that reads otherwise; a side is left out where it says nothing of it. */
export interface Change {
	readonly what: What;
	/** As the data has it; with `part`, the title of the dimension or panel. */
	readonly before?: unknown;
	readonly after?: unknown;
}

/** A choice or figure of one edition and what it is in the other; a side is left out where there is none. */
export interface Row {
	readonly before?: Choice | Item;
	readonly after: readonly (Choice | Item)[];
	readonly changes: readonly Change[];
}

export interface WayDifference {
	readonly way: Way;
	/** Of a question that is one in both editions. */
	readonly changes: readonly Change[];
	/** By link: choices and figures that differ; all of them where the question is not one in both. */
	readonly rows: readonly { readonly link: Link; readonly rows: readonly Row[] }[];
}

/** A dimension, panel or tier of either edition that differs. */
export interface NamedDifference {
	readonly name: string;
	readonly title: Text;
	readonly is: 'kept' | 'removed' | 'new';
	readonly changes: readonly Change[];
}

/** In what two editions differ, whatever it is. */
export interface Differences {
	readonly edition: readonly Change[];
	readonly parts: readonly NamedDifference[];
	/** In the order of the mapping; what is kept and reads the same is left out. */
	readonly ways: readonly WayDifference[];
	readonly ladder: readonly Change[];
	readonly tiers: readonly NamedDifference[];
	/** Tiers that both have follow one another otherwise. */
	readonly otherOrder: boolean;
}

export function compareEditions(mapping: Mapping): Differences {
	const { older, newer, ways } = mapping;
	const tiersOf = ({ tiers }: Ladder) => new Map(tiers.map((tier) => [tier.id, tier]));
	const [before, after] = [tiersOf(older.ladder), tiersOf(newer.ladder)];
	const common = (one: typeof before, other: typeof before) =>
		[...one.keys()].filter((id) => other.has(id));
	const apart = ['instrument', 'edition', 'status', 'dimensions', 'ladder'];
	return {
		edition: changesOf(older.data, newer.data, apart),
		parts: namedDifferences(groupsOf(older.data), groupsOf(newer.data), [
			'name',
			'type',
			'elements'
		]),
		ways: ways.map((way) => wayDifference(mapping, way)).filter(differs),
		ladder: changesOf(older.ladder, newer.ladder, ['tiers']),
		tiers: namedDifferences(before, after, ['id']),
		otherOrder: canonical(common(before, after)) !== canonical(common(after, before))
	};
}

function differs({ way, changes, rows }: WayDifference): boolean {
	return way.kind !== 'kept' || changes.length > 0 || rows.some((one) => one.rows.length > 0);
}

/** The keys in which two objects read otherwise. */
function changesOf(before: object, after: object, apart: readonly string[]): Change[] {
	const [from, to] = [before, after] as Record<string, unknown>[] as [
		Record<string, unknown>,
		Record<string, unknown>
	];
	const keys = [...new Set([...Object.keys(to), ...Object.keys(from)])];
	return keys
		.filter((key) => !apart.includes(key))
		.filter((key) => canonical(from[key] ?? null) !== canonical(to[key] ?? null))
		.flatMap((key): Change[] => {
			if (key !== 'source') return [{ what: key as What, before: from[key], after: to[key] }];
			const inside = changesOf(from[key] ?? {}, to[key] ?? {}, []);
			return inside.map((one) => ({ ...one, what: `source.${one.what}` as What }));
		});
}

function groupsOf(data: EditionData): ReadonlyMap<string, Group> {
	const within = (group: Group): Group[] => [
		group,
		...group.elements.flatMap((one) => (one.type === 'panel' ? within(one) : []))
	];
	return new Map(data.dimensions.flatMap(within).map((group) => [group.name, group]));
}

function namedDifferences(
	before: ReadonlyMap<string, { title: Text }>,
	after: ReadonlyMap<string, { title: Text }>,
	apart: readonly string[]
): NamedDifference[] {
	return [...new Set([...after.keys(), ...before.keys()])].flatMap((name): NamedDifference[] => {
		const [from, to] = [before.get(name), after.get(name)];
		if (!from || !to) {
			return [{ name, title: (to ?? from)!.title, is: to ? 'new' : 'removed', changes: [] }];
		}
		const changes = changesOf(from, to, apart);
		return changes.length > 0 ? [{ name, title: to.title, is: 'kept', changes }] : [];
	});
}

function wayDifference({ older, newer }: Mapping, way: Way): WayDifference {
	const [from, to] = [way.from[0], way.to[0]];
	const isOne = way.from.length === 1 && way.to.length === 1;
	const rows = way.links.map((link) => ({ link, rows: rowsOf(way, link) }));
	if (!isOne || !from || !to) return { way, changes: [], rows };
	const changes = changesOf(from.data, to.data, ['name', 'type', 'choices', 'items']);
	const [before, after] = [around(older.root, from.name)!, around(newer.root, to.name)!];
	const moved: Change[] =
		before.name === after.name ? [] : [{ what: 'part', before: before.title, after: after.title }];
	return { way, changes: [...moved, ...changes], rows };
}

/** The dimension or panel that a question stands in. */
function around(part: Part, name: string): Part | undefined {
	if (part.parts.some((one) => one.name === name)) return part;
	for (const one of part.parts) {
		const found = around(one, name);
		if (found) return found;
	}
	return undefined;
}

function rowsOf({ kind }: Way, { from, to, choices, items }: Link): Row[] {
	const [old, now] = [optionsOf(from.data), optionsOf(to.data)];
	const targets = old.map(
		(_, place) => choices[place] ?? [items[place]].filter((one) => one !== undefined)
	);
	const isOne = kind === 'kept' || kind === 'reworded' || kind === 'renamed';
	const apart = ['value', 'name', 'inputType'];
	const rows = old.map((before, place): Row => {
		const after = targets[place]!.map((target) => now[target]!);
		const changes = after.length === 1 && isOne ? changesOf(before, after[0]!, apart) : [];
		return { before, after, changes };
	});
	if (!isOne) return rows;
	const added = now.filter((_, place) => !targets.flat().includes(place));
	return [
		...rows.filter(({ after, changes }) => after.length !== 1 || changes.length > 0),
		...added.map((after): Row => ({ after: [after], changes: [] }))
	];
}

function optionsOf(data: Question): readonly (Choice | Item)[] {
	return data.type === 'multipletext' ? data.items : data.choices;
}
