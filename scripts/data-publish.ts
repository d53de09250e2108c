import { readFileSync, writeFileSync } from 'node:fs';
import { checkEdition } from '#lib/library/check-edition.ts';
import { editionHash, publishedFile, readEditions } from '#lib/library/editions.ts';
import { ContentError, openServedLibrary } from '#lib/library/library.ts';
import { openReader } from '#lib/library/reader.ts';
import { hasArea, listRefs, readContent } from './content.ts';
import { Failure } from './command.mjs';
import { main } from './main.ts';

/**
 * Publishes an edition: writes down the hash of its content, which from then on never changes. Its
 * `status` must say `published` already; nothing that does not pass every check is published.
 */
await main(async () => {
	const [ref, ...rest] = process.argv.slice(2);
	if (!ref || rest.length > 0)
		throw new Failure('Usage: npm run data:publish -- instrument@edition');
	const published = JSON.parse(readFileSync(publishedFile, 'utf8')) as Record<string, string>;
	if (published[ref]) throw new Failure(`${ref} is published already, as ${published[ref]}.`);

	const files = readContent();
	const written = readEditions(openReader(files)).map(({ data }) => data);
	const data = written.find((one) => `${one.instrument}@${one.edition}` === ref);
	if (!data) throw new Failure(`No edition ${ref}: expected one of ${listRefs(written)}.`);
	if (data.status !== 'published') throw new Failure(`Set status: published in ${ref} first.`);

	const next = { ...published, [ref]: editionHash(data) };
	const { library, faults } = openServedLibrary({ ...files, [publishedFile]: next }, hasArea());
	if (faults) throw new ContentError(faults);
	const failing = checkEdition(library, library.editions.get(ref)!);
	if (failing.length > 0) throw new ContentError(failing);

	const sorted = Object.fromEntries(Object.entries(next).sort(([a], [b]) => (a < b ? -1 : 1)));
	writeFileSync(publishedFile, `${JSON.stringify(sorted, null, '\t')}\n`);
	console.log(`Published ${ref} as ${next[ref]}.`);
});
