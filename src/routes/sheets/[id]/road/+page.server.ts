import { result } from '#lib/journey/steps.ts';
import { roadPart, type RoadPart } from '#lib/journey/road-part.ts';
import {
	followSupposed,
	nothingDecided,
	nothingSupposed,
	readCarried,
	readSupposed,
	type Supposed
} from '#lib/journey/supposed.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { openEnterprise } from '#server/enterprises.ts';
import { postedForm, textOf } from '#server/posted.ts';
import { problems } from '#server/problems.ts';
import { dossiersOf, layersReached, readSheet, type Reading } from '#server/reading-sheets.ts';

export async function load(event) {
	const reading = await readSheet(event);
	const { acting, sheet, world } = reading;
	const enterprise =
		(await openEnterprise(acting.member, sheet.enterprise)) ?? problems.noSuchFiled();
	const { layer, day } = highest(reading);
	return {
		id: sheet.id,
		name: enterprise.name,
		title: world.edition.data.title,
		layer,
		day,
		road: roadUnder(reading, nothingSupposed)
	};
}

export const actions = {
	/** Solves the road again under what is decided; nothing of it is kept. */
	decide: async (event) => {
		const reading = await readSheet(event);
		const form = await postedForm(event.request);
		const { said, day } = highest(reading);
		const turn = { said, step: result, day };
		const before = readCarried(textOf(form, 'supposed')) ?? nothingSupposed;
		const read = readSupposed(reading.world, turn, before, form);
		// What an enterprise's file says is not supposed otherwise here, only what is decided about its road.
		const { supposed } = followSupposed(reading.world, turn, read, textOf(form, 'go'));
		const decided = supposed.road ?? nothingDecided;
		return { road: roadUnder(reading, { change: {}, road: decided }), decided };
	}
};

/** The layer that counts: the highest that was reached, as it is or was filed. */
function highest({ sheet }: Reading) {
	const layer = layersReached(sheet).at(-1)!;
	const { said, diagnosis } = dossiersOf(sheet)[layer];
	return { layer, said, diagnosis, day: diagnosis.day };
}

function roadUnder(reading: Reading, { road = nothingDecided }: Supposed): RoadPart {
	const { said, diagnosis } = highest(reading);
	return roadPart(reading.world, said, diagnosis, road, getLocale());
}
