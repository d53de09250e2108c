import * as v from 'valibot';
import { isArea, type Catalogue } from './catalogue.ts';
import { daySchema } from './day.ts';
import type { Fact } from './facts.ts';
import { named, parse, shown, type Fault } from './fault.ts';

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

const titleRecordSchema = v.strictObject({
	title: v.string(),
	/** `not-held` states that the enterprise does not have it; saying nothing leaves it unknown. */
	state: v.optional(v.picklist(['held', 'not-held']), 'held'),
	level: v.optional(v.string()),
	awarded: v.optional(daySchema),
	/** The last day it is good for; left out where the certificate shows none. */
	expires: v.optional(daySchema),
	/** Whether this was the first time. */
	first: v.optional(v.boolean())
});
export type TitleRecord = v.InferOutput<typeof titleRecordSchema>;

/** What is known of an enterprise, its projects and its titles. */
export interface Known {
	readonly facts: FactValues;
	/** `undefined` where nothing was said of projects; empty where it is said that there are none. */
	readonly projects: readonly Project[] | undefined;
	readonly titles: readonly TitleRecord[];
}

export const nothingKnown: Known = { facts: {}, projects: undefined, titles: [] };

const projectSchema = v.strictObject({
	name: v.optional(v.pipe(v.string(), v.maxLength(200, 'expected at most 200 characters')), ''),
	// Looked at key by key below: a record of valibot passes over keys like "constructor".
	facts: v.optional(v.unknown()),
	years: v.optional(v.unknown())
});

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
	const { output, faults: wrong } = parse(projectSchema, input, { path });
	if (wrong) {
		faults.push(...wrong);
		return { name: '', facts: {}, years: [] };
	}
	return {
		name: output.name,
		facts: checkFacts(catalogue, output.facts ?? {}, 'project', `${path}.facts`, faults),
		years: checkYears(catalogue, output.years ?? {}, `${path}.years`, faults)
	};
}

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
		const at = `${path}.${named(year)}`;
		if (!/^(19|20|21)\d\d$/.test(year)) {
			faults.push({ path: at, expected: 'expected a year like 2024', received: shown(year) });
			continue;
		}
		const said = (input as Record<string, unknown>)[year];
		const facts = checkFacts(catalogue, said, 'project-year', at, faults);
		years.push({ year: Number(year), facts });
	}
	return years.sort((a, b) => a.year - b.year);
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
			const values = fact.choices.map((choice) => choice.value);
			if (typeof given === 'string' && values.includes(given)) return given;
			return { expected: `expected one of ${values.join(', ')}` };
		}
		case 'area':
			if (isArea(catalogue, given)) return given;
			return { expected: 'expected the code of an area that exists, in quotes, like "320903"' };
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
	const digits = Math.log10(scale);
	if (typeof given !== 'number' || !(given >= min && given <= max)) {
		return { expected: `expected a number from ${min} to ${max} (${unit})` };
	}
	if (Number(given.toFixed(digits)) !== given) {
		return { expected: `expected at most ${digits} decimals (${unit})` };
	}
	// Adding 0 makes a 0 of -0.
	return Math.round(given * scale) + 0;
}

function checkTitle(
	catalogue: Catalogue,
	input: unknown,
	path: string,
	faults: Fault[]
): TitleRecord | undefined {
	const { output, faults: wrong } = parse(titleRecordSchema, input, { path });
	if (wrong) {
		faults.push(...wrong);
		return undefined;
	}
	const title = catalogue.titles.get(output.title);
	const levels = title?.levels?.map((level) => level.id);
	const fault = (field: string, expected: string, received: unknown) => {
		faults.push({ path: `${path}.${field}`, expected, received: shown(received) });
		return undefined;
	};
	if (!title) return fault('title', 'expected a title of measures/titles.yaml', output.title);
	if (output.level !== undefined && !levels?.includes(output.level)) {
		const expected = levels ? `expected one of ${levels.join(', ')}` : 'expected no level';
		return fault('level', expected, output.level);
	}
	if (output.awarded && output.expires && output.expires < output.awarded) {
		return fault('expires', `expected a day from ${output.awarded} on`, output.expires);
	}
	return output;
}
