import type { Multipletext, Radiogroup } from '../../scoring/question.ts';
import type { EditionData, Element, Question } from '#scoring';
import { order, over, rational, times, type Rational } from './rational.ts';

export type Answers = Record<string, unknown>;

/** Every question, in document order. */
export function questionsOf(data: EditionData): Question[] {
	const inside = (element: Element): Question[] =>
		element.type === 'panel' ? element.elements.flatMap(inside) : [element];
	return data.dimensions.flatMap((dimension) => dimension.elements.flatMap(inside));
}

export function figuresIn(questions: readonly Question[]): Multipletext[] {
	return questions.filter((question) => question.type === 'multipletext');
}

/** The names of the multipletexts whose figures a question uses. */
export function used({ of, trendOf }: Radiogroup): string[] {
	const quantities = [of, trendOf?.now, trendOf?.before].flatMap((one) => one ?? []);
	const names = quantities.flatMap((one) =>
		typeof one === 'string' ? [one] : [one.numerator, one.denominator]
	);
	return [...new Set(names.map((name) => name.split('.')[0]!))];
}

/** A figure, or the quotient of two; nothing where one is missing or the denominator is 0. */
export function quantity(
	of: string | { numerator: string; denominator: string },
	answers: Answers
): Rational | undefined {
	if (typeof of !== 'string') {
		const [top, bottom] = [quantity(of.numerator, answers), quantity(of.denominator, answers)];
		return top && bottom && bottom[0] !== 0n ? over(top, bottom) : undefined;
	}
	const [name, item] = of.split('.') as [string, string];
	const figure = (answers[name] as Record<string, number> | undefined)?.[item];
	// At most three decimals.
	return figure === undefined ? undefined : rational(Math.round(figure * 1000), 1000);
}

/** The value of the option that the figures of a ratio speak for, if they speak for one. */
export function bandOf({ of, choices }: Radiogroup, answers: Answers): string | number | undefined {
	const share = of && quantity(of, answers);
	if (!share) return undefined;
	const percent = times(share, rational(100));
	const exact = (bound: number) => rational(Math.round(bound * 1000), 1000);
	return choices.find(
		({ over: above, upTo }, i) =>
			(i === 0 || above === undefined || order(percent, exact(above)) > 0) &&
			(upTo === undefined || order(percent, exact(upTo)) <= 0)
	)?.value;
}
