import type { Report } from './fault.ts';
import { add, greatest, least, whole, zero } from './fraction.ts';
import { exactly, nothing, thousandths, type Interval } from './interval.ts';
import type { Checkbox, Item, Multipletext, Quantity, Question, Radiogroup } from './question.ts';
import { inherit, type Source } from './source.ts';

/** A raw number: an item of a multipletext, by place. */
export interface Figure {
	readonly question: number;
	readonly item: number;
}
export interface OpenRatio {
	readonly numerator: Figure;
	readonly denominator: Figure;
}

export interface OpenChoice {
	readonly value: string | number;
	/** In thousandths; certain. */
	readonly points: Interval;
	readonly level: number;
	/** Bounds in thousandths of a percent: above `over` (left out: from 0), up to `upTo`. */
	readonly over: number | undefined;
	readonly upTo: number | undefined;
	readonly trend: 'up' | 'flat' | 'down' | undefined;
	readonly source: Source;
}

interface OpenCommon {
	/** Place among the questions, in document order. */
	readonly index: number;
	readonly name: string;
	readonly sets: readonly string[];
}
interface OpenChoices extends OpenCommon {
	readonly choices: readonly OpenChoice[];
	readonly choiceByValue: ReadonlyMap<unknown, number>;
	/** The points it may give while it is not answered. */
	readonly unanswered: Interval;
	readonly lowestLevel: number;
	readonly highestLevel: number;
}
export interface OpenRadiogroup extends OpenChoices {
	readonly type: 'radiogroup';
	readonly data: Radiogroup;
	readonly of: OpenRatio | undefined;
	readonly trendOf: { now: Figure | OpenRatio; before: Figure | OpenRatio } | undefined;
}
export interface OpenCheckbox extends OpenChoices {
	readonly type: 'checkbox';
	readonly data: Checkbox;
	/** A bit for each choice that stands alone. */
	readonly exclusive: number;
}
export interface OpenMultipletext extends OpenCommon {
	readonly type: 'multipletext';
	readonly data: Multipletext;
	readonly items: readonly Item[];
	readonly itemByName: ReadonlyMap<string, number>;
}
export type OpenQuestion = OpenRadiogroup | OpenCheckbox | OpenMultipletext;

/** Conditions and checkboxes keep choices in the bits of one number. */
const mostChoices = 30;

/**
 * Links one question.
 *
 * @param earlier the questions before it, whose figures it may use
 */
export function openQuestion(
	question: Question,
	source: Source,
	earlier: ReadonlyMap<string, OpenQuestion>,
	report: Report
): OpenQuestion {
	const common = { index: earlier.size, name: question.name };
	switch (question.type) {
		case 'multipletext':
			return { ...common, ...openMultipletext(question, report) };
		case 'checkbox':
			return { ...common, ...openCheckbox(question, source, report) };
		case 'radiogroup':
			return { ...common, ...openRadiogroup(question, source, earlier, report) };
	}
}

function openMultipletext(data: Multipletext, report: Report) {
	const { items, type } = data;
	const itemByName = new Map(items.map((item, i) => [item.name, i]));
	if (itemByName.size !== items.length) report('items', 'expected each name once', data.name);
	for (const item of items) {
		if (item.min > item.max) report(`items.${item.name}.min`, 'expected at most max', item.min);
		if (item.atMost !== undefined && !itemByName.has(item.atMost)) {
			report(`items.${item.name}.atMost`, 'expected an item of this question', item.atMost);
		}
	}
	return { type, data, sets: [], items, itemByName };
}

function openChoices(data: Radiogroup | Checkbox, source: Source, report: Report) {
	const choices = data.choices.map((choice): OpenChoice => ({
		value: choice.value,
		points: choice.points ? exactly(whole(thousandths(choice.points))) : nothing,
		level: choice.level ?? 0,
		over: choice.over === undefined ? undefined : thousandths(choice.over),
		upTo: choice.upTo === undefined ? undefined : thousandths(choice.upTo),
		trend: choice.trend,
		source: inherit(source, choice.source)
	}));
	const choiceByValue = new Map<unknown, number>(choices.map((choice, i) => [choice.value, i]));
	if (choiceByValue.size !== choices.length) {
		report('choices', 'expected each value once', data.choices.map((c) => c.value).join(', '));
	}
	if (data.choices.length > mostChoices) {
		report('choices', `expected at most ${mostChoices} choices`, data.choices.length);
	}
	const rungs = choices.length - (data.type === 'radiogroup' ? 1 : exclusiveOf(data).length);
	if (data.effort && data.effort.length !== rungs) {
		const each = data.type === 'radiogroup' ? 'rung above the lowest' : 'choice that can be added';
		report('effort', `expected ${rungs} numbers, one for each ${each}`, data.effort.length);
	}
	const levels = choices.map((choice) => choice.level);
	return {
		sets: data.sets ?? [],
		choices,
		choiceByValue,
		lowestLevel: Math.min(...levels),
		highestLevel: Math.max(...levels)
	};
}

