import { globSync, readFileSync } from 'node:fs';
import { loadAreas } from '#server/areas.ts';
import { ContentError, openLibrary, type Library } from '#lib/library/library.ts';
import { parseYaml } from '#lib/library/yaml.ts';
import { named, type Fault } from '#scoring';

/** The shell's feeder: all content files below the current folder, parsed. */
export function readContent(): { files: Record<string, unknown>; faults: Fault[] } {
	const files: Record<string, unknown> = {};
	const faults: Fault[] = [];
	for (const found of globSync('{questionnaires,measures}/**/*.{yaml,json}').sort()) {
		const path = found.replaceAll('\\', '/');
		const text = readFileSync(found, 'utf8');
		try {
			files[path] = path.endsWith('.json') ? JSON.parse(text) : parseYaml(text, path);
		} catch (error) {
			const received = error instanceof Error ? error.message : String(error);
			faults.push({ file: path, path: '', expected: 'expected a file that can be read', received });
		}
	}
	return { files, faults };
}

/**
 * Opens all content below the current folder.
 * @throws {ContentError} with every fault
 */
export function openContent(): Library {
	const { files, faults } = readContent();
	const areas = loadAreas();
	const opened = openLibrary(files, (code) => areas.find(code) !== undefined);
	if (faults.length > 0 || opened.faults) throw new ContentError([...faults, ...(opened.faults ?? [])]);
	return opened.library;
}

/** A questionnaire ref, `instrument@edition`, as a message lists those there are. */
export function listRefs(library: Library): string {
	return [...library.editions.keys()].map(named).join(', ');
}
