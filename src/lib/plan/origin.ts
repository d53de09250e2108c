import { nodesOf, type Diagnosis, type OpenEdition, type Text } from '#scoring';
import type { Mapping } from '../editions/mapping.ts';
import { isOpen, type Action } from './action.ts';

/** What an action rests on that is no longer so. It stays in its plan. */
export type OriginNote =
	| { readonly kind: 'unknown'; readonly question: string }
	| { readonly kind: 'not-applying'; readonly question: Text }
	| { readonly kind: 'removed'; readonly question: Text; readonly edition: Text }
	| { readonly kind: 'finding-gone'; readonly finding: Text };

/** What the actions of a plan are held against: the diagnosis as it is now, and what newer editions changed. */
export interface Ground {
	readonly edition: OpenEdition;
	/** One that says why. */
	readonly diagnosis: Diagnosis;
	readonly newer: readonly Mapping[];
}

/** @returns nothing for an action that is finished or dropped */
export function originNotes(action: Action, { edition, diagnosis, newer }: Ground): OriginNote[] {
	if (!isOpen(action)) return [];
	return [
		...(action.question === undefined ? [] : questionNotes(action.question, edition, diagnosis)),
		...(action.question === undefined ? [] : removals(action.question, newer)),
		...(action.finding === undefined ? [] : findingNotes(action.finding, edition, diagnosis))
	];
}

function questionNotes(name: string, edition: OpenEdition, { trace }: Diagnosis): OriginNote[] {
	const question = edition.byName.get(name);
	if (!question) return [{ kind: 'unknown', question: name }];
	const node = nodesOf(trace!).find((one) => one.name === name);
	return node?.applies === 'unmet' ? [{ kind: 'not-applying', question: question.data.title }] : [];
}

function removals(name: string, newer: readonly Mapping[]): OriginNote[] {
	return newer.flatMap(({ newer: edition, ways }) =>
		ways
			.filter(({ kind }) => kind === 'removed')
			.flatMap(({ from }) => from.filter((one) => one.name === name))
			.map(({ data }) => ({
				kind: 'removed' as const,
				question: data.title,
				edition: edition.data.title
			}))
	);
}

/** Whether it is still called for is not known while an answer to it is missing. */
function findingNotes(id: string, edition: OpenEdition, { actions }: Diagnosis): OriginNote[] {
	const written = edition.data.actions?.actions.find((one) => one.id === id);
	const judged = actions.find((one) => one.id === id);
	return written && judged?.verdict === 'unmet'
		? [{ kind: 'finding-gone', finding: written.finding }]
		: [];
}
