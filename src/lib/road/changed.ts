import {
	answerValue,
	checkSheet,
	scoreSheet,
	type Answer,
	type CheckedSheet,
	type OpenRadiogroup,
	type Scored
} from '#scoring';

/** Answers in place of those that count, by place of the question. */
export type Changes = ReadonlyMap<number, number>;

/**
 * A sheet with other answers. Where figures choose a ratio's option they give way to the option: the road says
 * which one is to be reached, and whatever else rests on those figures keeps the option it has.
 */
export function changedSheet(sheet: CheckedSheet, scored: Scored, changes: Changes): CheckedSheet {
	const answers: (Answer | undefined)[] = [...sheet.answers];
	const ratios = scored.edition.questions.filter(
		(one): one is OpenRadiogroup => one.type === 'radiogroup' && one.of !== undefined
	);
	for (const { index, of } of ratios) {
		if (!changes.has(index)) continue;
		const { question, item } = of!.numerator;
		const figures = answers[question];
		if (typeof figures === 'object') answers[question] = figures.with(item, undefined);
		for (const other of ratios) {
			const { numerator, denominator } = other.of!;
			const shares = [numerator, denominator].some(
				(one) => one.question === question && one.item === item
			);
			if (shares) answers[other.index] = scored.answers[other.index];
		}
	}
	for (const [place, answer] of changes) answers[place] = answer;
	return { answers, faults: sheet.faults };
}

/** The least a figure must be so that the option aimed at is reached, the figure below it staying as it is. */
export interface LeastFigure {
	/** `question.item`. */
	readonly figure: string;
	/** In thousandths of its unit. */
	readonly atLeast: number;
}

/** By place of the question, for each ratio among the changes whose denominator is known. */
export function leastFigures(
	sheet: CheckedSheet,
	scored: Scored,
	changes: Changes
): Map<number, LeastFigure> {
	const { edition } = scored;
	const answers = [...sheet.answers];
	const found = new Map<number, LeastFigure>();
	const inOrder = [...changes].sort(([a], [b]) => a - b);
	for (const [place, option] of inOrder) {
		const question = edition.questions[place]!;
		if (question.type !== 'radiogroup' || !question.of) continue;
		const { numerator, denominator } = question.of;
		const below = figureOf(answers, denominator);
		const asked = edition.questions[numerator.question]!;
		if (below === undefined || below === 0 || asked.type !== 'multipletext') continue;
		const { name, decimals = 0 } = asked.items[numerator.item]!;
		const grain = 10 ** (3 - decimals);
		// percent × 1000 = numerator / denominator × 100 000
		const { over } = question.choices[option]!;
		const edge = (BigInt(over ?? 0) * BigInt(below)) / (100_000n * BigInt(grain));
		const atLeast = over === undefined ? 0 : (Number(edge) + 1) * grain;
		const figures = answers[numerator.question] ?? asked.items.map(() => undefined);
		answers[numerator.question] = (figures as readonly (number | undefined)[]).with(
			numerator.item,
			atLeast
		);
		found.set(place, { figure: `${asked.name}.${name}`, atLeast });
	}
	// A figure above what the sheet takes, as more connected machines than machines, is no advice.
	const given = edition.questions.flatMap((question) => {
		const answer = answers[question.index];
		return answer === undefined ? [] : [[question.name, answerValue(question, answer)] as const];
	});
	const checked = checkSheet(edition, Object.fromEntries(given));
	const after = scoreSheet(edition, checked, scored);
	for (const [place, { figure }] of found) {
		const asked = figure.split('.')[0]!;
		const isTaken = !checked.faults.some(({ path }) => path.split('.')[1] === asked);
		if (!isTaken || after.answers[place] !== changes.get(place)) found.delete(place);
	}
	return found;
}

function figureOf(
	answers: CheckedSheet['answers'],
	{ question, item }: { question: number; item: number }
) {
	const figures = answers[question];
	return typeof figures === 'object' ? figures[item] : undefined;
}
