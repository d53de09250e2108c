import { neighbours } from '#lib/editions/succession.ts';
import { readDay } from '#lib/journey/form.ts';
import { conflictLines } from '#lib/journey/conflicts.ts';
import { result } from '#lib/journey/steps.ts';
import { dayOf } from '#lib/journey/turn.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { library } from '#server/content.ts';
import { linkedTo, servePage, worldOf } from '#server/journey.ts';
import { movesOf } from '#server/moves.ts';
import { seenOf } from '#server/keeping.ts';
import { problems } from '#server/problems.ts';
import { open } from '#server/sheets.ts';

export async function load({ params, url, setHeaders }) {
	setHeaders({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow' });
	const sheet = (await open(params.token)) ?? problems.noSuchSheet();
	const { said, conflicts, keptOn, changedOn } = sheet;
	const world = worldOf(said.questionnaire) ?? problems.noSuchEdition(said.questionnaire);
	const go = url.searchParams.get('go') ?? '';
	const asked = go.startsWith('day.') ? go.slice('day.'.length) : url.searchParams.get('on');
	const { day, wrong } = dayOf(readDay(asked ?? ''), world.today);
	const page = servePage(world, { said, step: result, day }, getLocale());
	const [instrument, edition] = said.questionnaire.split('@') as [string, string];
	const moves = await movesOf(params.token, sheet);
	const { newer } = neighbours(library, world.edition);
	return {
		page,
		token: params.token,
		movedFrom: moves.from,
		newer: newer.map(({ ref, data }) => ({
			edition: data.edition,
			moved: moves.to.find(({ questionnaire }) => questionnaire === ref)
		})),
		wrongDay: wrong,
		conflicts: conflictLines(world, conflicts, getLocale()),
		keptOn,
		changedOn,
		seen: seenOf(params.token, sheet),
		linked: linkedTo(said.questionnaire),
		journey: `/diagnose/${instrument}/${edition}`
	};
}
