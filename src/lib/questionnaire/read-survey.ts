import * as v from 'valibot';
import {
	actionsSchema,
	dimensionSchema,
	headSchema,
	ladderSchema,
	mostQuestions,
	openEdition,
	parse,
	shown,
	type Catalogue,
	type EditionData,
	type Fault
} from '#scoring';
import { lintJson } from './lint.ts';
import { withoutGenerated } from './survey.ts';
import { visibleIfs } from './visible-if.ts';

/** Content is a few levels deep; what is far deeper overflows the stack of whoever walks through it. */
const mostLevels = 64;

const surveySchema = v.strictObject({
	title: v.unknown(),
	description: v.unknown(),
	qidang: v.looseObject({}),
	pages: v.pipe(v.array(v.unknown()), v.nonEmpty()),
	clearInvisibleValues: v.optional(v.literal('onComplete'))
});

/**
 * Reads an edition from SurveyJS JSON: ours come back equal, and of others nothing is dropped in silence.
 *
 * @param file the name that faults are laid at
 * @param world what its conditions may mention
 * @returns the edition's data, or every fault at once: what we do not support, what does not link, what
 *   survey-core warns of, and every expression on which it throws
 */
export function readSurvey(
	json: unknown,
	file: string,
	world: { catalogue: Catalogue; ladders: ReadonlyMap<string, readonly string[]> }
): { data: EditionData; faults?: never } | { data?: never; faults: Fault[] } {
	if (isDeeper(json, mostLevels)) {
		const expected = `expected at most ${mostLevels} levels`;
		return { faults: [{ file, path: '', expected, received: 'more' }] };
	}
	const count = countQuestions(json);
	if (count > mostQuestions) {
		const expected = `expected at most ${mostQuestions} questions`;
		return { faults: [{ file, path: '', expected, received: shown(count) }] };
	}
	const survey = parse(surveySchema, json, { file });
	if (typeof json !== 'object' || json === null) return { faults: survey.faults! };
	const linted = lintJson(json, file);
	const { data, faults } = readData(json, file);
	const shape = [...(survey.faults ?? []), ...faults];
	if (!data || shape.length > 0) return { faults: [...shape, ...linted] };
	const opened = openEdition(data, world);
	const links =
		opened.faults?.map((fault) => ({ ...fault, file })) ?? strayVisibleIfs(data, json, file);
	const all = [...links, ...linted];
	return all.length > 0 ? { faults: all } : { data };
}

/** Reads each part by itself, so that a fault of one hides none of another. */
function readData(json: object, file: string): { data?: EditionData; faults: Fault[] } {
	const { title, description, qidang, pages } = json as Record<string, unknown>;
	const faults: Fault[] = [];
	const read = <T>(schema: v.GenericSchema<unknown, T>, value: unknown, path: string) => {
		const { output, faults: wrong } = parse(schema, value, { file, path });
		faults.push(...(wrong ?? []));
		return output;
	};
	const dimensions = (Array.isArray(pages) ? (pages as unknown[]) : []).map((page, i) => {
		const written = typeof page === 'object' && page !== null ? withoutGenerated(page) : page;
		return read(dimensionSchema, written, `pages.${i}`);
	});
	// Without it the document is none of ours, and one fault has said so.
	if (typeof qidang !== 'object' || qidang === null) return { faults };
	const { ladder: written, actions: listed, ...whole } = qidang as Record<string, unknown>;
	const head = read(headSchema, { title, description, ...whole }, 'qidang');
	const ladder = read(ladderSchema, written, 'qidang.ladder');
	const actions = listed === undefined ? undefined : read(actionsSchema, listed, 'qidang.actions');
	if (!head || !ladder || faults.length > 0) return { faults };
	const data = { ...head, dimensions: dimensions.map((one) => one!), ladder };
	return { data: { ...data, ...(actions ? { actions } : {}) }, faults };
}

/** A `visibleIf` is what `appliesIf` makes it: another would be lost. */
function strayVisibleIfs(data: EditionData, json: unknown, file: string): Fault[] {
	const generated = visibleIfs(data);
	const within = (part: unknown, path: string): Fault[] => {
		const { name, visibleIf, elements } = part as Record<string, unknown>;
		const expected = generated.get(String(name));
		const below = ((elements ?? []) as unknown[]).flatMap((one, i) =>
			within(one, `${path}.elements.${i}`)
		);
		if (visibleIf === undefined || visibleIf === expected) return below;
		const says = `expected what appliesIf makes of it, ${expected}`;
		return [
			{ file, path: `${path}.visibleIf`, expected: says, received: shown(visibleIf) },
			...below
		];
	};
	return (json as { pages: unknown[] }).pages.flatMap((page, i) => within(page, `pages.${i}`));
}

/** Whether something is nested deeper; without recursion, which is what great depth breaks. */
function isDeeper(json: unknown, levels: number): boolean {
	let row = [json];
	for (let level = 0; row.length > 0; level++) {
		if (level > levels) return true;
		row = row.flatMap(inside);
	}
	return false;
}

function inside(value: unknown): unknown[] {
	return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

/** What stands in any list of elements and has none itself. */
function countQuestions(value: unknown): number {
	const { elements } = (value ?? {}) as { elements?: unknown };
	const own = Array.isArray(elements) ? (elements as unknown[]) : [];
	const questions = own.filter((one) => !Array.isArray((one as { elements?: unknown })?.elements));
	return inside(value).reduce<number>((sum, one) => sum + countQuestions(one), questions.length);
}
