import { describe, expect, it } from 'vitest';
import { openServedLibrary } from '#lib/library/library.ts';
import { sentence } from '#scoring';
import { halves } from '../support/edition.ts';
import { faultsAfter, libraryFiles, put } from '../support/library-files.ts';

const folder = 'questionnaires/test/2024/';

it('an edition of 5,000 questions is refused with one fault', () => {
	const elements = Array.from({ length: 5000 }, (_, i) => halves(`q${i}`));
	const faults = faultsAfter((files) => put(files[`${folder}1-base.yaml`], 'elements', elements));
	// The one of the second dimension counts, too.
	expect(faults).toEqual([
		`${folder}questionnaire.yaml dimensions: expected at most 400 questions, received 5001`
	]);
});

it('a type that is not supported is named with the others', () => {
	const faults = faultsAfter((files) => {
		put(files[`${folder}1-base.yaml`], 'elements.0.type', 'matrix');
		put(files[`${folder}1-base.yaml`], 'elements.1.type', 'rating');
		put(files[`${folder}2-results.yaml`], 'elements.0.title.en', undefined);
	});
	const supported = 'expected a supported type: radiogroup, checkbox, multipletext, panel';
	expect(faults).toEqual(
		expect.arrayContaining([
			`${folder}1-base.yaml elements.0.type: ${supported}, received "matrix"`,
			`${folder}1-base.yaml elements.1.type: ${supported}, received "rating"`,
			`${folder}2-results.yaml elements.0.title.en: expected this key, received nothing`
		])
	);
});

describe('what is served', () => {
	const files = (status: string): Record<string, unknown> => {
		const all = libraryFiles() as Record<string, Record<string, unknown>>;
		const more = Object.keys(all).filter((file) => file.startsWith(folder));
		for (const file of more) all[file.replace('/2024/', '/2025/')] = structuredClone(all[file]!);
		put(all['questionnaires/test/2025/questionnaire.yaml'], 'edition', '2025');
		put(all['questionnaires/test/2025/questionnaire.yaml'], 'status', status);
		put(all['questionnaires/test/2025/1-base.yaml'], 'worth', 7);
		return all;
	};

	it('leaves a draft out that has faults, and names them', () => {
		const { library, unfinished } = openServedLibrary(files('draft'));
		expect([...library!.editions.keys()]).toEqual(['test@2024']);
		expect(unfinished!.map(sentence)).toEqual([
			'questionnaires/test/2025/1-base.yaml base.worth: expected what its parts add up to, 10, received 7'
		]);
	});

	it('refuses the same of an edition that is no draft', () => {
		const { library, faults } = openServedLibrary(files('published'));
		expect(library).toBeUndefined();
		expect(faults!.map(sentence)).toEqual([
			'questionnaires/test/2025/1-base.yaml base.worth: expected what its parts add up to, 10, received 7'
		]);
	});
});
