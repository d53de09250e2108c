import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { result } from '#lib/journey/steps.ts';
import { budgetsOf, decidedRoad, roadPart, type RoadPart } from '#lib/journey/road-part.ts';
import {
	followSupposed,
	nothingDecided,
	nothingSupposed,
	readCarried,
	readSupposed,
	type DecidedRoad
} from '#lib/journey/supposed.ts';
import { fromRoad } from '#lib/plan/drafts.ts';
import { getLocale, localizeHref } from '#lib/paraglide/runtime.js';
import { openEnterprise } from '#server/enterprises.ts';
import { requireRight } from '#server/member.ts';
import { makePlan } from '#server/plans.ts';
import { postedForm, textOf } from '#server/posted.ts';
import { problems } from '#server/problems.ts';
import { dossiersOf, layersReached, readSheet, type Reading } from '#server/reading-sheets.ts';
import { isUuid } from '#server/refused.ts';

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
		road: roadUnder(reading, nothingDecided),
		/** What a plan of its steps will be known by; left out for who writes none. */
		...(acting.may('plan.write') ? { plan: randomUUID() } : {})
	};
}

export const actions = {
	/** Solves the road again under what is decided; nothing of it is kept. */
	decide: async (event) => {
		const reading = await readSheet(event);
		const form = await postedForm(event.request);
		const decided = decidedIn(reading, form);
		return { road: roadUnder(reading, decided), decided };
	},

	/** Makes a plan of the steps of the road, solved again under what is decided. */
	plan: async (event) => {
		const reading = await readSheet(event);
		requireRight(reading.acting, 'plan.write');
		const form = await postedForm(event.request);
		const id = textOf(form, 'plan');
		const decided = decidedIn(reading, form);
		const { layer, said, day } = highest(reading);
		const found = decidedRoad(reading.world, said, day, decided);
		const steps = 'steps' in found ? found.steps : [];
		if (!isUuid(id) || steps.length === 0) problems.noForm();
		const { edition } = reading.world;
		const drafts = fromRoad(steps, edition, budgetsOf(decided), getLocale());
		await makePlan(reading.acting.member, { id, sheet: reading.sheet.id, layer }, drafts);
		redirect(303, localizeHref(`/plans/${id}`));
	}
};

/** The layer that counts: the highest that was reached, as it is or was filed. */
function highest({ sheet }: Reading) {
	const layer = layersReached(sheet).at(-1)!;
	const { said, diagnosis } = dossiersOf(sheet)[layer];
	return { layer, said, diagnosis, day: diagnosis.day };
}

/** What is decided about the road, after what the form's button and its budgets say. */
function decidedIn(reading: Reading, form: FormData): DecidedRoad {
	const { said, day } = highest(reading);
	const turn = { said, step: result, day };
	const before = readCarried(textOf(form, 'supposed')) ?? nothingSupposed;
	const read = readSupposed(reading.world, turn, before, form);
	// What an enterprise's file says is not supposed otherwise here, only what is decided about its road.
	const { supposed } = followSupposed(reading.world, turn, read, textOf(form, 'go'));
	return supposed.road ?? nothingDecided;
}

function roadUnder(reading: Reading, decided: DecidedRoad): RoadPart {
	const { said, diagnosis } = highest(reading);
	return roadPart(reading.world, said, diagnosis, decided, getLocale());
}
