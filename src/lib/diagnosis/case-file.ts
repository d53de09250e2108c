import * as v from 'valibot';
import { parse, shown, type Fault } from '#scoring';
import type { Library } from '../library/library.ts';

const anything = v.optional(v.unknown());

/** Rare characters are two units of a string each; people count characters. */
const name = v.pipe(
	v.string(),
	v.check((text) => [...text].length <= 200, 'expected at most 200 characters')
);

/**
 * What a file or a line says of one enterprise: which questionnaire it answers, the answers, and what is
 * known of the enterprise. What is inside the last ones is judged by `diagnose`, field by field.
 */
export const caseFileSchema = v.strictObject({
	/** `instrument@edition`. */
	questionnaire: v.string(),
	name: v.optional(name),
	/** Unified social credit code, as typed; a failing check digit is told and never refused. */
	creditCode: v.optional(v.pipe(v.string(), v.maxLength(40, 'expected at most 40 characters'))),
	answers: anything,
	/** By question, where an answer was taken over from; `originOf` reads it. */
	origins: anything,
	facts: anything,
	projects: anything,
	titles: anything
});
export type CaseFile = v.InferOutput<typeof caseFileSchema>;

/** Reads a case file: its fields are known, and the edition it names exists. */
export function readCase(
	library: Library,
	input: unknown
): { output: CaseFile; faults?: never } | { output?: never; faults: Fault[] } {
	const parsed = parse(caseFileSchema, input);
	if (parsed.faults) return parsed;
	const { questionnaire } = parsed.output;
	if (library.editions.has(questionnaire)) return parsed;
	const expected = `expected one of ${[...library.editions.keys()].join(', ')}`;
	return { faults: [{ path: 'questionnaire', expected, received: shown(questionnaire) }] };
}

/** The names of the projects that were told, by place; empty where one has none. */
export function projectNames({ projects }: CaseFile): string[] {
	if (!Array.isArray(projects)) return [];
	return projects.map((project: unknown) => {
		const name =
			typeof project === 'object' && project !== null && 'name' in project && project.name;
		return typeof name === 'string' ? name : '';
	});
}
