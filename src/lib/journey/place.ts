import type { Locale, OpenEdition } from '#scoring';
import { questionsIn } from './form.ts';
import type { Step } from './steps.ts';

/** Somewhere in the journey that something is asked. */
export interface Place {
	readonly title: string;
	readonly step: Step;
	readonly anchor: string;
}
/** Where a question is asked. */
export function placeOf(edition: OpenEdition, name: string, locale: Locale): Place {
	const dimension = edition.root.parts.find((part) =>
		questionsIn(part).some((question) => question.name === name)
	)!;
	const title = edition.byName.get(name)!.data.title[locale];
	return { title, step: dimension.name, anchor: name };
}
