import type { Condition, Day, EditionData, Element, Leaf, Question } from '#scoring';
import type { Dimension } from '../../scoring/edition.ts';
import { areasAround, titlesKnown } from './catalogue.ts';
import { bandOf, used, type Answers } from './figures.ts';
import type { SaidKnown } from './generate-known.ts';
import {
	highest,
	lowest,
	milli,
	order,
	over,
	plus,
	rational,
	times,
	total,
	type Rational
} from './rational.ts';

/**
 * Scoring once more, for complete sheets only: two answers instead of three, one number instead of two,
 * plain recursion over the data as it is written, arithmetic of its own.
 */
export interface Naive {
	/** By name of a part, `total` for the whole: in thousandths; 0 where it does not apply. */
	readonly points: Map<string, Rational>;
	readonly applies: Map<string, boolean>;
	/** 0 below the lowest tier. */
	readonly tier: number;
	readonly gates: readonly boolean[];
}

type Group = EditionData | Dimension | Extract<Element, { type: 'panel' }>;
type Part = Group | Question;
const none = rational(0);

const partsOf = (group: Group): readonly Part[] =>
	'dimensions' in group ? group.dimensions : group.elements;
const isGroup = (part: Part): part is Group => 'dimensions' in part || 'elements' in part;
const nameOf = (part: Part) => ('name' in part ? part.name : 'total');

export function naive(data: EditionData, answers: Answers, known: SaidKnown, day: Day): Naive {
	const points = new Map<string, Rational>();
	const applies = new Map<string, boolean>();
	const questions = new Map<string, Question>();

	function holds(condition: Condition): boolean {
		if ('all' in condition) return condition.all.every(holds);
		if ('any' in condition) return condition.any.some(holds);
		if ('not' in condition) return !holds(condition.not);
		if ('answer' in condition) return answerHolds(condition);
		if ('score' in condition) return compared(condition, points.get(condition.score)!, 1000);
		if ('count' in condition) {
			const reached = [...questions.values()].filter((question) => {
				const counts = question.type !== 'multipletext' && question.sets?.includes(condition.count);
				return counts && applies.get(question.name) && levelOf(question) >= condition.level;
			});
			return compared(condition, rational(reached.length), 1);
		}
		return knownHolds(condition, known, day);
	}

	/** The option that counts: the one the figures speak for, else the one chosen. */
	function counted(question: Question): unknown {
		if (question.type !== 'radiogroup' || !question.of) return answers[question.name];
		const given = used(question).every((name) => applies.get(name));
		return (given ? bandOf(question, answers) : undefined) ?? answers[question.name];
	}

	function chosenOf(question: Question) {
		if (question.type === 'multipletext') return [];
		const values = [counted(question)].flat();
		return question.choices.filter((choice) => values.includes(choice.value));
	}

	function levelOf(question: Question): number {
		return Math.max(...chosenOf(question).map((choice) => choice.level ?? 0));
	}

	function answerHolds(leaf: Extract<Leaf, { answer: string }>): boolean {
		const [name, item] = leaf.answer.split('.') as [string, string?];
		if (!applies.get(name)) return false;
		if (item === undefined) return valueHolds(leaf, counted(questions.get(name)!));
		return valueHolds(leaf, (answers[name] as Record<string, number>)[item]);
	}

	function visit(part: Part, around: boolean): void {
		const conditional = 'appliesIf' in part ? part.appliesIf : undefined;
		const here = around && (!conditional || holds(conditional));
		applies.set(nameOf(part), here);
		if (!isGroup(part)) {
			questions.set(part.name, part);
			const each = here ? chosenOf(part).map((choice) => milli(choice.points ?? 0)) : [];
			points.set(part.name, total(each));
			return;
		}
		for (const child of partsOf(part)) visit(child, here);
		const scored = partsOf(part).filter((child) => order(maxOf(child), none) > 0);
		const some = scored.some((child) => applies.get(nameOf(child)));
		if (scored.length > 0 && !some) applies.set(nameOf(part), false);
		points.set(nameOf(part), here && some ? joined(part, scored) : none);
	}

	function joined(group: Group, scored: readonly Part[]): Rational {
		const there = scored.filter((child) => applies.get(nameOf(child)));
		const of = (child: Part) => points.get(nameOf(child))!;
		const redistributes = group.tailoring?.rule === 'redistribute';
		switch (group.combine!) {
			case 'sum': {
				const sum = total(there.map(of));
				if (!redistributes) return sum;
				return times(over(sum, total(there.map(maxOf))), total(scored.map(maxOf)));
			}
			case 'mean':
			case 'weighted': {
				const weights = weightsOf(group);
				const weight = (child: Part) => milli(weights?.[nameOf(child)] ?? 1);
				const sum = total(there.map((child) => times(of(child), weight(child))));
				return over(sum, total((redistributes ? there : scored).map(weight)));
			}
			case 'min':
				return lowest(there.map(of));
			case 'staircase': {
				const stop = scored.findIndex((child) => order(of(child), milli(group.pass!)) < 0);
				const passed = total((stop < 0 ? scored : scored.slice(0, stop)).map(maxOf));
				return stop < 0 ? passed : plus(passed, of(scored[stop]!));
			}
		}
	}

	function weightsOf({ weights }: Group): Record<string, number> | undefined {
		if (!Array.isArray(weights)) return weights as Record<string, number> | undefined;
		const cases = weights as { when?: Condition; weights: Record<string, number> }[];
		return cases.find(({ when }) => !when || holds(when))!.weights;
	}

	visit(data, true);
	const gates = data.ladder.tiers.map((tier) => holds(tier.requires));
	const first = gates.indexOf(false);
	const climbed = first < 0 ? gates.length : first;
	const tier = data.ladder.rule === 'firstUnmet' ? climbed : gates.lastIndexOf(true) + 1;
	return { points, applies, tier, gates };
}

