import type { Condition, EditionData } from '#scoring';
import { titleLeaf } from './catalogue.ts';
import { drawn, type Draw } from './draw.ts';
import { questionsOf, type Answers } from './figures.ts';
import { drawEdition } from './generate-edition.ts';
import { drawKnown, type SaidKnown } from './generate-known.ts';
import { drawAnswers } from './generate-sheet.ts';
import { choicesOf, scopeOf, sizeOf } from './naive-road.ts';
import { opened } from './trials.ts';

/** A small edition with efforts and effects, a sheet of it, and what a person decides about the road. */
export interface RoadTrial {
	readonly data: EditionData;
	readonly answers: Answers;
	readonly known: SaidKnown;
	readonly fixed: Readonly<Record<string, unknown>>;
	readonly forbidden: readonly string[];
}
export const roadTrials = drawn(900, drawRoadTrial);

/** So many sheets are tried for each road. */
const mostSheets = 300;

function drawRoadTrial(draw: Draw): RoadTrial {
	const written = drawEdition(draw);
	const tiers = written.ladder.tiers.map((tier) => ({
		...tier,
		requires: needing(draw, tier.requires)
	}));
	let data: EditionData = { ...written, ladder: { ...written.ladder, tiers } };
	for (const question of questionsOf(data)) {
		if (question.type === 'multipletext') continue;
		if (draw.chance(8)) question.outcome = true;
		if (!draw.chance(60)) continue;
		const alone = question.choices.filter((one) => one.isExclusive).length;
		const rungs = question.choices.length - (question.type === 'checkbox' ? alone : 1);
		question.effort = Array.from({ length: rungs }, () => draw.below(6));
	}
	const scope = scopeOf(data);
	const complete = drawAnswers(draw, data);
	const missing = draw.pick([0, 15, 50]);
	const answers = Object.fromEntries(
		Object.entries(complete).filter(
			([name]) => !draw.chance(scope.has(name) ? Math.min(missing, 5) : missing)
		)
	);
	const known = drawKnown(draw);
	data = small(data, answers, known);
	const choices = choicesOf(opened(data), answers, known).filter(
		({ options }) => options.length > 0
	);
	const isBound = draw.chance(85);
	const forbidden = choices
		.filter(() => isBound && draw.chance(65))
		.map(({ question }) => question.name);
	const fixed = choices
		.filter(() => isBound && draw.chance(15))
		.map(({ question, options }) => [question.name, draw.pick(options).value]);
	return { data, answers, known, fixed: Object.fromEntries(fixed) as Answers, forbidden };
}

function needing(draw: Draw, requires: Condition): Condition {
	return draw.chance(22) ? { all: [requires, titleLeaf(draw, false)] } : requires;
}

/** Makes effects of questions until there are few sheets to try. */
function small(data: EditionData, answers: Answers, known: SaidKnown): EditionData {
	for (;;) {
		const choices = choicesOf(opened(data), answers, known);
		if (sizeOf(choices) <= mostSheets) return data;
		const largest = choices.toSorted((a, b) => b.options.length - a.options.length)[0]!;
		largest.question.outcome = true;
	}
}
