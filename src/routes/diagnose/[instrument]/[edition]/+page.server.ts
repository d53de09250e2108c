import { fail, redirect } from '@sveltejs/kit';
import { dayOf, readSaid, type Turn } from '#lib/journey/turn.ts';
import { readDay, readForm } from '#lib/journey/form.ts';
import { about, stepsOf } from '#lib/journey/steps.ts';
import {
	followSupposed,
	nothingSupposed,
	readCarried,
	readSupposed
} from '#lib/journey/supposed.ts';
import { isEnded } from '#lib/library/events.ts';
import type { World } from '#lib/journey/world.ts';
import { fieldTitle } from '#lib/words/field-title.ts';
import { getLocale, localizeHref } from '#lib/paraglide/runtime.js';
import { stageOf } from '#server/content.ts';
import { areas, contentFor, servePage, worldOf } from '#server/journey.ts';
import { keepAnswers } from '#server/keeping.ts';
import { postedForm } from '#server/posted.ts';
import { problems } from '#server/problems.ts';
import { refuseTooMany } from '#server/rate-limit.ts';

export function load({ params, request }) {
	const ref = refOf(params);
	const world = openWorld(ref);
	const turn: Turn = { said: { questionnaire: ref }, step: about, day: world.today };
	// What is posted is answered by an action, with the page it leads to.
	const isPosted = request.method === 'POST';
	// Of one that has ended nothing begins; a kept sheet of it goes on, and comes posted.
	if (!isPosted && isEnded(stageOf(ref))) {
		redirect(303, localizeHref(`/standards/${params.instrument}/${params.edition}`));
	}
	return {
		ref,
		title: world.edition.data.title,
		today: world.today,
		content: `/diagnose/${params.instrument}/${params.edition}/content.json?hash=${contentFor(ref).hash}`,
		areas: `/areas.json?hash=${areas.hash}`,
		page: isPosted ? undefined : servePage(world, turn, getLocale())
	};
}

export const actions = {
	/** A page turn without script: reads the page, keeps nothing, shows the page asked for. */
	turn: async ({ request, params, locals }) => {
		const ref = refOf(params);
		const world = openWorld(ref);
		const form = await postedForm(request);
		const { turn, supposed, unreadable, wrongDay } = readTurn(world, ref, form);
		if (form.has('noscript')) locals.withoutScript = true;
		const page = servePage(world, turn, getLocale(), !locals.withoutScript, supposed);
		const along = { kept: textOf(form, 'kept'), loaded: form.has('load') };
		if (unreadable.length > 0) return fail(400, { page, unreadable, ...along });
		return wrongDay === undefined ? { page, ...along } : fail(400, { page, wrongDay, ...along });
	},

	/** Stores what was said, because the person asked for it, and leads to its private link. */
	keep: async ({ request, params, getClientAddress, setHeaders }) => {
		const ref = refOf(params);
		const world = openWorld(ref);
		const form = await postedForm(request);
		const { turn, supposed, unreadable } = readTurn(world, ref, form);
		const kept = textOf(form, 'kept');
		if (unreadable.length > 0) {
			return fail(400, {
				page: servePage(world, turn, getLocale(), true, supposed),
				unreadable,
				kept,
				loaded: false
			});
		}
		// Changes of what is kept already come from whoever holds its link.
		if (kept === '') refuseTooMany('keep', { getClientAddress, setHeaders });
		const token = await keepAnswers(turn.said, kept);
		redirect(303, `${localizeHref(`/kept/${token}`)}?on=${turn.day}`);
	}
};

function refOf({ instrument, edition }: { instrument: string; edition: string }): string {
	return `${instrument}@${edition}`;
}

function openWorld(ref: string): World {
	return worldOf(ref) ?? problems.noSuchEdition(ref);
}

function textOf(form: FormData, name: string): string {
	const value = form.get(name);
	return typeof value === 'string' ? value : '';
}

function readTurn(world: World, ref: string, form: FormData) {
	const { edition, library, today } = world;
	const { said: before, faults } = readSaid(ref, textOf(form, 'said'));
	const unreadable = faults.map(({ path }) => fieldTitle(path.replace(/^said\./, '')));
	const step = stepsOf(edition).find((one) => one === textOf(form, 'step')) ?? about;
	const said = readForm(edition, library.catalogue, before, step, form);
	const { day, wrong } = dayOf(readDay(textOf(form, 'on')), today);
	const here = { said, step, day };
	const carried = readCarried(textOf(form, 'supposed'));
	if (!carried) unreadable.push(fieldTitle('supposed'));
	const supposed = readSupposed(world, here, carried ?? nothingSupposed, form);
	const go = textOf(form, 'go');
	// A day that does not exist has to be mended first, or another one chosen.
	if (wrong !== undefined && !go.startsWith('day.'))
		return { turn: here, supposed, unreadable, wrongDay: wrong };
	return { ...followSupposed(world, here, supposed, go), unreadable };
}
