import type { ShownSheet } from '#lib/sheets/line.ts';
import { today } from './clock.ts';
import { library } from './content.ts';
import type { SheetLine } from './enterprise-sheets.ts';
import { problems } from './problems.ts';

/** A sheet of a list, as pages show it. */
export function shownSheet(line: SheetLine): ShownSheet {
	const { id, enterprise, name, questionnaire, state, changedAt } = line;
	return {
		...{ id, enterprise, name, state },
		title: titleOf(questionnaire),
		changedOn: today(changedAt)
	};
}

/** What an edition is called, in both languages. */
export function titleOf(ref: string) {
	return (library.editions.get(ref) ?? problems.noSuchEdition(ref)).edition.data.title;
}
