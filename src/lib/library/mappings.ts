import { openMapping } from '../editions/mapping.ts';
import { mappingSchema } from '../editions/mapping-data.ts';
import type { LibraryEdition } from './editions.ts';
import { contentHash } from './hash.ts';
import type { Reader } from './reader.ts';

/** Where the mapping of the edition in `folder` stands, if it has any. */
export function mappingFile(folder: string): string {
	return `${folder}mapping.yaml`;
}

/** The editions, each with the mapping from the one before it that stands beside it. */
export function openMappings(
	reader: Reader,
	editions: ReadonlyMap<string, LibraryEdition>
): ReadonlyMap<string, LibraryEdition> {
	return new Map(
		[...editions].map(([ref, one]) => {
			const moves = read(reader, one, editions);
			return [ref, moves ? { ...one, moves } : one];
		})
	);
}

function read(
	reader: Reader,
	{ edition, folder }: LibraryEdition,
	editions: ReadonlyMap<string, LibraryEdition>
): LibraryEdition['moves'] {
	const file = mappingFile(folder);
	if (!Object.hasOwn(reader.files, file)) return undefined;
	const data = reader.read(mappingSchema, file);
	if (!data) return undefined;
	const { instrument } = edition.data;
	const older = editions.get(`${instrument}@${data.from}`)?.edition;
	if (!older || older === edition || older.data.issued > edition.data.issued) {
		reader.report(file, 'from', `expected an earlier edition of ${instrument}`, data.from);
		return undefined;
	}
	const { mapping, faults } = openMapping(data, older, edition);
	if (mapping) return { mapping, hash: contentHash(data) };
	reader.faults.push(...faults.map((fault) => ({ ...fault, file })));
	return undefined;
}
