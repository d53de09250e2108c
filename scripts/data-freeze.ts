import { mkdirSync, writeFileSync } from 'node:fs';
import { openDossier } from '#lib/diagnosis/dossier.ts';
import { documentContent } from '#lib/library/documents.ts';
import { editionContent } from '#lib/library/editions.ts';
import { termsOf } from '#lib/library/frozen.ts';
import { canonical, contentHash } from '#lib/library/hash.ts';
import { openReport } from '#lib/report/report.ts';
import { loadAreas } from '#server/areas.ts';
import { isDay, locales, scoringVersion } from '#scoring';
import {
	archive,
	fileOf,
	found,
	isFrozen,
	reportFile,
	resultOf,
	textOf,
	type Frozen
} from '../tests/support/archive.ts';
import { Failure } from './command.mjs';
import { openCheckedContent } from './content.ts';
import { main } from './main.ts';

/** Where a case says nothing of the enterprise: then support measures are judged, too. */
const someplace = { area: '320903', applicant: 'manufacturer' };

/**
 * Freezes a worked case of a published edition in the archive, once: the content it rests on, what is found
 * and what is printed. Its numbers are those of the case, worked out by hand; what is there is left alone.
 */
await main(async () => {
	const [ref, name, day, ...rest] = process.argv.slice(2);
	if (!ref || !name || !isDay(day) || rest.length > 0) {
		throw new Failure(
			'Usage: npm run data:freeze -- instrument@edition "name of a case" YYYY-MM-DD'
		);
	}
	if (isFrozen(ref)) throw new Failure(`${archive}/${ref}: it is there already, for ever.`);
	const library = openCheckedContent();
	const one = library.editions.get(ref);
	if (one?.edition.data.status !== 'published') throw new Failure(`No published edition ${ref}.`);
	const worked = one.cases.find((it) => it.name === name);
	if (!worked) {
		throw new Failure(`No case of that name: ${one.cases.map((it) => it.name).join('; ')}`);
	}
	const { answers, facts = someplace, projects, titles, arithmetic, expect } = worked;
	const given = Object.entries({ facts, projects, titles }).filter(([, value]) => value);
	const said = {
		...{ questionnaire: ref, name: '封存示例有限公司', answers },
		...Object.fromEntries(given)
	};
	const dossier = openDossier(library, said, day);
	const { rests, hash } = dossier;
	const terms = termsOf(library);
	const areas: Record<string, string> = {};
	const areaName = (code: string) => {
		const area = loadAreas().find(code)?.name;
		return area === undefined ? undefined : (areas[code] = area);
	};
	const texts = locales.map((locale) => {
		const report = openReport(dossier, library, locale, { printedOn: day, areaName });
		return [locale, textOf(report)] as const;
	});
	const documents = [...library.documents.values()];
	const checked = documents.map(({ document: { data } }) => [data.id, data.checked] as const);
	const frozen: Frozen = {
		...{ said, day, printedOn: day, areas, rests, terms: contentHash(terms), hash },
		...{ checked: Object.fromEntries(checked), arithmetic, expect }
	};
	mkdirSync(`${archive}/${ref}`, { recursive: true });
	for (const kind of ['policies', 'terms']) mkdirSync(`${archive}/${kind}`, { recursive: true });
	const write = (file: string, text: string) => writeFileSync(`${archive}/${file}`, text);
	const lines = (value: unknown) => `${JSON.stringify(value, null, '\t')}\n`;
	write(`${ref}/edition.json`, lines(editionContent(one.edition.data)));
	for (const document of documents) {
		write(fileOf('policies', document.hash), canonical(documentContent(document)));
	}
	write(fileOf('terms', frozen.terms), canonical(terms));
	write(`${ref}/dossier.json`, lines(frozen));
	write(`${ref}/result.${scoringVersion}.json`, resultOf(found(library, frozen)));
	for (const [locale, text] of texts) write(reportFile(ref, locale), text);
	console.log(`${archive}/${ref}: frozen, for ever.`);
});
