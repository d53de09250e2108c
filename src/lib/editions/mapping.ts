import {
	reporter,
	type Fault,
	type OpenEdition,
	type OpenQuestion,
	type Report,
	type Text
} from '#scoring';
import { wordsOf } from './question-words.ts';
import type { MappingData } from './mapping-data.ts';

/** What became of a question between two editions. */
export type Kind =
	'kept' | 'reworded' | 'renamed' | 'split' | 'merged' | 'changed-type' | 'removed' | 'new';

/** How the answer to one older question bears on one newer question. */
export interface Link {
	readonly from: OpenQuestion;
	readonly to: OpenQuestion;
	/** By place of an older choice, the places of the newer ones; none where it has no counterpart. */
	readonly choices: readonly (readonly number[])[];
	/** By place of an older figure, the place of the newer one. */
	readonly items: readonly (number | undefined)[];
}

/** The questions that belong together, older and newer: each question of both stands in exactly one way. */
export interface Way {
	readonly kind: Kind;
	readonly from: readonly OpenQuestion[];
	readonly to: readonly OpenQuestion[];
	readonly links: readonly Link[];
	/** By newer question, which of several choices stands; see `mapping.yaml`. */
	readonly take: ReadonlyMap<OpenQuestion, 'first' | 'last'>;
	/** What changed and why; left out for what is kept. */
	readonly says?: Text;
}

/** A mapping that is linked and checked. */
export interface Mapping {
	readonly older: OpenEdition;
	readonly newer: OpenEdition;
	/** In the order of the newer edition; what is removed comes last, in the order of the older one. */
	readonly ways: readonly Way[];
}

type Carried = Pick<MappingData['reworded'][number], 'choices' | 'items'>;
/**
 * Links a mapping: every question of both editions is accounted for once, every choice of the older one goes
 * somewhere or is said to go nowhere, and what it says of a question is so.
 *
 * @returns the mapping, or every fault at once, by path in `mapping.yaml`
 */
export function openMapping(
	data: MappingData,
	older: OpenEdition,
	newer: OpenEdition
): { mapping: Mapping; faults?: never } | { mapping?: never; faults: Fault[] } {
	const faults: Fault[] = [];
	const ways = entriesOf(data).flatMap((entry) => {
		const report = reporter(faults, entry.path);
		const from = find(older, entry.from, report);
		const to = find(newer, entry.to, report);
		if (!from || !to) return [];
		const links = entry.pairs.map(([a, b, carried, path]) =>
			openLink(older.byName.get(a)!, newer.byName.get(b)!, carried, reporter(faults, path))
		);
		const way: Way = {
			kind: entry.kind,
			from,
			to,
			links,
			take: new Map(entry.take.map(([name, take]) => [newer.byName.get(name)!, take])),
			...(entry.says ? { says: entry.says } : {})
		};
		checkKind(way, report);
		checkTake(way, report);
		return [way];
	});
	const report = reporter(faults, '');
	checkOnce(
		older,
		ways.flatMap((way) => way.from),
		report
	);
	checkOnce(
		newer,
		ways.flatMap((way) => way.to),
		report
	);
	if (faults.length > 0) return { faults };
	const place = (way: Way) => way.to[0]?.index ?? newer.questions.length + way.from[0]!.index;
	return { mapping: { older, newer, ways: ways.sort((a, b) => place(a) - place(b)) } };
}

interface Entry {
	readonly kind: Kind;
	readonly path: string;
	readonly from: readonly string[];
	readonly to: readonly string[];
	readonly pairs: readonly (readonly [from: string, to: string, carried: Carried, path: string])[];
	readonly take: readonly (readonly [to: string, take: 'first' | 'last'])[];
	readonly says?: Text;
}

/** Every entry of the file in one form. */
function entriesOf(data: MappingData): Entry[] {
	const one = (
		kind: Kind,
		i: number,
		from: string,
		to: string,
		entry: Carried & { take?: 'first' | 'last' | undefined; says?: Text }
	): Entry => {
		const path = `${kind}.${i}`;
		const pairs = [[from, to, entry, path] as const];
		const take = entry.take ? [[to, entry.take] as const] : [];
		return {
			kind,
			path,
			from: [from],
			to: [to],
			pairs,
			take,
			...(entry.says && { says: entry.says })
		};
	};
	return [
		...data.kept.map((name, i) => one('kept', i, name, name, {})),
		...data.reworded.map((entry, i) => one('reworded', i, entry.question, entry.question, entry)),
		...data.renamed.map((entry, i) => one('renamed', i, entry.from, entry.to, entry)),
		...data['changed-type'].map((entry, i) => one('changed-type', i, entry.from, entry.to, entry)),
		...data.split.map(({ from, into, says }, i): Entry => ({
			kind: 'split',
			path: `split.${i}`,
			from: [from],
			to: into.map(({ to }) => to),
			pairs: into.map((each, j) => [from, each.to, each, `split.${i}.into.${j}`]),
			take: into.flatMap(({ to, take }) => (take ? [[to, take] as const] : [])),
			says
		})),
		...data.merged.map(({ into, from, take, says }, i): Entry => ({
			kind: 'merged',
			path: `merged.${i}`,
			from: from.map(({ question }) => question),
			to: [into],
			pairs: from.map((each, j) => [each.question, into, each, `merged.${i}.from.${j}`]),
			take: take ? [[into, take]] : [],
			says
		})),
		...data.removed.map(({ question, says }, i): Entry => ({
			...{ kind: 'removed', path: `removed.${i}`, from: [question], to: [] },
			...{ pairs: [], take: [], says }
		})),
		...data.new.map(({ question, says }, i): Entry => ({
			...{ kind: 'new', path: `new.${i}`, from: [], to: [question] },
			...{ pairs: [], take: [], says }
		}))
	];
}

