import * as v from 'valibot';
import { readFileSync } from 'node:fs';
import { readContent } from '../../scripts/content.ts';
import { openLibrary, type Library } from '#lib/library/library.ts';
import { checkCases } from '#lib/library/worked.ts';
import { parseYaml } from '#lib/library/yaml.ts';
import {
	casesSchema,
	diagnose,
	dimensionSchema,
	headSchema,
	ladderSchema,
	type OpenEdition
} from '#scoring';
import { sheetMaker, type DatedSheet } from './sheets.ts';

/** A contender of its own for each published edition, so that a new one appears by itself. */
export type SheetsOf = `sheets of ${string}`;

export function publishedIn({ editions }: Library): OpenEdition[] {
	return [...editions.values()]
		.map(({ edition }) => edition)
		.filter(({ data }) => data.status === 'published');
}

export function sheetsOf({ ref }: OpenEdition): SheetsOf {
	return `sheets of ${ref}`;
}

/** Judges complete sheets by one edition alone: no measures, so that editions compare. */
export function judgeAlone(
	{ catalogue }: Library,
	edition: OpenEdition
): (sheet: DatedSheet) => ReturnType<typeof diagnose> {
	const standards = { edition, documents: [], catalogue };
	return (sheet) => diagnose(standards, sheet, sheet.day, false);
}

/** The sheets made for an edition that are not complete, or of which something could not be taken. */
export function incomplete(library: Library, edition: OpenEdition, count: number): DatedSheet[] {
	const make = sheetMaker(edition);
	const judge = judgeAlone(library, edition);
	return Array.from({ length: count }, (_, i) => make(i)).filter((sheet) => {
		const { faults, unanswered, idle, points } = judge(sheet);
		const isCertain = points.low.n === points.high.n && points.low.d === points.high.d;
		return faults.length + unanswered.length + idle.length > 0 || !isCertain;
	});
}

/** The published edition with the most questions. */
export function largestOf(library: Library): OpenEdition {
	return publishedIn(library).reduce((most, one) =>
		one.questions.length > most.questions.length ? one : most
	);
}

/** The texts of an edition's files, by path. */
function textsOf({ editions }: Library, { ref }: OpenEdition): Map<string, string> {
	const { folder } = editions.get(ref)!;
	const files = Object.keys(readContent()).filter((file) => file.startsWith(folder));
	return new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
}

/** Reads an edition from its text, links it, compares its hash and works out its cases: all that a start does. */
export function openingOf(library: Library, edition: OpenEdition): () => unknown {
	const texts = textsOf(library, edition);
	const { ref } = edition;
	const all = readContent();
	const published = all['questionnaires/published.json'] as Record<string, string>;
	// What every edition leans on, read before.
	const around = Object.entries(all).filter(
		([file]) => !/^questionnaires\/[^/]+\//.test(file) && !/^measures\/[^/]+\//.test(file)
	);
	return () => {
		const files = {
			...Object.fromEntries(around),
			'questionnaires/published.json': { [ref]: published[ref]! },
			...Object.fromEntries([...texts].map(([file, text]) => [file, parseYaml(text, file)]))
		};
		const opened = openLibrary(files);
		if (opened.faults) throw new Error(JSON.stringify(opened.faults));
		const faults = checkCases(opened.library, opened.library.editions.get(ref)!);
		if (faults.length > 0) throw new Error(JSON.stringify(faults));
		return opened.library;
	};
}

/** The least that can be done with the same text: YAML, and each file against its schema. */
export function parsingOf(library: Library, edition: OpenEdition): () => unknown {
	const schemas = { questionnaire: headSchema, tiers: ladderSchema, cases: casesSchema };
	const texts = [...textsOf(library, edition)].map(([file, text]) => {
		const name = /([^/]+)\.yaml$/.exec(file)![1]!;
		const schema = Object.hasOwn(schemas, name)
			? schemas[name as keyof typeof schemas]
			: dimensionSchema;
		return { file, text, schema: schema as v.GenericSchema };
	});
	return () => texts.map(({ file, text, schema }) => v.parse(schema, parseYaml(text, file)));
}
