import { m } from '#lib/paraglide/messages.js';
import { levelWord } from '#lib/ui/level.ts';
import { say } from '#lib/ui/text.ts';
import { inherit, type Condition, type OpenEdition, type Source } from '#scoring';

interface Gate {
	/** What is needed, such as ≥ 60. */
	readonly needed: string;
	/** At which level it is counted; left out for points. */
	readonly level: string | undefined;
	/** Place of its source among the notes below the table. */
	readonly note: number;
}

/** The level rule as a table of tiers by gates. */
export interface LadderTable {
	readonly columns: readonly string[];
	readonly rows: readonly (readonly (Gate | undefined)[])[];
	readonly notes: readonly Source[];
}

/**
 * The rule as a table, where every tier asks for all of some least points and counts.
 *
 * @returns nothing where a tier asks for something else: then it has to be said in words
 */
export function ladderTable(edition: OpenEdition): LadderTable | undefined {
	const { ladder } = edition;
	const columns = new Map<string, string>();
	const notes: Source[] = [];
	const rows: Map<string, Gate>[] = [];
	for (const tier of ladder.tiers) {
		const around = inherit(ladder.source, tier.source);
		const row = new Map<string, Gate>();
		for (const leaf of 'all' in tier.requires ? tier.requires.all : [tier.requires]) {
			const column = columnOf(leaf, edition);
			if (!column || row.has(column.key)) return undefined;
			columns.set(column.key, column.title);
			// The clause names the very gate; two gates with all else in common share one note.
			const { clause: _clause, ...source } = inherit(around, column.source);
			row.set(column.key, { ...column.gate, note: placeIn(notes, source) });
		}
		rows.push(row);
	}
	const keys = [...columns.keys()];
	return {
		columns: [...columns.values()],
		rows: rows.map((row) => keys.map((key) => row.get(key))),
		notes
	};
}

function columnOf(leaf: Condition, { data, partByName }: OpenEdition) {
	if ('score' in leaf && leaf.atLeast !== undefined) {
		const title =
			leaf.score === 'total' ? m.total_points() : say(partByName.get(leaf.score)!.title);
		const gate = { needed: `≥ ${leaf.atLeast}`, level: undefined };
		return { key: `score ${leaf.score}`, title, gate, source: leaf.source };
	}
	if ('count' in leaf && leaf.atLeast !== undefined) {
		const gate = { needed: `≥ ${leaf.atLeast}`, level: levelWord(leaf.level) };
		const title = m.number_of({ set: say(data.sets![leaf.count]!) });
		return { key: `count ${leaf.count}`, title, gate, source: leaf.source };
	}
	return undefined;
}

function placeIn(notes: Source[], source: Source): number {
	const text = JSON.stringify(source);
	const found = notes.findIndex((note) => JSON.stringify(note) === text);
	return found >= 0 ? found : notes.push(source) - 1;
}
