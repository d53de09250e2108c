import { Model } from 'survey-core';
import type { OpenEdition, OpenQuestion } from '#scoring';
import type { Answers } from './by-hand.ts';

/**
 * survey-core adding up the points of an edition (those whose points are a sum) by one expression over
 * one reused model. It is given every help: no texts, no panels, nothing to validate, display mode, one
 * expression for the whole instead of one for each question, none of it longer than it must be.
 *
 * @param form whether the model has the questions too, as a form has; without them it is an expression
 *   over bare data, which is the least survey-core can do
 * @returns points of a complete sheet, in thousandths
 */
export function surveyCore(edition: OpenEdition, form: boolean): (answers: Answers) => number {
	const { questions } = edition;
	const expression = questions.flatMap(pointsOf).join(' + ');
	const model = new Model({
		mode: 'display',
		elements: form ? questions.map(elementOf) : [],
		calculatedValues: [{ name: 'points', expression }]
	});
	const [points] = model.calculatedValues;
	return (answers) => {
		model.data = answers;
		return points!.value as number;
	};
}

function elementOf(question: OpenQuestion): object {
	const { type, name } = question;
	return question.type === 'multipletext'
		? { type, name, items: question.items.map((item) => ({ name: item.name })) }
		: { type, name, choices: question.choices.map((choice) => choice.value) };
}

/** The expression of a question's points, or nothing where it gives none. */
function pointsOf(question: OpenQuestion): string[] {
	if (question.type === 'multipletext' || question.data.worth === undefined) return [];
	return [question.type === 'checkbox' ? ofChosen(question) : ofOption(question)];
}

type Choices = Exclude<OpenQuestion, { type: 'multipletext' }>;

const thousandths = ({ points }: Choices['choices'][number]) => Number(points.low.n);

/** What each of the chosen is worth, and for the few that are worth more or less, the difference. */
function ofChosen({ name, choices }: Choices): string {
	const [none, usual] = choices;
	const each = thousandths(usual!);
	const others = choices.filter((choice) => choice !== none && thousandths(choice) !== each);
	const differences = others.map((choice) => {
		return `iif({${name}} contains '${choice.value}', ${thousandths(choice) - each}, 0)`;
	});
	const chosen = [`{${name}.length} * ${each}`, ...differences].join(' + ');
	return `iif({${name}} contains '${none!.value}', 0, ${chosen})`;
}

function ofOption(question: Extract<OpenQuestion, { type: 'radiogroup' }>): string {
	const { name, choices, data } = question;
	const byOption = choices.reduceRight(
		(other, choice) =>
			thousandths(choice) === 0
				? other
				: `iif({${name}} = '${choice.value}', ${thousandths(choice)}, ${other})`,
		'0'
	);
	if (!data.of) return byOption;
	const { numerator, denominator } = data.of;
	const byFigures = data.choices.reduceRight(
		(other, { upTo }, i) =>
			`iif({${numerator}} * 100 <= {${denominator}} * ${upTo}, ${thousandths(choices[i]!)}, ${other})`,
		byOption
	);
	return `iif({${denominator}} > 0 and {${numerator}} >= 0, ${byFigures}, ${byOption})`;
}
