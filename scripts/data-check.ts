import { checkEdition } from '#lib/library/check-edition.ts';
import { ContentError, openLibrary, openServedLibrary } from '#lib/library/library.ts';
import { checkWorked, countWorked } from '#lib/library/worked.ts';
import { lintSurvey } from '#lib/questionnaire/lint.ts';
import { hasArea, readContent, withoutDrafts } from './content.ts';
import { Failure } from './command.mjs';
import { main } from './main.ts';

await main(async () => {
	const [ref, ...rest] = process.argv.slice(2);
	if (rest.length > 0) throw new Failure('Usage: npm run data:check [-- instrument@edition]');
	if (ref === undefined) checkAll();
	else checkOne(ref);
});

/** All content: that it opens, that survey-core accepts it, that every worked case holds; drafts need not. */
function checkAll(): void {
	const opened = openServedLibrary(readContent(), hasArea());
	if (opened.faults) throw new ContentError(opened.faults);
	const library = withoutDrafts(opened.library);
	const linted = [...library.editions.values()].flatMap(({ edition, folder }) =>
		lintSurvey(edition, folder)
	);
	const faults = [...linted, ...checkWorked(library)];
	if (faults.length > 0) throw new ContentError(faults);
	const { cases, examples } = countWorked(library);
	console.log(
		`${library.editions.size} editions with ${cases} worked cases and ` +
			`${library.documents.size} policy documents with ${examples} examples hold.`
	);
	const { unfinished } = opened;
	if (unfinished.length > 0) console.log(`Drafts left out have ${unfinished.length} fault(s).`);
}

/** The check before publishing: every fault of one edition, draft or not. */
function checkOne(ref: string): void {
	const files = readContent();
	const { library, unfinished } = openServedLibrary(files, hasArea());
	if (!library) throw new ContentError(openLibrary(files, hasArea()).faults!);
	// Another draft may have faults of its own.
	const folder = `questionnaires/${ref.replace('@', '/')}/`;
	const own = unfinished.filter(({ file }) => file?.startsWith(folder));
	if (own.length > 0) throw new ContentError(own);
	const one = library.editions.get(ref);
	if (!one) {
		const refs = [...library.editions.keys()].join(', ');
		throw new Failure(`No edition ${ref}: expected one of ${refs}.`);
	}
	const failing = checkEdition(library, one);
	if (failing.length > 0) throw new ContentError(failing);
	const next = one.edition.data.status === 'draft' ? ' It can be published.' : '';
	console.log(`${ref} passes the check, as ${one.hash}.${next}`);
}
