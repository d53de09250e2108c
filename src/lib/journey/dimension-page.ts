import type { Element, Item, Locale, OpenEdition, Question, Text } from '#scoring';
import { markedQuestions } from '../diagnosis/counted.ts';
import { sourceWords } from '../words/source.ts';
import { asText, valuesIn } from './about-page.ts';
import { questionsIn } from './form.ts';
import type { Turn } from './turn.ts';
import type { World } from './world.ts';

/** The questions of one dimension. */
export interface DimensionPage {
	readonly kind: 'dimension';
	readonly name: string;
	readonly title: string;
	readonly description?: string;
	readonly elements: readonly ElementField[];
	/** The sets for which some of its questions are marked: they are counted on their own as well. */
	readonly marks: readonly string[];
}

export type ElementField = PanelField | QuestionField;
export interface PanelField {
	readonly type: 'panel';
	readonly name: string;
	readonly title: string;
	readonly description?: string;
	readonly elements: readonly ElementField[];
}

interface QuestionCommon {
	readonly name: string;
	readonly title: string;
	readonly description?: string;
	readonly evidence: readonly string[];
	readonly source: string;
	/** The set for which it is marked. */
	readonly mark?: string;
}
export interface ChoiceField {
	readonly value: string;
	readonly text: string;
	readonly counts?: string;
	/** Our own option, which the official text does not have, and why. */
	readonly note?: string;
	readonly alone: boolean;
	readonly chosen: boolean;
}
export interface ChoicesField extends QuestionCommon {
	readonly type: 'radiogroup' | 'checkbox';
	readonly choices: readonly ChoiceField[];
	/** The figures that would choose the option, or that would check it. */
	readonly figures?: { readonly decide: boolean; readonly names: readonly string[] };
}
export interface FiguresField extends QuestionCommon {
	readonly type: 'multipletext';
	readonly items: readonly ItemField[];
	/** The questions whose options these figures choose. */
	readonly decides: readonly string[];
}
export interface ItemField {
	readonly name: string;
	readonly title: string;
	readonly unit: string;
	readonly decimals: number;
	readonly value: string;
}
export type QuestionField = ChoicesField | FiguresField;

export function dimensionPage(
	{ edition }: World,
	{ said, step }: Turn,
	locale: Locale
): DimensionPage {
	const data = edition.data.dimensions.find((dimension) => dimension.name === step)!;
	const answers = valuesIn(said.answers);
	const marked = markedQuestions(edition);
	const inside = questionsIn(edition.partByName.get(step)!).map(({ name }) => name);
	const marks = inside.flatMap((name) => marked.get(name)?.[locale] ?? []);
	const asked = (element: Element): ElementField =>
		element.type === 'panel'
			? {
					type: 'panel',
					name: element.name,
					title: element.title[locale],
					...described(element, locale),
					elements: element.elements.map(asked)
				}
			: questionField(edition, element, answers[element.name], marked.get(element.name), locale);
	return {
		kind: 'dimension',
		name: data.name,
		title: data.title[locale],
		...described(data, locale),
		elements: data.elements.map(asked),
		marks: [...new Set(marks)]
	};
}

function described({ description }: { description?: Question['description'] }, locale: Locale) {
	return description ? { description: description[locale] } : {};
}

function questionField(
	edition: OpenEdition,
	question: Question,
	answer: unknown,
	mark: Text | undefined,
	locale: Locale
): QuestionField {
	const part = edition.partByName.get(question.name)!;
	const common = {
		name: question.name,
		title: question.title[locale],
		...described(question, locale),
		evidence: (question.evidence ?? []).map((text) => text[locale]),
		source: sourceWords(part.source, locale),
		...(mark ? { mark: mark[locale] } : {})
	};
	if (question.type === 'multipletext') {
		const given = valuesIn(answer);
		const decides = edition.questions.flatMap(({ data }) =>
			data.type === 'radiogroup' && data.of?.denominator.startsWith(`${question.name}.`)
				? [data.title[locale]]
				: []
		);
		const items = question.items.map((item) => itemField(item, given[item.name], locale));
		return { ...common, type: question.type, items, decides };
	}
	const chosen: readonly unknown[] = Array.isArray(answer) ? answer : [answer];
	const choices = question.choices.map((choice): ChoiceField => ({
		value: String(choice.value),
		text: choice.text[locale],
		...(choice.counts ? { counts: choice.counts[locale] } : {}),
		...(choice.source?.authority === 'own' && choice.source.note
			? { note: choice.source.note[locale] }
			: {}),
		alone: choice.isExclusive === true,
		chosen: chosen.includes(choice.value)
	}));
	const figures = figuresOf(edition, question, locale);
	return { ...common, type: question.type, choices, ...(figures ? { figures } : {}) };
}

function itemField(
	{ name, title, unit, decimals = 0 }: Item,
	value: unknown,
	locale: Locale
): ItemField {
	return { name, title: title[locale], unit: unit[locale], decimals, value: asText(value) };
}

function figuresOf(
	edition: OpenEdition,
	question: Question,
	locale: Locale
): ChoicesField['figures'] {
	if (question.type !== 'radiogroup') return undefined;
	const { of, trendOf } = question;
	const written = of
		? [of.numerator, of.denominator]
		: trendOf
			? [trendOf.now, trendOf.before].flatMap((one) =>
					typeof one === 'string' ? [one] : [one.numerator, one.denominator]
				)
			: [];
	if (written.length === 0) return undefined;
	const names = written.map((figure) => {
		const [name, item] = figure.split('.') as [string, string];
		const asked = edition.byName.get(name)!.data;
		return asked.type === 'multipletext'
			? asked.items.find((one) => one.name === item)!.title[locale]
			: '';
	});
	return { decide: of !== undefined, names: [...new Set(names)] };
}
