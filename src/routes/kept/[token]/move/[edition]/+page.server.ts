import { redirect } from '@sveltejs/kit';
import { readDay } from '#lib/journey/form.ts';
import { dayOf } from '#lib/journey/turn.ts';
import { localizeHref } from '#lib/paraglide/runtime.js';
import { today } from '#server/clock.ts';
import { movesBetween, toldUnderBoth } from '#server/editions.ts';
import { move, movesOf } from '#server/moves.ts';
import { problems } from '#server/problems.ts';
import { open } from '#server/sheets.ts';

export async function load({ params, url, setHeaders }) {
	setHeaders({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow' });
	const sheet = (await open(params.token)) ?? problems.noSuchSheet();
	const { mapping } = movesOfSheet(sheet.said.questionnaire, params.edition);
	const { day } = dayOf(readDay(url.searchParams.get('on') ?? ''), today());
	const { to } = await movesOf(params.token, sheet);
	return {
		both: toldUnderBoth(mapping, sheet.said, day),
		name: sheet.said.name ?? '',
		title: mapping.newer.data.title,
		kept: `/kept/${params.token}`,
		moved: to.find(({ questionnaire }) => questionnaire === mapping.newer.ref)
	};
}

export const actions = {
	default: async ({ params }) => {
		const sheet = (await open(params.token)) ?? problems.noSuchSheet();
		const token = await move(params.token, movesOfSheet(sheet.said.questionnaire, params.edition));
		redirect(303, localizeHref(`/kept/${token}`));
	}
};

function movesOfSheet(questionnaire: string, newer: string) {
	const [instrument, older] = questionnaire.split('@') as [string, string];
	return movesBetween(instrument, older, newer);
}
