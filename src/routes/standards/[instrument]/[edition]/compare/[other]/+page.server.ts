import { redirect } from '@sveltejs/kit';
import { compareEditions } from '#lib/editions/compare.ts';
import { neighbours } from '#lib/editions/succession.ts';
import { tellDifferences } from '#lib/editions/tell.ts';
import { getLocale, localizeHref } from '#lib/paraglide/runtime.js';
import { library } from '#server/content.ts';
import { movesBetween, namesOfBoth } from '#server/editions.ts';

export function load({ params }) {
	const { instrument, edition, other } = params;
	const first = library.editions.get(`${instrument}@${edition}`)?.edition;
	// The earlier edition stands first in the address.
	if (first && neighbours(library, first).older?.data.edition === other) {
		redirect(307, localizeHref(`/standards/${instrument}/${other}/compare/${edition}`));
	}
	const { mapping } = movesBetween(instrument, edition, other);
	const { older, newer, ways } = mapping;
	const locale = getLocale();
	return {
		instrument,
		title: newer.data.title,
		older: older.data.edition,
		newer: newer.data.edition,
		told: tellDifferences(ways, compareEditions(mapping), namesOfBoth(mapping), locale)
	};
}
