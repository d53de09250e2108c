import { readDay } from '#lib/journey/form.ts';
import { dayOf, readSaid } from '#lib/journey/turn.ts';
import { move } from '#lib/editions/move.ts';
import { today } from '#server/clock.ts';
import { movesBetween, toldUnderBoth } from '#server/editions.ts';
import { postedForm, textOf } from '#server/posted.ts';

export function load({ params: { instrument, edition, other } }) {
	const { mapping } = movesBetween(instrument, edition, other);
	return {
		title: mapping.newer.data.title,
		older: `/diagnose/${instrument}/${edition}`,
		newer: `/diagnose/${instrument}/${other}`,
		ref: mapping.newer.ref
	};
}

export const actions = {
	/** Shows what was said under both editions; nothing of it is stored. */
	default: async ({ request, params: { instrument, edition, other } }) => {
		const { mapping } = movesBetween(instrument, edition, other);
		const form = await postedForm(request);
		const { said } = readSaid(mapping.older.ref, textOf(form, 'said'));
		const { day } = dayOf(readDay(textOf(form, 'on')), today());
		// What travels with a page of the journey is a draft.
		const moved = move(mapping, { state: 'draft', said });
		return {
			both: toldUnderBoth(mapping, said, day),
			said: moved.said!,
			day,
			name: said.name ?? ''
		};
	}
};
