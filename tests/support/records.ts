import type { Locale } from '#scoring';
import { openDossier } from '#lib/diagnosis/dossier.ts';
import type { FrozenDocument, FrozenEdition, Terms } from '#lib/library/frozen.ts';
import { canonical, contentHash } from '#lib/library/hash.ts';
import { reportForm, type ReportForm } from '#lib/report/form.ts';
import { recordFormat, type ReportRecord } from '#lib/report/record.ts';
import { fileOf, openFrozen, read, readFrozen } from './archive.ts';

/** A code that is one: 7K3M9QXAP2RT gives 27 modulo 37, which is V. */
export const code = '7K3M9QXAP2RTV';

/** The record of a frozen diagnosis, as if it had been filed and issued in all layers alike. */
export function recordOfFrozen(
	ref: string,
	locale: Locale,
	form: ReportForm = reportForm
): ReportRecord {
	const { said, day, printedOn, areas, rests, terms, checked, hash } = readFrozen(ref);
	const dossier = { ...openDossier(openFrozen(ref), said, day), rests, hash };
	const parse = <T>(file: string) => JSON.parse(read(file)) as T;
	const edition = parse<FrozenEdition>(`${ref}/edition.json`);
	const record: ReportRecord = {
		...{ format: recordFormat, code, locale, layer: 'confirmed', issuedOn: printedOn },
		dossiers: { declared: dossier, verified: dossier, confirmed: dossier },
		editions: [edition],
		documents: rests.documents.map((one) => parse<FrozenDocument>(fileOf('policies', one.hash))),
		terms: parse<Terms>(fileOf('terms', terms)),
		beside: {
			...(form === 1 ? {} : { form, evidence: [] }),
			...{ editions: [contentHash(edition)], terms, areas, checked, events: {} },
			address: 'https://qidang.example.cn/verify/7K3M-9QXA-P2RTV'
		}
	};
	return JSON.parse(canonical(record)) as ReportRecord;
}