function exclusiveOf({ choices }: Radiogroup | Checkbox) {
	return choices.filter((choice) => choice.isExclusive);
}

function openCheckbox(data: Checkbox, source: Source, report: Report) {
	const open = openChoices(data, source, report);
	const bits = data.choices.map((choice, i) => (choice.isExclusive ? 1 << i : 0));
	let together = zero;
	let alone = zero;
	open.choices.forEach((choice, i) => {
		if (bits[i]) alone = greatest(alone, choice.points.high);
		else together = add(together, choice.points.high);
	});
	return {
		...open,
		type: data.type,
		data,
		exclusive: bits.reduce((all, bit) => all | bit, 0),
		// An answer holds at least one choice.
		unanswered: {
			low: open.choices.map((choice) => choice.points.low).reduce(least),
			high: greatest(together, alone)
		}
	};
}

function openRadiogroup(
	data: Radiogroup,
	source: Source,
	earlier: ReadonlyMap<string, OpenQuestion>,
	report: Report
) {
	const open = openChoices(data, source, report);
	if (data.choices.some((choice) => choice.isExclusive)) {
		report('choices', 'expected isExclusive in a checkbox only', true);
	}
	const figure = (name: string, path: string, inRatio = false): Figure => {
		const [of, item] = name.split('.') as [string, string];
		const question = earlier.get(of);
		const place = question?.type === 'multipletext' ? question.itemByName.get(item) : undefined;
		if (question?.type === 'multipletext' && place !== undefined) {
			// Bands start at 0, and a negative denominator would turn every comparison round.
			const { min } = question.items[place]!;
			if (inRatio && min < 0) report(path, 'expected a figure that cannot be negative', name);
			return { question: question.index, item: place };
		}
		report(path, 'expected question.item of an earlier multipletext', name);
		return { question: 0, item: 0 };
	};
	const ratio = (of: { numerator: string; denominator: string }, path: string): OpenRatio => ({
		numerator: figure(of.numerator, `${path}.numerator`, true),
		denominator: figure(of.denominator, `${path}.denominator`, true)
	});
	const quantity = (of: Quantity, path: string) =>
		typeof of === 'string' ? figure(of, path) : ratio(of, path);
	const each = open.choices.map((choice) => choice.points.low);
	if (data.of && data.trendOf) report('trendOf', 'expected of or trendOf, not both', data.name);
	checkBands(data, open.choices, report);
	checkTrend(data, report);
	return {
		...open,
		type: data.type,
		data,
		of: data.of && ratio(data.of, 'of'),
		trendOf: data.trendOf && {
			now: quantity(data.trendOf.now, 'trendOf.now'),
			before: quantity(data.trendOf.before, 'trendOf.before')
		},
		unanswered: { low: each.reduce(least), high: each.reduce(greatest) }
	};
}

/** The bands of a ratio cover it from 0 upward without a gap and without an overlap. */
function checkBands(data: Radiogroup, choices: readonly OpenChoice[], report: Report): void {
	const bounded = choices.filter((c) => c.over !== undefined || c.upTo !== undefined);
	if (!data.of && bounded.length > 0) report('of', 'expected the figures of the bands', undefined);
	if (!data.of) return;
	let reached: number | undefined;
	for (const choice of choices) {
		const path = `choices.${choice.value}`;
		if (choice.over !== reached) {
			const expected = reached === undefined ? 'no over' : `over: ${reached / 1000}`;
			report(path, `expected ${expected}`, choice.over && choice.over / 1000);
		}
		if (choice.upTo !== undefined && choice.upTo <= (choice.over ?? -1)) {
			report(path, 'expected upTo above over', choice.upTo / 1000);
		}
		if (choice.upTo === undefined && choice !== choices.at(-1)) {
			report(path, 'expected upTo, since only the last band may be open', undefined);
		}
		reached = choice.upTo;
	}
}

function checkTrend(data: Radiogroup, report: Report): void {
	const trends = data.choices.flatMap((choice) => choice.trend ?? []);
	const complete = trends.length === data.choices.length && new Set(trends).size === trends.length;
	if (data.trendOf && !complete)
		report('choices', 'expected a trend of its own beside each', trends.join(', '));
	if (!data.trendOf && trends.length > 0) {
		report('trendOf', 'expected the figures whose trend the choices state', undefined);
	}
}

/** The place of the lowest bit that is set. */
function lowest(bits: number): number {
	return 31 - Math.clz32(bits & -bits);
}

/** The points of a checkbox's chosen choices, in thousandths. */
export function pointsOfChosen(question: OpenCheckbox, chosen: number): Interval {
	let points = 0;
	for (let left = chosen; left !== 0; left &= left - 1) {
		// Those of one choice are whole thousandths.
		points += Number(question.choices[lowest(left)]!.points.low.n);
	}
	return exactly(whole(points));
}

/** The level a checkbox's chosen choices reach. */
export function levelOfChosen(question: OpenCheckbox, chosen: number): number {
	let level = 0;
	for (let left = chosen; left !== 0; left &= left - 1) {
		level = Math.max(level, question.choices[lowest(left)]!.level);
	}
	return level;
}
