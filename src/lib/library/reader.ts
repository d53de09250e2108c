import type * as v from 'valibot';
import { parse, shown, type Fault } from '#scoring';

/** Content files by path from the top of the repository: parsed YAML, and `published.json`. */
export type Files = Readonly<Record<string, unknown>>;

/** Reads files by schema and gathers every fault on the way. */
export interface Reader {
	readonly files: Files;
	readonly faults: Fault[];
	/** The file's content, or nothing where it is missing or has the wrong shape: then that is a fault. */
	read<T>(schema: v.GenericSchema<unknown, T>, file: string): T | undefined;
	report(file: string, path: string, expected: string, received: unknown): void;
	/** The folders in which files stand that fit; each ends in a slash. */
	folders(pattern: RegExp): string[];
}

export function openReader(files: Files): Reader {
	const faults: Fault[] = [];
	const report: Reader['report'] = (file, path, expected, received) =>
		void faults.push({ file, path, expected, received: shown(received) });
	return {
		files,
		faults,
		report,
		read(schema, file) {
			if (!Object.hasOwn(files, file)) {
				report(file, '', 'expected this file', undefined);
				return undefined;
			}
			const { output, faults: wrong } = parse(schema, files[file], { file });
			if (wrong) faults.push(...wrong);
			return output;
		},
		folders(pattern) {
			return [
				...new Set(Object.keys(files).flatMap((file) => pattern.exec(file)?.[1] ?? []))
			].sort();
		}
	};
}

/** A map of a list, in which every key must stand once. */
export function unique<T, V>(
	{ report }: Reader,
	file: string,
	list: readonly T[],
	entry: (one: T) => [string, V]
): Map<string, V> {
	const map = new Map<string, V>();
	for (const one of list) {
		const [key, value] = entry(one);
		if (map.has(key)) report(file, key, 'expected it once', key);
		map.set(key, value);
	}
	return map;
}
