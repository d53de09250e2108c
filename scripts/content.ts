import { globSync, readFileSync } from 'node:fs';
import { ContentError, openServedLibrary, type Library } from '#lib/library/library.ts';
import { checkWorked } from '#lib/library/worked.ts';
import { parseYaml } from '#lib/library/yaml.ts';
import { loadAreas } from '#server/areas.ts';
import type { Fault } from '#scoring';

/**
 * The shell's feeder: all content files below the current folder, parsed.
 * @throws {ContentError} with every file that cannot be read
 */
export function readContent(): Record<string, unknown> {
	const files: Record<string, unknown> = {};
	const faults: Fault[] = [];
	for (const found of globSync('{questionnaires,measures}/**/*.{yaml,json}').sort()) {
		const file = found.replaceAll('\\', '/');
		const text = readFileSync(found, 'utf8');
		try {
			files[file] = file.endsWith('.json') ? JSON.parse(text) : parseYaml(text, file);
		} catch (error) {
			const received = error instanceof Error ? error.message : String(error);
			faults.push({ file, path: '', expected: 'expected a file that can be read', received });
		}
	}
	if (faults.length > 0) throw new ContentError(faults);
	return files;
}

/** Whether a code of GB/T 2260 or a town exists. */
export function hasArea(): (code: string) => boolean {
	const areas = loadAreas();
	return (code) => areas.find(code) !== undefined;
}

/**
 * Opens all content below the current folder; a draft with faults is left out.
 * @throws {ContentError} with every fault of all else
 */
export function openContent(): Library {
	const { library, faults } = openServedLibrary(readContent(), hasArea());
	if (faults) throw new ContentError(faults);
	return library;
}

/**
 * Opens all content and works out every case and example of it; those of a draft need not hold.
 * @throws {ContentError} with every fault, or with every expectation that does not hold
 */
export function openCheckedContent(): Library {
	const library = openContent();
	const faults = checkWorked(withoutDrafts(library));
	if (faults.length > 0) throw new ContentError(faults);
	return library;
}

/** The library without the editions that are not published. */
export function withoutDrafts(library: Library): Library {
	const published = [...library.editions].filter(
		([, { edition }]) => edition.data.status === 'published'
	);
	return { ...library, editions: new Map(published) };
}

/** Questionnaire refs, as a message lists them. */
export function listRefs(editions: Iterable<{ instrument: string; edition: string }>): string {
	return [...editions].map((one) => `${one.instrument}@${one.edition}`).join(', ');
}
