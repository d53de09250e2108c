import { fail, redirect } from '@sveltejs/kit';
import type { CaseFile } from '#lib/diagnosis/case-file.ts';
import { neighbours } from '#lib/editions/succession.ts';
import { dayOf, readSaid, type Turn } from '#lib/journey/turn.ts';
import { readDay, readForm } from '#lib/journey/form.ts';
import { isInFile } from '#lib/journey/kept.ts';
import { about, stepsOf } from '#lib/journey/steps.ts';
import { readBeside, writeBeside } from '#lib/journey/beside.ts';
import { nothingSupposed, readCarried, readSupposed } from '#lib/journey/supposed.ts';
import { followGo } from '#lib/journey/taking.ts';
import { namesOf, type World } from '#lib/journey/world.ts';
import { isEnded } from '#lib/library/events.ts';
import { fieldWords } from '#lib/words/field.ts';
import { fieldTitle } from '#lib/words/field-title.ts';
import { getLocale, localizeHref } from '#lib/paraglide/runtime.js';
import { library, stageOf } from '#server/content.ts';
import { areas, contentAddress, linkedTo, servePage, worldOf } from '#server/journey.ts';
import { keepAnswers, keepInLayer } from '#server/keeping.ts';
import { requireMember } from '#server/member.ts';
import { postedForm, textOf } from '#server/posted.ts';
import { problems } from '#server/problems.ts';
import { refuseTooMany } from '#server/rate-limit.ts';

export function load({ params, request }) {
	const ref = refOf(params);
	const world = openWorld(ref);
	const turn = firstTurn(world, ref);
	// What is posted is answered by an action, with the page it leads to.
	const isPosted = request.method === 'POST';
	// Of one that has ended nothing begins; a kept sheet of it goes on, and comes posted.
	if (!isPosted && isEnded(stageOf(ref))) {
		redirect(303, localizeHref(`/standards/${params.instrument}/${params.edition}`));
	}
	return {
		ref,
		title: world.edition.data.title,
		newer: neighbours(library, world.edition).newer.map(({ data }) => data.edition),
		today: world.today,
		content: contentAddress(ref),
		linked: linkedTo(ref),
		areas: `/areas.json?hash=${areas.hash}`,
		page: isPosted ? undefined : servePage(world, turn, getLocale())
	};
}

export const actions = {
	/** A page turn without script: reads the page, keeps nothing, shows the page asked for. */
	turn: async ({ request, params, locals }) => {
		const ref = refOf(params);
		const form = await postedForm(request);
		const { world, turn, supposed, unreadable, wrongDay } = readTurn(ref, form);
		if (form.has('noscript')) locals.withoutScript = true;
		const page = servePage(world, turn, getLocale(), !locals.withoutScript, supposed);
		const along = {
			kept: textOf(form, 'kept'),
			loaded: form.has('load'),
			beside: writeBeside(world.beside ?? [])
		};
		if (unreadable.length > 0) return fail(400, { page, unreadable, ...along });
		return wrongDay === undefined ? { page, ...along } : fail(400, { page, wrongDay, ...along });
	},

	/** Opens the questionnaire beside a sheet of another one, whose answers are offered. */
	begin: async ({ request, params, locals }) => {
		const ref = refOf(params);
		const form = await postedForm(request);
		if (form.has('noscript')) locals.withoutScript = true;
		const before = readBeside(textOf(form, 'beside'));
		const sheet = readBeside(`[${textOf(form, 'said')}]`);
		const isNew = ({ questionnaire }: CaseFile) => questionnaire !== sheet?.[0]?.questionnaire;
		const beside = before && sheet && [...sheet, ...before.filter(isNew)];
		const world = { ...openWorld(ref), beside: beside ?? [] };
		const turn = firstTurn(world, ref);
		const page = servePage(world, turn, getLocale(), !locals.withoutScript);
		const along = { kept: '', loaded: false, beside: writeBeside(world.beside) };
		if (!beside) return fail(400, { page, unreadable: [fieldTitle('beside')], ...along });
		return { page, ...along };
	},

	/** Stores what was said, because the person asked for it, and leads to its private link. */
	keep: async (event) => {
		const { request, params } = event;
		const ref = refOf(params);
		const form = await postedForm(request);
		const { world, turn, supposed, unreadable } = readTurn(ref, form);
		const kept = textOf(form, 'kept');
		const again = () => servePage(world, turn, getLocale(), true, supposed);
		const along = { kept, loaded: false, beside: writeBeside(world.beside ?? []) };
		if (unreadable.length > 0) {
			return fail(400, { page: again(), unreadable, ...along });
		}
		if (isInFile(kept)) {
			const { member } = requireMember(event);
			const reason = textOf(form, 'reason').trim();
			const { address, askReasonFor } = await keepInLayer(member, turn.said, kept, reason);
			if (address !== undefined) redirect(303, localizeHref(address));
			const names = namesOf(world);
			const fields = askReasonFor.map(
				(field) => fieldWords(world.edition, names, field, getLocale()).title ?? fieldTitle(field)
			);
			return fail(409, { page: again(), askReasonFor: fields, ...along });
		}
		// Changes of what is kept already come from whoever holds its link.
		if (kept === '') refuseTooMany('keep', event);
		const address = await keepAnswers(turn.said, kept);
		redirect(303, `${localizeHref(address)}?on=${turn.day}`);
	}
};

function refOf({ instrument, edition }: { instrument: string; edition: string }): string {
	return `${instrument}@${edition}`;
}

function openWorld(ref: string): World {
	return worldOf(ref) ?? problems.noSuchEdition(ref);
}

function firstTurn({ today }: World, ref: string): Turn {
	return { said: { questionnaire: ref }, step: about, day: today };
}

function readTurn(ref: string, form: FormData) {
	const beside = readBeside(textOf(form, 'beside'));
	const world: World = { ...openWorld(ref), beside: beside ?? [] };
	const { edition, library, today } = world;
	const { said: before, faults } = readSaid(ref, textOf(form, 'said'));
	const unreadable = faults.map(({ path }) => fieldTitle(path.replace(/^said\./, '')));
	const step = stepsOf(edition).find((one) => one === textOf(form, 'step')) ?? about;
	const said = readForm(edition, library.catalogue, before, step, form);
	const { day, wrong } = dayOf(readDay(textOf(form, 'on')), today);
	const here = { said, step, day };
	const carried = readCarried(textOf(form, 'supposed'));
	if (!carried) unreadable.push(fieldTitle('supposed'));
	if (!beside) unreadable.push(fieldTitle('beside'));
	const supposed = readSupposed(world, here, carried ?? nothingSupposed, form);
	const go = textOf(form, 'go');
	// A day that does not exist has to be mended first, or another one chosen.
	if (wrong !== undefined && !go.startsWith('day.'))
		return { world, turn: here, supposed, unreadable, wrongDay: wrong };
	return { world, ...followGo(world, here, supposed, go), unreadable };
}
