import type { CaseFile } from '../diagnosis/case-file.ts';
import { valuesIn } from '../journey/about-page.ts';
import { agrees, type Origin } from './offers.ts';

/** Where an answer was taken over from, and what was offered there. */
export interface Taken extends Origin {
	readonly gave: unknown;
}

/** Where the answer to a question was taken over from, as long as it still says what was offered. */
export function originOf(said: CaseFile, question: string): Taken | undefined {
	const { from, question: other, answer, gave } = valuesIn(valuesIn(said.origins)[question]);
	if (typeof from !== 'string' || typeof other !== 'string') return undefined;
	if (answer === undefined || gave === undefined) return undefined;
	const given = valuesIn(said.answers)[question];
	return agrees(given, gave) ? { from, question: other, answer, gave } : undefined;
}

/** The questionnaires that answers of a sheet were taken over from. */
export function sourcesOf({ origins }: CaseFile): string[] {
	return Object.values(valuesIn(origins)).flatMap((origin) => {
		const { from } = valuesIn(origin);
		return typeof from === 'string' ? [from] : [];
	});
}
