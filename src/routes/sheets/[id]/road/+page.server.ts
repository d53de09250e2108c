import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { result } from '#lib/journey/steps.ts';
import { budgetsOf, decidedRoad } from '#lib/journey/road-part.ts';
import {
	followSupposed,
	nothingDecided,
	nothingSupposed,
	readCarried,
	readSupposed,
	type Supposed
} from '#lib/journey/supposed.ts';
import type { Turn } from '#lib/journey/turn.ts';
import { whatIf } from '#lib/journey/what-if.ts';
import { fromRoad } from '#lib/plan/drafts.ts';
import { getLocale, localizeHref } from '#lib/paraglide/runtime.js';
import type { Layer } from '#lib/sheets/life.ts';
import { openEnterprise } from '#server/enterprises.ts';
import { areas, contentAddress } from '#server/journey.ts';
import { requireRight } from '#server/member.ts';
import { makePlan } from '#server/plans.ts';
import { postedForm, textOf } from '#server/posted.ts';
import { problems } from '#server/problems.ts';
import { dossierOf, layersReached, readSheet, type Reading } from '#server/reading-sheets.ts';
import { isUuid } from '#server/refused.ts';

export async function load(event) {
	const reading = await readSheet(event);
	const { acting, sheet, world } = reading;
	const enterprise =
		(await openEnterprise(acting.member, sheet.enterprise)) ?? problems.noSuchFiled();
	const { layer, turn } = highest(reading);
	return {
		id: sheet.id,
		name: enterprise.name,
		title: world.edition.data.title,
		layer,
		turn,
		// What is posted is answered by an action, with what it leads to.
		whatIf:
			event.request.method === 'POST'
				? undefined
				: whatIf(world, turn, nothingSupposed, getLocale()),
		today: world.today,
		content: contentAddress(world.edition.ref),
		areas: `/areas.json?hash=${areas.hash}`,
		/** What a plan of its steps will be known by; left out for who writes none. */
		...(acting.may('plan.write') ? { plan: randomUUID() } : {})
	};
}

export const actions = {
	/** Judges under what is supposed and decided; nothing of it is kept. */
	decide: async (event) => {
		const reading = await readSheet(event);
		const form = await postedForm(event.request);
		const { turn } = highest(reading);
		return { whatIf: whatIf(reading.world, turn, supposedIn(reading, form), getLocale()) };
	},

	/** Makes a plan of the steps of the road from what the sheet says, solved again under what is decided. */
	plan: async (event) => {
		const reading = await readSheet(event);
		requireRight(reading.acting, 'plan.write');
		const form = await postedForm(event.request);
		const id = textOf(form, 'plan');
		const { road: decided = nothingDecided } = supposedIn(reading, form);
		const { layer, turn } = highest(reading);
		const found = decidedRoad(reading.world, turn.said, turn.day, decided);
		const steps = 'steps' in found ? found.steps : [];
		if (!isUuid(id) || steps.length === 0) problems.noForm();
		const { edition } = reading.world;
		const drafts = fromRoad(steps, edition, budgetsOf(decided), getLocale());
		await makePlan(reading.acting.member, { id, sheet: reading.sheet.id, layer }, drafts);
		redirect(303, localizeHref(`/plans/${id}`));
	}
};

/** The layer that counts: the highest that was reached, as it is or was filed. */
function highest({ sheet }: Reading): { layer: Layer; turn: Turn } {
	const layer = layersReached(sheet).at(-1)!;
	const { said, diagnosis } = dossierOf(sheet, layer);
	return { layer, turn: { said, step: result, day: diagnosis.day } };
}

/** What is supposed and decided, after what the form's fields and its button say. */
function supposedIn(reading: Reading, form: FormData): Supposed {
	const { turn } = highest(reading);
	const before = readCarried(textOf(form, 'supposed')) ?? nothingSupposed;
	const read = readSupposed(reading.world, turn, before, form);
	return followSupposed(reading.world, turn, read, textOf(form, 'go')).supposed;
}
