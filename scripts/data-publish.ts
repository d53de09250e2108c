import { readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { ContentError, openLibrary } from '#lib/library/library.ts';
import { checkCases } from '#lib/library/worked.ts';
import { lintSurvey } from '#lib/questionnaire/lint.ts';
import { loadAreas } from '#server/areas.ts';
import { readContent } from './content.ts';
import { Failure } from './command.mjs';
import { main } from './main.ts';

const file = 'questionnaires/published.json';

/**
 * Publishes an edition: writes down the hash of its content, which from then on never changes. Its
 * `status` must say `published` already; nothing that does not pass every check is published.
 */
await main(async () => {
	const [ref, ...rest] = process.argv.slice(2);
	if (!ref || rest.length > 0) throw new Failure('Usage: npm run data:publish -- instrument@edition');
	const published = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
	if (published[ref]) throw new Failure(`${ref} is published already, as ${published[ref]}.`);

	const { files, faults: unread } = readContent();
	const areas = loadAreas();
	const opened = openLibrary(files, (code) => areas.find(code) !== undefined);
	// That its own hash is missing is what publishing mends; its message names the hash.
	const missing = opened.faults?.find((fault) => fault.file === file && fault.path === ref);
	const faults = [...unread, ...(opened.faults ?? []).filter((fault) => fault !== missing)];
	if (faults.length > 0) throw new ContentError(faults);
	if (!missing) throw new Failure(`No edition ${ref} with status: published in questionnaires/.`);

	const next = { ...published, [ref]: missing.received };
	const { library, faults: still } = openLibrary({ ...files, [file]: next });
	if (still) throw new ContentError(still);
	const edition = library.editions.get(ref)!;
	const failing = [...lintSurvey(edition.edition, edition.folder), ...checkCases(library, edition)];
	if (failing.length > 0) throw new ContentError(failing);

	const sorted = Object.fromEntries(Object.entries(next).sort(([a], [b]) => (a < b ? -1 : 1)));
	writeFileSync(file, await format(JSON.stringify(sorted), { parser: 'json', useTabs: true }));
	console.log(`Published ${ref} as ${missing.received}.`);
});
