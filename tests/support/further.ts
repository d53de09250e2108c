import { editionHash, publishedFile, readEditions } from '#lib/library/editions.ts';
import { openLibrary, type Library } from '#lib/library/library.ts';
import { openReader } from '#lib/library/reader.ts';
import { sentence } from '#scoring';
import { hasArea, readContent } from '../../scripts/content.ts';

/**
 * The content as it may be years later: with so many further editions published of the instruments there
 * are, each in other words.
 */
export function furtherLibrary(count: number): Library {
	const files = structuredClone(readContent()) as Record<string, Record<string, unknown>>;
	const heads = Object.keys(files).filter((file) => file.endsWith('/questionnaire.yaml'));
	for (let i = 0; i < count; i++) addEdition(files, heads[i % heads.length]!, `${3000 + i}`);
	const published = files[publishedFile] as Record<string, string>;
	for (const { data } of readEditions(openReader(files))) {
		published[`${data.instrument}@${data.edition}`] ??= editionHash(data);
	}
	const { library, faults } = openLibrary(files, hasArea());
	if (faults) throw new Error(faults.map(sentence).join('\n'));
	return library;
}

function addEdition(files: Record<string, unknown>, head: string, edition: string): void {
	const folder = head.replace('questionnaire.yaml', '');
	const [, instrument] = folder.split('/');
	// A mapping leads from the earlier edition to this one's own words, which the further edition has not.
	const copied = (file: string) => file.startsWith(folder) && !file.endsWith('/mapping.yaml');
	for (const file of Object.keys(files).filter(copied)) {
		const content = renamed(structuredClone(files[file]), edition) as Record<string, unknown>;
		if (file === head) Object.assign(content, { edition, status: 'published' });
		files[`questionnaires/${instrument}/${edition}/${file.slice(folder.length)}`] = content;
	}
}

/** Other words in every text. */
function renamed(value: unknown, edition: string): unknown {
	if (Array.isArray(value)) return value.map((one) => renamed(one, edition));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]: [string, unknown]) => {
			const isText = (key === 'zh-cn' || key === 'en') && typeof inner === 'string';
			return [key, isText ? `${inner} ${edition}` : renamed(inner, edition)];
		})
	);
}
