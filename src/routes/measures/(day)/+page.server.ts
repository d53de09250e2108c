import {
	inForce,
	isDay,
	recommend,
	type DocumentData,
	type OpenDocument
} from '#scoring';
import { today } from '#server/clock.ts';
import { library } from '#server/content.ts';
import { problems } from '#server/problems.ts';

export function load({ url }) {
	const given = url.searchParams.get('on')?.trim() ?? '';
	if (given !== '' && !isDay(given)) problems.noSuchDay(given);
	const on = given === '' ? undefined : given;

	const { catalogue, documents } = library;
	const opened = [...documents.values()].map(({ document }) => document);
	// Nothing is known of an enterprise: only what holds on the day is wanted.
	const support = on && recommend(opened, { facts: {}, projects: undefined, titles: [] }, {}, on, false);
	return {
		on,
		field: on ?? today(),
		anyInForce: support ? support.anyInForce : undefined,
		lastDay: support ? support.lastDay : undefined,
		documents: opened.map(({ data, measures }) => ({
			id: data.id,
			title: data.title,
			number: data.number,
			issuer: data.issuer,
			period: { from: data.inForce.from, until: data.inForce.until },
			area: data.area.title,
			state: on && inForce(data.inForce, on),
			measures: inOrderOf(data, measures).map(({ data: { id, title, applicant, benefit } }) => ({
				id,
				title,
				applicant,
				benefit,
				base: 'of' in benefit && benefit.of ? catalogue.facts.get(benefit.of)?.title : undefined
			}))
		}))
	};
}

/** The measures as the articles of their document list them. */
function inOrderOf({ articles }: DocumentData, measures: OpenDocument['measures']) {
	const listed = articles.flatMap((article) => ('measures' in article ? article.measures : []));
	return measures.toSorted((a, b) => listed.indexOf(a.data.id) - listed.indexOf(b.data.id));
}
