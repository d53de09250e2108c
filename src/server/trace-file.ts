import type { Locale } from '#scoring';
import type { Dossier } from '#lib/diagnosis/dossier.ts';
import { toJson } from '#lib/diagnosis/json.ts';
import { traceDocument } from '#lib/diagnosis/trace-document.ts';
import { fileName } from '#lib/report/file-name.ts';
import { library } from './content.ts';
import { problems } from './problems.ts';

/** The answer to a request for the computation of a dossier: docs/trace.md says what is in it. */
export function answerTrace(dossier: Dossier, locale: Locale): Response {
	const { said, diagnosis, rests } = dossier;
	const edition = library.editions.get(rests.edition.ref);
	if (!edition) return problems.noSuchEdition(rests.edition.ref);
	return new Response(`${toJson(traceDocument(edition, dossier))}\n`, {
		headers: {
			'content-type': 'application/json',
			'content-disposition': `attachment; ${fileName(said.name, diagnosis.day, locale, 'json')}`,
			'cache-control': 'no-store'
		}
	});
}