/** The most a part can give. */
export function maxOf(part: Part): Rational {
	if (!isGroup(part)) {
		if (part.type === 'multipletext') return none;
		const worth = (alone: boolean) =>
			part.choices
				.filter((one) => !!one.isExclusive === alone)
				.map((one) => milli(one.points ?? 0));
		if (part.type === 'radiogroup') return highest(worth(false));
		return highest([total(worth(false)), ...worth(true)]);
	}
	const each = partsOf(part)
		.map(maxOf)
		.filter((max) => order(max, none) > 0);
	if (part.combine === 'sum' || part.combine === 'staircase') return total(each);
	return each[0] ?? none;
}

function knownHolds(leaf: Leaf, { facts, titles }: SaidKnown, day: Day): boolean {
	if ('fact' in leaf) return valueHolds(leaf, facts[leaf.fact]);
	if (!('title' in leaf)) throw new Error(`no two answers to ${JSON.stringify(leaf)}`);
	const levels = titlesKnown.find((title) => title.id === leaf.title)!.levels?.map((one) => one.id);
	return titles.some(
		(record) =>
			record.title === leaf.title &&
			record.state !== 'not-held' &&
			(!leaf.level || levels!.indexOf(record.level!) >= levels!.indexOf(leaf.level)) &&
			record.awarded! <= day &&
			(!record.expires || record.expires >= day) &&
			(leaf.is !== 'held-first-time' || record.first === true)
	);
}

type Compared = Extract<Leaf, { fact: string } | { answer: string }>;

function valueHolds(leaf: Compared, value: unknown): boolean {
	if (leaf.within) return around(value as string).some((area) => leaf.within!.includes(area));
	if (leaf.in) return [value].flat().some((one) => leaf.in!.includes(one as string));
	if (typeof value !== 'number') return [value].flat().includes(leaf.is);
	// At most six decimals.
	return compared(leaf, rational(Math.round(value * 1_000_000)), 1_000_000);
}

function around(area: string): string[] {
	const next = areasAround[area];
	return next ? [area, ...around(next)] : [area];
}

/** Compares a quantity kept in parts of `scale` with the bound of a leaf. */
function compared(
	leaf: Omit<Compared, 'answer' | 'fact'>,
	actual: Rational,
	scale: number
): boolean {
	const is = (bound: unknown) => order(actual, rational(Math.round((bound as number) * scale)));
	if (leaf.atLeast !== undefined) return is(leaf.atLeast) >= 0;
	if (leaf.atMost !== undefined) return is(leaf.atMost) <= 0;
	if (leaf.over !== undefined) return is(leaf.over) > 0;
	if (leaf.under !== undefined) return is(leaf.under) < 0;
	return is(leaf.is) === 0;
}
