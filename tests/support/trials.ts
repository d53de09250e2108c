import {
	openDocument,
	openEdition,
	type Day,
	type EditionData,
	type OpenEdition,
	type Standards
} from '#scoring';
import { catalogue, world } from './catalogue.ts';
import { drawn } from './draw.ts';
import type { Answers } from './figures.ts';
import { drawEdition } from './generate-edition.ts';
import { drawKnown, drawPartKnown, type SaidKnown } from './generate-known.ts';
import { drawDay, drawPolicies, type Policy } from './generate-rules.ts';
import { drawAnswers, drawPart, leaving, toldOf, type Told } from './generate-sheet.ts';

/** An edition and a sheet of it, complete and as it stands half-way. */
export interface Trial {
	readonly data: EditionData;
	readonly complete: Answers;
	readonly part: Answers;
	/** An order in which the answers of the complete sheet may go, see `leaving`. */
	readonly going: readonly Told[];
	/** What is known of the enterprise, all of it and half-way. */
	readonly known: SaidKnown;
	readonly partKnown: SaidKnown;
}
export const trials = drawn(700, drawTrial);

function drawTrial(draw: Parameters<typeof drawEdition>[0]): Trial {
	const data = drawEdition(draw);
	const complete = drawAnswers(draw, data);
	const part = drawPart(draw, data, complete);
	const going = leaving(data, complete, draw.shuffled(toldOf(complete)));
	const known = drawKnown(draw);
	return { data, complete, part, going, known, partKnown: drawPartKnown(draw, known) };
}

/** The same with policy documents and a day. */
export interface Judging extends Trial {
	readonly policies: readonly Policy[];
	readonly day: Day;
}
export const judgings = drawn(1200, (draw): Judging => {
	const policies = drawPolicies(draw);
	const day = drawDay(draw);
	return { ...drawTrial(draw), policies, day };
});

export const someDay: Day = '2023-06-15';

export function opened(data: EditionData): OpenEdition {
	const { edition, faults } = openEdition(data, world);
	if (faults) throw new Error(JSON.stringify(faults, null, '\t'));
	return edition;
}

export function standards({
	data,
	policies = []
}: Pick<Trial, 'data'> & Partial<Judging>): Standards {
	const documents = policies.map((policy) => {
		const { document, faults } = openDocument(policy.data, policy.measures, world);
		if (faults) throw new Error(JSON.stringify(faults, null, '\t'));
		return document;
	});
	return { edition: opened(data), documents, catalogue };
}
