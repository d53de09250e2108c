import { m } from '#lib/paraglide/messages.js';
import type { Question } from '#scoring';

/** How a question is answered and what that does, in a few words. */
export function kindWords(question: Question): string {
	switch (question.type) {
		case 'checkbox':
			return question.worth === undefined ? m.kind_several() : m.kind_checkbox();
		case 'multipletext':
			return m.kind_figures();
		case 'radiogroup':
			if (question.of) return m.kind_ratio();
			if (question.trendOf) return m.kind_trend();
			return question.choices.some(({ level }) => level !== undefined)
				? m.kind_ladder()
				: m.kind_choice();
	}
}

type Quantity = string | { numerator: string; denominator: string };

/** A figure or a quotient of two, by the titles of the figures. */
export function quantityWords(quantity: Quantity, titles: Readonly<Record<string, string>>) {
	if (typeof quantity === 'string') return titles[quantity] ?? quantity;
	const { numerator, denominator } = quantity;
	return `${titles[numerator] ?? numerator} ÷ ${titles[denominator] ?? denominator}`;
}
