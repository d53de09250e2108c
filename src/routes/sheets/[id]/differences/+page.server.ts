import { compareLayers } from '#lib/sheets/compared.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { openEnterprise } from '#server/enterprises.ts';
import { namesIn } from '#server/names.ts';
import { problems } from '#server/problems.ts';
import { dossiersOf, layersReached, readSheet } from '#server/reading-sheets.ts';

export async function load(event) {
	const {
		acting: { member },
		sheet,
		world: { edition }
	} = await readSheet(event);
	const enterprise = (await openEnterprise(member, sheet.enterprise)) ?? problems.noSuchFiled();
	const dossiers = dossiersOf(sheet);
	const { results, lines } = compareLayers(edition, namesIn({ edition }), dossiers, getLocale());
	const reached = layersReached(sheet);
	return {
		id: sheet.id,
		name: enterprise.name,
		title: edition.data.title,
		day: dossiers.declared.diagnosis.day,
		reached,
		results: results.filter(({ layer }) => reached.includes(layer)),
		lines
	};
}
