import type { JsonMetadata } from 'survey-core';
import type { Dimension, Element, Item, OpenEdition } from '#scoring';
import { canonical } from '../library/hash.ts';
import { visibleIfs } from './visible-if.ts';

/**
 * What scoring keeps beside each thing that SurveyJS knows, by SurveyJS class. Registered with its
 * Serializer, these properties are read and written like its own; unregistered they are dropped in
 * silence.
 */
const properties = {
	survey: ['qidang'],
	panelbase: ['appliesIf', 'source', 'combine', 'weights', 'pass', 'tailoring', 'worth'],
	question: [
		'appliesIf',
		'source',
		'evidence',
		'sets',
		'capability',
		'outcome',
		'worth',
		'effort',
		'of',
		'trendOf'
	],
	choiceitem: ['points', 'level', 'over', 'upTo', 'trend', 'counts', 'source'],
	multipletextitem: ['unit', 'min', 'max', 'decimals', 'atMost']
} as const;

/** Makes survey-core keep our properties. Once for each Serializer. */
export function registerProperties(serializer: JsonMetadata): void {
	for (const [className, names] of Object.entries(properties)) {
		for (const name of names) {
			serializer.addProperty(className, { name, type: 'value', visible: false });
		}
	}
}

/** A SurveyJS document that is one of our editions. */
export interface Survey extends Record<string, unknown> {
	readonly pages: readonly object[];
}

/**
 * An edition as a SurveyJS document: its pages as they are written, what belongs to the edition as a
 * whole in `qidang`, and generated from these the `visibleIf` of whatever is conditional and the range
 * of every figure as a validator.
 */
export function toSurvey({ data }: OpenEdition): Survey {
	const { title, description, dimensions, ...whole } = data;
	const shown = visibleIfs(data);
	const generate = (part: Dimension | Element): object => ({
		...part,
		...(shown.has(part.name) ? { visibleIf: shown.get(part.name) } : {}),
		...('elements' in part ? { elements: part.elements.map(generate) } : {}),
		...('items' in part ? { items: part.items.map(withRange) } : {})
	});
	return {
		title,
		description,
		// Answers to questions that no longer apply stay while one fills in, and go when one finishes.
		clearInvisibleValues: 'onComplete',
		qidang: whole,
		pages: dimensions.map(generate)
	};
}

function withRange(item: Item): object {
	return { ...item, validators: rangeOf(item) };
}

function rangeOf({ min, max }: Partial<Item>): object[] {
	return [{ type: 'numeric', minValue: min, maxValue: max }];
}

/**
 * The edition's data from a SurveyJS document: `toSurvey` undone. What is generated is left out where it
 * may be so; whatever else a document has stays, for its reader to refuse.
 */
export function fromSurvey({ title, description, qidang, pages }: Survey): unknown {
	return { title, description, ...(qidang as object), dimensions: pages.map(withoutGenerated) };
}

export function withoutGenerated(part: object): object {
	const { visibleIf, validators, ...rest } = part as Generated;
	const isRange = isDeepEqual(validators, rangeOf(rest));
	return {
		...rest,
		...(visibleIf === undefined || rest.appliesIf ? {} : { visibleIf }),
		...(validators === undefined || isRange ? {} : { validators }),
		...(rest.elements ? { elements: rest.elements.map(withoutGenerated) } : {}),
		...(rest.items ? { items: rest.items.map(withoutGenerated) } : {})
	};
}

function isDeepEqual(one: unknown, other: unknown): boolean {
	return canonical(one ?? null) === canonical(other);
}

interface Generated extends Partial<Item> {
	visibleIf?: string;
	validators?: unknown;
	appliesIf?: unknown;
	elements?: object[];
	items?: object[];
}
