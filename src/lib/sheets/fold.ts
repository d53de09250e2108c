import type { CaseFile } from '../diagnosis/case-file.ts';
import { canonical } from '../library/hash.ts';
import type { Patch } from './patch.ts';

export interface Folded {
	/** What the sheet says: a case file, once it says which questionnaire it answers. */
	readonly said: Partial<CaseFile>;
	/** Fields of which two devices say different things; the patches that stand, the one that holds last. */
	readonly conflicts: readonly { readonly field: string; readonly patches: readonly Patch[] }[];
	/** By field, the ids of the patches that nothing replaces: what a next change replaces. */
	readonly standing: ReadonlyMap<string, readonly string[]>;
}

/**
 * What patches say together: the same in whatever order they arrive, and however often.
 *
 * The patches of a field form trees, each below the one it replaces. Those that nothing replaces stand. One
 * alone is the value. Several are in conflict unless they say the same; the one made last holds then (by
 * the devices' clocks, then by id), until a change replaces them all. A patch that names another which has
 * not arrived counts meanwhile, and still does when that one comes.
 */
export function fold(patches: readonly Patch[]): Folded {
	const byField = new Map<string, Patch[]>();
	for (const patch of unique(patches)) {
		byField.set(patch.field, [...(byField.get(patch.field) ?? []), patch]);
	}
	const said: Record<string, unknown> = {};
	const conflicts: { field: string; patches: Patch[] }[] = [];
	const standing = new Map<string, string[]>();
	for (const [field, all] of [...byField].sort(([a], [b]) => (a < b ? -1 : 1))) {
		const stand = standingOf(all);
		standing.set(
			field,
			stand.map((patch) => patch.id)
		);
		const values = new Set(stand.map((patch) => canonical(patch.value)));
		if (values.size > 1) conflicts.push({ field, patches: stand });
		say(said, field, stand.at(-1)!.value);
	}
	return { said, conflicts, standing };
}

/**
 * Each patch once. Two that share an id and differ cannot both have been acknowledged; which of them is
 * left does not depend on the order.
 */
function unique(patches: readonly Patch[]): Iterable<Patch> {
	const byId = new Map<string, Patch>();
	for (const patch of patches) {
		const known = byId.get(patch.id);
		if (!known || canonical(known) < canonical(patch)) byId.set(patch.id, patch);
	}
	return byId.values();
}

/** The patches of a field that nothing replaces, the one that holds last. */
function standingOf(all: readonly Patch[]): Patch[] {
	const replaced = new Set(all.map((patch) => patch.replaces));
	const leaves = all.filter((patch) => !replaced.has(patch.id));
	// No device makes a ring of patches; from a forged one every patch stands, so that none is lost.
	const stand = leaves.length > 0 ? leaves : [...all];
	return stand.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

function orderOf({ madeAt, id }: Patch): string {
	return `${madeAt} ${id}`;
}

/** Puts a value where its field says; nothing where nothing is said any more. */
function say(said: Record<string, unknown>, field: string, value: unknown): void {
	if (value === null) return;
	const [key, name] = field.split('.') as [string, string?];
	if (name === undefined) said[key] = value;
	else said[key] = { ...(said[key] as object | undefined), [name]: value };
}
