import type { OpenQuestion } from '#scoring';
import {
	covers,
	directed,
	linksFileSchema,
	type Link,
	type LinksFile,
	type Side,
	type WrittenLink
} from '../links/link.ts';
import type { LibraryEdition } from './editions.ts';
import type { Reader } from './reader.ts';

type Editions = ReadonlyMap<string, LibraryEdition>;
type Fail = (path: string, expected: string, received: unknown) => void;

/** Opens every file of links, each link in both directions. */
export function openLinks(reader: Reader, editions: Editions): readonly Link[] {
	const files = Object.keys(reader.files).filter((file) =>
		file.startsWith('questionnaires/links/')
	);
	const links: Link[] = [];
	for (const file of files.sort()) {
		const written = reader.read(linksFileSchema, file);
		if (!written) continue;
		const fail: Fail = (path, expected, received) => reader.report(file, path, expected, received);
		if (!checkSides(written, editions, fail)) continue;
		for (const [i, link] of written.links.entries()) {
			const path = `links.${i}`;
			checkLink(written, link, editions, (at, ...rest) => fail(`${path}.${at}`, ...rest));
			const both = directed(written, link);
			if (links.some((other) => overlap(other, both[0]!))) {
				fail(
					`${path}.questions`,
					'expected each pair of questions once',
					link.questions.join(', ')
				);
			}
			links.push(...both);
		}
	}
	return links;
}

function checkSides({ between }: LinksFile, editions: Editions, fail: Fail): boolean {
	const [first, second] = between;
	if (first.instrument === second.instrument) {
		fail('between.1.instrument', 'expected another instrument', second.instrument);
	}
	const missing = between.flatMap((side, i) =>
		side.editions
			.filter((edition) => !editions.has(`${side.instrument}@${edition}`))
			.map((edition) => [i, `${side.instrument}@${edition}`] as const)
	);
	for (const [i, ref] of missing) {
		fail(`between.${i}.editions`, 'expected an edition that exists and opens', ref);
	}
	return missing.length === 0;
}

/** A question that an edition lacks is passed over there; one that no edition has is a slip. */
function checkLink(
	{ between }: LinksFile,
	link: WrittenLink,
	editions: Editions,
	fail: Fail
): void {
	const [first, second] = link.questions.map((name, i) => {
		const found = versions(between[i]!, name, editions);
		if (found.length === 0) {
			fail(`questions.${i}`, `expected a question of ${between[i]!.instrument}`, name);
		}
		return found;
	}) as [OpenQuestion[], OpenQuestion[]];
	const [some] = first;
	if (!some || second.length === 0) return;
	const other = [...first, ...second].find(({ type }) => type !== some.type);
	if (other) {
		fail('questions', 'expected questions of one type', `${some.type}, ${other.type}`);
		return;
	}
	const kept = some.type === 'multipletext' ? 'items' : 'choices';
	const wrong = kept === 'items' ? 'choices' : 'items';
	if (!link[kept]) fail(kept, `expected the ${kept} that belong together`, undefined);
	if (link[wrong]) fail(wrong, `expected ${kept} for a ${some.type}`, wrong);
	// What is ticked says nothing of an option that the other question does not have.
	const isOpen = link.relation === 'broader' && link.back === 'broader';
	if (some.type === 'checkbox' && !isOpen) {
		fail('relation', 'expected broader, and back: broader, between checkboxes', link.relation);
	}
	const pairs: readonly (readonly [Value, Value])[] = link[kept] ?? [];
	for (const [at, pair] of pairs.entries()) {
		for (const [i, value] of pair.entries()) {
			if ([first, second][i]!.some((question) => has(question, value))) continue;
			fail(`${kept}.${at}`, `expected one of ${link.questions[i]}`, value);
		}
	}
	const words = pairs.map((pair) => pair.join(', '));
	const twice = words.find((pair, i) => words.indexOf(pair) !== i);
	if (twice !== undefined) fail(kept, 'expected each pair once', twice);
	checkUnits(link, first, second, fail);
}

/** A question as each of the compared editions has it. */
function versions({ instrument, editions: names }: Side, name: string, editions: Editions) {
	return names.flatMap(
		(edition) => editions.get(`${instrument}@${edition}`)!.edition.byName.get(name) ?? []
	);
}

type Value = string | number;

/** Whether a question has a choice, or a figure, of that name. */
function has(question: OpenQuestion, value: Value): boolean {
	return question.type === 'multipletext'
		? question.itemByName.has(String(value))
		: question.choiceByValue.has(value);
}

/** A figure goes over as it stands, so it must be counted in the same unit. */
function checkUnits(
	{ items = [] }: WrittenLink,
	first: readonly OpenQuestion[],
	second: readonly OpenQuestion[],
	fail: Fail
): void {
	const units = (questions: readonly OpenQuestion[], name: string) =>
		questions.flatMap((question) =>
			question.type === 'multipletext'
				? question.items.filter((item) => item.name === name).map(({ unit }) => unit['zh-cn'])
				: []
		);
	for (const [at, [one, other]] of items.entries()) {
		const all = new Set([...units(first, one), ...units(second, other)]);
		if (all.size > 1) fail(`items.${at}`, 'expected figures of one unit', [...all].join(', '));
	}
}

/** Whether two links say something of the same two questions in the same editions. */
function overlap(a: Link, b: Link): boolean {
	const meets = (one: Link['from'], other: Link['from']) =>
		one.instrument === other.instrument &&
		one.question === other.question &&
		one.editions.some((edition) => covers(other, `${one.instrument}@${edition}`));
	return meets(a.from, b.from) && meets(a.to, b.to);
}
