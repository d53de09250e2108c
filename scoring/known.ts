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
	facts: v.optional(v.record(v.string(), v.unknown()), {}),
	years: v.optional(v.record(v.string(), v.record(v.string(), v.unknown())), {})
});

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
	const titles = list(input.titles, 'titles', faults)?.flatMap((one, i) =>
		checkTitle(catalogue, one, `titles.${i}`, faults)
	);
	return { known: { facts, projects, titles: titles ?? [] }, faults };
}

function list(value: unknown, path: string, faults: Fault[]): unknown[] | undefined {
	if (value === undefined || value === null) return undefined;
	if (Array.isArray(value)) return value;
	faults.push({ path, expected: 'expected a list', received: shown(value) });
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
	const years = Object.keys(output.years).flatMap((year) => {
		const at = `${path}.years.${named(year)}`;
		if (!/^(19|20|21)\d\d$/.test(year)) {
			faults.push({ path: at, expected: 'expected a year like 2024', received: shown(year) });
			return [];
		}
		const said = checkFacts(catalogue, output.years[year], 'project-year', at, faults);
		return [{ year: Number(year), facts: said }];
	});
	return {
		name: output.name,
		facts: checkFacts(catalogue, output.facts, 'project', `${path}.facts`, faults),
		years: years.sort((a, b) => a.year - b.year)
	};
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
	return Math.round(given * scale);
}

function checkTitle(
	catalogue: Catalogue,
	input: unknown,
	path: string,
	faults: Fault[]
): TitleRecord[] {
	const { output, faults: wrong } = parse(titleRecordSchema, input, { path });
	if (wrong) {
		faults.push(...wrong);
		return [];
	}
	const title = catalogue.titles.get(output.title);
	const levels = title?.levels?.map((level) => level.id);
	const fault = (field: string, expected: string, received: unknown) => {
		faults.push({ path: `${path}.${field}`, expected, received: shown(received) });
		return [];
	};
	if (!title) return fault('title', 'expected a title of measures/titles.yaml', output.title);
	if (output.level !== undefined && !levels?.includes(output.level)) {
		const expected = levels ? `expected one of ${levels.join(', ')}` : 'expected no level';
		return fault('level', expected, output.level);
	}
	if (output.awarded && output.expires && output.expires < output.awarded) {
		return fault('expires', `expected a day from ${output.awarded} on`, output.expires);
	}
	return [output];
}
