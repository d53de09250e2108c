import { areaExpected, isArea, type Catalogue } from './catalogue.ts';
import { dayExpected, isDay, type Day } from './day.ts';
import type { Fact } from './facts.ts';
import { named, shown, type Fault } from './fault.ts';
import { wholeParts } from './fraction.ts';

/** A fact as rules see it: money in 分, other numbers in thousandths, everything else as written. */
export type FactValue = boolean | number | string;
export type FactValues = Readonly<Record<string, FactValue>>;

/** A project and the years in which money was spent on it. */
export interface Project {
	readonly name: string;
	readonly facts: FactValues;
	/** Oldest first. */
	readonly years: readonly { readonly year: number; readonly facts: FactValues }[];
}

/** A certificate or award of which something was said. */
export interface TitleRecord {
	readonly title: string;
	/** `not-held` states that the enterprise does not have it; saying nothing leaves it unknown. */
	readonly state: 'held' | 'not-held';
	readonly level?: string | undefined;
	/** Who awarded it, as the certificate says. */
	readonly issuer?: string | undefined;
	readonly awarded?: Day | undefined;
	/** The last day it is good for; left out where the certificate shows none. */
	readonly expires?: Day | undefined;
	/** Whether this was the first time. */
	readonly first?: boolean | undefined;
}

/** What is known of an enterprise, its projects and its titles. */
export interface Known {
	readonly facts: FactValues;
	/** `undefined` where nothing was said of projects; empty where it is said that there are none. */
	readonly projects: readonly Project[] | undefined;
	readonly titles: readonly TitleRecord[];
}

/** What is wrong with a field's value: what was expected instead; nothing where it can be taken. */
type Field = (value: unknown) => string | undefined;

const text: Field = (value) => (typeof value === 'string' ? undefined : 'expected string');
const yesOrNo: Field = (value) =>
	typeof value === 'boolean' ? undefined : 'expected true or false';
const day: Field = (value) => (isDay(value) ? undefined : dayExpected);
const state: Field = (value) =>
	value === 'held' || value === 'not-held' ? undefined : 'expected "held" or "not-held"';
const name: Field = (value) =>
	text(value) ?? ((value as string).length > 200 ? 'expected at most 200 characters' : undefined);
/** Looked into later. */
const anything: Field = () => undefined;

const titleFields = {
	title: text,
	state,
	level: text,
	issuer: name,
	awarded: day,
	expires: day,
	first: yesOrNo
};
const projectFields = { name, facts: anything, years: anything };

/** No enterprise has more projects or titles to tell of; a longer list is a mistake or an attack. */
const mostEntries = 1000;

/**
 * Types what is said of an enterprise; the fields are those of `knownSchema`.
 *
 * @returns what could be taken, and every fault; a field with a fault counts as not known
 */
export function checkKnown(
	catalogue: Catalogue,
	input: { facts?: unknown; projects?: unknown; titles?: unknown }
): { known: Known; faults: readonly Fault[] } {
	const faults: Fault[] = [];
	const facts = checkFacts(catalogue, input.facts ?? {}, 'enterprise', 'facts', faults);
	const projects = list(input.projects, 'projects', faults)?.map((one, i) =>
		checkProject(catalogue, one, `projects.${i}`, faults)
	);
	const said = list(input.titles, 'titles', faults) ?? [];
	const titles = said.map((one, i) => checkTitle(catalogue, one, `titles.${i}`, faults));
	if (faults.length === 0)
		return { known: { facts, projects, titles: titles as TitleRecord[] }, faults };
	// The records of a title are read as all there is of it, so one that cannot be taken leaves it open.
	const open = new Set(said.filter((_, i) => !titles[i]).map(titleOf));
	const known = titles.filter((record) => record !== undefined && !open.has(record.title));
	return { known: { facts, projects, titles: known as TitleRecord[] }, faults };
}

function titleOf(record: unknown): unknown {
	return typeof record === 'object' && record !== null && 'title' in record
		? record.title
		: undefined;
}

function list(value: unknown, path: string, faults: Fault[]): unknown[] | undefined {
	if (value === undefined || value === null) return undefined;
	if (Array.isArray(value) && value.length <= mostEntries) return value;
	const [expected, received] = Array.isArray(value)
		? [`expected at most ${mostEntries} entries`, value.length]
		: ['expected a list', value];
	faults.push({ path, expected, received: shown(received) });
	return undefined;
}

function checkProject(
	catalogue: Catalogue,
	input: unknown,
	path: string,
	faults: Fault[]
): Project {
	const said = checkShape<SaidProject>(projectFields, input, path, faults);
	if (!said) return { name: '', facts: {}, years: [] };
	return {
		name: said.name ?? '',
		facts: checkFacts(catalogue, said.facts ?? {}, 'project', `${path}.facts`, faults),
		years: checkYears(catalogue, said.years ?? {}, `${path}.years`, faults)
	};
}

interface SaidProject {
	readonly name?: string;
	readonly facts?: unknown;
	readonly years?: unknown;
}

