import {
	openEdition,
	type Condition,
	type Dimension,
	type EditionData,
	type Element,
	type Fault,
	type OpenEdition,
	type Question,
	type Text
} from '#scoring';
import { catalogue } from './small-catalogue.ts';

/**
 * Small editions for tests: everything an edition must say and a test does not care about is filled in,
 * so that what is left reads like the rule.
 */

export const text = (words: string): Text => ({ 'zh-cn': words, en: words });

type Radiogroup = Extract<Question, { type: 'radiogroup' }>;
type Checkbox = Extract<Question, { type: 'checkbox' }>;
type Multipletext = Extract<Question, { type: 'multipletext' }>;
type Panel = Extract<Element, { type: 'panel' }>;
type Choice = Radiogroup['choices'][number];

/** A radiogroup; an option is its points, or its points with more beside them. */
export function one(
	name: string,
	options: Readonly<Record<string, number | Partial<Choice>>>,
	more: Partial<Radiogroup> = {}
): Radiogroup {
	const choices = Object.entries(options).map(([value, option]) => ({
		value,
		text: text(value),
		...(typeof option === 'number' ? { points: option } : option)
	}));
	const worth = Math.max(...choices.map((choice) => choice.points ?? 0));
	return { type: 'radiogroup', name, title: text(name), worth, choices, ...more };
}

/** Half a point a step, whole points at the end: not met, half met, met. */
export const halves = (name: string, more: Partial<Radiogroup> = {}): Radiogroup =>
	one(name, { no: 0, half: 0.5, yes: 1 }, more);

/** A ladder of levels 0 … `top` that scores nothing. */
export function rungs(name: string, top: number, sets: string[]): Radiogroup {
	const choices = Array.from({ length: top + 1 }, (_, level) => ({
		value: level,
		level,
		text: text(`${level}`)
	}));
	return { type: 'radiogroup', name, title: text(name), sets, choices };
}

/** A checkbox whose first option, `none`, stands alone. */
export function several(
	name: string,
	options: Readonly<Record<string, number>>,
	more: Partial<Checkbox> = {}
): Checkbox {
	const none = { value: 'none', text: text('none'), points: 0, isExclusive: true as const };
	const others = Object.entries(options).map(([value, points]) => ({
		value,
		text: text(value),
		points
	}));
	// In thousandths: 0.1 + 0.2 would not be 0.3.
	const sum = others.reduce((all, choice) => all + Math.round(choice.points * 1000), 0);
	const worth = sum / 1000;
	const choices = [none, ...others];
	return { type: 'checkbox', name, title: text(name), worth, choices, ...more };
}

/** Raw numbers from 0 to 10^12; an item is its name, or its name with what differs. */
export function figures(
	name: string,
	items: Readonly<Record<string, Partial<Multipletext['items'][number]>>>,
	more: Partial<Multipletext> = {}
): Multipletext {
	return {
		type: 'multipletext',
		name,
		title: text(name),
		items: Object.entries(items).map(([item, its]) => ({
			name: item,
			title: text(item),
			inputType: 'number',
			unit: text('unit'),
			min: 0,
			max: 1_000_000_000_000,
			...its
		})),
		...more
	};
}

export function panel(name: string, elements: Element[], more: Partial<Panel> = {}): Panel {
	return { type: 'panel', name, title: text(name), elements, ...more };
}

export function dimension(
	name: string,
	elements: Element[],
	more: Partial<Dimension> = {}
): Dimension {
	return { name, title: text(name), elements, ...more };
}

export const redistribute = { rule: 'redistribute' as const, source: {} };
export const forfeit = { rule: 'forfeit' as const, source: {} };

type More = Omit<Partial<EditionData>, 'ladder'> & { ladder?: Partial<EditionData['ladder']> };

/** An edition's data. `tiers` are the conditions by id, lowest first. */
export function editionData(
	dimensions: Dimension[],
	tiers: Readonly<Record<string, Condition>>,
	more: More = {}
): EditionData {
	const { ladder, ...head } = more;
	const sets = dimensions.flatMap((one) => one.elements).flatMap(setsOf);
	return {
		instrument: 'test',
		edition: '2024',
		status: 'draft',
		title: text('Test'),
		description: text('Test'),
		issuer: text('Nobody'),
		issued: '2024-01-01',
		authority: 'official',
		source: {},
		cites: [],
		unknown: [],
		combine: 'sum',
		sets: Object.fromEntries(sets.map((set) => [set, text(set)])),
		...head,
		dimensions,
		ladder: {
			rule: 'highestMet',
			source: { authority: 'official' },
			below: text('none'),
			tiers: Object.entries(tiers).map(([id, requires]) => ({
				id,
				title: text(id),
				meaning: text(id),
				requires
			})),
			...ladder
		}
	};
}

function setsOf(element: Element): readonly string[] {
	if (element.type === 'panel') return element.elements.flatMap(setsOf);
	return element.type === 'multipletext' ? [] : (element.sets ?? []);
}

/** What a test passes where it does not look at tiers. */
export const anyTier: Readonly<Record<string, Condition>> = {
	reached: { score: 'total', atLeast: 0 }
};

export function opened(data: EditionData): OpenEdition {
	const { edition, faults } = openEdition(data, { catalogue, ladders: new Map() });
	if (faults) throw new Error(JSON.stringify(faults));
	return edition;
}

/** The faults of an edition, as `path: expected, received …` without its file. */
export function faultsOf(data: EditionData): Fault[] {
	return openEdition(data, { catalogue, ladders: new Map() }).faults ?? [];
}

/** An edition of one dimension `all`, which is the whole of it. */
export function simple(
	elements: Element[],
	more: Partial<Dimension> = { combine: 'sum' },
	tiers: Readonly<Record<string, Condition>> = anyTier
): OpenEdition {
	return opened(editionData([dimension('all', elements, more)], tiers, { tailoring: forfeit }));
}
