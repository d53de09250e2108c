import type { Condition, Leaf, Question } from '#scoring';
import type { Draw } from './draw.ts';

/** Texts are not what these editions are about. */
export function text(words: string) {
	return { 'zh-cn': words, en: words };
}

/** A condition of a few leaves, at most `depth` deep. */
export function drawCondition(draw: Draw, leaf: () => Leaf, depth: number): Condition {
	const kind = depth === 0 ? 0 : draw.below(10);
	if (kind < 5) return leaf();
	if (kind < 6) return { not: drawCondition(draw, leaf, depth - 1) };
	const parts = Array.from({ length: draw.between(2, 3) }, () =>
		drawCondition(draw, leaf, depth - 1)
	);
	return kind < 8 ? { all: parts } : { any: parts };
}

/** Questions that a condition may look back at. */
export function readable(asked: readonly Question[], ratios: boolean): readonly Question[] {
	return asked.filter((question) => ratios || !('of' in question && question.of));
}

const quantities = ['atLeast', 'atMost', 'over', 'under', 'is'] as const;

export function compared(
	draw: Draw,
	bound: number
): Partial<Record<(typeof quantities)[number], number>> {
	// `is` is rarely true of a quantity, so it is drawn rarely.
	const comparison = draw.chance(8) ? 'is' : draw.pick(quantities.slice(0, 4));
	return { [comparison]: bound };
}

/** A leaf about an answer, true of about half of what may be answered. */
export function answerLeaf(draw: Draw, questions: readonly Question[]): Leaf {
	const question = draw.pick(questions);
	if (question.type === 'multipletext') {
		const item = draw.pick(question.items);
		const bound = draw.between(Math.max(0, item.min), 10);
		return { answer: `${question.name}.${item.name}`, ...compared(draw, bound) };
	}
	const values = question.choices.map((choice) => choice.value);
	if (question.type === 'radiogroup' && typeof values[0] === 'number' && draw.chance(60)) {
		return { answer: question.name, ...compared(draw, draw.between(0, values.length - 1)) };
	}
	if (draw.chance(40)) return { answer: question.name, is: draw.pick(values) };
	const some = draw.some(values, 50);
	return { answer: question.name, in: some.length > 0 ? some : [values[0]!] };
}
