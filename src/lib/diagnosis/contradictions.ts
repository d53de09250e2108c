import type { Diagnosis, Finding, Item, OpenEdition, OpenQuestion } from '#scoring';
import type { CaseFile } from './case-file.ts';

/** A raw number as it was given. */
export interface GivenNumber {
	/** The multipletext in which it was asked. */
	readonly question: string;
	readonly item: Item;
	readonly value: number;
}

/**
 * Two things said in a sheet that cannot both be right. Both stay as they were said.
 *
 * `above-most`: a number is greater than the one it is a part of; neither counts until one is corrected. The
 * other kinds are those of `Finding`.
 */
export interface Contradiction {
	readonly kind: Finding['kind'] | 'above-most';
	/** The question at which it shows. */
	readonly question: string;
	readonly numbers: readonly GivenNumber[];
	/** The value of the option chosen, and of the one the numbers speak for. */
	readonly chosen?: string | number;
	readonly figures?: string | number;
}

/** What contradicts itself in what was said, each with its numbers, in document order. */
export function contradictionsOf(
	edition: OpenEdition,
	{ answers }: Pick<CaseFile, 'answers'>,
	{ faults, findings }: Pick<Diagnosis, 'faults' | 'findings'>
): Contradiction[] {
	const found: Contradiction[] = [
		...findings.map((one) => ({ ...one, numbers: numbersOf(edition, one.question, answers) })),
		...faults.flatMap(({ path }) => aboveMost(edition, path, answers))
	];
	const place = ({ question }: Contradiction) => edition.byName.get(question)!.index;
	return found.sort((a, b) => place(a) - place(b));
}

/** The names, as `question.item`, of the numbers that a question is held against. */
export function heldAgainst({ data }: OpenQuestion): string[] {
	if (data.type !== 'radiogroup') return [];
	const { of, trendOf } = data;
	const both = [...(of ? [of] : []), ...(trendOf ? [trendOf.now, trendOf.before] : [])];
	const names = both.flatMap((one) =>
		typeof one === 'string' ? [one] : [one.numerator, one.denominator]
	);
	return [...new Set(names)];
}

function numbersOf(edition: OpenEdition, question: string, answers: unknown): GivenNumber[] {
	return heldAgainst(edition.byName.get(question)!).flatMap((name) =>
		given(edition, name, answers)
	);
}

/** The number and the one it is a part of, where that is what is wrong at a path. */
function aboveMost(edition: OpenEdition, path: string, answers: unknown): Contradiction[] {
	const [top, question = '', name = ''] = path.split('.');
	const asked = edition.byName.get(question);
	if (top !== 'answers' || asked?.type !== 'multipletext') return [];
	const most = asked.items.find((item) => item.name === name)?.atMost;
	if (most === undefined) return [];
	const numbers = [name, most].flatMap((one) => given(edition, `${question}.${one}`, answers));
	const [part, whole] = numbers;
	// The same path also tells of what is no number, or out of range.
	if (!part || !whole || part.value <= whole.value) return [];
	return [{ kind: 'above-most', question, numbers }];
}

function given(edition: OpenEdition, name: string, answers: unknown): GivenNumber[] {
	const [question, one] = name.split('.') as [string, string];
	const asked = edition.byName.get(question);
	const item = asked?.type === 'multipletext' && asked.items.find((item) => item.name === one);
	const values = (answers as Readonly<Record<string, unknown>> | undefined)?.[question];
	const value = (values as Readonly<Record<string, unknown>> | undefined)?.[one];
	return item && typeof value === 'number' ? [{ question, item, value }] : [];
}