function find(
	edition: OpenEdition,
	names: readonly string[],
	report: Report
): OpenQuestion[] | undefined {
	const strange = names.filter((name) => !edition.byName.has(name));
	for (const name of strange) report('', `expected a question of ${edition.ref}`, name);
	return strange.length > 0 ? undefined : names.map((name) => edition.byName.get(name)!);
}

function openLink(
	from: OpenQuestion,
	to: OpenQuestion,
	{ choices, items }: Carried,
	report: Report
): Link {
	if (from.type === 'multipletext' || to.type === 'multipletext') {
		if (from.type !== to.type) report('', 'expected figures on both sides or on none', from.type);
		if (choices) report('choices', 'expected items for figures', 'choices');
		return { from, to, choices: [], items: itemsOf(from, to, items, report) };
	}
	if (items) report('items', 'expected choices for a question with choices', 'items');
	return { from, to, choices: choicesOf(from, to, choices, report), items: [] };
}

type WithChoices = Exclude<OpenQuestion, { type: 'multipletext' }>;

function choicesOf(
	from: WithChoices,
	to: WithChoices,
	written: Carried['choices'],
	report: Report
): number[][] {
	const placeOf = (value: string | number, path: string): number[] => {
		const place = to.choiceByValue.get(value);
		if (place === undefined) report(path, `expected a choice of ${to.name}`, value);
		return place === undefined ? [] : [place];
	};
	for (const key of Object.keys(written ?? {})) {
		const matching = from.choices.filter(({ value }) => String(value) === key);
		if (matching.length !== 1) report(`choices.${key}`, `expected a choice of ${from.name}`, key);
	}
	return from.choices.map(({ value }) => {
		if (!written) return placeOf(value, 'choices');
		const path = `choices.${value}`;
		const target = Object.hasOwn(written, String(value)) ? written[String(value)] : undefined;
		if (target === undefined) report(path, 'expected where it goes, or null', undefined);
		const places = [target ?? []].flat().flatMap((one) => placeOf(one, path));
		if (to.type === 'radiogroup' && places.length > 1) {
			report(path, `expected one choice of ${to.name}, which takes one`, target);
		}
		return places;
	});
}

function itemsOf(
	from: OpenQuestion,
	to: OpenQuestion,
	written: Carried['items'],
	report: Report
): (number | undefined)[] {
	if (from.type !== 'multipletext' || to.type !== 'multipletext') return [];
	for (const key of Object.keys(written ?? {})) {
		if (!from.itemByName.has(key)) report(`items.${key}`, `expected a figure of ${from.name}`, key);
	}
	return from.items.map(({ name, unit }) => {
		const target = written && Object.hasOwn(written, name) ? written[name]! : name;
		if (target === null) return undefined;
		const place = to.itemByName.get(target);
		if (place === undefined) report(`items.${name}`, `expected a figure of ${to.name}`, target);
		else if (to.items[place]!.unit['zh-cn'] !== unit['zh-cn']) {
			report(
				`items.${name}`,
				`expected the same unit, ${unit['zh-cn']}`,
				to.items[place]!.unit['zh-cn']
			);
		}
		return place;
	});
}

/** What a mapping says became of a question is what did. */
function checkKind({ kind, from, to }: Way, report: Report): void {
	const [before, after] = [from[0], to[0]];
	if (!before || !after || kind === 'split' || kind === 'merged') return;
	const isSame = wordsOf(before) === wordsOf(after);
	if (kind === 'kept' && !isSame)
		report('', 'expected it under reworded: it reads otherwise', before.name);
	if (kind === 'reworded' && isSame)
		report('', 'expected it under kept: it reads the same', before.name);
	if (kind === 'renamed' && before.name === after.name) {
		report('to', 'expected another name', after.name);
	}
	if ((kind === 'changed-type') !== (before.type !== after.type)) {
		const expected = kind === 'changed-type' ? 'another type' : 'the same type, or changed-type';
		report('', `expected ${expected}`, after.type);
	}
}

function checkTake({ links, to, take }: Way, report: Report): void {
	for (const question of to) {
		const sources = links.filter((link) => link.to === question).map((link) => link.from);
		const meets =
			question.type === 'radiogroup' &&
			(sources.length > 1 || sources.some(({ type }) => type === 'checkbox'));
		if (meets !== take.has(question)) {
			const expected = meets ? 'expected first or last' : 'expected none where one answer decides';
			report('take', expected, take.get(question));
		}
	}
}

function checkOnce(edition: OpenEdition, told: readonly OpenQuestion[], report: Report): void {
	for (const question of edition.questions) {
		const count = told.filter((one) => one === question).length;
		if (count === 1) continue;
		const expected = `expected what became of it once, as a question of ${edition.ref}`;
		report(question.name, expected, count === 0 ? undefined : `${count} entries`);
	}
}
