import { describe, expect, it } from 'vitest';
import { checkWorked } from '#lib/library/worked.ts';
import { areaParent, sentence, type Fault } from '#scoring';
import { openContent } from '../../scripts/content.ts';

// It throws, with every fault, where the content does not open.
const library = openContent();
const faults = checkWorked(library);

/** What does not hold of one case or example. */
const faultsOf = (file: string, name: string): string[] =>
	faults
		.filter((fault: Fault) => fault.file === file && fault.path.startsWith(`"${name}" `))
		.map(sentence);

/** Names stand in messages and here: each once in its file. */
function expectNamesOnce(all: readonly { name: string }[]): void {
	const names = all.map((one) => one.name);
	expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
}

describe.each([...library.editions.values()])('$edition.ref', ({ cases, folder }) => {
	it('has cases, each with a name of its own and its arithmetic', () => {
		expect(cases.length).toBeGreaterThan(0);
		expectNamesOnce(cases);
		expect(cases.filter((one) => one.arithmetic.trim() === '')).toEqual([]);
	});

	it.each(cases)('$name', ({ name }) => {
		expect(faultsOf(`${folder}cases.yaml`, name)).toEqual([]);
	});
});

const measures = [...library.documents.values()].flatMap(({ document, examples, folder }) =>
	document.measures.map((measure) => ({
		ref: measure.ref,
		file: `${folder}${measure.data.id}.yaml`,
		examples: examples.get(measure.data.id) ?? []
	}))
);

describe.each(measures)('$ref', ({ file, examples }) => {
	it('has examples, each with a name of its own and its arithmetic', () => {
		expect(examples.length).toBeGreaterThan(1);
		expectNamesOnce(examples);
		expect(examples.filter((one) => one.arithmetic.trim() === '')).toEqual([]);
	});

	it.each(examples)('$name', ({ name }) => {
		expect(faultsOf(file, name)).toEqual([]);
	});
});

it('nothing else is wrong, and the areas named are areas', () => {
	expect(faults.map(sentence)).toEqual([]);
	const named = [...library.documents.values()].flatMap(({ document }) => [
		...document.data.area.within,
		...(document.data.area.elsewhere?.within ?? []),
		...document.measures.flatMap(({ data }) => data.area?.within ?? [])
	]);
	const placed = (code: string) => areaParent(code) !== undefined || /^\d\d0000$/.test(code);
	expect(named.filter((code) => !placed(code))).toEqual([]);
});