/** What is said in `input`, if it has these fields and no others and each can be taken. */
function checkShape<T>(
	fields: Readonly<Record<keyof T & string, Field>>,
	input: unknown,
	path: string,
	faults: Fault[]
): Partial<T> | undefined {
	if (typeof input !== 'object' || input === null || Array.isArray(input)) {
		faults.push({ path, expected: 'expected an object', received: shown(input) });
		return undefined;
	}
	const before = faults.length;
	for (const key in input) {
		const value = (input as Record<string, unknown>)[key];
		const known = Object.hasOwn(fields, key);
		const expected = known
			? value !== undefined && fields[key as keyof T & string](value)
			: noSuchKey;
		if (!expected) continue;
		faults.push({ path: `${path}.${named(key)}`, expected, received: shown(known ? value : key) });
	}
	return faults.length === before ? (input as Partial<T>) : undefined;
}
const noSuchKey = 'expected no such key';

function checkYears(
	catalogue: Catalogue,
	input: unknown,
	path: string,
	faults: Fault[]
): Project['years'] {
	if (typeof input !== 'object' || input === null || Array.isArray(input)) {
		faults.push({ path, expected: 'expected facts by year', received: shown(input) });
		return [];
	}
	const years: { year: number; facts: FactValues }[] = [];
	for (const year in input) {
		if (!/^(19|20|21)\d\d$/.test(year)) {
			const at = `${path}.${named(year)}`;
			faults.push({ path: at, expected: 'expected a year like 2024', received: shown(year) });
			continue;
		}
		const said = (input as Record<string, unknown>)[year];
		const facts = checkFacts(catalogue, said, 'project-year', `${path}.${year}`, faults);
		years.push({ year: Number(year), facts });
	}
	// Keys that are whole numbers come in ascending order.
	return years;
}

function checkFacts(
	catalogue: Catalogue,
	input: unknown,
	owner: Fact['owner'],
	path: string,
	faults: Fault[]
): FactValues {
	if (typeof input !== 'object' || input === null || Array.isArray(input)) {
		faults.push({ path, expected: 'expected facts by id', received: shown(input) });
		return {};
	}
	const values: Record<string, FactValue> = {};
	for (const id in input) {
		const given = (input as Record<string, unknown>)[id];
		if (given === null || given === undefined) continue;
		const fact = catalogue.facts.get(id);
		if (fact?.owner !== owner) {
			const expected = `expected a fact of the ${owner}`;
			faults.push({ path, expected, received: shown(id) });
			continue;
		}
		const value = factValue(catalogue, fact, given);
		if (typeof value === 'object') {
			faults.push({ path: `${path}.${id}`, expected: value.expected, received: shown(given) });
		} else values[id] = value;
	}
	return values;
}

/** A fact's value as rules compare it, or what was expected instead. Also reads the values in rules. */
export function factValue(
	catalogue: Catalogue,
	fact: Fact,
	given: unknown
): FactValue | { expected: string } {
	switch (fact.type) {
		case 'boolean':
			return typeof given === 'boolean' ? given : { expected: 'expected true or false' };
		case 'money':
			return scaled(given, 1_000_000, 0, 1_000_000_000, '万元');
		case 'number':
			return scaled(given, 1000, fact.min, fact.max, fact.unit.en);
		case 'choice': {
			const choice = fact.choices.find(({ value }) => value === given);
			if (choice) return choice.value;
			return { expected: `expected one of ${fact.choices.map((one) => one.value).join(', ')}` };
		}
		case 'area':
			if (isArea(catalogue, given)) return given;
			return { expected: areaExpected };
		case 'industry':
			if (typeof given === 'string' && catalogue.industries.has(given)) return given;
			return { expected: 'expected a division of GB/T 4754-2017 like "C33"' };
	}
}

function scaled(
	given: unknown,
	scale: number,
	min: number,
	max: number,
	unit: string
): number | { expected: string } {
	if (typeof given !== 'number' || !(given >= min && given <= max)) {
		return { expected: `expected a number from ${min} to ${max} (${unit})` };
	}
	return (
		wholeParts(given, scale) ?? {
			expected: `expected at most ${Math.log10(scale)} decimals (${unit})`
		}
	);
}

function checkTitle(
	catalogue: Catalogue,
	input: unknown,
	path: string,
	faults: Fault[]
): TitleRecord | undefined {
	const said = checkShape<TitleRecord>(titleFields, input, path, faults);
	if (!said) return undefined;
	const { state = 'held', level, issuer, awarded, expires, first } = said;
	const fault = (field: string, expected: string, received: unknown) => {
		faults.push({ path: `${path}.${field}`, expected, received: shown(received) });
		return undefined;
	};
	if (said.title === undefined) return fault('title', 'expected this key', undefined);
	const title = catalogue.titles.get(said.title);
	if (!title) return fault('title', 'expected a title of measures/titles.yaml', said.title);
	if (level !== undefined && !title.levels?.some(({ id }) => id === level)) {
		const levels = title.levels?.map(({ id }) => id).join(', ');
		return fault('level', levels ? `expected one of ${levels}` : 'expected no level', level);
	}
	if (awarded && expires && expires < awarded) {
		return fault('expires', `expected a day from ${awarded} on`, expires);
	}
	// The catalogue's own string, so that rules, which have it too, need not compare letter by letter.
	return { title: title.id, state, level, issuer, awarded, expires, first };
}
