import { readLooking, tracePage } from '#lib/journey/trace-page.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { openEnterprise } from '#server/enterprises.ts';
import { problems } from '#server/problems.ts';
import { dossiersOf, layerAsked, layersReached, readSheet } from '#server/reading-sheets.ts';

export async function load(event) {
	const {
		acting: { member },
		sheet,
		world
	} = await readSheet(event);
	const enterprise = (await openEnterprise(member, sheet.enterprise)) ?? problems.noSuchFiled();
	const layer = layerAsked(sheet, event.url);
	const { said, diagnosis } = dossiersOf(sheet)[layer];
	const looking = readLooking(event.url.searchParams);
	return {
		id: sheet.id,
		enterprise: enterprise.name,
		layer,
		reached: layersReached(sheet),
		page: tracePage(world, said, diagnosis, looking, getLocale())
	};
}
