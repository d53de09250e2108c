import { redirect } from '@sveltejs/kit';
import { localizeHref } from '#lib/paraglide/runtime.js';
import { today } from '#server/clock.ts';
import { movesBetween, toldUnderBoth } from '#server/editions.ts';
import { requireRight } from '#server/member.ts';
import { moveInFile, movesInFile } from '#server/moves.ts';
import { openLayer, readSheet, type Reading } from '#server/reading-sheets.ts';

export async function load(event) {
	const reading = await readSheet(event);
	const { acting, sheet } = reading;
	const { mapping } = movesOf(reading, event.params.edition);
	const { to } = await movesInFile(acting.member, sheet.id);
	const { said } = sheet.layers.declared;
	return {
		id: sheet.id,
		both: toldUnderBoth(mapping, said, today()),
		name: said.name ?? '',
		title: mapping.newer.data.title,
		moved: to.find(({ questionnaire }) => questionnaire === mapping.newer.ref),
		mayMove: sheet.state === 'draft' && openLayer(reading) === 'declared'
	};
}

export const actions = {
	default: async (event) => {
		const reading = await readSheet(event);
		requireRight(reading.acting, 'sheet.declare');
		const moves = movesOf(reading, event.params.edition);
		const id = await moveInFile(reading.acting.member, reading.sheet.id, moves);
		redirect(303, localizeHref(`/sheets/${id}`));
	}
};

function movesOf({ sheet }: Reading, newer: string) {
	const [instrument, older] = sheet.questionnaire.split('@') as [string, string];
	return movesBetween(instrument, older, newer);
}
